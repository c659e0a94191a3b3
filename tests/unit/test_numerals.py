"""Numerals: what the words and digits of a text are worth."""

from __future__ import annotations

import pytest

from report.arabic.fold import fold_text
from report.arabic.numerals import Numeral, find_numerals
from report.arabic.tokens import split_tokens
from report.grammar import numeral_words


def find(text: str) -> tuple[Numeral, ...]:
    return find_numerals(split_tokens(fold_text(text)), numeral_words())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7 آلاف", 7000),
        ("٧ آلاف", 7000),
        ("۷آلاف", 7000),
        ("2.5 مليون", 2_500_000),
        ("2٫5 مليون", 2_500_000),
        ("مليون و162 ألفا", 1_162_000),
        ("مليون و 162 ألفا", 1_162_000),
        ("نصف مليار", 500_000_000),
        ("مليون ونصف المليون", 1_500_000),
        ("مليون ونصف", 1_500_000),
        ("مليونا ونصف مليون", 1_500_000),
        ("مليونا و200 ألف", 1_200_000),
        ("مليونين ونصف مليون", 2_500_000),
        ("مليونين", 2_000_000),
        ("ألفان وخمسمئة", 2500),
        ("ألفا جندي", 2000),
        ("مئتا جندي", 200),
        ("ثلاث مئة وخمسة وعشرون", 325),
        ("ثلاثمائة", 300),
        ("أحد عشر", 11),
        ("إحدى عشرة", 11),
        ("اثنتا عشرة", 12),
        ("تسعة عشر", 19),
        ("واحد وعشرون ألفا وخمسمئة", 21_500),
        ("تسعمئة وتسعة وتسعون ألفا وتسعمئة وتسعة وتسعين", 999_999),
        ("مئة وخمسين مليونا ومئتي ألف", 150_200_000),
        ("3 ملايين و200 ألف و50", 3_200_050),
        ("ألف مليار", 10**12),
        ("ثمانية آلاف وخمس وستون", 8065),
        ("ألفان وخمس", 2005),
        ("مليون وخمس المليون", 1_200_000),
        ("تريليونين", 2 * 10**12),
        ("خمسة و عشرون", 25),
        ("ثَلاثَةُ", 3),
        ("ثمانـية", 8),
        ("1,500", 1500),
        ("1٬500", 1500),
        ("1٫500", 1.5),
        ("1.234.567", 1_234_567),
        ("12,500.75", 12_500.75),
        ("12.500,75", 12_500.75),
        ("12 000", 12_000),
        ("12\u00a0000", 12_000),
        ("1,5", 1.5),
        ("0.500", 0.5),
        ("4,500000", 4.5),
    ],
)
def test_a_numeral_has_a_value(text: str, value: float) -> None:
    numerals = find(text)
    assert [numeral.value for numeral in numerals] == [value]
    assert (numerals[0].start, numerals[0].end) == (0, numerals[0].end)
    assert isinstance(numerals[0].value, type(value))


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "1.2.3.4",
        "5.3.2024",
        "1234567890123456789",
        "لست أدري",
        "فستان",
        "أحد الأعضاء",
        "ثمن السلام",
        "1,23,4",
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("خمسة وعشرة", [5, 10]),
        ("عشرون وثلاثون", [20, 30]),
        ("مئة ومئتين", [100, 200]),
        ("7 آلاف جندي و500 دبابة", [7000, 500]),
        ("5 و10", [5, 10]),
        ("خمسة، عشرون", [5, 20]),
        ("ألف ومليون", [1000, 1_000_000]),
    ],
)
def test_numbers_side_by_side_stay_apart(text: str, values: list[int]) -> None:
    assert [numeral.value for numeral in find(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الأولى", 1),
        ("الثاني", 2),
        ("العاشرة", 10),
        ("الحادي عشر", 11),
        ("الخامسة عشرة", 15),
        ("الحادية والعشرين", 21),
        ("الثالث والثلاثون", 33),
    ],
)
def test_ordinals(text: str, value: int) -> None:
    (numeral,) = find(text)
    assert (numeral.form, numeral.value, numeral.definite) == ("ordinal", value, True)
    assert (numeral.start, numeral.end) == (0, len(fold_text(text)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلث السكان", 1 / 3),
        ("ثلثي السكان", 2 / 3),
        ("ثلاثة أرباع السكان", 0.75),
        ("ثلاثة أرباعها", 0.75),
        ("خمس السكان", 0.2),
        ("نصفهم", 0.5),
        ("ثلثاها", 2 / 3),
    ],
)
def test_parts_of_something(text: str, value: float) -> None:
    (numeral,) = find(text)
    assert (numeral.form, numeral.value) == ("fraction", value)


def test_five_is_not_a_fifth() -> None:
    assert [(numeral.form, numeral.value) for numeral in find("خمس دول")] == [("words", 5)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("بين 10 و20", 10, 20),
        ("ما بين عشرة وعشرين", 10, 20),
        ("من 5 إلى 7", 5, 7),
        ("5 إلى 7", 5, 7),
        ("خمسة أو ستة", 5, 6),
        ("بين 10 و20 ألفا", 10_000, 20_000),
        ("بين 10 آلاف و20 ألفا", 10_000, 20_000),
        ("500 إلى 1000", 500, 1000),
        ("10% إلى 20%", 10, 20),
        ("بين مليون ومليوني", 1_000_000, 2_000_000),
    ],
)
def test_ranges(text: str, low: int, high: int) -> None:
    (numeral,) = find(text)
    assert (numeral.form, numeral.value, numeral.value_max) == ("range", low, high)


@pytest.mark.parametrize(
    ("text", "values"),
    [("10 و20", [10, 20]), ("1.3% إلى 83", [1.3, 83]), ("بين 20 و10", [20, 10]), ("7 إلى 5", [7, 5])],
)
def test_what_is_no_range(text: str, values: list[float]) -> None:
    assert [numeral.value for numeral in find(text)] == values


def test_a_dash_makes_a_pair_and_leaves_the_rest_to_the_context() -> None:
    (numeral,) = find("2-1")
    assert (numeral.form, numeral.value, numeral.value_max) == ("pair", 2, 1)


def test_from_to_may_fall() -> None:
    (numeral,) = find("من 38 إلى 34")
    assert (numeral.from_to, numeral.value, numeral.value_max) == (True, 38, 34)


@pytest.mark.parametrize(
    ("text", "value", "other"),
    [
        ("1.500", 1500, 1.5),
        ("1,500", 1500, 1.5),
        ("1.500 مليون", 1_500_000, 1_500_000_000),
        ("1٫500", 1.5, None),
    ],
)
def test_a_separator_may_be_read_in_two_ways(text: str, value: float, other: float | None) -> None:
    (numeral,) = find(text)
    assert (numeral.value, numeral.other) == (value, other)


def test_what_is_written_together_with_a_number_is_known() -> None:
    assert [numeral.joined for numeral in find("و20")] == [True]
    assert [numeral.definite for numeral in find("الـ20")] == [True]
    assert [numeral.definite for numeral in find("بالخمسين")] == [True]
    assert [(numeral.start, numeral.definite) for numeral in find("بخمسين")] == [(1, False)]
