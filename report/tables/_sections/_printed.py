"""The facts that may be printed, and what every section asks of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from report.arabic.fold import fold_text
from report.arabic.sentences import split_sentences
from report.document import Source, Span
from report.facts import Fact
from report.tables._model import Cell, TableKind


class Words(Protocol):
    """The words of the locale for `key`, with its values filled in; numbers in the digits of the book."""

    def __call__(self, key: str, **values: object) -> str: ...


class Printed:
    """`facts` are those of each table, in its order; `kinds` are the kinds of table.

    `unmarked` are the texts that carry no marks: what stands there as well as elsewhere is shown elsewhere.
    `title` is where the article's title stands.
    """

    def __init__(
        self,
        source: Source,
        facts: Mapping[str, tuple[Fact, ...]],
        kinds: Mapping[str, TableKind],
        words: Words,
        unmarked: tuple[Span, ...] = (),
        title: Span | None = None,
    ) -> None:
        self.source = source
        self.kinds = kinds
        self.words = words
        self.unmarked = unmarked
        self.title = title
        self._facts = facts
        self._paragraphs = source.paragraphs()
        self._starts = [span.start for span in self._paragraphs]
        self._by_paragraph: dict[str, dict[int, list[Fact]]] = {}

    def of_table(self, table: str) -> tuple[Fact, ...]:
        return self._facts.get(table, ())

    def near(self, table: str, span: Span) -> Sequence[Fact]:
        """The facts of `table` whose key stands in the paragraph of `span`."""
        if table not in self._by_paragraph:
            found: dict[int, list[Fact]] = {}
            for fact in self.of_table(table):
                for number in dict.fromkeys(self._number(item.span) for item in fact.cells[0].evidence):
                    found.setdefault(number, []).append(fact)
            self._by_paragraph[table] = found
        return self._by_paragraph[table].get(self._number(span), ())

    def find_place(self, fact: Fact) -> Span:
        """Where a row says most of itself: its key nearest to the words of its other cells."""
        spans = [item.span for item in fact.cells[0].evidence]
        marked = [span for span in spans if not any(span in text for text in self.unmarked)] or spans
        others = [item.span for cell in fact.cells[1:] for item in cell.evidence]
        if not others:
            return marked[0]
        return min(marked, key=lambda span: (_distance(span, others[0]), span))

    def find_sentence(self, span: Span) -> Span:
        """The sentence in which `span` begins."""
        paragraph = self._paragraphs[self._number(span)]
        for start, end in split_sentences(self.source[paragraph]):
            if span.start < paragraph.start + end:
                return Span(paragraph.start + start, paragraph.start + end)
        return paragraph

    def _number(self, span: Span) -> int:
        return max(0, bisect_right(self._starts, span.start) - 1)


def tidy(text: object) -> str:
    """A cell's words on one line."""
    return " ".join(str(text).split())


def squeeze(text: object) -> str:
    """Words as they are compared."""
    return " ".join(fold_text(str(text)).split())


def show(fact: Fact, name: str) -> Cell:
    """The cell `name` of `fact` as it is, empty where there is none."""
    cell = fact.cell(name)
    if cell is None or cell.value is None:
        return Cell(text="", facts=(fact.id,))
    text = tidy(cell.value)
    first = cell.evidence[0]
    return Cell(text=text, facts=(fact.id,), span=first.span if first.quote == text else None)


def add_facts(cell: Cell, *facts: str) -> Cell:
    """`cell`, standing on `facts` as well."""
    return replace(cell, facts=tuple(dict.fromkeys((*cell.facts, *facts))))


def _distance(span: Span, other: Span) -> int:
    return max(span.start - other.end, other.start - span.end, 0)
