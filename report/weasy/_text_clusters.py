"""The clusters of a line that Pango has shaped: characters, the glyphs that draw them, and their places."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from struct import iter_unpack
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from report.weasy._text_letters import Cluster, Glyph

_LOGGER = logging.getLogger("weasyprint")

_INFO, _INFO_SIZE = "=IiiiI", 20
"""`PangoGlyphInfo`: glyph number, advance, offsets to the right and down, attributes."""

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
        for cluster in _read_run(run.data, encoded, font_of):
            cluster.x = x
            if spacing and cluster.text in (" ", "\u00a0"):
                cluster.advance += spacing
            x += cluster.advance
            clusters.append(cluster)
        run = run.next
    return clusters


def _read_run(run: Any, encoded: bytes, font_of: FontOf) -> Iterator[Cluster]:
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
        drawn, advance = _place(infos[first:last])
        yield Cluster(
            text=encoded[offset + start : offset + end].decode(),
            start=offset + start,
            rtl=rtl,
            x=0.0,
            advance=advance,
            glyphs=drawn,
            font=font,
            size=size,
        )
        first, end = last, start


def _place(infos: list[_Info]) -> tuple[tuple[Glyph, ...], float]:
    """The glyphs that are drawn, and the advance of the cluster."""
    x = 0
    glyphs = []
    for glyph, width, right, down, _attributes in infos:
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            _report_missing(glyph - pango.PANGO_GLYPH_UNKNOWN_FLAG)
            glyphs.append((0, x * FROM_UNITS, 0.0))
        elif glyph != pango.PANGO_GLYPH_EMPTY:
            glyphs.append((glyph, (x + right) * FROM_UNITS, -down * FROM_UNITS))
        x += width
    return tuple(glyphs), x * FROM_UNITS


def _report_missing(codepoint: int) -> None:
    """In the engine's own words, which the log turns into an error."""
    _LOGGER.warning(
        '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)',
        chr(codepoint),
        codepoint,
    )
