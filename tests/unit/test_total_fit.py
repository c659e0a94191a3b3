"""Line breaks over a whole paragraph, on widths alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from report.weasy._total_fit import TIGHTEST, Measure, Stop, Stretch, break_lines


def make_stops(words: list[float], space: float = 1.0) -> list[Stop]:
    """The stops of a paragraph of words so wide, with a space between each two."""
    stops = [Stop(0, 0.0, 0.0, 0, 0, 0)]
    place = 0.0
    for number, width in enumerate(words, 1):
        end = place + width
        place = end + (space if number < len(words) else 0)
        stops.append(Stop(number, end, place, number - 1, min(number, len(words) - 1), number))
    return stops


def break_words(
    words: list[float], width: float, ways: tuple[Stretch, ...] = (), least: float = 0
) -> list[int]:
    """The number of words on each line."""
    measure = Measure(first=width, other=width, space=1.0, least_end=least)
    ends = break_lines(make_stops(words), measure, ways)
    return [after - before for before, after in pairwise((0, *ends))]


WORDS = [2 + (number * number * 31 + number * 17) % 97 / 12 for number in range(80)]


def list_growths(words: list[float], width: float, counts: list[int]) -> list[float]:
    """How much the spaces of each line but the last grow."""
    growths, begin = [], 0
    for count in counts[:-1]:
        growths.append((width - sum(words[begin : begin + count])) / (count - 1) - 1)
        begin += count
    return growths


def break_greedily(words: list[float], width: float) -> list[int]:
    counts, room = [0], width
    for word in words:
        if word > room:
            counts.append(0)
            room = width
        counts[-1] += 1
        room -= word + 1
    return counts


@pytest.mark.parametrize("width", [40, 47, 55])
def test_spaces_are_more_alike_than_line_by_line(width: float) -> None:
    ours = list_growths(WORDS, width, break_words(WORDS, width))
    greedy = list_growths(WORDS, width, break_greedily(WORDS, width))
    assert max(ours) <= max(greedy)
    assert sum(growth**2 for growth in ours) < sum(growth**2 for growth in greedy)
    assert min(ours) >= TIGHTEST


def test_a_space_may_lose_a_little() -> None:
    words = [3.0] * 18
    assert break_words(words, 35.5) == [9, 9]  # 27 and 8 spaces of 1.06
    assert break_words(words, 34.5) == [9, 9]  # of 0.94
    assert break_words(words, 33.0)[0] < 9  # of 0.75


@pytest.mark.parametrize(("least", "lines"), [(0, [10, 2]), (8, [9, 3])])
def test_the_last_line_is_not_too_short(least: float, lines: list[int]) -> None:
    assert break_words([3.0] * 12, 39, least=least) == lines


def test_the_last_word_does_not_stand_alone() -> None:
    assert break_greedily([3.0] * 11, 39) == [10, 1]
    assert break_words([3.0] * 11, 39) == [9, 2]


def test_a_word_wider_than_the_line_stands_alone() -> None:
    assert break_words([3, 30, 3, 3], 10) == [1, 1, 2]


def test_the_first_line_may_be_narrower() -> None:
    measure = Measure(first=5, other=9, space=1.0, least_end=0)
    assert break_lines(make_stops([4, 4, 4, 4]), measure) == (1, 3, 4)


@pytest.mark.parametrize(("words", "lines"), [(frozenset(range(20)), [9, 6]), (frozenset[int](), [10, 5])])
def test_kashida_is_a_stretch_of_the_line(words: frozenset[int], lines: list[int]) -> None:
    """Ten words are too tight for comfort, nine too loose without kashida."""
    way = Stretch(start=0.2, keep=0.15, line=3, apart=2, relief=9, step=0.25, reach=2, words=words)
    assert break_words([3.0] * 15, 38.6, (way,)) == lines


def test_a_line_rather_ends_between_words() -> None:
    stops = make_stops([3.0] * 20)
    inside = stops[9]._replace(start=stops[9].end, start_spaces=stops[9].spaces)
    measure = Measure(first=35, other=35, space=1.0, least_end=0)
    assert break_lines(stops, measure)[0] == 9
    assert break_lines([*stops[:9], inside, *stops[10:]], measure)[0] != 9
