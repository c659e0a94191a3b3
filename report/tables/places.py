"""Places: countries, cities, regions, waters and facilities, one row for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from report.document import Document, Source, Span
from report.errors import Message
from report.facts import Fact, FactCell, cite
from report.grammar import read_article
from report.grammar.gazetteer import Place, place_cues, places
from report.grammar.places import PlaceMention, find_places
from report.tables import Cell, Column, Row
from report.tables._naming import prove_code, prove_name, words_of

Key = tuple[str, ...]

TITLE = "table.places"
COLUMNS = (
    Column(key="name", title="column.place"),
    Column(key="kind", title="column.kind"),
    Column(key="iso", title="column.iso"),
)
RULES = {
    "place.country": "a country, or one that is no more, under one of its names",
    "place.city": "a city that the lexicon lists",
    "place.region": "a part of the world, a region or a water that the lexicon lists",
    "place.facility": "an airport, a dam, a stadium … that the lexicon lists",
    "place.careful": "a listed name that is a word as well, where its neighbours make it a place",
    "place.announced": "a name after a noun that announces a place, as «city» or «airport»",
    "place.beside": "a name that the language lacks, beside a country's adjective or a known place",
    "place.unlisted": "a name that the language lacks, after «in»",
}


@dataclass
class _Group:
    """The mentions of one place."""

    mentions: list[PlaceMention] = field(default_factory=list)


def extract(document: Document) -> Iterator[Fact]:
    """A row for each place, with every mention for its evidence."""
    for number, group in enumerate(_group(find_places(read_article(document))), 1):
        yield Fact(
            id=f"places-{number}",
            table="places",
            rule=group.mentions[0].rule,
            cells=tuple(_cite_cells(document.source, group.mentions)),
        )


def _group(mentions: Sequence[PlaceMention]) -> list[_Group]:
    """One group for each place; a country has many names, a cape or an island also goes without its noun."""
    groups: dict[str, _Group] = {}
    full = _index_full(mentions)
    for mention in mentions:
        key = mention.iso or "".join(full.get((mention.kind, mention.key), mention.key))
        groups.setdefault(key, _Group()).mentions.append(mention)
    return list(groups.values())


def _index_full(mentions: Sequence[PlaceMention]) -> dict[tuple[str, Key], Key]:
    """By the kind and the name without it: the names that begin with a noun of places, as "Cape"."""
    found: dict[tuple[str, Key], Key] = {}
    for mention in mentions:
        cue = place_cues().find(mention.key)
        if cue and cue.length < len(mention.key):
            found.setdefault((mention.kind, mention.key[cue.length :]), mention.key)
    return found


def _cite_cells(source: Source, mentions: Sequence[PlaceMention]) -> Iterator[FactCell]:
    longest = max(mentions, key=lambda mention: len(mention.key))
    yield cite(source, "name", longest.surface, _merge(mentions))
    first = mentions[0]
    yield cite(source, "kind", first.kind, first.passage.source_spans(*first.tell))
    if first.iso:
        yield cite(source, "iso", first.iso, first.spans)


def _merge(mentions: Sequence[PlaceMention]) -> list[Span]:
    return sorted({span for mention in mentions for span in mention.spans})


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        values = (str(fact.value(name) or "") for name in ("name", "kind", "iso"))
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in values)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = _prove_cell(cell)
        if reason:
            yield cell.name, reason


def _prove_cell(cell: FactCell) -> Message | None:
    if cell.name == "kind":
        return prove_code(cell, {place.kind for place in _read_places(cell)} | set(_read_cues(cell)))
    if cell.name == "iso":
        return prove_code(cell, {place.iso for place in _read_places(cell) if place.kind == "country"})
    return prove_name(cell)


def _read_places(cell: FactCell) -> Iterator[Place]:
    """Every place that the words which a cell cites may name."""
    words = words_of(cell)
    for i in range(len(words)):
        found = places().find(words, i)
        if found:
            yield from found.values


def _read_cues(cell: FactCell) -> Iterator[str]:
    """The kinds of the nouns of places among the words."""
    words = words_of(cell)
    for i in range(len(words)):
        found = place_cues().find(words, i)
        if found:
            yield from found.values
