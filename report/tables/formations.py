"""Formations: brigades, divisions, battalions … by their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.arabic.fold import fold_text
from report.document import Document, Source
from report.errors import Message, message
from report.facts import Fact, FactCell, cite, prove_by_quotes
from report.grammar import read_passages
from report.grammar.formations import Formation, find_formations, find_kinds
from report.tables import Cell, Column, Row

TITLE = "table.formations"
COLUMNS = (
    Column(key="name", title="column.formation"),
    Column(key="number", title="column.formation-number", numeric=True),
)
RULES = {
    "formation.one": "a brigade, division, battalion … with its number after it, in digits or as an ordinal",
    "formation.several": "two or more formations that share their noun, each with its number",
}


def extract(document: Document) -> Iterator[Fact]:
    """The formations of the article; one that is mentioned again is the same row."""
    mentions = [found for passage in read_passages(document) for found in find_formations(passage)]
    for number, group in enumerate(_group(mentions), 1):
        yield Fact(
            id=f"formations-{number}",
            table="formations",
            rule=group[0].rule,
            cells=tuple(_cite_cells(document.source, group)),
        )


def _group(mentions: Sequence[Formation]) -> list[list[Formation]]:
    """The mentions of each formation: of one kind and number, and of one qualifier where they have any."""
    groups: list[list[Formation]] = []
    alike: dict[tuple[str | None, int], dict[tuple[str, ...], list[Formation]]] = {}
    for mention in mentions:
        known = alike.setdefault((mention.kind, mention.number), {})
        group = known.get(mention.qualifier)
        if group is None and () in known:
            group = known.pop(())  # so far it was only called by its number
        elif group is None and known and not mention.qualifier:
            group = next(iter(known.values()))
        if group is None:
            group = []
            groups.append(group)
        known.setdefault(mention.qualifier if mention.qualifier or not known else next(iter(known)), group)
        group.append(mention)
    return groups


def _cite_cells(source: Source, group: Sequence[Formation]) -> Iterator[FactCell]:
    longest = max(group, key=lambda mention: len(mention.qualifier))
    spans = [
        span for mention in group for place in mention.places for span in mention.passage.source_spans(*place)
    ]
    yield cite(source, "name", _write_name(longest), spans)
    yield cite(source, "number", longest.number, longest.passage.source_spans(*longest.number_place))
    if longest.kind:
        yield cite(source, "kind", longest.kind, longest.passage.source_spans(*longest.kind_place))


def _write_name(formation: Formation) -> str:
    return " ".join(formation.passage.surface(*place) for place in formation.places)


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        number = fact.cell("number")
        texts = (str(fact.value("name")), " ".join(item.quote for item in number.evidence) if number else "")
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in texts)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        quote = " ".join(item.quote for item in cell.evidence)
        if cell.name != "kind":
            reason = prove_by_quotes(cell)
        elif cell.value in find_kinds(fold_text(quote)):
            reason = None
        else:
            reason = message("the quote says {text}", text=quote)
        if reason:
            yield cell.name, reason
