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
    Inline,
    Link,
    NoteReference,
    Span,
    Strong,
    Text,
    iterate_block_texts,
    iterate_leaves,
    read_inlines,
)
from report.edition import Edition, FactRow, FactTable
from report.tables import Column

_NOWHERE = Span(0, 0)
_OURS = (Anchor, FactMark, NoteReference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Consecutive rows that stand on one sentence, and the sentence itself without marks."""

    sentence: str
    rows: tuple[FactRow, ...]
    quote: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
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
    """The words of each sentence that carries facts, by the id of its anchor."""
    sentences: dict[str, list[Inline]] = {}
    for section in edition.body_matter:
        for text in (edition.deck, *iterate_block_texts(section.blocks)):
            current: list[Inline] | None = None
            for inline in _flatten(text):
                if isinstance(inline, Anchor):
                    current = sentences.setdefault(inline.id, [])
                elif isinstance(inline, FactMark):
                    current = None
                elif current is not None and not isinstance(inline, NoteReference):
                    current.append(inline)
    return {name: tuple(inlines) for name, inlines in sentences.items()}


def _flatten(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    """The inlines without emphasis and links around them; isolated runs stay whole."""
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong | Link):
            yield from _flatten(inline.children)
        else:
            yield inline


def group_claims(table: FactTable, sentences: dict[str, tuple[Inline, ...]]) -> tuple[Claim, ...]:
    return tuple(
        Claim(sentence=sentence, rows=tuple(rows), quote=sentences.get(sentence, ()))
        for sentence, rows in groupby(table.rows, key=lambda row: row.sentence)
    )


def find_rows(block: Block, rows: dict[str, FactRow]) -> tuple[FactRow, ...]:
    """The rows (given by id) that the sentences of `block` carry marks of, each once."""
    targets = [
        leaf.target
        for text in iterate_block_texts((block,))
        for leaf in iterate_leaves(text)
        if isinstance(leaf, FactMark)
    ]
    return tuple(rows[target] for target in dict.fromkeys(targets))


def summarise(row: FactRow, columns: tuple[Column, ...]) -> tuple[Inline, ...]:
    """A row in a few words: its number and what that counts, else its first two cells."""
    first, second = _choose_cells(columns)
    words = row.cells[first]
    if second is not None and row.cells[second]:
        words = (*words, Text(text=" ", span=_NOWHERE), *row.cells[second])
    return words


def _choose_cells(columns: tuple[Column, ...]) -> tuple[int, int | None]:
    numeric = [index for index, column in enumerate(columns) if column.numeric]
    others = [index for index, column in enumerate(columns) if not column.numeric]
    order = [*numeric[:1], *others]
    return order[0], order[1] if len(order) > 1 else None


def choose_key_figures(tables: tuple[FactTable, ...], count: int) -> tuple[KeyFigure, ...]:
    """The first `count` rows with a number, of the first table that has a column of numbers."""
    for item in tables:
        columns = item.table.columns
        value, label = _choose_cells(columns)
        if not columns[value].numeric or label is None:
            continue
        rows = [row for row in item.rows if row.cells[value] and row.cells[label]]
        return tuple(KeyFigure(value=row.cells[value], label=row.cells[label]) for row in rows[:count])
    return ()
