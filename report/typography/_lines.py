"""The running texts of a document as lines of characters, each with its place in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.arabic.punctuation import HIDDEN, RULES, Rule
from report.document import (
    Block,
    BlockQuote,
    Code,
    Document,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Span,
    Text,
    iterate_block_texts,
    iterate_leaves,
)

_ALL: frozenset[Rule] = frozenset(RULES)
_SHORT: frozenset[Rule] = _ALL - {"last-words"}
_QUOTED: frozenset[Rule] = frozenset({"quotation-marks"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A running text; `fixed` are the characters that have no place of their own in the source."""

    text: str
    spans: tuple[Span, ...]
    fixed: frozenset[int]
    rules: frozenset[Rule]


def read_lines(document: Document) -> Iterator[Line]:
    """Every running text with its rules: in a block quotation only the quotation marks may change."""
    for text in (document.title, document.credit, document.attribution, document.author, document.licence):
        if text:
            yield _read_line((text,), _SHORT)
    yield _read_line(document.deck, _SHORT)
    yield from _read_blocks(document.blocks)
    for note in document.footnotes:
        yield from _read_blocks(note.blocks)


def _read_blocks(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from _read_blocks(item.blocks)
        else:
            for inlines in iterate_block_texts((block,)):
                yield _read_line(inlines, _choose_rules(block))


def _choose_rules(block: Block) -> frozenset[Rule]:
    if isinstance(block, BlockQuote):
        return _QUOTED
    return _ALL if isinstance(block, Paragraph | Heading) else _SHORT


def _read_line(inlines: tuple[Inline, ...], rules: frozenset[Rule]) -> Line:
    text: list[str] = []
    spans: list[Span] = []
    fixed: set[int] = set()
    for leaf in iterate_leaves(inlines):
        if not isinstance(leaf, Text | Code | LineBreak):
            continue
        shown = "\n" if isinstance(leaf, LineBreak) else leaf.text
        width = leaf.span.end - leaf.span.start
        exact = len(shown) == width
        if isinstance(leaf, Code):
            shown = HIDDEN * len(shown)
        if not isinstance(leaf, Text) or not (exact or (len(shown) == 1 and width)):
            fixed.update(range(len(text), len(text) + len(shown)))
        text.extend(shown)
        start = leaf.span.start
        spans.extend(Span(start + i, start + i + 1) if exact else leaf.span for i in range(len(shown)))
    return Line(text="".join(text), spans=tuple(spans), fixed=frozenset(fixed), rules=rules)
