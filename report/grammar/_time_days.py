"""Days and months: with their numbers and years, by weekday, and counted from the article's day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from report.arabic.calendar import make_date
from report.arabic.tokens import ARTICLE
from report.grammar._time_tense import is_future_or_present
from report.grammar._time_text import Found, Item, TimeText, time_words
from report.grammar._time_values import Counted, Direction, Known, Moment, Named, Part
from report.grammar._time_years import is_counted, read_era, read_relative_year, read_year

_NUMERIC = re.compile(
    r"(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?(?P<year>[0-9]{4})(?![0-9])"
    r"|(?P<year2>[0-9]{4})(?P<mark2>[/-])(?P<month2>[0-9]{1,2})(?P=mark2)(?P<day2>[0-9]{1,2})(?![0-9])"
)
_SEPARATORS = ("/", "-", "–", "(")
_LAST_DAY, _MONTHS = 31, 12
_LAST_HIJRI = 1500
_FIRST_NUMERIC = 1600  # a smaller year may be of another era
_NEWS = 5  # words from a verb to "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month by its name, or by its two names in two traditions."""

    number: int
    start: int
    after: int
    skip: int
    is_hijri: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """What follows a month: its year, the last or the next one."""

    after: int
    year: int | Counted | None = None
    era: str = ""
    sign: Direction | None = None


def read_month_name(text: TimeText, i: int) -> Month | None:
    """A month at token `i`, with its second name after a slash or in brackets."""
    words = time_words()
    found = text.find(i, words.months)
    if found is None:
        hijri = text.find(i, words.hijri_months)
        return _make_month(hijri, is_hijri=True) if hijri else None
    after = found.after
    opening = text.text(after) in _SEPARATORS  # or nothing at all
    second = text.find(after + opening, words.months, bare=True)
    if second and second.value == found.value:
        after = second.after
        if text.text(found.after) == "(":
            if text.text(after) != ")":
                return _make_month(found)
            after += 1
    return replace(_make_month(found), after=after)


def _make_month(found: Found[int], *, is_hijri: bool = False) -> Month:
    return Month(number=found.value, start=found.start, after=found.after, skip=found.skip, is_hijri=is_hijri)


def read_tail(text: TimeText, i: int, *, is_hijri: bool) -> Tail:
    """The year at token `i`, after a month."""
    of = text.skip_word(i, "of")
    relative = read_relative_year(text, of)
    if relative and (of > i or text.find_word(i, "year", bare=True)):
        return Tail(after=relative[2], year=relative[0])
    comma = i + 1 if text.text(i) == "،" else i
    noun = text.find_word(of, "year")
    year = read_year(text, noun.after if noun else comma, named=True)
    if year and (is_hijri or year.era != "hijri" or noun) and not _is_amount(text, year.number, year.after):
        is_short = noun is None and year.era == "" and not is_hijri and len(str(year.number)) < 4
        is_bare = is_short and year.after < len(text.tokens) and text.tokens[year.after].kind != "mark"
        if not is_bare and (comma == i or noun or text.text(year.after) in ("،", ".", ")", "")):
            if is_hijri and year.number > _LAST_HIJRI:
                return Tail(after=i)
            era = "hijri" if is_hijri else year.era
            return Tail(after=year.after, year=year.number, era=era)
    adjective = text.find(i, time_words().relative, bare=True)
    if adjective and -1 <= adjective.value <= 1:
        return Tail(after=adjective.after, sign=get_sign(adjective.value))
    return Tail(after=i)


def _is_amount(text: TimeText, number: int, after: int) -> bool:
    return number % 100 == 0 and is_counted(text, after)


def get_sign(offset: int) -> Direction:
    return 1 if offset > 0 else -1 if offset < 0 else 0


# A day of a month.


