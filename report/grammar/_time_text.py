"""The words of time, and a passage as the readers of time see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from report.arabic.calendar import HijriCalendar
from report.arabic.numerals import Numeral
from report.arabic.tokens import ARTICLE, TO_THE
from report.grammar._passages import Passage
from report.grammar._time_values import Moment
from report.grammar.gazetteer import PhraseIndex, split_clitics, split_list
from report.grammar.words import fold_spelling
from report.resources import read_lexicon_toml

Value = TypeVar("Value")

_DECADE_ENDINGS = ("ات", "يات")
_TATWEEL = "\u0640"
_CLITIC_LETTERS = "وفبكل"
_CLITICS = 3  # letters that may be written together with digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An expression of time: the tokens `first` to `after`, the characters `start` to `end`.

    One that is not `listed` is understood and makes no fact: an hour of the day, an age. One that is
    `presumed` counts from the article's date although nothing says so. `beside` are other places that the
    value stands on.
    """

    rule: str
    moment: Moment
    first: int
    after: int
    start: int
    end: int
    listed: bool = True
    presumed: bool = False
    beside: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[Value]):
    """A phrase of the lexicon: what it means, where it begins without clitics, the token after it."""

    value: Value
    start: int
    after: int
    skip: int


class TimeText:
    """The tokens of a passage, and what the lexicon knows of them."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.texts = tuple(token.text for token in passage.tokens)

    def find(self, i: int, index: PhraseIndex[Value], *, bare: bool = False) -> Found[Value] | None:
        """The phrase of `index` at token `i`; a `bare` one has no clitics before it."""
        if not 0 <= i < len(self.tokens):
            return None
        match = index.find(self.texts, i)
        if match is None or (bare and match.skip):
            return None
        token, skip = self.tokens[i], match.skip
        if token.text[:skip].endswith(TO_THE):
            skip -= len(TO_THE)  # the article is a part of what is quoted
        return Found(value=match.value, start=token.start + skip, after=i + match.length, skip=match.skip)

    def find_word(self, i: int, group: str, *, bare: bool = False) -> Found[str] | None:
        """The word or phrase of a group of the lexicon at token `i`."""
        return self.find(i, time_words().groups[group], bare=bare)

    def skip_word(self, i: int, group: str) -> int:
        """The token after a word of `group` without clitics at `i`, or `i`."""
        found = self.find_word(i, group, bare=True)
        return found.after if found else i

    def text(self, i: int) -> str:
        return self.texts[i] if 0 <= i < len(self.texts) else ""

    def start(self, i: int) -> int:
        return self.tokens[i].start

    def end(self, after: int) -> int:
        """Where the last token before `after` ends."""
        return self.tokens[after - 1].end

    def numeral_at(self, i: int) -> Numeral | None:
        return self.passage.numeral_at(i)

    def is_tied(self, i: int) -> bool:
        """Whether token `i` is written together with the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def before(self, i: int) -> int:
        """The token before `i` and before a clitic that is written together with it; -1 for none."""
        tied = self.is_tied(i) and self.tokens[i - 1].kind == "word"
        return i - 2 if tied and len(self.text(i - 1)) <= _CLITICS + len(ARTICLE) else i - 1

    def has_tatweel(self, i: int) -> bool:
        """Whether a tatweel stands for a dash between the numbers before and at token `i`."""
        if (
            not 0 < i < len(self.tokens)
            or self.tokens[i - 1].kind != "number"
            or self.tokens[i].kind != "number"
        ):
            return False
        folded = self.passage.folded
        between = slice(folded.starts[self.tokens[i - 1].end - 1], folded.starts[self.tokens[i].start])
        return _TATWEEL in self.passage.reading.text[between]

    def is_article(self, i: int) -> bool:
        """Whether token `i` is the article of digits, perhaps with clitics before it."""
        text = self.text(i)
        return text == ARTICLE or (
            self.is_tied(i + 1)
            and text.endswith((ARTICLE, TO_THE))
            and len(text) <= _CLITICS + len(ARTICLE) - 1
            and set(text[: -len(ARTICLE)]) <= set(_CLITIC_LETTERS)
        )

    def read_digits(self, i: int) -> tuple[int, str, int] | None:
        """Digits at token `i`, perhaps after an article of their own: start, digits, the token after."""
        start = self.tokens[i].start if i < len(self.tokens) else 0
        if self.is_article(i):
            start, i = self.tokens[i].end - len(ARTICLE), i + 1
        if i < len(self.tokens) and self.tokens[i].kind == "number" and self.text(i).isdigit():
            return start, self.text(i), i + 1
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """`calendar.toml`, each list in the shape in which it is looked up."""

    months: PhraseIndex[int]
    hijri_months: PhraseIndex[int]
    weekdays: PhraseIndex[int]
    seasons: PhraseIndex[int]
    days: PhraseIndex[int]
    decades: PhraseIndex[int]
    periods: PhraseIndex[str]
    one: PhraseIndex[str]
    two: PhraseIndex[str]
    more: PhraseIndex[str]
    definite_one: PhraseIndex[str]
    definite_two: PhraseIndex[str]
    definite_more: PhraseIndex[str]
    ordinals: PhraseIndex[int]
    relative: PhraseIndex[int]
    groups: Mapping[str, PhraseIndex[str]]
    starts: frozenset[str]
    """First words of what may begin an expression."""
    hijri: HijriCalendar
    openings: tuple[str, ...]
    """What a quoted expression is read after, to be told from a number."""


