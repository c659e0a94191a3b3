"""The printed book: print templates → pages → a PDF that keeps and reads, and what PDFium reads from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from report.arabic.digits import COUNTER_STYLES, format_digits
from report.document import Heading, iterate_block_texts
from report.edition import Edition, Section
from report.errors import ConfigError, message
from report.pdfium import list_bookmarks, list_page_labels, read_passages
from report.project import Profile
from report.render import Renderer
from report.typography.kashida import WAYS, Kashida
from report.weasy import (
    EmbeddedFile,
    Grid,
    Justification,
    Layout,
    count_lines,
    find_page_starts,
    layout,
    memory_url,
    paint,
)
from report.writers import Artifact, Attachment, OutlineEntry, WriterOptions
from report.writers._claims import (
    Margin,
    choose_key_figures,
    collect_sentences,
    group_claims,
    strip_marks,
)
from report.writers._drawings import arrange, draw, draw_nothing, measure_cells
from report.writers._fit import Fit, Fitting
from report.writers._pages import is_mark, join_passages
from report.writers._press import BLEED, load_press
from report.writers._pull_quotes import PullQuote, place_pull_quotes

SUFFIX = ".pdf"
MEDIA_TYPE = "application/pdf"
AFTER: tuple[str, ...] = ()

VARIANTS: Mapping[Profile, str] = MappingProxyType(
    {"archive": "pdf/a-3a", "archive-2": "pdf/a-4f", "press": "pdf/x-4"}
)
"""ISO 19005: all that is needed to show the pages, now and later, is in the file. These two are ISO 14289 as
well: the structure, the language and the words of every picture, for who cannot see them. ISO 15930-7: all
that is needed to print the pages, in the inks of one printing condition."""

_TIGHTER = ((0.02, 0.0), (0.04, 0.0), (0.04, 0.4), (-0.02, 0.0), (-0.04, 0.0))
"""How much of the leading, and of the space in the cells of tables, may be given up to save a page, or
added to fill it."""

_CELL = 4.0

_VOCALISED = 0.4
"""The share of letters with a mark from which on a text counts as vocalised."""

_ROOM_FOR_VOWELS = 0.28
"""How much wider its leading is: vocalised Amiri reaches from 1.27 em above the line to 0.74 below."""

_STUB = 0.25
"""A last page filled less than this looks like a mistake."""

_SHORTEST, _LONGEST = 3, 24
"""Index of the last page, in a book with cover and contents. In a longer book nobody minds, and trying again
costs more."""


def write(
    edition: Edition,
    renderer: Renderer,
    options: WriterOptions,
    earlier: Mapping[str, Artifact],
) -> tuple[Artifact, ...]:
    """The PDF as one artifact; the engine's messages are its findings."""
    book = _Book(edition, renderer, options)
    pages = book.lay_out()
    painting = paint(
        pages,
        variant=book.variant,
        direction=edition.metadata.direction,
        page_labels=tuple(book.label_pages(pages.page_count)),
        identifier=edition.metadata.identifier,
        files=() if book.press else tuple(book.embed(attachment) for attachment in options.attachments),
        timestamp=edition.metadata.timestamp,
        press=book.press,
    )
    artifact = Artifact(
        name=options.stem + SUFFIX,
        media_type=MEDIA_TYPE,
        data=painting.data,
        reading_text=join_passages(read_passages(painting.data, is_mark)),
        outline=tuple(book.outline(painting.data, pages)),
        page_starts=find_page_starts(pages, edition),
        findings=(*pages.findings, *painting.findings),
    )
    return (artifact,)


def render_markup(edition: Edition, renderer: Renderer, options: WriterOptions) -> str:
    """The HTML that is laid out, for who wants to see it."""
    return _Book(edition, renderer, options).render()


