"""Measure derived facts against labelled samples.

    python -m tests.facts.scorer [--facts PATH] [--undated] [--list] [--json] GOLD…

GOLD is `open`, `held`, `fresh`, `article`, or a label file. Facts are derived by `python -m report facts`,
or read from `--facts`: a folder with `<name of the label file>.json`, or one such file. `--undated` withholds
the article's date. `--list` names what was missed and what was false (not for `held` and `fresh`: nobody
should learn them).

A row is right when table and key agree after folding and the evidence of its key overlaps the labelled
evidence, one row for one label. Other cells are scored apart, over the rows that are right.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.facts.folding import is_among, notation
from tests.facts.gold import FOLDER, SETS, Gold, GoldCell, GoldRow, label_files, read_gold
from tests.facts.quoting import Span
from tests.facts.schema import CELLS, DO_NOT_CARE, KEYS, STRETCHES, key_notation


@dataclass(frozen=True, slots=True)
class Tally:
    """Right, false and missed rows."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.false + self.missed)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.false + other.false, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How often a rule spoke, and how often it was right."""

    hits: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return _share(self.right, self.hits)

    @property
    def lower(self) -> float:
        return wilson_lower(self.right, self.hits)

    def __add__(self, other: RuleTally) -> RuleTally:
        return RuleTally(self.hits + other.hits, self.right + other.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of one article or of many; `cells` counts (right, compared) for (table, column)."""

    tables: Mapping[str, Tally]
    rules: Mapping[str, RuleTally]
    cells: Mapping[tuple[str, str], tuple[int, int]]
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    wrong_cells: tuple[str, ...] = ()

    @property
    def overall(self) -> Tally:
        return sum(self.tables.values(), Tally())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def wilson_lower(right: int, hits: int, z: float = 1.959964) -> float:
    """The lower bound of the Wilson score interval at 95 %."""
    if not hits:
        return 0.0
    share = right / hits
    spread = z * math.sqrt(share * (1 - share) / hits + z * z / (4 * hits * hits))
    return (share + z * z / (2 * hits) - spread) / (1 + z * z / hits)


# One article


def score(facts: Mapping[str, Any], gold: Gold) -> Score:
    """Compare a `facts.json` (schema `arabic-facts/1`) with the labels of its article."""
    article = facts["article"]
    if article["sha256"] != gold.sha256:
        raise ValueError(f"{gold.name}: the facts are of another text")
    found = [fact for fact in facts["facts"] if fact["table"] in KEYS]
    matches = _match(found, gold.rows)
    ignored = {
        index
        for index, fact in enumerate(found)
        if (gold.rows[matches[index]].optional if index in matches else _is_not_cared_for(fact))
    }
    tables = {table: _tally(table, found, gold.rows, matches, ignored) for table in KEYS}
    rules: dict[str, RuleTally] = {}
    for index, fact in enumerate(found):
        if index not in ignored:
            rule = str(fact.get("rule", ""))
            rules[rule] = rules.get(rule, RuleTally()) + RuleTally(1, int(index in matches))
    counts, wrong = _score_cells(found, gold, matches, dated=article.get("date") is not None)
    taken = set(matches.values())
    return Score(
        tables=tables,
        rules=rules,
        cells=counts,
        missed=tuple(
            f"{gold.name}: {row.table}: {row.label}"
            for index, row in enumerate(gold.rows)
            if index not in taken and not row.optional
        ),
        false=tuple(
            f"{gold.name}: {_describe(fact)}"
            for index, fact in enumerate(found)
            if index not in matches and index not in ignored
        ),
        wrong_cells=tuple(f"{gold.name}: {line}" for line in wrong),
    )


def find_right(facts: Mapping[str, Any], gold: Gold) -> tuple[str, ...]:
    """The ids of the facts that are a row which an editor would list."""
    found = [fact for fact in facts["facts"] if fact["table"] in KEYS]
    matches = _match(found, gold.rows)
    return tuple(
        str(found[index]["id"]) for index, row in sorted(matches.items()) if not gold.rows[row].optional
    )


def _tally(
    table: str,
    found: Sequence[Mapping[str, Any]],
    rows: Sequence[GoldRow],
    matches: Mapping[int, int],
    ignored: set[int],
) -> Tally:
    mine = {index for index, fact in enumerate(found) if fact["table"] == table} - ignored
    right = sum(index in matches for index in mine)
    required = sum(row.table == table and not row.optional for row in rows)
    return Tally(right, len(mine) - right, required - right)


def _is_not_cared_for(fact: Mapping[str, Any]) -> bool:
    kind = fact["cells"].get("kind", {}).get("value")
    return kind in DO_NOT_CARE.get(fact["table"], ())


def _match(found: Sequence[Mapping[str, Any]], rows: Sequence[GoldRow]) -> dict[int, int]:
    """The largest one-to-one pairing of facts and labels that agree; required labels are served first."""
    wanted: dict[int, list[int]] = {}
    for r, row in enumerate(rows):
        overlaps = [(_agreement(fact, row), -f) for f, fact in enumerate(found) if fact["table"] == row.table]
        wanted[r] = [-f for length, f in sorted(overlaps, reverse=True) if length]
    fact_of: dict[int, int] = {}

    def place(r: int, seen: set[int]) -> bool:
        for f in wanted[r]:
            if f not in seen:
                seen.add(f)
                if f not in fact_of or place(fact_of[f], seen):
                    fact_of[f] = r
                    return True
        return False

    for r in sorted(wanted, key=lambda r: rows[r].optional):
        place(r, set())
    return fact_of


def _agreement(fact: Mapping[str, Any], row: GoldRow) -> int:
    """How many characters of evidence a fact shares with a label whose key agrees; 0 where it is another."""
    best = 0
    for column, accepted in row.keys.items():
        cell = fact["cells"].get(column)
        if cell is not None and is_among(key_notation(row.table, cell["value"]), accepted):
            best = max(best, _overlap(_cell_spans(cell), row.evidence))
    return best


def _cell_spans(cell: Mapping[str, Any]) -> list[Span]:
    return [(span["start"], span["end"]) for span in cell.get("evidence", ())]


def _overlap(ours: Iterable[Span], theirs: Sequence[Span]) -> int:
    return sum(max(0, min(end, stop) - max(start, begin)) for start, end in ours for begin, stop in theirs)


# Cells


def _score_cells(
    found: Sequence[Mapping[str, Any]], gold: Gold, matches: Mapping[int, int], *, dated: bool
) -> tuple[dict[tuple[str, str], tuple[int, int]], list[str]]:
    right: Counter[tuple[str, str]] = Counter()
    compared: Counter[tuple[str, str]] = Counter()
    wrong = []
    names = [row.keys["name"] for row in gold.rows if row.table in ("people", "organizations")]
    for index, r in sorted(matches.items()):
        row, cells = gold.rows[r], found[index]["cells"]
        if row.optional:
            continue
        for column in CELLS[row.table]:
            if column in row.dont_care:
                continue
            expected = row.cells[column] if dated else row.undated.get(column, row.cells[column])
            verdict = _compare(row.table, column, cells.get(column), expected, names)
            if verdict is not None:
                compared[row.table, column] += 1
                right[row.table, column] += verdict
                if not verdict:
                    wrong.append(f"{row.table}: {row.label}: {column} = {_value(cells.get(column))!r}")
    return {place: (right[place], compared[place]) for place in compared}, wrong


def _compare(
    table: str,
    column: str,
    cell: Mapping[str, Any] | None,
    expected: GoldCell,
    names: Sequence[frozenset[str]],
) -> bool | None:
    """Whether a cell is right; None where nothing is said and nothing was to be said."""
    nothing_due = not expected.values and not expected.spans
    value = _value(cell)
    if value is None or cell is None:
        return None if nothing_due else False
    if nothing_due:
        return False
    if (table, column) in STRETCHES:
        return _covers(_cell_spans(cell), expected.spans, strict=column == "event")
    if column not in ("speaker", "organization"):
        return is_among(notation(value), expected.values)
    accepted = expected.values.union(*(same for same in names if same & expected.values))
    return is_among(notation(value), accepted) or is_among(key_notation("organizations", value), accepted)


def _covers(ours: Sequence[Span], theirs: Sequence[Span], *, strict: bool) -> bool:
    """An event shares half of all that either says; an answer need only touch the passage that answers."""
    shared = _overlap(ours, theirs)
    if not strict:
        return shared > 0
    total = sum(end - start for start, end in (*ours, *theirs)) - shared
    return shared * 2 >= total


def _value(cell: Mapping[str, Any] | None) -> Any:
    return None if cell is None else cell.get("value")


def _describe(fact: Mapping[str, Any]) -> str:
    keys = [cell for column in KEYS[fact["table"]] if (cell := fact["cells"].get(column))]
    words = " … ".join(str(span.get("text", "")) for cell in keys for span in cell.get("evidence", ()))
    return f"{fact['table']}: {_value(keys[0]) if keys else None!r} <{words}> [{fact.get('rule', '')}]"


# Many articles


def add_scores(scores: Iterable[Score]) -> Score:
    """The score of several articles together."""
    parts = list(scores)
    rules: dict[str, RuleTally] = {}
    cells: dict[tuple[str, str], tuple[int, int]] = {}
    for part in parts:
        for rule, tally in part.rules.items():
            rules[rule] = rules.get(rule, RuleTally()) + tally
        for place, (right, compared) in part.cells.items():
            before = cells.get(place, (0, 0))
            cells[place] = (before[0] + right, before[1] + compared)
    return Score(
        tables={table: sum((part.tables[table] for part in parts), Tally()) for table in KEYS},
        rules=rules,
        cells=cells,
        missed=tuple(line for part in parts for line in part.missed),
        false=tuple(line for part in parts for line in part.false),
        wrong_cells=tuple(line for part in parts for line in part.wrong_cells),
    )


def derive(article: Path, date: str | None) -> dict[str, Any]:
    """The facts that the product finds, through its command line."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "facts.json"
        command = [sys.executable, "-P", "-m", "report", "facts", str(article), "--out", str(out)]
        command += ["--date", date] if date else []
        subprocess.run(command, cwd=FOLDER.parents[1], check=True, stdout=subprocess.DEVNULL)
        facts: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return facts


def find_golds(names: Sequence[str]) -> list[Path]:
    golds: list[Path] = []
    for name in names:
        if name in SETS:
            golds += label_files(name)
        else:
            golds.append(FOLDER / "gold-article.json" if name == "article" else Path(name))
    return golds


def _facts_of(gold: Gold, facts: Path | None, *, undated: bool) -> dict[str, Any]:
    if facts is None:
        return derive(gold.article, None if undated else gold.date)
    path = facts / f"{gold.name}.json" if facts.is_dir() else facts
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


# The command line


def format_score(total: Score) -> str:
    """The figures as lines of text."""
    lines = [f"{'table':<16}{'right':>6}{'false':>6}{'missed':>7}{'P':>7}{'R':>7}{'F1':>7}"]
    for table, tally in [*total.tables.items(), ("overall", total.overall)]:
        counts = f"{table:<16}{tally.right:>6}{tally.false:>6}{tally.missed:>7}"
        lines.append(f"{counts}{tally.precision:>7.3f}{tally.recall:>7.3f}{tally.f1:>7.3f}")
    lines += ["", f"{'rule':<40}{'hits':>6}{'right':>6}{'P':>7}{'lower':>7}"]
    for rule, hits in sorted(total.rules.items()):
        lines.append(f"{rule:<40}{hits.hits:>6}{hits.right:>6}{hits.precision:>7.3f}{hits.lower:>7.3f}")
    lines += ["", f"{'cell':<32}{'right':>6}{'of':>6}{'share':>7}"]
    for (table, column), (right, compared) in sorted(total.cells.items()):
        lines.append(f"{table + '.' + column:<32}{right:>6}{compared:>6}{_share(right, compared):>7.3f}")
    return "\n".join(lines)


def as_json(total: Score) -> dict[str, Any]:
    """The figures as plain values."""
    tables = {**total.tables, "overall": total.overall}
    return {
        "tables": {
            name: {
                "right": tally.right,
                "false": tally.false,
                "missed": tally.missed,
                "precision": tally.precision,
                "recall": tally.recall,
                "f1": tally.f1,
            }
            for name, tally in tables.items()
        },
        "rules": {
            rule: {"hits": t.hits, "right": t.right, "precision": t.precision, "lower": t.lower}
            for rule, t in sorted(total.rules.items())
        },
        "cells": {f"{t}.{c}": {"right": r, "of": n} for (t, c), (r, n) in sorted(total.cells.items())},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests.facts.scorer", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("golds", nargs="+", metavar="GOLD")
    parser.add_argument("--facts", type=Path)
    parser.add_argument("--undated", action="store_true")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    paths = find_golds(options.golds)
    if options.list and any(path.resolve().parent.name in ("held", "fresh") for path in paths):
        parser.error("the held and fresh samples are for figures only")
    golds = [read_gold(path) for path in paths]
    total = add_scores(score(_facts_of(gold, options.facts, undated=options.undated), gold) for gold in golds)
    print(json.dumps(as_json(total), indent=1) if options.json else format_score(total))
    if options.list:
        for title in ("missed", "false", "wrong_cells"):
            print(f"\n{title.replace('_', ' ')}:")
            print("\n".join(f"  {line}" for line in getattr(total, title)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
