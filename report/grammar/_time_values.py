"""What an expression says of when, and how that is written: a subset of EDTF and ISO 8601 (facts.md, part 1).

A moment that counts from the article's date is written as a date where that is known, else as a code of its
own: `@-2d` is the day before yesterday, `@wed-1` last Wednesday.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from report.arabic.calendar import find_month_end, make_date, shift_month
from report.arabic.numerals import Number

Kind = Literal["date", "month", "year", "decade", "century", "season", "week", "range", "duration"]
Direction = Literal[-1, 0, 1]
"""Before, around or after the article's date."""

WEEKDAY_CODES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH_CODES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASON_CODES = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}  # first month
PERIOD_CODES = {
    "week": "w",
    "month": "m",
    "year": "y",
    "decade": "decade",
    "century": "century",
    "quarter": "q",
}
_QUARTER = 3  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value that needs no date of the article."""

    kind: Kind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The period `offset` periods after the article's own: yesterday is the day with offset -1."""

    period: Literal["day", "week", "month", "quarter", "year", "decade", "century"]
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A day, weekday, month or season by its name; `sign` says which of them, if the text does.

    `year` may itself count from the article's.
    """

    kind: Literal["date", "month", "season"]
    year: int | Counted | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    sign: Direction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A half, quarter, week or day of a period, or so many of its first months; -1 is the last."""

    unit: Literal["half", "quarter", "week", "day", "months"]
    number: int
    of: Known | Counted | Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From the beginning of one to the end of the other."""

    first: Known | Counted | Named | Part
    last: Known | Counted | Named | Part


Moment = Known | Counted | Named | Part | Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The article's date, if it is known, and whether the sentence speaks of what was or what will be."""

    today: date | None
    direction: Direction = -1


def find_kind(moment: Moment) -> Kind:
    if isinstance(moment, Part):
        return "week" if moment.unit == "week" else "date" if moment.unit == "day" else "range"
    if isinstance(moment, Interval):
        return "range"
    if isinstance(moment, Known | Named):
        return moment.kind
    if moment.period == "quarter":
        return "range"
    return "date" if moment.period == "day" else moment.period


def write_value(moment: Moment, clock: Clock) -> str:
    """The value of `moment` in an article of that date."""
    match moment:
        case Known():
            return moment.value
        case Counted():
            return _write_counted(moment, clock.today)
        case Named():
            return _write_named(moment, clock)
        case Part():
            return _write_part(moment, clock)
        case Interval():
            return f"{write_value(moment.first, clock)}/{write_value(moment.last, clock)}"


