"""Places: which words are one, of which kind and of which country."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Hints, Source
from report.readers import read as read_article
from report.tables import lay_out_tables, places
from tests.unit.facts_samples import choose_kinds, derive, make_document, override, show


def read(*paragraphs: str) -> list[tuple[object, ...]]:
    """Name, kind and country of each row."""
    rows = [show(fact) for fact in derive(make_document("عنوان", *paragraphs), "places")]
    return [(row["name"], row["kind"], row.get("iso")) for row in rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وصل الوفد إلى روسيا أمس.", ("روسيا", "country", "RU")),
        ("سافر لليابان وعاد.", ("اليابان", "country", "JP")),
        ("زار الولايات المتحدة الأميركية.", ("الولايات المتحدة الأميركية", "country", "US")),
        ("كان جزءا من الاتحاد السوفياتي.", ("الاتحاد السوفياتي", "former-country", None)),
        ("يعيش في باريس منذ سنوات.", ("باريس", "city", None)),
        ("بموسكو وخارجها.", ("موسكو", "city", None)),
        ("هدوء في آسيا الوسطى.", ("آسيا الوسطى", "region", None)),
        ("هبطت في مطار القاهرة الدولي مساء.", ("مطار القاهرة الدولي", "facility", None)),
        ("تقع على نهر الفرات.", ("نهر الفرات", "water", None)),
    ],
)
def test_listed_places(text: str, found: tuple[object, ...]) -> None:
    assert read(text) == [found]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("قرب مدينة زاروفسك أمس.", "زاروفسك", "city"),
        ("في قرية بئر دخشون شرقا.", "بئر دخشون", "city"),
        ("أغلق مطار زاروفسك الدولي.", "مطار زاروفسك الدولي", "facility"),
        ("فاض نهر زاروفسك.", "نهر زاروفسك", "water"),
        ("في زاروفسك الروسية.", "زاروفسك", "city"),
    ],
)
def test_places_that_a_noun_or_a_neighbour_tells(text: str, name: str, kind: str) -> None:
    assert (name, kind) in [(row[0], row[1]) for row in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "كان القرار صعبا على الجميع.",
        "المدينة القديمة جميلة.",
        "قطع نهر من الدموع الطريق.",
        "سجل الحارس هدفا في مرمى الخصم.",
        "يحتاج البنين والبنات إلى وقت.",
        "الأردني والسوري والمصري.",
    ],
)
def test_words_that_are_no_places(text: str) -> None:
    assert read(text) == []


def test_a_row_for_each_place_with_all_its_mentions() -> None:
    document = make_document("عنوان", "زار بريطانيا، ثم عاد من المملكة المتحدة.", "وفي بريطانيا أيضا.")
    (fact,) = derive(document, "places")
    name = fact.cell("name")
    assert name is not None
    assert [item.quote for item in name.evidence] == ["بريطانيا", "المملكة المتحدة", "بريطانيا"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("أعلن الأردن أن الوفد غادر عمان أمس.", "city"),
        ("أعلنت سلطنة عمان والإمارات أن عمان لن تشارك.", "country"),
    ],
)
def test_the_article_decides_between_two_places_of_one_name(text: str, kind: str) -> None:
    assert ("عمان", kind) in [(str(row[0]).removeprefix("سلطنة "), row[1]) for row in read(text)]


def test_a_club_is_no_city() -> None:
    assert read("فاز برشلونة على ضيفه 2-1 في الدوري، وسجل المهاجم هدفا في المباراة.") == []
    assert read("وصل الفريق إلى برشلونة.") == [("برشلونة", "city", None)]


@pytest.mark.parametrize(
    ("cell", "value", "quote", "wrong"),
    [
        ("name", "روسيا", "روسيا", False),
        ("name", "اليابان", "لليابان", False),
        ("name", "الصين", "روسيا", True),
        ("kind", "country", "روسيا", False),
        ("kind", "city", "روسيا", True),
        ("kind", "city", "مدينة زاروفسك", False),
        ("kind", "water", "مدينة زاروفسك", True),
        ("iso", "RU", "روسيا", False),
        ("iso", "UA", "روسيا", True),
        ("iso", "RU", "موسكو", True),
    ],
)
def test_a_row_of_an_editor_is_read_again(cell: str, value: str, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "من روسيا لليابان عبر موسكو ومن مدينة زاروفسك.")
    fact = override(document, "places", "place.country", **{cell: (value, quote)})
    assert (cell in dict(places.prove(fact, document))) == wrong


def test_print_keeps_the_words_of_the_text() -> None:
    ledger = derive(make_document("عنوان", "سافر لليابان."), "places")
    (table,) = lay_out_tables(ledger, choose_kinds("places"))
    assert [cell.text for cell in table.rows[0].cells] == ["اليابان", "country", "JP"]


def test_the_places_of_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = list(derive(read_article(source, Hints()), "places"))
    codes = [fact.value("iso") for fact in facts if fact.value("iso")]
    assert (len(facts), len(codes), len(set(codes))) == (14, 8, 8)
