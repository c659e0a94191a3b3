"""Phrases that the grammar knows, found in running text: places, nationalities, nouns that announce a place.

A `PhraseIndex` finds the longest phrase that starts at a word, however it is spelled (`fold_spelling`) and
whatever clitics the word carries. It knows nothing of contexts; what a name `needs` to be a place is for its
caller to look for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Generic, Literal, TypeVar

from report.grammar.words import fold_spelling
from report.resources import read_lexicon_toml

Kind = Literal["country", "former-country", "city", "region", "water", "facility", "continent"]
Need = Literal["", "preposition", "trigger", "noun"]
Value = TypeVar("Value")

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بكل"
_ARTICLE = "ال"
_NISBA_ENDINGS = ("", "ة", "ون", "ين", "ات", "ان", "تان", "تين")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseMatch(Generic[Value]):
    """`length` words from the place that was asked about; `skip` folded letters of the first are clitics.

    `values` are what the phrase may mean, in the order of the lexicon; most mean one thing.
    """

    length: int
    skip: int
    values: tuple[Value, ...]

    @property
    def value(self) -> Value:
        return self.values[0]


@dataclass(slots=True)
class _Entry(Generic[Value]):
    rest: tuple[str, ...]
    values: list[Value]


class PhraseIndex(Generic[Value]):
    """Phrases by their first word, longest first."""

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        found: dict[tuple[str, ...], list[Value]] = {}
        for phrase, value in phrases:
            values = found.setdefault(tuple(fold_spelling(phrase).split()), [])
            if value not in values:
                values.append(value)
        self._entries: dict[str, list[_Entry[Value]]] = {}
        for words in sorted(found, key=len, reverse=True):
            self._entries.setdefault(words[0], []).append(_Entry(words[1:], found[words]))

    def find(self, words: Sequence[str], start: int = 0) -> PhraseMatch[Value] | None:
        """The longest phrase at `words[start]`; of two as long, the one with fewer clitics before it."""
        best: PhraseMatch[Value] | None = None
        for skip, stem in split_clitics(words[start]):
            for entry in self._entries.get(stem, ()):
                length = 1 + len(entry.rest)
                if best is not None and length <= best.length:
                    break
                if _stands_at(entry.rest, words, start + 1):
                    best = PhraseMatch(length=length, skip=skip, values=tuple(entry.values))
                    break
        return best

    def __contains__(self, phrase: str) -> bool:
        """Whether the whole phrase, without clitics, is known."""
        first, *rest = fold_spelling(phrase).split() or [""]
        return any(entry.rest == tuple(rest) for entry in self._entries.get(first, ()))


def _stands_at(rest: tuple[str, ...], words: Sequence[str], start: int) -> bool:
    if start + len(rest) > len(words):
        return False
    return all(fold_spelling(words[start + i]) == word for i, word in enumerate(rest))


@lru_cache(maxsize=65536)
def split_clitics(word: str) -> tuple[tuple[int, str], ...]:
    """How a word may begin: the number of clitic letters, and the rest in folded spelling; whole word first.

    After "لل" the rest has its article back: "للعراق" is "العراق" after two letters.
    """
    folded = fold_spelling(word)
    found = [(0, folded)]
    if len(folded) > 2 and folded[0] in _CONJUNCTIONS:
        found.append((1, folded[1:]))
    for skip, stem in tuple(found):
        if len(stem) > 2 and stem[0] in _PREPOSITIONS:
            found.append((skip + 1, stem[1:]))
        if len(stem) > 3 and stem.startswith("لل"):
            found.append((skip + 2, _ARTICLE + stem[2:]))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place under one of its names. `iso` is its country's code, which regions and cities have too.

    `needs` says what must stand before the name: a noun that announces a place ("trigger"), at least a
    preposition ("preposition"), anything but a noun that it may describe ("noun"); `not_after` and
    `not_before` are phrases, in folded spelling, beside which it is something else.
    """

    name: str
    kind: Kind
    iso: str = ""
    capital: bool = False
    needs: Need = ""
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nationality:
    """What an adjective like "روسي" tells: the country's code, if it is of a country, and its name."""

    stem: str
    kind: Kind
    iso: str = ""
    country: str = ""
    careful: bool = False


def split_list(text: str) -> tuple[str, ...]:
    """The members of a list of the lexicon, which "،" parts."""
    return tuple(" ".join(member.split()) for member in text.split("،") if member.strip())


