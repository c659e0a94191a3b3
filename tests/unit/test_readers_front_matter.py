from __future__ import annotations

import pytest

from report.document import Document, Hints, Paragraph, Source, ThematicBreak, read_inlines
from report.errors import SourceError
from report.readers import read


def read_markdown(text: str) -> Document:
    return read(Source.from_text(text, path="a.md"), Hints())


def refuse(text: str) -> tuple[str, str]:
    """What the reader says against `text`, and where."""
    with pytest.raises(SourceError) as caught:
        read_markdown(text)
    return str(caught.value), str(caught.value.location).removeprefix("a.md:")


@pytest.mark.parametrize(
    ("written", "text", "spanned"),
    [
        ("عنوان فيه كلام", "عنوان فيه كلام", "عنوان فيه كلام"),
        ("  عنوان  # تعليق", "عنوان", "عنوان"),
        ('"عنوان: فرع"', "عنوان: فرع", "عنوان: فرع"),
        ("'عنوان'", "عنوان", "عنوان"),
        ("'it''s'", "it's", "it''s"),
        (r'"ع\u0646وان"', "عنوان", r"ع\u0646وان"),
        ('" عنوان "', "عنوان", "عنوان"),
        ("1984", "1984", "1984"),
        ("yes", "yes", "yes"),
        ("عنوان\n  طويل", "عنوان طويل", "عنوان\n  طويل"),
        (">\n  عنوان\n  طويل", "عنوان طويل", ">\n  عنوان\n  طويل\n"),
    ],
)
def test_a_value_has_its_place(written: str, text: str, spanned: str) -> None:
    document = read_markdown(f"---\ntitle: {written}\nauthor: كاتب\n---\n\nنص\n")
    assert (document.title.text, document.source[document.title.span]) == (text, spanned)
    assert document.author and document.source[document.author.span] == "كاتب"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("end", ["---", "...", "--- "])
def test_every_key_of_the_front_matter(line_end: str, end: str) -> None:
    front = "title: أ\nsubtitle: ب\ndate: 2022-01-20\nlanguage: fa\nsource: ج\nlicence: CC BY 4.0\nauthor: د"
    document = read_markdown(f"---\n{front}\n{end}\nنص\n".replace("\n", line_end))
    fields = (document.title, document.attribution, document.licence, document.author)
    assert [field and document.source[field.span] for field in fields] == ["أ", "ج", "CC BY 4.0", "د"]
    assert read_inlines(document.deck).text == "ب"
    assert (document.date, document.language, document.direction) == ("2022-01-20", "fa", "rtl")
    assert [document.source[block.span] for block in document.blocks] == ["نص"]


def test_values_that_are_not_there() -> None:
    document = read_markdown("---\ntitle: أ\nsubtitle:\ndate: ~\n---\nنص\n")
    assert (document.deck, document.date, document.author) == ((), None, None)


@pytest.mark.parametrize(
    ("front", "said", "place"),
    [
        ("title: أ\nlicense: x", "unknown key license in the front matter", "3:1"),
        ("title: أ\n1: x", "unknown key 1 in the front matter", "3:1"),
        ("[أ]: x", "unknown key [أ] in the front matter", "2:1"),
        ("title: أ\ndate: 2022\ntitle: ب", "title is set here and on line 2", "4:1"),
        ("title: [أ]", "title is not a text", "2:8"),
        ("title:\n  أ: ب", "title is not a text", "3:3"),
        ("- title", "the front matter is not a list of `key: value` lines", "2:1"),
        ("date: 20/1/2022", "the date cannot be 20/1/2022", "2:7"),
        ("date: 2022-02-30", "the date cannot be 2022-02-30", "2:7"),
        ("date: ٢٠٢٢-٠١-٠١", "the date cannot be ٢٠٢٢-٠١-٠١", "2:7"),
        ("language: عربي", "the language cannot be عربي", "2:11"),
        ("title: أ: ب", "the front matter is not YAML: mapping values are not allowed here", "2:9"),
        (
            "\ttitle: أ",
            "the front matter is not YAML: found character '\\t' that cannot start any token",
            "2:1",
        ),
        ('title: "أ', "the front matter is not YAML: found unexpected end of stream", "3:1"),
        ("title: *أ", None, "2:9"),
    ],
)
def test_mistakes_in_the_front_matter_have_their_place(front: str, said: str | None, place: str) -> None:
    found = refuse(f"---\n{front}\n---\nنص\n")
    assert found[1] == place
    assert said in (None, found[0])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("---\nlicense: x\n---\n", "did you mean licence?"),
        ("---\nfoo: x\n---\n", "the keys are: title, subtitle, date, language, source, licence, author"),
        ("---\ntitle: أ: ب\n---\n", "a value that holds a colon goes in quotation marks"),
        ("---\ntitle:\tأ\n\tdate: x\n---\n", "YAML takes spaces, not tabs"),
        ("---\ntitle: أ\n\nنص\n", "close it with a line that says ---"),
        ("---\ntitle: عنوان\n---\nنص[^memory]\n\n[^memroy]: ج\n", "did you mean memroy, on line 6?"),
        ("---\ntitle: عنوان\n---\nنص[^a]\n", "write a line that begins with [^a]:"),
    ],
)
def test_errors_say_what_to_do(text: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_markdown(text)
    assert str(caught.value.hint) == hint


def test_front_matter_that_does_not_end() -> None:
    assert refuse("\n---\ntitle: أ\n\nنص\n") == ("the front matter does not end", "2:1")


def test_a_rule_of_hyphens_in_the_text_is_no_front_matter() -> None:
    document = read_markdown("# أ\n\n---\n\nب\n\n---\n")
    assert [type(block) for block in document.blocks] == [ThematicBreak, Paragraph, ThematicBreak]
