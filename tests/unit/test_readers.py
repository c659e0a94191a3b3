from __future__ import annotations

import pytest

from report.arabic.direction import direction_of_language
from report.document import Hints, Source
from report.errors import SourceError
from report.readers import load_readers, read


def test_each_suffix_has_its_reader() -> None:
    assert sorted(load_readers()) == [".markdown", ".md", ".text", ".txt"]


@pytest.mark.parametrize("name", ["a.md", "A.MD", "folder.txt/a.markdown"])
def test_the_suffix_chooses_the_reader(name: str) -> None:
    document = read(Source.from_text("# عنوان\n\n**نص**\n", path=name), Hints())
    assert document.title.text == "عنوان"


@pytest.mark.parametrize(
    ("name", "said"),
    [("a.docx", "nothing reads files that end in .docx"), ("article", "the file name has no suffix")],
)
def test_an_unknown_suffix_is_refused_with_the_known_ones(name: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(Source.from_text("نص", path=name), Hints())
    assert (str(caught.value), str(caught.value.location)) == (said, name)
    assert caught.value.exit_code == 3
    assert str(caught.value.hint) == "an article ends in one of: .markdown, .md, .text, .txt"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_article_without_text_is_refused(name: str, text: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(Source.from_text(text, path=name), Hints())
    assert str(caught.value.location) == f"{name}:1:1"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_byte_order_mark_is_no_text(name: str) -> None:
    document = read(Source.from_text("\ufeffعنوان\n\nجملة أولى.\n", path=name), Hints())
    assert document.title.text == "عنوان"
    assert document.source[document.title.span] == "عنوان"


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_no_break_spaces_tatweel_and_joiners_stay(name: str) -> None:
    line = "عـــام 5\u00a0آلاف می\u200cرود."
    document = read(Source.from_text(f"عنوان\n\n{line}\n", path=name), Hints())
    assert document.source[document.blocks[0].span] == line


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("عنوان عربي", "ar"),
        ("12345", "ar"),
        ("The bridge is open, says «وكالة»", "en"),
        ("این یک گزارش درباره پل جدید است که چهار سال پیش آغاز شد. " * 5, "fa"),
        ("یہ نئے پل کے بارے میں ایک رپورٹ ہے جو چار سال پہلے شروع ہوئی تھی۔ " * 5, "ur"),
        # Arabic typed with Persian letters, and a few Persian names, is Arabic.
        ("قال الكاتب في المدينة إن الحكومة وافقت على الخطة الجديدة. ".replace("ك", "ک") * 5 + "پوتین", "ar"),
        ("پل", "ar"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_the_letters_tell_the_language(name: str, text: str, language: str) -> None:
    document = read(Source.from_text(f"{text}\n", path=name), Hints())
    assert document.language == language
    assert document.direction == ("ltr" if language == "en" else "rtl")


RTL_TAGS = ("ar", "AR", "ar-EG", "fa", "ur", "he", "ps", "sd", "ug", "yi", "dv", "ckb", "az-Arab", "ku-arab")


@pytest.mark.parametrize("tag", RTL_TAGS)
def test_direction_of_languages_from_right_to_left(tag: str) -> None:
    assert direction_of_language(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "tr", "az", "ar-Latn", "fa-Latn-IR", "und", "ru-Cyrl"])
def test_direction_of_languages_from_left_to_right(tag: str) -> None:
    assert direction_of_language(tag) == "ltr"
