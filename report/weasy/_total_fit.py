"""Line breaks chosen over a whole paragraph (Knuth and Plass, "Breaking Paragraphs into Lines", 1981).

A line costs by how far its word spaces are from good ones, once kashida has taken its part of what is to be
filled. Nothing here knows an engine: stops with their places come in, the best way through them comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

TIGHTEST = -0.2
"""How much a space may lose, in parts of the natural one."""

_DRAWN_OUT = 0.004
"""The cost of a kashida."""

_DIVIDED = 0.3
"""The cost of a line that ends inside a word, at a solidus or a hyphen."""

_SHORT_END = 5.0
"""The cost of a last line of one word or too short: that of spaces twice as wide as natural ones."""

_WIDEST, _OVERFULL = 6.0, 1e6
"""Spaces that grow more cost no more; a line that is too long costs more than any other."""

_HOPELESS = 3.0
"""The growth of spaces from which on kashida makes no difference."""

_IDEAL = 0.15
"""How much spaces grow in the best of lines: alike in all of them, and with room to shrink."""


class Stop(NamedTuple):
    """A place where a line may end, and the next one begin after the spaces there.

    `end` and `start` are how far along the paragraph, set in one line, the two are; `spaces` and
    `start_spaces` how many spaces come before them, and `words` how many words.
    """

    position: int
    end: float
    start: float
    spaces: int
    start_spaces: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`first` and `other` are the widths of the lines, `space` the natural word space, `least_end` the least
    width of the last line. Lengths are of one unit, whichever."""

    first: float
    other: float
    space: float
    least_end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What a way of kashida can do: see `report.typography.kashida.Way`. `step` is the width of a tatweel and
    `reach` that of the longest kashida; `words` are those of the paragraph that may be drawn out."""

    start: float
    keep: float
    line: int
    apart: int
    relief: float
    step: float
    reach: float
    words: frozenset[int]


def break_lines(stops: Sequence[Stop], measure: Measure, ways: Sequence[Stretch] = ()) -> tuple[int, ...]:
    """The indexes of the stops that lines end at; the first stop is where the text begins, the last its end.

    The first of the `ways` is for every line, each other for lines that the one before it leaves too loose.
    """
    last = len(stops) - 1
    costs = [0.0] + [inf] * last
    before = [0] * (last + 1)
    for first in range(last):
        if costs[first] == inf:
            continue
        width = measure.other if first else measure.first
        for after in range(first + 1, last + 1):
            cost = _rate(stops[first], stops[after], width, measure, ways, is_last=after == last)
            if cost == inf:
                if after > first + 1:
                    break
                cost = _OVERFULL
            if costs[first] + cost < costs[after]:
                costs[after], before[after] = costs[first] + cost, first
    ends = [last]
    while before[ends[-1]]:
        ends.append(before[ends[-1]])
    return tuple(reversed(ends))


def _rate(
    first: Stop, after: Stop, width: float, measure: Measure, ways: Sequence[Stretch], *, is_last: bool
) -> float:
    """The cost of the line from `first` to `after`."""
    natural = after.end - first.start
    room = width - natural
    unit = (after.spaces - first.start_spaces) * measure.space
    if is_last and room >= 0:
        is_short = after.words - first.words < 2 or natural < measure.least_end
        return _SHORT_END if is_short and first.words else 0.0
    if not unit and room < 0:
        return inf
    growth = room / (unit or measure.space)
    if growth < TIGHTEST:
        return inf
    divided = 0.0 if is_last or after.start > after.end else _DIVIDED
    kashidas = 0.0
    if unit and growth < _HOPELESS:
        natural_growth = growth
        for way in ways:
            if natural_growth <= way.start:
                break
            reach = way.reach * _count_kashidas(way, first.words + 1, after.words)
            filled = min(reach, room - unit * way.keep)
            filled -= filled % way.step
            growth, kashidas = natural_growth - filled / unit, filled / way.step
            if growth <= way.relief:
                break
    return _rate_growth(growth) + _DRAWN_OUT * kashidas + divided


def _count_kashidas(way: Stretch, word: int, end: int) -> int:
    """How many words from `word` up to `end` can be drawn out in one line."""
    count = 0
    while word < end and count < way.line:
        is_drawn = word in way.words
        count += is_drawn
        word += way.apart if is_drawn else 1
    return count


def _rate_growth(growth: float) -> float:
    """Every gap counts, and a wide one counts for many."""
    distance = min(growth, _WIDEST) - _IDEAL
    if distance < 0:
        return 2 * distance**2 + 8 * distance**4
    return distance**2 + 2 * distance**4 + 4 * distance**6
