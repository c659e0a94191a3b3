"""Sources: credits, media, documents, and who is cited with or without a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Hints, Source
from report.readers import read as read_article
from report.tables import lay_out_tables, sources
from tests.unit.facts_samples import choose_kinds, derive, make_document, override

BODY = "قال الوزير إن العمل مستمر."


def read(*paragraphs: str) -> list[tuple[object, object]]:
    facts = derive(make_document("عنوان", *paragraphs), "sources")
    return [(fact.value("name"), fact.value("kind")) for fact in facts]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("نقلت وكالة رويترز عن الوزير قوله إن العمل مستمر.", "وكالة رويترز", "cited-media"),
        ("وذكرت صحيفة نيويورك تايمز أن العمل مستمر.", "صحيفة نيويورك تايمز", "cited-media"),
        ("قال الوزير لقناة الجزيرة إن العمل مستمر.", "قناة الجزيرة", "cited-media"),
        ("ارتفع العدد بحسب منظمة الصحة العالمية.", "منظمة الصحة العالمية", "cited"),
        ("ارتفع العدد وفقا لوزارة الصحة السودانية.", "وزارة الصحة السودانية", "cited"),
        ("ارتفع العدد بحسب تقرير للبنك الدولي.", "البنك الدولي", "document"),
        ("ارتفع العدد بحسب وثائق داخلية.", "وثائق", "document"),
        ("قال مصدر أمني إن العمل مستمر.", "مصدر أمني", "anonymous"),
        ("قالت مصادر مطلعة إن العمل مستمر.", "مصادر مطلعة", "anonymous"),
    ],
)
def test_where_the_article_has_it_from(text: str, name: str, kind: str) -> None:
    assert read(text, BODY) == [(name, kind)]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "تعمل وزارة الصحة السودانية مع رويترز.",
        "تصدر الصحف كل يوم.",
        "مصادر المياه قليلة.",
        "كتب تقريرا طويلا عن السفر.",
    ],
)
def test_what_is_no_source(text: str) -> None:
    assert read(text, BODY) == []


def test_the_agency_of_a_dateline_and_the_credit_at_the_end() -> None:
    assert read("موسكو (رويترز) - قال الوزير إن العمل مستمر.") == [("رويترز", "article")]
    assert read(BODY, BODY, "المصدر : رويترز") == [("رويترز", "article")]


def test_the_credit_of_a_photograph() -> None:
    source = Source.from_text("عنوان المقال\n\nرجل في الحقل (الفرنسية)\n\n" + f"{BODY}\n\n{BODY}\n")
    facts = derive(read_article(source, Hints()), "sources")
    assert [(fact.value("name"), fact.value("kind")) for fact in facts] == [("الفرنسية", "photo")]


@pytest.mark.parametrize(
    ("cell", "value", "quote", "wrong"),
    [
        ("name", "رويترز", "رويترز", False),
        ("name", "الجزيرة", "رويترز", True),
        ("kind", "cited-media", "رويترز", False),
        ("kind", "rumour", "رويترز", True),
        ("kind", "photo", "رويترز", True),
    ],
)
def test_a_row_of_an_editor_is_read_again(cell: str, value: str, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "ذكرت رويترز أن العمل مستمر.")
    fact = override(document, "sources", "source.media", **{cell: (value, quote)})
    assert (cell in dict(sources.prove(fact, document))) == wrong


def test_print_keeps_the_words_of_the_text() -> None:
    ledger = derive(make_document("عنوان", "ذكرت رويتَرز أن العمل مستمر."), "sources")
    (table,) = lay_out_tables(ledger, choose_kinds("sources"))
    assert [cell.text for cell in table.rows[0].cells] == ["رويتَرز", "cited-media"]


def test_the_sources_of_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = derive(read_article(source, Hints()), "sources")
    kinds = sorted(str(fact.value("kind")) for fact in facts)
    assert kinds == ["article", "cited-media", "cited-media", "photo"]