def write_year(year: int) -> str:
    """A year of our era; the year 1 before it is 0, as in ISO 8601."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


# Counted from the article's date.


def _write_counted(moment: Counted, today: date | None) -> str:
    if today is None:
        return _write_code(moment)
    offset = moment.offset
    match moment.period:
        case "day":
            return (today + timedelta(days=offset)).isoformat()
        case "week":
            year, week, _ = (today + timedelta(weeks=offset)).isocalendar()
            return f"{year:04}-W{week:02}"
        case "month":
            return "{:04}-{:02}".format(*shift_month(today.year, today.month, offset))
        case "quarter":
            first = (today.month - 1) // _QUARTER * _QUARTER + 1
            return _write_months(*shift_month(today.year, first, offset * _QUARTER), _QUARTER)
        case "year":
            return write_year(today.year + offset)
        case "decade":
            return f"{today.year // 10 + offset:03}X"
        case "century":
            return f"{today.year // 100 + offset:02}XX"


def _write_code(moment: Counted) -> str:
    if moment.period in ("week", "decade", "century") and moment.offset == 0:
        return f"@{moment.period}"
    sign = f"{moment.offset:+d}" if moment.offset else "0"
    return f"@{sign}{PERIOD_CODES.get(moment.period, 'd')}"


# Named.


def _write_named(moment: Named, clock: Clock) -> str:
    if isinstance(moment.year, Counted):
        if clock.today is None:
            return f"{_write_code(moment.year)}-{_write_name(moment)}"
        moment = replace(moment, year=clock.today.year + moment.year.offset)
    if isinstance(moment.year, int):
        return _write_in_year(moment, moment.year)
    if moment.kind == "date":
        return _write_day(moment, clock)
    if moment.kind == "season":
        return _write_season(moment, clock)
    return _write_month(moment, clock)


def _write_in_year(moment: Named, year: int) -> str:
    parts = [write_year(year)]
    if moment.season:
        parts.append(str(moment.season))
    if moment.month:
        parts.append(f"{moment.month:02}")
    if moment.day:
        parts.append(f"{moment.day:02}")
    return "-".join(parts)


def _write_name(moment: Named) -> str:
    if moment.season:
        return SEASON_CODES[moment.season][0]
    if moment.month and not moment.day:
        return MONTH_CODES[moment.month - 1]
    return f"{moment.month:02}-{moment.day:02}"


def _write_sign(sign: Direction | None) -> str:
    return f"{sign:+d}" if sign else ""


def _write_day(moment: Named, clock: Clock) -> str:
    today = clock.today
    if moment.month is None:
        return _write_weekday(moment, clock)
    if today is None:
        return f"XXXX-{moment.month:02}-{moment.day:02}"
    if moment.sign == 0:
        return _write_in_year(moment, today.year)
    days = [
        day
        for year in range(today.year - 8, today.year + 9)
        if (day := make_date(year, moment.month, moment.day or 1))
    ]
    fitting = [day for day in days if moment.weekday and day.isoweekday() == moment.weekday]
    near = [day for day in fitting if abs(day - today) < timedelta(days=366)]
    return _choose(near or days, today, moment.sign, clock.direction).isoformat()


def _write_weekday(moment: Named, clock: Clock) -> str:
    weekday = moment.weekday or 1
    if clock.today is None:
        sign = clock.direction if moment.sign is None else moment.sign
        return f"@{WEEKDAY_CODES[weekday - 1]}{_write_sign(sign)}"
    days = [clock.today + timedelta(days=offset) for offset in range(-7, 8)]
    fitting = [day for day in days if day.isoweekday() == weekday]
    return _choose(fitting, clock.today, moment.sign, clock.direction).isoformat()


def _choose(days: list[date], today: date, sign: Direction | None, direction: Direction) -> date:
    """Of `days` in order, the last before today or the first after it; today itself if nothing is said."""
    before = [day for day in days if day < today or (sign is None and day == today)]
    after = [day for day in days if day > today or (sign is None and day == today)]
    if (direction if sign is None else sign) > 0:
        return after[0] if after else days[-1]
    return before[-1] if before else days[0]


def _write_month(moment: Named, clock: Clock) -> str:
    month, today = moment.month or 1, clock.today
    if today is None:
        if moment.sign is None:
            return f"XXXX-{month:02}"
        return f"@{MONTH_CODES[month - 1]}{_write_sign(moment.sign)}"
    if moment.sign == 0:
        return f"{today.year:04}-{month:02}"
    days = [date(year, month, 1) for year in (today.year - 1, today.year, today.year + 1)]
    return _choose(days, today.replace(day=1), moment.sign, clock.direction).isoformat()[:7]


def _write_season(moment: Named, clock: Clock) -> str:
    name, month = SEASON_CODES[moment.season or 21]
    today = clock.today
    if today is None:
        return f"@{name}{_write_sign(moment.sign)}"
    starts = [date(year, month, 1) for year in (today.year - 2, today.year - 1, today.year, today.year + 1)]
    ends = [date(*shift_month(start.year, start.month, _QUARTER), 1) for start in starts]
    if moment.sign == 1:
        chosen = next(start for start in starts if start > today)
    elif moment.sign == -1:
        chosen = [start for start, end in zip(starts, ends, strict=True) if end <= today][-1]
    else:
        chosen = next(start for start, end in zip(starts, ends, strict=True) if end > today)
    return f"{chosen.year:04}-{moment.season}"


# Parts.


def _write_part(moment: Part, clock: Clock) -> str:
    whole = write_value(moment.of, clock)
    number = moment.number
    if whole.startswith("@"):
        return f"{whole}-{moment.unit[0] if moment.unit != 'day' else ''}{number}"
    if moment.unit == "week":
        return _write_week_of_month(whole, number)
    if moment.unit == "day":
        return f"{whole}-{number:02}"
    if len(whole) == 4 and whole.isdigit():
        return _write_part_of_year(int(whole), moment)
    pieces = {"half": 2, "quarter": 4}.get(moment.unit, 1)
    if number < 0:
        number = pieces
    if whole.endswith("X"):
        first, length = int(whole.replace("X", "0")), 10 ** whole.count("X")
        start, end = first + length * (number - 1) // pieces, first + length * number // pieces - 1
        return f"{start:04}/{end:04}"
    if len(whole) == 7 and whole[:4].isdigit() and whole[5:].isdigit():
        year, month = int(whole[:4]), int(whole[5:])
        last = find_month_end(year, month)
        start, end = last * (number - 1) // pieces + 1, last * number // pieces
        return f"{whole}-{start:02}/{whole}-{end:02}"
    return whole


def _write_part_of_year(year: int, moment: Part) -> str:
    if moment.unit == "months":
        count = abs(moment.number)
        return _write_months(year, 1 if moment.number > 0 else 13 - count, count)
    length = 6 if moment.unit == "half" else _QUARTER
    number = moment.number if moment.number > 0 else 12 // length
    return _write_months(year, (number - 1) * length + 1, length)


def _write_months(year: int, month: int, count: int) -> str:
    last = shift_month(year, month, count - 1)
    return f"{year:04}-{month:02}/{last[0]:04}-{last[1]:02}"


def _write_week_of_month(month: str, number: int) -> str:
    if len(month) != 7 or not month[:4].isdigit():
        return month
    last = find_month_end(int(month[:4]), int(month[5:]))
    start = (number - 1) * 7 + 1 if number > 0 else last - 6
    return f"{month}-{start:02}/{month}-{min(start + 6, last):02}"


# Lengths.


@dataclass(frozen=True, slots=True)
class Length:
    """So many seconds, minutes … years, each by the name of its unit."""

    counts: tuple[tuple[str, Fraction], ...]


_ISO_UNITS = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_ALIASES = {"decade": ("year", 10), "century": ("year", 100), "night": ("day", 1)}
_SMALLER = {
    "year": ("month", 12),
    "month": ("day", 30),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}
_OF_A_DAY = ("hour", "minute", "second")


def make_length(unit: str, count: Number | Fraction) -> Length:
    """`count` times the unit; halves and quarters of it are in the next smaller one, decimals are not."""
    unit, times = _ALIASES.get(unit, (unit, 1))
    exact = Fraction(str(count)) if isinstance(count, float) else Fraction(count)
    exact *= times
    rest = exact % 1
    if unit in _SMALLER and rest and isinstance(count, Fraction):
        smaller, size = _SMALLER[unit]
        part = make_length(smaller, rest * size)
        return Length(((unit, exact - rest), *part.counts) if exact >= 1 else part.counts)
    return Length(((unit, exact),))


def add_lengths(first: Length, second: Length) -> Length:
    counts = dict(first.counts)
    for unit, count in second.counts:
        counts[unit] = counts.get(unit, Fraction(0)) + count
    return Length(tuple(counts.items()))


def write_length(length: Length) -> str:
    """ISO 8601: P2Y6M, PT1H30M, P2W; weeks beside other units are days."""
    counts = {unit: count for unit, count in length.counts if count}
    if "week" in counts and len(counts) > 1:
        counts["day"] = counts.get("day", Fraction(0)) + 7 * counts.pop("week")
    text = {"date": "", "time": ""}
    for unit, letter in _ISO_UNITS.items():
        if unit in counts:
            text["time" if unit in _OF_A_DAY else "date"] += _write_number(counts[unit]) + letter
    return f"P{text['date']}{'T' if text['time'] else ''}{text['time']}"


def _write_number(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.10g}"
