"""Memberships: who belongs to which organisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Hints, Source
from report.readers import read as read_article
from report.tables import lay_out_tables, memberships
from tests.unit.facts_samples import choose_kinds, derive, make_document, override

TREATY = "منظمة معاهدة الأمن الجماعي"


def read(*paragraphs: str) -> list[tuple[object, object]]:
    facts = derive(make_document("عنوان", *paragraphs), "memberships")
    return [(fact.value("member"), fact.value("organization")) for fact in facts]


def members_of(*paragraphs: str) -> list[object]:
    return [member for member, _ in read(*paragraphs)]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("تضم منظمة أوبك 3 دول هي: العراق وإيران والكويت.", ["العراق", "إيران", "الكويت"]),
        ("تضم منظمة أوبك دولا، من بينها العراق، والكويت.", ["العراق", "الكويت"]),
        ("تتألف منظمة أوبك من العراق وإيران.", ["العراق", "إيران"]),
        ("إلى جانب روسيا تشمل منظمة أوبك في عضويتها العراق.", ["روسيا", "العراق"]),
        ("العراق عضو في منظمة أوبك.", ["العراق"]),
        ("العراق والكويت عضوان في منظمة أوبك.", ["العراق", "الكويت"]),
        ("وصلت قوات عضوين في منظمة أوبك -هما العراق والكويت- أمس.", ["العراق", "الكويت"]),
        ("انضمت الكويت إلى منظمة أوبك عام 1960.", ["الكويت"]),
        ("أوبك منظمة قديمة. أعضاؤها: العراق وإيران.", ["العراق", "إيران"]),
        ("أوبك منظمة قديمة. وتضم المنظمة العراق وإيران.", ["العراق", "إيران"]),
    ],
)
def test_who_belongs(text: str, members: list[str]) -> None:
    assert members_of(text) == members


@pytest.mark.parametrize(
    "text",
    [
        "انسحبت الكويت من منظمة أوبك.",
        "زارت منظمة أوبك العراق وإيران.",
        "تضم القائمة العراق وإيران.",
        "لم تنضم الكويت إلى منظمة أوبك.",
        "تضم المدينة سكانا من العراق وإيران.",
    ],
)
def test_who_does_not(text: str) -> None:
    assert read(text) == []


def test_a_word_stands_for_the_body_named_before() -> None:
    text = "أنشئت منظمة معاهدة الأمن الجماعي عام 2002.", "وتضم المنظمة دولا هي: روسيا وأرمينيا."
    assert read(*text) == [("روسيا", TREATY), ("أرمينيا", TREATY)]


def test_what_is_said_twice_is_one_row() -> None:
    document = make_document("عنوان", "تضم منظمة أوبك العراق.", "العراق عضو في أوبك.")
    (fact,) = derive(document, "memberships")
    member = fact.cell("member")
    assert member is not None
    assert [item.quote for item in member.evidence] == ["العراق", "العراق"]


@pytest.mark.parametrize(
    ("cell", "value", "quote", "wrong"),
    [
        ("member", "العراق", "العراق", False),
        ("member", "الكويت", "العراق", True),
        ("organization", "أوبك", "منظمة أوبك", False),
        ("organization", "الناتو", "منظمة أوبك", True),
    ],
)
def test_a_row_of_an_editor_is_read_again(cell: str, value: str, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "تضم منظمة أوبك العراق.")
    fact = override(document, "memberships", "member.holds", **{cell: (value, quote)})
    assert (cell in dict(memberships.prove(fact, document))) == wrong


def test_print_keeps_the_words_of_the_text() -> None:
    ledger = derive(make_document("عنوان", "تضم منظمة أوبك العراق."), "memberships")
    (table,) = lay_out_tables(ledger, choose_kinds("memberships"))
    assert [cell.text for cell in table.rows[0].cells] == ["العراق", "منظمة أوبك"]


def test_the_members_in_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = list(derive(read_article(source, Hints()), "memberships"))
    assert (len(facts), len({fact.value("organization") for fact in facts})) == (6, 1)
