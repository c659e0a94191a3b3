"""Memberships: which country or organisation belongs to which organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.document import Document
from report.errors import Message
from report.facts import Fact, cite
from report.grammar import read_article
from report.grammar.memberships import Membership, find_memberships
from report.tables import Cell, Column, Row
from report.tables._naming import prove_name

TITLE = "table.memberships"
COLUMNS = (
    Column(key="member", title="column.member"),
    Column(key="organization", title="column.organization"),
)
RULES = {
    "member.holds": "members after a verb that says what an organisation comprises",
    "member.list": "members after «its members»",
    "member.of": "members beside «member of»",
    "member.join": "who joins, joined or will join an organisation",
}


def extract(document: Document) -> Iterator[Fact]:
    """A row for each member of each organisation; what is said twice has two places of evidence."""
    groups: dict[tuple[object, ...], list[Membership]] = {}
    for found in find_memberships(read_article(document)):
        groups.setdefault((found.member_key, id(found.body)), []).append(found)
    for number, group in enumerate(groups.values(), 1):
        members = sorted({span for found in group for span in found.member.spans})
        bodies = sorted({span for found in group for span in found.body_spans})
        first = group[0]
        yield Fact(
            id=f"memberships-{number}",
            table="memberships",
            rule=first.rule,
            cells=(
                cite(document.source, "member", first.member.surface, members),
                cite(
                    document.source,
                    "organization",
                    first.body.name.surface,
                    [*first.body.name.spans, *bodies],
                ),
            ),
        )


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        values = (str(fact.value(name)) for name in ("member", "organization"))
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in values)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = prove_name(cell)
        if reason:
            yield cell.name, reason
