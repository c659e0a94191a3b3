"""The precision of the rules is measured, and the measure is the one that the program goes by."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.facts import Precision, load_precision
from report.tables import load_table_kinds
from tests.facts.precision import write_precision
from tests.facts.scorer import wilson_lower

PATH = Path(__file__).resolve().parents[2] / "report" / "lexicon" / "rules.toml"


def test_the_measured_precision_is_current(request: pytest.FixtureRequest) -> None:
    measured = write_precision()
    if request.config.getoption("--accept"):
        PATH.write_text(measured, encoding="utf-8")
    assert PATH.read_text(encoding="utf-8") == measured, "the rules changed: --accept measures them anew"


def test_only_rules_that_there_are_have_been_measured() -> None:
    rules = {rule for kind in load_table_kinds().values() for rule in kind.RULES}
    assert set(load_precision()) <= rules


@pytest.mark.parametrize("rule", sorted(load_precision()))
def test_an_example_says_what_the_rule_finds(rule: str) -> None:
    precision = load_precision()[rule]
    assert precision.lower <= wilson_lower(precision.right, precision.hits) < precision.lower + 0.001
    if precision.right:
        assert all(part in precision.example for part in precision.finds.split(" … "))


@pytest.mark.parametrize(
    ("hits", "right", "trusted"),
    [(100, 100, True), (19, 19, False), (34, 34, False), (35, 35, True), (100, 93, False)],
)
def test_a_rule_is_trusted_with_enough_hits_that_were_right(hits: int, right: int, trusted: bool) -> None:
    precision = Precision(hits=hits, right=right, lower=wilson_lower(right, hits))
    assert precision.is_trusted is trusted
