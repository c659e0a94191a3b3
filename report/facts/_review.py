"""What an editor says of the facts that the rules found: the review file, applied to the ledger.

A confirmed row stays as it is. A row that an editor corrected, merged or added is "overridden": it goes
through the evidence gate, and the prover of its table reads what it cites. What the file says against itself,
or of a row that is not there, stops the build with its place.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from report.errors import ConfigError, EvidenceError, Location, SourceError, message
from report.facts._columns import CELLS
from report.facts._model import Fact, FactCell, Ledger
from report.facts._review_cells import CellWriter, is_same_value
from report.facts._review_keys import RowFinder
from report.facts._review_places import Path
from report.facts._review_schema import Review, RowKey
from report.facts._review_words import Paragraphs
from report.facts._verify import Prover

ADDED = "review.add"
"""The rule of a row that an editor wrote."""

_Decision = Literal["confirm", "correct", "merge", "reject"]
_TOGETHER = ({"correct"}, {"correct", "merge"})
"""Decisions that one row may be under; the cells that are corrected must be different ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """The facts after the review.

    `ranks` says which place an editor gave a fact in its table; `captions` what a table or section is called.
    """

    ledger: Ledger
    ranks: Mapping[str, int]
    captions: Mapping[str, str]


def apply_review(
    review: Review, derived: Ledger, provers: Mapping[str, Prover], known_tables: Iterable[str]
) -> Reviewed:
    """The facts of `derived` as the editor wants them.

    `provers` has the prover of each table that is made; what is said of another of `known_tables` waits until
    that one is made. Errors: `ConfigError` for what the file says against itself, `SourceError` for a row or
    words that are not there, `EvidenceError` for a cell that its evidence does not support.
    """
    editor = _Editor(review, derived, provers, tuple(known_tables))
    editor.confirm()
    editor.correct()
    editor.merge()
    editor.reject()
    editor.add()
    ranks = editor.order()
    ledger = Ledger(derived.source)
    for table in provers:
        for fact in sorted(editor.list_rows(table), key=lambda fact: ranks.get(fact.id, len(ranks))):
            ledger.add(fact)
    captions = MappingProxyType(dict(review.tables.caption))
    return Reviewed(ledger=ledger, ranks=MappingProxyType(ranks), captions=captions)


