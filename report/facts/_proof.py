"""Reading again what a cell cites, for rows that an editor wrote."""

from __future__ import annotations

from report.arabic.fold import fold_text
from report.arabic.numerals import Number, find_numerals
from report.arabic.tokens import split_tokens
from report.errors import Message, message
from report.facts._model import FactCell
from report.grammar import numeral_words


def prove_by_quotes(cell: FactCell) -> Message | None:
    """Why the words that `cell` cites do not say its value, or None: a text must stand in them, a number be
    read there.

    A truth value and the lack of a value are said by no words: None.
    """
    value = cell.value
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        words = fold_text(" ".join(value.split()))
        quoted = fold_text(" ".join(" ".join(item.quote.split()) for item in cell.evidence))
        return None if words and words in quoted else message("the words are not in the quote")
    found = {number for item in cell.evidence for number in read_numbers(item.quote)}
    return None if value in found else message("the quote says {numbers}", numbers=sorted(found))


def read_numbers(text: str) -> tuple[Number, ...]:
    """Every number that `text` says, the ends of ranges and second readings of separators included."""
    found: list[Number] = []
    for numeral in find_numerals(split_tokens(fold_text(text)), numeral_words()):
        for item in (*numeral.parts, numeral):
            found.extend(number for number in (item.value, item.value_max, item.other) if number is not None)
    return tuple(dict.fromkeys(found))