@cache
def places() -> PhraseIndex[Place]:
    """Every place under every name."""
    return PhraseIndex((place.name, place) for place in list_places())


@cache
def list_places() -> tuple[Place, ...]:
    lexicon = read_lexicon_toml("places.toml")
    needs = _read_needs(lexicon)
    after, before = _read_neighbours(lexicon["not-after"]), _read_neighbours(lexicon["not-before"])
    return tuple(
        Place(
            name=name,
            kind=kind,
            iso=iso,
            capital=capital,
            needs=needs.get(fold_spelling(name), ""),
            not_after=after.get(fold_spelling(name), ()),
            not_before=before.get(fold_spelling(name), ()),
        )
        for name, kind, iso, capital in _read_names(lexicon)
    )


def _read_names(lexicon: dict[str, Any]) -> Iterator[tuple[str, Kind, str, bool]]:
    for iso, country in lexicon["countries"].items():
        yield from ((name, "country", iso, False) for name in split_list(country["names"]))
    for name in split_list(lexicon["former-countries"]["names"]):
        yield name, "former-country", "", False
    for name in split_list(lexicon["continents"]["names"]):
        yield name, "continent", "", False
    for iso, names in lexicon["cities"].items():
        for i, name in enumerate(split_list(names)):
            yield name, "city", iso, i == 0
    for iso, names in lexicon["regions"].items():
        yield from ((name, "region", iso.strip("-"), False) for name in split_list(names))
    for name in split_list(lexicon["waters"]["names"]):
        yield name, "water", "", False
    for name in split_list(lexicon["facilities"]["names"]):
        yield name, "facility", "", False


def _read_needs(lexicon: dict[str, Any]) -> dict[str, Need]:
    kinds: tuple[Need, ...] = ("noun", "preposition", "trigger")
    return {fold_spelling(name): need for need in kinds for name in split_list(lexicon["careful"][need])}


def _read_neighbours(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        fold_spelling(name): tuple(map(fold_spelling, split_list(phrases))) for name, phrases in table.items()
    }


@cache
def nationalities() -> PhraseIndex[Nationality]:
    """Adjectives of countries and regions in every gender, number and state, and their broken plurals."""
    lexicon = read_lexicon_toml("places.toml")
    careful = frozenset(split_list(lexicon["careful"]["nisba"]))
    phrases: list[tuple[str, Nationality]] = []
    for stems, people, kind, iso, country in _read_nisbas(lexicon):
        for stem in stems:
            value = Nationality(stem=stem, kind=kind, iso=iso, country=country, careful=stem in careful)
            phrases.extend((form, value) for form in inflect_adjective(stem))
        for plural in people:
            value = Nationality(stem=plural, kind=kind, iso=iso, country=country)
            phrases.extend(((plural, value), (_ARTICLE + plural, value)))
    return PhraseIndex(phrases)


def _read_nisbas(
    lexicon: dict[str, Any],
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Kind, str, str]]:
    for iso, country in lexicon["countries"].items():
        stems, people = split_list(country.get("nisba", "")), split_list(country.get("people", ""))
        yield stems, people, "country", iso, split_list(country["names"])[0]
    yield split_list(lexicon["former-countries"]["nisba"]), (), "former-country", "", ""
    yield split_list(lexicon["continents"]["nisba"]), (), "continent", "", ""
    nisbas = lexicon["nisbas"]
    yield split_list(nisbas["region"]), split_list(nisbas["people"]), "region", "", ""


def inflect_adjective(stem: str) -> Iterator[str]:
    """The forms of an adjective, all its words in step: "كوري جنوبي" gives "الكورية الجنوبية" and so on."""
    words = stem.split()
    for article in ("", _ARTICLE):
        for ending in _NISBA_ENDINGS:
            yield " ".join(article + word + ending for word in words)


@cache
def place_cues() -> PhraseIndex[Kind]:
    """The nouns that announce a place ("مدينة"), and its kind."""
    cues: dict[Kind, str] = read_lexicon_toml("places.toml")["cues"]
    return PhraseIndex(
        (form, kind)
        for kind, nouns in cues.items()
        for noun in split_list(nouns)
        for form in (noun, noun if noun.startswith(_ARTICLE) else _ARTICLE + noun)
    )


@cache
def place_prepositions() -> frozenset[str]:
    """The words, in folded spelling, after which a careful name may be a place."""
    names = read_lexicon_toml("places.toml")["prepositions"]["names"]
    return frozenset(map(fold_spelling, split_list(names)))
