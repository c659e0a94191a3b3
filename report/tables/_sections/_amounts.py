"""How much a figure says, for charts: numbers of one unit can be compared, others cannot."""

from __future__ import annotations

from functools import cache
from typing import cast

from report.arabic.fold import fold_text
from report.charts import HUNDRED, Amount, Hedge
from report.facts import Fact
from report.resources import read_lexicon_toml

_HEDGES = frozenset({"exact", "approx", "min", "max"})
_NAMED = frozenset({"money", "measure"})
"""Kinds of figures whose unit says by itself what is compared."""


def find_amount(fact: Fact) -> Amount | None:
    """The number of a figure and its unit, a noun's kind where things are counted; `None` without one."""
    value, unit, hedge = fact.value("value"), find_unit(fact), fact.value("modifier") or "exact"
    if not isinstance(value, int | float) or fact.value("value_max") is not None:
        return None
    if value < 0 or not unit or hedge not in _HEDGES:
        return None
    return Amount(value=float(value), unit=unit, hedge=cast(Hedge, hedge))


def find_unit(fact: Fact) -> str:
    """What a figure is a number of; "" where the text does not say."""
    kind, unit = fact.value("kind"), str(fact.value("unit") or "")
    if kind == "percent":
        return HUNDRED if unit in ("", HUNDRED) else ""
    if kind in _NAMED:
        return unit
    words = fold_text(str(fact.value("counted") or "")).split()
    if kind != "count" or not words:
        return ""
    known = next((_kinds()[word] for word in (words[0], words[-1]) if word in _kinds()), "")
    return known or f"«{words[0]}»"


@cache
def _kinds() -> dict[str, str]:
    """Noun → the kind of thing that it counts."""
    table = read_lexicon_toml("charts.toml")
    return {fold_text(word): kind for kind, entry in table.items() for word in entry["words"]}
