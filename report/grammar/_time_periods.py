"""Periods that have a place in another: the last year, its spring, its first half, its beginning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from report.arabic.tokens import is_definite as is_definite_word
from report.grammar._passages import numeral_words
from report.grammar._time_days import get_sign, read_month, read_month_name
from report.grammar._time_text import Item, TimeText, time_words
from report.grammar._time_values import Counted, Interval, Known, Named, Part
from report.grammar._time_years import (
    read_century,
    read_decade,
    read_relative_year,
    read_this_century,
    read_year,
)

_LONGEST_YEAR_PAIR = 2
_MOST_MONTHS = 11


def read_period(text: TimeText, i: int) -> Item | None:
    """ "Last week", "this month", "the coming year"; "the last century" is no such thing but a known one."""
    demonstrative = text.find_word(i, "demonstrative")
    noun = text.find(demonstrative.after if demonstrative else i, time_words().periods)
    if noun is None or noun.value == "century":
        return None
    if demonstrative:
        if noun.skip or text.find_word(noun.after, "academic", bare=True):
            return None
        offset, start, after = 0, demonstrative.start, noun.after
    else:
        adjective = text.find(noun.after, time_words().relative, bare=True)
        if adjective is None:
            return None
        offset, start, after = adjective.value, noun.start, adjective.after
        if _is_adjective(text, i, noun.value) or (offset == 0 and _is_contract(text, i, noun.value)):
            return None
    return _make(text, i, start, after, Counted(period=noun.value, offset=offset))  # type: ignore[arg-type]


def _is_adjective(text: TimeText, i: int, period: str) -> bool:
    """Whether "the year" means "general", as in "the secretary general"."""
    return period == "year" and text.find_word(text.before(i), "general") is not None


def _is_contract(text: TimeText, i: int, period: str) -> bool:
    """Whether "the decade" may be "the contract": nothing before it speaks of a span of time."""
    before = text.before(i)
    return period == "decade" and not (text.find_word(before, "spans") or text.find_word(before, "edges"))


def _make(
    text: TimeText, i: int, start: int, after: int, moment: Counted | Named | Part | Interval | Known
) -> Item:
    return Item(
        rule="date.range" if isinstance(moment, Part) else "date.period",
        moment=moment,
        first=i,
        after=after,
        start=start,
        end=text.end(after),
    )


# Seasons.


def read_season(text: TimeText, i: int) -> Item | None:
    """ "The spring of 2021", "last spring", "the summer of last year"."""
    demonstrative = text.find_word(i, "demonstrative")
    found = text.find(demonstrative.after if demonstrative else i, time_words().seasons)
    if found is None:
        return None
    season, after = found.value, found.after
    if demonstrative:
        return _make(text, i, demonstrative.start, after, Named(kind="season", season=season, sign=0))
    adjective = text.find(after, time_words().relative, bare=True)
    is_definite = is_definite_word(text.text(i))
    if adjective and -1 <= adjective.value <= 1 and is_definite:
        sign = get_sign(adjective.value)
        return _make(text, i, found.start, adjective.after, Named(kind="season", season=season, sign=sign))
    of = text.skip_word(after, "of")
    relative = read_relative_year(text, of)
    if relative:
        return _make(text, i, found.start, relative[2], Named(kind="season", season=season, year=relative[0]))
    noun = text.find_word(of, "year")
    year = read_year(text, noun.after if noun else of, named=noun is not None)
    if year is None or year.era not in ("", "common"):
        return None
    after = _skip_second_year(text, year.after, year.number)
    return _make(text, i, found.start, after, Named(kind="season", season=season, year=year.number))


def _skip_second_year(text: TimeText, i: int, first: int) -> int:
    """Past the "-2022" of "the winter of 2021-2022"."""
    year = read_year_pair(text, i, first)
    return year[1] if year else i


def read_year_pair(text: TimeText, i: int, first: int) -> tuple[int, int] | None:
    """The second year of "2021-2022" or "2021/22" where it begins with the mark, and the token after it."""
    is_mark = text.text(i) in ("-", "–", "—", "/") and text.is_tied(i)
    if not is_mark and not text.has_tatweel(i):
        return None
    digits = text.read_digits(i + is_mark)
    if digits is None:
        return None
    figures = digits[1]
    if len(figures) == 4:
        return int(figures), digits[2]
    if len(figures) == _LONGEST_YEAR_PAIR and int(figures) == (first + 1) % 100 and text.is_tied(i + 1):
        return first + 1, digits[2]
    return None


# Halves, quarters, weeks and first months.


def read_part(text: TimeText, i: int) -> Item | None:
    """ "The first half of the nineties", "the third quarter of 2026", "the first nine months of the year"."""
    return _read_fraction(text, i) or _read_months(text, i) or _read_week(text, i)


def _read_fraction(text: TimeText, i: int) -> Item | None:
    half, quarter = text.find_word(i, "halves"), text.find_word(i, "quarters")
    found = half or quarter
    number = text.find(found.after, time_words().ordinals, bare=True) if found else None
    if found is None or number is None or (half and number.value > 2):
        return None
    whole = _read_whole(text, number.after)
    if whole is None:
        return None
    moment = Part(unit="half" if half else "quarter", number=number.value, of=whole[0])
    return _make(text, i, found.start, whole[1], moment)


def _read_months(text: TimeText, i: int) -> Item | None:
    """ "The first three months of …" in either order of the words."""
    found = text.find_word(i, "months")
    numeral = text.numeral_at(found.after if found else i)
    if numeral is None or not numeral.definite:
        return None
    after = numeral.after
    if found is None:
        unit = text.find(after, time_words().more, bare=True)
        if unit is None or unit.value != "month":
            return None
        after = unit.after
    number = text.find(after, time_words().ordinals, bare=True)
    whole = _read_whole(text, number.after) if number and number.value in (1, -1) else None
    count = read_few(text, found.after if found else i)
    if number is None or whole is None or count is None or count > _MOST_MONTHS:
        return None
    start = found.start if found else numeral.start
    return _make(text, i, start, whole[1], Part(unit="months", number=count * number.value, of=whole[0]))


def read_few(text: TimeText, i: int) -> int | None:
    """A whole number at token `i`; "the five" is not a fifth after a plural."""
    numeral = text.numeral_at(i)
    if numeral is None:
        return None
    said = text.passage.text[numeral.start : numeral.end]
    value = numeral_words().ones.get(said, numeral.value) if numeral.form == "fraction" else numeral.value
    return value if isinstance(value, int) else None


def _read_week(text: TimeText, i: int) -> Item | None:
    """ "The first week of January 2023"."""
    found = text.find_word(i, "week")
    number = text.find(found.after, time_words().ordinals, bare=True) if found else None
    of = text.skip_word(number.after, "of") if number else i
    if found is None or number is None or of == number.after:
        return None
    month = read_month(text, of, expected=True)
    if month is None or not isinstance(month.moment, Named):
        return None
    moment = Part(unit="week", number=number.value, of=month.moment)
    return _make(text, i, found.start, month.after, moment)


def _read_whole(text: TimeText, i: int) -> tuple[Known | Counted | Named, int] | None:
    """The year, month, decade or century that something is a part of, and the token after it."""
    of = text.skip_word(i, "of")
    relative = read_relative_year(text, of)
    if relative:
        return relative[0], relative[2]
    noun = text.find_word(of, "year")
    year = read_year(text, noun.after if noun else of, named=noun is not None)
    if year and "/" not in year.value:
        return Known(kind="year", value=year.value), year.after
    for read in (read_decade, read_century, read_this_century, _read_expected_month):
        item = read(text, of)
        if item and isinstance(item.moment, Known | Named):
            return item.moment, item.after
    if noun and noun.value.startswith("ال"):
        return Counted(period="year", offset=0), noun.after
    return None


def _read_expected_month(text: TimeText, i: int) -> Item | None:
    return read_month(text, i, expected=True)


# Beginnings, middles and ends.


def read_edge(text: TimeText, i: int) -> Item | None:
    """ "The beginning of the week", "the end of the year 2026": the value is that of the whole."""
    found = text.find_word(i, "edges")
    if found is None:
        return None
    j = found.after
    readers: tuple[Callable[[TimeText, int], Item | None], ...] = (
        read_period, read_season, read_part, read_decade, read_century, read_this_century,
        _read_expected_month, _read_expected_year, _read_present,
    )  # fmt: skip
    for read in readers:
        item = read(text, j)
        if item and not _is_other_end(text, i, item):
            return replace(item, first=i, start=found.start)
    return None


def _is_other_end(text: TimeText, i: int, item: Item) -> bool:
    """Whether the end is that of a week as a holiday, or of a contract."""
    if item.rule != "date.period":
        return False
    is_decade = isinstance(item.moment, Counted) and item.moment.period == "decade"
    before = text.before(i)
    return text.find_word(before, "weekend") is not None or (
        item.presumed and is_decade and text.find_word(before, "until") is None
    )


def _read_expected_year(text: TimeText, i: int) -> Item | None:
    noun = text.find_word(i, "year", bare=True)
    year = read_year(text, noun.after if noun else i, named=noun is not None)
    if year is None:
        return None
    return Item(
        rule="date.hijri" if year.era == "hijri" else "date.year",
        moment=Known(kind="year", value=year.value),
        first=i,
        after=year.after,
        start=text.start(i),
        end=text.end(year.after),
    )


def _read_present(text: TimeText, i: int) -> Item | None:
    """The week, month, year or decade in which the article was written: "the end of the year"."""
    noun = text.find(i, time_words().periods, bare=True)
    if noun is None or noun.value in ("century", "quarter"):
        return None
    after = noun.after
    if text.find(after, time_words().ordinals, bare=True) or text.find_word(after, "other", bare=True):
        return None
    if text.find_word(after, "academic", bare=True) or read_month_name(text, after):
        return None
    moment = Counted(period=noun.value, offset=0)  # type: ignore[arg-type]
    return replace(_make(text, i, noun.start, after, moment), presumed=True)
