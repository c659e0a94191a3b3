"""The clusters of a line that Pango has shaped: characters, the glyphs that draw them, and their places."""

from __future__ import annotations

import logging
from collections.abc import Callable
from struct import iter_unpack
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from report.weasy._text_letters import Cluster, Glyph

_LOGGER = logging.getLogger("weasyprint")

_INFO, _INFO_SIZE = "=IiiiI", 20
"""`PangoGlyphInfo`: glyph number, advance, offsets to the right and down, attributes."""

_EMPTY, _UNKNOWN = pango.PANGO_GLYPH_EMPTY, pango.PANGO_GLYPH_UNKNOWN_FLAG

_STRETCHED = frozenset(" \u00a0")

_Info = tuple[int, int, int, int, int]

FontOf = Callable[[Any], tuple[Any, float]]
"""The font and the size in CSS pixels of a Pango font."""


def read_clusters(line: Any, text: str, font_of: FontOf, spacing: float = 0.0) -> list[Cluster]:
    """The clusters of `line`, a `PangoLayoutLine` of `text`, from left to right.

    `spacing` is what justification adds to each space.
    """
    clusters: list[Cluster] = []
    encoded = text.encode()
    x = 0.0
    run = line.runs[0]
    while run != ffi.NULL:
        x = _read_run(clusters, run.data, encoded, font_of, x, spacing)
        run = run.next
    return clusters


def _read_run(
    clusters: list[Cluster], run: Any, encoded: bytes, font_of: FontOf, x: float, spacing: float
) -> float:
    """Add the clusters of a run that begins at `x`; where it ends."""
    item, glyphs = run.item, run.glyphs
    font, size = font_of(item.analysis.font)
    rtl, offset, length = bool(item.analysis.level % 2), item.offset, item.length
    count = glyphs.num_glyphs
    starts = ffi.unpack(glyphs.log_clusters, count)
    infos = list(iter_unpack(_INFO, ffi.buffer(glyphs.glyphs, count * _INFO_SIZE)))
    first, end = 0, length
    while first < count:
        start, last = starts[first], first + 1
        while last < count and starts[last] == start:
            last += 1
        if not rtl:
            end = starts[last] if last < count else length
        text = encoded[offset + start : offset + end].decode()
        drawn, advance = _place(infos[first:last])
        if text in _STRETCHED:
            advance += spacing
        clusters.append(Cluster(text, offset + start, rtl, x, advance, drawn, font, size))
        x += advance
        first, end = last, start
    return x


def _place(infos: list[_Info]) -> tuple[tuple[Glyph, ...], float]:
    """The glyphs that are drawn, and the advance of the cluster."""
    x = 0
    glyphs = []
    for glyph, width, right, down, _attributes in infos:
        if glyph < _EMPTY:
            glyphs.append((glyph, (x + right) * FROM_UNITS, -down * FROM_UNITS))
        elif glyph & _UNKNOWN:
            _report_missing(glyph - _UNKNOWN)
            glyphs.append((0, x * FROM_UNITS, 0.0))
        x += width
    return tuple(glyphs), x * FROM_UNITS


def _report_missing(codepoint: int) -> None:
    """In the engine's own words, which the log turns into an error."""
    _LOGGER.warning(
        '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)',
        chr(codepoint),
        codepoint,
    )
