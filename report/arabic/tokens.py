"""Words, numbers and marks of folded text, and the clitics that Arabic writes together with a word."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TokenKind = Literal["word", "number", "latin", "mark"]

# A number may group thousands by spaces; a letter run is Arabic or of any other script, never both.
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?: [0-9]{3})+(?![0-9.,٫٬])|[0-9]+(?:[.,٫٬][0-9]+)*)"
    r"|(?P<word>[\u0621-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]+)"
    r"|(?P<latin>[^\W\d_\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]+)"
    r"|(?P<mark>\S)"
)
_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بكل"
ARTICLE = "ال"
TO_THE = "لل"  # the preposition and the article


@dataclass(frozen=True, slots=True)
class Token:
    """Characters `start` to `end` of a folded text."""

    start: int
    end: int
    text: str
    kind: TokenKind

    @property
    def stems(self) -> tuple[str, ...]:
        """The word without the clitics that it may carry, itself first; each is an ending of `text`."""
        return strip_clitics(self.text) if self.kind == "word" else (self.text,)

    def find_stem(self, known: Container[str]) -> str | None:
        """The longest stem that `known` holds; it stands at the end of the token."""
        return next((stem for stem in self.stems if stem in known), None)


def split_tokens(folded: str) -> tuple[Token, ...]:
    """The tokens of folded text; white space is between them."""
    return tuple(
        Token(*match.span(), match.group(), match.lastgroup)  # type: ignore[arg-type]  # names of the groups
        for match in _TOKEN.finditer(folded)
    )


@lru_cache(maxsize=65536)
def strip_clitics(word: str) -> tuple[str, ...]:
    """`word`, then what is left of it without and/so, by/like/for and the article, where they may be."""
    found = [word]
    for stem in _strip(_strip([word], _CONJUNCTIONS), _PREPOSITIONS):
        if stem not in found:
            found.append(stem)
    for stem in tuple(found):
        bare = _strip_article(stem)
        if bare and bare not in found:
            found.append(bare)
    return tuple(found)


def is_definite(word: str) -> bool:
    """Whether a folded word carries the article, with or without clitics before it."""
    return any(_strip_article(stem) for stem in strip_clitics(word))


def carries_article(word: str, stem: str) -> bool:
    """Whether `word` is `stem` with the article, and perhaps clitics, before it."""
    return word[: -len(stem)].endswith((ARTICLE, TO_THE))


def _strip(stems: list[str], letters: str) -> list[str]:
    return [*stems, *(stem[1:] for stem in stems if len(stem) > 2 and stem[0] in letters)]


def _strip_article(stem: str) -> str:
    """`stem` without the article, or nothing."""
    if len(stem) > 3 and (stem.startswith(ARTICLE) or stem.startswith(TO_THE)):
        return stem[2:]
    return ""
