"""Numbers with a sign or a unit, which right-to-left text turns about: "-5" comes out as "5-".

Where a sign goes is said by the locales of CLDR: what they write around European and Persian digits ("-5",
"50%") holds a left-to-right mark, around Arabic-Indic digits an Arabic letter mark. What compares a number or
stands apart from it ("≈ 7000", "50 %") is read in the order of the text, and only kept together with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_CURRENCY = "[$€£¥₪﷼₹]"
_UNIT = f"(?:[%‰٪°]|{_CURRENCY})"
_SPACE = "[ \u00a0\u202f]"


def _compile(digits: str) -> re.Pattern[str]:
    return re.compile(
        r"(?<![A-Za-z0-9٠-٩۰-۹.,٫٬$€£%٪°+\-−/:])"
        rf"(?P<comparison>[≈~≃±<>≤≥]{_SPACE}?)?"
        # A hyphen after a letter joins: "كوفيد-19".
        rf"(?P<sign>(?:(?<!\w)[+\-−])?{_CURRENCY}?)"
        rf"[{digits}]+(?:[.,:/\-٫٬][{digits}]+)*"
        rf"(?P<unit>(?:{_UNIT}|\+)?)(?P<apart>{_SPACE}{_UNIT})?"
        r"(?![A-Za-z0-9٠-٩۰-۹])"
    )


_EUROPEAN, _ARABIC = _compile("0-9۰-۹"), _compile("٠-٩")


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
            yield Quantity(start=match.start("sign"), end=match.end("unit"), direction=direction)
        elif match["comparison"] or match["apart"]:
            yield Quantity(start=match.start(), end=match.end(), direction="rtl")
