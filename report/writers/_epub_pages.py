"""The content documents and the navigation of an EPUB, rendered and proved to be well-formed."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from lxml import etree

from report.arabic.direction import find_foreign_runs, language_of_run
from report.document import Direction, Heading, Inline, Isolate, Span, Text, iterate_blocks, read_inlines
from report.edition import Edition, Section
from report.errors import Location, TemplateError
from report.render import Renderer
from report.weasy import PageStart
from report.writers._claims import strip_marks
from report.writers._drawings import draw, draw_nothing, measure_cells
from report.writers._epub_fonts import FontSet
from report.writers._epub_page_list import insert_markers, list_printed_pages, name_marker
from report.writers._epub_terms import Terms, pair_terms

FOLDER = "text"
NAVIGATION = f"{FOLDER}/nav.xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A content document; `path` is relative to the package document."""

    name: str
    path: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the table of contents: where `id` stands."""

    id: str
    title: tuple[Inline, ...]
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationPoint:
    """The same for the NCX: plain text, numbered in reading order (`playOrder`)."""

    order: int
    title: str
    path: str
    children: tuple[NavigationPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A document to render from the template `epub/<template>.xhtml.j2`, which sees `section`."""

    name: str
    title: str
    template: str = ""
    section: Section | None = None

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.name}.xhtml"


def render_pages(
    edition: Edition,
    renderer: Renderer,
    *,
    cover: str,
    images: Mapping[str, str],
    fonts: FontSet,
    charts: bool = False,
    page_starts: tuple[PageStart, ...] = (),
) -> tuple[Page, ...]:
    """Every content document in reading order.

    `cover` is the path of the cover in the package, `images` maps a figure's path to that of its image there.
    With `charts`, the cells of the author's tables of numbers have bars.
    `page_starts` are those of the printed book: they are marked in the text and listed in the navigation.
    """
    printed = list_printed_pages(page_starts)
    context = {
        "target": "epub",
        "cover": posixpath.relpath(cover, FOLDER),
        "image": lambda path: posixpath.relpath(images[path], FOLDER),
        "entries": list_entries(edition, renderer),
        "families": fonts.families,
        "cell_bars": measure_cells if charts else draw_nothing,
        "drawings": draw(edition.tables, edition.metadata.digits),
        "publisher": isolate(edition.metadata.publisher, edition.metadata.direction),
    }
    book = _Book(edition=edition, renderer=renderer, printed=printed, context=context)
    # A link needs to know which document its target came to stand in: the first rendering is for the ids.
    places = find_places(book.render(lambda path, id: "#"))
    return book.render(partial(_link, places), places)


@dataclass(frozen=True, kw_only=True)
class _Book:
    """What every document of a book is rendered with."""

    edition: Edition
    renderer: Renderer
    printed: tuple[PageStart, ...]
    context: Mapping[str, object]

    def render(self, link: Callable[[str, str], str], places: Container[str] = ()) -> tuple[Page, ...]:
        """All documents; `link` gives the address of an id, seen from the document of a path.

        The page-list has the pages whose markers are among `places`, the ids that are known.
        """
        page_list = [(start.folio, name_marker(start)) for start in self.printed]
        listed = [(folio, id) for folio, id in page_list if id in places]
        return tuple(
            Page(name=plan.name, path=plan.path, data=self._render(plan, partial(link, plan.path), listed))
            for plan in _plan_pages(self.edition, self.renderer)
        )

    def _render(self, plan: _Plan, href: Callable[[str], str], page_list: Sequence[tuple[str, str]]) -> bytes:
        text = self.renderer.render(
            f"epub/{plan.template or plan.name}.xhtml.j2",
            self.edition,
            title=plan.title,
            section=plan.section,
            href=href,
            terms=self._terms.choose(plan.name),
            page_list=page_list,
            **self.context,
        )
        return insert_markers(text, self.printed, self._markers).encode()

    @cached_property
    def _terms(self) -> Terms:
        return pair_terms(self.edition)

    @cached_property
    def _markers(self) -> dict[int, str]:
        """The markup of each page's marker."""
        return {
            start.page: self.renderer.render(
                "epub/page-break.xhtml.j2", self.edition, id=name_marker(start), folio=start.folio
            ).strip()
            for start in self.printed
        }


