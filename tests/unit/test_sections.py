"""The facts merged as an editor would: which sections there are, their rows, and what each row says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from report.document import Span
from report.facts import Fact, Ledger, Scalar, cite
from report.tables import Cell, Table, TableKind, compose_sections, find_titles, list_names, load_table_kinds
from report.tables._sections import SECTIONS
from report.tables._sections._dates import find_moment, write_date
from tests.unit.facts_samples import make_document

TEXT = (
    "قال الوزير كريم سعيد (59 عاما) في بيان إن 2500 جندي وصلوا، وإن حوالي 2500 عنصر سيصلون.",
    "ووصل 12 خبيرا ومعهم 5 خبراء وعضوان أمس، ودفعت الدولة 3 ملايين دولار للمرة الأولى.",
    "ومصر عضو في الجامعة العربية مثل تونس، أما القاهرة فلا. ونقلت 70 طائرة «آي إل-76» (IL-76) اللواء 45.",
    "هل ينجح ذلك؟ لا يعرف أحد. ووفق رويترز بدأ الأمر في 2014 ثم في القرن الـ19 ثم الربيع الماضي.",
)
DOCUMENT = make_document("كريم سعيد في مصر", *TEXT)
SOURCE = DOCUMENT.source


def find(words: str, occurrence: int = 1) -> Span:
    start = -1
    for _ in range(occurrence):
        start = SOURCE.text.index(words, start + 1)
    return Span(start, start + len(words))


class Facts:
    """Rows written by hand, with evidence."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []

    def add(self, table: str, **cells: tuple[Scalar, str] | tuple[Scalar, str, int] | str) -> Facts:
        """A cell is its words, or a value, the words it stands on and which of them."""
        number = sum(fact.table == table for fact in self.facts) + 1
        made = []
        for name, said in cells.items():
            value, words, *occurrence = (said, said) if isinstance(said, str) else said
            made.append(cite(SOURCE, name, value, [find(str(words), *map(int, occurrence))]))
        self.facts.append(Fact(id=f"{table}-{number}", table=table, rule="rule", cells=tuple(made)))
        return self

    def compose(self, **options: object) -> dict[str, Table]:
        kinds: Mapping[str, TableKind] = load_table_kinds()
        order = dict.fromkeys(fact.table for fact in self.facts)
        chosen = {name: kinds[name] for name in order}
        tables = compose_sections(Ledger(SOURCE, self.facts), chosen, say, **options)  # type: ignore[arg-type]
        return {table.kind: table for table in tables}


def say(key: str, **values: object) -> str:
    """Words of a locale whose every string is its key."""
    return " ".join([key.rpartition(".")[2], *map(str, values.values())])


