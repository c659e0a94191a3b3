"""Sources: credits, media that are quoted, documents, who is cited, by name or without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.document import Document
from report.errors import Message
from report.facts import Fact, FactCell, cite
from report.grammar import read_article
from report.grammar.sources import find_sources
from report.tables import Cell, Column, Row
from report.tables._naming import find_passages, prove_code, prove_name

TITLE = "table.sources"
COLUMNS = (
    Column(key="name", title="column.source"),
    Column(key="kind", title="column.kind"),
)
KINDS = frozenset({"article", "photo", "cited-media", "document", "cited", "anonymous"})
RULES = {
    "source.article": "the credit of the article, or the agency of its dateline",
    "source.photo": "the credit of a photograph",
    "source.media": "a medium that speaks, passes on or is spoken to",
    "source.cited": "an organisation or a person after «according to»",
    "source.document": "a report, a study or other papers, under the name of who made them",
    "source.anonymous": "a source without a name",
}


def extract(document: Document) -> Iterator[Fact]:
    """A row for each time that a source is given."""
    for number, found in enumerate(find_sources(read_article(document)), 1):
        yield Fact(
            id=f"sources-{number}",
            table="sources",
            rule=found.rule,
            cells=(
                cite(document.source, "name", found.name, found.spans),
                cite(document.source, "kind", found.kind, found.tell),
            ),
        )


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        values = (str(fact.value(name)) for name in ("name", "kind"))
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in values)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = _prove_kind(cell, document) if cell.name == "kind" else prove_name(cell)
        if reason:
            yield cell.name, reason


def _prove_kind(cell: FactCell, document: Document) -> Message | None:
    """The kind must be one that the table has; a photograph's credit must stand in a credit."""
    kinds = set(KINDS)
    if not any(passage.kind == "credit" for passage in find_passages(cell, document)):
        kinds.discard("photo")
    return prove_code(cell, kinds)
