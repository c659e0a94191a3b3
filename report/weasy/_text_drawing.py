"""Drawing of text that readers get back as it was written.

The engine draws a line glyph by glyph as seen, whatever that makes of the text (docs/text.md). Inside
`mend_text` every line is drawn by us: read from Pango (`_text_clusters`), put in the order in which readers
guess right (`_text_runs`), written with codes of our own (`_text_fonts`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

import pydyf
import weasyprint.draw
import weasyprint.draw.text
import weasyprint.pdf
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TableCellBox, TextBox
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import ffi, gobject, pango

from report.errors import TemplateError
from report.weasy._kashida import join_kashidas
from report.weasy._text_clusters import read_clusters
from report.weasy._text_codes import Chunk
from report.weasy._text_fonts import CodeBook
from report.weasy._text_letters import Cluster
from report.weasy._text_runs import arrange
from report.weasy._version import require_tested

ffi.cdef("gpointer g_object_ref (gpointer object);", override=True)

_LOCK = threading.RLock()
"""The engine's functions belong to the process: one document is painted at a time."""

_DRIFT, _TIGHT_DRIFT = 0.02, 0.001
"""In em: what the pen may be off its place before it is moved, inside a word and after a space."""

_LOST = "-0.01"
"""The first of two movements of the pen. pdf.js drops what follows a mark of direction."""

_SMALLEST = 1e-6
"""A font size that a PDF writes as 0."""

_SPACED = " \u200b"
"""What WeasyPrint makes of a lone space that has word spacing (`weasyprint/text/line_break.py`)."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What a box needs to know of its line: direction, whether text comes before it, what comes after.

    `rise` is how far, in CSS pixels, the text is raised above most of its line.
    """

    rtl: bool
    before: bool = False
    after: str = ""
    is_cell_end: bool = False
    rise: float = 0.0


class TextLayer:
    """Draws the text of one document, and then writes its fonts.

    `has_ltr_lines`: whether a line from left to right was drawn. Under `/Direction /R2L` PDFium turns those
    round (`CPDF_TextPage::CloseTempLine`), and without it reads lines of both directions right.
    """

    def __init__(self, pages: Iterable[Any]) -> None:
        self._books: dict[str, CodeBook] = {}
        self._fonts: dict[Any, tuple[CodeBook, float]] = {}
        self._held: list[Any] = []
        self._places = dict(_place_boxes(pages))
        self._spacing = 0.0
        self.has_ltr_lines = False

    def draw_text(self, draw: Callable[..., None], stream: Any, textbox: Any, *arguments: Any) -> None:
        """Around `weasyprint.draw.text.draw_text`, so that justification does not reach Pango.

        Pango shapes a line with attributes word by word, and the words are then wider than they were when
        the line was broken: kerning with the space is lost.
        """
        layout = textbox.pango_layout
        self._spacing, layout.justification_spacing = layout.justification_spacing, 0
        try:
            draw(stream, textbox, *arguments)
        finally:
            self._spacing, layout.justification_spacing = 0.0, self._spacing

    def draw_line(
        self, stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> list[Any]:
        """In place of `weasyprint.draw.text.draw_first_line`; the list would be of emojis."""
        if text_overflow == "ellipsis" or block_ellipsis != "none":
            raise TemplateError("a stylesheet asks for an ellipsis, which the page engine draws wrongly")
        place = self._places.get(textbox) or _Place(textbox.style["direction"] == "rtl")
        is_blank = not textbox.text.strip()
        if textbox.style["font_size"] < _SMALLEST or (is_blank and not (place.before and place.after)):
            return []
        layout = textbox.pango_layout
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _next = layout.get_first_line()
        clusters = read_clusters(line, layout.text, partial(self._find_font, stream), self._spacing)
        if layout.text == _SPACED:
            clusters = [cluster for cluster in clusters if cluster.text == " "]
        clusters = join_kashidas(clusters, layout)
        if place.is_cell_end:
            _end_cell(clusters)
        if place.rise:
            _raise(clusters, place.rise)
            matrix = Matrix(f=-place.rise, d=1) @ matrix
        for chunk in arrange(clusters, rtl=place.rtl, before=place.before, after=place.after):
            _show(stream, chunk, matrix)
        if not place.rtl and sum(character.isalpha() for character in layout.text) > 1:
            self.has_ltr_lines = True
        return []

    def write_fonts(
        self, build: Callable[..., Any], pdf: Any, fonts: Any, compress: bool, *options: Any
    ) -> pydyf.Dictionary:
        """In place of `weasyprint.pdf.fonts.build_fonts_dictionary`, which gets what only forms use."""
        others = {key: font for key, font in fonts.items() if font.hash not in self._books}
        written = build(pdf, others, compress, *options) if others else pydyf.Dictionary()
        for name, book in self._books.items():
            written[name] = book.write(pdf, compress=compress)
        return written

    def _find_font(self, stream: Any, pango_font: Any) -> tuple[CodeBook, float]:
        found = self._fonts.get(pango_font)
        if found is None:
            font, size = stream.add_font(pango_font)
            book = self._books.setdefault(font.hash, CodeBook(font))
            found = self._fonts[pango_font] = book, size
            # Held, so that no other font comes to lie at the same address.
            self._held.append(ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref))
        return found


