"""The review file: its form, the rows it names, what it decides, and what it says against itself."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from report.document import Document
from report.errors import ConfigError, EvidenceError, ReportError, SourceError
from report.facts import Fact, Ledger, Reviewed, apply_review, dump_facts, load_facts, read_review, verify
from report.facts._review_places import Path, locate_toml
from report.tables import collect_provers, derive_facts, load_table_kinds
from tests.unit.facts_samples import choose_kinds, make_document

KINDS = choose_kinds("figures", "designations")
PARAGRAPHS = (
    'وقالت الوزارة إن 70 طائرة من طراز "آي إل-76" (IL-76) نقلت حوالي 7 آلاف جندي روسي.',
    "وشارك عضوان من التحالف في العملية، ووصلت 5 طائرات ثم 5 طائرات أخرى.",
    "وقالت الصحيفة إن 70 طائرة لم تصل، وإن القائد (59 عاما) غادر.",
)
ARTICLE = make_document("عنوان المقال", *PARAGRAPHS)


def derive(document: Document = ARTICLE) -> Ledger:
    return derive_facts(document, KINDS)


def review(text: str, document: Document = ARTICLE) -> Reviewed:
    provers = collect_provers(KINDS, document)
    return apply_review(read_review(text, "facts.toml"), derive(document), provers, load_table_kinds())


def key(evidence: str, paragraph: str | int = "", occurrence: int = 0) -> str:
    parts = [f"evidence = {json.dumps(evidence, ensure_ascii=False)}"]
    if paragraph:
        parts.append(f"paragraph = {json.dumps(paragraph, ensure_ascii=False)}")
    if occurrence:
        parts.append(f"occurrence = {occurrence}")
    return ", ".join(parts)


def entry(action: str, row: str, more: str = "", table: str = "figures") -> str:
    """An entry of the file on one line, so that each has a line of its own."""
    return f'{action} = [{{ table = "{table}", {row}{more and ", "}{more} }}]\n'


def changed(text: str, document: Document = ARTICLE) -> dict[str, str]:
    """The rows that are no longer as the rules left them: status by key words."""
    return {show_key(fact): fact.status for fact in review(text, document).ledger if fact.status != "auto"}


def show_key(fact: Fact) -> str:
    return " ".join(item.quote for item in fact.cells[0].evidence)


def fail(text: str, kind: type[ReportError], document: Document = ARTICLE) -> tuple[str, str, str]:
    """Place, message and hint of the error that the file `text` is."""
    with pytest.raises(kind) as caught:
        review(text, document)
    error = caught.value
    assert type(error) is kind
    return str(error.location), str(error), str(error.hint or "")


# Form.


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb.c = 2", ("b", "c"), "b.c = 2"),
        ('[[x]]\nk = 1\n[[x]]\nk = "]"', ("x", 1, "k"), 'k = "]"'),
        ("x = [\n  { k = 1 }, # [[\n  { k = 2 },\n]", ("x", 1, "k"), "k = 2 },"),
        ('a = """\n[[x]] "" \\" ""\n"""\n[t]\n"p q" = \'"\'', ("t", "p q"), '"p q" = \'"\''),
        ("[[x]]\n[x.set]\nv.w = 1.5", ("x", 0, "set", "v", "w"), "v.w = 1.5"),
        ("x = [[1, 2], [3,\n 4]]", ("x", 1, 1), "4]]"),
        ("x = {} # {\ny = '''\n'''\nz = 2022-01-06", ("z",), "z = 2022-01-06"),
    ],
)
def test_the_place_of_every_value_is_known(text: str, path: Path, line: str) -> None:
    assert tomllib.loads(text)
    assert text[locate_toml(text)[path] :].splitlines()[0] == line


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("confirms = 1", "1:1", "unknown key confirms"),
        ('[[confirm]]\ntable = "figures"\nevidense = "70"', "3:1", "unknown key evidense"),
        ('[[confirm]]\ntable = "figures"', "1:1", "confirm.evidence is missing"),
        ('[[confirm]]\ntable = "figures"\nevidence = 70', "3:1", "confirm.evidence cannot be 70: "),
        (entry("confirm", 'evidence = "70", paragraph = 0'), "1:50", "confirm.paragraph cannot be 0: "),
        (entry("confirm", 'evidence = "70", occurrence = true'), "1:50", "confirm.occurrence cannot be True"),
        (
            'merge = [{ table = "figures", rows = [{ evidence = "70" }] }]',
            "1:31",
            "merge.rows needs at least 2",
        ),
        (
            entry("correct", key("70"), "set = { value = [1] }"),
            "1:58",
            "correct.set.value.value cannot be [1]",
        ),
        (
            entry("correct", key("70"), "set = { value = nan }"),
            "1:58",
            "correct.set.value.value cannot be nan",
        ),
        ('[caption]\nfigures = "\\t"', "2:1", "caption.figures cannot be"),
        ("a = [", "1", "not TOML: "),
        ("a = " + "[" * 5000, "", "not a review file: it is nested too deep"),
    ],
)
def test_a_mistake_of_form_is_told_with_its_place(text: str, place: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_review(text, "facts.toml")
    assert str(caught.value).startswith(said)
    assert str(caught.value.location).startswith(f"facts.toml:{place}" if place else "facts.toml")


def test_an_unknown_key_is_told_with_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        read_review("[[add]]\nparagraf = 1", "facts.toml")
    assert str(caught.value.hint) == "did you mean paragraph?"


# Keys.


@pytest.mark.parametrize(
    "row",
    [
        key("7 آلاف"),
        key("٧ آلاف"),
        key("7 آلاف", 2),
        key("7 آلاف", "وقالت الوزارة"),
        key("7 آلافٍ", "وقالت الوزارة إنّ ٧٠"),
        key("7 آلاف", "وقالت الوزراة ان 70 طايرة من طراز"),
    ],
)
def test_a_row_goes_by_its_words_and_paragraph_whatever_their_spelling(row: str) -> None:
    assert changed(entry("confirm", row)) == {"7 آلاف": "confirmed"}


@pytest.mark.parametrize(
    "row", [key("70", "وقالت الصحيفة"), key("70", 4), key("70", occurrence=2), key("5", 3, 2)]
)
def test_a_row_among_equal_ones_goes_by_paragraph_and_occurrence(row: str) -> None:
    (fact,) = (fact for fact in review(entry("confirm", row)).ledger if fact.status == "confirmed")
    same = [other for other in derive() if show_key(other) == show_key(fact)]
    assert fact.id == same[1].id


def test_an_edited_article_does_not_orphan_the_rows() -> None:
    edited = make_document(
        "عنوان آخر",
        "فقرة جديدة عن 70 مدرسة في المدينة.",
        PARAGRAPHS[1],
        PARAGRAPHS[0].replace("وقالت", "ثم قالت").replace("حوالي", "نحو"),
        PARAGRAPHS[2],
    )
    text = entry("confirm", key("70", "وقالت الوزارة إن 70 طائرة من طراز"))
    (fact,) = (fact for fact in review(text, edited).ledger if fact.status == "confirmed")
    assert fact.evidence[0].span.start > edited.source.text.index("قالت الوزارة")
    assert changed(entry("reject", key("7 آلاف", "وقالت الوزارة إن")), edited) == {}


def test_a_row_that_is_gone_is_told_with_the_nearest() -> None:
    place, said, hint = fail("\n" + entry("confirm", key("71", "وقالت الصحيفة إن")), SourceError)
    assert place == "facts.toml:2:12"
    assert said == "no row of figures stands on «71» in the paragraph «وقالت الصحيفة إن»"
    assert hint == 'the nearest row: evidence = "70", paragraph = "وقالت الصحيفة إن 70 طائرة لم"'


def test_the_paragraph_of_a_deleted_row_is_not_another() -> None:
    shorter = make_document("عنوان المقال", *PARAGRAPHS[:2])
    _, said, _ = fail(entry("reject", key("70", "وقالت الصحيفة إن 70 طائرة لم")), SourceError, shorter)
    assert said.startswith("no row of figures stands on «70»")


def test_words_of_several_rows_need_more() -> None:
    _, said, hint = fail(entry("confirm", key("5", "وشارك عضوان")), SourceError)
    assert said == "2 rows of figures stand on «5»"
    assert hint.endswith("occurrence = 1 to 2")


def test_a_table_that_is_not_there_is_told_and_one_that_is_not_made_waits() -> None:
    _, said, hint = fail(entry("confirm", key("70"), table="figurs"), ConfigError)
    assert (said, hint) == ("there is no table kind figurs", "did you mean figures?")
    kinds = choose_kinds("designations")
    said_of_figures = read_review(entry("reject", key("70", 2)), "facts.toml")
    left = apply_review(said_of_figures, derive(), collect_provers(kinds, ARTICLE), load_table_kinds())
    assert {fact.table for fact in left.ledger} == {"designations"}


# Decisions.


def values(reviewed: Reviewed, *names: str) -> list[Any]:
    return [tuple(fact.value(name) for name in names) for fact in reviewed.ledger if fact.status != "auto"]


def test_a_rejected_row_is_nowhere() -> None:
    left = review(entry("reject", key("عضوان"))).ledger
    assert len(left) == len(derive()) - 1
    assert "عضوان" not in map(show_key, left)


def test_a_corrected_cell_stands_on_the_words_that_say_it() -> None:
    reviewed = review(entry("correct", key("7 آلاف"), 'set = { counted = "جندي" }'))
    (fact,) = (fact for fact in reviewed.ledger if fact.status == "overridden")
    counted = fact.cell("counted")
    assert counted and (counted.value, [item.quote for item in counted.evidence]) == ("جندي", ["جندي"])
    assert fact.rule == "num.scale" and fact.value("value") == 7000


def test_a_cell_that_goes_is_gone() -> None:
    assert values(review(entry("correct", key("7 آلاف"), 'drop = ["counted"]')), "value", "counted") == [
        (7000, None)
    ]


def test_an_added_row_has_evidence_and_a_number_of_its_own() -> None:
    cells = 'cells = { value = 59, counted = "عاما", unit = "count", kind = "count", modifier = "exact" }'
    text = entry("add", 'paragraph = "وقالت الصحيفة"', cells)
    (fact,) = (fact for fact in review(text).ledger if fact.status == "overridden")
    assert (fact.rule, show_key(fact)) == ("review.add", "59")
    assert fact.id not in {other.id for other in derive()}
    order = [show_key(other) for other in review(text).ledger.of_table("figures")]
    assert order.index("59") == len(order) - 1


def test_merged_rows_are_the_first_with_the_evidence_of_all() -> None:
    rows = f"rows = [{{ {key('70', 2)} }}, {{ {key('70', 4)} }}]"
    reviewed = review(f'merge = [{{ table = "figures", {rows} }}]')
    (fact,) = (fact for fact in reviewed.ledger if fact.status == "overridden")
    assert (show_key(fact), fact.value("counted")) == ("70 70", "طائرة")
    assert len(reviewed.ledger) == len(derive()) - 1


def test_an_order_puts_rows_first_and_a_caption_is_kept() -> None:
    rows = f"rows = [{{ {key('عضوان')} }}, {{ {key('70', 4)} }}]"
    reviewed = review(f'order = [{{ table = "figures", {rows} }}]\ncaption = {{ figures = "أرقام" }}')
    assert [show_key(fact) for fact in reviewed.ledger.of_table("figures")][:3] == ["عضوان", "70", "70"]
    assert reviewed.captions == {"figures": "أرقام"}
    assert len(reviewed.ledger) == len(derive())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (entry("correct", key("7 آلاف"), "set = { value = 8000 }"), "the quote says [7000]"),
        (entry("correct", key("7 آلاف"), 'set = { modifier = "exact" }'), "the quote says حوالي"),
        (entry("correct", key("7 آلاف"), 'drop = ["modifier"]'), "the article says approx"),
        (
            entry("correct", key("7 آلاف"), 'set = { counted = { value = "جنود", evidence = "جندي" } }'),
            "the words are not in the quote",
        ),
        (
            entry("correct", key("7 آلاف"), 'set = { counted = { value = "جنود", evidence = "جنود" } }'),
            "the paragraph does not say «جنود»",
        ),
        (entry("add", "paragraph = 4", "cells = { value = 61 }"), "the paragraph does not say «61»"),
        (
            entry("add", "paragraph = 4", 'cells = { value = 61, counted = "عاما" }'),
            "the paragraph does not say «61»",
        ),
        (
            entry("add", "paragraph = 2", 'cells = { value = { value = 7000, evidence = "7 آلاف جندي" } }'),
            "this row is there already",
        ),
    ],
)
def test_an_editors_row_passes_the_gate(text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        review(text)
    assert caught.value.exit_code == 3
    assert said in str(caught.value)


def test_what_is_not_said_in_the_paragraph_is_told_with_what_is() -> None:
    text = entry("correct", key("7 آلاف"), 'set = { counted = { value = "جنود", evidence = "جنود روس" } }')
    place, _, hint = fail(text, EvidenceError)
    assert place == "facts.toml:1:62"
    assert "جندي روسي" in hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            entry("add", 'paragraph = "فقرة لا وجود لها هنا"', "cells = { value = 1 }"),
            "there is no paragraph",
        ),
        (entry("add", "paragraph = 3", "cells = { value = 5 }"), "the paragraph says «5» 2 times"),
        (entry("correct", key("7 آلاف"), 'drop = ["value_max"]'), "the row has no cell value_max"),
        (
            f'merge = [{{ table = "figures", rows = [{{ {key("70", 2)} }}, {{ {key("7 آلاف")} }}] }}]',
            "rows that say 70 and 7000 are not one",
        ),
    ],
)
def test_what_does_not_fit_the_article_is_an_error(text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        review(text)
    assert str(caught.value).startswith(said)


# Contradictions.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            entry("reject", key("عضوان")) + entry("confirm", key("عضوان")),
            "this row is under reject here and under confirm at facts.toml:2:12",
        ),
        (
            entry("confirm", key("عضوان")) + entry("correct", key("عضوان"), 'drop = ["counted"]'),
            "this row is under correct here and under confirm at facts.toml:1:12",
        ),
        (
            'correct = [{ table = "figures", evidence = "عضوان", drop = ["counted"] },\n'
            '{ table = "figures", evidence = "عضوان", set = { counted = "عضوان" } }]',
            "the cell counted of this row is corrected at facts.toml:1:",
        ),
        (
            f'order = [{{ table = "figures", rows = [{{ {key("عضوان")} }},\n{{ {key("عضوان", 3)} }}] }}]',
            "the order names this row at facts.toml:1:",
        ),
        (
            f'order = [{{ table = "figures", rows = [{{ {key("عضوان")} }}] }},\n'
            f'{{ table = "figures", rows = [{{ {key("7 آلاف")} }}] }}]',
            "figures has another order at facts.toml:1:10",
        ),
        (
            entry("reject", key("عضوان"))
            + f'order = [{{ table = "figures", rows = [{{ {key("عضوان")} }}] }}]',
            "the order names a row that is rejected at facts.toml:1:11",
        ),
        (
            f'merge = [{{ table = "figures", rows = [{{ {key("70", 2)} }}, {{ {key("70", 4)} }}] }}]\n'
            + entry("reject", key("70", 4)),
            "this row is under reject here and under merge at facts.toml:1:",
        ),
        (entry("correct", key("عضوان")), "the correction changes nothing: it needs set or drop"),
        (entry("correct", key("عضوان"), "set = { vlaue = 2 }"), "a row of figures has no cell vlaue"),
        (entry("correct", key("عضوان"), 'drop = ["value"]'), "the cell value names the row and cannot go"),
        (entry("add", "paragraph = 4", 'cells = { counted = "عاما" }'), "add.cells.value is missing"),
    ],
)
def test_a_file_that_contradicts_itself_is_an_error_with_both_places(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        review(text)
    assert str(caught.value).startswith(said)
    assert caught.value.location and caught.value.location.line and caught.value.exit_code == 2


def test_two_corrections_of_two_cells_of_one_row_are_one_row() -> None:
    text = (
        f'correct = [{{ table = "figures", {key("7 آلاف")}, set = {{ counted = "جندي" }} }},\n'
        f'{{ table = "figures", {key("7 آلاف")}, drop = ["unit"] }}]'
    )
    assert values(review(text), "counted", "unit") == [("جندي", None)]


# The facts file.

EVERYTHING = "".join(
    (
        entry("confirm", key("IL-76"), table="designations"),
        entry("correct", key("7 آلاف"), 'set = { counted = "جندي" }'),
        entry("reject", key("عضوان")),
        entry("add", 'paragraph = "وقالت الصحيفة"', 'cells = { value = 59, counted = "عاما" }'),
        f'merge = [{{ table = "figures", rows = [{{ {key("70", 2)} }}, {{ {key("70", 4)} }}] }}]\n',
        f'order = [{{ table = "figures", rows = [{{ {key("59")} }}] }}]\n',
    )
)


def check(data: dict[str, Any]) -> list[str]:
    file = load_facts(json.dumps(data, ensure_ascii=False), "facts.json")
    provers = collect_provers(KINDS, ARTICLE)
    return [finding.rule for finding in verify(file, ARTICLE.source, derive(), provers)]


def write() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(dump_facts(review(EVERYTHING).ledger, None))
    return data


def test_what_the_review_made_is_proved_and_what_is_tampered_with_is_not() -> None:
    data = write()
    assert check(data) == []
    statuses = {fact["id"]: fact["status"] for fact in data["facts"]}
    assert sorted(statuses.values()).count("overridden") == 3
    assert "confirmed" in statuses.values()


@pytest.mark.parametrize("number", range(3))
def test_an_overridden_row_that_says_something_else_is_refused(number: int) -> None:
    data = write()
    fact = [fact for fact in data["facts"] if fact["status"] == "overridden"][number]
    fact["cells"]["value"]["value"] += 1
    assert "cell-is-supported" in check(data)


def test_rows_of_the_source_keep_their_order() -> None:
    starts = [
        fact.evidence[0].span.start
        for fact in review(entry("confirm", key("7 آلاف"))).ledger.of_table("figures")
    ]
    assert starts == sorted(starts)
