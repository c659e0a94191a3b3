"""Years in three eras, decades and centuries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from report.arabic.numerals import Numeral
from report.arabic.tokens import ARTICLE
from report.grammar._lexicon import nouns
from report.grammar._phrases import find_phrase
from report.grammar._time_text import Item, TimeText, time_words
from report.grammar._time_values import Counted, Interval, Known, write_year
from report.grammar._units import find_unit

_FIRST, _LAST = 1000, 2199  # that a bare number can be
_MODERN = range(1900, 2051)
_BRACKETED = range(1800, 2051)
_CENTURIES = 22
_MILLENNIUM = 2000
_TITLE = 3  # words from "cup" to its year


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A number that is a year, with the era that is said after it."""

    value: str
    start: int
    after: int
    number: int
    era: str = ""


def read_year(text: TimeText, i: int, *, named: bool = False) -> Year | None:
    """The year at token `i`; `named` says that the word "year" or a month stands before it."""
    numeral = text.numeral_at(i)
    digits = text.read_digits(i)
    if digits:
        start, figures, after = digits
        number = int(figures)
    elif numeral and numeral.form in ("words", "scale") and isinstance(numeral.value, int) and named:
        start, number, after = numeral.start, numeral.value, numeral.after
        figures = "0000"
    else:
        return None
    era, end = read_era(text, after)
    if era == "hijri" and 0 < number <= 1500:
        return Year(value=_write_hijri(number), start=start, after=end, number=number, era=era)
    if era == "before" and number > 0:
        return Year(value=write_year(1 - number), start=start, after=end, number=number, era=era)
    if era == "common" and 2 <= len(figures) <= 4 and number > 31:
        return Year(value=write_year(number), start=start, after=end, number=number, era=era)
    if len(figures) == 4 and _FIRST <= number <= _LAST:
        return Year(value=write_year(number), start=start, after=after, number=number)
    if named and len(figures) == 3 and figures[0] != "0" and not is_counted(text, after):
        return Year(value=write_year(number), start=start, after=after, number=number)
    return None


def read_era(text: TimeText, i: int) -> tuple[str, int]:
    """The era that is named at token `i`, and the token after it."""
    for era, group in (("before", "before-common-era"), ("hijri", "hijri-era"), ("common", "common-era")):
        found = text.find_word(i, group, bare=True)
        if found:
            return era, found.after
    return "", i


def _write_hijri(year: int) -> str:
    """The years of our era in which a Hijri year lies."""
    calendar = time_words().hijri
    first, last = calendar.find_year(year), calendar.find_year(year + 1) - timedelta(days=1)
    if first.year == last.year:
        return write_year(first.year)
    return f"{write_year(first.year)}/{write_year(last.year)}"


def is_counted(text: TimeText, i: int) -> bool:
    """Whether a noun or unit at token `i` is counted by the number before it."""
    return find_unit(text.passage, i) is not None or text.text(i) in nouns().known


# A year by itself.


def read_named_year(text: TimeText, i: int) -> Item | None:
    """ "In the year 2019": the number, without the noun."""
    found = text.find_word(i, "year") or text.find_word(i, "years")
    if found is None:
        return None
    year = read_year(text, found.after, named=True) or _read_short_year(text, found.after)
    return _make_year(text, i, year) if year else None


def _read_short_year(text: TimeText, i: int) -> Year | None:
    """The year 67, which is 1967 to everybody."""
    digits = text.read_digits(i)
    if digits is None or len(digits[1]) != 2 or int(digits[1]) < 30:
        return None
    start, figures, after = digits
    if is_counted(text, after):
        return None
    return Year(value=f"19{figures}", start=start, after=after, number=1900 + int(figures))


def _make_year(text: TimeText, first: int, year: Year) -> Item:
    return Item(
        rule="date.hijri" if year.era == "hijri" else "date.year",
        moment=Known(kind="year", value=year.value),
        first=first,
        after=year.after,
        start=year.start,
        end=text.end(year.after),
    )


