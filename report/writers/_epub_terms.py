"""Pairs of terms: a Latin name in the text and the row of a table that gives its Arabic counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from report.document import (
    Anchor,
    Emphasis,
    FactMark,
    Inline,
    Isolate,
    Span,
    Strong,
    iterate_block_texts,
    read_inlines,
)
from report.edition import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A run of the text (link target `id`) that a cell of the row `row` repeats."""

    id: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The pairs by the place of the run in the source, and by row and number of the cell."""

    by_span: Mapping[Span, Term] = field(default_factory=dict)
    by_cell: Mapping[tuple[str, int], Term] = field(default_factory=dict)

    def choose(self, document: str) -> Terms:
        """The links that stand in a document: those of runs in the article, those of cells with the facts."""
        return Terms(
            by_span=self.by_span if document == "article" else {},
            by_cell=self.by_cell if document == "facts" else {},
        )

    def in_text(self, run: Isolate) -> Term | None:
        return self.by_span.get(run.span)

    def in_cell(self, row: str, cell: int) -> Term | None:
        return self.by_cell.get((row, cell))


def pair_terms(edition: Edition) -> Terms:
    """Each cell that is a foreign run and nothing else, with that run in the sentence of the row.

    A run belongs to the first row that claims it.
    """
    runs: dict[tuple[str, str], Span] = {}
    for sentence, run in _iterate_runs(edition):
        runs.setdefault((sentence, read_inlines((run,)).text), run.span)
    by_span: dict[Span, Term] = {}
    by_cell: dict[tuple[str, int], Term] = {}
    rows = [row for section in edition.sections for item in section.tables for row in item.rows]
    for row in rows:
        for number, cell in enumerate(row.cells):
            if len(cell) == 1 and isinstance(cell[0], Isolate):
                span = runs.get((row.sentence, read_inlines(cell).text))
                if span is not None:
                    term = by_span.setdefault(span, Term(id=f"term-{row.number}", row=row.id))
                    by_cell[row.id, number] = term
    return Terms(by_span=by_span, by_cell=by_cell)


def _iterate_runs(edition: Edition) -> Iterator[tuple[str, Isolate]]:
    """The foreign runs of sentences that carry facts, each with its sentence's id; none inside a link."""
    blocks = [block for section in edition.body_matter for block in section.blocks]
    for text in (edition.deck, *iterate_block_texts(tuple(blocks))):
        sentence = ""
        for inline in _flatten(text):
            if isinstance(inline, Anchor):
                sentence = inline.id
            elif isinstance(inline, FactMark):
                sentence = ""
            elif isinstance(inline, Isolate) and sentence:
                yield sentence, inline


def _flatten(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong):
            yield from _flatten(inline.children)
        else:
            yield inline