class _Editor:
    """Carries the decisions of the file out, one kind after the other."""

    def __init__(
        self, review: Review, derived: Ledger, provers: Mapping[str, Prover], known: tuple[str, ...]
    ) -> None:
        self.review = review
        self.derived = derived
        self.provers = provers
        self.known = known
        self.facts = {fact.id: fact for fact in derived}
        self.added: list[Fact] = []
        self.paragraphs = Paragraphs(derived.source)
        self.finder = RowFinder(self.paragraphs, derived)
        self.writer = CellWriter(review, self.paragraphs)
        self.decisions: dict[str, list[tuple[_Decision, Location]]] = {}
        self.corrected: dict[tuple[str, str], Location] = {}

    def confirm(self) -> None:
        for number, entry in enumerate(self.review.tables.confirm):
            if self._is_made(entry.table, "confirm", number):
                fact = self._decide("confirm", entry.table, entry, ("confirm", number))
                self.facts[fact.id] = replace(fact, status="confirmed")

    def reject(self) -> None:
        for number, entry in enumerate(self.review.tables.reject):
            if self._is_made(entry.table, "reject", number):
                fact = self._decide("reject", entry.table, entry, ("reject", number))
                del self.facts[fact.id]

    def correct(self) -> None:
        for number, entry in enumerate(self.review.tables.correct):
            if not self._is_made(entry.table, "correct", number):
                continue
            path: Path = ("correct", number)
            fact = self._decide("correct", entry.table, entry, path)
            changes: dict[str, Path] = {name: (*path, "set", name) for name in entry.set}
            changes |= {name: (*path, "drop", i) for i, name in enumerate(entry.drop)}
            if not changes:
                raise ConfigError(
                    "the correction changes nothing: it needs set or drop", location=self._locate(path)
                )
            for name in changes:
                self._claim_cell(fact, name, changes[name])
            for name, cell in entry.set.items():
                fact = _put_cell(fact, self.writer.rewrite_cell(fact, name, cell, changes[name]))
            for name in entry.drop:
                fact = _drop_cell(fact, name, self._locate(changes[name]))
            self.facts[fact.id] = self._prove(replace(fact, status="overridden"), changes)

    def merge(self) -> None:
        for number, entry in enumerate(self.review.tables.merge):
            if not self._is_made(entry.table, "merge", number):
                continue
            merged: Fact | None = None
            for i, key in enumerate(entry.rows):
                path: Path = ("merge", number, "rows", i)
                fact = self._decide("merge", entry.table, key, path)
                if merged is None:
                    merged = fact
                else:
                    merged = _join_rows(merged, fact, self._locate(path))
                    del self.facts[fact.id]
            if merged is not None:
                self.facts[merged.id] = replace(merged, status="overridden")

    def add(self) -> None:
        for number, entry in enumerate(self.review.tables.add):
            if not self._is_made(entry.table, "add", number):
                continue
            path: Path = ("add", number)
            for name in entry.cells:
                self._check_column(entry.table, name, (*path, "cells", name))
            fact = Fact(
                id=self._number_row(entry.table),
                table=entry.table,
                rule=ADDED,
                status="overridden",
                cells=self.writer.write_row(entry, number),
            )
            self._refuse_known(fact, path)
            whole = dict.fromkeys(CELLS.get(entry.table, ()), path)
            self.added.append(
                self._prove(fact, whole | {name: (*path, "cells", name) for name in entry.cells})
            )

    def order(self) -> dict[str, int]:
        """The rank of each fact that an order names, through all tables."""
        final = RowFinder(self.paragraphs, (*self.facts.values(), *self.added))
        orders: dict[str, Location] = {}
        places: dict[str, Location] = {}
        for number, entry in enumerate(self.review.tables.order):
            if not self._is_made(entry.table, "order", number):
                continue
            here = self._locate(("order", number))
            if entry.table in orders:
                raise ConfigError(
                    "{table} has another order at {place}",
                    table=entry.table, place=orders[entry.table], location=here,
                )  # fmt: skip
            orders[entry.table] = here
            for i, key in enumerate(entry.rows):
                here = self._locate(("order", number, "rows", i))
                self._refuse_rejected(entry.table, key, here)
                fact = final.find(entry.table, key, here)
                if fact.id in places:
                    raise ConfigError(
                        "the order names this row at {place} too", place=places[fact.id], location=here
                    )
                places[fact.id] = here
        return {name: rank for rank, name in enumerate(places)}

    def list_rows(self, table: str) -> list[Fact]:
        """The rows of the rules in their order, each of an editor's before the first that stands after it."""
        rows = [fact for fact in self.facts.values() if fact.table == table]
        for fact in self.added:
            if fact.table == table:
                later = (i for i, row in enumerate(rows) if _start(row) > _start(fact))
                rows.insert(next(later, len(rows)), fact)
        return rows

    # Entries.

    def _locate(self, path: Path) -> Location:
        return self.review.locate(*path)

    def _is_made(self, table: str, entry: str, number: int) -> bool:
        """Whether the table of an entry is one that is made here."""
        if table in self.provers:
            return True
        if table in self.known:
            return False
        near = difflib.get_close_matches(table, self.known, n=1)
        raise ConfigError(
            "there is no table kind {name}",
            name=table,
            location=self._locate((entry, number, "table")),
            hint=message("did you mean {name}?", name=near[0])
            if near
            else message("the table kinds are: {names}", names=", ".join(self.known)),
        )

    def _decide(self, decision: _Decision, table: str, key: RowKey, path: Path) -> Fact:
        """The row that `key` names, as it is by now; no other decision on it may speak against this one."""
        here = self._locate(path)
        found = self.finder.find(table, key, here)
        earlier = self.decisions.setdefault(found.id, [])
        for other, place in earlier:
            if {decision, other} not in _TOGETHER:
                raise ConfigError(
                    "this row is under {decision} here and under {other} at {place}",
                    decision=decision, other=other, place=place, location=here,
                )  # fmt: skip
        earlier.append((decision, here))
        return self.facts[found.id]

    def _claim_cell(self, fact: Fact, name: str, path: Path) -> None:
        here = self._locate(path)
        self._check_column(fact.table, name, path)
        if (fact.id, name) in self.corrected:
            raise ConfigError(
                "the cell {cell} of this row is corrected at {place} too",
                cell=name, place=self.corrected[fact.id, name], location=here,
            )  # fmt: skip
        self.corrected[fact.id, name] = here

    def _check_column(self, table: str, name: str, path: Path) -> None:
        known = CELLS.get(table, (name,))
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            raise ConfigError(
                "a row of {table} has no cell {cell}",
                table=table, cell=name, location=self._locate(path),
                hint=message("did you mean {name}?", name=near[0])
                if near
                else message("the cells are: {names}", names=", ".join(known)),
            )  # fmt: skip

    def _refuse_rejected(self, table: str, key: RowKey, here: Location) -> None:
        rows = self.finder.list_rows(table, key)
        if len(rows) == 1:
            for decision, place in self.decisions.get(rows[0].id, ()):
                if decision == "reject":
                    raise ConfigError(
                        "the order names a row that is rejected at {place}", place=place, location=here
                    )

    # Rows of an editor.

    def _number_row(self, table: str) -> str:
        """The next id: the rules may have given any number up to the highest."""
        ends = [fact.id.rpartition("-")[2] for fact in self.derived.of_table(table)]
        last = max((int(end) for end in ends if end.isdecimal()), default=0)
        return f"{table}-{last + 1 + sum(fact.table == table for fact in self.added)}"

    def _refuse_known(self, fact: Fact, path: Path) -> None:
        """A row that the rules found is not added again."""
        key = fact.cells[0]
        for row in (*self.facts.values(), *self.added):
            other = row.cells[0]
            if row.table == fact.table and is_same_value(key.value, other.value) and _overlap(key, other):
                place = self.derived.source.locate(_start(row))
                raise SourceError(
                    "this row is there already, from {place}",
                    place=place, location=self._locate(path),
                    hint=message("confirm or correct the row {id} instead", id=row.id),
                )  # fmt: skip

    def _prove(self, fact: Fact, changes: Mapping[str, Path]) -> Fact:
        """`fact`, if what it cites says what the changed cells say; the rest was the rules' own."""
        for name, reason in self.provers[fact.table](fact):
            if name in changes:
                raise EvidenceError(
                    "{id}: the evidence of the cell {cell} does not say it: {reason}",
                    id=fact.id, cell=name, reason=reason, location=self._locate(changes[name]),
                )  # fmt: skip
        return fact


