"""The blocks of a Markdown article, out of the parser's tokens."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from typing import Any

from report.document import (
    Block,
    BlockQuote,
    CodeBlock,
    Figure,
    FootnoteDefinition,
    Grid,
    GridCell,
    Heading,
    Inline,
    ListBlock,
    ListItem,
    NoteReference,
    Paragraph,
    Source,
    Span,
    Text,
    ThematicBreak,
    iterate_block_texts,
    iterate_leaves,
)
from report.errors import SourceError, message
from report.readers._alignment import Alignment, NormalText, align_cells, align_heading, align_lines
from report.readers._inlines import InlineBuilder, Piece, is_break
from report.readers._tokens import Token

_PREFIX = re.compile(r"[ \t>]*")


class BlockBuilder:
    """Reads the token stream once, front to back; `definitions` are the notes that were met."""

    def __init__(
        self, source: Source, normal: NormalText, tokens: Sequence[Token], unescape: Callable[[str], str]
    ) -> None:
        self.source = source
        self.normal = normal
        self.tokens = tokens
        self.unescape = unescape
        self.next = 0
        self.definitions: list[FootnoteDefinition] = []

    def build(self) -> tuple[Block, ...]:
        return self._read_until("")

    def _take(self) -> Token:
        token = self.tokens[self.next]
        self.next += 1
        return token

    def _read_until(self, closing: str) -> tuple[Block, ...]:
        """The blocks up to the token `closing`, which is taken too."""
        blocks: list[Block] = []
        while self.next < len(self.tokens):
            token = self._take()
            if token.type == closing:
                break
            blocks.extend(self._read_block(token))
        return tuple(blocks)

    def _read_block(self, token: Token) -> Sequence[Block]:
        kind = token.type
        if kind == "paragraph_open":
            return self._read_paragraph(token)
        if kind == "heading_open":
            return self._read_heading(token)
        if kind in ("bullet_list_open", "ordered_list_open"):
            return (self._read_list(token),)
        if kind == "blockquote_open":
            return self._read_quote(token)
        if kind == "table_open":
            return (self._read_grid(token),)
        if kind == "footnote_reference_open":
            self._read_definition(token)
            return ()
        if kind in ("fence", "code_block"):
            return (CodeBlock(text=token.content.removesuffix("\n"), span=self._span_of_lines(token)),)
        if kind == "hr":
            return (ThematicBreak(span=self._span_of_lines(token)),)
        raise AssertionError(kind)

    def _span_of_lines(self, token: Token) -> Span:
        """From where the block begins to the end of its last line that is not blank."""
        assert token.map
        start = token.meta["start"]
        last = token.map[1] - 1
        end = self.normal.line_end(last)
        while end > start and self.normal.text[end - 1] in " \t\n":
            end -= 1
        return Span(self.normal.place(start), self.normal.place(end))

    def _builder(self, inline: Token, alignment: Alignment) -> InlineBuilder:
        return InlineBuilder(self.source, inline.content, alignment, self.unescape)

    def _read_paragraph(self, token: Token) -> Sequence[Block]:
        inline = self._take()
        self._take()
        alignment = align_lines(self.normal, inline.content, token.meta["lines"])
        builder = self._builder(inline, alignment)
        pieces = builder.build(inline.children or ())
        if not any(isinstance(piece, Figure) for piece in pieces):
            return _make_paragraph(builder.refuse_figures(pieces))
        return self._part_figures(builder, pieces)

    def _part_figures(self, builder: InlineBuilder, pieces: Sequence[Piece]) -> Sequence[Block]:
        """A figure for each image that has its line for itself, and paragraphs of what is between."""
        blocks: list[Block] = []
        line: list[Piece] = []
        text: list[Piece] = []
        for piece in [*pieces, None]:
            if piece is not None and not is_break(self.source, piece):
                line.append(piece)
                continue
            shown = [part for part in line if not (isinstance(part, Text) and not part.text.strip())]
            if shown and all(isinstance(part, Figure) for part in shown):
                blocks.extend(_make_paragraph(builder.refuse_figures(text[:-1])))
                blocks.extend(part for part in shown if isinstance(part, Figure))
                text = []
            else:
                text.extend(line)
                text.extend([piece] if piece is not None and text else [])
            line = []
        blocks.extend(_make_paragraph(builder.refuse_figures(text)))
        return blocks

    def _read_heading(self, token: Token) -> Sequence[Block]:
        inline = self._take()
        self._take()
        lines = token.meta["lines"]
        if token.markup.startswith("#"):
            alignment = align_heading(self.normal, inline.content, lines[0])
        else:
            alignment = align_lines(self.normal, inline.content, lines)
        builder = self._builder(inline, alignment)
        inlines = builder.refuse_figures(builder.build(inline.children or ()))
        if not inlines:
            return ()
        level = 1 if token.markup == "=" else 2 if token.markup == "-" else len(token.markup)
        return (Heading(level=level, inlines=inlines, span=self._span_of_lines(token)),)

    def _read_list(self, token: Token) -> ListBlock:
        closing = token.type.replace("_open", "_close")
        items: list[ListItem] = []
        place = token.meta["start"]
        while True:
            item = self._take()
            if item.type == closing:
                break
            assert item.map
            if items:
                prefix = _PREFIX.match(self.normal.text, self.normal.line_starts[item.map[0]])
                assert prefix
                place = prefix.end()
            blocks = self._read_until("list_item_close")
            start = self.normal.place(place)
            end = blocks[-1].span.end if blocks else start + len(item.info) + 1
            items.append(ListItem(blocks=blocks, span=Span(start, end)))
        span = Span(items[0].span.start, items[-1].span.end)
        number = int(token.attrs.get("start", 1))
        return ListBlock(
            ordered=token.type.startswith("ordered"), items=tuple(items), span=span, start=number
        )

    def _read_quote(self, token: Token) -> Sequence[Block]:
        blocks = self._read_until("blockquote_close")
        if not blocks:
            return ()
        span = Span(self.normal.place(token.meta["start"]), blocks[-1].span.end)
        return (BlockQuote(blocks=blocks, span=span),)

    def _read_grid(self, token: Token) -> Grid:
        lines = token.meta["lines"]
        rows: list[tuple[GridCell, ...]] = []
        row_lines = [lines[0], *lines[2:]]
        while (part := self._take()).type != "table_close":
            if part.type == "tr_open":
                columns = len(rows[0]) if rows else 0
                rows.append(self._read_row(row_lines[len(rows)], columns))
        return Grid(head=rows[0], rows=tuple(rows[1:]), span=self._span_of_lines(token))

    def _read_row(self, first: int, columns: int) -> tuple[GridCell, ...]:
        alignments = align_cells(self.normal, first)
        if columns and len(alignments) > columns:
            raise SourceError(
                "the row has {count} cells, the head of the table {columns}",
                count=len(alignments),
                columns=columns,
                location=self.source.locate(alignments[columns].starts[0]),
                hint=message(r"a bar inside a cell is written \|"),
            )
        end = self.normal.place(first + len(self.normal.rest_of_line(first).rstrip()))
        cells: list[GridCell] = []
        while (opening := self._take()).type != "tr_close":
            inline = self._take()
            self._take()
            alignment = alignments[len(cells)] if len(cells) < len(alignments) else Alignment((end,))
            builder = self._builder(inline, alignment)
            inlines = builder.refuse_figures(builder.build(inline.children or ()))
            span = Span(alignment.starts[0], alignment.starts[-1])
            numeric = "right" in str(opening.attrs.get("style", ""))
            cells.append(GridCell(inlines=inlines, span=span, numeric=numeric))
        return tuple(cells)

    def _read_definition(self, token: Token) -> None:
        label = str(token.meta["label"])
        start = self.normal.place(token.meta["start"])
        blocks = self._read_until("footnote_reference_close")
        if not blocks:
            raise SourceError("the note {label} is empty", label=label, location=self.source.locate(start))
        span = Span(start, blocks[-1].span.end)
        self.definitions.append(FootnoteDefinition(label=label, blocks=blocks, span=span))


def _make_paragraph(inlines: tuple[Inline, ...]) -> Sequence[Block]:
    if not inlines:
        return ()
    spans: Any = inlines
    return (Paragraph(inlines=inlines, span=Span(spans[0].span.start, spans[-1].span.end)),)


def check_notes(
    source: Source, blocks: tuple[Block, ...], definitions: Sequence[FootnoteDefinition]
) -> tuple[FootnoteDefinition, ...]:
    """The notes; each must be defined once and called at least once."""
    known: dict[str, FootnoteDefinition] = {}
    for definition in definitions:
        if definition.label in known:
            raise SourceError(
                "the note {label} is defined here and on line {line}",
                label=definition.label,
                line=source.locate(known[definition.label].span.start).line,
                location=source.locate(definition.span.start),
            )
        known[definition.label] = definition
    called: set[str] = set()
    for part in (blocks, *(definition.blocks for definition in definitions)):
        for call in _find_calls(part):
            if call.label not in known:
                raise _explain_undefined(source, call, known)
            called.add(call.label)
    for label, definition in known.items():
        if label not in called:
            raise SourceError(
                "the note {label} is not called anywhere",
                label=label,
                location=source.locate(definition.span.start),
                hint=message("call it with [^{label}], or delete it", label=label),
            )
    return tuple(definitions)


def _find_calls(blocks: tuple[Block, ...]) -> list[NoteReference]:
    return [
        leaf
        for text in iterate_block_texts(blocks)
        for leaf in iterate_leaves(text)
        if isinstance(leaf, NoteReference)
    ]


def _explain_undefined(
    source: Source, call: NoteReference, known: dict[str, FootnoteDefinition]
) -> SourceError:
    near = difflib.get_close_matches(call.label, known, n=1)
    if near:
        line = source.locate(known[near[0]].span.start).line
        hint = message("did you mean {name}, on line {line}?", name=near[0], line=line)
    else:
        hint = message("write a line that begins with [^{label}]:", label=call.label)
    return SourceError(
        "the note {label} is not defined",
        label=call.label,
        location=source.locate(call.span.start),
        hint=hint,
    )
