"""From one time to another: between the years 2015 and 2019, from 14 July to 19 August, 2019-2021."""

from __future__ import annotations

from dataclasses import dataclass, replace

from report.arabic.calendar import make_date
from report.grammar._time_days import (
    read_date,
    read_day_number,
    read_month,
    read_numeric_at,
)
from report.grammar._time_lengths import read_length
from report.grammar._time_periods import read_season, read_year_pair
from report.grammar._time_text import Item, TimeText
from report.grammar._time_values import Interval, Known, Named, write_year
from report.grammar._time_years import Year, is_counted, read_century, read_decade, read_era, read_year

_DASHES = ("-", "–", "—")
_FIRST = 1000
_MOST_DAYS = 7  # that are counted up
_LONGEST_LIFE = 200  # years from one end of a bare pair to the other


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a range; a day or a month may lack what the other end says."""

    moment: Known | Named
    start: int
    after: int


def read_range(text: TimeText, i: int) -> Item | None:
    """The range whose first end is at token `i`."""
    return (
        _read_year_pair(text, i)
        or _read_days_of_month(text, i)
        or _read_ends(text, i)
        or _read_lengths(text, i)
    )


def _make(text: TimeText, first: int, start: int, after: int, moment: Interval | Known) -> Item:
    return Item(
        rule="date.range" if isinstance(moment, Interval) else "date.duration",
        moment=moment,
        first=first,
        after=after,
        start=start,
        end=text.end(after),
    )


# Two years with a dash.


def _read_year_pair(text: TimeText, i: int) -> Item | None:
    noun = text.find_word(i, "year") or text.find_word(i, "years") or text.find_word(i, "seasons")
    first = read_year(text, noun.after if noun else i, named=True)
    last = _read_second_year(text, first, named=noun is not None) if first else None
    if first is None or last is None or "/" in first.value + last.value:
        return None
    if is_counted(text, last.after) or text.text(last.after) in (*_DASHES, "/"):
        return None
    ends = _complete(Known(kind="year", value=first.value), Known(kind="year", value=last.value))
    if ends is None or abs(last.number - first.number) > _LONGEST_LIFE:
        return None
    return _make(text, i, first.start, last.after, Interval(first=ends[0], last=ends[1]))


def _read_second_year(text: TimeText, first: Year, *, named: bool) -> Year | None:
    """The year after a dash; after a slash only the next one."""
    tied = read_year_pair(text, first.after, first.number)
    if tied:
        number, after = tied
        era, end = read_era(text, after)
        if (text.text(first.after) == "/" and number != first.number + 1) or era == "hijri":
            return None
        value = write_year(1 - number if era == "before" else number)
        return Year(value=value, start=first.start, after=end, number=number, era=era)
    if text.text(first.after) not in _DASHES:
        return None
    second = read_year(text, first.after + 1, named=True)
    if second is None or not (named or second.era in ("common", "before") or _is_long(first, second)):
        return None
    return second


def _is_long(first: Year, second: Year) -> bool:
    """Whether two numbers need no other sign that they are years."""
    return min(first.number, second.number) >= _FIRST and second.era == ""


# Two days of one month.


def _read_days_of_month(text: TimeText, i: int) -> Item | None:
    """ "6 and 9 June 2024", "5-9 May", "from the fifth to the seventh of May"."""
    number = read_day_number(text, i)
    if number is None or text.find_word(i, "first-day"):
        return None
    day, start, after = number
    joined = _skip_joint(text, after)
    between = read_day_number(text, joined) if joined is not None else None
    for _ in range(_MOST_DAYS):  # "5, 6 and 7 April"
        more = _skip_joint(text, between[2]) if between else None
        if more is None:
            break
        joined, between = more, read_day_number(text, more)
    last = read_date(text, joined) if joined is not None else None
    if joined is None or last is None or not isinstance(last.moment, Named):
        return None
    month = last.moment.month or 1
    if last.moment.day is None or day >= last.moment.day or make_date(2000, month, day) is None:
        return None
    return _make(text, i, start, last.after, Interval(first=replace(last.moment, day=day), last=last.moment))


def _skip_joint(text: TimeText, i: int) -> int | None:
    """The token after "and", "to" or a dash at token `i`."""
    if text.text(i) in ("و", "،", *_DASHES):
        return i + 1
    if text.text(i)[:1] == "و" and text.numeral_at(i):
        return i
    found = text.find_word(i, "to", bare=True)
    return found.after if found else None


# Two ends that are named.


def _read_ends(text: TimeText, i: int) -> Item | None:
    first = _read_end(text, i)
    if first is None:
        return None
    before = text.before(i)
    while (
        text.find_word(before, "year") or text.find_word(before, "years") or text.find_word(before, "month")
    ):
        before -= 1
    is_between = text.find_word(before, "between") is not None
    is_from = text.find_word(before, "from") is not None
    j = _find_second(text, first.after, is_between=is_between, is_from=is_from)
    last = _read_end(text, j) if j is not None else None
    if last is None or (_is_bare_year(first) and is_counted(text, last.after)):
        return None
    ends = _complete(first.moment, last.moment)
    return _make(text, i, first.start, last.after, Interval(first=ends[0], last=ends[1])) if ends else None


def _find_second(text: TimeText, i: int, *, is_between: bool, is_from: bool) -> int | None:
    """Where the second end begins, if what stands between makes a range of the two."""
    if is_between and text.text(i) == "و":
        return i + 1
    if is_between and text.text(i)[:1] == "و":
        return i
    to = text.find_word(i, "to", bare=True)
    if to and (is_from or text.text(i) != "حتى"):
        return to.after
    return i + 1 if text.text(i) in _DASHES else None


def _read_end(text: TimeText, i: int) -> End | None:
    """A day, month, year, season, decade or century."""
    item = (
        read_numeric_at(text, i)
        or read_date(text, i)
        or read_month(text, i, expected=True)
        or read_season(text, i)
        or read_decade(text, i)
        or read_century(text, i)
    )
    if item and isinstance(item.moment, Known | Named):
        return End(moment=item.moment, start=item.start, after=item.after)
    noun = text.find_word(i, "year") or text.find_word(i, "years")
    year = read_year(text, noun.after if noun else i, named=noun is not None)
    if year is None or "/" in year.value:
        return None
    return End(moment=Known(kind="year", value=year.value), start=year.start, after=year.after)


def _is_bare_year(end: End) -> bool:
    return end.moment.kind == "year"


def _complete(first: Known | Named, last: Known | Named) -> tuple[Known | Named, Known | Named] | None:
    """Both ends of one sort, the first in the year of the second where it names none."""
    if first.kind != last.kind:
        return None
    if isinstance(first, Named) and isinstance(last, Named):
        if first.year is None and isinstance(last.year, int):
            is_later = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
            first = replace(first, year=last.year - is_later)
        elif first.year is None and first.sign is None:
            first = replace(first, year=last.year, sign=last.sign)
        return first, last
    if isinstance(first, Known) and isinstance(last, Known):
        return _complete_known(first, last)
    return first, last


def _complete_known(first: Known, last: Known) -> tuple[Known, Known] | None:
    """Both ends in order; an era before ours counts for the first end too."""
    if last.value.startswith("-"):
        if first.kind == "year" and not first.value.startswith("-"):
            first = replace(first, value=write_year(1 - int(first.value)))
        elif first.kind == "century" and not first.value.startswith("-"):
            first = replace(first, value=f"-{first.value}")
        return (first, last) if first.value > last.value else None
    return (first, last) if first.value < last.value or first.value.startswith("-") else None


# Two lengths.


def _read_lengths(text: TimeText, i: int) -> Item | None:
    """ "Between 12 hours and 5 days", "two weeks to three"."""
    low = read_length(text, i)
    if low is None or not isinstance(low.moment, Known) or "/" in low.moment.value:
        return None
    is_between = text.find_word(text.before(i), "between") is not None
    joint = text.text(low.after)
    if is_between and joint == "و":
        j = low.after + 1
    elif is_between and joint[:1] == "و":
        j = low.after
    else:
        to = text.find_word(low.after, "to", bare=True) or text.find_word(low.after, "or", bare=True)
        if to is None:
            return None
        j = to.after
    high = read_length(text, j)
    if high is None or not isinstance(high.moment, Known) or "/" in high.moment.value:
        return None
    moment = Known(kind="duration", value=f"{low.moment.value}/{high.moment.value}")
    return replace(_make(text, i, low.start, high.after, moment), listed=low.listed)
