"""The text of the markup, block by block, with what is known of each character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from report.arabic.direction import has_letters
from tests.typography.subject import Subject

_NAMES = (
    "a|abbr|b|bdi|bdo|br|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|svg"
)
INLINE = frozenset((*_NAMES.split("|"), "time", "u", "var", "wbr"))
_SILENT = frozenset(("head", "script", "style", "svg", "pre", "code"))


@dataclass(frozen=True, slots=True)
class Piece:
    """Text inside one element; `direction` is the one that the markup says, `depth` counts isolates."""

    text: str
    element: Any
    direction: str
    isolate: Any


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a block of the page; `own` has a space for each character of a run of the other direction.

    Marks of ours (`data-ours`) and code are left out.
    """

    element: Any
    direction: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def own(self) -> str:
        return "".join(
            piece.text if piece.direction == self.direction else "\ufffc" * len(piece.text)
            for piece in self.pieces
        )

    @property
    def place(self) -> str:
        return f"<{self.element.tag}> “{self.text.strip()[:40]}”"


def read_blocks(subject: Subject) -> tuple[Block, ...]:
    """The blocks that have words, in the order of the markup."""
    return tuple(
        block
        for block in _walk(subject.root, subject.root.get("dir", "ltr"))
        if any(has_letters(block.text, direction) for direction in ("rtl", "ltr"))
        or any(character.isdigit() for character in block.text)
    )


def _walk(element: Any, direction: str) -> Iterator[Block]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    direction = element.get("dir", direction)
    if element.tag not in INLINE:
        pieces = tuple(_read(element, direction, None))
        if any(piece.text.strip() for piece in pieces):
            yield Block(element, direction, pieces)
    for child in element:
        yield from _walk(child, direction)


def _read(element: Any, direction: str, isolate: Any) -> Iterator[Piece]:
    if element.text:
        yield Piece(element.text, element, direction, isolate)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "br":
            yield Piece("\n", element, direction, isolate)
        elif tag in INLINE and tag not in _SILENT and child.get("data-ours") is None:
            own = child.get("dir", direction)
            is_isolate = tag == "bdi" or child.get("dir")
            yield from _read(child, own, child if is_isolate else isolate)
        elif tag in ("code", "svg"):
            yield Piece("\ufffc", child, direction, isolate)
        if child.tail:
            yield Piece(child.tail, element, direction, isolate)
