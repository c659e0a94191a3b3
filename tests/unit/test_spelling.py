"""However a text is spelled, its names, places and quotes are the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from report.document import Hints, Source
from report.readers import read as read_article
from tests.facts.folding import fold
from tests.facts.gold import label_files, read_gold
from tests.unit.facts_samples import derive, show

TABLES = ("places", "organizations", "memberships", "people", "quotes", "sources")
HAMZA = str.maketrans("أإآؤئ", "اااوي")
LETTER = "[\u0621-\u063a\u0641-\u064a]"
MARKS = "[\u064b-\u0652\u0670]"
JOINING = "[بتثجحخسشصضطظعغفقكلمنهي]"
SPELLINGS: dict[str, Callable[[str], str]] = {
    "without-hamza": lambda text: text.translate(HAMZA),
    "without-marks": lambda text: re.sub(MARKS, "", text),
    "with-marks": lambda text: re.sub(f"({LETTER})(?!{MARKS})", "\\1\u064e", text),
    "with-tatweel": lambda text: re.sub(f"({JOINING})(?={LETTER}{LETTER})", "\\1\u0640", text),
}


def list_facts(text: str, name: str) -> Counter[str]:
    """Each row in folded spelling: the table, the rule and the cells."""
    document = read_article(Source.from_text(text, path=name), Hints())
    return Counter(
        " | ".join(
            (fact.table, fact.rule, *(f"{cell}={fold(str(value))}" for cell, value in show(fact).items()))
        )
        for fact in derive(document, *TABLES)
    )


@cache
def list_facts_as_written(path: Path) -> tuple[str, str, Counter[str]]:
    article = read_gold(path).article
    text = article.read_text(encoding="utf-8")
    return text, article.name, list_facts(text, article.name)


@pytest.mark.parametrize("path", label_files("open"), ids=lambda path: path.stem)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_makes_no_other_facts(path: Path, spelling: str) -> None:
    text, name, expected = list_facts_as_written(path)
    found = list_facts(SPELLINGS[spelling](text), name)
    assert (expected - found, found - expected) == (Counter(), Counter())
