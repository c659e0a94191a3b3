"""Which quotation holds a place of a passage."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from report.arabic.quotations import find_quotations
from report.grammar._passages import Passage, remembered

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quoted:
    """From each of `places` on, up to the next, the innermost quotation is that of the same index."""

    places: tuple[int, ...]
    quotations: tuple[Place | None, ...]

    def find(self, place: int) -> Place | None:
        """What stands between the innermost marks around `place`; None outside of quotations."""
        k = bisect_right(self.places, place) - 1
        return self.quotations[k] if k >= 0 else None


@remembered
def read_quoted(passage: Passage) -> Quoted:
    places: list[int] = []
    quotations: list[Place | None] = []
    open_ones: list[Place] = []
    pairs = find_quotations(passage.text).pairs
    borders = sorted([(pair.start, 1, pair) for pair in pairs] + [(pair.end, 0, pair) for pair in pairs])
    for place, is_start, pair in borders:
        if is_start:
            open_ones.append((pair.start + 1, pair.end))
        else:
            open_ones.pop()
        places.append(place + is_start)
        quotations.append(open_ones[-1] if open_ones else None)
    return Quoted(tuple(places), tuple(quotations))
