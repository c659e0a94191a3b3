"""A book seen from all sides: the markup and style that went into the page engine, its lines, the PDF.

`draw` makes one of a small page, `make_book` of an article; both go through the product's own door to the
engine.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import lxml.html
import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from PIL import Image

from report.document import Direction, Paragraph, read_inlines
from report.edition import Edition, compose_edition
from report.fonts import Face
from report.pdfium import FontUse, list_fonts, read_text
from report.pipeline import Build, build
from report.project import load_project
from report.weasy import Layout, layout, paint
from report.writers import Artifact, WriterOptions, pdf
from report.writers._press import load_press
from tests.typography.lines import Line, read_lines
from tests.unit.epub_samples import make_document, make_edition, make_renderer
from tests.unit.weasy_samples import load_faces

VARIANT = "pdf/a-3a"
PRESS = "pdf/x-4"

_CATALOG = ("/Lang", "/MarkInfo", "/PageLayout", "/ViewerPreferences")

STYLE = """
    @page { size: 360pt 240pt; margin: 24pt }
    html { color: #17212b }
    body { font: 13pt/20.5pt Amiri, 'IBM Plex Sans Arabic'; margin: 0; hyphens: none; orphans: 2; widows: 2 }
    p { margin: 0 }
    em, i, cite { font-style: normal; font-weight: 700 }
"""
"""What a small page begins with: good in all that no fault changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A small page: the body of its HTML, what its style adds to `STYLE`, the tags before the body.

    `root` is the start tag of the page, for faults that stand in it; `direction` is what the file says.
    """

    body: str
    css: str = ""
    direction: Direction = "rtl"
    root: str = '<html lang="ar" dir="rtl">'
    head: str = '<meta charset="utf-8"/>'


@dataclass(frozen=True, slots=True)
class Character:
    """What PDFium finds for one code of the file: its text, its box by ink and by advance, in points.

    Left, bottom, right, top from the lower left corner of the page; `size` is of the font, `baseline` its
    height on the page.
    """

    text: str
    page: int
    ink: tuple[float, float, float, float]
    box: tuple[float, float, float, float]
    font: str
    size: float
    baseline: float


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Subject:
    """`html` and `css` are what the engine was given, `layout` is what it made of them, `pdf` the bytes.

    `build` is there for an article with all its outputs, `edition` for everything but a small page.
    """

    html: str
    css: str
    layout: Layout
    pdf: bytes
    faces: tuple[Face, ...]
    edition: Edition | None = None
    build: Build | None = None
    _rasters: dict[tuple[int, int], Image.Image] = field(default_factory=dict)
    found: dict[int, list[Character]] = field(default_factory=dict)
    """The painted characters of a line by its `id`, as `tests/typography/painted.py` finds them."""

    @cached_property
    def root(self) -> Any:
        """The parsed HTML."""
        parser = lxml.html.HTMLParser(encoding="utf-8")
        return lxml.html.document_fromstring(self.html.encode(), parser=parser)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line of the engine, in its order, with the text in logical order."""
        return tuple(read_lines(self.layout.document))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """PDFium's text of each page."""
        return read_text(self.pdf)

    @cached_property
    def fonts(self) -> tuple[FontUse, ...]:
        return list_fonts(self.pdf)

    @cached_property
    def characters(self) -> tuple[Character, ...]:
        """Every character that PDFium finds in the file, page by page in its order, without those it adds."""
        return tuple(_read_characters(self.pdf))

    @cached_property
    def characters_by_page(self) -> dict[int, list[Character]]:
        found: dict[int, list[Character]] = {}
        for character in self.characters:
            found.setdefault(character.page, []).append(character)
        return found

    @cached_property
    def characters_by_height(self) -> dict[tuple[int, int], list[Character]]:
        """The characters of a page whose baselines are in one point of its height, rounded."""
        found: dict[tuple[int, int], list[Character]] = {}
        for character in self.characters:
            found.setdefault((character.page, round(character.baseline)), []).append(character)
        return found

    def page_height(self, page: int) -> float:
        """In points."""
        return float(self.layout.document.pages[page - 1].height) * 0.75

    @cached_property
    def catalog(self) -> dict[str, Any]:
        """What the file says of itself, without its pages: names to names, texts and more of these."""
        with pikepdf.open(io.BytesIO(self.pdf)) as file:
            return {name: _read_plain(value) for name, value in file.Root.items() if name in _CATALOG}

    @cached_property
    def press(self) -> bytes:
        """The same pages for a printer: in the inks of the theme."""
        condition = load_press(make_renderer())
        return paint(self.layout, variant=PRESS, press=condition, timestamp="2022-01-20T00:00:00Z").data

    @property
    def epub(self) -> Artifact | None:
        return self.build.artifacts.get("epub") if self.build else None

    def raster(self, page: int, resolution: int = 144) -> Image.Image:
        """Page `page` (from 1) in grey, `resolution` pixels an inch, as PDFium paints it."""
        key = (page, resolution)
        if key not in self._rasters:
            if len(self._rasters) >= 128:  # 2 MB each at 144 pixels an inch
                self._rasters.clear()
            document = pypdfium2.PdfDocument(self.pdf)
            self._rasters[key] = document[page - 1].render(scale=resolution / 72, grayscale=True).to_pil()
            document.close()
        return self._rasters[key]


def draw(page: Page) -> Subject:
    """The small page, set in our faces."""
    head = f"<head>{page.head}<title>عنوان</title></head>"
    html = f"<!DOCTYPE html>\n{page.root}{head}<body>{page.body}</body></html>"
    faces = load_faces()
    pages = layout(html, stylesheets=(STYLE, page.css), faces=faces, variant=VARIANT)
    data = paint(pages, variant=VARIANT, direction=page.direction).data
    return Subject(html=html, css=STYLE + page.css, layout=pages, pdf=data, faces=faces)


def make_book(article: Path) -> Subject:
    """The article with its facts and all its outputs, as `taqrir build` makes them."""
    with watch_engine() as seen:
        made = build(load_project(article))
    return seen.make_subject(made.artifacts["pdf"].data, edition=made.edition, build=made)


def make_long_book() -> Subject:
    """A book of a hundred pages and more, with blocks of every kind."""
    document = make_document()
    # Without the paragraph that no rule can set: it has half a pair of straight quotation marks.
    blocks = tuple(
        block
        for block in document.blocks
        if not (isinstance(block, Paragraph) and '"' in read_inlines(block.inlines).text)
    )
    long = replace(document, blocks=blocks * 130)
    edition = compose_edition(long, (), timestamp="2022-01-20T00:00:00Z", images=dict(make_edition().images))
    with watch_engine() as seen:
        (artifact,) = pdf.write(edition, make_renderer(), WriterOptions(), {})
    return seen.make_subject(artifact.data, edition=edition)


class Seen:
    """What went through the door of the engine: the markup and style of each layout, and what was painted."""

    def __init__(self) -> None:
        self.inputs: dict[int, tuple[str, str, tuple[Face, ...]]] = {}
        self.layouts: list[Layout] = []
        self.painted: Layout | None = None

    def layout(self, html: str, **options: Any) -> Layout:
        pages = layout(html, **options)
        self.layouts.append(pages)
        self.inputs[id(pages)] = (html, "\n".join(options["stylesheets"]), tuple(options["faces"]))
        return pages

    def paint(self, pages: Layout, **options: Any) -> Any:
        self.painted = pages
        return paint(pages, **options)

    def make_subject(self, data: bytes, *, edition: Edition, build: Build | None = None) -> Subject:
        assert self.painted is not None
        html, css, faces = self.inputs[id(self.painted)]
        return Subject(
            html=html, css=css, layout=self.painted, pdf=data, faces=faces, edition=edition, build=build
        )


@contextmanager
def watch_engine() -> Iterator[Seen]:
    seen = Seen()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "layout", seen.layout)
        patch.setattr(pdf, "paint", seen.paint)
        yield seen


def _read_plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Dictionary):
        return {name: _read_plain(item) for name, item in value.items()}
    return value if isinstance(value, bool) else str(value)


def _read_characters(data: bytes) -> Iterator[Character]:
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text.raw, index) != 1:
                yield Character(
                    text=chr(raw.FPDFText_GetUnicode(text.raw, index)),
                    page=number,
                    ink=text.get_charbox(index),
                    box=text.get_charbox(index, loose=True),
                    font=_read_font(raw, text.raw, index),
                    size=raw.FPDFText_GetFontSize(text.raw, index),
                    baseline=_read_baseline(raw, text.raw, index),
                )
    document.close()


def _read_baseline(raw: Any, text: Any, index: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    return y.value


def _read_font(raw: Any, text: Any, index: int) -> str:
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, buffer, 128, None)
    return buffer.value.decode("utf-8", "replace")
