"""Numbers in western digits, with whatever separators a newsroom types."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_LONGEST = 18  # characters; what is longer is an account or a telephone


def read_literal(text: str) -> tuple[Fraction, Fraction | None] | None:
    """The value of the digits `text`; both readings where one separator has three digits after it.

    The first groups thousands (1.500 is fifteen hundred), the second begins decimals. None where `text` is no
    number but a version, a telephone, a date.
    """
    digits = text.replace(" ", "").replace("٬", "").replace("٫", ".")
    points, commas = digits.count("."), digits.count(",")
    if len(digits) > _LONGEST or (digits.isdigit() and len(digits) > 2 and digits.startswith("0")):
        return None
    if "٫" in text or "٬" in text or not (points or commas):
        return (Fraction(Decimal(digits.replace(",", ""))), None) if points <= 1 else None
    if points and commas:
        group, decimal = (",", ".") if digits.rindex(".") > digits.rindex(",") else (".", ",")
        return _read_grouped(digits.split(decimal)[0], group, digits.partition(decimal)[2])
    separator = "." if points else ","
    if points + commas > 1:
        return _read_grouped(digits, separator, "")
    whole, _, rest = digits.partition(separator)
    decimals = Fraction(Decimal(f"{whole}.{rest}"))
    if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        return Fraction(int(whole + rest)), decimals
    return decimals, None


def _read_grouped(whole: str, group: str, decimals: str) -> tuple[Fraction, None] | None:
    first, *others = whole.split(group)
    if not 1 <= len(first) <= 3 or any(len(part) != 3 for part in others):
        return None
    if decimals and not decimals.isdigit():
        return None
    return Fraction(Decimal(f"{first}{''.join(others)}.{decimals or 0}")), None
