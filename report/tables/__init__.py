"""One file per kind of table: what to extract from the document, how to lay the facts out.

A table kind is a module of this folder that defines
`TITLE` and `COLUMNS` (keys of the locale table, so that no Arabic stands here),
`RULES` (rule id → one sentence), `extract(document)` and `rows(facts)`. One that is dropped in may bring the
words of its keys along as `STRINGS` (language → key → word); a locale table that has the key overrules it.
One whose cells hold more than words of the text brings `prove(fact, document)`, which names the cells that
their evidence does not support, for rows that an editor wrote. Rules that are not measured in
`report/lexicon/rules.toml` are believed when the kind names them in `TRUSTED`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import partial
from typing import cast

from report.document import Document
from report.errors import ConfigError, message
from report.facts import Ledger, Prover, load_precision, prove_quoted_cells
from report.plugins import load_plugins
from report.tables._model import Cell, Column, Row, Table, TableKind
from report.tables._sections import Words, compose_sections, find_titles, list_names

__all__ = [
    "Cell",
    "Column",
    "Row",
    "Table",
    "TableKind",
    "Words",
    "choose_table_kinds",
    "collect_provers",
    "collect_strings",
    "compose_sections",
    "derive_facts",
    "find_titles",
    "find_waiting",
    "lay_out_tables",
    "list_names",
    "load_table_kinds",
]


def load_table_kinds() -> dict[str, TableKind]:
    """Every table kind by name."""
    modules = load_plugins(sys.modules[__name__], ("TITLE", "COLUMNS", "RULES", "extract", "rows"))
    return {name: cast(TableKind, module) for name, module in modules.items()}


def choose_table_kinds(names: Iterable[str]) -> dict[str, TableKind]:
    """The named kinds, in the order named; a `ConfigError` for a name that is not there."""
    kinds = load_table_kinds()
    chosen = {}
    for name in names:
        if name not in kinds:
            raise ConfigError(
                "there is no table kind {name}",
                name=name,
                hint=message("the table kinds are: {names}", names=", ".join(kinds)),
            )
        chosen[name] = kinds[name]
    return chosen


def collect_strings(language: str) -> dict[str, str]:
    """The words that table kinds bring along for `language` (a primary subtag)."""
    found: dict[str, str] = {}
    for kind in load_table_kinds().values():
        found.update(getattr(kind, "STRINGS", {}).get(language, {}))
    return found


def collect_provers(kinds: Mapping[str, TableKind], document: Document) -> dict[str, Prover]:
    """For each kind, what reads again the evidence of a row that an editor wrote."""
    return {
        name: partial(kind.prove, document=document) if hasattr(kind, "prove") else prove_quoted_cells
        for name, kind in kinds.items()
    }


def derive_facts(document: Document, kinds: Mapping[str, TableKind]) -> Ledger:
    """Every fact that the rules of `kinds` find in `document`, through the evidence gate.

    A kind reads the languages (primary subtags) of its `LANGUAGES`; without them it reads Arabic.
    """
    ledger = Ledger(document.source)
    language = document.language.partition("-")[0].lower()
    for kind in kinds.values():
        if language in getattr(kind, "LANGUAGES", ("ar",)):
            for fact in kind.extract(document):
                ledger.add(fact)
    return ledger


def find_waiting(ledger: Ledger, kinds: Mapping[str, TableKind]) -> frozenset[str]:
    """The ids of the facts that wait for an editor: no trusted rule made them, and nobody confirmed them."""
    trusted = {rule for rule, precision in load_precision().items() if precision.is_trusted}
    for kind in kinds.values():
        trusted.update(getattr(kind, "TRUSTED", ()))
    return frozenset(fact.id for fact in ledger if fact.status == "auto" and fact.rule not in trusted)


def lay_out_tables(ledger: Ledger, kinds: Mapping[str, TableKind]) -> tuple[Table, ...]:
    """The facts as tables, in the order of `kinds`; a kind without facts gives no table."""
    tables = []
    for name, kind in kinds.items():
        rows = tuple(kind.rows(ledger.of_table(name)))
        if rows:
            tables.append(
                Table(kind=name, id=f"table-{name}", title=kind.TITLE, columns=kind.COLUMNS, rows=rows)
            )
    return tuple(tables)
