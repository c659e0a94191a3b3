"""What "and" adds to a number after its unit: three liras and a half, 83 dollars and 47 cents."""

from __future__ import annotations

from fractions import Fraction

from report.arabic.numerals import Number, Numeral, to_number
from report.arabic.tokens import ARTICLE
from report.grammar._lexicon import units
from report.grammar._passages import Passage, numeral_words
from report.grammar._phrases import find_phrase
from report.grammar._units import Unit, find_unit

_CONJUNCTION = "و"
_ACCUSATIVE = "ا"


def add_parts(passage: Passage, value: Number, scale: int, i: int, unit: Unit | None) -> tuple[Number, int]:
    """`value` with what is joined to it at token `i`, and the token after; `scale` is the value's last."""
    part = _find_part(passage, i)
    if part:
        return _add_part(passage, value, part, scale, i + 1, unit)
    numeral = _find_joined(passage, i)
    if numeral is None:
        return value, i
    minor = units().minor.get(_text(passage, numeral.after))
    if minor and 0 < numeral.value < minor:
        return _add(value, Fraction(numeral.value) / minor), numeral.after + 1
    is_lower = 1000 <= numeral.scale < scale and numeral.value < scale
    if (
        is_lower
        and find_phrase(passage.tokens, numeral.after) is None
        and find_unit(passage, numeral) is None
    ):
        return _add(value, Fraction(numeral.value)), numeral.after
    return value, i


def _add_part(
    passage: Passage, value: Number, part: Fraction, scale: int, i: int, unit: Unit | None
) -> tuple[Number, int]:
    """A half or so: of the scale, of which the name may follow, else of the unit, which may be said again."""
    name = _text(passage, i).removeprefix(ARTICLE)
    if scale > 1 and numeral_words().scale_one.get(name) == scale:
        return _add(value, part * scale), i + 1
    again = find_unit(passage, i)
    if unit and again and (again.kind, again.name) == (unit.kind, unit.name):
        return _add(value, part), again.end
    return _add(value, part * scale), i


def _find_part(passage: Passage, i: int) -> Fraction | None:
    """The part that "and" joins at token `i`."""
    text = _text(passage, i)
    if not text.startswith(_CONJUNCTION):
        return None
    parts = numeral_words().parts
    return parts.get(text[1:], parts.get(text[1:].removesuffix(_ACCUSATIVE)))


def _find_joined(passage: Passage, i: int) -> Numeral | None:
    """The numeral that "and" joins at token `i`."""
    text = _text(passage, i)
    if not text.startswith(_CONJUNCTION):
        return None
    first = i + 1 if text == _CONJUNCTION else i
    return passage.numeral_at(first)


def _add(value: Number, more: Fraction) -> Number:
    return to_number(Fraction(str(value)) + more)


def _text(passage: Passage, i: int) -> str:
    return passage.tokens[i].text if i < len(passage.tokens) else ""
