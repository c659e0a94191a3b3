"""Folding for comparison, apart from the product's own: a measure shares no code with what it measures."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

_LETTERS = str.maketrans("آأإٱؤئىیةکگۀ", "اااا" + "وييي" + "هككه")
_DROPPED = re.compile(
    "[ءـ\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_QUOTES = frozenset("\"'«»“”„‟‘’‹›`´*")
_SIGNS = str.maketrans({"٫": ".", "٬": ",", "٪": "%", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-"})
_EDGES = " .,،؛;:؟?!…-()[]"


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` folded, and for each of its characters where the original that it stands for begins and ends."""

    text: str
    offsets: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets[start], self.ends[end - 1]


def fold_with_offsets(text: str) -> Folded:
    """No tashkeel, tatweel, hamza or quotation marks; one form of alef, ya, ha, digits; single spaces."""
    characters: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for offset, original in enumerate(text):
        if ends and ends[-1] == offset and _DROPPED.match(original):
            ends[-1] = offset + 1
        for character in _fold_character(original):
            if character == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(character)
            offsets.append(offset)
            ends.append(offset + 1)
    return Folded("".join(characters), tuple(offsets), tuple(ends))


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    if character in _QUOTES or _DROPPED.match(character):
        return ""
    if character.isdigit():
        return str(unicodedata.digit(character, character))
    composed = unicodedata.normalize("NFKC", character).translate(_LETTERS).translate(_SIGNS)
    return _DROPPED.sub("", composed).lower()


def fold(text: str) -> str:
    """`text` folded, without the punctuation around it."""
    return fold_with_offsets(text).text.strip(_EDGES)


def notation(value: object) -> str:
    """What two equal values share: a folded text, or a number in one notation."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{float(value):.6g}" if abs(value) < 1000 else f"{float(value):.12g}"
    return fold(str(value))


def digest(written: str) -> str:
    """A notation without its words: its SHA-256."""
    return "sha256:" + hashlib.sha256(written.encode()).hexdigest()


def is_among(written: str, accepted: Collection[str]) -> bool:
    """Whether a notation is one of those accepted, which may be digests."""
    return written in accepted or digest(written) in accepted
