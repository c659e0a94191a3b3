"""The lines that the page engine laid out: logical text, place, and the box of each run of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

POINTS = 0.75
"""Points in a pixel of CSS."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one style; `left` and `width` in points from the left of the page.

    `tag` and `kind` are the name and the class of its element, `box` is the engine's.
    """

    text: str
    left: float
    width: float
    style: Any
    tag: str
    kind: str
    box: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: `top`, `height` and `left`, `width` in points from the upper left of the page.

    `baseline` too is from the top of the page; `block` is a number that all lines of a block share;
    `tag`, `style` are the block's, `column` is its left and right edge. `box` is the engine's: its
    `resume_at` is None where the block ends.
    """

    page: int
    block: int
    runs: tuple[Run, ...]
    left: float
    top: float
    width: float
    height: float
    baseline: float
    tag: str
    style: Any
    column: tuple[float, float]
    box: Any

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        """The size of its largest run, in points."""
        return max((float(run.style["font_size"]) * POINTS for run in self.runs), default=0.0)

    @property
    def place(self) -> str:
        return f"page {self.page}, “{self.text[:40]}”"


def read_lines(document: Any) -> Iterator[Line]:
    """`document` is WeasyPrint's."""
    blocks: dict[int, int] = {}
    for number, page in enumerate(document.pages, 1):
        yield from _walk(page._page_box, number, None, blocks)


def read_lines_inside(box: Any) -> Iterator[Line]:
    """The lines of one box of the engine."""
    yield from _walk(box, 0, None, {})


def _walk(box: Any, page: int, block: Any, blocks: dict[int, int]) -> Iterator[Line]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox):
        yield _make_line(box, page, block, blocks)
        for child in box.descendants():
            if isinstance(child, boxes.BlockContainerBox):
                yield from _walk(child, page, child, blocks)
        return
    if isinstance(box, boxes.BlockContainerBox):
        block = box
    for child in getattr(box, "children", ()):
        yield from _walk(child, page, block, blocks)


def _make_line(box: Any, page: int, block: Any, blocks: dict[int, int]) -> Line:
    from weasyprint.formatting_structure import boxes

    runs = tuple(
        Run(
            text=child.text,
            left=float(child.position_x) * POINTS,
            width=float(child.width) * POINTS,
            style=child.style,
            tag=child.element_tag or "",
            kind=(child.element.get("class") or "") if child.element is not None else "",
            box=child,
        )
        for child in _iterate_inside(box)
        if isinstance(child, boxes.TextBox)
    )
    element = id(block.element) if block is not None and block.element is not None else id(block)
    return Line(
        page=page,
        block=blocks.setdefault(element, len(blocks)),
        runs=runs,
        left=float(box.position_x) * POINTS,
        top=float(box.position_y) * POINTS,
        width=float(box.width) * POINTS,
        height=float(box.height) * POINTS,
        baseline=float(box.position_y + box.baseline) * POINTS,
        tag=(block.element_tag or "") if block is not None else "",
        style=block.style if block is not None else box.style,
        column=_find_column(block if block is not None else box),
        box=box,
    )


def _find_column(box: Any) -> tuple[float, float]:
    left = float(box.content_box_x()) * POINTS
    return left, left + float(box.width) * POINTS


def _iterate_inside(box: Any) -> Iterator[Any]:
    """The boxes of a line, without those of the blocks inside it."""
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        yield child
        if not isinstance(child, boxes.BlockContainerBox):
            yield from _iterate_inside(child)
