"""Organisations: how far their names go, and which names are one body."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Hints, Source
from report.readers import read as read_article
from report.tables import lay_out_tables, organizations
from tests.unit.facts_samples import choose_kinds, derive, make_document, override


def read(*paragraphs: str) -> list[object]:
    return [fact.value("name") for fact in derive(make_document("عنوان", *paragraphs), "organizations")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قررت وزارة الدفاع الروسية إرسال قوات.", ["وزارة الدفاع الروسية"]),
        ("أعلنت وزارة الشؤون الخارجية والتعاون في بيان.", ["وزارة الشؤون الخارجية والتعاون"]),
        ("تأسست منظمة معاهدة الأمن الجماعي قبل سنوات.", ["منظمة معاهدة الأمن الجماعي"]),
        ("اجتمعت اللجنة الأولمبية الدولية أمس.", ["اللجنة الأولمبية الدولية"]),
        ("تدرس في جامعة الملك سعود بالرياض.", ["جامعة الملك سعود"]),
        ("قالت شركة زاروفكس إن الأرباح زادت.", ["زاروفكس"]),
        ("قالت شركة \"نور الصباح\" إن الأرباح زادت.", ["نور الصباح"]),
        ("نشرت صحيفة «الضفتان» الخبر.", ["الضفتان"]),
        ("ذكرت وكالة رويترز ذلك.", ["وكالة رويترز"]),
        ("عقد الكرملين اجتماعا.", ["الكرملين"]),
        ("قال متحدث باسم البيت الأبيض.", ["البيت الأبيض"]),
        ("قررت الأمم المتحدة والاتحاد الأوروبي.", ["الأمم المتحدة", "الاتحاد الأوروبي"]),
        ("أعلنت NASA النتائج.", ["NASA"]),
        ("للجنة الأولمبية الدولية رأي.", ["اللجنة الأولمبية الدولية"]),
        ("انضم إلى حزب العدالة والتنمية.", ["حزب العدالة والتنمية"]),
        ("أصدرت محكمة النقض حكمها.", ["محكمة النقض"]),
    ],
)  # fmt: skip
def test_the_extent_of_a_name(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "قالت الشركة إن الأرباح زادت.",
        "عملت الحكومة على ذلك.",
        "فتح حساب في البنك.",
        "المنظمات الدولية كثيرة.",
        "شركة كبيرة في المدينة.",
        "دخل مجلس بيته وجلس.",
        "وقعوا معاهدة الأمن الجماعي.",
    ],
)
def test_words_that_are_no_organisation(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("paragraphs", "name", "mentions"),
    [
        (
            ("منظمة الصحة العالمية (WHO) تحذر.", "قالت الصحة العالمية إن"),
            "منظمة الصحة العالمية",
            ["منظمة الصحة العالمية", "WHO"],
        ),
        (
            ("قررت وزارة الدفاع الروسية ذلك.", "وقالت وزارة الدفاع إن"),
            "وزارة الدفاع الروسية",
            ["وزارة الدفاع الروسية", "وزارة الدفاع"],
        ),
        (
            ("منظمة الدول المصدرة للنفط (أوبك) اجتمعت.", "وقالت أوبك إن"),
            "منظمة الدول المصدرة للنفط",
            ["منظمة الدول المصدرة للنفط", "أوبك", "أوبك"],
        ),
        (
            ('قالت شركة "نور الصباح" ذلك.', "وأعلنت شركة نور الصباح أنها"),
            "نور الصباح",
            ["نور الصباح", "نور الصباح"],
        ),
    ],
)  # fmt: skip
def test_one_row_for_each_body(paragraphs: tuple[str, ...], name: str, mentions: list[str]) -> None:
    fact = next(iter(derive(make_document("عنوان", *paragraphs), "organizations")))
    cell = fact.cell("name")
    assert cell is not None
    assert (cell.value, [item.quote for item in cell.evidence][: len(mentions)]) == (name, mentions)


def test_two_ministries_of_one_short_name_stay_two() -> None:
    names = read("التقت وزارة الدفاع الروسية وزارة الدفاع التركية.", "وقالت وزارة الدفاع إن")
    assert names[:2] == ["وزارة الدفاع الروسية", "وزارة الدفاع التركية"]


@pytest.mark.parametrize(
    ("value", "quote", "wrong"),
    [
        ("وزارة الدفاع", "وزارة الدفاع", False),
        ("اللجنة الأولمبية الدولية", "للجنة الأولمبية الدولية", False),
        ("وزارة الصحة", "وزارة الدفاع", True),
    ],
)
def test_a_row_of_an_editor_is_read_again(value: str, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "وزارة الدفاع قالت للجنة الأولمبية الدولية ذلك.")
    fact = override(document, "organizations", "organization.construct", name=(value, quote))
    assert ("name" in dict(organizations.prove(fact, document))) == wrong


def test_print_keeps_the_words_of_the_text() -> None:
    ledger = derive(make_document("عنوان", "قررت وِزارةُ الدّفاعِ الروسيّة ذلك."), "organizations")
    (table,) = lay_out_tables(ledger, choose_kinds("organizations"))
    assert [cell.text for cell in table.rows[0].cells] == ["وِزارةُ الدّفاعِ الروسيّة"]


def test_the_organisations_of_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = list(derive(read_article(source, Hints()), "organizations"))
    assert [len(str(fact.value("name")).split()) for fact in facts] == [4, 1, 3, 1, 2, 2]