def find_places(pages: Iterable[Page]) -> dict[str, str]:
    """The path of the document that each id stands in."""
    return {
        found: page.path
        for page in pages
        for element in parse_markup(page.data, page.path).iter(etree.Element)
        if (found := element.get("id"))
    }


def _plan_pages(edition: Edition, renderer: Renderer) -> Iterator[_Plan]:
    yield _Plan(name="cover", title=renderer.string("section.cover"))
    yield _Plan(name="title", title=edition.metadata.title)
    for section in edition.front_matter:
        title = renderer.string(f"section.{section.role}")
        yield _Plan(name=section.id, title=title, template=section.role, section=section)
    yield _Plan(name="nav", title=renderer.string("section.contents"))
    for section in (*edition.body_matter, *edition.back_matter):
        title = read_inlines(section.title).text or renderer.string(f"section.{section.role}")
        yield _Plan(name=section.id, title=title, template=section.role, section=section)


def list_entries(edition: Edition, renderer: Renderer) -> tuple[Entry, ...]:
    """The table of contents: parts and their articles, other sections, and what each is divided into."""
    entries: list[Entry] = []
    for section in edition.sections:
        title = section.title or (Text(text=renderer.string(f"section.{section.role}"), span=Span(0, 0)),)
        entry = Entry(id=section.id, title=title, children=tuple(_list_divisions(section)))
        if section.part:
            entries[-1] = replace(entries[-1], children=(*entries[-1].children, entry))
        else:
            entries.append(entry)
    return tuple(entries)


def _list_divisions(section: Section) -> Iterator[Entry]:
    """The headings of the second level, and the articles that tables are of where they are of several."""
    for block in iterate_blocks(section.blocks):
        if isinstance(block, Heading) and block.level == 2:
            yield Entry(id=block.id, title=strip_marks(block.inlines))
    for group in section.groups:
        if group.title:
            yield Entry(id=group.id, title=group.title)


def isolate(text: str, base: Direction) -> tuple[Inline, ...]:
    """A text that is not the article's, its runs of the other direction isolated."""
    nowhere = Span(0, 0)
    inlines: list[Inline] = []
    position = 0
    for start, end in find_foreign_runs(text, base):
        run = Text(text=text[start:end], span=nowhere)
        inlines.append(Text(text=text[position:start], span=nowhere))
        other: Direction = "ltr" if base == "rtl" else "rtl"
        inlines.append(
            Isolate(children=(run,), direction=other, language=language_of_run(run.text), span=nowhere)
        )
        position = end
    return (*inlines, Text(text=text[position:], span=nowhere))


def render_ncx(edition: Edition, renderer: Renderer, pages: tuple[Page, ...]) -> bytes:
    places = find_places(pages)
    count = 0

    def number(entries: tuple[Entry, ...]) -> Iterator[NavigationPoint]:
        nonlocal count
        for entry in entries:
            count += 1
            order = count
            yield NavigationPoint(
                order=order,
                title=" ".join(read_inlines(entry.title).text.split()),
                path=f"{places[entry.id]}#{entry.id}",
                children=tuple(number(entry.children)),
            )

    points = tuple(number(list_entries(edition, renderer)))
    return renderer.render("epub/toc.ncx.j2", edition, points=points, depth=_measure_depth(points)).encode()


def _measure_depth(points: Iterable[NavigationPoint]) -> int:
    return max((1 + _measure_depth(point.children) for point in points), default=0)


def parse_markup(data: bytes, name: str) -> etree._Element:
    """The document's root; a `TemplateError` where it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise TemplateError(
            "the document is not well-formed: {reason}",
            reason=error.msg,
            location=Location(name, line or 0, column or 0),
        ) from error


def _link(places: Mapping[str, str], path: str, id: str) -> str:
    if id not in places:
        raise TemplateError("a link leads to {id}, which is nowhere", id=id, location=Location(path))
    target = places[id]
    # The navigation names itself too: Ace and some reading systems read its links out of their document.
    here = target == path and path != NAVIGATION
    return f"#{id}" if here else f"{posixpath.relpath(target, FOLDER)}#{id}"
