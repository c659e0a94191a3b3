from __future__ import annotations

import pytest

from report.arabic.sorting import make_sort_key


@pytest.mark.parametrize(
    ("text", "language", "key"),
    [
        ("الأمن الجماعي", "ar", "أمن الجماعي"),
        ("الأمن الجماعي", "ar-EG", "أمن الجماعي"),
        ("الماس خونین", "fa", "الماس خونین"),
        ("ألمانيا", "ar", "ألمانيا"),
        ("الى", "ar", "الى"),
        ("Amiri", "ar", "Amiri"),
        ("", "ar", ""),
    ],
)
def test_the_article_of_the_first_word_does_not_count(text: str, language: str, key: str) -> None:
    assert make_sort_key(text, language) == key
