"""One thing changed at a time in the facts of our own article, all eleven tables: none is believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from report.document import Document
from report.facts import Ledger, dump_facts, load_facts, verify
from report.pipeline import read_document
from report.project import load_project
from report.tables import collect_provers, derive_facts, load_table_kinds

ROOT = Path(__file__).resolve().parents[2]
LEAST = 2_000

OTHERS = {
    "unit": ("count", "percent", "USD", "kilometer"),
    "modifier": ("exact", "approx", "min", "max"),
    "kind": ("count", "money", "city", "country", "day", "year", "direct", "indirect", "cited", "brigade"),
    "iso": ("RU", "KZ", "AM", "US"),
}
"""What else a code could be: a hedge that was dropped, another country."""


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(load_project(ROOT / "assets" / "article.md"))


@pytest.fixture(scope="module")
def derived(document: Document) -> Ledger:
    return derive_facts(document, load_table_kinds())


def change_value(name: str, value: Any) -> Iterator[Any]:
    """Other values of a cell: the next number, another code, a letter less, a word more."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 1, value * 10)
    elif value is None:
        yield 1
    elif name in OTHERS:
        yield from (code for code in OTHERS[name] if code != value)
    else:
        yield from (value[:-1], f"{value} جدا", value.replace("2022", "2023").replace("2014", "2015") + "0")


def change_evidence(item: dict[str, Any], text: str, paragraphs: int) -> Iterator[dict[str, Any]]:
    """The same words elsewhere, other words here, a quote and its place no longer of one mind."""
    yield {**item, "start": item["start"] + 1}
    yield {**item, "end": item["end"] - 1}
    yield {**item, "text": item["text"][1:] + item["text"][:1] + "ـ"}
    yield {**item, "paragraph": item["paragraph"] % paragraphs + 1}
    moved = {**item, "start": item["start"] + 3, "end": item["end"] + 3}
    yield {**moved, "text": text[moved["start"] : moved["end"]]}


def mutate(data: dict[str, Any], text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The file with one fact alone, one thing of it changed."""
    paragraphs = len(data["article"]["paragraphs"])
    for fact in data["facts"]:
        for name, cell in fact["cells"].items():
            cells = [{**cell, "value": value} for value in change_value(name, cell["value"])]
            cells.append({**cell, "evidence": []})
            for i, item in enumerate(cell["evidence"]):
                others = cell["evidence"][:i], cell["evidence"][i + 1 :]
                cells += [
                    {**cell, "evidence": [*others[0], new, *others[1]]}
                    for new in change_evidence(item, text, paragraphs)
                ]
            for changed in cells:
                mutant = {**fact, "cells": {**fact["cells"], name: changed}}
                yield f"{fact['id']} {name}", {**data, "facts": [mutant]}


@pytest.mark.parametrize("status", ["auto", "confirmed"])
def test_no_mutant_is_believed(status: str, document: Document, derived: Ledger) -> None:
    data = json.loads(dump_facts(derived, document.date))
    for fact in data["facts"]:
        fact["status"] = status
    provers = collect_provers(load_table_kinds(), document)

    def believe(mutant: dict[str, Any]) -> bool:
        file = load_facts(json.dumps(mutant, ensure_ascii=False), "facts.json")
        return not verify(file, document.source, derived, provers, document.date)

    assert believe(data)
    assert {fact["table"] for fact in data["facts"]} == set(load_table_kinds())
    mutants = list(mutate(data, document.source.text))
    assert len(mutants) >= LEAST
    assert [place for place, mutant in mutants if believe(mutant)] == []


def test_facts_of_another_article_are_not_believed(document: Document, derived: Ledger) -> None:
    other = replace(document.source, sha256="0" * 64)
    file = load_facts(dump_facts(derived, document.date), "facts.json")
    found = verify(file, other, derived, collect_provers(load_table_kinds(), document), document.date)
    assert "facts-are-of-this-article" in {finding.rule for finding in found}
