"""The words of a content document where they stand in its markup; elements can be put around some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from report.writers._epub_page_list import BLOCKS, OURS, TOKEN

_AROUND = frozenset(("html", "head", "title", "body", "section", "tbody", "nav", "main"))


@dataclass(eq=False)
class Element:
    """An element of the markup: where its tags are, and its first and last visible character."""

    name: str
    start: int
    is_ours: bool
    end: int = 0
    first: int | None = None
    last: int = 0


@dataclass(kw_only=True)
class Word:
    """A word from `start` to `end` of the markup; the elements around its first and its last character."""

    start: int
    end: int
    around_first: tuple[Element, ...]
    around_last: tuple[Element, ...]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def read_words(markup: str) -> tuple[Word, ...]:
    """The words of the body with a letter or digit in them, without what is ours."""
    words: list[Word] = []
    open_: list[Element] = []
    word: Word | None = None
    for token in TOKEN.finditer(markup):
        if token["name"]:
            word = None if token["name"] in BLOCKS | _AROUND else word
            if not token["end"]:
                open_.append(Element(token["name"], token.start(), bool(OURS.search(token["attributes"]))))
            if token["end"] or token["closed"]:
                open_.pop().end = token.end()
            continue
        if not token["text"] or any(element.is_ours or element.name == "head" for element in open_):
            continue
        for text, start, end in _split(token):
            if not text.strip():
                word = None
                continue
            if word is None:
                word = Word(start=start, end=end, around_first=tuple(open_), around_last=())
                words.append(word)
            word.pieces.append(text)
            word.end, word.around_last = end, tuple(open_)
            for element in open_:
                element.first = start if element.first is None else element.first
                element.last = end
    return tuple(word for word in words if any(character.isalnum() for character in word.text))


def _split(token: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The characters of a text, each with its place; a reference is one."""
    if token["text"].startswith("&"):
        yield unescape(token["text"]), token.start(), token.end()
    else:
        yield from ((text, token.start() + i, token.start() + i + 1) for i, text in enumerate(token["text"]))


def can_wrap(first: Word, last: Word) -> bool:
    """Whether an element can go around the words from `first` to `last`: it divides none, holds no block."""
    before, after = _inner(first, last)
    whole = all(element.first == first.start for element in before[:1])
    return (
        whole
        and all(element.last == last.end for element in after[:1])
        and not any(element.name in BLOCKS | _AROUND for element in (*before, *after))
    )


def _inner(first: Word, last: Word) -> tuple[tuple[Element, ...], tuple[Element, ...]]:
    """The elements around the first and the last word that are not around both."""
    depth = 0
    for one, other in zip(first.around_first, last.around_last, strict=False):
        if one is not other:
            break
        depth += 1
    return first.around_first[depth:], last.around_last[depth:]


def wrap(markup: str, stretches: Iterable[tuple[str, Word, Word]]) -> str:
    """`markup` with `<span id>` around each of the stretches, which follow each other."""
    pieces, position = [], 0
    for id, first, last in stretches:
        before, after = _inner(first, last)
        start = before[0].start if before else first.start
        end = after[0].end if after else last.end
        pieces += [markup[position:start], f'<span id="{id}">', markup[start:end], "</span>"]
        position = end
    return "".join((*pieces, markup[position:]))
