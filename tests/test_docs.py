"""The reference pages say what the code says; `--accept` writes their tables anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from report.checks import load_checks
from report.facts import RULES as PROOF
from report.facts import load_precision
from report.project._settings import write_sample
from report.tables import load_table_kinds
from tests.facts.precision import write_tables
from tests.typography.requirements import list_requirements

DOCS = Path(__file__).resolve().parent.parent / "docs"


def write_rules() -> str:
    """Every rule with its sentence, by the check or table that it belongs to."""
    parts = ["## Checks", "", "| rule | demands |", "|---|---|"]
    for check in load_checks().values():
        parts += [f"| `{rule}` | {sentence} |" for rule, sentence in check.RULES.items()]
    parts += ["", "## The proof of facts", "", "| rule | demands |", "|---|---|"]
    parts += [f"| `{rule}` | {sentence} |" for rule, sentence in PROOF.items()]
    parts += ["", "## Rules that find facts", ""]
    parts += ["| rule | finds | right | of | surely | printed |", "|---|---|---|---|---|---|"]
    for kind in load_table_kinds().values():
        parts += [f"| `{rule}` | {sentence} | {measure(rule)} |" for rule, sentence in kind.RULES.items()]
    return "\n".join(parts) + "\n"


def measure(rule: str) -> str:
    """How often a rule was right on the open samples, and whether its rows print unconfirmed."""
    found = load_precision().get(rule)
    if found is None:
        return "0 | 0 | – | no"
    return f"{found.right} | {found.hits} | {found.lower:.3f} | {'yes' if found.is_trusted else 'no'}"


def write_settings() -> str:
    return f"```toml\n{write_sample()}```\n"


def write_requirements() -> str:
    """Every requirement of typography with what checks it and the page that breaks it."""
    parts = ["| no. | | demands | check | in every build | fails on |", "|---:|---|---|---|---|---|"]
    for item in list_requirements():
        rules = ", ".join(f"`{rule}`" for rule in item.rules) or "–"
        cells = (str(item.number), item.severity, item.demands, f"`{item.name}`", rules, item.fault_is)
        parts.append(f"| {' | '.join(cells)} |")
    return "\n".join(parts) + "\n"


@pytest.mark.parametrize(
    ("page", "write"),
    [
        ("rules.md", write_rules),
        ("settings.md", write_settings),
        ("facts.md", write_tables),
        ("typography.md", write_requirements),
    ],
    ids=["rules", "settings", "facts", "typography"],
)
def test_a_reference_page_is_current(
    page: str, write: Callable[[], str], request: pytest.FixtureRequest
) -> None:
    path = DOCS / page
    text = path.read_text(encoding="utf-8")
    begin, end = "<!-- written by tests/test_docs.py -->\n", "<!-- end -->\n"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), flags=re.DOTALL)
    current = pattern.sub(lambda _: begin + write() + end, text)
    assert begin in text and end in text
    if request.config.getoption("--accept"):
        path.write_text(current, encoding="utf-8")
    else:
        assert text == current
