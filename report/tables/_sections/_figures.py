"""Key figures: what is counted, paid, measured or shared, as the text words it, and who says so.

A figure is a key figure when a numeral says it, in digits or in words: no ordinal, no fraction, no "tens of",
no noun in the dual. The same number said twice stays two rows, one after the other, each with its hedge and
its speaker; only what is said twice in the same words is one row.

Worth the cover is a figure in digits, said of something, that is money, a share or a measure, or at least 10;
the first of equal ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report.document import Span
from report.facts import Fact
from report.grammar import is_dual
from report.tables._model import Cell, Row
from report.tables._sections._amounts import find_amount
from report.tables._sections._printed import Printed, add_facts, squeeze

_KINDS = frozenset({"count", "money", "percent", "measure", "score"})
_SMALL = 10
_LARGE = 20
"""Equal numbers as large as this are hardly equal by chance."""


def list_rows(printed: Printed) -> Iterator[Row]:
    facts = [fact for fact in printed.of_table("figures") if is_key_figure(fact)]
    said = {row.fact_id: row.cells for row in printed.kinds["figures"].rows(facts)}
    merged: dict[tuple[str, ...], Row] = {}
    headlines: set[tuple[object, object]] = set()
    for fact in _put_equal_side_by_side(facts):
        value, counted = said[fact.id]
        number = fact.value("value"), fact.value("unit")
        is_headline = bool(counted.text) and number not in headlines and is_worth_the_cover(fact)
        if is_headline:
            headlines.add(number)
        row = Row(
            fact_id=fact.id,
            span=fact.cells[0].evidence[0].span,
            cells=(value, counted, find_speaker(fact, printed)),
            is_headline=is_headline,
            amount=find_amount(fact),
        )
        same = tuple(squeeze(cell.text) for cell in row.cells)
        merged[same] = _join(merged[same], row) if same in merged else row
    yield from merged.values()


def is_key_figure(fact: Fact) -> bool:
    value = fact.cell("value")
    if value is None or value.value is None or fact.value("kind") not in _KINDS:
        return False
    return not all(is_dual(item.quote) for item in value.evidence)


def is_worth_the_cover(fact: Fact) -> bool:
    value, kind = fact.cell("value"), fact.value("kind")
    if value is None or not any(char.isdigit() for item in value.evidence for char in item.quote):
        return False
    if kind in ("money", "percent", "measure"):
        return True
    return isinstance(value.value, int | float) and value.value >= _SMALL


def _put_equal_side_by_side(facts: list[Fact]) -> Iterator[Fact]:
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(_equality(fact), []).append(fact)
    for group in groups.values():
        yield from group


def _equality(fact: Fact) -> tuple[object, ...]:
    """What equal numbers of one thing share: value and unit, and of small numbers the thing counted."""
    value = fact.value("value")
    large = isinstance(value, int | float) and value >= _LARGE
    thing = "" if large else squeeze(fact.value("counted") or "").partition(" ")[0]
    return value, fact.value("value_max"), fact.value("unit"), thing


def _join(row: Row, other: Row) -> Row:
    """One row for what is said twice, with both places."""
    cells = tuple(add_facts(cell, *more.facts) for cell, more in zip(row.cells, other.cells, strict=True))
    return replace(row, cells=cells, places=(*row.places, other.span))


def find_speaker(fact: Fact, printed: Printed) -> Cell:
    """Who says it: the speaker of the innermost quotation around it, else whom its sentence cites."""
    span = fact.cells[0].evidence[0].span
    said = [
        quote for quote in printed.near("quotes", span) if quote.value("speaker") and _covers(quote, span)
    ]
    if said:
        quote = min(said, key=_length)
        return Cell(text=str(quote.value("speaker")), facts=(fact.id, quote.id))
    for source in printed.near("sources", span):
        sentence = printed.find_sentence(span)
        cited = source.value("kind") in _CITED
        if cited and any(item.span in sentence for item in source.cells[0].evidence):
            return Cell(text=str(source.value("name")), facts=(fact.id, source.id))
    return Cell(text="", facts=(fact.id,))


_CITED = frozenset({"cited", "cited-media", "document", "anonymous"})


def _covers(quote: Fact, span: Span) -> bool:
    return any(item.span.start <= span.start < item.span.end for item in quote.cells[0].evidence)


def _length(quote: Fact) -> int:
    return sum(item.span.end - item.span.start for item in quote.cells[0].evidence)
