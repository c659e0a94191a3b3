from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from report.arabic.fold import fold_text
from report.grammar.words import fold_spelling, is_ordinary_word
from report.resources import read_lexicon

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "word",
    [
        "كتاب",
        "والكتاب",
        "فبالكتب",
        "للجنة",
        "لجنتهم",
        "وسيكتبونها",
        "المسؤولين",
        "مدرعاتهم",
        "قالت",
        "يونيو",
        "روسي",
        "الأوكرانيتين",
        "الميليشيات",
        "بدأوا",
    ],
)
def test_words_with_their_clitics_are_ordinary(word: str) -> None:
    assert is_ordinary_word(word)


@pytest.mark.parametrize(
    "word",
    [
        "لافروف",
        "وتوكاييف",
        "زيلينسكي",
        "أردوغان",
        "سيرديوكوف",
        "موسكو",
        "لموسكو",
        "محمود عباس",
        "NATO",
        "12",
        "،",
        "",
    ],
)
def test_names_and_what_is_no_word_are_not(word: str) -> None:
    assert not is_ordinary_word(word)


@pytest.mark.parametrize(
    ("written", "careless"),
    [
        ("أعلنت", "اعلنت"),
        ("الإدارة", "الادارة"),
        ("مسؤول", "مسوول"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("كتب", "كَتَبَ"),
        ("كبير", "كبـــير"),
        ("قاضٍ", "قاض"),
    ],
)
def test_spelling_does_not_matter(written: str, careless: str) -> None:
    assert is_ordinary_word(written) and is_ordinary_word(careless)


def test_a_prefix_is_taken_only_by_what_may_take_it() -> None:
    assert is_ordinary_word("سيكتب")
    assert not is_ordinary_word("سكتاب")
    assert not is_ordinary_word("باليكتب")


@pytest.mark.parametrize("text", ["إِنَّ آلَـ أُسْرة", "مسؤولية ٱلشيء", "قرى گ چ"])
def test_folding_spelling_folds_no_less_than_folding_does(text: str) -> None:
    assert fold_spelling(fold_text(text)) == fold_spelling(text)
    assert len(fold_spelling(fold_text(text))) == len(fold_text(text))


def test_the_compiled_words_are_those_of_their_recipe() -> None:
    """Compile them again after a change of what is added, and note both digests."""
    sources = tomllib.loads(read_lexicon("SOURCES.toml").decode())["words.bin"]
    assert hashlib.sha256(read_lexicon("words.bin")).hexdigest() == sources["sha256"]
    added = ROOT / "tests" / "recipes" / "words-added.txt"
    assert (
        hashlib.sha256(added.read_bytes()).hexdigest() == sources["inputs"]["tests/recipes/words-added.txt"]
    )
    assert read_lexicon(sources["licence-file"]).lstrip().startswith(b"GNU LESSER GENERAL PUBLIC LICENSE")
