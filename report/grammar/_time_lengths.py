"""Lengths of time: counted, in the dual, one by itself, and with halves and smaller units after "and"."""

from __future__ import annotations

from fractions import Fraction

from report.arabic.numerals import Numeral
from report.arabic.tokens import ARTICLE, is_definite
from report.grammar._hedges import find_hedge
from report.grammar._lexicon import context
from report.grammar._time_periods import read_few
from report.grammar._time_tense import is_future_or_present, is_past
from report.grammar._time_text import Found, Item, TimeText, time_words
from report.grammar._time_values import Known, Length, add_lengths, make_length, write_length
from report.grammar._time_years import read_year

_TOO_MANY = 1_000_000  # years; so many measure the age of a rock
_NIGHTS = 100
_AGE_REACH = 4  # words from "age" to the years
_ORDER = ("century", "decade", "year", "month", "week", "day", "night", "hour", "minute", "second")
_HUNDREDTH = Fraction(1, 100)


def read_length(text: TimeText, i: int) -> Item | None:
    """The length of time that begins at token `i`."""
    found = _read_counted(text, i) or _read_dual(text, i) or _read_definite(text, i) or _read_single(text, i)
    if found is None:
        return None
    start, after, value, unit = found
    return Item(
        rule="date.duration",
        moment=Known(kind="duration", value=value),
        first=i,
        after=after,
        start=start,
        end=text.end(after),
        listed=not _is_age(text, i, after, unit) and not text.find_word(text.before(i), "every"),
    )


def _read_counted(text: TimeText, i: int) -> tuple[int, int, str, str] | None:
    """A number before a unit: "40 years", "the last 24 hours", "40 to 50 days"."""
    has_article = text.is_article(i)
    numeral = text.numeral_at(i + 1 if has_article else i)
    if numeral is None or numeral.form == "ordinal":
        return None
    unit = _find_unit(text, numeral)
    if unit is None:
        return None
    start = numeral.start - (len(ARTICLE) if numeral.definite and not has_article else 0)
    if has_article:
        start = text.tokens[i].end - len(ARTICLE)
    if numeral.value_max is not None:
        low, high = make_length(unit.value, numeral.value), make_length(unit.value, numeral.value_max)
        return start, unit.after, f"{write_length(low)}/{write_length(high)}", unit.value
    count = Fraction(numeral.value).limit_denominator(12) if numeral.form == "fraction" else numeral.value
    length, after = _add_more(text, unit.after, make_length(unit.value, count), unit.value)
    if numeral.definite or has_article:
        after = text.skip_word(after, "several")
    return start, after, write_length(length), unit.value


def _find_unit(text: TimeText, numeral: Numeral) -> Found[str] | None:
    words = time_words()
    after = numeral.after
    unit = text.find(after, words.more, bare=True) or text.find(after, words.one, bare=True)
    if unit is None and numeral.form == "fraction" and text.text(after).startswith(ARTICLE):
        unit = text.find(after, words.definite_one, bare=True)
    if unit is None or text.find_word(unit.after, "not-length", bare=True):
        return None
    if numeral.value >= (_NIGHTS if unit.value == "night" else _TOO_MANY):
        return None
    if unit.value == "year" and read_year(text, unit.after, named=True):
        return None  # "resolution 1701 of the year 2006"
    return unit


def _read_dual(text: TimeText, i: int) -> tuple[int, int, str, str] | None:
    words = time_words()
    unit = text.find(i, words.two)
    if unit is None:
        definite = text.find(i, words.definite_two)
        if definite is None:
            return None
        numeral = text.numeral_at(definite.after)
        if numeral and numeral.form == "ordinal":
            return None  # "the hours three and five"
        after = text.skip_word(definite.after, "several")
        return definite.start, after, write_length(make_length(definite.value, 2)), definite.value
    if text.find_word(unit.after, "not-length", bare=True):
        return None
    length, after = _add_more(text, unit.after, make_length(unit.value, 2), unit.value)
    return unit.start, after, write_length(length), unit.value


def _read_definite(text: TimeText, i: int) -> tuple[int, int, str, str] | None:
    """ "The last ten years" with the number after its noun."""
    unit = text.find(i, time_words().definite_more)
    numeral = text.numeral_at(unit.after) if unit else None
    count = read_few(text, unit.after) if unit else None
    if unit is None or numeral is None or count is None or not numeral.definite or numeral.form == "ordinal":
        return None
    after = text.skip_word(numeral.after, "several")
    if text.find(after, time_words().ordinals, bare=True) or text.find_word(text.before(i), "war"):
        return None
    return unit.start, after, write_length(make_length(unit.value, count)), unit.value