class _Book:
    """One edition on one paper: renders the templates and lays the pages out."""

    def __init__(self, edition: Edition, renderer: Renderer, options: WriterOptions) -> None:
        self.edition = edition
        self.renderer = renderer
        self.variant = VARIANTS[options.profile]
        self.press = load_press(renderer) if options.profile == "press" else None
        self.multiple = options.multiple if self.press else 1
        self.paper = choose_paper(renderer, options.paper, has_facts=bool(self.tables))
        if measure_vowels(edition) > _VOCALISED:
            self.paper = tighten(self.paper, -_ROOM_FOR_VOWELS)
        self.justification = choose_justification(renderer, self.paper, options.justification)
        self.cell_bars = measure_cells if options.charts else draw_nothing
        self.has_pull_quotes = options.pull_quotes and self.paper["print"].get("pull-quotes", False)
        self.has_compact_contents = self.paper["print"].get("compact-contents", False) and bool(
            self._find_summary()
        )
        self.images = {f"images/{path}": data for path, data in edition.images}

    def lay_out(self) -> Layout:
        """The pages; set a little tighter or wider where the last page would be nearly empty."""
        html, paper = self.render(), self.paper
        pages = self._lay_out(html, paper, variant=self.variant)
        if self.has_compact_contents and pages.pages["contents"] != pages.pages["summary"]:
            self.has_compact_contents = False  # there is no room: on a page of their own they may be large
            html = self.render()
            pages = self._lay_out(html, paper, variant=self.variant)
        if self._has_stub(pages):
            for shares in _TIGHTER:
                other = tighten(self.paper, *shares)
                fitted = self._lay_out(html, other, variant=self.variant)
                if fitted.page_count <= pages.page_count and not self._has_stub(fitted):
                    pages, paper = fitted, other
                    break
        if any(section.index for section in self.edition.sections):
            # The index comes after all that it tells the pages of, so that these stay where they are.
            places = pages.pages
            pages = self._lay_out(self.render(pages=places), paper, variant=self.variant)
        else:
            places = MappingProxyType({})
        missing = -pages.page_count % self.multiple
        if missing:
            return self._lay_out(self.render(missing, places), paper, variant=self.variant)
        return pages

    def _has_stub(self, pages: Layout) -> bool:
        """Whether a page of a short book carries next to nothing before the back cover, or before the text
        where the contents take more than one."""
        prints = self.paper["print"]
        last = pages.page_count - (2 if prints["back-cover"] else 1)
        shortest = _SHORTEST - (not prints["cover"]) - (not prints["contents"])
        if not shortest <= last < _LONGEST:
            return False
        first, after = pages.pages.get("contents", 0), pages.pages.get(self.edition.body_matter[0].id, 0)
        ends = [last, after - 2] if after - first > 1 and first else [last]
        return any(pages.fills[page] < _STUB for page in ends)

    def render(self, blank_pages: int = 0, pages: Mapping[str, int] = MappingProxyType({})) -> str:
        """The HTML, with `blank_pages` before the back cover, or at the end where there is none.

        `pages` are those on which ids stand, for an index that names each page once.
        """
        sentences = collect_sentences(self.edition)
        sections = [section for section in self.edition.sections if section.role not in ("notes", "colophon")]
        headlines = self.tables if len(self.edition.articles) == 1 else ()
        return self.renderer.render(
            "print/book.html.j2",
            self.edition,
            **self._links(),
            paper=self.paper,
            blank_pages=blank_pages,
            fits=self.fit_titles(),
            faces=self._imprint(),
            marks=self.paper["print"]["facts"],
            outline_length=len(sections) + len(self.tables) + self._count_headings(),
            key_figures=choose_key_figures(headlines, self.paper["print"]["key-figures"]),
            beside=Margin(self.tables).choose,
            summary=self._find_summary(),
            compact_contents=self.has_compact_contents,
            pull_quotes=self._place_pull_quotes(),
            claims=lambda table: group_claims(table, sentences),
            drawings=draw(self.tables, self.edition.metadata.digits),
            arrange=arrange,
            cell_bars=self.cell_bars,
            plain=strip_marks,
            first_of_page=partial(first_of_page, pages=pages),
            shorten=shorten,
        )

    def _find_summary(self) -> Section | None:
        """The summary, where the theme prints one."""
        sections = [section for section in self.edition.front_matter if section.role == "summary"]
        return sections[0] if sections and self.paper["print"].get("summary", False) else None

    def _place_pull_quotes(self) -> Mapping[str, Mapping[int, PullQuote]]:
        """The pull quotes of each article, by its id."""
        return {
            section.id: place_pull_quotes(section.blocks, self.edition.tables) if self.has_pull_quotes else {}
            for section in self.edition.articles
        }

    def _count_headings(self) -> int:
        return sum(
            isinstance(block, Heading) for section in self.edition.body_matter for block in section.blocks
        )

    @property
    def tables(self) -> tuple[Any, ...]:
        return self.edition.tables

    def _links(self) -> dict[str, Any]:
        return {
            "target": "print",
            "href": lambda name: f"#{name}",
            "image": lambda path: memory_url(f"images/{path}"),
        }

    def _lay_out(self, html: str, paper: Mapping[str, Any], variant: str | None = None) -> Layout:
        resources = self.renderer.resources
        stylesheet = self.renderer.render(
            "print/book.css.j2",
            self.edition,
            paper=paper,
            bleed=BLEED if self.press else None,
            rtl=self.edition.metadata.direction == "rtl",
            counter_style=COUNTER_STYLES[self.edition.metadata.digits],
            running_title=shorten(self.edition.metadata.title, 64),
        )
        return layout(
            html,
            stylesheets=(stylesheet,),
            faces=self.renderer.faces("print"),
            resources=self.images,
            roots=(*resources.roots("templates"), *resources.roots("assets")),
            variant=variant,
            justification=self.justification,
            grid=Grid(leading=paper["scale"]["text"][1], origin=to_points(paper["margins"][0])),
        )

    def fit_titles(self) -> dict[str, Fit]:
        """How title and deck stand on the cover and over the article: large, in balanced lines."""
        fitting = Fitting(self.edition, self.paper)
        html = self.renderer.render(
            "print/title-probe.html.j2", self.edition, **self._links(), probes=tuple(fitting.probes())
        )
        return fitting.choose(count_lines(self._lay_out(html, self.paper)))

    def _imprint(self) -> list[Any]:
        """One face of each family that the pages use, for the colophon."""
        families: dict[str, Any] = {}
        for face in self.renderer.faces("print"):
            families.setdefault(face.family, face)
        return list(families.values())

    def embed(self, attachment: Attachment) -> EmbeddedFile:
        return EmbeddedFile(
            name=attachment.name,
            media_type=attachment.media_type,
            data=attachment.data,
            description=self.renderer.string(f"attachment.{attachment.relationship.lower()}"),
            relationship=attachment.relationship,
        )

    def label_pages(self, count: int) -> Iterator[str]:
        """What a viewer calls the pages: a cover by name, the rest as their folios do."""
        digits = self.edition.metadata.digits
        for number in range(1, count + 1):
            is_cover = number == 1 and self.paper["print"]["cover"]
            yield self.renderer.string("section.cover") if is_cover else format_digits(number, digits)

    def outline(self, data: bytes, pages: Layout) -> Iterator[OutlineEntry]:
        """Headings and pages as a viewer of `data` lists them, and the tables."""
        for bookmark in list_bookmarks(data):
            yield OutlineEntry(
                kind="heading",
                title=bookmark.title,
                target=f"page={bookmark.page}",
                level=bookmark.level,
                page=bookmark.page,
            )
        for item in self.tables if self.paper["print"]["facts"] else ():
            yield OutlineEntry(
                kind="table",
                title=self.renderer.string(item.table.title),
                target=item.table.id,
                page=pages.pages.get(item.table.id, 0),
            )
        for number, label in enumerate(list_page_labels(data), 1):
            yield OutlineEntry(kind="page", title=label, target=f"page={number}", page=number)


