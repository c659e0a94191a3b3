"""How near to the source a text is that a reader gave back."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import Levenshtein

BIDI_CONTROLS = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters that only order text (Unicode, `Bidi_Control`)."""


_AFTER_SOLIDUS = re.compile(r"/\s*[\r\n]+")
"""A line may end after a solidus without a space (Unicode UAX 14, class SY)."""


def normalise(text: str) -> str:
    """NFC, without bidi controls, every stretch of white space as one space."""
    text = _AFTER_SOLIDUS.sub("/", text.translate(BIDI_CONTROLS))
    return " ".join(unicodedata.normalize("NFC", text).split())


def score(source: str, read: str) -> float:
    """1 − edits ÷ characters of the source, in reading order over the whole text."""
    expected, found = normalise(source), normalise(read)
    return 1 - Levenshtein.distance(expected, found) / len(expected)
