"""The Hijri calendar: as Umm al-Qura has it where its months are known, else reckoned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from report.arabic.calendar import HijriCalendar, find_month_end, shift_month
from report.resources import read_lexicon_toml


@pytest.fixture(scope="module")
def calendar() -> HijriCalendar:
    table = read_lexicon_toml("calendar.toml")["umm-al-qura"]
    return HijriCalendar.from_hexadecimal(table["first-year"], table["first-day"], table["months"])


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [  # as in hijridate 2.6.0
        (1365, 1, 1, "1945-12-05"),
        (1400, 1, 1, "1979-11-20"),
        (1437, 1, 1, "2015-10-14"),
        (1441, 9, 1, "2020-04-24"),
        (1444, 10, 1, "2023-04-21"),
        (1445, 3, 12, "2023-09-27"),
        (1445, 9, 1, "2024-03-11"),
        (1500, 12, 30, "2077-11-16"),
    ],
)
def test_days_of_umm_al_qura(calendar: HijriCalendar, year: int, month: int, day: int, expected: str) -> None:
    assert calendar.covers(year)
    assert calendar.find_day(year, month, day) == date.fromisoformat(expected)


@pytest.mark.parametrize(("year", "expected"), [(1, "0622-07-19"), (79, "0698-03-23"), (1244, "1828-07-14")])
def test_years_that_are_reckoned(calendar: HijriCalendar, year: int, expected: str) -> None:
    assert not calendar.covers(year)
    assert calendar.find_year(year) == date.fromisoformat(expected)


def test_years_follow_each_other(calendar: HijriCalendar) -> None:
    for year in range(1340, 1510):
        length = (calendar.find_year(year + 1) - calendar.find_year(year)).days
        assert length in (353, 354, 355, 356)
        assert calendar.find_day(year, 1, 1) == calendar.find_year(year)


def test_a_month_has_no_more_days_than_it_has(calendar: HijriCalendar) -> None:
    for year in (1200, 1445):
        for month in range(1, 13):
            last = calendar.find_day(year, month, 30) or calendar.find_day(year, month, 29)
            following = calendar.find_day(year, month + 1, 1) if month < 12 else calendar.find_year(year + 1)
            assert last is not None
            assert following == last + timedelta(days=1)
        assert calendar.find_day(year, 1, 31) is None


@pytest.mark.parametrize(("year", "month", "count", "expected"), [
    (2022, 1, -1, (2021, 12)), (2022, 12, 1, (2023, 1)), (2022, 5, 0, (2022, 5)), (2022, 1, -13, (2020, 12)),
])  # fmt: skip
def test_months_are_counted_over_the_year(
    year: int, month: int, count: int, expected: tuple[int, int]
) -> None:
    assert shift_month(year, month, count) == expected


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2024, 2, 29), (2023, 2, 28), (2023, 12, 31), (1900, 2, 28)]
)
def test_the_last_day_of_a_month(year: int, month: int, last: int) -> None:
    assert find_month_end(year, month) == last
