"""The size and width in which a title stands in balanced lines, found by trying (CSS Text 4, 6.4.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text to be balanced: `choices` are its sizes, each with the number of lines that it may take."""

    name: str
    class_name: str
    inlines: tuple[Inline, ...]
    box: str
    choices: Sequence[tuple[float, int]]


class Fitting:
    """The texts of `edition` that are to be balanced on `paper`: of its cover, and of each article."""

    def __init__(self, edition: Edition, paper: Mapping[str, Any]) -> None:
        margins, size, scale = paper["margins"], paper["size"], paper["scale"]
        cover = f"calc({size[0]} - 2 * {margins[2]})"
        prints = paper["print"]
        on_cover = [
            Fitted("cover-title", "cover-title", edition.title, cover, prints["cover-title"]),
            Fitted("cover-deck", "cover-deck", edition.cover_deck, cover, [(scale["cover-deck"][0], 0)]),
        ]
        measure, deck = paper["measure"], [(scale["deck"][0], 0)]
        self._texts = [
            *on_cover,
            *(
                Fitted(f"title-of-{article.id}", "title", article.title, measure, prints["title"])
                for article in edition.articles
            ),
            *(
                Fitted(f"deck-of-{article.id}", "deck", _leave_room_for_marks(article.deck), measure, deck)
                for article in edition.articles
            ),
        ]

    def probes(self) -> Iterator[Probe]:
        for text in self._texts:
            for size, _limit in text.choices:
                for width in WIDTHS if text.inlines else ():
                    yield Probe(
                        id=f"{text.name}-{size}-{width}",
                        class_name=text.class_name,
                        box=text.box,
                        size=size,
                        width=width,
                        inlines=text.inlines,
                    )

    def choose(self, lines: Mapping[str, int]) -> dict[str, Fit]:
        """The fit of each text, given the number of lines of each probe.

        The first size whose lines are within its limit is taken, else the last one.
        """
        fits = {}
        for text in self._texts:
            name, choices = text.name, text.choices
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
