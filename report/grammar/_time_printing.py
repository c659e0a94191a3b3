"""A value of `_time_values` in words: 2022-01-06 is "6 يناير 2022"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from report.arabic.fold import fold_text
from report.grammar._time_values import MONTH_CODES, PERIOD_CODES, SEASON_CODES, WEEKDAY_CODES
from report.grammar.gazetteer import split_list
from report.resources import read_lexicon_toml

Tradition = Literal[0, 1, 2]
"""Whose names of the months: Egypt and the Gulf, the Levant, the Maghreb."""

_DAY = re.compile(r"[0-9X]{4}-[0-9]{2}-[0-9]{2}")
_LENGTH = re.compile(r"([0-9.]+)([YMWDHS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_UNITS_OF_TIME = {"H": "hour", "M": "minute", "S": "second"}
_COUNTED = re.compile(r"@([+-]?[0-9]+)([a-z]+)")
_NAMED = re.compile(r"@([a-z]{3,})([+-]1)?")
_FEW = range(3, 11)


@dataclass(frozen=True, slots=True)
class Printing:
    """Prints values with month names in the traditions of an article, one or two side by side."""

    traditions: tuple[Tradition, ...] = (0,)

    @classmethod
    def like(cls, expressions: Iterable[str]) -> Printing:
        """With the names that `expressions` use: both of two that stand together, else the most frequent."""
        counts = [0, 0, 0]
        for expression in expressions:
            text = fold_text(expression)
            used = [{k for k in range(3) if _month(month, k) in text} for month in range(1, 13)]
            named = [traditions for traditions in used if traditions]
            if any({0, 1} <= traditions for traditions in named):
                return cls((0, 1))
            for traditions in named:
                for k in traditions:
                    counts[k] += 1
        best = max(range(3), key=lambda k: (counts[k], -k))
        return cls((best,))  # type: ignore[arg-type]  # an index of three

    def write(self, value: str) -> str:
        """`value` in words; nothing for one that has none."""
        if value.startswith("@"):
            return self._write_code(value)
        first, slash, last = value.partition("/")
        if slash:
            return self._write_range(first, last)
        if value.startswith("P"):
            return _write_length(value)
        return self._write_time(value)

    def _write_range(self, first: str, last: str, form: str = "range") -> str:
        """Both ends, the first without the year or month that it shares with the other."""
        one, other = self.write(first), self.write(last)
        year = f" {last[:4].lstrip('0')}"
        if _DAY.fullmatch(first) and _DAY.fullmatch(last) and first[:7] == last[:7]:
            one = str(int(first[8:]))
        elif first[:4] == last[:4] and one.endswith(year) and other.endswith(year):
            one = one.removesuffix(year)
        return _form(form, first=one, last=other)

    def _write_time(self, value: str) -> str:
        if value.endswith("X"):
            return _write_decade(value)
        sign, value = ("-", value[1:]) if value.startswith("-") else ("", value)
        year, *rest = value.split("-")
        if rest and rest[0].startswith("W"):
            monday = date.fromisocalendar(int(year), int(rest[0][1:]), 1)
            sunday = monday + timedelta(days=6)
            return self._write_range(monday.isoformat(), sunday.isoformat(), form="week")
        number = str(int(year) + 1) if sign else year.lstrip("0")
        written = "" if year == "XXXX" else number
        if rest:
            written = self._write_parts(written, [int(part) for part in rest])
        return _form("before-common-era", time=written) if sign else written

    def _write_parts(self, year: str, parts: list[int]) -> str:
        if parts[0] > 12:
            return _form("season", season=_season(parts[0]), year=year).strip()
        month = self._name_month(parts[0])
        if len(parts) == 1:
            return _form("month", month=month, year=year).strip()
        if not year:
            return _form("day", day=parts[1], month=month)
        return _form("date", day=parts[1], month=month, year=year)

    def _name_month(self, month: int) -> str:
        names = dict.fromkeys(_list_months(month)[k] for k in self.traditions)
        return "/".join(names)

    def _write_code(self, value: str) -> str:
        counted, named = _COUNTED.fullmatch(value), _NAMED.fullmatch(value)
        if counted:
            unit = {code: name for name, code in PERIOD_CODES.items()}.get(counted[2], "day")
            return _write_offset(unit, int(counted[1]))
        if named is None:
            return ""
        if named[1] in PERIOD_CODES:
            return _write_offset(named[1], 0)
        name = self._write_name(named[1])
        sign = named[2] or ""
        return _form("last" if sign == "-1" else "next" if sign else "this", name=name) if name else ""

    def _write_name(self, code: str) -> str:
        if code in WEEKDAY_CODES:
            return split_list(_table()["weekdays"][str(WEEKDAY_CODES.index(code) + 1)])[0]
        if code in MONTH_CODES:
            return self._name_month(MONTH_CODES.index(code) + 1)
        number = next((number for number, (name, _) in SEASON_CODES.items() if name == code), None)
        return _season(number) if number else ""


def _write_offset(unit: str, offset: int) -> str:
    if offset == 0:
        return _form("during", period=_count(unit, "1"))
    length = _count(unit, str(abs(offset)))
    return _form("after" if offset > 0 else "before", length=_after_preposition().get(length, length))


def _write_decade(value: str) -> str:
    if value.endswith("XX"):
        written = _form("century", number=int(value[-4:-2]) + 1)
        return _form("before-common-era", time=written) if value.startswith("-") else written
    first = int(value[:-1]) * 10
    return _form("decade", first=first, last=first + 9)


def _write_length(value: str) -> str:
    days, _, hours = value[1:].partition("T")
    counts = [(_UNITS[letter], number) for number, letter in _LENGTH.findall(days)]
    counts += [(_UNITS_OF_TIME[letter], number) for number, letter in _LENGTH.findall(hours)]
    conjunction: str = _table()["print"]["and"]
    return conjunction.join(_count(unit, number) for unit, number in counts)


def _count(unit: str, number: str) -> str:
    """So many of a unit, the noun in the form that the number asks for."""
    one, two, few, many = split_list(_table()["print"]["units"][unit])
    if number in ("1", "2"):
        return one if number == "1" else two
    if "." in number:
        return f"{number} {one}"
    rest = int(number) % 100
    return f"{number} {few if rest in _FEW else many if rest > 10 else one}"


def _form(form: str, **parts: object) -> str:
    return str(_table()["print"][form]).format(**parts)


def _season(number: int) -> str:
    return str(_table()["seasons"][str(number)])


def _table() -> dict[str, Any]:
    return read_lexicon_toml("calendar.toml")


def _list_months(month: int) -> tuple[str, ...]:
    return split_list(_table()["months"][f"{month:02}"])


@cache
def _month(month: int, tradition: int) -> str:
    return fold_text(_list_months(month)[tradition])


@cache
def _after_preposition() -> dict[str, str]:
    pairs = (pair.split(" = ") for pair in split_list(_table()["print"]["after-with"]["forms"]))
    return {one: other for one, other in pairs}
