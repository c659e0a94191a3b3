"""People: who is named, under the longest name, with role and age."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Hints, Source
from report.readers import read as read_article
from report.tables import lay_out_tables, people
from tests.unit.facts_samples import choose_kinds, derive, make_document, override


def read(*paragraphs: str) -> list[tuple[object, object]]:
    """Name and role of each row."""
    facts = derive(make_document("عنوان", *paragraphs), "people")
    return [(fact.value("name"), fact.value("role")) for fact in facts]


def names_in(*paragraphs: str) -> list[object]:
    return [name for name, _ in read(*paragraphs)]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("قال وزير الدفاع سيرغي شويغو إن القوات وصلت.", "سيرغي شويغو", "وزير الدفاع"),
        ("قال وزير الخارجية الصومالي عبد السلام عمر إن", "عبد السلام عمر", "وزير الخارجية الصومالي"),
        ("قالت الباحثة في جامعة طوكيو ليلى الحداد إن", "ليلى الحداد", "الباحثة في جامعة طوكيو"),
        ("أما سامي بركات، وهو طبيب أسنان، فقال", "سامي بركات", "طبيب أسنان"),
        ("قال سامي بركات، مدير المصنع، إن", "سامي بركات", "مدير المصنع"),
        ("وأضاف مدربه سامي بركات أن", "سامي بركات", "مدربه"),
        ("التقى الرئيس الأميركي جو بايدن نظيره.", "جو بايدن", "الرئيس الأميركي"),
        ("قال السيد محمد بن راشد إن", "محمد بن راشد", None),
        ("قالت أم محمد إن البيت تهدم.", "أم محمد", None),
        ("قال شهرات نوريشيف نائب وزير الخارجية إلى", "شهرات نوريشيف", "نائب وزير الخارجية"),
    ],
)
def test_names_and_roles(text: str, name: str, role: str | None) -> None:
    assert read(text) == [(name, role)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال محمد بن سلمان آل سعود إن", "محمد بن سلمان آل سعود"),
        ("قال عبد الفتاح السيسي إن", "عبد الفتاح السيسي"),
        ("قال لويس فان غال إن", "لويس فان غال"),
        ("كتبها أبو العلاء المعري قديما.", "أبو العلاء المعري"),
        ("قال جون ماكدونالد إن", "جون ماكدونالد"),
        ("وذكر خالد السعدي أن", "خالد السعدي"),
    ],
)
def test_the_extent_of_a_name(text: str, name: str) -> None:
    assert names_in(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن العمل مستمر.",
        "كان الأمل كبيرا والنور ساطعا.",
        "زار جامعة الملك سعود.",
        "هبط في مطار محمد الخامس.",
        "نال جائزة نجيب محفوظ.",
        "تحت ظل شجرة كريمة الثمر.",
        "يسكن في شارع جمال عبد الناصر.",
        "هذا سعيد وذاك حزين.",
        "قال مصدر مطلع إن",
    ],
)
def test_words_that_are_nobody(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("قال سامي بركات (39 عاما) إن", 39),
        ("قال سامي بركات، البالغ من العمر 39 عاما، إن", 39),
        ("قال سامي بركات إن 39 عاما مرت.", None),
    ],
)
def test_ages(text: str, age: int | None) -> None:
    (fact,) = derive(make_document("عنوان", text), "people")
    assert fact.value("age") == age


def test_one_row_for_each_person_with_all_mentions() -> None:
    document = make_document(
        "نوريشيف في طشقند",
        "قال نائب وزير الخارجية شهرات نوريشيف إن العمل مستمر.",
        "وأضاف نوريشيف أن الوفد عاد، ورأى شهرات نوريشيف أنه نجح.",
    )
    (fact,) = derive(document, "people")
    name = fact.cell("name")
    assert name is not None
    assert name.value == "شهرات نوريشيف"
    assert [item.quote for item in name.evidence] == ["نوريشيف", "شهرات نوريشيف", "نوريشيف", "شهرات نوريشيف"]


def test_a_family_name_of_two_people_is_of_the_one_named_last() -> None:
    document = make_document(
        "عنوان", "قال الوزير سامي بركات إن", "وقالت الطبيبة ليلى بركات إن", "وأضافت بركات أن"
    )
    first, second = derive(document, "people")
    assert [len(fact.evidence) for fact in (first, second)] == [2, 3]
    assert second.value("name") == "ليلى بركات"


@pytest.mark.parametrize(
    ("cell", "value", "quote", "wrong"),
    [
        ("name", "سامي بركات", "سامي بركات", False),
        ("name", "سامي الحداد", "سامي بركات", True),
        ("role", "وزير الدفاع", "وزير الدفاع", False),
        ("role", "وزير المالية", "وزير الدفاع", True),
        ("age", 39, "39 عاما", False),
        ("age", 40, "39 عاما", True),
    ],
)
def test_a_row_of_an_editor_is_read_again(cell: str, value: object, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "قال وزير الدفاع سامي بركات (39 عاما) ذلك.")
    fact = override(document, "people", "person.role", **{cell: (value, quote)})
    assert (cell in dict(people.prove(fact, document))) == wrong


def test_print_keeps_the_words_of_the_text() -> None:
    ledger = derive(make_document("عنوان", "قال وزيرُ الدفاع ساميّ بركات (39 عاما) ذلك."), "people")
    (table,) = lay_out_tables(ledger, choose_kinds("people"))
    assert [cell.text for cell in table.rows[0].cells] == ["ساميّ بركات", "وزيرُ الدفاع", "39"]


def test_the_people_of_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = list(derive(read_article(source, Hints()), "people"))
    assert [bool(fact.value("role")) for fact in facts] == [True] * 4
    assert [fact.value("age") for fact in facts if fact.value("age")] == [59]
