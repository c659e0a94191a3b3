"""What is drawn of the facts, in print and in the e-book: a timeline, bars, shares of a whole, cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import TypeVar

from report.arabic.digits import DigitFamily
from report.charts import (
    HUNDRED,
    Bar,
    BarChart,
    Item,
    Part,
    ShareChart,
    draw_bars,
    draw_shares,
    group_units,
    read_column,
)
from report.document import Grid, Inline, read_inlines
from report.edition import FactRow, FactTable
from report.tables import Row
from report.writers._claims import SideNote, shorten_inlines, summarise

_FEWEST_EVENTS, _MOST_EVENTS = 3, 8
_LONGEST_EVENT = 64
"""Letters of what happened, under its date."""

_MOST_BARS, _MOST_CHARTS = 8, 3
"""Of a chart, and of a table."""

_Drawn = TypeVar("_Drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A row of the timeline: its date, and what happened in a few words."""

    row: FactRow
    date: tuple[Inline, ...]
    words: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A bar, or a part of a whole, with the row that it is of."""

    row: FactRow
    bar: Bar | Part
    value: tuple[Inline, ...]
    label: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnChart:
    """`kind` is "bars" or "shares"; `number` counts through the book."""

    kind: str
    number: int
    chart: BarChart | ShareChart
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A row as a card, and the rows that say more of it; `is_subject` where the article's title names it."""

    row: FactRow
    said: tuple[SideNote, ...]
    is_subject: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawings:
    """What is drawn of each table, by its id."""

    events: Mapping[str, tuple[Event, ...]]
    charts: Mapping[str, tuple[DrawnChart, ...]]
    cards: Mapping[str, tuple[Card, ...]]


def draw(tables: Sequence[FactTable], digits: DigitFamily) -> Drawings:
    """The drawings of all `tables`, with the numbers of axes in `digits`."""
    charts: dict[str, tuple[DrawnChart, ...]] = {}
    for item in tables:
        before = sum(map(len, charts.values()))
        drawn = islice(_draw_charts(item, digits), _MOST_CHARTS)
        charts[item.table.id] = tuple(
            replace(chart, number=number) for number, chart in enumerate(drawn, before + 1)
        )
    return Drawings(
        events=MappingProxyType({item.table.id: tuple(_choose_events(item)) for item in tables}),
        charts=MappingProxyType(charts),
        cards=MappingProxyType(_make_cards(tables)),
    )


def arrange(items: Sequence[_Drawn], most: int) -> tuple[Sequence[_Drawn], ...]:
    """`items` in rows of nearly the same length, at most `most` in one."""
    if not items:
        return ()
    width = -(-len(items) // -(-len(items) // most))
    return tuple(items[start : start + width] for start in range(0, len(items), width))


def _choose_events(item: FactTable) -> Iterator[Event]:
    """The dated rows, in the order of time; of too many those that the article tells first."""
    dated = [
        (row.moment, number)
        for number, row in enumerate(item.table.rows)
        if row.moment and read_inlines(item.rows[number].cells[-1]).text
    ]
    if len(dated) < _FEWEST_EVENTS:
        return
    told = sorted(dated, key=lambda pair: item.table.rows[pair[1]].span.start)[:_MOST_EVENTS]
    for _, number in sorted(told):
        row = item.rows[number]
        yield Event(row=row, date=row.cells[0], words=shorten_inlines(row.cells[-1], _LONGEST_EVENT))


def _draw_charts(item: FactTable, digits: DigitFamily) -> Iterator[DrawnChart]:
    """Shares of one whole, where percentages of one sentence are that; bars of each other unit."""
    rows = {row.id: row for row in item.rows}
    pairs = zip(item.table.rows, item.rows, strict=True)
    amounts = [Item(key=printed.id, amount=row.amount) for row, printed in pairs if row.amount]
    by_sentence: dict[str, list[Item]] = {}
    for found in amounts:
        if found.amount.unit == HUNDRED:
            by_sentence.setdefault(rows[found.key].sentence, []).append(found)
    for parts in by_sentence.values():
        shares = draw_shares(parts)
        if shares:
            yield DrawnChart(kind="shares", number=0, chart=shares, lines=_label(shares.parts, item))
    for group in group_units(found for found in amounts if found.amount.unit != HUNDRED):
        largest = sorted(group, key=lambda found: -found.amount.value)[:_MOST_BARS]
        bars = draw_bars(largest, digits)
        if bars:
            yield DrawnChart(kind="bars", number=0, chart=bars, lines=_label(bars.bars, item))


def _label(drawn: Sequence[Bar | Part], item: FactTable) -> tuple[Line, ...]:
    """Each with its row, its number as the text words it, and what is counted."""
    rows = {row.id: row for row in item.rows}
    at = next((at for at, column in enumerate(item.table.columns) if column.key == "counted"), None)
    pairs = [(bar, rows[bar.item.key]) for bar in drawn]
    return tuple(
        Line(row=row, bar=bar, value=row.cells[0], label=row.cells[at] if at is not None else ())
        for bar, row in pairs
    )


def _make_cards(tables: Sequence[FactTable]) -> dict[str, tuple[Card, ...]]:
    notes = {
        row.id: SideNote(row=row, words=summarise(row, item.table.columns))
        for item in tables
        for row in item.rows
    }
    return {
        item.table.id: tuple(
            Card(
                row=printed,
                said=tuple(notes[name] for name in _find_printed(row, printed) if name in notes),
                is_subject=row.in_title,
            )
            for row, printed in zip(item.table.rows, item.rows, strict=True)
        )
        for item in tables
        if item.table.cards
    }


def _find_printed(row: Row, printed: FactRow) -> tuple[str, ...]:
    """The ids, in a book of several articles, of the rows of this one that have to do with `row`."""
    article = printed.id.removeprefix(row.id)
    return tuple(name + article for name in row.related)


def measure_cells(grid: Grid) -> dict[tuple[int, int], Bar]:
    """The bars of a table that the author wrote: by row and column, for each column of numbers of one unit.

    They are drawn inside the cells, which say the numbers themselves.
    """
    bars: dict[tuple[int, int], Bar] = {}
    for column in range(len(grid.head)):
        texts = [read_inlines(row[column].inlines).text for row in grid.rows]
        items = [
            Item(key=str(number), amount=amount)
            for number, amount in enumerate(read_column(texts))
            if amount is not None
        ]
        chart = draw_bars(items) if len(items) > 1 else None
        for bar in chart.bars if chart else ():
            bars[int(bar.item.key), column] = bar
    return bars


def draw_nothing(grid: Grid) -> dict[tuple[int, int], Bar]:
    """In place of `measure_cells`, where nobody asked for bars."""
    return {}
