"""The member states of an article as cards, and what its sentences say of each."""

from __future__ import annotations

from report.charts import Amount
from report.document import Span
from report.facts import Fact, Ledger, Scalar, cite
from report.tables import Table, compose_sections, find_titles, load_table_kinds
from tests.unit.facts_samples import make_document
from tests.unit.test_sections import say, show

TEXT = (
    "يضم الحلف مصر وتونس والأردن ولبنان. ووصل إلى تونس 40 جنديا وحوالي 900 عامل.",
    "وفي 2014 اختلفت الأردن ولبنان. ولم تنشر مصر وتونس والأردن 70 طائرة.",
)
DOCUMENT = make_document("اختبار في تونس", *TEXT)
SOURCE = DOCUMENT.source
STATES = {"مصر": "EG", "تونس": "TN", "الأردن": "JO", "لبنان": "LB"}


def find_all(words: str) -> list[Span]:
    spans, start = [], SOURCE.text.find(words)
    while start >= 0:
        spans.append(Span(start, start + len(words)))
        start = SOURCE.text.find(words, start + 1)
    return spans


def make(table: str, number: int, **cells: tuple[Scalar, str] | str) -> Fact:
    made = []
    for name, said in cells.items():
        value, words = (said, said) if isinstance(said, str) else said
        every = name == "name"
        made.append(cite(SOURCE, name, value, find_all(words) if every else find_all(words)[:1]))
    return Fact(id=f"{table}-{number}", table=table, rule="rule", cells=tuple(made))


def make_figure(number: int, value: int, counted: str, **more: tuple[Scalar, str]) -> Fact:
    told: dict[str, tuple[Scalar, str]] = {
        "value": (value, str(value)),
        "unit": ("count", counted),
        "kind": ("count", counted),
    }
    return make("figures", number, **told, **more, counted=counted)


def compose(states: dict[str, str], title: Span | None = DOCUMENT.title.span) -> dict[str, Table]:
    facts = [
        make_figure(1, 40, "جنديا"),
        make_figure(2, 900, "عامل", modifier=("approx", "حوالي")),
        make_figure(3, 70, "طائرة"),
        make("dates", 1, expr="2014", value="2014", kind=("year", "2014"), event="اختلفت الأردن ولبنان"),
    ]
    for number, (name, iso) in enumerate(states.items(), 1):
        facts.append(make("memberships", number, member=name, organization="الحلف"))
        facts.append(make("places", number, name=name, kind=("country", name), iso=(iso, name)))
    kinds = load_table_kinds()
    chosen = {name: kinds[name] for name in ("figures", "dates", "memberships", "places")}
    tables = compose_sections(Ledger(SOURCE, facts), chosen, say, title=title)
    return {table.kind: table for table in tables}


def test_states_that_are_members_have_cards_and_no_other_row() -> None:
    tables = compose(STATES)
    assert show(tables["states"]) == [[name, iso, "الحلف"] for name, iso in STATES.items()]
    assert tables["states"].cards and "members" not in tables


def test_two_states_stand_in_the_table_of_members() -> None:
    tables = compose({"مصر": "EG", "تونس": "TN"})
    assert "states" not in tables and len(tables["members"].rows) == 2


def test_a_card_has_what_is_said_in_the_sentences_that_name_its_state() -> None:
    """Not what is said of three of them: it is nobody's."""
    related = {row.cells[0].text: row.related for row in compose(STATES)["states"].rows}
    assert related == {
        "مصر": (),
        "تونس": ("fact-figures-1", "fact-figures-2"),
        "الأردن": ("fact-dates-1",),
        "لبنان": ("fact-dates-1",),
    }


def test_the_state_that_the_title_names_is_marked() -> None:
    named = [row.cells[0].text for row in compose(STATES)["states"].rows if row.in_title]
    assert named == ["تونس"]
    assert not any(row.in_title for row in compose(STATES, title=None)["states"].rows)


def test_of_two_states_in_the_title_none_is_marked() -> None:
    whole = Span(0, len(SOURCE.text))
    assert not any(row.in_title for row in compose(STATES, title=whole)["states"].rows)


def test_figures_know_how_much_of_what_they_say() -> None:
    amounts = {row.cells[1].text: row.amount for row in compose(STATES)["key-figures"].rows}
    assert amounts == {
        "جنديا": Amount(value=40, unit="people"),
        "عامل": Amount(value=900, unit="people", hedge="approx"),
        "طائرة": Amount(value=70, unit="aircraft"),
    }


def test_a_caption_for_the_cards_is_not_that_of_the_members() -> None:
    kinds = load_table_kinds()
    assert find_titles("states", kinds) == ("sections.title.states",)
    assert find_titles("memberships", kinds) == ("sections.title.members", "sections.title.places")
