"""Designations: model names in Arabic and Latin letters, side by side or alone, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from report.document import Document, Source
from report.errors import Message
from report.facts import Fact, FactCell, cite, prove_by_quotes
from report.grammar import Quantity, find_quantities, read_passages
from report.grammar.designations import Designation, find_count, find_designations
from report.tables import Cell, Column, Row

TITLE = "table.designations"
COLUMNS = (
    Column(key="latin", title="column.latin"),
    Column(key="arabic", title="column.arabic"),
    Column(key="count", title="column.count", numeric=True),
)
RULES = {
    "pair.latin-second": "an Arabic name and its Latin form in brackets, with equal numbers or consonants",
    "pair.arabic-second": "a Latin name and its Arabic form in brackets, with equal numbers or consonants",
    "name.latin": "a name in Latin letters with a capital at its beginning",
    "name.latin-model": "Latin letters and a number with a dash between them",
    "name.arabic-model": "names of Latin letters in Arabic before a number",
}


@dataclass
class _Group:
    """The mentions of one name that are of one number, or of none."""

    count: Quantity | None = None
    mentions: list[Designation] = field(default_factory=list)


def extract(document: Document) -> Iterator[Fact]:
    """The designations of every passage; a name that returns with no other count is the same row."""
    passages = read_passages(document)
    mentions = [found for passage in passages for found in find_designations(passage)]
    cells = {
        id(passage.row): quantity
        for passage in passages
        if passage.kind == "cell"
        for quantity in find_quantities(passage)
        if quantity.rule == "num.cell"
    }
    groups = _group(mentions, cells)
    for number, group in enumerate(groups, 1):
        rules = [mention.rule for mention in group.mentions]
        yield Fact(
            id=f"designations-{number}",
            table="designations",
            rule=next((rule for rule in rules if rule.startswith("pair.")), rules[0]),
            cells=tuple(_cite_cells(document.source, group)),
        )


def _group(mentions: list[Designation], cells: dict[int, Quantity]) -> list[_Group]:
    latin_of = {
        _normalise(mention, mention.arabic): _normalise(mention, mention.latin)
        for mention in mentions
        if mention.latin and mention.arabic
    }
    groups: list[_Group] = []
    named: dict[str, list[_Group]] = {}
    for mention in mentions:
        arabic = _normalise(mention, mention.arabic)
        known = named.setdefault(_normalise(mention, mention.latin) or latin_of.get(arabic, arabic), [])
        count = find_count(mention) or cells.get(id(mention.passage))
        group = _choose_group(known, count)
        if group is None:
            group = _Group()
            known.append(group)
            groups.append(group)
        group.count = group.count or count
        group.mentions.append(mention)
    return groups


def _choose_group(known: list[_Group], count: Quantity | None) -> _Group | None:
    """The group that a mention with `count` joins: conflicting counts stay apart."""
    if count is None:
        return known[0] if known else None
    same = (group for group in known if group.count and group.count.value.value == count.value.value)
    return next(same, next((group for group in known if group.count is None), None))


def _normalise(mention: Designation, place: tuple[int, int] | None) -> str:
    return re.sub(r"[\W_]", "", mention.passage.text[slice(*place)]).lower() if place else ""


def _cite_cells(source: Source, group: _Group) -> Iterator[FactCell]:
    for name in ("latin", "arabic"):
        places = [(mention.passage, getattr(mention, name)) for mention in group.mentions]
        said = [(passage, place) for passage, place in places if place]
        if said:
            passage, place = said[0]
            spans = [span for passage, place in said for span in passage.source_spans(*place)]
            yield cite(source, name, passage.surface(*place), spans)
    if group.count:
        yield cite(source, "count", group.count.value.value, group.count.value.spans)


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        count = fact.cell("count")
        texts = (
            str(fact.value("latin") or ""),
            str(fact.value("arabic") or ""),
            " ".join(item.quote for item in count.evidence) if count else "",
        )
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in texts)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = prove_by_quotes(cell)
        if reason:
            yield cell.name, reason
