"""Where sentences begin and end."""

from __future__ import annotations

import re

# A full stop, question or exclamation mark, with what closes after it, before white space. Two or three dots
# are a pause in Arabic news prose, not an end; neither is the dot of an initial ("J. Smith").
_END = re.compile(r"(?<![.…])(?<!\b[A-Z])[.!?؟۔](?!\.)[\"'”’»)\]]*(?=\s|$)")


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The start and end of each sentence of a running text, without the white space between them."""
    sentences = []
    start = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        stripped = text[start:end].strip()
        if stripped:
            begin = start + text[start:end].index(stripped[0])
            sentences.append((begin, begin + len(stripped)))
        start = end
    return tuple(sentences)
