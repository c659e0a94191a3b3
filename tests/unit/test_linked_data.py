"""The facts as JSON-LD, and the schema of the facts file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from report.document import Span
from report.facts import (
    Fact,
    Ledger,
    Scalar,
    cite,
    describe_facts,
    describe_review,
    dump_facts,
    dump_linked_data,
)
from tests.unit.facts_samples import make_document

TEXT = "قال كريم سعيد: «نعم» إن نحو 70 طائرة بكلفة 5 ملايين دولار وصلت إلى مصر من الجامعة العربية عام 2014."
SOURCE = make_document("عنوان", TEXT, "هل وصلت؟ نعم.").source


def make_fact(table: str, number: int = 1, **cells: tuple[Scalar, str] | str) -> Fact:
    made = []
    for name, said in cells.items():
        value, words = (said, said) if isinstance(said, str) else said
        start = SOURCE.text.index(words)
        made.append(cite(SOURCE, name, value, [Span(start, start + len(words))]))
    return Fact(id=f"{table}-{number}", table=table, rule="rule", cells=tuple(made))


FACTS = (
    make_fact("figures", value=(70, "70"), unit=("count", "طائرة"), modifier=("approx", "نحو")),
    make_fact("figures", 2, value=(5_000_000, "5 ملايين"), unit=("USD", "دولار"), kind=("money", "دولار")),
    make_fact("dates", expr="2014", value=("2014", "2014"), kind=("year", "2014"), event="وصلت إلى مصر"),
    make_fact("people", name="كريم سعيد"),
    make_fact("organizations", name="الجامعة العربية"),
    make_fact("memberships", member="مصر", organization="الجامعة العربية"),
    make_fact("places", name="مصر", kind=("country", "مصر"), iso=("EG", "مصر")),
    make_fact("quotes", text="نعم", kind=("direct", "نعم"), speaker="كريم سعيد"),
    make_fact("questions", text="هل وصلت؟", answered=(True, "نعم"), answer="نعم"),
)  # fmt: skip


def describe(*leave_out: str) -> dict[str, Any]:
    """The nodes by id; those of one id together, as a reader of JSON-LD has them."""
    text = dump_linked_data(
        Ledger(SOURCE, FACTS),
        leave_out=leave_out,
        title="عنوان",
        language="ar",
        date="2014-02-03",
        identifier="urn:x",
    )
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    nodes: dict[str, Any] = {}
    for node in data["@graph"]:
        nodes.setdefault(node["@id"], {}).update(node)
    return nodes


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("#figures-1", {"@type": "Claim", "text": "نحو 70 طائرة"}),
        ("#figures-1", {"about": {"@type": "QuantitativeValue", "value": 70, "unitText": "count"}}),
        ("#figures-2", {"about": {"@type": "MonetaryAmount", "value": 5_000_000, "currency": "USD"}}),
        ("#dates-1", {"about": {"@type": "Event", "name": "وصلت إلى مصر", "startDate": "2014"}}),
        ("#organizations-1", {"@type": "Organization", "member": {"@id": "#places-1", "name": "مصر"}}),
        ("#places-1", {"@type": "Country", "name": "مصر", "identifier": "EG"}),
        ("#quotes-1", {"@type": "Quotation", "text": "نعم"}),
        ("#quotes-1", {"spokenByCharacter": {"@id": "#people-1", "name": "كريم سعيد"}}),
        ("#questions-1", {"@type": "Question", "suggestedAnswer": {"@type": "Answer", "text": "نعم"}}),
        ("#article", {"@type": "Article", "datePublished": "2014-02-03", "inLanguage": "ar"}),
    ],
)  # fmt: skip
def test_a_fact_is_what_schema_org_calls_it(name: str, expected: Mapping[str, object]) -> None:
    node = describe()[name]
    assert {key: node[key] for key in expected} == expected


def list_references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "@id" in value:
            yield value["@id"]
        for item in value.values():
            yield from list_references(item)
    elif isinstance(value, list):
        for item in value:
            yield from list_references(item)


def test_every_reference_leads_to_a_node_and_what_waits_is_not_there() -> None:
    nodes = describe("people-1", "figures-2")
    assert set(list_references(list(nodes.values()))) <= set(nodes)
    assert nodes["#quotes-1"]["spokenByCharacter"] == {"name": "كريم سعيد"}
    assert "#figures-2" not in nodes


def check_form(data: object, schema: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    """What the schemas of ours use of JSON Schema."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "const" in schema:
        assert data == schema["const"]
    if "enum" in schema:
        assert data in schema["enum"]
    if isinstance(data, dict):
        assert set(schema.get("required", ())) <= set(data)
        for name, item in data.items():
            check_form(
                item,
                schema["properties"][name] if "properties" in schema else schema["additionalProperties"],
                whole,
            )
    if isinstance(data, list):
        for item in data:
            check_form(item, schema["items"], whole)


def test_a_facts_file_is_as_its_schema_says() -> None:
    schema = describe_facts()
    data = json.loads(dump_facts(Ledger(SOURCE, FACTS), "2014-02-03"))
    check_form(data, schema, schema)
    data["facts"][0]["status"] = "believed"
    with pytest.raises(AssertionError):
        check_form(data, schema, schema)


def test_the_schema_of_the_review_says_what_each_key_is_for() -> None:
    schema = describe_review()
    assert set(schema["properties"]) == {"confirm", "correct", "reject", "add", "merge", "order", "caption"}
    for definition in schema["$defs"].values():
        assert all("description" in item for item in definition["properties"].values())
