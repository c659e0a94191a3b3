"""The size and width in which a title stands in balanced lines, found by trying (CSS Text 4, 6.4.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from report.document import Anchor, FactMark, Inline, Span, Text
from report.edition import Edition

WIDTHS = tuple(range(100, 44, -4))
"""Per cent of the space: the narrowest width that needs no further line balances the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """`size` in points, `width` in per cent of the space."""

    size: float
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A text set once in `size` and `width` inside a box `box` wide, to have its lines counted."""

    id: str
    class_name: str
    box: str
    size: float
    width: int
    inlines: tuple[Inline, ...]


class Fitting:
    """The texts of `edition` that are to be balanced on `paper`, by class name."""

    def __init__(self, edition: Edition, paper: Mapping[str, Any]) -> None:
        margins, size, scale = paper["margins"], paper["size"], paper["scale"]
        cover = f"calc({size[0]} - 2 * {margins[2]})"
        prints = paper["print"]
        self._texts: dict[str, tuple[tuple[Inline, ...], str, list[tuple[float, int]]]] = {
            "cover-title": (edition.title, cover, prints["cover-title"]),
            "cover-deck": (edition.cover_deck, cover, [(scale["cover-deck"][0], 0)]),
            "title": (edition.title, paper["measure"], prints["title"]),
            "deck": (_leave_room_for_marks(edition.deck), paper["measure"], [(scale["deck"][0], 0)]),
        }

    def probes(self) -> Iterator[Probe]:
        for name, (inlines, box, choices) in self._texts.items():
            for size, _limit in choices:
                for width in WIDTHS if inlines else ():
                    yield Probe(
                        id=f"{name}-{size}-{width}",
                        class_name=name,
                        box=box,
                        size=size,
                        width=width,
                        inlines=inlines,
                    )

    def choose(self, lines: Mapping[str, int]) -> dict[str, Fit]:
        """The fit of each text, given the number of lines of each probe.

        The first size whose lines are within its limit is taken, else the last one.
        """
        fits = {}
        for name, (_inlines, _box, choices) in self._texts.items():
            size = next(
                (size for size, limit in choices if lines.get(f"{name}-{size}-100", 0) <= limit),
                choices[-1][0],
            )
            least = lines.get(f"{name}-{size}-100", 0)
            width = min(width for width in WIDTHS if lines.get(f"{name}-{size}-{width}", 0) <= least)
            fits[name] = Fit(size=size, width=width if least else 100)
        return fits


def _leave_room_for_marks(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`inlines` with figures about as wide as our marks in their places."""
    kept = (inline for inline in inlines if not isinstance(inline, Anchor))
    return tuple(
        Text(text="\u00a0" + "0" * len(str(inline.number)), span=Span(0, 0))
        if isinstance(inline, FactMark)
        else inline
        for inline in kept
    )
