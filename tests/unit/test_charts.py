"""The geometry of charts: shares of a width, axes, amounts as authors write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.charts import (
    HUNDRED,
    Amount,
    Hedge,
    Item,
    draw_bars,
    draw_shares,
    group_units,
    read_amount,
    read_column,
    write_number,
)

LAWS = settings(derandomize=True, database=None, deadline=None)

positive = st.floats(min_value=0.01, max_value=1e9)


def items(*values: float, unit: str = "km") -> tuple[Item, ...]:
    return tuple(
        Item(key=str(number), amount=Amount(value=value, unit=unit)) for number, value in enumerate(values)
    )


@LAWS
@given(st.lists(positive, min_size=2, max_size=12, unique=True))
def test_bars_are_in_proportion_and_inside_the_width(values: list[float]) -> None:
    chart = draw_bars(items(*values))
    assert chart is not None
    assert [bar.item.amount.value for bar in chart.bars] == values
    assert all(0 < bar.share <= 1 + 1e-9 for bar in chart.bars)
    longest = max(chart.bars, key=lambda bar: bar.share)
    for bar in chart.bars:
        ratio = bar.item.amount.value / longest.item.amount.value
        assert bar.share == pytest.approx(longest.share * ratio)


@LAWS
@given(st.lists(positive, min_size=2, max_size=12, unique=True))
def test_an_axis_begins_with_zero_and_reaches_the_longest_bar(values: list[float]) -> None:
    chart = draw_bars(items(*values))
    assert chart is not None
    starts = [tick.start for tick in chart.ticks]
    assert starts[0] == 0 and starts[-1] == 1 and starts == sorted(starts)
    assert 3 <= len(starts) <= 6
    assert sum(tick.share for tick in chart.ticks) == pytest.approx(1)
    assert max(bar.share for bar in chart.bars) > starts[-2] - 1e-9


def test_an_axis_is_in_the_digits_of_the_book() -> None:
    chart = draw_bars(items(7000, 2500), "arabic")
    assert chart is not None
    assert [tick.text for tick in chart.ticks] == ["٠", "٢٠٠٠", "٤٠٠٠", "٦٠٠٠", "٨٠٠٠"]


@pytest.mark.parametrize("values", [(), (5,), (5, 5)])
def test_what_does_not_differ_is_not_compared(values: tuple[float, ...]) -> None:
    assert draw_bars(items(*values)) is None


def test_amounts_of_several_units_are_refused() -> None:
    with pytest.raises(ValueError, match="several units"):
        draw_bars((*items(5, unit="km"), *items(7, unit="kg")))


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_a_bar_of_no_length_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no length"):
        draw_bars(items(5, value))


@pytest.mark.parametrize(
    ("hedge", "is_hedged"), [("exact", False), ("approx", True), ("min", True), ("max", True)]
)
def test_a_hedged_bar_is_known(hedge: Hedge, is_hedged: bool) -> None:
    hedged = Item(key="h", amount=Amount(value=9, unit="km", hedge=hedge))
    chart = draw_bars((*items(5), hedged))
    assert chart is not None
    assert [bar.is_hedged for bar in chart.bars] == [False, is_hedged]
    assert chart.is_hedged is is_hedged


@LAWS
@given(st.lists(st.integers(1, 1000), min_size=2, max_size=8))
def test_the_parts_of_a_whole_fill_the_width_in_their_order(values: list[int]) -> None:
    chart = draw_shares(items(*values), whole=sum(values))
    assert chart is not None
    assert chart.parts[0].start == 0
    for part, following in zip(chart.parts, chart.parts[1:], strict=False):
        assert part.start + part.share == pytest.approx(following.start)
    assert chart.parts[-1].start + chart.parts[-1].share == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "unit", "whole", "is_drawn"),
    [
        ((60, 40), HUNDRED, None, True),
        ((33.3, 33.3, 33.3), HUNDRED, None, True),
        ((60, 30), HUNDRED, None, False),  # what the rest is nobody says
        ((60, 70), HUNDRED, None, False),
        ((60, 40), "people", None, False),  # 100 of what?
        ((60, 40), "people", 100, True),
        ((60, 40), "people", 101, False),
        ((100,), HUNDRED, None, False),
    ],
)
def test_shares_are_drawn_where_they_are_proved(
    values: tuple[float, ...], unit: str, whole: float | None, is_drawn: bool
) -> None:
    assert (draw_shares(items(*values, unit=unit), whole) is not None) is is_drawn


def test_a_hedged_share_proves_nothing() -> None:
    hedged = Item(key="h", amount=Amount(value=40, unit=HUNDRED, hedge="approx"))
    assert draw_shares((*items(60, unit=HUNDRED), hedged)) is None


def test_amounts_are_grouped_by_unit_and_none_stands_twice() -> None:
    made = (*items(70, 5, unit="aircraft"), *items(7000, unit="people"), *items(70, unit="aircraft"))
    groups = group_units(made)
    assert [[item.amount.value for item in group] for group in groups] == [[70, 5], [7000]]
    assert groups[0][0] is made[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge"),
    [
        ("2500", 2500, "", "exact"),
        ("٢٬٥٠٠", 2500, "", "exact"),
        ("1,234.5", 1234.5, "", "exact"),
        ("12.500", 12500, "", "exact"),
        ("۴٫۵", 4.5, "", "exact"),
        ("≈ 7000", 7000, "", "approx"),
        ("\u2066≈ 7000\u2069", 7000, "", "approx"),
        ("> 5 km", 5, "km", "min"),
        ("≤ 12", 12, "", "max"),
        ("45%", 45, HUNDRED, "exact"),
        ("٤٥٪", 45, HUNDRED, "exact"),
        ("$ 3", 3, "$", "exact"),
    ],
)
def test_a_cell_is_read_with_its_sign_and_unit(text: str, value: float, unit: str, hedge: Hedge) -> None:
    assert read_amount(text) == Amount(value=value, unit=unit, hedge=hedge)


@pytest.mark.parametrize("text", ["", "–", "5–7", "لا شيء", "2014/5", "-5", "−5", "1.2.3", "0912"])
def test_a_cell_that_is_not_one_number_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["5", "", "7"], [5, None, 7]),
        (["5 km", "7 km"], [5, 7]),
        (["5 km", "7 kg"], [None, None]),
        (["5", "نعم"], [None, None]),
    ],
)
def test_a_column_is_of_one_unit_or_none(texts: list[str], values: list[float | None]) -> None:
    assert [amount and amount.value for amount in read_column(texts)] == values


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (2500, "western", "2500"),
        (12500, "western", "12,500"),
        (12500.5, "arabic", "١٢٬٥٠٠٫٥"),
        (0.25, "persian", "۰٫۲۵"),
        (0, "western", "0"),
        (1_000_000, "western", "1,000,000"),
    ],
)
def test_separators_go_with_the_digits(value: float, digits: str, text: str) -> None:
    assert write_number(value, digits) == text  # type: ignore[arg-type]
