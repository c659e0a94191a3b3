"""Verification: a facts file is believed only as far as the article bears it out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from report.errors import Finding
from report.facts import RULES, dump_facts, load_facts, verify
from report.facts._proof import is_whole_words
from report.tables import collect_provers
from tests.unit.facts_samples import choose_kinds, derive, make_document

NAMES = ("designations", "figures")
ARTICLE = make_document(
    "نقلت 70 طائرة جنودا",
    'وقالت الوزارة إن 70 طائرة من طراز "آي إل-76" (IL-76) نقلت حوالي 7 آلاف جندي روسي بكلفة 5 ملايين دولار.',
    "وكانت هذه هي المرة الأولى، وشارك عضوان وما بين 10 و20 خبيرا، أي 15% من الخبراء.",
)

Change = Callable[[dict[str, Any]], None]


DERIVED = derive(ARTICLE, *NAMES)
PROVERS = collect_provers(choose_kinds(*NAMES), ARTICLE)


def check(data: dict[str, Any], date: str | None = None) -> tuple[Finding, ...]:
    file = load_facts(json.dumps(data, ensure_ascii=False), "facts.json")
    return verify(file, ARTICLE.source, DERIVED, PROVERS, date)


def make_data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(dump_facts(DERIVED, None))
    return data


def find_fact(data: dict[str, Any], value: object) -> dict[str, Any]:
    fact: dict[str, Any] = next(
        fact for fact in data["facts"] if fact["cells"].get("value", {}).get("value") == value
    )
    return fact


def test_our_own_facts_are_proved() -> None:
    data = make_data()
    assert len(data["facts"]) == 9
    assert check(data) == ()


def test_every_rule_has_a_sentence() -> None:
    assert all(" " in sentence and not sentence.endswith(".") for sentence in RULES.values())


def set_value(path: str, value: object) -> Change:
    """A change of the value at `path`, of the fact that says 7000 where it begins with "fact"."""

    def change(data: dict[str, Any]) -> None:
        *names, last = path.split(".")
        place: Any = find_fact(data, 7000) if names[:1] == ["fact"] else data
        for name in names[1:] if names[:1] == ["fact"] else names:
            place = place[int(name)] if isinstance(place, list) else place[name]
        place[last] = value

    return change


def repeat_fact(data: dict[str, Any]) -> None:
    data["facts"].append(dict(data["facts"][0]))


def drop_cell(data: dict[str, Any]) -> None:
    del find_fact(data, 7000)["cells"]["modifier"]


def add_cell(data: dict[str, Any]) -> None:
    cells = find_fact(data, 7000)["cells"]
    cells["role"] = cells["counted"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (set_value("article.sha256", "0" * 64), "facts-are-of-this-article"),
        (set_value("article.paragraphs.0.end", 3), "facts-paragraphs-are-the-articles"),
        (repeat_fact, "fact-id-is-unique"),
        (set_value("fact.table", "numbers"), "fact-table-is-known"),
        (set_value("fact.table", "designations"), "fact-is-derived"),
        (set_value("fact.rule", "num.digits"), "fact-is-derived"),
        (set_value("fact.id", "figures-99"), "fact-is-derived"),
        (set_value("fact.cells.value.value", 7001), "fact-is-derived"),
        (set_value("fact.cells.value.value", 7000.0), "fact-is-derived"),
        (set_value("fact.cells.value.value", "7000"), "fact-is-derived"),
        (set_value("fact.cells.modifier.value", "exact"), "fact-is-derived"),
        (set_value("fact.cells.counted.value", "جندي"), "fact-is-derived"),
        (set_value("fact.cells.value.evidence", []), "cell-has-evidence"),
        (set_value("fact.cells.value.evidence.0.text", "7 الاف"), "quote-is-in-source"),
        (set_value("fact.cells.value.evidence.0.start", 0), "quote-is-in-source"),
        (set_value("fact.cells.value.evidence.0.start", -7), "quote-is-in-source"),
        (set_value("fact.cells.value.evidence.0.end", 10**9), "quote-is-in-source"),
        (set_value("fact.cells.value.evidence.0.paragraph", 1), "quote-is-in-its-paragraph"),
        (set_value("fact.cells.value.evidence.0.paragraph", 0), "quote-is-in-its-paragraph"),
        (set_value("fact.cells.value.evidence.0.paragraph", 99), "quote-is-in-its-paragraph"),
        (drop_cell, "fact-is-derived"),
        (add_cell, "fact-is-derived"),
    ],
)
def test_what_was_changed_is_found(change: Change, rule: str) -> None:
    data = make_data()
    change(data)
    findings = check(data)
    assert rule in {finding.rule for finding in findings}
    assert all(finding.rule in RULES for finding in findings)


def test_evidence_that_moved_to_the_same_words_elsewhere_is_refused() -> None:
    data = make_data()
    title, body = (fact for fact in data["facts"] if fact["cells"].get("value", {}).get("value") == 70)
    body["cells"]["value"]["evidence"] = title["cells"]["value"]["evidence"]
    for status in ("auto", "confirmed"):
        body["status"] = status
        assert [finding.rule for finding in check(data)] == ["fact-is-derived"]


def test_a_finding_names_the_fact_and_its_line() -> None:
    file = dump_facts(DERIVED, None).replace('"value": 7000', '"value": 8000')
    (finding,) = verify(load_facts(file, "facts.json"), ARTICLE.source, DERIVED, PROVERS)
    line = next(number for number, text in enumerate(file.splitlines(), 1) if "8000" in text)
    assert str(finding.location) == f"facts.json:{line}:1"
    assert str(finding.message).startswith("figures-")


def test_facts_may_be_left_out() -> None:
    data = make_data()
    del data["facts"][2]
    assert check(data) == ()


@pytest.mark.parametrize(
    ("given", "date", "wrong"),
    [
        (None, None, False),
        ("2022-01-08", None, False),
        ("2022-01-08", "2022-01-08", False),
        ("2022-01-09", "2022-01-08", True),
        (None, "2022-01-08", True),
    ],
)
def test_the_date_is_the_articles_if_it_has_one(given: str | None, date: str | None, wrong: bool) -> None:
    data = make_data()
    data["article"]["date"] = given
    assert [finding.rule for finding in check(data, date=date)] == ["facts-date-is-the-articles"] * wrong


def test_a_confirmed_row_is_what_the_rules_find() -> None:
    data = make_data()
    find_fact(data, 7000)["status"] = "confirmed"
    assert check(data) == ()


def test_a_row_of_an_editor_needs_evidence_that_says_it() -> None:
    data = make_data()
    fact = find_fact(data, 7000)
    fact["status"], fact["id"] = "overridden", "figures-100"
    fact["cells"]["counted"] = {"value": "جندي", "evidence": fact["cells"]["unit"]["evidence"]}
    assert check(data) == ()
    fact["cells"]["counted"]["value"] = "ضابط"
    assert [finding.rule for finding in check(data)] == ["cell-is-supported"]


def mutate(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every fact with one thing changed: a value, a quote, an offset, a paragraph, a piece of evidence."""
    for f, fact in enumerate(data["facts"]):
        for name, cell in fact["cells"].items():
            value = cell["value"]
            changed = f"{value}x" if isinstance(value, str) else 1 if value is None else value + 1
            yield _copy(data, f, name, "value", changed)
            yield _copy(data, f, name, "evidence", [])
            for i, item in enumerate(cell["evidence"]):
                for key, new in (
                    ("start", item["start"] + 1),
                    ("end", item["end"] - 1),
                    ("text", item["text"] + "ـ"),
                    ("text", item["text"][1:]),
                    ("paragraph", item["paragraph"] % 3 + 1),
                ):
                    evidence = [dict(other) for other in cell["evidence"]]
                    evidence[i][key] = new
                    yield _copy(data, f, name, "evidence", evidence)
                moved = {**item, "start": item["start"] + 1, "end": item["end"] + 1}
                moved["text"] = ARTICLE.source.text[moved["start"] : moved["end"]]
                yield _copy(data, f, name, "evidence", [moved, *cell["evidence"][1:]])


