"""Charts of any numeric table as shares of their width, free of any format: 0 is where reading begins.

A bar chart holds amounts of one unit; a chart of shares is drawn where its parts are proved to make a whole.
Labels and values are printed beside what is drawn, so that no colour says anything alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from report.arabic.digits import DigitFamily, format_digits, to_western
from report.arabic.literals import read_literal

Hedge = Literal["exact", "approx", "min", "max"]

HUNDRED = "percent"
"""The unit whose whole is 100."""

_SEPARATORS: dict[DigitFamily, tuple[str, str]] = {
    "western": (",", "."),
    "arabic": ("٬", "٫"),
    "persian": ("٬", "٫"),
}
"""Of thousands and of decimals, as they go with a family of digits."""

_UNGROUPED = 10_000
"""Smaller numbers are written without a separator of thousands, like years."""

_ROUND = (1, 2, 2.5, 5, 10)
_MOST_STEPS = 5

_ROUNDING = 0.5
"""What rounded percentages may lack of 100, or have above it."""

_FEWEST = 2

_NUMBER = re.compile(r"\d(?:[\d.,٬٫]*\d)?")
_SIGNS: dict[str, Hedge] = {"≈": "approx", "~": "approx", ">": "min", "≥": "min", "<": "max", "≤": "max"}
_PERCENT = frozenset("%٪")
_IGNORED = re.compile(r"[\u200e\u200f\u061c\u2066-\u2069]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number of a unit; `hedge` says whether it is exact, about so much, at least or at most so much."""

    value: float
    unit: str
    hedge: Hedge = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of a table: what it is of, how much, and the fact or the row that says so."""

    key: str
    amount: Amount
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`share` of the width of the chart, from its inline start."""

    item: Item
    share: float

    @property
    def is_hedged(self) -> bool:
        return self.item.amount.hedge != "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number at the axis: `start` is how far from zero it stands, `share` how far the next one is."""

    text: str
    start: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]

    @property
    def is_hedged(self) -> bool:
        return any(bar.is_hedged for bar in self.bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a whole: where it begins, and its share."""

    item: Item
    start: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChart:
    """The parts in their order; together they fill the width."""

    parts: tuple[Part, ...]


def draw_bars(items: Sequence[Item], digits: DigitFamily = "western") -> BarChart | None:
    """Bars in the order of `items`, in proportion to their amounts; `None` where there is nothing to compare.

    A `ValueError` for amounts of several units, or below zero.
    """
    units = {item.amount.unit for item in items}
    if len(units) > 1:
        raise ValueError(f"amounts of several units in one chart: {', '.join(sorted(units))}")
    values = [item.amount.value for item in items]
    if any(value < 0 or not math.isfinite(value) for value in values):
        raise ValueError("a bar has no length below zero")
    if len(set(values)) < _FEWEST:
        return None
    step, count = choose_steps(max(values))
    top = step * count
    bars = tuple(Bar(item=item, share=item.amount.value / top) for item in items)
    ticks = tuple(
        Tick(
            text=write_number(step * index, digits),
            start=index / count,
            share=1 / count if index < count else 0,
        )
        for index in range(count + 1)
    )
    return BarChart(bars=bars, ticks=ticks)


def choose_steps(highest: float) -> tuple[float, int]:
    """A round step of an axis, and how many of them reach `highest`: at most five."""
    power = 10.0 ** math.floor(math.log10(highest / _MOST_STEPS))
    for factor in _ROUND:
        count = math.ceil(round(highest / (factor * power), 9))
        if count <= _MOST_STEPS:
            return factor * power, count
    raise ValueError(f"no axis reaches {highest}")  # the last factor always does


def draw_shares(items: Sequence[Item], whole: float | None = None) -> ShareChart | None:
    """The parts of one whole; `None` where they are not proved to be that.

    The proof is that exact percentages make 100, but for rounding, or that exact amounts make `whole`.
    """
    amounts = [item.amount for item in items]
    if len(items) < _FEWEST or len({amount.unit for amount in amounts}) > 1:
        return None
    if any(amount.hedge != "exact" or amount.value <= 0 for amount in amounts):
        return None
    total = sum(amount.value for amount in amounts)
    if whole is None:
        if amounts[0].unit != HUNDRED or abs(total - 100) > _ROUNDING:
            return None
    elif not math.isclose(total, whole):
        return None
    parts: list[Part] = []
    start = 0.0
    for item in items:
        parts.append(Part(item=item, start=start, share=item.amount.value / total))
        start += parts[-1].share
    return ShareChart(parts=tuple(parts))


def group_units(items: Iterable[Item]) -> tuple[tuple[Item, ...], ...]:
    """The items of each unit, in the order of the first of them; of one amount said twice the first alone."""
    groups: dict[str, dict[float, Item]] = {}
    for item in items:
        groups.setdefault(item.amount.unit, {}).setdefault(item.amount.value, item)
    return tuple(tuple(group.values()) for group in groups.values())


def read_column(texts: Sequence[str]) -> tuple[Amount | None, ...]:
    """The amounts of a column as an author wrote it: `None` for every cell where they are not of one unit.

    A cell holds one number, a sign before it ("≈ 70", "> 5") and a unit; an empty one is no amount.
    """
    found = [read_amount(text) if text.strip() else None for text in texts]
    said = [amount for amount in found if amount]
    unread = any(text.strip() and amount is None for text, amount in zip(texts, found, strict=True))
    if unread or len({amount.unit for amount in said}) > 1:
        return (None,) * len(texts)
    return tuple(found)


def read_amount(text: str) -> Amount | None:
    """The amount that the text of a cell is, if it is one number with its sign and its unit.

    A separator with three digits after it is one of thousands, as in the facts.
    """
    plain = " ".join(to_western(_IGNORED.sub("", text)).split())
    numbers = list(_NUMBER.finditer(plain))
    read = read_literal(numbers[0][0]) if len(numbers) == 1 else None
    if read is None or plain[: numbers[0].start()].rstrip().endswith(("-", "−")):
        return None
    before, after = plain[: numbers[0].start()].strip(), plain[numbers[0].end() :].strip()
    amount = Amount(value=float(read[0]), unit="", hedge=_SIGNS.get(before[:1], "exact"))
    unit = " ".join(filter(None, (before.lstrip("".join(_SIGNS)).strip(), after)))
    return replace(amount, unit=HUNDRED if unit in _PERCENT else unit)


def write_number(value: float, digits: DigitFamily) -> str:
    """A number with the separators of its digits: 12,500 or ١٢٬٥٠٠, 0.5 or ٠٫٥."""
    thousands, decimal = _SEPARATORS[digits]
    written = f"{round(value, 6):,f}" if value >= _UNGROUPED else f"{round(value, 6):f}"
    written = written.rstrip("0").rstrip(".")
    return format_digits(written.translate(str.maketrans(",.", thousands + decimal)), digits)