def read_bare_year(text: TimeText, i: int, previous: Item | None) -> Item | None:
    """A number of four digits where a year is expected, or one with its era."""
    year = read_year(text, i)
    if year is None:
        return None
    before = text.before(i)
    fits = year.era in ("hijri", "before") or (
        (len(text.text(i)) == 4 or year.era == "common")
        and not is_counted(text, year.after)
        and (_expects_year(text, i, before, year) or _continues(text, before, i, previous))
    )
    return _make_year(text, i, year) if fits else None


def _expects_year(text: TimeText, i: int, before: int, year: Year) -> bool:
    if text.text(i - 1) == "(" and text.text(year.after) == ")":
        return year.number in _BRACKETED or year.era == "common"
    if text.text(i - 1) == "/" and year.era == "common":
        return True
    if text.find_word(before, "not-dated"):
        return False
    is_modern = year.number in _MODERN
    if not is_modern and find_phrase(text.tokens, year.after) is not None:
        return False
    if text.find_word(before, "time-prepositions"):
        return year.era != "common" or year.number % 100 != 0  # "in the 1500 m"
    if text.find_word(before, "of", bare=True) and text.find_word(before - 1, "beginning"):
        return True
    if not is_modern:
        return False
    is_tied = before == i - 2 and find_phrase(text.tokens, year.after) is None
    if is_tied and (text.text(i - 1) in _FOR or text.find_word(before, "compared")):
        return True
    titles = range(before, max(-1, before - _TITLE), -1)
    return any(text.find_word(k, "dated") for k in titles) and not any(
        text.find_word(k, "not-dated") or text.tokens[k].kind != "word" for k in titles[:1]
    )


_FOR = ("ل", "لل")


def _continues(text: TimeText, before: int, i: int, previous: Item | None) -> bool:
    """Whether the number goes on with a list of years: "2014 and 2015"."""
    if previous is None or previous.rule != "date.year":
        return False
    between = [token.text for token in text.tokens[previous.after : i]]
    return between in (["و"], ["،"], ["،", "و"])


# Centuries and decades.


def read_century(text: TimeText, i: int) -> Item | None:
    """ "The 19th century", in words or digits; the last one and this one too."""
    found = text.find_word(i, "century")
    if found:
        return _read_single_century(text, i, found.start, found.after)
    found = text.find_word(i, "centuries")
    return _read_two_centuries(text, i, found.start, found.after) if found else None


def _read_single_century(text: TimeText, i: int, start: int, after: int) -> Item | None:
    relative = text.find(after, time_words().relative, bare=True)
    number = _read_number(text, after)
    if number:
        value, end = _write_century(text, *number)
    elif relative and -1 <= relative.value <= 1:
        value, end = f"{_count_century(text) - 1 + relative.value:02}XX", relative.after
    else:
        return None
    return Item(
        rule="date.century",
        moment=Known(kind="century", value=value),
        first=i,
        after=end,
        start=start,
        end=text.end(end),
    )


def _read_two_centuries(text: TimeText, i: int, start: int, after: int) -> Item | None:
    first = _read_number(text, after)
    second = _read_number(text, first[1]) if first and not _is_joined_digit(text, first[1]) else None
    if first and second is None and _is_joined_digit(text, first[1]):
        second = _read_number(text, first[1] + 1)
    if first is None or second is None:
        return None
    value, end = _write_century(text, *second)
    sign = "-" if value.startswith("-") else ""
    ends = Known(kind="century", value=f"{sign}{first[0] - 1:02}XX"), Known(kind="century", value=value)
    return Item(
        rule="date.century",
        moment=Interval(first=ends[0], last=ends[1]),
        first=i,
        after=end,
        start=start,
        end=text.end(end),
    )


def _is_joined_digit(text: TimeText, i: int) -> bool:
    return text.text(i) == "و" and i + 1 < len(text.tokens) and text.tokens[i + 1].kind == "number"


