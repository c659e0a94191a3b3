"""The three digit families of Arabic-script text, and which one a text uses."""

from __future__ import annotations

from typing import Literal

DigitFamily = Literal["western", "arabic", "persian"]

DIGITS: dict[DigitFamily, str] = {
    "western": "0123456789",
    "arabic": "٠١٢٣٤٥٦٧٨٩",  # U+0660-0669, Unicode: ARABIC-INDIC DIGIT
    "persian": "۰۱۲۳۴۵۶۷۸۹",  # U+06F0-06F9, Unicode: EXTENDED ARABIC-INDIC DIGIT
}

# CSS Counter Styles Level 3, section 6.1: the predefined style of each family.
COUNTER_STYLES: dict[DigitFamily, str] = {
    "western": "decimal",
    "arabic": "arabic-indic",
    "persian": "persian",
}


def detect_digits(text: str) -> DigitFamily:
    """The family that most digits of `text` belong to; western where there are none."""
    counts = {family: sum(text.count(digit) for digit in digits) for family, digits in DIGITS.items()}
    return max(counts, key=lambda family: counts[family])


def format_digits(value: int | str, family: DigitFamily) -> str:
    """`value` with its western digits written in `family`."""
    return str(value).translate(str.maketrans(DIGITS["western"], DIGITS[family]))


def to_western(text: str) -> str:
    """`text` with the digits of every family as western ones, character by character."""
    table = {ord(digit): str(i) for digits in DIGITS.values() for i, digit in enumerate(digits)}
    return text.translate(table)