def show(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def figure(facts: Facts, value: Scalar, words: str, counted: str = "", **more: object) -> Facts:
    """A figure; `modifier` with its words, `n` which of the number's words."""
    occurrence = int(str(more.get("n", 1)))
    cells: dict[str, tuple[Scalar, str] | tuple[Scalar, str, int] | str] = {
        "value": (value, words, occurrence),
        "unit": (str(more.get("unit", "count")), str(more.get("of", words)), 1),
        "kind": (str(more.get("kind", "count")), words, occurrence),
    }
    hedge = str(more.get("hedge", ""))
    cells["modifier"] = ("approx", hedge) if hedge else ("exact", words, occurrence)
    if counted:
        cells["counted"] = counted
    return facts.add("figures", **cells)


# Key figures.


def test_key_figures_are_what_a_numeral_counts_measures_or_pays() -> None:
    facts = figure(Facts(), 2500, "2500", "جندي")
    figure(facts, 2, "عضوان", "عضوان")
    figure(facts, 1, "الأولى", "للمرة", kind="ordinal", unit="ordinal")
    figure(facts, 3_000_000, "3 ملايين", kind="money", unit="USD", of="دولار")
    assert show(facts.compose()["key-figures"]) == [["2500", "جندي"], ["3 ملايين دولار", ""]]


def test_a_number_said_in_two_ways_stands_side_by_side_with_hedge_and_speaker() -> None:
    facts = figure(Facts(), 2500, "2500", "جندي")
    figure(facts, 12, "12", "خبيرا")
    figure(facts, 2500, "2500", "عنصر", hedge="حوالي", n=2)
    facts.add("quotes", text="2500 جندي وصلوا", kind=("indirect", "إن"), speaker="كريم سعيد")
    table = facts.compose()["key-figures"]
    assert show(table) == [
        ["2500", "جندي", "كريم سعيد"],
        ["حوالي 2500", "عنصر", ""],
        ["12", "خبيرا", ""],
    ]
    assert table.rows[0].cells[2].facts == ("figures-1", "quotes-1")


def test_a_figure_is_by_the_source_that_its_sentence_cites() -> None:
    facts = figure(Facts(), 2014, "2014", "الأمر").add(
        "sources", name="رويترز", kind=("cited-media", "رويترز")
    )
    assert show(facts.compose()["key-figures"]) == [["2014", "الأمر", "رويترز"]]


def test_the_cover_gets_figures_that_are_not_small_and_each_number_once() -> None:
    facts = figure(Facts(), 2500, "2500", "جندي")
    figure(facts, 2500, "2500", "عنصر", hedge="حوالي", n=2)
    figure(facts, 5, "5", "خبراء")
    figure(facts, 12, "12", "خبيرا")
    figure(facts, 3_000_000, "3 ملايين", "الدولة", kind="money", unit="USD", of="دولار")
    rows = facts.compose()["key-figures"].rows
    assert [row.cells[0].text for row in rows if row.is_headline] == ["2500", "12", "3 ملايين دولار"]


# The other sections.


def date(facts: Facts, expr: str, value: str, event: str, kind: str = "year") -> Facts:
    return facts.add("dates", expr=expr, value=(value, expr), kind=(kind, expr), event=event)


def test_the_timeline_is_in_the_order_of_time_and_says_what_the_text_says() -> None:
    facts = date(Facts(), "2014", "2014", "بدأ الأمر")
    date(facts, "القرن الـ19", "18XX", "بدأ الأمر", "century")
    date(facts, "الربيع الماضي", "@spring-1", "بدأ الأمر", "season")
    date(facts, "59 عاما", "P59Y", "قال الوزير", "duration")
    assert show(facts.compose()["timeline"]) == [
        ["century 19", "القرن الـ19", "بدأ الأمر"],
        ["year 2014", "2014", "بدأ الأمر"],
        ["الربيع الماضي", "", "بدأ الأمر"],
    ]


def test_a_person_stands_where_the_role_does_and_not_in_the_title() -> None:
    facts = Facts().add("people", name="كريم سعيد", role=("الوزير", "الوزير"), age=(59, "59"))
    cells = facts.facts[0].cells
    mentions = cite(SOURCE, "name", "كريم سعيد", [find("كريم سعيد"), find("كريم سعيد", 2)])
    facts.facts[0] = Fact(id="people-1", table="people", rule="rule", cells=(mentions, *cells[1:]))
    (row,) = facts.compose()["whos-who"].rows
    assert row.span == find("كريم سعيد", 2)
    bare = Fact(id="people-1", table="people", rule="rule", cells=(mentions,))
    facts.facts[0] = bare
    (row,) = facts.compose(unmarked=(DOCUMENT.title.span,))["whos-who"].rows
    assert row.span == find("كريم سعيد", 2)


def test_a_member_that_is_a_place_is_one_row_before_the_other_places() -> None:
    facts = Facts()
    for member in ("مصر", "تونس"):
        facts.add("memberships", member=member, organization="الجامعة العربية")
    facts.add("places", name="القاهرة", kind=("city", "القاهرة"))
    facts.add("places", name="مصر", kind=("country", "مصر"), iso=("EG", "مصر"))
    table = facts.compose()["members"]
    assert show(table) == [
        ["مصر", "country", "EG", "الجامعة العربية"],
        ["تونس", "", "", "الجامعة العربية"],
        ["القاهرة", "city", "", ""],
    ]
    assert table.title == "sections.title.members"


def test_places_without_members_are_places() -> None:
    table = Facts().add("places", name="القاهرة", kind=("city", "القاهرة")).compose()["members"]
    assert (table.title, [column.key for column in table.columns]) == (
        "sections.title.places",
        ["name", "kind"],
    )


def test_models_that_are_counted_are_forces_and_the_others_names() -> None:
    facts = Facts().add("designations", latin="IL-76", arabic="آي إل-76", count=(70, "70"))
    facts.add("designations", latin=("IL", "IL"), arabic=("آي إل", "آي إل"))
    facts.add("formations", name="اللواء 45", number=(45, "45"))
    tables = facts.compose()
    assert show(tables["forces"]) == [["اللواء 45", "", ""], ["آي إل-76", "IL-76", "70"]]
    assert [row.fact_id for row in tables["designations"].rows] == ["designations-2"]


def test_a_quotation_has_marks_where_it_is_the_speakers_own_words() -> None:
    facts = Facts().add(
        "quotes", text="لا يعرف أحد", kind=("direct", "لا"), speaker="كريم سعيد", channel="بيان"
    )
    facts.add("quotes", text="حوالي 2500 عنصر سيصلون", kind=("indirect", "إن"))
    tables = facts.compose()
    assert show(tables["quotations"]) == [
        ["quotation لا يعرف أحد", "كريم سعيد", "بيان"],
        ["حوالي 2500 عنصر سيصلون", "", ""],
    ]
    assert show(tables["attribution"]) == [["بيان", "channel"]]


def test_a_question_leads_to_its_answer() -> None:
    facts = Facts().add(
        "questions", text="هل ينجح ذلك؟", answered=(True, "لا يعرف أحد"), answer="لا يعرف أحد"
    )
    facts.add("questions", text=("أين؟", "ذلك؟"), answered=(False, "ذلك؟"))
    table = facts.compose()["answers"]
    assert show(table) == [["هل ينجح ذلك؟", "لا يعرف أحد"], ["أين؟", "unanswered"]]
    assert (table.rows[0].span, table.rows[0].places) == (find("لا يعرف أحد"), (find("هل ينجح ذلك؟"),))


def test_a_source_is_one_row_with_every_place() -> None:
    facts = Facts().add("sources", name="رويترز", kind=("cited-media", "رويترز"))
    facts.add("sources", name=("رُويترز", "بيان"), kind=("cited-media", "بيان"))
    (row,) = facts.compose()["attribution"].rows
    assert (row.cells[0].text, row.cells[0].facts, row.places) == (
        "رويترز",
        ("sources-1", "sources-2"),
        (find("بيان"),),
    )


# All of them.


def test_rows_of_one_fact_in_two_sections_have_two_ids() -> None:
    facts = Facts().add("quotes", text="لا يعرف أحد", kind=("direct", "لا"), channel="بيان")
    rows = [row for table in facts.compose().values() for row in table.rows]
    assert [row.id for row in rows] == ["fact-quotes-1", "fact-quotes-1-channel"]


def test_what_waits_is_not_there_and_what_is_ranked_comes_first() -> None:
    facts = figure(Facts(), 2500, "2500", "جندي")
    figure(facts, 12, "12", "خبيرا")
    figure(facts, 5, "5", "خبراء")
    assert show(facts.compose(waiting={"figures-2"})["key-figures"]) == [["2500", "جندي"], ["5", "خبراء"]]
    ranked = facts.compose(ranks={"figures-3": 0})["key-figures"]
    assert [row.fact_id for row in ranked.rows] == ["figures-3", "figures-1", "figures-2"]
    assert facts.compose(waiting={"figures-1", "figures-2", "figures-3"}) == {}


def test_sections_stand_where_their_first_table_does() -> None:
    facts = Facts().add("questions", text="هل ينجح ذلك؟")
    figure(facts, 12, "12", "خبيرا")
    facts.add("people", name="كريم سعيد")
    assert list(facts.compose()) == ["answers", "key-figures", "whos-who"]


def test_a_table_has_four_columns_at_most_and_every_cell_names_a_fact() -> None:
    assert all(len(section.columns) <= 4 for section in SECTIONS)
    with pytest.raises(ValueError, match="without a fact"):
        Cell(text="", facts=())


def test_captions_are_for_sections_and_for_what_prints_a_kind() -> None:
    kinds = load_table_kinds()
    assert (
        find_titles("key-figures", kinds) == find_titles("figures", kinds) == ("sections.title.key-figures",)
    )
    assert find_titles("members", kinds) == ("sections.title.members", "sections.title.places")
    assert find_titles("designations", kinds) == ("table.designations",)
    assert find_titles("nothing", kinds) == ()
    assert {"timeline", "figures"} <= set(list_names(kinds))


# Dates.

IN_ORDER: Sequence[str] = (
    "17XX", "18XX", "1870/1939", "199X", "1991/1994", "2009", "2009-08", "2009-08-31", "2015-01/2015-06",
    "2021-21", "2021-04", "2021-24", "2022-W01", "2022-01-04", "XXXX-03", "XXXX-03-02", "@-2y", "@apr-1",
    "@wed-1", "@-2d", "@0d", "@+1d",
)  # fmt: skip


def test_values_of_dates_are_in_the_order_of_time() -> None:
    assert sorted(reversed(IN_ORDER), key=find_moment) == list(IN_ORDER)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2009-08-31", "day 31 08 2009"),
        ("2009-08", "month 08 2009"),
        ("2009", "year 2009"),
        ("199X", "range 1990 1999"),
        ("18XX", "century 19"),
        ("2021-21", "21 2021"),
        ("2022-W01", "week 1 2022"),
        ("1990/1994", "range year 1990 year 1994"),
        ("@-2d", ""),
        ("XXXX-03", ""),
        ("P36Y", ""),
    ],
)
def test_a_date_is_said_in_words_of_the_locale(value: str, words: str) -> None:
    assert write_date(value, say) == words
