"""Lines of the running text stand on one grid through the book, so that those of facing pages are level.

The engine knows no line grid (CSS Line Grid 1, and no issue of WeasyPrint about it): what stands between two
paragraphs, a picture, a table, a heading, may have any height. Here the first line of a block moves down to
the next line of the grid.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any

from weasyprint.layout import block

from report.weasy._values import Grid

_LOCK = threading.RLock()
"""The engine's functions belong to the process: one document is laid out at a time."""

_PIXELS = 96 / 72

_TAGS = frozenset(("p", "li", "h2", "h3", "h4", "h5", "h6"))
"""Blocks of running text. Cells of tables have their own lines."""

_NEAR = 0.01
"""In pixels: what rounding may cost."""


@contextmanager
def keep_grid(grid: Grid | None) -> Iterator[None]:
    """Set lines on `grid` inside the block."""
    with _LOCK:
        original = block._linebox_layout
        if grid is not None:
            block._linebox_layout = _Grid(grid, original).lay_out
        try:
            yield
        finally:
            block._linebox_layout = original


class _Grid:
    def __init__(self, grid: Grid, lay_out: Callable[..., Any]) -> None:
        self._leading = grid.leading * _PIXELS
        self._origin = grid.origin * _PIXELS
        self._lay_out = lay_out

    def lay_out(self, context: Any, box: Any, *rest: Any) -> Any:
        """Around `weasyprint.layout.block._linebox_layout`, whose `position_y` is where the lines begin."""
        margins, position_y = rest[6], rest[8]
        if box.element_tag in _TAGS and self._is_running(box.style):
            top = position_y + block.collapse_margin(margins or [])
            position_y += self._find_room(top)
        return self._lay_out(context, box, *rest[:8], position_y, *rest[9:])

    def _is_running(self, style: Any) -> bool:
        height: float = getattr(
            style["line_height"], "value", 0.0
        )  # "normal", a factor, or a length in pixels
        return abs(height - self._leading) < _NEAR

    def _find_room(self, top: float) -> float:
        """How far below `top` the next half line of the grid is."""
        unit = self._leading / 2
        steps = (top - self._origin) / unit
        return max(0.0, (ceil(steps - _NEAR) - steps) * unit)
