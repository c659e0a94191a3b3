"""Expressions of time: which there are, what they say, what happened then.

`find_times` gives those that a table may list, resolved against the article's date; numbers in any expression
of time, listed or not, are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from report.document import Document, Source, Span, Text
from report.grammar._clauses import find_clause
from report.grammar._passages import Article, Passage, remembered
from report.grammar._quoted import read_quoted
from report.grammar._time_days import (
    read_date,
    read_month,
    read_numeric,
    read_part_of_day,
    read_relative_day,
    read_weekday,
)
from report.grammar._time_lengths import read_length
from report.grammar._time_periods import read_edge, read_part, read_period, read_season
from report.grammar._time_printing import Printing
from report.grammar._time_ranges import read_range
from report.grammar._time_tense import find_direction
from report.grammar._time_text import Item, TimeText, may_start, time_words
from report.grammar._time_values import (
    Clock,
    Counted,
    Direction,
    Interval,
    Kind,
    Known,
    Moment,
    Named,
    find_kind,
    write_value,
)
from report.grammar._time_years import (
    read_bare_year,
    read_century,
    read_decade,
    read_named_year,
    read_this_century,
)

__all__ = ["Printing", "Time", "claim", "find_times", "read_times"]

Place = tuple[int, int]

_CLOCK = re.compile(r"(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?![0-9:])")
_DIRECTIONS: tuple[Direction, ...] = (-1, 1)
_STOPS = " .،؛:)"
_COUNTABLE = range(1000, 9000)
_TITLE = 8  # words between quotation marks that may be a title
_READERS: tuple[Callable[[TimeText, int], Item | None], ...] = (
    read_range,
    read_edge,
    read_part_of_day,
    read_relative_day,
    read_weekday,
    read_numeric,
    read_date,
    read_part,
    read_period,
    read_this_century,
    read_month,
    read_season,
    read_decade,
    read_century,
    read_named_year,
    read_length,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """An expression of time at `start` to `end` of `passage.text`, and the clause that it dates.

    `spans` are all the stretches of the source that its value stands on, `event` a place in the passage.
    """

    passage: Passage
    rule: str
    start: int
    end: int
    kind: Kind
    value: str
    spans: tuple[Span, ...]
    event: Place | None


def claim(passage: Passage) -> Iterator[Place]:
    """The stretches whose numbers belong to a time."""
    for item in _read_items(passage):
        if item.rule != "date.duration":
            yield passage.tokens[item.first].start, item.end
    yield from (match.span() for match in _CLOCK.finditer(passage.text))
    yield from _claim_hours(passage)


def _claim_hours(passage: Passage) -> Iterator[Place]:
    """ "The sixth hour", "minute 12"."""
    text = TimeText(passage)
    for numeral in passage.numerals:
        if text.find_word(text.before(numeral.first), "clock"):
            yield numeral.start, numeral.end


@remembered
def find_times(passage: Passage) -> tuple[Time, ...]:
    """The times of the passage that a table may list, in order."""
    if passage.kind in ("credit", "attribution"):
        return ()
    text = TimeText(passage)
    items = [item for item in _read_items(passage) if item.listed]
    return tuple(_make_time(text, item) for item in _relate(text, items))


def read_times(quote: str, day: str | None) -> tuple[tuple[Kind, str], ...]:
    """What `quote` by itself may say, as kinds and values, in an article of that day."""
    found: dict[tuple[Kind, str], None] = {}
    for opening in ("", *time_words().openings):
        passage = _read_quote(f"{opening} {quote}".strip(), day)
        end = len(passage.text.rstrip(_STOPS))
        for item in _read_items(passage):
            if item.start <= len(opening) + 1 and item.end >= end:
                for direction in _DIRECTIONS:
                    clock = Clock(today=_read_day(day), direction=direction)
                    found[find_kind(item.moment), write_value(item.moment, clock)] = None
    return tuple(found)


def _read_quote(text: str, day: str | None) -> Passage:
    """A passage that holds nothing else."""
    title = Text(text=text, span=Span(0, len(text)))
    document = Document(
        source=Source.from_text(text), language="ar", direction="rtl", title=title, date=day, blocks=()
    )
    return Article(document=document).passages[0]


def _make_time(text: TimeText, item: Item) -> Time:
    passage = text.passage
    clock = Clock(
        today=_read_day(passage.document.date), direction=find_direction(text, item.first, item.after)
    )
    places = sorted([(item.start, item.end), *item.beside])
    return Time(
        passage=passage,
        rule=item.rule,
        start=item.start,
        end=item.end,
        kind=find_kind(item.moment),
        value=write_value(item.moment, clock),
        spans=tuple(span for place in places for span in passage.source_spans(*place)),
        event=find_clause(text, item.first, item.after),
    )


def _read_day(text: str | None) -> date | None:
    """The article's date, if years can be counted from it in both directions."""
    day = date.fromisoformat(text) if text else None
    return day if day and day.year in _COUNTABLE else None


