"""The labelled samples: written by hand with the words they stand on, read with offsets.

    python -m tests.facts.gold check              every label file is whole and every quote is in its article
    python -m tests.facts.gold stamp              writes the articles' SHA-256 into their label files
    python -m tests.facts.gold hash LABELS TEXT   prints labels of a third party's text: offsets and digests

`tests/facts/corpus/GUIDE.md` explains the label files.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.facts.folding import Folded, digest, fold_with_offsets, notation
from tests.facts.quoting import QuoteError, Span, find_all, locate, locate_folded, locate_nearest
from tests.facts.schema import (
    CELLS,
    CODES,
    ENTITIES,
    KEYS,
    NUMBERS,
    SCORE,
    STRETCHES,
    UNSCORED,
    VERBATIM,
    key_notation,
)

FOLDER = Path(__file__).resolve().parent
CORPUS = FOLDER / "corpus"
SETS = ("open", "held", "fresh")


class GoldError(Exception):
    """A label file that is not whole; the message names the file and the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldCell:
    """The values that are right, or the stretch of text; both empty where none is right."""

    values: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRow:
    """One labelled row; `label` names it for people, `undated` holds the cells for a run without a date."""

    table: str
    label: str
    keys: Mapping[str, frozenset[str]]
    evidence: tuple[Span, ...]
    cells: Mapping[str, GoldCell]
    undated: Mapping[str, GoldCell]
    optional: bool
    dont_care: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    name: str
    article: Path
    sha256: str
    date: str | None
    rows: tuple[GoldRow, ...]


def read_gold(path: Path) -> Gold:
    """Read a label file (`.toml` beside its article) or a file of offsets and digests (`.json`)."""
    if path.suffix == ".json":
        return _read_digests(path)
    return compile_labels(path, path.parent / _labels(path)["file"])


