"""Units beside a number: percent, currencies (ISO 4217), measures and times (CLDR)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report.arabic.fold import fold_text
from report.arabic.numerals import Numeral
from report.arabic.tokens import ARTICLE, Token, split_tokens
from report.document import Span
from report.grammar._conventions import find_noun, read_conventions
from report.grammar._lexicon import context, units
from report.grammar._passages import Passage

_ACCUSATIVE = "ا"
_NISBA = ("ية", "ي")
_SHORT = 3  # letters of a particle


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """`kind` is percent, money, measure or time; `name` is empty for a currency that the text does not tell.

    `place` is where the text says it, `end` the token after it (or after the number, for a sign before it).
    """

    kind: str
    name: str
    place: tuple[int, int]
    end: int
    stem: str = ""
    elsewhere: tuple[Span, ...] = ()
    """Where the article names the country whose currency it is."""


def find_unit(passage: Passage, numeral: Numeral | int) -> Unit | None:
    """The unit after a numeral (or at the index after "millions of"), or a sign before it."""
    tokens = passage.tokens
    after = numeral if isinstance(numeral, int) else numeral.after
    found = _find_at(tokens, after)
    if found is None and not isinstance(numeral, int):
        found = _find_sign(tokens, numeral)
    if found and found.kind == "money" and not found.name:
        return _complete(passage, found)
    return found


def _complete(passage: Passage, unit: Unit) -> Unit:
    """A currency whose country is said elsewhere in the article, if at all."""
    after = passage.tokens[unit.end].text if unit.end < len(passage.tokens) else ""
    if after.endswith(_NISBA) and len(after) > _SHORT and after not in context().stop:
        return unit  # of a country that we do not know
    noun = find_noun(passage.text[slice(*unit.place)]) or ""
    name, spans = read_conventions(passage.article).currencies.get(noun, ("", ()))
    return replace(unit, name=name, elsewhere=spans)


def read_units(text: str) -> tuple[Unit, ...]:
    """Every unit that `text` names, a noun in the dual included."""
    tokens = split_tokens(fold_text(text))
    found = (_find_at(tokens, i) or find_dual_unit(token) for i, token in enumerate(tokens))
    return tuple(unit for unit in found if unit)


def find_dual_unit(token: Token) -> Unit | None:
    """A unit noun in the dual, which says 2."""
    stem = token.find_stem(units().duals)
    if stem is None:
        return None
    kind, _, name = units().duals[stem].partition(" ")
    return Unit(kind=kind, name=name, place=(token.end - len(stem), token.end), end=0, stem=stem)


def _find_at(tokens: Sequence[Token], i: int) -> Unit | None:
    if i >= len(tokens):
        return None
    for first in (tokens[i].text, tokens[i].text.removeprefix(ARTICLE)):
        for words, meaning in units().phrases.by_first.get(first, ()):
            last = i + len(words) - 1
            if last < len(tokens) and all(
                _agrees(tokens[i + k].text, words[k]) for k in range(1, len(words))
            ):
                kind, _, name = meaning.partition(" ")
                return Unit(kind=kind, name=name, place=(tokens[i].start, tokens[last].end), end=last + 1)
    return None


def _agrees(word: str, expected: str) -> bool:
    """Whether a later word of a unit is there, with the accusative or the article it may take."""
    return expected in (word, word.removesuffix(_ACCUSATIVE), word.removeprefix(ARTICLE))


def _find_sign(tokens: Sequence[Token], numeral: Numeral) -> Unit | None:
    """A percent or currency sign, or a currency code, just before the number."""
    i = numeral.first - 1
    if i < 0 or tokens[i].kind not in ("mark", "latin"):
        return None
    found = _find_at(tokens, i)
    if found is None or found.end != numeral.first or found.kind not in ("percent", "money"):
        return None
    return Unit(kind=found.kind, name=found.name, place=found.place, end=numeral.after)