def _read_number(text: TimeText, i: int) -> tuple[int, int] | None:
    """The number of a century at token `i`, and the token after it."""
    numeral = text.numeral_at(i)
    digits = text.read_digits(i)
    if digits:
        number, after = int(digits[1]), digits[2]
    elif numeral and numeral.definite and _is_whole(numeral):
        number, after = int(numeral.value), numeral.after
    else:
        return None
    return (number, after) if 1 <= number <= _CENTURIES else None


def _is_whole(numeral: Numeral) -> bool:
    return numeral.form in ("ordinal", "words") and isinstance(numeral.value, int)


def _write_century(text: TimeText, number: int, after: int) -> tuple[str, int]:
    era, end = read_era(text, after)
    if era == "hijri":
        middle = time_words().hijri.find_year(number * 100 - 50)
        return f"{middle.year // 100:02}XX", end
    if era == "before":
        return f"-{number - 1:02}XX", end
    return f"{number - 1:02}XX", end


def _count_century(text: TimeText) -> int:
    """The number of the article's century; ours if it has no date."""
    day = text.passage.document.date
    year = int(day[:4]) if day else _MILLENNIUM
    return (year if year >= _FIRST else _MILLENNIUM) // 100 + 1


def read_decade(text: TimeText, i: int) -> Item | None:
    """ "The nineties", "the nineties of the last century", "the first decade of this century"."""
    found = text.find(i, time_words().decades)
    if found:
        tens, start, after = found.value // 10, found.start, found.after
    else:
        named = text.find_word(i, "decade")
        number = text.find(named.after, time_words().ordinals, bare=True) if named else None
        if named is None or number is None:
            return None
        tens, start, after = (number.value - 1) % 10 if number.value > 0 else 9, named.start, number.after
    of = text.skip_word(after, "of")
    if text.find_word(of, "ages"):
        return _make_decade(text, i, start, of + 1, "19", tens, listed=False)
    century = read_century(text, of) or read_this_century(text, of)
    if century and isinstance(century.moment, Known) and century.moment.value[0] != "-":
        return _make_decade(text, i, start, century.after, century.moment.value[:2], tens)
    if found is None:
        millennium = text.find_word(of, "millennium", bare=True) if of > after else None
        if millennium is None:
            return None
        ordinal = text.find(millennium.after, time_words().ordinals, bare=True)
        return _make_decade(text, i, start, (ordinal or millennium).after, "20", tens)
    is_definite = text.tokens[i].text[found.skip :].startswith(ARTICLE) or found.skip == 2
    return _make_decade(text, i, start, after, "19", tens) if is_definite else None


def _make_decade(
    text: TimeText, first: int, start: int, after: int, century: str, tens: int, *, listed: bool = True
) -> Item:
    return Item(
        rule="date.century",
        moment=Known(kind="decade", value=f"{century}{tens}X"),
        first=first,
        after=after,
        start=start,
        end=text.end(after),
        listed=listed,
    )


def read_this_century(text: TimeText, i: int) -> Item | None:
    demonstrative = text.find_word(i, "demonstrative")
    century = text.find_word(demonstrative.after, "century", bare=True) if demonstrative else None
    if demonstrative is None or century is None:
        return None
    return Item(
        rule="date.century",
        moment=Known(kind="century", value=f"{_count_century(text) - 1:02}XX"),
        first=i,
        after=century.after,
        start=demonstrative.start,
        end=text.end(century.after),
    )


def read_relative_year(text: TimeText, i: int) -> tuple[Counted, int, int] | None:
    """ "The last year", "this year": what it counts, where it starts, the token after it."""
    demonstrative = text.find_word(i, "demonstrative")
    noun = text.find(demonstrative.after if demonstrative else i, time_words().periods)
    if noun is None or noun.value != "year":
        return None
    if demonstrative:
        return Counted(period="year", offset=0), demonstrative.start, noun.after
    adjective = text.find(noun.after, time_words().relative, bare=True)
    if adjective is None:
        return None
    return Counted(period="year", offset=adjective.value), noun.start, adjective.after
