"""The parsed article: the stored text, and blocks and inlines that know their place in it.

A `Span` counts code points of `Source.text`, end exclusive, so `source[span]` is what the author typed.
A `Text` shows `text` for the characters `source[span]`; the two differ only where the format has markup
inside a character (a Markdown escape, an entity) or where white space was folded.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from report.errors import Location

Direction = Literal["rtl", "ltr"]

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (exclusive) of a source text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text exactly as stored (a byte order mark is not counted).

    `path` is how the user named the file, for messages; `sha256` is of the file's bytes.
    """

    id: str
    path: str
    text: str
    sha256: str
    _line_starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0] + [match.end() for match in _LINE_END.finditer(self.text)]
        object.__setattr__(self, "_line_starts", tuple(starts))

    @classmethod
    def from_text(cls, text: str, *, path: str = "article.txt", id: str = "article") -> Source:
        return cls(id=id, path=path, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def locate(self, offset: int) -> Location:
        """The line and column (from 1) of a code point."""
        line = bisect_right(self._line_starts, offset)
        return Location(self.path, line, offset - self._line_starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Line `line` (from 1) without its line end."""
        start = self._line_starts[line - 1]
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    @property
    def line_count(self) -> int:
        return len(self._line_starts)

    def paragraphs(self) -> tuple[Span, ...]:
        """The non-empty lines, without surrounding white space: the paragraphs of `facts.json`."""
        found = []
        for line in range(1, self.line_count + 1):
            span = self.line_span(line)
            text = self[span]
            if text.strip():
                start = span.start + len(text) - len(text.lstrip())
                found.append(Span(start, start + len(text.strip())))
        return tuple(found)


# Inlines. The last three are put in by `edition`, never by a reader.


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    children: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Strong:
    children: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    href: str
    children: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LineBreak:
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReference:
    """A call to the note whose `FootnoteDefinition.label` is `label`.

    `edition` sets the note's number, and which call to it this is (from 1).
    """

    label: str
    span: Span
    number: int = 0
    occurrence: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolate:
    """A run of the other direction, to be isolated from its surroundings (Unicode UAX 9)."""

    children: tuple[Inline, ...]
    direction: Direction
    language: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A link target of no width, at the start of a sentence that carries facts."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactMark:
    """A mark of ours after a sentence: it links to the row (id `target`) that is numbered `number`.

    It may stand for the rows up to number `last`, or for `more` rows that have no mark of their own.
    """

    target: str
    number: int
    last: int = 0
    more: int = 0


Inline = Text | Emphasis | Strong | Link | Code | LineBreak | NoteReference | Isolate | Anchor | FactMark


# Blocks.


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`level` counts from 1 (the article's title); body headings start at 2. `id` is set by `edition`."""

    level: int
    inlines: tuple[Inline, ...]
    span: Span
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    inlines: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    blocks: tuple[Block, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    ordered: bool
    items: tuple[ListItem, ...]
    span: Span
    start: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockQuote:
    blocks: tuple[Block, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    inlines: tuple[Inline, ...]
    span: Span
    numeric: bool = False
    """The author aligned this column as numbers (`---:` in Markdown)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table that the author wrote (a `Table` is one that we derive)."""

    head: tuple[GridCell, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An image on its own; `path` is relative to the source's folder, `alternative` is mandatory text."""

    path: str
    alternative: Text
    caption: tuple[Inline, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBlock:
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ThematicBreak:
    span: Span


Block = Heading | Paragraph | ListBlock | BlockQuote | Grid | Figure | CodeBlock | ThematicBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class FootnoteDefinition:
    label: str
    blocks: tuple[Block, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What `report.toml` says about an article whose format has no markup: the editor overrules inference.

    A line is given by its number in the file, from 1. `None` means "infer", 0 means "there is none".
    """

    title: int | None = None
    deck: int | None = None
    credit: int | None = None
    source: int | None = None
    headings: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The article. The front matter fields are texts of the source, each with its span.

    `deck` is the standfirst (subtitle), `credit` the photo credit, `attribution` the line or field that
    names where the article comes from; `date` is ISO 8601 (YYYY-MM-DD).
    """

    source: Source
    language: str
    direction: Direction
    title: Text
    deck: tuple[Inline, ...] = ()
    credit: Text | None = None
    attribution: Text | None = None
    author: Text | None = None
    licence: Text | None = None
    date: str | None = None
    blocks: tuple[Block, ...]
    footnotes: tuple[FootnoteDefinition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The running text of one block, each character with the source span that it shows."""

    text: str
    spans: tuple[Span, ...]

    def source_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The stretches of the source that show `text[start:end]`: one, or more where markup cuts it."""
        merged: list[Span] = []
        for span in self.spans[start:end]:
            if merged and span.start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        return tuple(merged)


def read_inlines(inlines: tuple[Inline, ...]) -> Reading:
    """The text a reader sees in `inlines`; note calls, anchors and marks show nothing, a break a space."""
    text: list[str] = []
    spans: list[Span] = []
    for leaf in iterate_leaves(inlines):
        if isinstance(leaf, LineBreak):
            text.append(" ")
            spans.append(leaf.span)
        elif isinstance(leaf, Text | Code):
            text.append(leaf.text)
            exact = len(leaf.text) == leaf.span.end - leaf.span.start
            for i in range(len(leaf.text)):
                place = leaf.span.start + i
                spans.append(Span(place, place + 1) if exact else leaf.span)
    return Reading(text="".join(text), spans=tuple(spans))


def iterate_leaves(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """The inlines without children, in reading order."""
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong | Link | Isolate):
            yield from iterate_leaves(inline.children)
        else:
            yield inline


def iterate_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, containers before what they hold."""
    for block in blocks:
        yield block
        if isinstance(block, BlockQuote):
            yield from iterate_blocks(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from iterate_blocks(item.blocks)


def iterate_texts(document: Document) -> Iterator[tuple[Inline, ...]]:
    """The inlines of each running text of the document, in reading order: deck, blocks, notes.

    One item for each paragraph, heading, caption and table cell.
    """
    if document.deck:
        yield document.deck
    yield from iterate_block_texts(document.blocks)
    for note in document.footnotes:
        yield from iterate_block_texts(note.blocks)


def iterate_block_texts(blocks: tuple[Block, ...]) -> Iterator[tuple[Inline, ...]]:
    for block in iterate_blocks(blocks):
        if isinstance(block, Heading | Paragraph):
            yield block.inlines
        elif isinstance(block, Figure):
            yield block.caption
        elif isinstance(block, Grid):
            for row in (block.head, *block.rows):
                for cell in row:
                    yield cell.inlines