def _put_cell(fact: Fact, cell: FactCell) -> Fact:
    """`fact` with `cell` in the place of the one of its name, or last."""
    if fact.cell(cell.name) is None:
        return replace(fact, cells=(*fact.cells, cell))
    return replace(fact, cells=tuple(cell if old.name == cell.name else old for old in fact.cells))


def _drop_cell(fact: Fact, name: str, place: Location) -> Fact:
    if fact.cell(name) is None:
        raise SourceError("the row has no cell {cell}", cell=name, location=place)
    if fact.cells[0].name == name:
        raise ConfigError("the cell {cell} names the row and cannot go", cell=name, location=place)
    return replace(fact, cells=tuple(cell for cell in fact.cells if cell.name != name))


def _join_rows(fact: Fact, other: Fact, place: Location) -> Fact:
    """`fact` with the evidence of `other` for its key, and the cells of `other` that it lacks."""
    key, added = fact.cells[0], other.cells[0]
    numbers = isinstance(key.value, int | float) or isinstance(added.value, int | float)
    if numbers and not is_same_value(key.value, added.value):
        raise SourceError(
            "rows that say {one} and {other} are not one", one=key.value, other=added.value, location=place
        )
    evidence = {item: None for item in (*key.evidence, *added.evidence)}
    joined = replace(key, evidence=tuple(sorted(evidence, key=lambda item: item.span)))
    lacking = (cell for cell in other.cells[1:] if fact.cell(cell.name) is None)
    return replace(fact, cells=(joined, *fact.cells[1:], *lacking))


def _start(fact: Fact) -> int:
    return fact.cells[0].evidence[0].span.start


def _overlap(cell: FactCell, other: FactCell) -> bool:
    return any(
        one.span.start < two.span.end and two.span.start < one.span.end
        for one in cell.evidence
        for two in other.evidence
    )
