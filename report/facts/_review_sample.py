"""A first review file: every row of the rules with what an editor needs to judge it, all of it comment."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from textwrap import indent

from report.arabic.sentences import split_sentences
from report.facts._model import Fact, Ledger
from report.facts._precision import load_precision
from report.facts._review_keys import RowFinder
from report.facts._review_words import Paragraphs
from report.resources import read_lexicon_toml


def write_review(ledger: Ledger, waiting: Collection[str], language: str) -> str:
    """The file for the facts of `ledger`, those `waiting` for an editor first; `language` is "ar" or "en"."""
    return _Sample(ledger, language).write(waiting)


class _Sample:
    def __init__(self, ledger: Ledger, language: str) -> None:
        self.ledger = ledger
        self.words: dict[str, str] = read_lexicon_toml("review.toml")[language]
        self.paragraphs = Paragraphs(ledger.source)
        self.finder = RowFinder(self.paragraphs, ledger)

    def write(self, waiting: Collection[str]) -> str:
        head = self.words["head"].format(article=self.ledger.source.path).strip("\n")
        groups = (
            ("waiting", [fact for fact in self.ledger if fact.id in waiting]),
            ("trusted", [fact for fact in self.ledger if fact.id not in waiting]),
        )
        parts = [_comment(head)]
        for name, facts in groups:
            if facts:
                parts.append("")
                parts.append(_comment(f"== {self.words[name].format(count=len(facts))}"))
                parts.extend(part for fact in facts for part in ("", self.describe(fact)))
        return "\n".join(parts) + "\n"

    def describe(self, fact: Fact) -> str:
        """A row: where it is from, what it says, and the action that would confirm it."""
        key = self.finder.name(fact)
        lines = [f"{fact.id}  {' · '.join(self._judge(fact))}", f"  «{self._quote_sentence(fact)}»"]
        lines += [f"  {line}" for line in self._list_cells(fact)]
        lines += ["[[confirm]]", f"table = {_write(fact.table)}", f"evidence = {_write(key.evidence)}"]
        lines.append(f"paragraph = {_write(key.paragraph)}")
        if key.occurrence is not None:
            lines.append(f"occurrence = {key.occurrence}")
        return _comment("\n".join(lines))

    def _judge(self, fact: Fact) -> Iterator[str]:
        """Rule, precision of the rule, line and span of a row."""
        span = fact.cells[0].evidence[0].span
        precision = load_precision().get(fact.rule)
        yield fact.rule
        if precision:
            yield self.words["measured"].format(right=precision.right, hits=precision.hits)
        else:
            yield self.words["unmeasured"]
        yield self.words["line"].format(line=self.ledger.source.locate(span.start).line)
        yield f"{span.start}–{span.end}"

    def _quote_sentence(self, fact: Fact) -> str:
        """The sentence of a row's key."""
        start = fact.cells[0].evidence[0].span.start
        paragraph = self.paragraphs.spans[self.paragraphs.number_of(fact.cells[0].evidence[0].span) - 1]
        text = self.ledger.source[paragraph]
        for first, end in split_sentences(text):
            if start < paragraph.start + end:
                return " ".join(text[first:end].split())
        return " ".join(text.split())

    def _list_cells(self, fact: Fact) -> Iterable[str]:
        """Each cell with its value, and the words that it stands on where they are others."""
        for cell in fact.cells:
            quotes = " … ".join(dict.fromkeys(" ".join(item.quote.split()) for item in cell.evidence))
            value = _write(cell.value)
            yield (
                f"{cell.name} = {value}" if value == _write(quotes) else f"{cell.name} = {value}  «{quotes}»"
            )


def _comment(text: str) -> str:
    return indent(text, "# ", lambda line: True).replace("# \n", "#\n")


def _write(value: object) -> str:
    """A value of TOML: the same as of JSON, for what cells hold, but for nothing at all and a control."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") if value is not None else "—"
