"""What the rules are worth on the labelled samples: `rules.toml` of the lexicon, the tables of docs/facts.md.

A rule is measured on all sets together: it was written with the open ones in sight, which alone would flatter
it. The examples are of the open ones.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from report.arabic.sentences import split_sentences
from report.document import Source, Span
from report.facts import Fact, Ledger, dump_facts
from report.pipeline import read_document
from report.project import load_project
from report.tables import derive_facts, load_table_kinds
from tests.facts.gold import SETS, Gold, label_files, read_gold
from tests.facts.scorer import RuleTally, Score, add_scores, find_right, score, wilson_lower

HEAD = """\
# How often each rule was right on the labelled articles of tests/facts/corpus, and a sentence of theirs.
# `lower` is the lower bound of the Wilson score interval at 95 %.
# Written by `./build test tests/unit/test_precision.py --accept`.
"""
WHAT = {
    "open": "the rules were written with these in sight, so the figures flatter",
    "held": "labelled apart, never shown to who wrote the rules",
    "fresh": "labelled when the rules were written, by somebody who had not seen them: the honest figure",
}
SHORTEST = 30
"""Characters of an example that a reader understands."""


@dataclass(frozen=True, slots=True)
class Example:
    sentence: str
    words: str

    @property
    def rank(self) -> tuple[bool, int]:
        return len(self.sentence) < SHORTEST, len(self.sentence)


@dataclass(frozen=True, slots=True)
class Measurement:
    """The score over samples, and an example for each rule."""

    score: Score
    examples: Mapping[str, Example]


@cache
def measure(*folders: str) -> Measurement:
    """The samples of these folders of the corpus."""
    scores: list[Score] = []
    examples: dict[str, Example] = {}
    for path in label_files(*folders):
        gold = read_gold(path)
        ledger = derive(gold)
        data = json.loads(dump_facts(ledger, gold.date))
        scores.append(score(data, gold))
        if path.parent.name != "open":
            continue
        for fact in (ledger[name] for name in find_right(data, gold)):
            example = quote(ledger.source, fact)
            if fact.rule not in examples or example.rank < examples[fact.rule].rank:
                examples[fact.rule] = example
    return Measurement(add_scores(scores), examples)


def write_precision() -> str:
    """The file, measured anew."""
    measured = measure(*SETS)
    return HEAD + "".join(
        line
        for rule, tally in sorted(measured.score.rules.items())
        for line in _write_rule(rule, tally, measured.examples.get(rule))
    )


def write_tables() -> str:
    """Precision and recall of each table on each set, in Markdown."""
    return "\n".join(f"**{name}**: {WHAT[name]}\n\n{_write_table(measure(name).score)}" for name in SETS)


def _write_table(total: Score) -> str:
    lines = ["| table | right | false | missed | precision | recall | F1 |", "|---|---|---|---|---|---|---|"]
    for table, tally in (*total.tables.items(), ("all", total.overall)):
        shares = f"{tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f}"
        lines.append(f"| {table} | {tally.right} | {tally.false} | {tally.missed} | {shares} |")
    return "\n".join(lines) + "\n"


def _write_rule(rule: str, tally: RuleTally, example: Example | None) -> Iterator[str]:
    lower = math.floor(wilson_lower(tally.right, tally.hits) * 1000) / 1000
    yield f'\n["{rule}"]\nhits = {tally.hits}\nright = {tally.right}\nlower = {lower}\n'
    if example:
        yield f"example = {_quote(example.sentence)}\nfinds = {_quote(example.words)}\n"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def derive(gold: Gold) -> Ledger:
    """The facts of a sample, with the date that its labels give."""
    project = load_project(Path(gold.article))
    document = replace(read_document(project), date=gold.date)
    return derive_facts(document, load_table_kinds())


def quote(source: Source, fact: Fact) -> Example:
    """The sentence of a fact, and the words of its first cell."""
    first = fact.cells[0].evidence[0].span
    paragraph = next(span for span in source.paragraphs() if span.start <= first.start < span.end)
    text = source[paragraph]
    for start, end in split_sentences(text):
        if first.start - paragraph.start < end:
            words = " … ".join(
                item.quote
                for item in fact.cells[0].evidence
                if item.span in Span(paragraph.start + start, paragraph.start + end)
            )
            return Example(_fold(text[start:end]), _fold(words or source[first]))
    raise ValueError(f"{fact.id} stands in no sentence")


def _fold(text: str) -> str:
    return " ".join(text.split())
