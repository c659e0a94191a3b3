"""`facts.json`, the interchange form "arabic-facts/1": a ledger written down, and read back as it stands.

What is read is not believed: a stored fact becomes a proved one in `_verify` alone.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast, get_args

from report.document import Source, Span
from report.errors import Location, SourceError, message
from report.facts._model import Fact, Ledger, Scalar, Status
from report.facts._places import Path, locate_values

SCHEMA = "arabic-facts/1"

_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_STATUSES = get_args(Status)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvidence:
    start: int
    end: int
    text: str
    paragraph: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCell:
    name: str
    value: Scalar
    evidence: tuple[StoredEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFact:
    """A row of the file; `location` is where in the file it begins."""

    id: str
    table: str
    rule: str
    status: Status
    cells: tuple[StoredCell, ...]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsFile:
    """What a facts file says, of its form alone it is known to be right."""

    path: str
    sha256: str
    date: str | None
    paragraphs: tuple[tuple[int, int, int], ...]
    """Number, start and end of each."""
    facts: tuple[StoredFact, ...]


# Writing.


def dump_facts(ledger: Ledger, date: str | None) -> str:
    """The facts of `ledger` in their order, a line each; `date` is the article's, if it is known."""
    source = ledger.source
    paragraphs = source.paragraphs()
    starts = [span.start for span in paragraphs]
    article = {
        "sha256": source.sha256,
        "date": date,
        "paragraphs": [
            {"id": number, "start": span.start, "end": span.end} for number, span in enumerate(paragraphs, 1)
        ],
    }
    facts = ",\n".join(_write(_describe_fact(fact, starts)) for fact in ledger)
    return (
        f'{{"schema": {_write(SCHEMA)},\n"article": {_write(article)},\n'
        f'"facts": [{facts and chr(10)}{facts}{facts and chr(10)}]}}\n'
    )


