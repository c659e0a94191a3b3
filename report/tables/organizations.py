"""Organisations: ministries, companies, parties, clubs, universities, courts, media, one row for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.document import Document
from report.errors import Message
from report.facts import Fact, cite
from report.grammar import read_article
from report.grammar._bodies import find_bodies
from report.tables import Cell, Column, Row
from report.tables._naming import prove_name

TITLE = "table.organizations"
COLUMNS = (Column(key="name", title="column.organization"),)
RULES = {
    "organization.known": "an organisation that the lexicon lists, under one of its names",
    "organization.latin": "the Latin name or abbreviation of an organisation that the lexicon lists",
    "organization.construct": "a noun of organisations before nouns or a place: «ministry of …»",
    "organization.proper": "a noun of organisations before a name that the language lacks",
    "organization.quoted": "a noun of organisations before a name in quotation marks",
    "organization.adjective": "a noun of organisations with the article, and its adjectives",
    "organization.alias": "another name in brackets after a name",
    "organization.short": "a team by the short form of a name that the text has in full",
    "organization.repeated": "a name that quotation marks told elsewhere, without them",
    "organization.told": "a name to which something is said, or that published it",
    "organization.team": "a club by its short name where the text speaks of games",
}


def extract(document: Document) -> Iterator[Fact]:
    """A row for each organisation, with every mention for its evidence."""
    for number, body in enumerate(find_bodies(read_article(document)), 1):
        spans = sorted({span for mention in body.mentions for span in mention.spans})
        yield Fact(
            id=f"organizations-{number}",
            table="organizations",
            rule=body.name.rule,
            cells=(cite(document.source, "name", body.name.surface, spans),),
        )


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        cell = Cell(text=str(fact.value("name")), facts=(fact.id,))
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=(cell,))


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = prove_name(cell)
        if reason:
            yield cell.name, reason
