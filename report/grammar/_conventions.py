"""What one article writes alike throughout: how it separates digits, which country's currency it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report.arabic.numerals import Number, Numeral
from report.arabic.tokens import ARTICLE
from report.document import Span
from report.grammar._lexicon import units
from report.grammar._passages import Article, Passage, remembered

_DECIMALS = re.compile(r"[0-9]+([.,])(?:[0-9]{1,2}|[0-9]{4,})(?![0-9.,])")
_ROUND = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]00")
_CLEAR = 2  # times as often as any other country


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """`decimal` holds the separators that begin decimals somewhere in the article, `grouping` those that
    cannot.

    `currencies` maps a noun that countries share to the code that the article means by it, and where it says
    so.
    """

    decimal: frozenset[str]
    grouping: frozenset[str]
    currencies: Mapping[str, tuple[str, tuple[Span, ...]]]


@remembered
def read_conventions(article: Article) -> Conventions:
    passages = article.passages
    numbers = [passage.text[item.start : item.end] for passage in passages for item in passage.numerals]
    decimal = {match[1] for number in numbers if (match := _DECIMALS.match(number))}
    grouped = {match[1] for number in numbers if (match := _ROUND.fullmatch(number))}
    return Conventions(
        decimal=frozenset(decimal),
        grouping=frozenset(grouped - decimal),
        currencies=_find_currencies(passages),
    )


def choose_reading(numeral: Numeral, passage: Passage, *, is_measured: bool, unit: str = "") -> Number:
    """Which of its two readings a numeral has: things are counted in whole numbers, money and measures as
    the rest of the article writes decimals."""
    if numeral.other is None:
        return numeral.value
    whole, decimal = max(numeral.value, numeral.other), min(numeral.value, numeral.other)
    separator = "." if "." in passage.text[numeral.start : numeral.end] else ","
    conventions = read_conventions(passage.article)
    if unit in _ALWAYS_DECIMAL:
        return decimal
    if separator in conventions.grouping:
        return whole
    if separator in conventions.decimal and (is_measured or numeral.scale > 1):
        return decimal
    return numeral.value


# Percent, and currencies with three decimals (ISO 4217, minor unit 3).
_ALWAYS_DECIMAL = frozenset({"percent", "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def _find_currencies(passages: Iterable[Passage]) -> dict[str, tuple[str, tuple[Span, ...]]]:
    """For each shared noun, the currency whose country the article names most."""
    countries: dict[str, list[tuple[str, str]]] = {}
    for noun, roots in units().countries.items():
        for root, code in roots:
            countries.setdefault(root[:_ROOT], []).append((noun, code))
    mentions: dict[tuple[str, str], list[tuple[Span, ...]]] = {}
    roots_of = {code: root for roots in units().countries.values() for root, code in roots}
    for passage in passages:
        for token in passage.tokens:
            for stem in token.stems if token.kind == "word" else ():
                for noun, code in countries.get(stem[:_ROOT], ()):
                    if stem.startswith(roots_of[code]) and stem[len(roots_of[code]) :] in units().endings:
                        spans = passage.source_spans(token.end - len(stem), token.end)
                        mentions.setdefault((noun, code), []).append(spans)
                        break
    return {noun: found for noun in units().countries if (found := _choose(noun, mentions))}


_ROOT = 3  # letters by which a country is looked up


def _choose(
    noun: str, mentions: Mapping[tuple[str, str], list[tuple[Span, ...]]]
) -> tuple[str, tuple[Span, ...]] | None:
    found = sorted(
        ((len(spans), code, spans[0]) for (name, code), spans in mentions.items() if name == noun),
        key=lambda item: (-item[0], item[1]),
    )
    if not found or (len(found) > 1 and found[0][0] < _CLEAR * found[1][0]):
        return None
    return found[0][1], found[0][2]


def find_noun(word: str) -> str | None:
    """The shared currency noun that a folded word is a form of."""
    return units().shared.get(word.removeprefix(ARTICLE))