def _read_single(text: TimeText, i: int) -> tuple[int, int, str, str] | None:
    """One year, day or hour, where a preposition or a verb of lasting says that it is a length."""
    unit = text.find(i, time_words().one)
    if unit is None:
        return None
    before = text.before(i)
    length, after = _add_more(text, unit.after, make_length(unit.value, 1), unit.value)
    if text.find(before - 1, time_words().one):
        return None  # "day after day"
    hedge = find_hedge(text.tokens, i, unit.after)
    is_led = unit.skip == 0 and (
        text.find_word(before, "length-prepositions") is not None
        or (hedge is not None and hedge.first is not None and hedge.place[1] == text.end(i))
    )
    lasts = any(text.find_word(k, "lasting") for k in (before, before - 1) if k >= 0)
    if after == unit.after:
        after = text.skip_word(after, "whole")
        is_whole = after > unit.after
        told = text.text(i).endswith("ا") or text.text(i)[: unit.skip].endswith("ل")
        told = told or text.find_word(before, "in", bare=True) is not None
        if is_whole and not (is_led or lasts or told):
            return None
        if not is_whole and not ((is_led or lasts) and _ends_phrase(text, after)):
            return None
    return unit.start, after, write_length(length), unit.value


def _ends_phrase(text: TimeText, i: int) -> bool:
    """Whether no noun or number at token `i` belongs to the noun before it."""
    if i >= len(text.tokens) or text.tokens[i].kind == "mark":
        return text.text(i) not in ("-", "/")
    word = text.text(i)
    if text.tokens[i].kind != "word" or text.numeral_at(i) or is_definite(word):
        return False
    return word in context().stop or is_past(word) or is_future_or_present(word)


def _add_more(text: TimeText, i: int, length: Length, unit: str) -> tuple[Length, int]:
    """`length` with what "and" adds to it at token `i`, and the token after."""
    while True:
        added = _read_half(text, i, unit) or _read_smaller(text, i, unit)
        if added is None:
            return length, i
        more, i, unit = added
        length = add_lengths(length, more)


def _read_half(text: TimeText, i: int, unit: str) -> tuple[Length, int, str] | None:
    """ "… and a half", with or without the unit again."""
    numeral = text.numeral_at(i)
    if numeral is None or numeral.form != "fraction" or not numeral.joined or numeral.value >= 1:
        return None
    words = time_words()
    again = text.find(numeral.after, words.definite_one, bare=True) or text.find(
        numeral.after, words.one, bare=True
    )
    after = again.after if again and again.value == unit else numeral.after
    return make_length(unit, Fraction(numeral.value).limit_denominator(12)), after, "second"


def _read_smaller(text: TimeText, i: int, unit: str) -> tuple[Length, int, str] | None:
    """ "… and 35 minutes"."""
    words = time_words()
    is_apart = text.text(i) == "و"
    numeral = text.numeral_at(i + 1 if is_apart else i)
    if numeral and (is_apart or numeral.joined) and numeral.value_max is None:
        hundredths = text.find_word(numeral.after, "hundredths", bare=True)
        if hundredths and unit == "second":
            return Length((("second", Fraction(numeral.value) * _HUNDREDTH),)), hundredths.after, unit
        smaller = text.find(numeral.after, words.more, bare=True) or text.find(
            numeral.after, words.one, bare=True
        )
        if smaller and _is_smaller(smaller.value, unit):
            return make_length(smaller.value, numeral.value), smaller.after, smaller.value
        return None
    for index, count in ((words.two, 2), (words.one, 1)):
        found = text.find(i, index)
        if found and found.skip == 1 and text.text(i)[0] == "و" and _is_smaller(found.value, unit):
            return make_length(found.value, count), found.after, found.value
    return None


def _is_smaller(one: str, other: str) -> bool:
    return _ORDER.index(one) > _ORDER.index(other)


def _is_age(text: TimeText, first: int, after: int, unit: str) -> bool:
    """Whether the length is how old somebody is: after "age", or years alone between commas or brackets."""
    if unit not in ("year", "month", "decade", "day", "week"):
        return False
    before = text.before(first)
    for k in range(before, max(-1, before - _AGE_REACH), -1):
        if text.tokens[k].kind != "word":
            break
        if text.find_word(k, "ages"):
            return True
    if text.find_word(before, "aged") or text.find_word(text.skip_word(after, "of"), "ages", bare=True):
        return True
    marks = text.text(first - 1), text.text(after)
    return unit == "year" and marks in (("(", ")"), ("،", "،"), ("،", ")"), ("(", "،"))
