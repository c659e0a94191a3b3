from __future__ import annotations

import pytest

from report.arabic.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("-5", ["-5"]),
        ("−3.5 درجات", ["−3.5"]),
        ("50%", ["50%"]),
        ("بـ50%", ["50%"]),
        ("من -5 إلى +7 درجات", ["-5", "+7"]),
        ("5-7%", ["5-7%"]),
        ("10–15%", ["15%"]),
        ("12 (5%)", ["5%"]),
        ("≈ 50%", ["50%"]),
        ("-$5 و€1.2", ["-$5", "€1.2"]),
        ("25° م", ["25°"]),
        ("100+", ["100+"]),
        ("۵۰٪", ["۵۰٪"]),
    ],
)
def test_a_number_goes_from_left_to_right_with_its_sign_and_unit(text: str, found: list[str]) -> None:
    quantities = find_quantities(text)
    assert [text[quantity.start : quantity.end] for quantity in quantities] == found
    assert {quantity.direction for quantity in quantities} == {"ltr"}


@pytest.mark.parametrize(
    "text",
    ["≈ 7000", "≈7,000", "~\u00a030", "> 20", "50 %", "60\u00a0%", "5 €", "٥٠٪", "≈ ٧٠٠٠", "-٥", "٥٠ ٪"],
)
def test_a_comparison_what_stands_apart_and_arabic_digits_go_from_right_to_left(text: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.start, quantity.end, quantity.direction) == (0, len(text), "rtl")


@pytest.mark.parametrize(
    "text",
    ["7000", "7,500", "1990-1995", "15/1/2022", "IL-76", "covid-19", "كوفيد-19", "- 5", "7 km", "US$5"],
)
def test_a_number_alone_or_in_a_name_is_left_alone(text: str) -> None:
    assert find_quantities(text) == ()