def choose_paper(renderer: Renderer, name: str, *, has_facts: bool) -> dict[str, Any]:
    """The tokens of a paper size, with the theme's scale and print tokens where it has none of its own.

    `has_side` says whether there is a column beside the text, for the facts; `cell` is the space (pt) above
    and below what stands in a table.
    """
    tokens = renderer.theme.tokens
    sizes = tokens.get("paper", {})
    if name not in sizes:
        raise ConfigError(
            "the theme {theme} has no paper size {name}",
            theme=renderer.theme.name,
            name=name,
            hint=message("the paper sizes are: {names}", names=", ".join(sizes)),
        )
    paper = dict(sizes[name])
    return {
        **paper,
        "scale": {**tokens["scale"], **paper.get("scale", {})},
        "print": {**tokens["print"], **paper.get("print", {})},
        "cell": _CELL,
        "has_side": has_facts and not paper["side"].startswith("0"),
    }


def choose_justification(
    renderer: Renderer, paper: Mapping[str, Any], kashida: Kashida | None
) -> Justification:
    """Lines are chosen by paragraph; `kashida`, or what the theme says, tells how far words are drawn out."""
    name = kashida or paper["print"].get("justification", "off")
    if name not in WAYS:
        raise ConfigError(
            "the theme {theme} asks for {name} justification",
            theme=renderer.theme.name,
            name=name,
            hint=message("one of: {names}", names=", ".join(WAYS)),
        )
    return Justification(breaks="paragraph", kashida=name)


def measure_vowels(edition: Edition) -> float:
    """The share of letters of the articles that carry a mark."""
    text = "".join(
        article.read(inlines).text
        for article in edition.articles
        for inlines in iterate_block_texts(article.blocks)
    )
    letters = sum(map(str.isalpha, text))
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return marks / letters if letters else 0.0


def to_points(length: str) -> float:
    """A length of CSS, in points (CSS Values 4, 6.2)."""
    found = re.fullmatch(r"(\d+|\d*\.\d+)(mm|cm|in|pt)", length)
    if found is None:
        raise ConfigError("the margin {length} is not a number with mm, cm, in or pt", length=length)
    return float(found[1]) * {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pt": 1}[found[2]]


def first_of_page(ids: Iterable[str], pages: Mapping[str, int]) -> tuple[str, ...]:
    """Those of `ids` that are the first on their page; one whose page is not known is on one of its own."""
    return tuple({pages.get(id, id): id for id in reversed(tuple(ids))}.values())[::-1]


def tighten(paper: Mapping[str, Any], share: float, share_of_cells: float = 0.0) -> dict[str, Any]:
    """`paper` with every leading and every space between paragraphs made smaller by `share`, and the space
    above and below what stands in a table by `share_of_cells`."""
    scale = {
        name: (step[0], round(step[1] * (1 - share), 2))
        if isinstance(step, tuple)
        else round(step * (1 - share), 2)
        for name, step in paper["scale"].items()
    }
    return {**paper, "scale": scale, "cell": round(paper["cell"] * (1 - share_of_cells), 2)}


def shorten(text: str, limit: int) -> str:
    """`text`, or its first words and an ellipsis where it has more than `limit` characters."""
    if len(text) <= limit:
        return text
    return text[:limit].rpartition(" ")[0].rstrip("،,:؛; ") + "…"