def read_day_number(text: TimeText, i: int) -> tuple[int, int, int] | None:
    """The number of a day: what, where it starts, the token after it."""
    digits = text.read_digits(i)
    if digits:
        start, figures, after = digits
        fits = len(figures) <= 2 and 1 <= int(figures) <= _LAST_DAY
        return (int(figures), start, after) if fits else None
    numeral = text.numeral_at(i)
    if numeral and numeral.definite and isinstance(numeral.value, int) and 1 <= numeral.value <= _LAST_DAY:
        is_round = numeral.form == "words" and numeral.value in (20, 30)
        if numeral.form == "ordinal" or is_round:
            start = numeral.start - (len(ARTICLE) if is_round else 0)
            return numeral.value, start, numeral.after
    first = text.find_word(i, "first-day")
    return (1, first.start, first.after) if first else None


def read_date(text: TimeText, i: int) -> Item | None:
    """A day and a month, and the year if it is there: "the fifth of August (Ab) 2014"."""
    number = read_day_number(text, i)
    if number is None:
        return None
    day, start, after = number
    of = text.skip_word(after, "of")
    period = _read_present_month(text, i, number, of) if of > after else None
    if period:
        return period
    month = read_month_name(text, text.skip_word(of, "month"))
    if month is None or month.skip or not _takes_of(text, i, said=of > after):
        return None
    tail = read_tail(text, month.after, is_hijri=month.is_hijri)
    is_known = text.find_word(text.before(i), "known-by-day") is not None
    moment = _make_day(month, day, tail, is_known=is_known)
    if moment is None:
        return None
    is_open = (month.is_hijri and not isinstance(moment, Known)) or _returns(text, tail.after)
    return Item(
        rule="date.hijri" if month.is_hijri else "date.day",
        moment=moment,
        first=i,
        after=tail.after,
        start=start,
        end=text.end(tail.after),
        listed=not is_open and text.find_word(text.before(i), "named-by-day") is None,
    )


def _read_present_month(text: TimeText, i: int, number: tuple[int, int, int], of: int) -> Item | None:
    """ "The 25th of this month", of the last or the next one."""
    demonstrative = text.find_word(of, "demonstrative", bare=True)
    noun = text.find(demonstrative.after if demonstrative else of, time_words().periods, bare=True)
    if noun is None or noun.value != "month":
        return None
    adjective = text.find(noun.after, time_words().relative, bare=True)
    if demonstrative is None and adjective is None:
        return None
    after = noun.after if demonstrative or adjective is None else adjective.after
    offset = adjective.value if adjective and not demonstrative else 0
    return Item(
        rule="date.day-relative",
        moment=Part(unit="day", number=number[0], of=Counted(period="month", offset=offset)),
        first=i,
        after=after,
        start=number[1],
        end=text.end(after),
    )


def _returns(text: TimeText, i: int) -> bool:
    """Whether "of every year" follows."""
    return text.find_word(text.skip_word(i, "of"), "every", bare=True) is not None


def _takes_of(text: TimeText, i: int, *, said: bool) -> bool:
    """Whether "of" is where it belongs: after "the fifth", not after "first", for digits either way."""
    if text.read_digits(i):
        return True
    return said == (text.find_word(i, "first-day") is None)


def _make_day(month: Month, day: int, tail: Tail, *, is_known: bool) -> Moment | None:
    if not month.is_hijri:
        if make_date(2000, month.number, day) is None:
            return None
        if is_known and tail.year is None and tail.sign is None:
            return Known(kind="date", value=f"XXXX-{month.number:02}-{day:02}")
        year = -tail.year + 1 if tail.era == "before" and isinstance(tail.year, int) else tail.year
        return Named(kind="date", year=year, month=month.number, day=day, sign=tail.sign)
    if not isinstance(tail.year, int):
        return Named(kind="date", month=month.number, day=day)
    found = time_words().hijri.find_day(tail.year, month.number, day)
    return Known(kind="date", value=found.isoformat()) if found else None


