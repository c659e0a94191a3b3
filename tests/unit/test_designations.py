"""Designations: names in two scripts, model names, and how many there are."""

from __future__ import annotations

import pytest

from report.tables import lay_out_tables
from tests.unit.facts_samples import choose_kinds, derive, make_document, make_grid, show


def find(*paragraphs: str) -> list[dict[str, object]]:
    return [show(fact) for fact in derive(make_document("عنوان", *paragraphs), "designations")]


@pytest.mark.parametrize(
    ("text", "latin", "arabic", "rule"),
    [
        ('من طراز "آي إل-76" (IL-76) أقلعت', "IL-76", "آي إل-76", "pair.latin-second"),
        ("من طراز «آي إل-76» (IL-76)", "IL-76", "آي إل-76", "pair.latin-second"),
        ("طائرات آي إل-76 (IL-76)", "IL-76", "آي إل-76", "pair.latin-second"),
        ('من طراز "An-124" (إيه إن-124)', "An-124", "إيه إن-124", "pair.arabic-second"),
        ("من طراز An-124 (إيه إن-124)", "An-124", "إيه إن-124", "pair.arabic-second"),
        ("شركة نتفليكس (Netflix)", "Netflix", "نتفليكس", "pair.latin-second"),
        ("قالت أوبن إيه آي (OpenAI)", "OpenAI", "أوبن إيه آي", "pair.latin-second"),
        ("مجلة «نيتشر» (Nature)", "Nature", "نيتشر", "pair.latin-second"),
        ("شركة هواوي (Huawei)", "Huawei", "هواوي", "pair.latin-second"),
        ("دبابات شيرمان (M4 Sherman)", "M4 Sherman", "شيرمان", "pair.latin-second"),
        ("دبابات بانزر 4 (Panzer IV)", "Panzer IV", "بانزر 4", "pair.latin-second"),
        ("«تي إس إم سي» (TSMC)", "TSMC", "تي إس إم سي", "pair.latin-second"),
        ("بحسب منظمة الصحة العالمية (WHO)", "WHO", "منظمة الصحة العالمية", "pair.latin-second"),
        ("لهيئة الإذاعة البريطانية (BBC)", "BBC", "هيئة الإذاعة البريطانية", "pair.latin-second"),
        ("قادة الاتحاد الأفريقي (AU)", "AU", "الاتحاد الأفريقي", "pair.latin-second"),
        ("الإشريكية القولونية (Escherichia coli)", "Escherichia coli", "الإشريكية القولونية",
         "pair.latin-second"),
        ("مسيرات MQ-9 أميركية", "MQ-9", None, "name.latin-model"),
        ("شركة STMicroelectronics الفرنسية", "STMicroelectronics", None, "name.latin"),
        ("مقاتلات ميغ-29 ومنظومة", None, "ميغ-29", "name.arabic-model"),
        ("منظومة إس 400 الروسية", None, "إس 400", "name.arabic-model"),
    ],
)  # fmt: skip
def test_names_and_their_counterparts(text: str, latin: str | None, arabic: str | None, rule: str) -> None:
    (fact,) = derive(make_document("عنوان", text), "designations")
    assert (fact.value("latin"), fact.value("arabic"), fact.rule) == (latin, arabic, rule)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("قال المتحدث (AFP)", "AFP"),
        ("أعلنت «حركة النهضة» (AP)", "AP"),
        ('من طراز "آي إل-76" (IL-78)', "IL-78"),
        ("شركة نتفليكس (Disney)", "Disney"),
    ],
)
def test_a_bracket_alone_makes_no_pair(text: str, latin: str) -> None:
    assert {"latin": latin} in find(text)


@pytest.mark.parametrize(
    "text",
    ["لا شيء هنا", "زوروا www.example.org أو info@example.org", "مساحته 5 km", "الفصل IV", "في 70 طائرة"],
)
def test_what_is_no_designation(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('على متن 70 طائرة من طراز "آي إل-76" (IL-76)', 70),
        ('و5 طائرات نقل ثقيل من طراز "An-124" (إيه إن-124)', 5),
        ("أرسلت 12 مقاتلة «إف-16» (F-16)", 12),
        ("أرسلت ثلاث مسيرات من نوع MQ-9", 3),
        ("أرسلت 70 طائرة، ومنها «إف-16» (F-16)", None),
        ("أرسلت 70 طائرة وقاذفات من طراز «إف-16» (F-16)", None),
    ],
)
def test_how_many(text: str, count: int | None) -> None:
    (row,) = find(text)
    assert row.get("count") == count


def test_a_name_that_returns_is_the_same_row() -> None:
    document = make_document(
        "عنوان", "أقلعت 70 طائرة «آي إل-76» (IL-76).", "وعادت طائرات IL-76.", "و«آي إل-76»."
    )
    (fact,) = derive(document, "designations")
    assert show(fact) == {"latin": "IL-76", "arabic": "آي إل-76", "count": 70}
    latin, arabic = fact.cell("latin"), fact.cell("arabic")
    assert latin is not None
    assert arabic is not None
    assert [item.quote for item in latin.evidence] == ["IL-76", "IL-76"]
    assert [item.quote for item in arabic.evidence] == ["آي إل-76", "آي إل-76"]


def test_conflicting_counts_are_two_rows() -> None:
    rows = find("أقلعت 70 طائرة «آي إل-76» (IL-76).", "وأقلعت 60 طائرة «آي إل-76» (IL-76).")
    assert [row["count"] for row in rows] == [70, 60]


def test_a_cell_beside_a_name_counts_it() -> None:
    document = make_grid(("السلعة", "العدد"), ("طائرات آي إل-76 (IL-76)", "70"))
    (fact,) = derive(document, "designations")
    assert show(fact) == {"latin": "IL-76", "arabic": "آي إل-76", "count": 70}


def test_the_numbers_of_names_are_no_figures() -> None:
    document = make_document("عنوان", "أقلعت طائرات «آي إل-76» (IL-76) وميغ-29 وMQ-9 وإس 400.")
    assert list(derive(document, "figures")) == []


def test_print_shows_both_sides_and_the_count() -> None:
    ledger = derive(make_document("عنوان", "أقلعت ثلاث طائرات «آي إل-76» (IL-76)."), "designations")
    (table,) = lay_out_tables(ledger, choose_kinds("designations"))
    assert [cell.text for cell in table.rows[0].cells] == ["IL-76", "آي إل-76", "ثلاث"]
