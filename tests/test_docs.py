"""The reference pages say what the code says; `--accept` writes their tables anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from report.checks import load_checks
from report.project._settings import write_sample
from report.tables import load_table_kinds

DOCS = Path(__file__).resolve().parent.parent / "docs"


def write_rules() -> str:
    """Every rule with its sentence, by the check or table that it belongs to."""
    parts = ["## Checks", "", "| rule | demands |", "|---|---|"]
    for check in load_checks().values():
        parts += [f"| `{rule}` | {sentence} |" for rule, sentence in check.RULES.items()]
    parts += ["", "## Rules that find facts", "", "| rule | finds |", "|---|---|"]
    for kind in load_table_kinds().values():
        parts += [f"| `{rule}` | {sentence} |" for rule, sentence in kind.RULES.items()]
    return "\n".join(parts) + "\n"


def write_settings() -> str:
    return f"```toml\n{write_sample()}```\n"


@pytest.mark.parametrize(
    ("page", "write"), [("rules.md", write_rules), ("settings.md", write_settings)], ids=["rules", "settings"]
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
