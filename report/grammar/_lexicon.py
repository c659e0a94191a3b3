"""The words that the grammars read, folded, in the shape in which they are looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from report.arabic.fold import fold_text
from report.arabic.tokens import split_tokens
from report.resources import read_lexicon_toml

_FEMININE = "ة"
_ACCUSATIVE = "ا"
_ADJECTIVE_ENDINGS = ("", "ة", "ا", "ين", "ون", "ات", "ان", "تين", "تان")
_NOMINATIVE_DUAL, _OBLIQUE_DUAL = "ان", "ين"


def fold_words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold_text, words))


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sequences of words, each with what it says; found from the first word or from the last."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    by_last: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Phrases:
        """Of `pairs` of a phrase and its meaning; the longest phrase is tried first."""
        first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in pairs:
            words = tuple(token.text for token in split_tokens(fold_text(phrase)))
            first.setdefault(words[0], []).append((words, meaning))
            last.setdefault(words[-1], []).append((words, meaning))
        return cls(_sort(first), _sort(last))


def _sort(
    phrases: Mapping[str, list[tuple[tuple[str, ...], str]]],
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    return {word: tuple(sorted(found, key=lambda item: -len(item[0]))) for word, found in phrases.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedges:
    """What stands before a number, and what stands after the thing counted: phrase → modifier code."""

    before: Phrases
    after: Phrases
    between: frozenset[str]
    negations: frozenset[str]
    prepositions: frozenset[str]
    over: frozenset[str]
    under: frozenset[str]
    past: frozenset[str]


@lru_cache(maxsize=1)
def hedges() -> Hedges:
    table = read_lexicon_toml("hedges.toml")

    def collect(side: str) -> Phrases:
        codes = ("approx", "min", "max")
        return Phrases.from_pairs((phrase, code) for code in codes for phrase in table[code][side])

    verbs = {name: fold_words(words) for name, words in table["verbs"].items()}
    return Hedges(
        before=collect("before"),
        after=collect("after"),
        between=fold_words(table["between"]["words"]),
        **verbs,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Unit phrases → "<kind> <unit>"; kinds are percent, money, measure, time.

    `shared` leads each form of a noun that several currencies share to its singular, `countries` the singular
    to the root of each country's name and its code, `endings` are what such a root may end in. `duals` are
    unit nouns that say 2 by themselves.
    """

    phrases: Phrases
    shared: Mapping[str, str]
    countries: Mapping[str, tuple[tuple[str, str], ...]]
    endings: frozenset[str]
    minor: Mapping[str, int]
    """Words for a hundredth or thousandth of the unit before them."""
    duals: Mapping[str, str]


@lru_cache(maxsize=1)
def units() -> Units:
    table = read_lexicon_toml("units.toml")
    pairs = [
        (phrase, f"percent {name}") for name in ("percent", "permille") for phrase in table[name]["after"]
    ]
    groups = [[*group] for group in table["money-shared"]["nouns"]]
    pairs += [(noun, "money ") for group in groups for noun in group]
    pairs += [(form, f"money {code}") for code, form in _inflect_currencies(table["money"], groups)]
    for kind in ("measure", "time"):
        pairs += [(phrase, f"{kind} {unit}") for unit, phrases in table[kind].items() for phrase in phrases]
    # A later pair of the same phrase is the more exact one: the dollar alone is that of the United States.
    return Units(
        phrases=Phrases.from_pairs(dict(pairs).items()),
        shared={fold_text(form): fold_text(group[0]) for group in groups for form in group},
        countries=_find_countries(table["money"], {fold_text(group[0]) for group in groups}),
        endings=fold_words(table["countries"]["endings"]),
        minor={fold_text(word): int(value) for value, words in table["minor"].items() for word in words},
        duals=dict(_find_unit_duals(table)),
    )


