"""A passage as sentences whose quotations are whole: a full stop inside quotation marks ends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.arabic.quotations import find_quotations
from report.grammar._passages import Passage, remembered

_STOPS = frozenset(".!؟?۔")
_PAUSES = frozenset("،؛,;")
_LONG, _LONGEST = 200, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What stands in quotation marks: tokens `first` to `after`, both marks included.

    `start` to `end` are the characters inside. One that is never closed lasts to the end of the passage.
    """

    first: int
    after: int
    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Tokens `first` to `last` (exclusive), and the quotations that begin in it."""

    first: int
    last: int
    quoted: tuple[Quoted, ...]


@remembered
def find_quoted_tokens(passage: Passage) -> bytearray:
    """For each token of the passage, whether it stands in quotation marks."""
    inside = bytearray(len(passage.tokens))
    for quoted in find_quoted(passage):
        inside[quoted.first : quoted.after] = b"\1" * (quoted.after - quoted.first)
    return inside


@remembered
def find_quoted(passage: Passage) -> tuple[Quoted, ...]:
    """The outermost quotations of the passage, in order."""
    found = find_quotations(passage.text)
    quoted = [_make(passage, pair.start, pair.end, closed=True) for pair in found.pairs if pair.depth == 1]
    opening = [place for place in found.unpaired if passage.text[place] in '«“"„']
    if opening and not any(item.start <= opening[0] < item.end for item in quoted):
        quoted = [item for item in quoted if item.end < opening[0]]
        quoted.append(_make(passage, opening[0], len(passage.text), closed=False))
    return tuple(item for item in sorted(quoted, key=lambda item: item.start) if item.end > item.start)


def _make(passage: Passage, opening: int, closing: int, *, closed: bool) -> Quoted:
    text = passage.text
    start, end = opening + 1, closing
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    last = passage.token_at(closing) if closed else len(passage.tokens) - 1
    return Quoted(first=passage.token_at(opening), after=last + 1, start=start, end=end, closed=closed)


@remembered
def find_sentences(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences of the passage. One that goes on too long ends at a comma, so that none is endless."""
    return tuple(_iterate(passage))


def _iterate(passage: Passage) -> Iterator[Sentence]:
    quoted = {item.first: item for item in find_quoted(passage)}
    tokens = passage.tokens
    first, inside, outside, i = 0, [], 0, 0
    while i < len(tokens):
        if i in quoted:
            inside.append(quoted[i])
            i = quoted[i].after
            continue
        outside += 1
        i += 1
        if _is_end(passage, i - 1, outside):
            yield Sentence(first=first, last=i, quoted=tuple(inside))
            first, inside, outside = i, [], 0
    if first < len(tokens):
        yield Sentence(first=first, last=len(tokens), quoted=tuple(inside))


def _is_end(passage: Passage, i: int, length: int) -> bool:
    """Whether a sentence ends with token `i`, the last of `length` outside quotation marks."""
    text = passage.tokens[i].text
    if text in _STOPS:
        return not _is_joint(passage, i)
    return length > _LONGEST or (length > _LONG and text in _PAUSES)


def _is_joint(passage: Passage, i: int) -> bool:
    """Whether the stop is one of several dots, or between letters: "ق.و", "..."."""
    tokens, stop = passage.tokens, passage.tokens[i]
    if stop.text != ".":
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    dots = (after is not None and after.text == "." and after.start == stop.end) or (
        before is not None and before.text == "." and before.end == stop.start
    )
    letter = (
        before is not None and before.kind == "word" and len(before.text) == 1 and before.end == stop.start
    )
    glued = after is not None and after.start == stop.end and after.kind != "mark"
    return dots or glued or letter