def read_numeric(text: TimeText, i: int) -> Item | None:
    """A day all in digits, the day of the month first unless the year is."""
    token = text.tokens[i]
    match = _NUMERIC.match(text.passage.text, token.start) if token.kind == "number" else None
    if match is None:
        return None
    day, month, year = (int(match[name] or match[f"{name}2"]) for name in ("day", "month", "year"))
    after = text.passage.token_at(match.end() - 1) + 1
    era, end = read_era(text, after)
    is_hijri = era == "hijri"
    if is_hijri:
        found = time_words().hijri.find_day(year, month, day) if 1 <= month <= _MONTHS else None
    else:
        found = make_date(year, month, day) or make_date(year, day, month)
    if found is None or (not is_hijri and year < _FIRST_NUMERIC):
        return None
    return Item(
        rule="date.hijri" if is_hijri else "date.day",
        moment=Known(kind="date", value=found.isoformat()),
        first=i,
        after=end,
        start=match.start(),
        end=text.end(end),
    )


# A month by itself.


def read_month(text: TimeText, i: int, *, expected: bool = False) -> Item | None:
    """A month with its year, or one that a preposition, "last" or "next" tells from another word."""
    month = read_month_name(text, text.skip_word(i, "month"))
    if month is None:
        return None
    tail = read_tail(text, month.after, is_hijri=month.is_hijri)
    if month.is_hijri:
        moment: Moment | None = _make_hijri_month(month.number, tail.year)
        if moment is None:
            return None
    else:
        year = -tail.year + 1 if tail.era == "before" and isinstance(tail.year, int) else tail.year
        moment = Named(kind="month", year=year, month=month.number, sign=tail.sign)
    named = text.skip_word(i, "month") > i
    is_bare = tail.after == month.after and month.after - i == 1 + named
    if is_bare and not (expected or named or _expects_month(text, i, month)):
        return None
    return Item(
        rule="date.hijri" if month.is_hijri else "date.month",
        moment=moment,
        first=i,
        after=tail.after,
        start=month.start,
        end=text.end(tail.after),
    )


def _make_hijri_month(month: int, year: int | Counted | None) -> Known | None:
    if not isinstance(year, int):
        return None
    calendar = time_words().hijri
    first = calendar.find_day(year, month, 1)
    last = calendar.find_day(year, month, 29)
    if first is None or last is None:
        return None
    months = f"{first:%Y-%m}", f"{last:%Y-%m}"
    return Known(kind="month", value=months[0] if months[0] == months[1] else "/".join(months))


def _expects_month(text: TimeText, i: int, month: Month) -> bool:
    before = text.before(i)
    if month.skip and text.tokens[i].text[: month.skip] in ("و", "ف"):
        return read_month_before(text, before)
    return month.skip == 0 and text.find_word(before, "time-prepositions") is not None


def read_month_before(text: TimeText, i: int) -> bool:
    """Whether token `i` is a month: "March and April"."""
    return i >= 0 and (
        text.find(i, time_words().months) is not None or text.find(i - 1, time_words().months) is not None
    )


# Weekdays, today and its neighbours.


def read_weekday(text: TimeText, i: int) -> Item | None:
    """A weekday, with the day of the month after it if the text has one."""
    found = text.find(i, time_words().weekdays)
    if found is None or text.find_word(text.before(i), "not-weekday-after"):
        return None
    if text.find_word(found.after, "not-weekday-before", bare=True):
        return None
    sign, after, offset = None, found.after, 0
    adjective = text.find(after, time_words().relative, bare=True)
    if adjective:
        sign, after, offset = get_sign(adjective.value), adjective.after, adjective.value
    if _returns(text, after):
        return None
    date = _read_date_after(text, after)
    if date:
        return _put_before(text, i, found.start, date, found.value)
    if abs(offset) > 1:
        return None
    following = text.find(after + (text.text(after) in ("-", "–", "/")), time_words().weekdays, bare=True)
    if following and following.value == found.value % 7 + 1:  # the night from Friday to Saturday
        after = following.after
    return Item(
        rule="date.day-relative",
        moment=Named(kind="date", weekday=found.value, sign=sign),
        first=i,
        after=after,
        start=found.start,
        end=text.end(after),
    )


