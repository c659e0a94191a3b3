"""Figures: how many, how much, which share, the how-manieth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.document import Document, Source
from report.errors import Message, message
from report.facts import Evidence, Fact, FactCell, cite, prove_by_quotes, read_numbers
from report.grammar import Quantity, find_quantities, is_dual, read_hedges, read_passages, read_units
from report.tables import Cell, Column, Row

TITLE = "table.figures"
COLUMNS = (
    Column(key="value", title="column.value", numeric=True),
    Column(key="counted", title="column.counted"),
)
RULES = {
    "num.digits": "a number in digits before the noun that it counts",
    "num.words": "a number in words beside the noun that it counts",
    "num.scale": "a number of thousands, millions or more before the noun that it counts",
    "num.dual": "a noun in the dual says 2",
    "num.money": "a number before a currency, or after its sign",
    "num.percent": "a number of hundredths or thousandths",
    "num.measure": "a number before a unit of measure",
    "num.range": "two numbers that are the ends of a range",
    "num.score": "two numbers with a dash between them, where the text speaks of a game",
    "num.ordinal": "an ordinal after a noun of times, places or rounds",
    "num.fraction": "a half, a third, a quarter … of something named",
    "num.vague": "tens, hundreds, thousands … of something named: how many is not said",
    "num.number-of": "a number that is said of «the number of» something",
    "num.out-of": "a number after «out of»: of what, the text said before",
    "num.after-noun": "a number with the article after a plural with the article",
    "num.cell": "a number that fills a table cell under a heading that says «number»",
}


_UNIT_KINDS = frozenset({"money", "percent", "measure"})
_BARE_KINDS = frozenset({"count", "ordinal", "fraction", "score"})
_BARE_UNITS = frozenset({"count", "times", "ordinal", "fraction", "score", "label"})


def extract(document: Document) -> Iterator[Fact]:
    """The quantities of every passage."""
    number = 0
    for passage in read_passages(document):
        for quantity in find_quantities(passage):
            number += 1
            yield Fact(
                id=f"figures-{number}",
                table="figures",
                rule=quantity.rule,
                cells=tuple(_cite_cells(document.source, quantity)),
            )


def _cite_cells(source: Source, quantity: Quantity) -> Iterator[FactCell]:
    yield cite(source, "value", quantity.value.value, quantity.value.spans)
    unit = quantity.unit or quantity.value
    if quantity.unit:
        yield cite(source, "unit", unit.value, unit.spans)
    yield cite(source, "kind", quantity.kind, unit.spans)
    yield cite(source, "modifier", quantity.modifier.value, quantity.modifier.spans)
    if quantity.counted:
        yield cite(source, "counted", quantity.counted.value, quantity.counted.spans)
    if quantity.value_max:
        yield cite(source, "value_max", quantity.value_max.value, quantity.value_max.spans)


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    """A row for each figure as the text words it: the hedge, the number and its unit; and what it counts."""
    for fact in facts:
        names = ["modifier", "value", "value_max"]
        if fact.value("kind") in ("money", "percent", "measure", "vague") and fact.value("unit") != "count":
            names.append("unit")
        said = _join_quotes(fact, names)
        counted = _join_quotes(fact, ["counted"])
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in (said, counted))
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def _join_quotes(fact: Fact, names: Sequence[str]) -> str:
    """What the cells `names` quote, once, in the order of the text; a space where it leaves something out."""
    items: list[Evidence] = []
    for item in sorted(
        {item for name in names if (cell := fact.cell(name)) for item in cell.evidence},
        key=lambda item: (item.span.start, -item.span.end),
    ):
        if not items or item.span.end > items[-1].span.end:
            items.append(item)
    text = ""
    end = items[0].span.start if items else 0
    for item in items:
        text += (" " if item.span.start > end and text else "") + " ".join(item.quote.split())
        end = item.span.end
    return text


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = _prove_cell(fact, cell, document)
        if reason:
            yield cell.name, reason
    hedge = None if fact.cell("modifier") else _read_modifier(fact, document)
    if hedge not in (None, "exact"):
        yield "modifier", message("the article says {hedge} of this number", hedge=hedge)


def _prove_cell(fact: Fact, cell: FactCell, document: Document) -> Message | None:
    quote = " ".join(item.quote for item in cell.evidence)
    if cell.name == "value":
        return _prove_value(fact, cell, quote)
    if cell.name == "unit":
        named = {unit.name for unit in read_units(quote)}
        return _expect(cell.value in named or (cell.value in _BARE_UNITS and not named), quote)
    if cell.name == "kind":
        kinds = {unit.kind for unit in read_units(quote)} & _UNIT_KINDS
        if cell.value == "vague" or fact.value("value") is None:
            return _expect(cell.value == "vague" and fact.value("value") is None, quote)
        return _expect(cell.value in kinds or (cell.value in _BARE_KINDS and not kinds), quote)
    if cell.name == "modifier":
        return _expect(cell.value == _read_modifier(fact, document), quote)
    return prove_by_quotes(cell)


def _prove_value(fact: Fact, cell: FactCell, quote: str) -> Message | None:
    if cell.value is None:
        return _expect(fact.value("kind") == "vague" and not read_numbers(quote), quote)
    if isinstance(cell.value, str):  # a score
        return _expect("-".join(map(str, read_numbers(quote)[:2])) == cell.value, quote)
    return None if cell.value == 2 and is_dual(quote) else prove_by_quotes(cell)


def _read_modifier(fact: Fact, document: Document) -> str | None:
    """The modifier that the article gives the number at the place that the row cites for its value."""
    value = fact.cell("value")
    spans = [item.span for item in value.evidence] if value else []
    for passage in read_passages(document):
        for quantity in find_quantities(passage):
            if any(
                span.start < own.end and own.start < span.end
                for own in quantity.value.spans
                for span in spans
            ):
                return str(quantity.modifier.value)
    modifier = fact.cell("modifier")
    quoted = read_hedges(" ".join(item.quote for item in modifier.evidence)) if modifier else ()
    return quoted[0] if quoted else "exact"


def _expect(holds: bool, quote: str) -> Message | None:
    return None if holds else message("the quote says {text}", text=quote)
