from __future__ import annotations

import pytest

from report.arabic.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("-5", ["-5"]),
        ("−3.5 °C", ["−3.5 °C"]),
        ("50%", ["50%"]),
        ("نحو 50 %، أو 60\u00a0%", ["50 %", "60\u00a0%"]),
        ("بـ50%", ["50%"]),
        ("≈ 7000", ["≈ 7000"]),
        ("≈7,000", ["≈7,000"]),
        ("من -5 إلى +7 درجات", ["-5", "+7"]),
        ("5-7%", ["5-7%"]),
        ("10–15%", ["15%"]),
        ("12 (5%)", ["5%"]),
        ("-$5 و€1.2", ["-$5", "€1.2"]),
        ("25 °م", ["25 °"]),
        ("100+", ["100+"]),
        ("7000 km في", ["7000 km"]),
        ("40 km/h و3 m²", ["40 km/h", "3 m²"]),
        ("۵۰٪", ["۵۰٪"]),
    ],
)
def test_a_number_goes_with_its_sign_and_unit(text: str, found: list[str]) -> None:
    quantities = find_quantities(text)
    assert [text[quantity.start : quantity.end] for quantity in quantities] == found
    assert {quantity.direction for quantity in quantities} == {"ltr"}


@pytest.mark.parametrize("text", ["٥٠٪", "≈ ٧٠٠٠", "-٥", "٥٠ ٪"])
def test_arabic_indic_digits_have_their_sign_at_the_right(text: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.start, quantity.end, quantity.direction) == (0, len(text), "rtl")


@pytest.mark.parametrize(
    "text",
    [
        "7000",
        "7,500",
        "1990-1995",
        "15/1/2022",
        "IL-76",
        "covid-19",
        "كوفيد-19",
        "- 5",
        "5 kmx",
        "US$5",
        "7.",
    ],
)
def test_a_number_alone_or_in_a_name_is_left_alone(text: str) -> None:
    assert find_quantities(text) == ()
