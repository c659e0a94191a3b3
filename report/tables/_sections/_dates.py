"""A timeline: what happened when, in the order of time, with the date as it is reckoned and as it is said.

Lengths of time have no place in it. Dates that only the article's own date would place ("yesterday") stand
last, in their order, by their words alone: nothing is guessed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from report.tables._model import Cell, Row
from report.tables._sections._printed import Printed, Words, show, squeeze, tidy

_KINDS = frozenset({"date", "month", "year", "decade", "century", "season", "week", "range"})

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d\d)XX")
_SEASON = re.compile(r"(\d{4})-(2[1-4])")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_UNKNOWN_YEAR = re.compile(r"(?:XXXX|-)-(\d\d)(?:-(\d\d))?")
_RELATIVE = re.compile(r"@(?P<unit>[a-z]*)(?P<number>[+-]?\d+)?(?P<days>[dwmy])?")

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_FIRST_MONTH = {"21": 3, "22": 6, "23": 9, "24": 12}
_NO_YEAR, _NO_DATE = 10_000, 10_001  # after every year


def list_rows(printed: Printed) -> Iterator[Row]:
    facts = [
        fact
        for fact in printed.of_table("dates")
        if fact.value("event") and fact.value("kind") in _KINDS and fact.value("value") is not None
    ]
    for fact in sorted(facts, key=lambda fact: find_moment(str(fact.value("value")))):
        said = tidy(fact.value("expr"))
        reckoned = write_date(str(fact.value("value")), printed.words)
        if not reckoned or squeeze(reckoned) in squeeze(said):
            reckoned, said = said, ""
        cells = (
            Cell(text=reckoned, facts=(fact.id,)),
            Cell(text=said, facts=(fact.id,)),
            show(fact, "event"),
        )
        moment = find_moment(str(fact.value("value")))
        yield Row(
            fact_id=fact.id,
            span=fact.cells[0].evidence[0].span,
            cells=cells,
            moment=moment if moment[0] < _NO_YEAR else None,
        )


def find_moment(value: str) -> tuple[int, int, int]:
    """Where a value of dates (an EDTF string, or "@-2d") comes in the order of time: when it begins."""
    value = value.partition("/")[0]
    if match := _DAY.fullmatch(value):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _WEEK.fullmatch(value):
        monday = _find_monday(int(match[1]), int(match[2]))
        return monday or (int(match[1]), 0, 0)
    if match := _SEASON.fullmatch(value):
        return int(match[1]), _FIRST_MONTH[match[2]], 0
    if match := _MONTH.fullmatch(value):
        return int(match[1]), int(match[2]), 0
    for pattern, years in ((_YEAR, 1), (_DECADE, 10), (_CENTURY, 100)):
        if match := pattern.fullmatch(value):
            return int(match[1]) * years, 0, 0
    if match := _UNKNOWN_YEAR.fullmatch(value):
        return _NO_YEAR, int(match[1]), int(match[2] or 0)
    return _NO_DATE, _count_days(value), 0


def _find_monday(year: int, week: int) -> tuple[int, int, int] | None:
    try:
        day = datetime.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return day.year, day.month, day.day


def _count_days(value: str) -> int:
    """Roughly how many days from the article's own date "@-2d", "@wed-1", "@spring-1" or "@-1y" is."""
    match = _RELATIVE.fullmatch(value)
    if not match or not match["number"]:
        return 0
    if match["unit"]:
        return int(match["number"]) * (7 if match["unit"] in _WEEKDAYS else 365)
    return int(match["number"]) * _DAYS[match["days"] or "d"]


def write_date(value: str, words: Words) -> str:
    """A value of dates in words of the locale; "" where only the text's own words can say it."""
    first, slash, last = value.partition("/")
    if slash:
        ends = write_date(first, words), write_date(last, words)
        return words("sections.date.range", first=ends[0], last=ends[1]) if all(ends) else ""
    if match := _DAY.fullmatch(value):
        return words("sections.date.day", day=int(match[3]), month=words(f"month.{match[2]}"), year=match[1])
    if match := _MONTH.fullmatch(value):
        return words("sections.date.month", month=words(f"month.{match[2]}"), year=match[1])
    if match := _SEASON.fullmatch(value):
        return words(f"sections.date.season.{match[2]}", year=match[1])
    if match := _WEEK.fullmatch(value):
        return words("sections.date.week", week=int(match[2]), year=match[1])
    if match := _CENTURY.fullmatch(value):
        return words("sections.date.century", number=int(match[1]) + 1)
    if match := _DECADE.fullmatch(value):
        return words("sections.date.range", first=f"{match[1]}0", last=f"{match[1]}9")
    return words("sections.date.year", year=value) if _YEAR.fullmatch(value) else ""