def _write(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _describe_fact(fact: Fact, starts: list[int]) -> dict[str, object]:
    return {
        "id": fact.id,
        "table": fact.table,
        "rule": fact.rule,
        "status": fact.status,
        "cells": {
            cell.name: {
                "value": cell.value,
                "evidence": [
                    {
                        "start": item.span.start,
                        "end": item.span.end,
                        "text": item.quote,
                        "paragraph": number_of_paragraph(starts, item.span),
                    }
                    for item in cell.evidence
                ],
            }
            for cell in fact.cells
        },
    }


def number_of_paragraph(starts: list[int], span: Span) -> int:
    """The number, from 1, of the paragraph in which `span` begins; `starts` are where they begin."""
    return max(1, bisect_right(starts, span.start))


def store_fact(fact: Fact, starts: list[int]) -> StoredFact:
    """`fact` as the file would hold it; `starts` are where the paragraphs begin."""
    cells = tuple(
        StoredCell(
            name=cell.name,
            value=cell.value,
            evidence=tuple(
                StoredEvidence(
                    start=item.span.start,
                    end=item.span.end,
                    text=item.quote,
                    paragraph=number_of_paragraph(starts, item.span),
                )
                for item in cell.evidence
            ),
        )
        for cell in fact.cells
    )
    return StoredFact(
        id=fact.id, table=fact.table, rule=fact.rule, status=fact.status, cells=cells, location=Location("")
    )


# Reading.


def load_facts(text: str, path: str) -> FactsFile:
    """The facts file `text`; a `SourceError` names the line where it is not one."""
    try:
        data = json.loads(
            text, object_pairs_hook=_refuse_repeats, parse_constant=_refuse_constant, parse_int=_read_integer
        )
    except json.JSONDecodeError as error:
        raise SourceError(
            "not JSON: {reason}",
            reason=error.msg[:1].lower() + error.msg[1:],
            location=Location(path, error.lineno, error.colno),
        ) from error
    except RecursionError as error:
        raise SourceError("not a facts file: it is nested too deep", location=Location(path)) from error
    except _NotJson as error:
        raise SourceError("not JSON: {reason}", reason=str(error), location=Location(path)) from error
    return _Form(text, path).read_file(data)


class _NotJson(ValueError):
    """What `json` lets pass, or cannot hold."""


def _refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _NotJson(
            f"the name {next(name for name in names if names.count(name) > 1)} twice in one object"
        )
    return found


def _refuse_constant(name: str) -> float:
    raise _NotJson(f"{name} is no number")


def _read_integer(digits: str) -> int:
    if len(digits) > 30:
        raise _NotJson("a number is too long")
    return int(digits)


class _Form:
    """Reads the parsed data into values, and knows the line of what is wrong."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.places = locate_values(text)
        self.source = Source.from_text(text, path=path)

    def read_file(self, data: object) -> FactsFile:
        top = self._object(data, ())
        schema = self._string(top, "schema", ())
        if schema != SCHEMA:
            raise self._wrong("schema", ("schema",), hint=SCHEMA)
        article = self._object(top.get("article"), ("article",))
        date = article.get("date")
        if date is not None and not (isinstance(date, str) and _DATE.fullmatch(date)):
            raise self._wrong("date", ("article", "date"))
        return FactsFile(
            path=self.path,
            sha256=self._string(article, "sha256", ("article",)),
            date=date,
            paragraphs=tuple(self._paragraphs(article)),
            facts=tuple(
                self._fact(item, ("facts", i))
                for i, item in enumerate(self._list(top.get("facts"), ("facts",)))
            ),
        )

    def _paragraphs(self, article: dict[str, Any]) -> Iterator[tuple[int, int, int]]:
        place: Path = ("article", "paragraphs")
        for i, item in enumerate(self._list(article.get("paragraphs"), place)):
            paragraph = self._object(item, (*place, i))
            yield (
                self._integer(paragraph, "id", (*place, i)),
                self._integer(paragraph, "start", (*place, i)),
                self._integer(paragraph, "end", (*place, i)),
            )

    def _fact(self, data: object, place: Path) -> StoredFact:
        fact = self._object(data, place)
        status = self._string(fact, "status", place)
        if status not in _STATUSES:
            raise self._wrong("status", (*place, "status"), hint=", ".join(_STATUSES))
        cells = self._object(fact.get("cells"), (*place, "cells"))
        if not cells:
            raise self._wrong("cells", (*place, "cells"))
        return StoredFact(
            id=self._string(fact, "id", place),
            table=self._string(fact, "table", place),
            rule=self._string(fact, "rule", place),
            status=cast(Status, status),
            cells=tuple(self._cell(name, item, (*place, "cells", name)) for name, item in cells.items()),
            location=self._locate(place),
        )

    def _cell(self, name: str, data: object, place: Path) -> StoredCell:
        cell = self._object(data, place)
        if "value" not in cell or not isinstance(cell["value"], str | int | float | bool | None):
            raise self._wrong("value", (*place, "value"))
        evidence = self._list(cell.get("evidence"), (*place, "evidence"))
        return StoredCell(
            name=name,
            value=cell["value"],
            evidence=tuple(self._evidence(item, (*place, "evidence", i)) for i, item in enumerate(evidence)),
        )

    def _evidence(self, data: object, place: Path) -> StoredEvidence:
        item = self._object(data, place)
        return StoredEvidence(
            start=self._integer(item, "start", place),
            end=self._integer(item, "end", place),
            text=self._string(item, "text", place),
            paragraph=self._integer(item, "paragraph", place) if "paragraph" in item else None,
        )

    # Types.

    def _object(self, data: object, place: Path) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self._wrong(str(place[-1]) if place else "{}", place)
        return data

    def _list(self, data: object, place: Path) -> list[Any]:
        if not isinstance(data, list):
            raise self._wrong(str(place[-1]), place)
        return data

    def _string(self, owner: dict[str, Any], name: str, place: Path) -> str:
        value = owner.get(name)
        if not isinstance(value, str):
            raise self._wrong(name, (*place, name))
        return value

    def _integer(self, owner: dict[str, Any], name: str, place: Path) -> int:
        value = owner.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(name, (*place, name))
        return value

    def _wrong(self, name: str, place: Path, hint: str = "") -> SourceError:
        return SourceError(
            "not a facts file: {name} is missing or of the wrong form",
            name=name,
            location=self._locate(place),
            hint=message("it must be one of: {names}", names=hint) if hint else None,
        )

    def _locate(self, place: Path) -> Location:
        """Where the value at `place` stands, or the innermost one around it that is there."""
        while place and place not in self.places:
            place = place[:-1]
        return self.source.locate(self.places.get(place, 0))
