"""Where quotations begin and end: pairs of marks, told by their shape or by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING, _CLOSING = "«", "»"
_DOUBLE = '"“”„‟'
_HEBREW = re.compile("[\u05d0-\u05ea]{2}")
_RUN = re.compile(f"[{_DOUBLE}{_OPENING}{_CLOSING}]+")
_STOPS = frozenset("،؛؟.,;:?!…)]}-–—")
_BRACKETS = frozenset("([{")


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """The places of two marks that belong together; `depth` is 1, 2 for a quotation in a quotation, …"""

    start: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """`unpaired` are the places of marks without a partner, `words` what is, or may be, quoted."""

    pairs: tuple[Quotation, ...]
    unpaired: tuple[int, ...]
    words: tuple[tuple[int, int], ...]


def find_quotations(text: str) -> Quotations:
    """The quotations of a running text.

    Guillemets say by their shape whether they open or close; other marks do by the space beside them, and
    where that says nothing they close what is open. What an unpaired mark opens lasts to the end of the text.
    """
    pairs: list[Quotation] = []
    opened: list[int] = []
    unpaired: list[int] = []
    doubles = 0
    for place, before, after in _iterate_marks(text):
        mark = text[place]
        role = _read_role(mark, before, after, is_open=doubles > 0)
        if role == "open":
            opened.append(place)
            doubles += mark in _DOUBLE
        elif role == "close" and opened and _is_pair(text[opened[-1]], mark):
            start = opened.pop()
            doubles -= text[start] in _DOUBLE
            pairs.append(Quotation(start, place, len(opened) + 1))
        elif role == "close":
            unpaired.append(place)
    return Quotations(
        pairs=tuple(sorted(pairs)),
        unpaired=tuple(sorted([*unpaired, *opened])),
        words=tuple(_list_words(text, pairs, unpaired, opened)),
    )


def _iterate_marks(text: str) -> Iterator[tuple[int, str, str]]:
    """Each mark with the nearest characters before and after it that are no quotation marks, "" for none."""
    for match in _RUN.finditer(text):
        before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
        yield from ((place, before, after) for place in range(*match.span()))


def _list_words(
    text: str, pairs: list[Quotation], closing: list[int], opening: list[int]
) -> list[tuple[int, int]]:
    """What is quoted, without the white space just inside the marks."""
    stretches = [(pair.start + 1, pair.end) for pair in pairs if pair.depth == 1 or opening or closing]
    if opening:
        stretches.append((min(opening), len(text)))
    if closing:
        stretches.append((0, max(closing) + 1))
    trimmed = []
    for start, end in stretches:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        trimmed.append((start, end))
    return trimmed


def _read_role(mark: str, before: str, after: str, *, is_open: bool) -> str:
    if mark in (_OPENING, _CLOSING):
        return "open" if mark == _OPENING else "close"
    may_open = bool(after) and not after.isspace() and after not in _STOPS
    may_close = bool(before) and not before.isspace() and before not in _BRACKETS
    if mark == '"' and not is_open and (before.isdigit() or _HEBREW.fullmatch(before + after)):
        return "sign"  # of inches, or of a Hebrew abbreviation
    if may_open != may_close:
        return "open" if may_open else "close"
    return "close" if is_open else "open"


def _is_pair(start: str, end: str) -> bool:
    return (start == _OPENING) == (end == _CLOSING)
