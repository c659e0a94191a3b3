"""Folding: one spelling for text that is written in many, with the way back to what was written.

Dropped: tashkeel and other combining marks, tatweel, bidi controls, joiners. Unified: alef with and without
hamza, ya and alef maqsura, the Persian ya, kaf and ha, presentation forms, digits of three families, spaces.
Kept apart: ta marbuta and ha, hamza on waw and ya, and the Arabic decimal and thousands separators, which
tell 1٫500 from 1٬500.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from report.arabic.digits import DIGITS

_TATWEEL = "\u0640"
_JOINERS = "\u200c\u200d"  # UAX 29: part of the grapheme before them
_LETTERS = {
    **dict.fromkeys("\u0622\u0623\u0625\u0671\u0672\u0673\u0675", "\u0627"),  # alef
    **dict.fromkeys("\u0649\u06cc\u06cd\u06d0\u06d2", "\u064a"),  # ya
    **dict.fromkeys("\u06a9\u06aa", "\u0643"),  # kaf
    **dict.fromkeys("\u06be\u06c0\u06c1\u06c2\u06d5", "\u0647"),  # ha
    "\u06c3": "\u0629",  # ta marbuta
    **{digit: str(value) for digits in DIGITS.values() for value, digit in enumerate(digits)},
    "\u066a": "%",
}
_HAMZA_ABOVE = "\u0654"
_HAMZA_SEATS = {"\u0648": "\u0624", "\u064a": "\u0626"}  # a decomposed hamza on waw, on ya


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """`text[i]` stands for the characters `starts[i]` to `ends[i]` of the original: one whole grapheme."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, which is not empty, stands in the original: whole graphemes."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters at {start}..{end}")
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """`text` in its one spelling. Linear in its length."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        folded = _fold_character(character)
        if folded:
            characters.extend(folded)
            starts.extend([place] * len(folded))
            ends.extend([place + 1] * len(folded))
        elif ends and _extends(character):
            if character == _HAMZA_ABOVE:
                characters[-1] = _HAMZA_SEATS.get(characters[-1], characters[-1])
            _extend_last(starts, ends, place + 1)
    return Folded(text="".join(characters), starts=tuple(starts), ends=tuple(ends))


def fold_text(text: str) -> str:
    """`fold(text).text`, for the words of a lexicon."""
    return fold(text).text


def _extend_last(starts: list[int], ends: list[int], end: int) -> None:
    """Let every folded character of the last original one reach to `end`."""
    last = starts[-1]
    for i in range(len(ends) - 1, -1, -1):
        if starts[i] != last:
            break
        ends[i] = end


@cache
def _fold_character(character: str) -> str:
    """What stands for `character`: nothing, itself, or the letters of a presentation form."""
    if character in _LETTERS:
        return _LETTERS[character]
    if "\ufe70" <= character <= "\ufe7f":  # tashkeel alone or on a tatweel
        return ""
    if "\ufb50" <= character <= "\ufdff" or "\ufe80" <= character <= "\ufefc":
        return "".join(map(_fold_plain, unicodedata.normalize("NFKC", character)))
    return _fold_plain(character)


def _fold_plain(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    category = unicodedata.category(character)
    if character == _TATWEEL or category in ("Mn", "Me", "Cf"):
        return ""
    return " " if category == "Zs" or character == "\t" else character


@cache
def _extends(character: str) -> bool:
    """Whether a dropped character belongs to the grapheme before it."""
    return (
        character == _TATWEEL
        or character in _JOINERS
        or "\ufe70" <= character <= "\ufe7f"
        or unicodedata.category(character) in ("Mn", "Me")
    )
