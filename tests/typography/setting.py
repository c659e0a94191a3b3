"""How the engine has set its lines: spaces, kashidas, the ink of each glyph, which text is running text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from report.weasy._kashida import TATWEEL, measure
from tests.typography.lines import POINTS, Line, Run
from tests.typography.subject import Subject

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the upper left of the page."""


@dataclass(frozen=True, slots=True)
class Leading:
    """Size and leading of the running text in points."""

    size: float
    leading: float


def find_leading(subject: Subject) -> Leading:
    """What the style says of the body."""
    style = next(box.style for box in iterate_boxes(subject) if box.element_tag == "body")
    return Leading(style["font_size"] * POINTS, measure_leading(style))


def measure_leading(style: Any) -> float:
    height = style["line_height"]
    if isinstance(height, str):
        return 0.0  # "normal"
    return float(height.value * POINTS if hasattr(height, "value") else height * style["font_size"] * POINTS)


def list_running(subject: Subject) -> list[Line]:
    """The lines of paragraphs in the size and leading of the body."""
    body = find_leading(subject)
    return [
        line
        for line in subject.lines
        if line.tag in ("p", "li")
        and line.text.strip()
        and not is_marker(line)
        and abs(line.style["font_size"] * POINTS - body.size) < 0.01
        and abs(measure_leading(line.style) - body.leading) < 0.01
    ]


def list_blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines of each block, in its order."""
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    return list(blocks.values())


def list_pages(lines: Iterable[Line]) -> list[list[Line]]:
    ordered = sorted(lines, key=lambda line: line.page)
    return [list(group) for _page, group in groupby(ordered, key=lambda line: line.page)]


def is_justified(line: Line) -> bool:
    """Whether the line is filled: it is in a justified block and does not end it."""
    return bool(line.style["text_align_all"] == "justify") and line.box.resume_at is not None


def measure_spaces(line: Line) -> list[float]:
    """The width of the spaces of each run of a line, as multiples of the natural one."""
    return [
        1 + run.box.justification_spacing / measure("\u00a0", run.style)
        for run in line.runs
        if " " in run.text.strip() or "\u00a0" in run.text
    ]


def draw_text(run: Run) -> str:
    """The text of a run with the kashidas that were drawn into it."""
    kashidas: frozenset[int] = getattr(run.box.pango_layout, "kashidas", frozenset())
    drawn = ""
    for character in run.text:
        while len(drawn.encode()) in kashidas:
            drawn += TATWEEL
        drawn += character
    return drawn


def list_ink(line: Line) -> Iterator[Rectangle]:
    """The box of the ink of each glyph of a line."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    ink = ffi.new("PangoRectangle *")
    for run in line.runs:
        baseline = float(run.box.position_y + run.box.baseline)
        for cluster in read_run(run):
            for glyph, x, rise in cluster.glyphs:
                pango.pango_font_get_glyph_extents(cluster.font, glyph, ink, ffi.NULL)
                left = float(run.box.position_x) + cluster.x + x + ink.x * FROM_UNITS
                top = baseline - rise + ink.y * FROM_UNITS
                right, bottom = left + ink.width * FROM_UNITS, top + ink.height * FROM_UNITS
                if ink.width and ink.height:
                    yield left * POINTS, top * POINTS, right * POINTS, bottom * POINTS


def find_edges(line: Line) -> tuple[float, float]:
    """Where the drawn line begins and ends, from the left, without spaces."""
    edges = []
    for run in line.runs:
        for cluster in read_run(run):
            if cluster.text.strip(" \u200b\u2060"):
                left = run.left + cluster.x * POINTS
                edges += [left, left + cluster.advance * POINTS]
    return min(edges), max(edges)


def read_run(run: Run) -> list[Any]:
    """The clusters of a run as they are drawn: shaped as one, its spaces filled afterwards."""
    from report.weasy._text_clusters import read_clusters

    layout = run.box.pango_layout
    spacing, layout.justification_spacing = layout.justification_spacing, 0
    layout.reactivate(run.box.style)
    line, _next = layout.get_first_line()
    clusters = read_clusters(line, layout.text, lambda font: (font, 0.0), spacing)
    layout.justification_spacing = spacing
    return clusters


def iterate_boxes(subject: Subject) -> Iterator[Any]:
    """Every box of the engine, page by page."""
    for page in subject.layout.document.pages:
        yield from page._page_box.descendants()


def is_marker(line: Line) -> bool:
    return bool(line.runs) and line.runs[0].tag.endswith("::marker")


def is_heading(line: Line) -> bool:
    return line.tag in ("h1", "h2", "h3", "h4", "h5", "h6")


def measure_heights(style: Any) -> dict[str, float]:
    """How high the ink of an x and of a dal is in a style, in CSS pixels."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango
    from weasyprint.text.line_break import create_layout

    heights, ink = {}, ffi.new("PangoRectangle *")
    for letter in "xد":
        layout = create_layout(letter, style, None, None, 0)
        line, _next = layout.get_first_line()
        pango.pango_layout_line_get_extents(line, ink, ffi.NULL)
        heights[letter] = -ink.y * FROM_UNITS
        layout.deactivate()
    return heights
