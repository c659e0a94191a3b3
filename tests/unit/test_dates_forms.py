"""Every way to write a day, in every tradition of the months; the same facts in every spelling."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from report.arabic.fold import fold_text
from report.document import Hints, Source
from report.grammar.dates import Printing, read_times
from report.readers import read
from tests.facts.gold import Gold, label_files, read_gold
from tests.unit.facts_samples import derive, make_document

INTERNATIONAL = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
    "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
MAGHREB = (
    "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
    "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
MOROCCO = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)  # fmt: skip
UNITS = ("الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
ORDINALS = (
    "الأول", *UNITS[1:], "العاشر", *(f"{unit} عشر" for unit in UNITS), "العشرين",
    *(f"{unit} والعشرين" for unit in UNITS), "الثلاثين", "الحادي والثلاثين",
)  # fmt: skip
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

MONTHS: dict[str, Callable[[int], str]] = {
    "international": lambda month: INTERNATIONAL[month],
    "levant": lambda month: LEVANT[month],
    "maghreb": lambda month: MAGHREB[month],
    "morocco": lambda month: MOROCCO[month],
    "slash": lambda month: f"{INTERNATIONAL[month]}/{LEVANT[month]}",
    "slash-and-spaces": lambda month: f"{LEVANT[month]} / {INTERNATIONAL[month]}",
    "brackets": lambda month: f"{LEVANT[month]} ({INTERNATIONAL[month]})",
    "side-by-side": lambda month: f"{INTERNATIONAL[month]} {LEVANT[month]}",
}
DAYS: dict[str, Callable[[date], str]] = {
    "digits": lambda day: f"{day.day} ",
    "digits-of": lambda day: f"{day.day} من ",
    "article": lambda day: f"الـ{day.day} من ",
    "of-the-month": lambda day: f"{day.day} من شهر ",
    "words": lambda day: f"{ORDINALS[day.day - 1]} من ",
}
YEARS: dict[str, Callable[[int], str]] = {
    "digits": lambda year: f" {year}",
    "named": lambda year: f" عام {year}",
    "of-the-year": lambda year: f" من سنة {year}",
    "era": lambda year: f" {year}م",
}
FIRST = date(2015, 1, 1)
YEAR = [FIRST + timedelta(days=count) for count in range(365)]


@pytest.mark.parametrize("months", MONTHS)
def test_every_day_of_a_year(months: str) -> None:
    lines = [f"وصل في {day.day} {MONTHS[months](day.month - 1)} {day.year}." for day in YEAR]
    facts = derive(make_document("عنوان", *lines), "dates")
    assert [fact.value("value") for fact in facts] == [day.isoformat() for day in YEAR]


@pytest.mark.parametrize("digits", [False, True], ids=["western", "indic"])
@pytest.mark.parametrize("years", YEARS)
@pytest.mark.parametrize("days", DAYS)
def test_every_form_of_a_day(days: str, years: str, digits: bool) -> None:
    chosen = [day for day in YEAR if day.day in (day.month, day.month + 19)]
    forms = [
        DAYS[days](day) + MONTHS[months](day.month - 1) + YEARS[years](day.year)
        for day in chosen
        for months in MONTHS
    ]
    if digits:
        forms = [form.translate(INDIC) for form in forms]
    facts = list(derive(make_document("عنوان", *(f"وصل في {form}." for form in forms)), "dates"))
    assert [fact.value("expr") for fact in facts] == forms
    assert [fact.value("value") for fact in facts] == [day.isoformat() for day in chosen for _ in MONTHS]


@pytest.mark.parametrize("traditions", [(0,), (1,), (2,), (0, 1)])
@pytest.mark.parametrize(
    "value",
    [
        "2022-01-06", "1890-11-22", "0749-10-29", "2022-01", "2014-12", "2014", "0734", "-0322", "2021-21",
        "1798-24", "2015-01/2015-06", "2023-12-20/2024-01-05", "1870/1939", "18XX", "P40Y", "P6M", "P2D",
        "PT24H", "P2Y6M", "PT1H35M", "P2W",
    ],
)  # fmt: skip
def test_what_is_printed_says_the_value(value: str, traditions: tuple[int, ...]) -> None:
    printed = Printing(traditions).write(value)  # type: ignore[arg-type]  # the numbers of traditions
    said = {found for _, found in read_times(printed.removeprefix("من "), None)}
    assert value in said


# The open samples, spelled in other ways.

LETTER = "[\u0621-\u063a\u0641-\u064a]"
MARKS = "[\u064b-\u0652\u0670]"
SPELLINGS: dict[str, Callable[[str], str]] = {
    "without-marks": lambda text: re.sub(MARKS, "", text),
    "with-marks": lambda text: re.sub(f"({LETTER})(?!{MARKS})", "\\1\u064e", text),
    "with-tatweel": lambda text: re.sub(f"({LETTER})(?={LETTER}{LETTER})", "\\1\u0640", text),
    "without-hamza": lambda text: re.sub("[أإآ]", "ا", text),
}


Row = tuple[object, ...]


def list_facts(text: str, sample: Gold) -> Iterator[Row]:
    """The facts of an article without their places: spelling may move them."""
    document = replace(read(Source.from_text(text, path=sample.article.name), Hints()), date=sample.date)
    for fact in derive(document, "dates", "formations", "questions"):
        values = [(cell.name, fold_text(str(cell.value))) for cell in fact.cells]
        yield fact.table, fact.rule, *values


@cache
def list_facts_as_written(path: Path) -> tuple[str, Gold, list[Row]]:
    sample = read_gold(path)
    text = sample.article.read_text(encoding="utf-8")
    return text, sample, list(list_facts(text, sample))


@pytest.mark.parametrize("path", label_files("open"), ids=lambda path: path.stem)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_makes_no_other_facts(path: Path, spelling: str) -> None:
    text, sample, facts = list_facts_as_written(path)
    assert list(list_facts(SPELLINGS[spelling](text), sample)) == facts
