"""facts.json: what is written can be read, and what cannot be read says where."""

from __future__ import annotations

import json

import pytest

from report.document import Source, Span
from report.errors import SourceError
from report.facts import Fact, Ledger, cite, dump_facts, load_facts
from tests.unit.facts_samples import derive, make_document

TEXT = "عنوان\n\n  نقلت 7 آلاف جندي \n"


def make_ledger() -> Ledger:
    source = Source.from_text(TEXT)
    start = TEXT.index("7")
    spans = [Span(start, start + 6)]
    cells = (cite(source, "value", 7000, spans), cite(source, "unit", "count", [Span(start + 7, start + 11)]))
    return Ledger(source, [Fact(id="figures-1", table="figures", rule="num.scale", cells=cells)])


def test_the_form_is_that_of_the_reference() -> None:
    ledger = make_ledger()
    text = dump_facts(ledger, "2022-01-08")
    assert text.endswith("}\n")
    assert "7 آلاف" in text
    assert json.loads(text) == {
        "schema": "arabic-facts/1",
        "article": {
            "sha256": ledger.source.sha256,
            "date": "2022-01-08",
            "paragraphs": [{"id": 1, "start": 0, "end": 5}, {"id": 2, "start": 9, "end": 25}],
        },
        "facts": [
            {
                "id": "figures-1",
                "table": "figures",
                "rule": "num.scale",
                "status": "auto",
                "cells": {
                    "value": {
                        "value": 7000,
                        "evidence": [{"start": 14, "end": 20, "text": "7 آلاف", "paragraph": 2}],
                    },
                    "unit": {
                        "value": "count",
                        "evidence": [{"start": 21, "end": 25, "text": "جندي", "paragraph": 2}],
                    },
                },
            }
        ],
    }


def test_an_article_without_facts_gives_an_empty_list() -> None:
    text = dump_facts(Ledger(Source.from_text("عنوان")), None)
    assert json.loads(text)["facts"] == []
    assert load_facts(text, "facts.json").facts == ()


def test_what_is_written_can_be_read() -> None:
    ledger = derive(make_document("عنوان", "نقلت 7 آلاف جندي و70 طائرة.", "دفعت 5 دولارات."), "figures")
    file = load_facts(dump_facts(ledger, None), "facts.json")
    assert file.sha256 == ledger.source.sha256
    assert [fact.id for fact in file.facts] == [fact.id for fact in ledger]
    for stored, fact in zip(file.facts, ledger, strict=True):
        for cell, original in zip(stored.cells, fact.cells, strict=True):
            assert (cell.name, cell.value) == (original.name, original.value)
            assert [item.text for item in cell.evidence] == [item.quote for item in original.evidence]
    assert [fact.location.line for fact in file.facts] == [4, 5, 6]


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('"schema"', "schema", "schema"),
        ("arabic-facts/1", "arabic-facts/2", '"arabic-facts/2'),
        ('"sha256": "', '"sha": "', '{"sha'),
        ('"date": null', '"date": "2022-02-31x"', '"2022'),
        ('"date": null', '"date": 2022', "2022"),
        ('"start": 0', '"start": "0"', '"0"'),
        ('"status": "auto"', '"status": "sure"', '"sure"'),
        ('"rule": "num.scale"', '"rule": null', 'null, "status'),
        ('"value": 7000', '"value": [7000]', "[7000]"),
        ('"value": 7000, ', "", '{"evidence": [{"start": 14'),
        ('"text": "جندي"', '"text": 5', '5, "par'),
        ('"facts": [', '"facts": 5, "x": [', '5, "x"'),
        ('"cells": {', '"cells": {}, "x": {', "{},"),
        ('"paragraph": 2', '"paragraph": true', "true"),
        ('"value": 7000', '"value": NaN', None),
        ('"value": 7000', '"value": 7, "value": 8', None),
        ('"value": 7000', '"value": ' + "9" * 5000, None),
        ('"value": 7000', '"value": ' + "[" * 100_000 + "]" * 100_000, None),
    ],
    ids=lambda value: str(value)[:20].encode("ascii", "replace").decode(),
)
def test_a_malformed_file_says_where(old: str, new: str, at: str | None) -> None:
    text = dump_facts(make_ledger(), None).replace(old, new, 1)
    with pytest.raises(SourceError) as caught:
        load_facts(text, "facts.json")
    assert caught.value.exit_code == 3
    place = caught.value.location
    assert place is not None
    assert place.path == "facts.json"
    if at:
        assert text.splitlines()[place.line - 1][place.column - 1 :].startswith(at)


@pytest.mark.parametrize("text", ["", "[]", "5", '"x"', "{", "null"])
def test_other_json_is_no_facts_file(text: str) -> None:
    with pytest.raises(SourceError):
        load_facts(text, "facts.json")


def test_a_paragraph_may_be_left_out() -> None:
    text = dump_facts(make_ledger(), None).replace(', "paragraph": 2', "")
    assert load_facts(text, "f").facts[0].cells[0].evidence[0].paragraph is None
