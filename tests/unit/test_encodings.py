from __future__ import annotations

import pytest

from report.arabic.encodings import guess_encoding

SENTENCE = "وصلت إلى الميناء ثلاث سفن، وقال مدير الميناء إن التفريغ يبدأ غدا.\nما الذي تغير؟\n"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6", "utf-16le", "utf-16be"])
def test_arabic_is_known_by_its_letters(encoding: str) -> None:
    assert guess_encoding(SENTENCE.encode(encoding)) == encoding


@pytest.mark.parametrize("word", ["ميناء", "قافلة"])
@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
def test_one_word_is_enough_where_its_letters_differ(word: str, encoding: str) -> None:
    assert guess_encoding(word.encode(encoding)) == encoding


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfe" + SENTENCE.encode("utf-16le"), "utf-16"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16be"), "utf-16"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "utf-8"),
    ],
)
def test_a_byte_order_mark_decides(data: bytes, expected: str) -> None:
    assert guess_encoding(data) == expected


@pytest.mark.parametrize("data", [b"", b"plain ASCII", bytes(range(128, 256)), b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_not_arabic_is_not_guessed(data: bytes) -> None:
    assert guess_encoding(data) is None


def test_a_long_text_is_cut_between_characters() -> None:
    assert guess_encoding(("س" * 30_001).encode()) == "utf-8"
    assert guess_encoding(b"a" + SENTENCE.encode() * 500) == "utf-8"
