"""Numbers with a sign or a unit, which right-to-left text turns about: "-5" into "5-", "7 km" into "km 7".

Where the sign goes is said by the locales of CLDR: their patterns for European and Persian digits hold a
left-to-right mark, those for Arabic-Indic digits an Arabic letter mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_CURRENCY = "[$€£¥₪﷼₹]"
_SPACE = "[ \u00a0\u202f]?"
# Of the SI and of computing (SI brochure, tables 2, 4, 7 and 8; IEC 80000-13).
_SYMBOLS = "[kcm]?m[²³]?|[km]?g|ha|[ckm]?[lL]|[kMGT]?(?:B|W|Wh|Hz)|k?[VA]|km/h|m/s|h|min|s|t"


def _compile(digits: str, symbols: str) -> re.Pattern[str]:
    number = rf"[{digits}]+(?:[.,:/\-٫٬][{digits}]+)*"
    comparison = rf"(?:[≈~≃±<>≤≥]{_SPACE})?"
    sign = rf"(?:(?<!\w)[+\-−](?={_CURRENCY}?[{digits}]))?"  # a hyphen after a letter joins: "كوفيد-19"
    unit = rf"{_SPACE}(?:[%‰٪]|°[CF]?|{_CURRENCY}|{symbols})"
    return re.compile(
        r"(?<![A-Za-z0-9٠-٩۰-۹.,٫٬$€£%٪°+\-−/:])"
        rf"(?P<sign>{comparison}{sign}{_CURRENCY}?){number}(?P<unit>(?:{unit}|\+)?)"
        r"(?!/?[A-Za-z0-9٠-٩۰-۹²³])"
    )


_EUROPEAN = _compile("0-9۰-۹", _SYMBOLS)
_ARABIC = _compile("٠-٩", "(?!)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its sign and unit, from `start` to `end`, and the direction that keeps it in order."""

    start: int
    end: int
    direction: Literal["ltr", "rtl"]


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of `text`, in their order, that have a sign or a unit beside them."""
    found = [*_find(text, _EUROPEAN, "ltr"), *_find(text, _ARABIC, "rtl")]
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _find(text: str, pattern: re.Pattern[str], direction: Literal["ltr", "rtl"]) -> Iterator[Quantity]:
    for match in pattern.finditer(text):
        if match["sign"] or match["unit"]:
            yield Quantity(start=match.start(), end=match.end(), direction=direction)
