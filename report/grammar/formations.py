"""Military formations with their numbers: "the 92nd brigade", "guards division 98"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from report.arabic.numerals import Numeral
from report.arabic.tokens import ARTICLE, is_definite
from report.grammar._lexicon import context, nouns
from report.grammar._passages import Passage, remembered
from report.grammar._phrases import find_phrase
from report.grammar._time_days import read_month_name
from report.grammar._time_tense import is_future_or_present, is_past
from report.grammar._time_text import Found, TimeText
from report.grammar._units import find_unit
from report.grammar.gazetteer import PhraseIndex, split_list
from report.resources import read_lexicon_toml

Place = tuple[int, int]

_NAMED = 4  # words between a formation and its number
_NEAR = 40  # words that are looked at for soldiers
_FEW = range(3, 11)  # so many are counted in the plural, more in the singular
_AFTER = 3  # words after the number that may say that it is none
_LEAST_UNIT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation:
    """A formation at `places` of `passage.text`; of two that share a noun, the second has two places.

    `qualifier` is what stands between noun and number, folded and without articles.
    """

    passage: Passage
    rule: str
    places: tuple[Place, ...]
    number: int
    number_place: Place
    kind: str | None
    kind_place: Place
    qualifier: tuple[str, ...]


def claim(passage: Passage) -> Iterator[Place]:
    for found in find_formations(passage):
        yield found.places[0][0], found.places[0][1]
        yield found.number_place


@remembered
def find_formations(passage: Passage) -> tuple[Formation, ...]:
    """Every formation of the passage, in order."""
    if passage.kind in ("credit", "attribution"):
        return ()
    text = TimeText(passage)
    found: list[Formation] = []
    i = 0
    while i < len(text.tokens):
        formations, i = _read(text, i)
        found.extend(formations)
    return tuple(found)


def _read(text: TimeText, i: int) -> tuple[list[Formation], int]:
    """The formations that begin at token `i`, and the token to go on with."""
    if text.tokens[i].kind != "word":
        return [], i + 1
    for index, rule in ((_nouns("one"), "formation.one"), (_nouns("several"), "formation.several")):
        noun = text.find(i, index)
        if noun is None:
            continue
        numeral = _find_number(text, noun, several=rule == "formation.several")
        if numeral is None:
            return [], i + 1
        first = _make(text, noun, numeral, rule)
        others = list(_read_others(text, noun, numeral, digits=rule == "formation.one"))
        return [first, *others], max(
            [numeral.after, *(text.passage.token_at(other.places[-1][1]) for other in others)]
        )
    return [], i + 1


def _find_number(text: TimeText, noun: Found[str], *, several: bool) -> Numeral | None:
    """The first number after the noun, if it is the formation's own."""
    j = noun.after
    while True:
        k = j + 1 if text.is_article(j) else j
        numeral = text.numeral_at(k)
        if numeral:
            break
        is_word = j < len(text.tokens) and text.tokens[j].kind == "word"
        if several or not is_word or j - noun.after >= _NAMED or not _is_qualifier(text, j):
            return None
        j += 1
    number = _get_number(numeral)
    if number is None or not _fits(text, noun, numeral, number):
        return None
    return numeral


def _get_number(numeral: Numeral) -> int | None:
    is_name = numeral.form == "digits" or (numeral.form == "ordinal" and numeral.definite)
    value = numeral.parts[0].value if numeral.parts and numeral.form == "pair" else numeral.value
    return value if (is_name or numeral.form == "pair") and isinstance(value, int) and value > 0 else None


def _is_qualifier(text: TimeText, i: int) -> bool:
    word = text.text(i)
    if text.find(i, _words("number"), bare=True):
        return True
    if word in context().stop or text.find(i, _words("peaceful")):
        return False
    if text.find(i, _nouns("one")) or text.find(i, _nouns("several")):
        return False
    return not (is_past(word) or is_future_or_present(word)) or is_definite(word)


def _fits(text: TimeText, noun: Found[str], numeral: Numeral, number: int) -> bool:
    after = numeral.after
    if find_unit(text.passage, numeral) or read_month_name(text, after) or _is_counted(text, after, number):
        return False
    following = range(after, min(len(text.tokens), after + _AFTER))
    if any(text.find(k, _words("peaceful")) for k in following):
        return False
    is_digits = numeral.form != "ordinal"
    definite = text.tokens[noun.after - 1].text.endswith(ARTICLE + _bare(text, noun))
    match noun.value:
        case "army" | "fleet":
            return not is_digits and definite
        case "unit":
            return is_digits and number >= _LEAST_UNIT and _is_military(text, noun.after)
        case "company":
            return definite and noun.after == numeral.first and _is_military(text, noun.after)
        case "regiment" | "squadron":
            return is_digits or _is_military(text, noun.after)
    is_named = definite or numeral.first > noun.after
    return is_digits or (is_named and _is_military(text, noun.after))