@contextmanager
def mend_text(pages: Iterable[Any]) -> Iterator[TextLayer]:
    """Draw the text of `pages` (WeasyPrint's) by our own rules inside the block."""
    require_tested(weasyprint.__version__)
    with _LOCK:
        painter = TextLayer(pages)
        draw_text, draw_line = weasyprint.draw.draw_text, weasyprint.draw.text.draw_first_line
        write_fonts = weasyprint.pdf.build_fonts_dictionary
        weasyprint.draw.draw_text = partial(painter.draw_text, draw_text)
        weasyprint.draw.text.draw_first_line = painter.draw_line
        weasyprint.pdf.build_fonts_dictionary = partial(painter.write_fonts, write_fonts)
        try:
            yield painter
        finally:
            weasyprint.draw.draw_text, weasyprint.draw.text.draw_first_line = draw_text, draw_line
            weasyprint.pdf.build_fonts_dictionary = write_fonts


def _place_boxes(pages: Iterable[Any]) -> Iterator[tuple[Any, _Place]]:
    for page in pages:
        boxes = list(page._page_box.descendants(placeholders=True))
        # To PDFium the cells of a row stand on one line: no cell is alone.
        shared = {line for cell in boxes if isinstance(cell, TableCellBox) for line in cell.descendants()}
        for line in boxes:
            if not isinstance(line, LineBox):
                continue
            rtl = line.style["direction"] == "rtl"
            texts = list(_collect_texts(line))
            for number, box in enumerate(texts):
                before = line in shared or any(other.text.strip() for other in texts[:number])
                after = "".join(other.text for other in texts[number + 1 :])
                after = after if after.strip() else ""
                yield (
                    box,
                    _Place(
                        rtl,
                        before,
                        after,
                        is_cell_end=rtl and line in shared and not after,
                        rise=_baseline(max(texts, key=_length)) - _baseline(box),
                    ),
                )


def _collect_texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox) and not child.is_leader:
            yield from _collect_texts(child)


def _length(box: Any) -> int:
    return len(box.text)


def _baseline(box: Any) -> float:
    """Where the text of a box stands on the page, in CSS pixels from above."""
    return float(box.position_y + box.baseline)


def _raise(clusters: list[Cluster], rise: float) -> None:
    """Raise the glyphs and leave the baseline: PDFium starts a new line at text that is itself raised.

    Its limit is half the wider of two codes at the border (`CPDF_TextPage::ProcessTextObject`), and marks of
    direction have hardly any width.
    """
    for cluster in clusters:
        cluster.glyphs = tuple((glyph, right, up + rise) for glyph, right, up in cluster.glyphs)


def _end_cell(clusters: list[Cluster]) -> None:
    """A space after the last character: MuPDF and pdf.js add none at the jump to the next cell."""
    if clusters:
        last = max(clusters, key=attrgetter("start"))
        clusters.append(Cluster(" ", last.start + 1, True, clusters[0].x, 0.0, (), last.font, last.size))


def _show(stream: Any, chunk: Chunk, matrix: Any) -> None:
    """Write one text-showing operator."""
    book, size = chunk.font, chunk.size
    pen = left = chunk.codes[0].x
    pieces = []
    tolerance = wide = _DRIFT * size
    tight = _TIGHT_DRIFT * size
    for code in chunk.codes:
        drift = code.x - pen
        if not -tolerance <= drift <= tolerance:
            pieces.append(f">{_LOST} {-drift * 1000 / size:.2f}<")
            pen = code.x
        number, advance = book.find(code, size)
        pieces.append(number)
        pen += advance
        tolerance = tight if code.text == " " else wide
    stream.set_font_size(book.font.hash, size)
    a, b, c, d, e, f = matrix.values
    stream.set_text_matrix(a, b, c, d, e + a * left, f + b * left)
    stream.show_text(f"<{''.join(pieces)}>")
