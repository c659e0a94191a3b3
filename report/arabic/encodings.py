"""Which encoding Arabic bytes are in when they are not what was promised.

A guess is only ever shown to a person: nothing is decoded by it.
"""

from __future__ import annotations

import codecs

# The names that both Python and iconv know, in the order of preference where two read equally well.
_CANDIDATES = ("utf-8", "windows-1256", "iso-8859-6", "utf-16le", "utf-16be")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 20_000


def guess_encoding(data: bytes) -> str | None:
    """The encoding in which `data` reads as Arabic, or None where nothing reads well.

    A byte order mark decides; else the decoding whose characters beyond ASCII are Arabic letters most often.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    # An even cut: half a UTF-16 code unit would spoil the decoding.
    sample = data[: min(_SAMPLE, len(data) // 2 * 2) or len(data)]
    scores = {name: _score(sample, name) for name in _CANDIDATES}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.8 else None


def _score(sample: bytes, encoding: str) -> float:
    """The share of Arabic among the characters beyond ASCII, 0 where `encoding` cannot hold the bytes."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        text = decoder.decode(sample)
    except UnicodeDecodeError:
        return 0.0
    foreign = [char for char in text if char > "~" or (char < " " and char not in "\t\n\r")]
    if not foreign:
        return 0.0
    return sum(_is_arabic(char) for char in foreign) / len(foreign)


def _is_arabic(char: str) -> bool:
    """A letter, mark or digit of Arabic or Persian, or punctuation that Arabic newsrooms type."""
    return "\u060c" <= char <= "\u06ff" or char in "«»“”‘’–—…\u00a0\u200c\u200d\u200e\u200f"
