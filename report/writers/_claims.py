"""What the printed book shows of the facts: beside their paragraph, under their table, on the cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from report.document import (
    Anchor,
    Block,
    Emphasis,
    FactMark,
    Grid,
    Inline,
    Link,
    NoteReference,
    Span,
    Strong,
    Text,
    iterate_block_texts,
    iterate_blocks,
    iterate_leaves,
    read_inlines,
)
from report.edition import Edition, FactRow, FactTable
from report.tables import Column

_NOWHERE = Span(0, 0)
_OURS = (Anchor, FactMark, NoteReference)

_QUANTITIES = frozenset({"value", "count"})

_LETTERS_TO_A_LINE, _LETTERS_BESIDE = 78, 30
"""Letters of a line of the text, and of one beside it."""

_LINES_BESIDE = 1.6
"""Lines beside the text to one of it."""

_LONGEST_NOTE, _SHORTEST_WORDS = 56, 8
"""Letters of what is said of a row beside the text, and of its second cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Consecutive rows that stand on one sentence, and the sentence itself without marks."""

    sentence: str
    rows: tuple[FactRow, ...]
    quote: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """`sentence` is where it is said: the id of an anchor."""

    sentence: str
    value: tuple[Inline, ...]
    label: tuple[Inline, ...]

    @property
    def is_long(self) -> bool:
        """Whether the value has words beside its number, so that it needs smaller letters."""
        return len(read_inlines(self.value).text) > 7


def strip_marks(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`inlines` without note calls and marks of ours, for a second place where the same words stand."""
    stripped: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong | Link):
            stripped.append(replace(inline, children=strip_marks(inline.children)))
        elif not isinstance(inline, _OURS):
            stripped.append(inline)
    return tuple(stripped)


def collect_sentences(edition: Edition) -> dict[str, tuple[Inline, ...]]:
    """The words of each sentence that carries facts, by the id of its anchor; in a table, of its row."""
    sentences: dict[str, tuple[Inline, ...]] = {}
    for section in edition.body_matter:
        for text in (section.deck, *iterate_block_texts(section.blocks)):
            sentences.update(_split_at_anchors(text))
        for block in iterate_blocks(section.blocks):
            if isinstance(block, Grid):
                sentences.update(_quote_rows(block))
    for note in edition.notes:
        for text in iterate_block_texts(note.blocks):
            sentences.update(_split_at_anchors(text))
    return sentences


def _split_at_anchors(text: tuple[Inline, ...]) -> dict[str, tuple[Inline, ...]]:
    sentences: dict[str, list[Inline]] = {}
    current: list[Inline] | None = None
    for inline in _flatten(text):
        if isinstance(inline, Anchor):
            current = sentences.setdefault(inline.id, [])
        elif isinstance(inline, FactMark):
            current = None
        elif current is not None and not isinstance(inline, NoteReference):
            current.append(inline)
    return {name: tuple(inlines) for name, inlines in sentences.items()}


def _quote_rows(grid: Grid) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """A number in a table says nothing without its row."""
    for row in grid.rows:
        quote: list[Inline] = []
        for cell in row:
            quote += [Text(text=" · ", span=_NOWHERE)] if quote else []
            quote += strip_marks(cell.inlines)
        for cell in row:
            for leaf in iterate_leaves(cell.inlines):
                if isinstance(leaf, Anchor):
                    yield leaf.id, tuple(quote)


def _flatten(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """The inlines without emphasis and links around them; isolated runs stay whole."""
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong | Link):
            yield from _flatten(inline.children)
        else:
            yield inline


def group_claims(table: FactTable, sentences: dict[str, tuple[Inline, ...]]) -> tuple[Claim, ...]:
    """The rows of a table by their sentences; each alone where the sentences are not shown."""
    if not table.table.quotes:
        return tuple(Claim(sentence=row.sentence, rows=(row,), quote=()) for row in table.rows)
    return tuple(
        Claim(sentence=sentence, rows=tuple(rows), quote=sentences.get(sentence, ()))
        for sentence, rows in groupby(table.rows, key=lambda row: row.sentence)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SideNote:
    """A row in a few words, beside the paragraph that it stands on."""

    row: FactRow
    words: tuple[Inline, ...]


class Margin:
    """What stands beside the text: the first rows of each paragraph, as many as there is room for."""

    def __init__(self, tables: tuple[FactTable, ...]) -> None:
        self.notes: dict[str, list[SideNote]] = {}
        for item in (item for item in tables if item.table.beside):
            for row in item.rows:
                note = SideNote(row=row, words=summarise(row, item.table.columns))
                self.notes.setdefault(row.sentence, []).append(note)

    def choose(self, block: Block) -> tuple[SideNote, ...]:
        """The notes of the sentences of `block`, the first tables' first; one at least."""
        texts = tuple(iterate_block_texts((block,)))
        anchors = [leaf.id for text in texts for leaf in iterate_leaves(text) if isinstance(leaf, Anchor)]
        notes = [note for anchor in anchors for note in self.notes.get(anchor, ())]
        letters = sum(len(read_inlines(text).text) for text in texts)
        room = letters / _LETTERS_TO_A_LINE * _LINES_BESIDE
        chosen: list[SideNote] = []
        for note in sorted(notes, key=lambda note: note.row.number):
            room -= 1 + len(read_inlines(note.words).text) // _LETTERS_BESIDE
            if chosen and room < 0:
                break
            chosen.append(note)
        return tuple(chosen)


def summarise(row: FactRow, columns: tuple[Column, ...]) -> tuple[Inline, ...]:
    """A row in a few words: how many and of what, else its first two cells."""
    cells = [cell for cell in row.cells if cell]
    for column, cell in zip(columns, row.cells, strict=True):
        if column.key in _QUANTITIES and cell:
            cells = [cell, *(other for other in cells if other is not cell)]
    words = shorten_inlines(cells[0], _LONGEST_NOTE)
    room = _LONGEST_NOTE - len(read_inlines(words).text)
    if len(cells) > 1 and room > _SHORTEST_WORDS:
        words = (*words, Text(text=" ", span=_NOWHERE), *shorten_inlines(cells[1], room))
    return words


def shorten_inlines(inlines: tuple[Inline, ...], limit: int) -> tuple[Inline, ...]:
    """The first words of a cell, and an ellipsis where they are not all; an isolated run stays whole."""
    shortened: list[Inline] = []
    for inline in inlines:
        length = len(read_inlines((inline,)).text)
        if length <= limit:
            shortened.append(inline)
            limit -= length
            continue
        if isinstance(inline, Text):
            shortened.append(
                replace(inline, text=inline.text[: max(limit, 0)].rpartition(" ")[0].rstrip("،؛:,;"))
            )
        shortened.append(Text(text="…", span=_NOWHERE))
        break
    return tuple(shortened)


def choose_key_figures(tables: tuple[FactTable, ...], count: int) -> tuple[KeyFigure, ...]:
    """The first `count` rows that are worth the cover."""
    rows = [
        printed
        for item in tables
        for row, printed in zip(item.table.rows, item.rows, strict=True)
        if row.is_headline
    ]
    return tuple(
        KeyFigure(sentence=row.sentence, value=row.cells[0], label=row.cells[1]) for row in rows[:count]
    )
