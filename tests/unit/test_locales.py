from __future__ import annotations

import re
import string
from collections.abc import Mapping

import pytest

from report.arabic.direction import (
    count_letters,
    direction_of_language,
    find_scripts,
    language_of_run,
    script_of_language,
)
from report.arabic.punctuation import RULES
from report.document import Direction
from report.errors import ConfigError, ResourceError
from report.fonts import covered_characters, load_families
from report.render import load_strings, load_theme
from report.resources import Resources
from report.tables import load_table_kinds

LANGUAGES = ("ar", "en", "fa", "he", "ur")
TABLES: Mapping[str, Mapping[str, str]] = {
    language: load_strings(Resources(), language) for language in LANGUAGES
}


def list_names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_locale_table_has_the_same_keys_and_blanks(language: str) -> None:
    table, arabic = TABLES[language], TABLES["ar"]
    assert table.keys() == arabic.keys()
    for key, text in table.items():
        assert list_names(text) == list_names(arabic[key]), key
        assert text == text.strip() != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_locale_table_is_in_its_own_letters(language: str) -> None:
    direction = direction_of_language(language)
    other: Direction = "ltr" if direction == "rtl" else "rtl"
    for key, text in TABLES[language].items():
        words = re.sub(r"\{.*?\}", "", text)
        assert not count_letters(words, other), key  # it would have to be isolated


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("output", ["print", "epub"])
def test_the_faces_of_the_theme_have_every_letter_of_the_table(language: str, output: str) -> None:
    theme = load_theme(Resources(), "briefing").for_scripts([script_of_language(language)])
    characters = covered_characters(load_families(Resources(), theme.families(output)))
    needed = set("".join(TABLES[language].values())) - set("\u200c ")
    assert not {character for character in needed if ord(character) not in characters}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_typographic_rule_and_every_table_has_a_name(language: str) -> None:
    names = {f"typography.rule.{rule}" for rule in RULES}
    for kind in load_table_kinds().values():
        names |= {kind.TITLE, *(column.title for column in kind.COLUMNS)}
    assert names <= TABLES[language].keys()


@pytest.mark.parametrize(
    ("language", "months", "july"),
    [
        ("ar", "", "يوليو/تموز"),
        ("ar-SY", "", "تموز"),
        ("ar-LB", "", "تموز"),
        ("ar-Arab-IQ", "", "تموز"),
        ("ar-SA", "", "يوليو"),
        ("ar-EG", "", "يوليو"),
        ("ar-TN", "", "جويلية"),
        ("ar-DZ", "", "جويلية"),
        ("ar-MA", "", "يوليوز"),
        ("ar-FR", "", "يوليو/تموز"),
        ("ar", "levantine", "تموز"),
        ("ar-SY", "gulf", "يوليو"),
        ("ar-SY", "both", "يوليو/تموز"),
        ("fa-IR", "", "ژوئیهٔ"),
        ("ur", "", "جولائی"),
        ("he-IL", "", "יולי"),
        ("en", "", "July"),
    ],
)
def test_months_are_those_of_the_region_or_of_the_setting(language: str, months: str, july: str) -> None:
    strings = load_strings(Resources(), language, months)
    assert strings["month.07"] == july
    assert sum(key.startswith("month.") for key in strings) == 12


def test_month_names_that_are_not_there_are_refused_with_those_that_are() -> None:
    with pytest.raises(ConfigError) as caught:
        load_strings(Resources(), "ar", "roman")
    assert "levantine" in str(caught.value.hint)
    with pytest.raises(ConfigError):
        load_strings(Resources(), "he", "levantine")


def test_a_language_without_a_table_is_refused_with_those_that_have_one() -> None:
    with pytest.raises(ResourceError, match="no locale table for the language sw") as caught:
        load_strings(Resources(), "sw")
    assert str(caught.value.hint) == "the languages are: ar, en, fa, he, ur"


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("ar-LB", "Arab"),
        ("fa", "Arab"),
        ("he", "Hebr"),
        ("en", "Latn"),
        ("ar-Latn", "Latn"),
        ("az-arab", "Arab"),
    ],
)
def test_scripts(tag: str, script: str) -> None:
    assert script_of_language(tag) == script
    assert direction_of_language(tag) == ("ltr" if script == "Latn" else "rtl")


def test_letters_of_another_script_bring_its_faces_along() -> None:
    theme = load_theme(Resources(), "briefing")
    assert find_scripts("قال שלום IL-76") == ("Arab", "Hebr")
    assert theme.for_scripts(["Arab", "Arab"]).families("epub") == theme.families("epub")
    assert theme.for_scripts(["Arab", "Hebr"]).families("epub")[:2] == (
        "Noto Naskh Arabic",
        "Noto Serif Hebrew",
    )
    assert theme.for_scripts(["Hebr", "Arab"]).families("epub")[:2] == (
        "Noto Serif Hebrew",
        "Noto Naskh Arabic",
    )


@pytest.mark.parametrize(("run", "language"), [("IL-76", "en"), ("שלום", "he"), ("سلام", "ar")])
def test_the_language_of_a_run(run: str, language: str) -> None:
    assert language_of_run(run) == language
