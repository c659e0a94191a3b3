"""Reading again what a cell cites, for rows that an editor wrote."""

from __future__ import annotations

import re
import unicodedata

from report.arabic.fold import fold_text
from report.arabic.numerals import Number, find_numerals
from report.arabic.tokens import split_tokens
from report.errors import Message, message
from report.facts._model import FactCell
from report.grammar import numeral_words

_CLITICS = re.compile("[وف]?[بكل]?(?:ال|ل)?")
_LETTERS = re.compile(r"[^\W\d_]+\Z")
_LONGEST_CLITICS = 16  # characters, tatweel and vowel marks among them


def is_whole_words(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` begins with a word, clitics before it aside, and ends with one."""
    first, last, after = text[start], text[end - 1], text[end : end + 1]
    if first.isspace() or last.isspace() or unicodedata.category(after or " ") in ("Mn", "Me"):
        return False
    if (last.isdigit() and after.isdigit()) or (last.isalpha() and after.isalpha()):
        return False
    if first.isdigit():
        return not text[start - 1 : start].isdigit()
    before = _LETTERS.search(fold_text(text[max(0, start - _LONGEST_CLITICS) : start]))
    return not first.isalpha() or before is None or _CLITICS.fullmatch(before.group()) is not None


def prove_by_quotes(cell: FactCell) -> Message | None:
    """Why the words that `cell` cites do not say its value, or None.

    A text must stand in them, a number be read there; no words say a truth value or the lack of a value.
    """
    value = cell.value
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        words = fold_text(" ".join(value.split()))
        quotes = [fold_text(" ".join(item.quote.split())) for item in cell.evidence]
        said = any(words in joint.join(quotes) for joint in (" ", ""))  # markup may cut a word
        return None if words and said else message("the words are not in the quote")
    found = {number for item in cell.evidence for number in read_numbers(item.quote)}
    return None if value in found else message("the quote says {numbers}", numbers=sorted(found))


def read_numbers(text: str) -> tuple[Number, ...]:
    """Every number that `text` says, the ends of ranges and second readings of separators included."""
    found: list[Number] = []
    for numeral in find_numerals(split_tokens(fold_text(text)), numeral_words()):
        for item in (*numeral.parts, numeral):
            found.extend(number for number in (item.value, item.value_max, item.other) if number is not None)
    return tuple(dict.fromkeys(found))