def _read_date_after(text: TimeText, i: int) -> Item | None:
    """The day of the month that goes with the weekday or "yesterday" before token `i`."""
    if text.text(i) in ("،", "(", "-"):
        i += 1
    i = text.skip_word(i, "falling-on")
    i = text.skip_word(i, "day")
    return read_date(text, i) or read_numeric_at(text, i)


def read_numeric_at(text: TimeText, i: int) -> Item | None:
    return read_numeric(text, i) if i < len(text.tokens) else None


def _put_before(text: TimeText, first: int, start: int, date: Item, weekday: int | None) -> Item:
    """`date` with the word before it that says the same day."""
    moment = date.moment
    if isinstance(moment, Named) and weekday:
        moment = replace(moment, weekday=weekday)
    after, end = date.after, date.end
    if text.passage.text[start:end].count("(") > text.passage.text[start:end].count(")"):
        if text.text(after) == ")":
            after, end = after + 1, text.end(after + 1)
        else:
            return date
    return replace(date, moment=moment, first=first, start=start, after=after, end=end)


def read_relative_day(text: TimeText, i: int, *, expected: bool = False) -> Item | None:
    """Yesterday, today, tomorrow, with the weekday or the day of the month after them.

    "Today" and "tomorrow" alone mean more than days; `expected` says that a part of the day stands before.
    """
    noun = text.skip_word(i, "day")
    found = text.find(noun, time_words().days)
    if found is None or (found.skip and text.tokens[noun].text[: found.skip] not in ("و", "ف")):
        return None
    after = found.after
    opening = text.text(after) in ("،", "(")
    weekday = text.find(after + opening, time_words().weekdays, bare=True)
    if weekday:
        is_bracketed = text.text(after) == "(" and text.text(weekday.after) == ")"
        after = weekday.after + is_bracketed
    date = _read_date_after(text, after)
    if date:
        return _put_before(text, i, found.start, date, weekday.value if weekday else None)
    if text.find_word(after, "other", bare=True):
        return None
    if text.find(after, time_words().ordinals, bare=True):
        return None
    is_alone = weekday is None and not expected and noun == i
    if is_alone and found.value in (0, 1) and not _happens_on(text, i, found.value):
        return None
    return Item(
        rule="date.day-relative",
        moment=Counted(period="day", offset=found.value),
        first=i,
        after=after,
        start=found.start,
        end=text.end(after),
    )


def _happens_on(text: TimeText, i: int, offset: int) -> bool:
    """Whether a verb shortly before makes "today" or "tomorrow" a day and not "nowadays" or "became"."""
    for k in range(i - 1, max(-1, i - 1 - _NEWS), -1):
        if text.tokens[k].kind != "word":
            return False
        if offset == 0 and text.find_word(k, "news"):
            return True
        if offset == 1 and is_future_or_present(text.tokens[k].text):
            return True
    return False


def read_part_of_day(text: TimeText, i: int) -> Item | None:
    """ "Yesterday evening", "at dawn on Wednesday": the day that the part belongs to."""
    whole = text.find_word(i, "this-part-of-day")
    if whole:
        return Item(
            rule="date.day-relative",
            moment=Counted(period="day", offset=0),
            first=i,
            after=whole.after,
            start=whole.start,
            end=text.end(whole.after),
        )
    found = text.find_word(i, "parts-of-day")
    if found is None:
        return None
    j = text.skip_word(found.after, "day")
    day = (
        read_relative_day(text, j, expected=True)
        or read_weekday(text, j)
        or read_date(text, j)
        or read_numeric_at(text, j)
    )
    if day is None:
        return None
    return replace(day, first=i, start=found.start)
