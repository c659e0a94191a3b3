"""Formations: military units with a number."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Hints, Source, Span
from report.facts import Fact, FactCell, quote_evidence
from report.readers import read as read_article
from report.tables import formations
from tests.unit.facts_samples import derive, make_document, show


def read(*paragraphs: str) -> list[tuple[object, object, object]]:
    facts = derive(make_document("عنوان", *paragraphs), "formations")
    return [(fact.value("name"), fact.value("number"), fact.value("kind")) for fact in facts]


@pytest.mark.parametrize(
    ("text", "name", "number", "kind"),
    [
        ("لواء الحرس 45 للأغراض الخاصة", "لواء الحرس 45", 45, "brigade"),
        ("وفرقة الحرس 98 المحمولة جوا", "فرقة الحرس 98", 98, "division"),
        ("وفرقة الحرس المنفصل 31.", "فرقة الحرس المنفصل 31", 31, "division"),
        ("كتيبة البنادق 74 الروسية", "كتيبة البنادق 74", 74, "battalion"),
        ("بدفع اللواء 92 الآلي", "اللواء 92", 92, "brigade"),
        ("والفرقة الرابعة المدرعة", "الفرقة الرابعة", 4, "division"),
        ("والفرقة الجنوب أفريقية الأولى في الحرب", "الفرقة الجنوب أفريقية الأولى", 1, "division"),
        ("الفرقة 15 مدرعات", "الفرقة 15", 15, "division"),
        ("واللواء الـ35 في الشمال", "اللواء الـ35", 35, "brigade"),
        ("والفرقة رقم 4 في الجنوب", "الفرقة رقم 4", 4, "division"),
        ("اللواء ٩٢ الآلي", "اللواء ٩٢", 92, "brigade"),
        ("انتشر الفيلق 30 في الشمال", "الفيلق 30", 30, "corps"),
        ("والسرب 145 والدبابات", "السرب 145", 145, "squadron"),
        ("والفوج 40 للدبابات", "الفوج 40", 40, "regiment"),
        ("الجيش الثامن البريطاني في المعركة", "الجيش الثامن", 8, "army"),
        ("يتبع الأسطول الخامس الأميركي في البحرية", "الأسطول الخامس", 5, None),
    ],
)  # fmt: skip
def test_a_formation(text: str, name: str, number: int, kind: str | None) -> None:
    assert read(text) == [(name, number, kind)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("تقدم اللواءان 92 و93 من الجيش.", [92, 93]),
        ("والألوية 10 و12 و14.", [10, 12, 14]),
        ("هي الفرقة 99 و162 و98.", [99, 162, 98]),
        ("وشق اللواء 152 واللواء 153 ممرين.", [152, 153]),
    ],
)
def test_formations_that_share_a_noun(text: str, numbers: list[int]) -> None:
    found = read(text)
    assert [number for _, number, _ in found] == numbers
    assert all(str(number) in str(name) for name, number, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "خسرت الفرقة 500 جندي، وفقدت الكتيبة 12 جنديا.",
        "وقاد اللواء أحمد علي 3 كتائب.",
        "قدمت الفرقة الموسيقية الأولى عرضها.",
        "ووصل الفوج الأول من الحجاج.",
        "طلاب الفرقة الثالثة بكلية الطب.",
        "قال اللواء المتقاعد سمير راغب، 65 عاما، إنه يعرف.",
        "كتيبة 17 فبراير في بنغازي.",
        "سرب من 12 طائرة، وخمس فرق مشاة و3 كتائب.",
    ],
)
def test_what_is_no_formation(text: str) -> None:
    assert read(text) == []


def test_a_formation_that_is_mentioned_again_is_one_row() -> None:
    (fact,) = derive(make_document("عنوان", "قاتل لواء المشاة 92.", "ثم انسحب اللواء 92."), "formations")
    name = fact.cell("name")
    assert name is not None
    assert (name.value, [item.quote for item in name.evidence]) == (
        "لواء المشاة 92",
        ["لواء المشاة 92", "اللواء 92"],
    )


def test_two_formations_of_one_number_are_two_rows() -> None:
    found = read("قاتلت الفرقة المدرعة الأولى والفرقة الهندية الأولى واللواء الأول في الحرب.")
    assert [number for _, number, _ in found] == [1, 1, 1]


def test_their_numbers_are_no_figures() -> None:
    document = make_document("عنوان", "دفعت باللواء 92 و12 دبابة.")
    assert [fact.value("value") for fact in derive(document, "figures")] == [12]


def test_a_row_prints_name_and_number() -> None:
    facts = tuple(derive(make_document("عنوان", "قاتلت الفرقة الرابعة المدرعة."), "formations"))
    (row,) = formations.rows(facts)
    assert [cell.text for cell in row.cells] == ["الفرقة الرابعة", "الرابعة"]


@pytest.mark.parametrize(
    ("cell", "value", "quote", "wrong"),
    [
        ("name", "الفرقة الرابعة المدرعة", "الفرقة الرابعة المدرعة", False),
        ("name", "الفرقة الخامسة", "الفرقة الرابعة", True),
        ("number", 4, "الرابعة", False),
        ("number", 5, "الرابعة", True),
        ("kind", "division", "الفرقة", False),
        ("kind", "brigade", "الفرقة", True),
    ],
)
def test_an_editors_row_is_read_again(cell: str, value: str | int, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "قاتلت الفرقة الرابعة المدرعة.")
    (fact,) = derive(document, "formations")
    start = document.source.text.index(quote)
    evidence = quote_evidence(document.source, Span(start, start + len(quote)))
    cells = {each.name: each for each in fact.cells}
    cells[cell] = FactCell(name=cell, value=value, evidence=evidence)
    edited = Fact(
        id="formations-9",
        table="formations",
        rule="formation.one",
        cells=tuple(cells.values()),
        status="overridden",
    )
    assert set(show(edited)) == {"name", "number", "kind"}
    assert (cell in dict(formations.prove(edited, document))) == wrong


def test_the_formations_of_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = derive(read_article(source, Hints()), "formations")
    assert [fact.value("number") for fact in facts] == [45, 98, 31]