def _labels(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GoldError(f"{path.name}: {error}") from error


def compile_labels(path: Path, article: Path) -> Gold:
    """Turn hand-written labels into offsets and digests; fail on the first that does not hold."""
    labels = _labels(path)
    data = article.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    if labels.get("sha256", sha256) != sha256:
        raise GoldError(f"{path.name}: {article.name} is not the text that was labelled")
    text = fold_with_offsets(data.decode("utf-8"))
    unknown = set(labels) - {"file", "sha256", "date", "genre", *KEYS}
    if unknown:
        raise GoldError(f"{path.name}: unknown {sorted(unknown)}")
    rows = []
    for table in KEYS:
        for number, row in enumerate(labels.get(table, ()), start=1):
            try:
                rows.append(_compile_row(table, row, text))
            except (GoldError, QuoteError) as error:
                raise GoldError(f"{path.name}: {table} {number}: {error}") from error
    rows += _age_rows(labels.get("people", ()), text)
    return Gold(
        name=path.stem, article=article, sha256=sha256, date=labels.get("date") or None, rows=tuple(rows)
    )


def _compile_row(table: str, row: Mapping[str, Any], text: Folded) -> GoldRow:
    allowed = {
        *KEYS[table],
        *CELLS[table],
        "quote",
        "n",
        "within",
        "also",
        "optional",
        "dont_care",
        "undated",
    }
    if not set(row) <= allowed:
        raise GoldError(f"unknown {sorted(set(row) - allowed)}")
    present = [column for column in KEYS[table] if column in row or table == "figures"]
    if not present:
        raise GoldError(f"needs {' or '.join(KEYS[table])}")
    values = _with_defaults(table, row)
    keys = {
        column: frozenset(
            key_notation(table, _key(table, column, value, text))
            for value in (*_listed(values.get(column)), *row.get("also", ()))
        )
        for column in present
    }
    quotes = _listed(row["quote"]) if "quote" in row else [_listed(row.get(c))[0] for c in present]
    if not all(isinstance(quote, str) for quote in quotes):
        raise GoldError("needs a quote")
    evidence = _find_evidence(table, row, quotes, text)
    cells = {
        column: _compile_cell(table, column, values.get(column), text, evidence) for column in CELLS[table]
    }
    undated = {"value": row["undated"]} if "undated" in row else {}
    return GoldRow(
        table=table,
        label=" / ".join(quotes),
        keys=keys,
        evidence=evidence,
        cells=cells,
        undated={c: _compile_cell(table, c, value, text, evidence) for c, value in undated.items()},
        optional=bool(row.get("optional", False)),
        dont_care=frozenset((*row.get("dont_care", ()), *(UNSCORED.get(table, frozenset()) - set(values)))),
    )


def _with_defaults(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a figure need not say: a count, exact; the kind follows from the unit."""
    values = dict(row)
    if table != "figures":
        return values
    value = row.get("value")
    vague = value is None
    if isinstance(value, str) and SCORE.fullmatch(value):
        values.setdefault("unit", "score")
    unit = _listed(values.setdefault("unit", "count"))[0]
    if "value_max" in row:
        values.setdefault("modifier", "range")
    values.setdefault("modifier", "vague" if vague else "exact")
    same = {"count", "percent", "ordinal", "fraction", "score", "label"}
    kind = "vague" if vague else unit if unit in same else "money" if unit.isupper() else "measure"
    values.setdefault("kind", "count" if unit == "times" and not vague else kind)
    return values


def _key(table: str, column: str, value: object, text: Folded) -> object:
    """A key in full, where it is written with its first and last words alone."""
    if isinstance(value, str) and "…" in value:
        start, end = locate_folded(value, text, 1)
        return text.text[start:end]
    return _number(table, column, value)


def _number(table: str, column: str, value: object) -> object:
    if (table, column) in NUMBERS and isinstance(value, str) and "/" in value:
        return float(Fraction(value))
    return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _find_evidence(table: str, row: Mapping[str, Any], quotes: list[str], text: Folded) -> tuple[Span, ...]:
    """The places of the quoted words: the one asked for, or for an entity every mention."""
    mentions = [*quotes, *row.get("also", ())] if table in ENTITIES else quotes
    if "within" in row:
        start, end = locate(row["within"], text, 1)
        inside = [s for q in mentions for s in find_all(q, text) if start <= s[0] and s[1] <= end]
        if not inside:
            raise GoldError(f"{mentions[0]} is not within: {row['within']}")
        return tuple(sorted(set(inside))) if table in ENTITIES else tuple(inside[: len(quotes)])
    first = [locate(quote, text, row.get("n", 1)) for quote in quotes]
    if "n" in row or table not in ENTITIES:
        return tuple(first)
    return tuple(sorted({*first, *(span for mention in mentions for span in find_all(mention, text))}))


def _compile_cell(table: str, column: str, value: Any, text: Folded, near: tuple[Span, ...]) -> GoldCell:
    if value is None:
        return GoldCell()
    accepted = _listed(value)
    if (table, column) in STRETCHES:
        return GoldCell(spans=tuple(locate_nearest(part, text, near) for part in accepted))
    if column in VERBATIM and not any(find_all(one, text) for one in accepted):
        raise GoldError(f"{column} is not in the article: {accepted[0]}")
    for one in accepted:
        _check_code(table, column, one)
    return GoldCell(values=frozenset(notation(_number(table, column, one)) for one in accepted))


def _check_code(table: str, column: str, value: object) -> None:
    pattern = CODES.get((table, column))
    if pattern and not pattern.fullmatch(str(value)):
        raise GoldError(f"{column} cannot be {value!r}")


def _age_rows(people: Iterable[Mapping[str, Any]], text: Folded) -> Iterator[GoldRow]:
    """A person's age may also be given as a figure, and need not be."""
    for person in people:
        if "age" in person:
            spans = find_all(str(person["age"]), text)
            yield GoldRow(
                table="figures",
                label=f"{person['age']} (age)",
                keys={"value": frozenset({notation(person["age"])})},
                evidence=tuple(spans),
                cells={},
                undated={},
                optional=True,
                dont_care=frozenset(CELLS["figures"]),
            )


# Digests: the form for a text that is not ours


def dump_digests(gold: Gold, file: str) -> str:
    """`gold` without a word of its article: offsets, codes and digests."""
    rows = []
    for row in gold.rows:
        entry: dict[str, Any] = {
            "table": row.table,
            "keys": {column: _hide_words(values) for column, values in row.keys.items()},
            "evidence": row.evidence,
            "cells": {column: _dump_cell(cell) for column, cell in row.cells.items()},
        }
        if row.undated:
            entry["undated"] = {column: _dump_cell(cell) for column, cell in row.undated.items()}
        if row.optional:
            entry["optional"] = True
        if row.dont_care:
            entry["dont_care"] = sorted(row.dont_care)
        rows.append(entry)
    head = {"file": file, "sha256": gold.sha256, "date": gold.date}
    body = ",\n  ".join(json.dumps(row) for row in rows)
    return json.dumps(head)[:-1] + ',\n "rows": [\n  ' + body + "\n]}\n"


def _dump_cell(cell: GoldCell) -> dict[str, Any]:
    return {"spans": cell.spans} if cell.spans else {"values": _hide_words(cell.values)}


def _hide_words(values: Iterable[str]) -> list[str]:
    """Codes, numbers and Latin names as they are, of the rest the digest."""
    return sorted(value if value.isascii() else digest(value) for value in values)


def _read_digests(path: Path) -> Gold:
    data = json.loads(path.read_text(encoding="utf-8"))
    rows = tuple(
        GoldRow(
            table=row["table"],
            label=f"{row['table']} at {row['evidence'][0][0]}",
            keys={column: frozenset(values) for column, values in row["keys"].items()},
            evidence=_spans(row["evidence"]),
            cells=_read_cells(row["cells"]),
            undated=_read_cells(row.get("undated", {})),
            optional=row.get("optional", False),
            dont_care=frozenset(row.get("dont_care", ())),
        )
        for row in data["rows"]
    )
    article = (path.parent / data["file"]).resolve()
    return Gold(name=path.stem, article=article, sha256=data["sha256"], date=data["date"], rows=rows)


def _read_cells(cells: Mapping[str, Any]) -> dict[str, GoldCell]:
    return {
        column: GoldCell(values=frozenset(cell.get("values", ())), spans=_spans(cell.get("spans", ())))
        for column, cell in cells.items()
    }


def _spans(pairs: Iterable[Any]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in pairs)


# The command line


def label_files(*folders: str) -> list[Path]:
    """The label files of the folders of the corpus, in order."""
    return [path for folder in folders for path in sorted((CORPUS / folder).glob("*.toml"))]


def _check() -> int:
    mistakes = 0
    for path in label_files(*SETS):
        try:
            gold = read_gold(path)
        except (GoldError, OSError) as error:
            print(error, file=sys.stderr)
            mistakes += 1
            continue
        required = sum(not row.optional for row in gold.rows)
        print(f"{path.parent.name}/{path.stem}: {required} rows, {len(gold.rows) - required} optional")
    return 1 if mistakes else 0


def _stamp() -> int:
    for path in label_files(*SETS):
        content = path.read_text(encoding="utf-8")
        sha256 = hashlib.sha256((path.parent / _labels(path)["file"]).read_bytes()).hexdigest()
        path.write_text(re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{sha256}"', content), encoding="utf-8")
    return 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return _check()
        case ["stamp"]:
            return _stamp()
        case ["hash", labels, article]:
            file = Path(os.path.relpath(article, FOLDER)).as_posix()
            print(dump_digests(compile_labels(Path(labels), Path(article)), file), end="")
            return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
