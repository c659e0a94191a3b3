"""Pairs of terms: a Latin name in the text and the row of a table that gives its Arabic counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

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
from report.edition import Edition, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A run of the text (link target `id`) that a cell of the row `row` repeats."""

    id: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The pairs by the section and the place of the run in its source, and by row and number of the cell.

    `section` is the one whose document is rendered.
    """

    section: str = ""
    by_place: Mapping[tuple[str, Span], Term] = field(default_factory=dict)
    by_cell: Mapping[tuple[str, int], Term] = field(default_factory=dict)

    def choose(self, section: str) -> Terms:
        """The links that stand in a document: those of runs in its article, those of cells with the facts."""
        return replace(self, section=section, by_cell=self.by_cell if section == "facts" else {})

    def in_text(self, run: Isolate) -> Term | None:
        return self.by_place.get((self.section, run.span))

    def in_cell(self, row: str, cell: int) -> Term | None:
        return self.by_cell.get((row, cell))


def pair_terms(edition: Edition) -> Terms:
    """Each cell that is a foreign run and nothing else, with that run in the sentence of the row.

    A run belongs to the first row that claims it.
    """
    runs: dict[tuple[str, str], tuple[str, Span]] = {}
    for section in edition.articles:
        for sentence, run in _iterate_runs(section):
            runs.setdefault((sentence, read_inlines((run,)).text), (section.id, run.span))
    by_place: dict[tuple[str, Span], Term] = {}
    by_cell: dict[tuple[str, int], Term] = {}
    for row in (row for item in edition.tables for row in item.rows):
        for number, cell in enumerate(row.cells):
            if len(cell) == 1 and isinstance(cell[0], Isolate):
                place = runs.get((row.sentence, read_inlines(cell).text))
                if place is not None:
                    term = by_place.setdefault(place, Term(id=f"term-{row.number}", row=row.id))
                    by_cell[row.id, number] = term
    return Terms(by_place=by_place, by_cell=by_cell)


def _iterate_runs(section: Section) -> Iterator[tuple[str, Isolate]]:
    """The foreign names of sentences that carry facts, each with its sentence's id; none inside a link."""
    for text in (section.deck, *iterate_block_texts(section.blocks)):
        sentence = ""
        for inline in _flatten(text):
            if isinstance(inline, Anchor):
                sentence = inline.id
            elif isinstance(inline, FactMark):
                sentence = ""
            elif isinstance(inline, Isolate) and sentence and _is_name(inline):
                yield sentence, inline


def _is_name(run: Isolate) -> bool:
    """Numbers of a table are isolated too."""
    return any(character.isalpha() for character in read_inlines((run,)).text)


def _flatten(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Emphasis | Strong):
            yield from _flatten(inline.children)
        else:
            yield inline