@cache
def time_words() -> TimeWords:
    table = read_lexicon_toml("calendar.toml")
    groups = {
        **table["words"],
        **table["tense"],
        **{name: table["relative"][name] for name in table["relative"]},
    }
    offsets = (("last", -1), ("next", 1), ("this", 0), ("before-last", -2), ("after-next", 2))
    indexes: dict[str, PhraseIndex[Any]] = {
        "months": _index_numbers(table["months"]),
        "hijri_months": _index_numbers(table["hijri"]),
        "weekdays": _index_numbers(table["weekdays"]),
        "seasons": _index_seasons(table["seasons"]),
        "days": _index_numbers(table["days"]),
        "decades": PhraseIndex(_list_decades(table["tens"])),
        "periods": _index(table["periods"]),
        "one": _index(table["lengths"]["one"]),
        "two": _index(table["lengths"]["two"]),
        "more": _index(table["lengths"]["more"]),
        "definite_one": _index(table["lengths"]["one"], article=ARTICLE),
        "definite_two": _index(table["lengths"]["two"], article=ARTICLE),
        "definite_more": _index(table["lengths"]["more"], article=ARTICLE),
        "ordinals": _index_numbers(table["ordinals"]),
        "relative": PhraseIndex(
            (phrase, offset) for name, offset in offsets for phrase in split_list(table["relative"][name])
        ),
    }
    calendar = table["umm-al-qura"]
    return TimeWords(
        **indexes,
        groups={
            name: PhraseIndex((phrase, phrase) for phrase in split_list(phrases))
            for name, phrases in groups.items()
        },
        starts=frozenset(_list_starts(table)),
        hijri=HijriCalendar.from_hexadecimal(
            calendar["first-year"], calendar["first-day"], calendar["months"]
        ),
        openings=split_list(table["proof"]["openings"]),
    )


def _index(table: Mapping[str, str], *, article: str = "") -> PhraseIndex[str]:
    return PhraseIndex(
        (article + phrase, name) for name, phrases in table.items() for phrase in split_list(phrases)
    )


def _index_numbers(table: Mapping[str, str]) -> PhraseIndex[int]:
    return PhraseIndex(
        (phrase, int(number)) for number, phrases in table.items() for phrase in split_list(phrases)
    )


def _index_seasons(table: Mapping[str, str]) -> PhraseIndex[int]:
    """Seasons with and without the article."""
    return PhraseIndex(
        (form, int(number)) for number, noun in table.items() for form in (noun, ARTICLE + noun)
    )


def _list_decades(tens: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    for number, stem in tens.items():
        for ending in _DECADE_ENDINGS:
            for article in ("", ARTICLE):
                yield article + stem + ending, int(number)


_STARTING_GROUPS = (
    "first-day", "parts-of-day", "this-part-of-day", "edges", "halves", "quarters", "months", "week",
    "decade", "century", "centuries", "year", "years", "seasons", "demonstrative",
)  # fmt: skip
_STARTING_TABLES = ("months", "hijri", "weekdays", "days", "periods")


def _list_starts(table: Mapping[str, Any]) -> Iterable[str]:
    phrases = [table["words"].get(name) or table["relative"][name] for name in _STARTING_GROUPS]
    phrases += [line for name in _STARTING_TABLES for line in table[name].values()]
    phrases += [line for lengths in table["lengths"].values() for line in lengths.values()]
    for phrase in phrases:
        for member in split_list(phrase):
            yield fold_spelling(member).split()[0]
            yield fold_spelling(ARTICLE + member).split()[0]
    for season in table["seasons"].values():
        yield from (fold_spelling(season), fold_spelling(ARTICLE + season))
    for form, _ in _list_decades(table["tens"]):
        yield fold_spelling(form)


def may_start(word: str) -> bool:
    """Whether an expression of time may begin with a word."""
    return any(stem in time_words().starts for _, stem in split_clitics(word))
