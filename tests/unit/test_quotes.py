"""Quotes: what is said, by whom and where; what marks hold that nobody says."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Hints, Source
from report.readers import read as read_article
from report.tables import lay_out_tables, quotes
from tests.unit.facts_samples import choose_kinds, derive, make_document, override, show


def read(*paragraphs: str) -> list[tuple[object, ...]]:
    """Text, kind and speaker of each row."""
    rows = [show(fact) for fact in derive(make_document("عنوان", *paragraphs), "quotes")]
    return [(row["text"], row["kind"], row.get("speaker")) for row in rows]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("قال الوزير: «العمل مستمر ولن يقف».", "العمل مستمر ولن يقف", "الوزير"),
        ("قال الوزير إن «العمل مستمر ولن يقف».", "العمل مستمر ولن يقف", "الوزير"),
        ('"العمل مستمر ولن يقف"، يقول سامي بركات.', "العمل مستمر ولن يقف", "سامي بركات"),
        ("وأكدت وزارة الدفاع أنها \"مستعدة لكل طارئ\".", "مستعدة لكل طارئ", "وزارة الدفاع"),
        ("سامي بركات: «العمل مستمر ولن يقف».", "العمل مستمر ولن يقف", "سامي بركات"),
        ("قال مصدر مطلع: «العمل مستمر. ولن يقف».", "العمل مستمر. ولن يقف", "مصدر مطلع"),
    ],
)  # fmt: skip
def test_words_in_marks(text: str, said: str, speaker: str) -> None:
    assert read(text) == [(said, "direct", speaker)]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("قال الوزير إن العمل مستمر ولن يقف.", "إن العمل مستمر ولن يقف", "الوزير"),
        ("أعلنت موسكو أن القوات انسحبت من المدينة.", "أن القوات انسحبت من المدينة", "موسكو"),
        ("وأوضح سامي بركات أمس أن العمل مستمر.", "أن العمل مستمر", "سامي بركات"),
        ("قال الوزير إن العمل مستمر، بينما ينتظر الناس.", "إن العمل مستمر", "الوزير"),
    ],
)
def test_clauses(text: str, said: str, speaker: str) -> None:
    assert read(text) == [(said, "indirect", speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "قرأ رواية «الأيام الطويلة جدا» ثم نام.",
        "يسمونه «أبو الفقراء» في قريته.",
        "افتتح معرض «ألوان المدينة القديمة» أمس.",
        "هذه «حرية» لا يريدها أحد.",
        "كان مصطلح «الاحتباس الحراري العالمي» جديدا.",
        "أغلق المتجر بعد أن انتهى العمل.",
        "يبدو أن العمل مستمر.",
        "لم يقل الوزير إن العمل مستمر.",
        "أظهرت الدراسة أن العمل مستمر.",
    ],
)
def test_what_nobody_says(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "قال الوزير: «سمعت أحدهم يقول: \"لن نعود أبدا\" ثم خرج».",
            "سمعت أحدهم يقول: \"لن نعود أبدا\" ثم خرج",
        ),
        ("قال الوزير: «سمعت أحدهم يقول: «لن نعود أبدا» ثم خرج».", "سمعت أحدهم يقول: «لن نعود أبدا» ثم خرج"),
    ],
)  # fmt: skip
def test_the_outer_of_nested_marks_is_the_quote(text: str, said: str) -> None:
    assert [row[0] for row in read(text)] == [said]


def test_marks_that_never_close_last_to_the_end_of_the_paragraph() -> None:
    rows = read("قال الوزير: «العمل مستمر ولن يقف. وشكر الجميع.", "قال سامي بركات: «نعم، هذا صحيح».")
    assert rows == [
        ("العمل مستمر ولن يقف. وشكر الجميع.", "direct", "الوزير"),
        ("نعم، هذا صحيح", "direct", "سامي بركات"),
    ]
    assert read("قال الوزير إن العمل « مستمر.") == [("إن العمل « مستمر", "indirect", "الوزير")]


def test_who_goes_on_speaking() -> None:
    rows = read("قالت ليلى الحداد إن العمل مستمر.", "وأضافت أن الوقت قصير جدا.", "وتابعت: «لا وقت للراحة».")
    assert [speaker for _, _, speaker in rows] == ["ليلى الحداد"] * 3


def test_a_role_stands_for_who_has_it() -> None:
    rows = read("وصل وزير الدفاع سامي بركات أمس.", "وقال الوزير إن العمل مستمر جدا.")
    assert [speaker for _, _, speaker in rows] == ["سامي بركات"]


@pytest.mark.parametrize(
    ("text", "speaker", "channel"),
    [
        ("نقلت وكالة رويترز عن الوزير قوله إن العمل مستمر.", "الوزير", "وكالة رويترز"),
        ("قال الوزير لقناة الجزيرة إن العمل مستمر.", "الوزير", "قناة الجزيرة"),
        ("قال الوزير في مؤتمر صحفي إن العمل مستمر.", "الوزير", "مؤتمر صحفي"),
    ],
)
def test_the_channel(text: str, speaker: str, channel: str) -> None:
    (fact,) = derive(make_document("عنوان", text), "quotes")
    assert (fact.value("speaker"), fact.value("channel")) == (speaker, channel)


def test_the_cue_is_the_word_of_speaking() -> None:
    (fact,) = derive(make_document("عنوان", "وقال الوزير إن العمل مستمر."), "quotes")
    assert fact.value("cue") == "قال"


@pytest.mark.parametrize(
    ("cell", "value", "quote", "wrong"),
    [
        ("text", "العمل مستمر", "العمل مستمر", False),
        ("text", "العمل توقف", "العمل مستمر", True),
        ("kind", "direct", "العمل مستمر", False),
        ("kind", "indirect", "العمل مستمر", True),
        ("kind", "shouted", "العمل مستمر", True),
        ("speaker", "الوزير", "الوزير", False),
        ("speaker", "سامي بركات", "الوزير", True),
        ("channel", "الجزيرة", "الوزير", True),
    ],
)
def test_a_row_of_an_editor_is_read_again(cell: str, value: str, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "قال الوزير: «العمل مستمر». ثم خرج.")
    cells = {"text": ("العمل مستمر", "العمل مستمر"), cell: (value, quote)}
    fact = override(document, "quotes", "quote.direct", **cells)
    assert (cell in dict(quotes.prove(fact, document))) == wrong


def test_a_clause_is_not_direct() -> None:
    document = make_document("عنوان", "قال الوزير إن العمل مستمر.")
    for kind, wrong in (("direct", True), ("indirect", False)):
        fact = override(
            document, "quotes", "quote.clause", text=("إن العمل مستمر", "إن العمل مستمر"), kind=(kind, "إن")
        )
        assert ("kind" in dict(quotes.prove(fact, document))) == wrong


def test_print_keeps_the_words_of_the_text() -> None:
    ledger = derive(make_document("عنوان", "قال الوزير: «العملُ مستمرّ ولن يقف»."), "quotes")
    (table,) = lay_out_tables(ledger, choose_kinds("quotes"))
    assert [cell.text for cell in table.rows[0].cells] == ["العملُ مستمرّ ولن يقف", "الوزير", ""]


def test_the_quotes_of_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = list(derive(read_article(source, Hints()), "quotes"))
    assert all(fact.value("speaker") for fact in facts)
    assert sum(fact.value("kind") == "direct" for fact in facts) == 3
