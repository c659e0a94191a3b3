"""Three short texts, labelled when the rules were frozen: what was found is found, and nothing false."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from report.document import Hints, Source
from report.facts import Fact
from report.readers import read
from tests.unit.facts_samples import derive

FOLDER = Path(__file__).resolve().parents[1] / "facts" / "frozen"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def load(name: str) -> tuple[dict[str, Any], list[Fact]]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    document = read(Source.from_text(text, path=f"{name}.txt"), Hints())
    labels = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return labels, list(derive(document, "designations", "figures"))


def is_found(label: dict[str, Any], fact: Fact) -> bool:
    """Whether `fact` says all that `label` does, and on the same words."""
    value, evidence = fact.value("value"), fact.cell("value")
    expected = label.get("value")
    same = value == pytest.approx(expected, abs=1e-4) if isinstance(expected, float) else value == expected
    cells = {"modifier": "exact", **{key: label[key] for key in label.keys() - {"value", "quote", "missed"}}}
    return (
        same
        and evidence is not None
        and label["quote"].startswith(evidence.evidence[0].quote)
        and all(fact.value(name) == cell for name, cell in cells.items())
    )


@pytest.mark.parametrize("name", NAMES)
def test_figures(name: str) -> None:
    labels, facts = load(name)
    figures = [fact for fact in facts if fact.table == "figures"]
    due = [label for label in labels["figures"] if not label.get("missed")]
    missed = [label for label in labels["figures"] if label.get("missed")]
    for label in due:
        found = next((fact for fact in figures if is_found(label, fact)), None)
        assert found is not None, label
        figures.remove(found)
    assert figures == [], "false"
    assert len(missed) <= 2


@pytest.mark.parametrize("name", NAMES)
def test_designations(name: str) -> None:
    labels, facts = load(name)
    found = [{cell.name: cell.value for cell in fact.cells} for fact in facts if fact.table == "designations"]
    assert found == labels["designations"]