def _inflect_currencies(money: Mapping[str, list[str]], groups: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Each currency with each form of its noun, the adjective agreeing."""
    for code, phrases in money.items():
        for phrase in phrases:
            yield code, phrase
            noun, _, adjective = phrase.partition(" ")
            group = next((group for group in groups if noun == group[0]), None)
            if group and adjective:
                bare = adjective.removesuffix(_FEMININE)
                for form in group:
                    for ending in ("", _FEMININE, _ACCUSATIVE):
                        yield code, f"{form} {bare}{ending}"


def _find_countries(
    money: Mapping[str, list[str]], shared: set[str]
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Of each shared noun, the roots of its countries' names: the adjective without its ending."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code, phrases in money.items():
        noun, _, adjective = fold_text(phrases[0]).partition(" ")
        if noun in shared and adjective and " " not in adjective:
            found.setdefault(noun, []).append((adjective.removesuffix(_FEMININE).removesuffix("ي"), code))
    return {noun: tuple(roots) for noun, roots in found.items()}


def _find_unit_duals(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in ("money", "measure"):
        for unit, phrases in table[kind].items():
            singular = phrases[0]
            if " " not in singular and len(singular) > 2:
                for dual in make_duals(singular):
                    yield dual, f"{kind} {unit}"


def make_duals(singular: str) -> tuple[str, str]:
    """The dual of a noun in the nominative and in the other cases, folded."""
    stem = fold_text(singular)
    if stem.endswith(_FEMININE):
        stem = stem[:-1] + "ت"
    return stem + _NOMINATIVE_DUAL, stem + _OBLIQUE_DUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Nouns:
    """Nouns that are counted: every form, the plurals, the duals; and those that ask for more words."""

    known: frozenset[str]
    heads: frozenset[str]
    """Every noun that may stand before its number."""
    singulars: frozenset[str]
    plurals: frozenset[str]
    duals: Mapping[str, str]
    """Dual → singular."""
    members: frozenset[str]
    ordinal: frozenset[str]
    times: frozenset[str]
    not_counted: frozenset[str]
    regnal: frozenset[str]
    unranked: frozenset[str]
    """Nouns after which an ordinal is part of a name, a title or a time."""


@lru_cache(maxsize=1)
def nouns() -> Nouns:
    table = read_lexicon_toml("nouns.toml")
    regular = [[fold_text(form) for form in forms] for forms in table["countable"]["nouns"]]
    sound = [[fold_text(form) for form in forms] for forms in table["sound"]["nouns"]]
    duals = {dual: forms[0] for forms in regular for dual in make_duals(forms[0])}
    duals.update({make_duals(forms[0])[0]: forms[0] for forms in sound})
    entries = [*regular, *sound]
    singulars = frozenset(forms[0] for forms in entries)
    plurals = frozenset(form for forms in entries for form in forms[1:])
    accusatives = {form + _ACCUSATIVE for form in singulars | plurals if not form.endswith(_FEMININE)}
    known = singulars | plurals | accusatives | frozenset(duals)
    ordinal = fold_words(table["ordinal"]["words"])
    return Nouns(
        known=known,
        heads=known | ordinal,
        singulars=singulars,
        plurals=plurals,
        duals=duals,
        members=fold_words(table["members"]["words"]),
        ordinal=ordinal,
        times=fold_words(table["times"]["words"]),
        not_counted=fold_words(table["not-counted"]["words"]),
        regnal=fold_words(table["regnal"]["words"]),
        unranked=fold_words(table["unranked"]["words"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Words that end, continue or colour a counted phrase."""

    stop: frozenset[str]
    not_verbs: frozenset[str]
    adjectives: frozenset[str]
    construct: frozenset[str]
    change: frozenset[str]
    sport: frozenset[str]
    of_them: frozenset[str]
    its_kind: frozenset[str]
    out_of: frozenset[str]
    nisba: tuple[str, ...]
    plural: tuple[str, ...]
    possessive: tuple[str, ...]
    not_possessed: frozenset[str]
    demonstratives: frozenset[str]
    number_of: frozenset[str]
    says: frozenset[str]


@lru_cache(maxsize=1)
def context() -> Context:
    table = read_lexicon_toml("phrases.toml")
    adjectives = table["adjectives"]["words"]
    return Context(
        stop=fold_words([*table["stop"]["words"], *table["stop"]["verbs"]]),
        not_verbs=fold_words(table["not-verbs"]["words"]),
        adjectives=fold_words(word + ending for word in adjectives for ending in _ADJECTIVE_ENDINGS),
        construct=fold_words(table["construct"]["words"]),
        change=fold_words(table["change"]["words"]),
        sport=fold_words(table["sport"]["words"]),
        of_them=fold_words(table["of-them"]["words"]),
        out_of=fold_words(table["of-them"]["out-of"]),
        its_kind=fold_words(table["of-them"]["kind"]),
        nisba=tuple(table["endings"]["nisba"]),
        plural=tuple(table["endings"]["plural"]),
        possessive=tuple(table["endings"]["possessive"]),
        not_possessed=fold_words(table["endings"]["not-possessive"]),
        demonstratives=fold_words(table["of-them"]["demonstratives"]),
        number_of=fold_words(table["number-of"]["words"]),
        says=fold_words(table["number-of"]["says"]),
    )