@remembered
def _read_items(passage: Passage) -> tuple[Item, ...]:
    """Every expression of the passage from left to right, the longest of those that begin at a word."""
    text = TimeText(passage)
    found: list[Item] = []
    i = 0
    while i < len(text.tokens):
        item = _read_at(text, i, found[-1] if found else None)
        if item:
            found.append(item)
        i = max(i + 1, item.after) if item else i + 1
    return tuple(found)


def _read_at(text: TimeText, i: int, previous: Item | None) -> Item | None:
    token = text.tokens[i]
    is_number = token.kind == "number" or text.numeral_at(i) is not None or text.is_article(i)
    if not is_number and not (token.kind == "word" and may_start(token.text)):
        return None
    items = [item for read in _READERS if (item := read(text, i))]
    if is_number and (year := read_bare_year(text, i, previous)):
        items.append(year)
    return max(items, key=lambda item: item.after) if items else None


# What one expression has from another.


def _relate(text: TimeText, items: list[Item]) -> Iterator[Item]:
    """The items, with what a neighbour says of them: a second calendar, a year that was named before."""
    year: Item | None = None
    last: str = ""
    for k, item in enumerate(items):
        neighbours = items[max(0, k - 1) : k] + items[k + 1 : k + 2]
        if item.rule == "date.hijri":
            item = next(filter(None, (_translate(text, item, other) for other in neighbours)), item)
        item = _inherit(text, item, year)
        if _find_year(item.moment):
            year = item
        if not _is_title(text, item) and not (item.presumed and _is_elsewhen(text, item, last)):
            yield item
        last = _name_year(item.moment) or last


def _name_year(moment: Moment) -> str:
    """The year that a moment names, as it is written; nothing for one that names none."""
    if isinstance(moment, Interval):
        return _name_year(moment.last)
    if isinstance(moment, Named):
        return str(moment.year) if isinstance(moment.year, int) else ""
    return moment.value[:4] if isinstance(moment, Known) and moment.kind in ("year", "date") else ""


def _is_elsewhen(text: TimeText, item: Item, year: str) -> bool:
    """Whether "the end of the year" is that of a year named before, and not the article's."""
    is_week = isinstance(item.moment, Counted) and item.moment.period == "week"
    return bool(year) and not is_week and year != (text.passage.document.date or "")[:4]


def _translate(text: TimeText, item: Item, other: Item) -> Item | None:
    """A Hijri day or year with the value that the text itself gives it in our calendar."""
    if other.rule not in ("date.day", "date.year") or find_kind(other.moment) != find_kind(item.moment):
        return None
    first, last = sorted((item, other), key=lambda each: each.first)
    between = text.texts[first.after : last.first]
    if not (set(between) <= {"(", "/", "-"} or text.find_word(first.after, "falling-on")):
        return None
    return (
        replace(item, moment=other.moment, beside=((other.start, other.end),)) if len(between) <= 2 else None
    )


def _find_year(moment: Moment) -> int | None:
    """The year of a day or month that names it."""
    if isinstance(moment, Interval):
        return _find_year(moment.last)
    return moment.year if isinstance(moment, Named) and isinstance(moment.year, int) else None


def _inherit(text: TimeText, item: Item, year: Item | None) -> Item:
    """A day or month without a year, in a passage that tells of another time than the article's."""
    moment = item.moment
    if not (isinstance(moment, Named) and moment.month and moment.year is None and moment.sign is None):
        return item
    named = _find_year(year.moment) if year else None
    today = text.passage.document.date
    if year is None or named is None:
        return item
    if not _is_same_year(text, item.after) and (today is None or named >= int(today[:4]) - 1):
        return item
    return replace(item, moment=replace(moment, year=named), beside=((year.start, year.end),))


def _is_same_year(text: TimeText, i: int) -> bool:
    """Whether "of the same year" follows."""
    noun = text.find_word(text.skip_word(i, "of"), "year", bare=True)
    return noun is not None and text.find_word(noun.after, "same", bare=True) is not None


def _is_title(text: TimeText, item: Item) -> bool:
    """Whether a month alone stands in the short title of a work."""
    moment = item.moment
    if not isinstance(moment, Named) or moment.kind != "month" or moment.year or moment.sign is not None:
        return False
    quotation = read_quoted(text.passage).find(item.start)
    if quotation is None:
        return False
    first, after = (text.passage.token_at(place) for place in quotation)
    return after - first < _TITLE
