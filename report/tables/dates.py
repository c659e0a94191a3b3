"""Dates: days, months, years, longer times and lengths of time, each with what happened then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.arabic.digits import detect_digits, format_digits
from report.document import Document
from report.errors import Message, message
from report.facts import Fact, FactCell, Scalar, cite, prove_by_quotes
from report.grammar import read_passages
from report.grammar.dates import Printing, Time, find_times, read_times
from report.tables import Cell, Column, Row

TITLE = "table.dates"
COLUMNS = (
    Column(key="expr", title="column.expr"),
    Column(key="value", title="column.date"),
    Column(key="event", title="column.event"),
)
RULES = {
    "date.day": "a day of a month, by its number and the month's name or all in digits",
    "date.day-relative": "a weekday, yesterday, tomorrow, a day of this month: from the article's date",
    "date.month": "a month with its year, or with «last» or «next», or after a preposition of time",
    "date.year": "a year after the word «year», a preposition of time or a noun that years follow",
    "date.century": "a century or a decade, by its number or name",
    "date.hijri": "a day, month or year of the Hijri era, in the years of ours",
    "date.period": "the last, next or present week, month, year or season, and a season with its year",
    "date.range": "a time between two others, or a half, a quarter or the first months of a longer one",
    "date.duration": "a number of years, months, days …, a dual, or one of them after «since» or «for»",
}


def extract(document: Document) -> Iterator[Fact]:
    """The times of every passage."""
    number = 0
    for passage in read_passages(document):
        for time in find_times(passage):
            number += 1
            yield Fact(
                id=f"dates-{number}",
                table="dates",
                rule=time.rule,
                cells=tuple(_cite_cells(document, time)),
            )


def _cite_cells(document: Document, time: Time) -> Iterator[FactCell]:
    source, passage = document.source, time.passage
    expression = passage.source_spans(time.start, time.end)
    yield cite(source, "expr", passage.surface(time.start, time.end), expression)
    yield cite(source, "value", time.value, time.spans)
    yield cite(source, "kind", time.kind, expression)
    if time.event:
        yield cite(source, "event", passage.surface(*time.event), passage.source_spans(*time.event))


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    """As the text words it, with the article's names of the months, and what happened then."""
    expressions = [str(fact.value("expr")) for fact in facts]
    printing, digits = Printing.like(expressions), detect_digits(" ".join(expressions))
    for fact, expression in zip(facts, expressions, strict=True):
        written = format_digits(printing.write(str(fact.value("value"))), digits)
        texts = (expression, written, str(fact.value("event") or ""))
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in texts)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    said = _read_again(fact, document)
    for cell in fact.cells:
        if cell.name in ("expr", "event"):
            reason = prove_by_quotes(cell)
        elif cell.name in ("kind", "value") and (fact.value("kind"), fact.value("value")) not in said:
            reason = message("the quote says {text}", text=_join(cell))
        else:
            reason = None
        if reason:
            yield cell.name, reason


def _read_again(fact: Fact, document: Document) -> set[tuple[Scalar, Scalar]]:
    """The kinds and values that the words at the place of the value say, alone and where they stand."""
    cell = fact.cell("value")
    if cell is None:
        return set()
    said: set[tuple[Scalar, Scalar]] = set(read_times(_join(cell), document.date))
    for item in cell.evidence:
        said.update(read_times(item.quote, document.date))
    for passage in read_passages(document):
        for time in find_times(passage):
            if all(item.span in time.spans for item in cell.evidence):
                said.add((time.kind, time.value))
    return said


def _join(cell: FactCell) -> str:
    return " ".join(item.quote for item in cell.evidence)
