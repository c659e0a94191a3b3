from __future__ import annotations

import pytest

from report.arabic.sorting import make_sort_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("الأمن الجماعي", "أمن الجماعي"),
        ("ألمانيا", "ألمانيا"),
        ("الى", "الى"),
        ("Amiri", "Amiri"),
        ("", ""),
    ],
)
def test_the_article_of_the_first_word_does_not_count(text: str, key: str) -> None:
    assert make_sort_key(text) == key
