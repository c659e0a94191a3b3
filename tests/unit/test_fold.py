"""Folding: one spelling, and the way back."""

from __future__ import annotations

import pytest

from report.arabic.fold import fold, fold_text
from report.arabic.tokens import carries_article, is_definite, split_tokens, strip_clitics


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("مُحَمَّدٌ", "محمد"),
        ("عـــام", "عام"),
        ("أإآٱا", "ااااا"),
        ("على", "علي"),
        ("می‌رود", "ميرود"),
        ("کتاب", "كتاب"),
        ("قوة قوه", "قوة قوه"),
        ("سؤال مئة", "سؤال مئة"),
        ("سو\u0654ال مي\u0654ة", "سؤال مئة"),
        ("ﻻ ﻛﺘﺎﺏ", "لا كتاب"),
        ("ﹷa", "a"),
        ("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹", "0123456789 0123456789"),
        ("٪", "%"),
        ("1٫5 1٬500", "1٫5 1٬500"),
        ("\u200fعام\u200e \u2067x\u2069", "عام x"),
        ("1\u00a0000\u202f000\tx", "1 000 000 x"),
        ("Cafe\u0301", "Cafe"),
        ("", ""),
    ],
)
def test_a_text_has_one_spelling(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@pytest.mark.parametrize(
    ("text", "part", "original"),
    [
        ("قالَ الرَّئِيسُ", "الرئيس", "الرَّئِيسُ"),
        ("عـــام ٢٠١٩", "عام", "عـــام"),
        ("عـــام ٢٠١٩", "2019", "٢٠١٩"),
        ("بـ\u200f70\u200f طائرة", "ب70", "بـ\u200f70"),
        ("ﻻعب", "ل", "ﻻ"),
        ("مي\u0654ة", "مئ", "مي\u0654"),
    ],
)
def test_a_match_leads_back_to_what_was_written(text: str, part: str, original: str) -> None:
    folded = fold(text)
    start = folded.text.index(part)
    first, last = folded.span(start, start + len(part))
    assert text[first:last] == original


@pytest.mark.parametrize("place", [(0, 0), (2, 1), (0, 9), (-1, 1)])
def test_only_characters_lead_back(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no characters"):
        fold("عام").span(*place)


def test_tokens_are_words_numbers_and_marks() -> None:
    tokens = split_tokens("ال19، و162الفا IL-76 1.5 12 000 5/6")
    assert [(token.text, token.kind) for token in tokens] == [
        ("ال", "word"), ("19", "number"), ("،", "mark"), ("و", "word"), ("162", "number"), ("الفا", "word"),
        ("IL", "latin"), ("-", "mark"), ("76", "number"), ("1.5", "number"), ("12 000", "number"),
        ("5", "number"), ("/", "mark"), ("6", "number"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("وبالمئة", "مئة"),
        ("للدول", "دول"),
        ("فكتاب", "كتاب"),
        ("بنحو", "نحو"),
        ("الدول", "دول"),
        ("واحد", "احد"),
    ],
)
def test_clitics_may_be_taken_off(word: str, stem: str) -> None:
    assert strip_clitics(word)[0] == word
    assert stem in strip_clitics(word)


@pytest.mark.parametrize("word", ["و", "ال", "في", "الف", "لم"])
def test_a_short_word_is_not_taken_apart(word: str) -> None:
    assert strip_clitics(word) == (word,)


def test_the_article_is_seen_behind_clitics() -> None:
    assert is_definite("والدول")
    assert is_definite("للدول")
    assert not is_definite("دول")
    assert carries_article("بالدول", "دول")
    assert not carries_article("بدول", "دول")
