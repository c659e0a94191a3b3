"""`Evidence` quotes a source, a `Fact` is a row of cells that cite evidence, a `Ledger` keeps facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from report.document import Source, Span
from report.errors import EvidenceError, message

Scalar = str | int | float | bool | None
Status = Literal["auto", "confirmed", "overridden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exact words `quote` at `span` of the source `source_id`."""

    source_id: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactCell:
    """One value of a fact and the words it stands on (one or more stretches of the source)."""

    name: str
    value: Scalar
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One row of the table kind `table`, made by the rule `rule`.

    `id` is "<table>-<number>", numbered from 1 in the order of the source.
    """

    id: str
    table: str
    rule: str
    cells: tuple[FactCell, ...]
    status: Status = "auto"

    def cell(self, name: str) -> FactCell | None:
        return next((cell for cell in self.cells if cell.name == name), None)

    def value(self, name: str) -> Scalar:
        cell = self.cell(name)
        return cell.value if cell else None

    def evidence_of(self, name: str) -> tuple[Evidence, ...]:
        """That of one cell, none where the fact lacks it."""
        cell = self.cell(name)
        return cell.evidence if cell else ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of every cell, without repeats, in the order of the source."""
        unique = {item for cell in self.cells for item in cell.evidence}
        return tuple(sorted(unique, key=lambda item: (item.source_id, item.span)))


def quote_evidence(source: Source, *spans: Span) -> tuple[Evidence, ...]:
    """Evidence for `spans`, quoted from the source."""
    return tuple(Evidence(source_id=source.id, span=span, quote=source[span]) for span in spans)


def cite(source: Source, name: str, value: Scalar, spans: Iterable[Span]) -> FactCell:
    """The cell `name` with the words at `spans` for its evidence."""
    return FactCell(name=name, value=value, evidence=quote_evidence(source, *spans))


class Ledger:
    """The facts of one source. Nothing enters whose quote is not there, whoever made it."""

    def __init__(self, source: Source, facts: Iterable[Fact] = ()) -> None:
        self.source = source
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            self.add(fact)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)

    def __getitem__(self, fact_id: str) -> Fact:
        return self._facts[fact_id]

    def of_table(self, table: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self if fact.table == table)

    def add(self, fact: Fact) -> None:
        """Take `fact` in; raise `EvidenceError` unless every cell is proved and the id is new."""
        if fact.id in self._facts:
            raise EvidenceError("two facts have the id {id}", id=fact.id)
        if not fact.cells:
            raise EvidenceError("the fact {id} has no cells", id=fact.id)
        for cell in fact.cells:
            if not cell.evidence:
                raise EvidenceError("{id}: the cell {cell} has no evidence", id=fact.id, cell=cell.name)
            for item in cell.evidence:
                self._check(fact, cell, item)
        self._facts[fact.id] = fact

    def _check(self, fact: Fact, cell: FactCell, item: Evidence) -> None:
        span, source = item.span, self.source
        if item.source_id != source.id:
            raise EvidenceError(
                "{id}: the cell {cell} cites {source}, which is not the source of this ledger",
                id=fact.id,
                cell=cell.name,
                source=item.source_id,
            )
        if not item.quote or span.end > len(source.text) or source[span] != item.quote:
            raise EvidenceError(
                "{id}: the quote of the cell {cell} is not in the source: {quote}",
                id=fact.id,
                cell=cell.name,
                quote=item.quote,
                location=source.locate(min(span.start, len(source.text))),
                hint=message("the source reads: {text}", text=source[span]),
            )
