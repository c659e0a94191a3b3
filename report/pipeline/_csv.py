"""The facts of one table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence

from report.facts import CELLS, Fact, Scalar

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection)."""


def write_csv(facts: Sequence[Fact], waiting: Collection[str]) -> str:
    """A row for each fact, as RFC 4180: its cells, what made it, whether it is printed, and its quotes.

    `waiting` are the ids of those that wait for an editor.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    names = _list_names(facts)
    writer.writerow(["id", *names, "rule", "status", "printed", "evidence", "start", "end"])
    for fact in facts:
        evidence = fact.evidence
        writer.writerow(
            [
                fact.id,
                *(_write(fact.value(name)) for name in names),
                fact.rule,
                fact.status,
                "no" if fact.id in waiting else "yes",
                _write(" … ".join(item.quote for item in evidence)),
                " ".join(str(item.span.start) for item in evidence),
                " ".join(str(item.span.end) for item in evidence),
            ]
        )
    return text.getvalue()


def _list_names(facts: Sequence[Fact]) -> tuple[str, ...]:
    """The cells of the table in their order, with those that a row has besides."""
    known = CELLS.get(facts[0].table, ()) if facts else ()
    return tuple(dict.fromkeys((*known, *(cell.name for fact in facts for cell in fact.cells))))


def _write(value: Scalar) -> Scalar:
    """An apostrophe keeps the words of an article from being run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
