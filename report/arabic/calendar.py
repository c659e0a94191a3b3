"""Days counted in the Gregorian and the Hijri calendar; everything before 1582 is proleptic Gregorian."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_HIJRI_EPOCH = date(622, 7, 19)
_LONG, _SHORT = 30, 29


@dataclass(frozen=True, slots=True, kw_only=True)
class HijriCalendar:
    """The Umm al-Qura calendar from `first_year` on, before and after it the arithmetic one.

    `months` says of each year which months are long, the first month in the highest of twelve bits.
    """

    first_year: int
    first_day: date
    months: tuple[int, ...]

    @classmethod
    def from_hexadecimal(cls, first_year: int, first_day: str, months: str) -> HijriCalendar:
        digits = "".join(months.split())
        years = tuple(int(digits[i : i + 3], 16) for i in range(0, len(digits), 3))
        return cls(first_year=first_year, first_day=date.fromisoformat(first_day), months=years)

    def covers(self, year: int) -> bool:
        """Whether the days of a Hijri year are known and not only reckoned."""
        return self.first_year <= year < self.first_year + len(self.months)

    def find_day(self, year: int, month: int, day: int) -> date | None:
        """The Gregorian day, or None if the month has no such day."""
        lengths = self._list_months(year)
        if not 1 <= day <= lengths[month - 1]:
            return None
        return self.find_year(year) + timedelta(days=sum(lengths[: month - 1]) + day - 1)

    def find_year(self, year: int) -> date:
        """The first day of a Hijri year."""
        if self.covers(year):
            passed = range(self.first_year, year)
            return self.first_day + timedelta(days=sum(sum(self._list_months(each)) for each in passed))
        return _HIJRI_EPOCH + timedelta(days=(year - 1) * 354 + (3 + 11 * year) // 30)

    def _list_months(self, year: int) -> tuple[int, ...]:
        if self.covers(year):
            bits = self.months[year - self.first_year]
            return tuple(_LONG if bits >> (11 - month) & 1 else _SHORT for month in range(12))
        is_leap = (14 + 11 * year) % 30 < 11
        return (*(_SHORT if month % 2 else _LONG for month in range(11)), _LONG if is_leap else _SHORT)


def find_month_end(year: int, month: int) -> int:
    """The last day of a Gregorian month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def shift_month(year: int, month: int, count: int) -> tuple[int, int]:
    """The year and month `count` months later."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def make_date(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