def _copy(data: dict[str, Any], fact: int, cell: str, key: str, value: object) -> dict[str, Any]:
    """The data with one fact alone, changed."""
    changed = json.loads(json.dumps(data["facts"][fact]))
    changed["cells"][cell][key] = value
    return {**data, "facts": [changed]}


@pytest.mark.parametrize("status", ["auto", "confirmed", "overridden"])
def test_every_mutant_is_refused(status: str) -> None:
    data = make_data()
    for fact in data["facts"]:
        fact["status"] = status
    mutants = list(mutate(data))
    assert len(mutants) > 300
    survivors = [mutant for mutant in mutants if not check(mutant)]
    assert survivors == []


@pytest.mark.parametrize(
    ("quote", "whole"),
    [
        ("70", True),
        ("7", False),
        ("طائرة", True),
        ("ائرة", False),
        ("طائر", False),
        ("وزارة", True),
        ("زارة", False),
        ("الوزارة ", False),
        ('"آي إل-76"', True),
        ("نحو", True),
        ("جُندي", False),
        ("جُنديٍّ", True),
    ],
)
def test_words_are_cited_whole(quote: str, whole: bool) -> None:
    text = 'والوزارة نقلت 70 طائرة "آي إل-76" وبنحو جُنديٍّ.'
    start = text.index(quote) if quote != "وزارة" else text.index("وزارة")
    assert is_whole_words(text, start, start + len(quote)) == whole