def _bare(text: TimeText, noun: Found[str]) -> str:
    return text.passage.text[noun.start : text.end(noun.after)].removeprefix(ARTICLE)


def _is_counted(text: TimeText, i: int, number: int) -> bool:
    """Whether the noun at token `i` is counted: in the plural up to ten, above in the singular."""
    word = text.text(i)
    if (
        word not in nouns().known
        or word in nouns().duals
        or (number not in _FEW and text.find(i, _words("arms"), bare=True))
    ):
        return False
    return (word in nouns().plurals) == (number % 100 in _FEW)


def _is_military(text: TimeText, i: int) -> bool:
    """Whether the words around token `i`, the noun before it left out, speak of soldiers."""
    near = range(max(0, i - _NEAR), min(len(text.tokens), i + _NEAR))
    return any(k != i - 1 and text.find(k, _words("military")) for k in near)


def _make(text: TimeText, noun: Found[str], numeral: Numeral, rule: str) -> Formation:
    number = numeral.parts[0] if numeral.form == "pair" and numeral.parts else numeral
    qualifier = [text.text(k) for k in range(noun.after, numeral.first)]
    return Formation(
        passage=text.passage,
        rule=rule,
        places=((noun.start, number.end),),
        number=int(number.value),
        number_place=(number.start, number.end),
        kind=_get_code(noun.value),
        kind_place=(noun.start, text.end(noun.after)),
        qualifier=tuple(word.removeprefix(ARTICLE) for word in qualifier if word not in _skipped()),
    )


def _read_others(text: TimeText, noun: Found[str], numeral: Numeral, *, digits: bool) -> Iterator[Formation]:
    """The further numbers of "the brigades 10, 12 and 14", which share their noun.

    After a noun in the singular they are in `digits`, and no noun follows.
    """
    while True:
        j = numeral.after
        while text.text(j) in ("،", "و", ARTICLE):
            j += 1
        following = text.numeral_at(j)
        if following is None or not (following.joined or j > numeral.after):
            return
        number = _get_number(following)
        if number is None or not _shares_noun(text, following, number, digits=digits):
            return
        own, noun_place = (following.start, following.end), (noun.start, text.end(noun.after))
        yield Formation(
            passage=text.passage,
            rule="formation.several",
            places=(noun_place, own),
            number=number,
            number_place=own,
            kind=_get_code(noun.value),
            kind_place=noun_place,
            qualifier=(),
        )
        numeral = following


def _shares_noun(text: TimeText, numeral: Numeral, number: int, *, digits: bool) -> bool:
    """Whether nothing after a further number makes it another thing's."""
    if find_unit(text.passage, numeral) or _is_counted(text, numeral.after, number):
        return False
    return not digits or (
        numeral.form == "digits"
        and read_month_name(text, numeral.after) is None
        and find_phrase(text.tokens, numeral.after) is None
    )


def _get_code(kind: str) -> str | None:
    return None if kind in split_list(_table()["words"]["uncoded"]) else kind


def find_kinds(folded: str) -> frozenset[str]:
    """The kinds of formation that a folded text names."""
    words = folded.split()
    found = (index.find(words, k) for k in range(len(words)) for index in (_nouns("one"), _nouns("several")))
    return frozenset(match.value for match in found if match)


@cache
def _table() -> dict[str, dict[str, str]]:
    return read_lexicon_toml("formations.toml")


@cache
def _nouns(count: str) -> PhraseIndex[str]:
    tables = ("one",) if count == "one" else ("two", "more")
    return PhraseIndex(
        (article + form, kind)
        for table in tables
        for kind, forms in _table()[table].items()
        for form in split_list(forms)
        for article in ("", ARTICLE)
    )


@cache
def _words(group: str) -> PhraseIndex[str]:
    return PhraseIndex((phrase, phrase) for phrase in split_list(_table()["words"][group]))


@cache
def _skipped() -> frozenset[str]:
    return frozenset((*split_list(_table()["words"]["number"]), ARTICLE))
