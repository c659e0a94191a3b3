"""Figures: numbers with what they count."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Span
from report.facts import Fact, FactCell, quote_evidence
from report.tables import figures, lay_out_tables
from tests.unit.facts_samples import choose_kinds, derive, find, make_document, make_grid, show


@pytest.mark.parametrize(
    ("text", "rule", "value", "unit", "modifier", "counted"),
    [
        ("وصل 2500 عنصر من قوات حفظ السلام التابعة للمنظمة", "num.digits", 2500, "count", "exact",
         "عنصر من قوات حفظ السلام"),
        ("حاليا حوالي 7 آلاف جندي روسي", "num.scale", 7000, "count", "approx", "جندي روسي"),
        ("أقلعت 70 طائرة من طراز قديم", "num.digits", 70, "count", "exact", "طائرة"),
        ("و5 طائرات نقل ثقيل من طراز", "num.digits", 5, "count", "exact", "طائرات نقل ثقيل"),
        ("تضم ست دول: روسيا", "num.words", 6, "count", "exact", "دول"),
        ("دخل عضوان في المنظمة", "num.dual", 2, "count", "exact", "عضوان"),
        ("هذه هي المرة الأولى التي", "num.ordinal", 1, "ordinal", "exact", "المرة"),
        ("في الدورة الـ75 للمهرجان", "num.ordinal", 75, "ordinal", "exact", "الدورة"),
        ("حل في المرتبة 75 من القائمة", "num.ordinal", 75, "ordinal", "exact", "المرتبة"),
        ("طرقت ثلاثة آلاف باب", "num.scale", 3000, "count", "exact", "باب"),
        ("وتضم الدول الخمس دائمة", "num.after-noun", 5, "count", "exact", "الدول"),
        ("وارتفع عدد القتلى إلى 15.", "num.number-of", 15, "count", "exact", "القتلى"),
        ("قتل 15 من الجنود", "num.digits", 15, "count", "exact", "الجنود"),
        ("سقط قتيل واحد", "num.words", 1, "count", "exact", "قتيل"),
        ("أجل خمس منها", "num.words", 5, "count", "exact", None),
        ("تكررت 3 مرات", "num.digits", 3, "times", "exact", "مرات"),
        ("يعيش نصف السكان هناك", "num.fraction", 0.5, "fraction", "exact", "السكان"),
        ("نهب ثلثها", "num.fraction", 1 / 3, "fraction", "exact", None),
        ("شارك مئات الآلاف في المسيرة", "num.vague", None, "count", "vague", None),
        ("سقط عشرات القتلى", "num.vague", None, "count", "vague", "القتلى"),
        ("حضر بضعة أشخاص", "num.vague", None, "count", "vague", "أشخاص"),
        ("وصل 70طائرة و7آلاف جندي", "num.digits", 70, "count", "exact", "طائرة"),
    ],
)  # fmt: skip
def test_what_is_counted(
    text: str, rule: str, value: float | None, unit: str, modifier: str, counted: str | None
) -> None:
    found = find(text)[0]
    assert (found.rule, found.value.value, found.modifier.value) == (rule, value, modifier)
    assert found.unit is not None
    assert found.unit.value == unit
    assert (found.counted.value if found.counted else None) == counted


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("بلغت 15% من الناتج", 15, "percent", "percent"),
        ("بلغت %15 من الناتج", 15, "percent", "percent"),
        ("بلغت ١٥٪ من الناتج", 15, "percent", "percent"),
        ("بلغت 15.5 بالمئة", 15.5, "percent", "percent"),
        ("بلغت 15 في المائة من النفقات", 15, "percent", "percent"),
        ("كلفت 5.2 مليارات دولار", 5_200_000_000, "USD", "money"),
        ("كلفت $30 فقط", 30, "USD", "money"),
        ("كلفت 30 دولارا أميركيا", 30, "USD", "money"),
        ("كلفت 30 دينارا تونسيا", 30, "TND", "money"),
        ("كلفت 3 دنانير تونسية", 3, "TND", "money"),
        ("كلفت مليون يورو", 1_000_000, "EUR", "money"),
        ("كلفت 83 دولارا و47 سنتا", 83.47, "USD", "money"),
        ("كلفت خمسة ملايين دولار ونصف المليون", 5_500_000, "USD", "money"),
        ("كلفت مليوني دولار و350 ألفا", 2_350_000, "USD", "money"),
        ("كلفت 3 ليرات تركية ونصف", 3.5, "TRY", "money"),
        ("بطول 400 متر", 400, "meter", "measure"),
        ("بطول مترين ونصف المتر", 2.5, "meter", "measure"),
        ("مساحتها 30 كيلومترا مربعا", 30, "square-kilometer", "measure"),
        ("بسرعة 80 كيلومترا في الساعة", 80, "kilometer-per-hour", "measure"),
        ("صدر 5 ملايين طن من القمح", 5_000_000, "metric-ton", "measure"),
        ("عمره 4.5 مليارات سنة", 4_500_000_000, "year", "measure"),
    ],
)
def test_units(text: str, value: float, unit: str, kind: str) -> None:
    (found,) = find(text)
    assert found.unit is not None
    assert (found.value.value, found.unit.value, found.kind) == (value, unit, kind)


@pytest.mark.parametrize(
    ("text", "modifier", "hedge"),
    [
        ("نحو 30 شخصا", "approx", "نحو"),
        ("بنحو 30 شخصا", "approx", "نحو"),
        ("نحو الـ30 شخصا", "approx", "نحو"),
        ("30 شخصا تقريبا", "approx", "تقريبا"),
        ("ما لا يقل عن 30 شخصا", "min", "ما لا يقل عن"),
        ("30 شخصا على الأقل", "min", "على الأقل"),
        ("تجاوز عددهم 30 شخصا", "min", "تجاوز"),
        ("لا يزيد عددهم على 30 شخصا", "max", "لا يزيد عددهم على"),
        ("لا يقل عددهم عن 30 شخصا", "min", "لا يقل عددهم عن"),
        ("أقل من 30 شخصا", "max", "أقل من"),
        ("ما يصل إلى 30 شخصا", "max", "ما يصل إلى"),
        ("لم يتجاوز 30 شخصا", "max", "لم يتجاوز"),
        ("30 شخصا", "exact", "30"),
    ],
)
def test_hedges(text: str, modifier: str, hedge: str) -> None:
    document = make_document("عنوان", f"حضر {text}.")
    (fact,) = derive(document, "figures")
    cell = fact.cell("modifier")
    assert cell is not None
    assert (cell.value, cell.evidence[0].quote) == (modifier, hedge)


@pytest.mark.parametrize(
    "text",
    [
        "في عام 2019 تأسست",
        "في 6 يناير/كانون الثاني 2022",
        "بين 2014 و2016",
        "في القرن الـ19 والقرن العشرين",
        "في النصف الأول من تسعينيات القرن",
        "سيرديوكوف (59 عاما)",
        "منذ 40 عاما",
        "الساعة 10:30",
        "من طراز آي إل-76 وكوفيد-19",
        "لواء الحرس 45 وفرقة الحرس 98 المحمولة",
        "المادة 5 من القانون رقم 422",
        "هاتف: 0223456789",
        "السلطان عبد الحميد الثاني",
        "يوم الاثنين",
        "كما قال أحدهم",
        "لست أدري",
        "ثمن السلام",
        "ألف كتابا",
        "رقم الرحلة IX-442",
        "الربع النهائي",
        "www.example.org/70/طائرة",
    ],
)
def test_numbers_that_are_no_figures(text: str) -> None:
    assert find(text) == []


def test_ranges_share_scale_and_unit() -> None:
    (found,) = find("تستوعب ما بين 5 و6 ملايين طن من البضائع")
    assert found.value_max is not None
    assert (found.rule, found.value.value, found.value_max.value) == ("num.range", 5_000_000, 6_000_000)
    assert found.modifier.value == "range"


def test_a_change_is_two_figures() -> None:
    found = find("ارتفع العدد من 2100 إلى 2870 سفينة")
    assert [quantity.value.value for quantity in found] == [2100, 2870]
    found = find("انخفض من 38 إلى 34 طالبا")
    assert [quantity.value.value for quantity in found] == [38, 34]


@pytest.mark.parametrize(
    ("text", "value"), [("فاز الفريق 2-1 في المباراة", "2-1"), ("فاز الفريق 29–27", "29-27")]
)
def test_scores_stay_text(text: str, value: str) -> None:
    (found,) = find(text)
    assert (found.kind, found.value.value) == ("score", value)


def test_a_dash_between_numbers_is_a_range_where_no_game_is_played() -> None:
    (found,) = find("يحضر 10-20 شخصا")
    assert found.value_max is not None
    assert (found.value.value, found.value_max.value) == (10, 20)


@pytest.mark.parametrize(
    ("paragraphs", "value"),
    [
        (["وصل 1.500 جندي"], 1500),
        (["طوله 1.500 متر"], 1500),
        (["طوله 1.500 متر، وعرضه 2.5 متر"], 1.5),
        (["بلغ 1.500 مليون"], 1_500_000),
        (["بلغ 15.275 مليار يورو", "وارتفع 13.000 يورو"], 15_275_000_000_000),
        (["السعر 3.125 دينار تونسي"], 3.125),
        (["وصل 1.500 جندي، والطول 2.5 متر"], 1500),
    ],
)
def test_separators_are_read_as_the_article_writes_them(paragraphs: list[str], value: float) -> None:
    assert find(*paragraphs)[0].value.value == value


def test_a_shared_currency_is_of_the_country_that_the_article_names() -> None:
    document = make_document("السوق في تونس", "قال التاجر التونسي إنه باعها بـ30 دينارا.")
    (fact,) = derive(document, "figures")
    unit = fact.cell("unit")
    assert unit is not None
    assert unit.value == "TND"
    assert [item.quote for item in unit.evidence] == ["تونس", "دينارا"]


def test_a_shared_currency_without_a_country_has_no_unit() -> None:
    (fact,) = derive(make_document("السوق", "باعها بـ30 دينارا."), "figures")
    assert show(fact) == {"value": 30, "kind": "money", "modifier": "exact"}


def test_a_number_in_a_cell_counts_what_its_row_names() -> None:
    document = make_grid(("السلعة", "العدد", "السنة"), ("طائرات النقل", "70", "2019"), ("سفن", "5", "2020"))
    facts = list(derive(document, "figures"))
    assert [(show(fact)["value"], show(fact)["counted"]) for fact in facts] == [
        (70, "طائرات النقل"),
        (5, "سفن"),
    ]


def test_spelling_makes_no_difference() -> None:
    plain = "وصل حوالي سبعة آلاف جندي روسي إلى القاعدة في المرة الأولى، وعضوان."
    others = [
        "وَصَلَ حَوالَي سَبعةُ آلافِ جُنديٍّ روسيٍّ إلى القاعدةِ في المرّةِ الأُولى، وعُضوانِ.",
        "وصل حوالى سبعة الاف جندي روسي الى القاعدة في المرة الاولى، وعضوان.",
        "وصل حوالـي سبعـة آلاف جنـدي روسـي إلى القاعدة في المـرة الأولى، وعضـوان.",
    ]
    expected = [(q.rule, q.value.value, q.modifier.value) for q in find(plain)]
    assert [rule for rule, _, _ in expected] == ["num.scale", "num.ordinal", "num.dual"]
    for other in others:
        assert [(q.rule, q.value.value, q.modifier.value) for q in find(other)] == expected


def test_every_cell_quotes_the_article() -> None:
    text = "نقلت حوالي ٧ آلاف جنديٍّ روسيٍّ و5 ملايين دولار و10% من العتاد بين 10 و20 طنا."
    document = make_document("عنوان", text)
    ledger = derive(document, "figures")
    assert len(ledger) == 4
    for fact in ledger:
        for cell in fact.cells:
            for item in cell.evidence:
                assert document.source[item.span] == item.quote


def test_conflicting_figures_are_both_there() -> None:
    ledger = derive(make_document("عنوان", "نشر 2500 عنصر.", "نشر حوالي 2500 جندي."), "figures")
    assert [show(fact)["modifier"] for fact in ledger] == ["exact", "approx"]
    assert [fact.id for fact in ledger] == ["figures-1", "figures-2"]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("حاليا حوالي 7 آلاف جندي روسي", ("حوالي 7 آلاف", "جندي روسي")),
        ("كلفت نحو 5 مليارات دولار", ("نحو 5 مليارات دولار", "")),
        ("بلغت %15 من السكان", ("%15", "السكان")),
        ("يحضر ما بين 10 و20 ألف شخص", ("10 و20 ألف", "شخص")),
        ("حضر 30 شخصا على الأقل", ("30 على الأقل", "شخصا")),
        ("هذه المرة الأولى", ("الأولى", "المرة")),
    ],
)
def test_print_keeps_the_words_of_the_text(text: str, cells: tuple[str, str]) -> None:
    kinds = choose_kinds("figures")
    ledger = derive(make_document("عنوان", text), "figures")
    (table,) = lay_out_tables(ledger, kinds)
    assert tuple(cell.text for cell in table.rows[0].cells) == cells
    assert all(cell.facts == ("figures-1",) for cell in table.rows[0].cells)


@pytest.mark.parametrize(
    ("cell", "value", "quote", "wrong"),
    [
        ("value", 7000, "7 آلاف", False),
        ("value", 7001, "7 آلاف", True),
        ("value", "7-1", "7 آلاف", True),
        ("value", None, "7 آلاف", True),
        ("value", 7000, "جندي", True),
        ("unit", "count", "جندي", False),
        ("unit", "USD", "جندي", True),
        ("unit", "count", "دولار", True),
        ("kind", "count", "جندي", False),
        ("kind", "money", "جندي", True),
        ("kind", "vague", "جندي", True),
        ("modifier", "approx", "حوالي", False),
        ("modifier", "exact", "7 آلاف", True),
        ("modifier", "min", "حوالي", True),
        ("counted", "جندي روسي", "جندي روسي", False),
        ("counted", "جندي تركي", "جندي روسي", True),
    ],
)
def test_a_row_of_an_editor_is_read_again(cell: str, value: object, quote: str, wrong: bool) -> None:
    document = make_document("عنوان", "يتمركز حوالي 7 آلاف جندي روسي بكلفة مليون دولار.")
    text = document.source.text

    def cite(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    cells = {
        "value": FactCell(name="value", value=7000, evidence=quote_evidence(document.source, cite("7 آلاف"))),
        "kind": FactCell(name="kind", value="count", evidence=quote_evidence(document.source, cite("جندي"))),
    }
    changed = FactCell(name=cell, value=value, evidence=quote_evidence(document.source, cite(quote)))  # type: ignore[arg-type]
    fact = Fact(
        id="figures-9", table="figures", rule="num.scale", status="overridden",
        cells=tuple({**cells, cell: changed}.values()),
    )  # fmt: skip
    assert (cell in dict(figures.prove(fact, document))) == wrong


ARTICLE = Path(__file__).resolve().parents[2] / ".." / "shared" / "articles" / "article.txt"


def test_the_figures_of_the_wire_article() -> None:
    if not ARTICLE.is_file():
        pytest.skip("the wire article is not ours to ship; it is not here")
    from report.document import Hints, Source
    from report.readers import read

    source = Source.from_text(ARTICLE.read_text(encoding="utf-8"), path="article.txt")
    facts = derive(read(source, Hints()), "figures")
    assert [(show(fact)["value"], show(fact)["unit"], show(fact)["modifier"]) for fact in facts] == [
        (1, "ordinal", "exact"), (2500, "count", "exact"), (2, "count", "exact"), (7000, "count", "approx"),
        (70, "count", "exact"), (5, "count", "exact"), (2500, "count", "approx"),
    ]  # fmt: skip
