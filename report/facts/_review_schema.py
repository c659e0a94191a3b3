"""The review file as it is written: its schema, and mistakes with their line and column."""

from __future__ import annotations

import datetime
import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)

from report.document import Source
from report.errors import ConfigError, Location, Message, message
from report.facts._review_places import Path, locate_toml
from report.project import FORBIDDEN, parse_toml


def _refuse_blank(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("it should be words")
    return value


def _refuse_controls(value: str) -> str:
    found = re.search(r"[\t\n\r]", value) or FORBIDDEN.search(value)
    if found:
        raise ValueError(f"it holds U+{ord(found[0]):04X}")
    return value


def _as_words(value: object) -> object:
    """One stretch of words, or several."""
    given = value if isinstance(value, list | tuple) and value else [value]
    return tuple(_refuse_blank(words) for words in given)


def _as_paragraph(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError("it should be words of the paragraph, or its number from 1")


def _as_scalar(value: object) -> object:
    """A TOML date is written as facts are: YYYY-MM-DD."""
    if type(value) is datetime.date:
        return value.isoformat()
    if isinstance(value, str) and value.strip():
        return value
    if not isinstance(value, int | float) or not math.isfinite(value) or abs(value) >= _TOO_LARGE:
        raise ValueError("it should be words, a number, or true or false")
    return value


def _as_cell(value: object) -> object:
    """`role = "…"` for `role = { value = "…" }`."""
    return value if isinstance(value, dict) else {"value": value}


_TOO_LARGE = 1e30
_WORDS = {"type": "string", "minLength": 1}
_SCALAR = {"type": ["string", "number", "boolean"]}

Words = Annotated[str, BeforeValidator(_refuse_blank), WithJsonSchema(_WORDS)]
Line = Annotated[Words, AfterValidator(_refuse_controls)]
Stretches = Annotated[
    tuple[str, ...],
    BeforeValidator(_as_words),
    WithJsonSchema({"anyOf": [_WORDS, {"type": "array", "items": _WORDS, "minItems": 1}]}),
]
Paragraph = Annotated[
    str | int,
    BeforeValidator(_as_paragraph),
    WithJsonSchema({"anyOf": [_WORDS, {"type": "integer", "minimum": 1}]}),
]
Occurrence = Annotated[int, Field(strict=True, ge=1)]
CellValue = Annotated[str | int | float | bool, BeforeValidator(_as_scalar), WithJsonSchema(_SCALAR)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RowKey(_Table):
    """What names a row, however the article is edited around it."""

    evidence: Words = Field(description="the words that the row's first cell stands on")
    paragraph: Paragraph | None = Field(
        default=None,
        description="words of the paragraph in which they stand, or its number as in facts.json; needed"
        " where other rows of the table stand on the same words",
    )
    occurrence: Occurrence | None = Field(
        default=None,
        description="which of such rows in that paragraph, from 1; needed where there are several",
    )


class TableRow(RowKey):
    table: Words = Field(description="the table of the row, such as figures")


class Confirm(TableRow):
    """A row that is right as the rules found it."""

    note: str = Field(default="", description="for whoever reads this file")


class Reject(TableRow):
    """A row that is to be nowhere."""

    note: str = Field(default="", description="why, for whoever reads this file")


class NewCell(_Table):
    """What a cell is to say, and the words that say it."""

    value: CellValue = Field(description="the value as in facts.json")
    evidence: Stretches = Field(
        default=(),
        description="the words it stands on, where they are not the value itself: one stretch, or several",
    )
    paragraph: Paragraph | None = Field(default=None, description="where they stand, if not with the row")
    occurrence: Occurrence | None = Field(default=None, description="which time they stand there, from 1")


Cells = dict[
    str,
    Annotated[
        NewCell,
        BeforeValidator(_as_cell, json_schema_input_type=NewCell | str | int | float | bool),
    ],
]


class Correct(TableRow):
    """A row of which some cells are to say something else."""

    set: Cells = Field(default_factory=dict, description="cells by name, with what they are to say")
    drop: tuple[Words, ...] = Field(default=(), description="names of cells that are to go")
    note: str = Field(default="", description="for whoever reads this file")


class Add(_Table):
    """A row that the rules did not find."""

    table: Words = Field(description="the table that the row is for")
    paragraph: Paragraph = Field(description="words of the paragraph it stands on, or its number")
    cells: Cells = Field(min_length=1, description="cells by name; the table's first cell is needed")
    note: str = Field(default="", description="for whoever reads this file")


class Merge(_Table):
    """Rows that are one: the first, which takes the others' evidence and the cells that it lacks."""

    table: Words = Field(description="the table of the rows")
    rows: tuple[RowKey, ...] = Field(min_length=2, description="the rows")
    note: str = Field(default="", description="for whoever reads this file")


class Order(_Table):
    """Rows that come first in their table, in this order."""

    table: Words = Field(description="the table of the rows")
    rows: tuple[RowKey, ...] = Field(min_length=1, description="the rows")


class ReviewTables(_Table):
    """`facts.toml`: what an editor says of the facts that the rules found."""

    confirm: tuple[Confirm, ...] = ()
    correct: tuple[Correct, ...] = ()
    reject: tuple[Reject, ...] = ()
    add: tuple[Add, ...] = ()
    merge: tuple[Merge, ...] = ()
    order: tuple[Order, ...] = ()
    caption: Mapping[str, Line] = Field(
        default_factory=dict, description="captions by the name of the table or of the printed section"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review file that is whole, and where in it each thing is said."""

    tables: ReviewTables
    source: Source
    places: Mapping[Path, int]

    def locate(self, *path: str | int) -> Location:
        """Where `path` ("confirm", 0, "table") stands, or the innermost thing around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.source.locate(self.places.get(path, 0))


def read_review(text: str, path: str) -> Review:
    """The review file `text`; a `ConfigError` names the place of what is wrong with its form."""
    try:
        data = parse_toml(path, text)
        places = locate_toml(text)
    except RecursionError as error:
        raise ConfigError("not a review file: it is nested too deep", location=Location(path)) from error
    source = Source.from_text(text, path=path, id="review")
    try:
        tables = ReviewTables.model_validate(data)
    except ValidationError as error:
        form = Review(tables=ReviewTables(), source=source, places=places)
        found = sorted(
            error.errors(include_url=False), key=lambda item: _URGENCY.get(item["type"], len(_URGENCY))
        )
        first = [item for item in found if item["type"] == found[0]["type"]]
        raise min((_explain(form, dict(item)) for item in first), key=_place_of) from error
    return Review(tables=tables, source=source, places=places)


def describe_review() -> dict[str, Any]:
    """The JSON Schema of the review file."""
    return ReviewTables.model_json_schema()


_URGENCY = {"extra_forbidden": 0, "missing": 1}
"""What is told first: the others may follow from it."""


def _place_of(error: ConfigError) -> tuple[int, int]:
    return (error.location.line, error.location.column) if error.location else (0, 0)


def _explain(form: Review, error: Mapping[str, Any]) -> ConfigError:
    """Our words for an error of pydantic (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
    place = tuple(error["loc"])
    names = [str(part) for part in place if isinstance(part, str)]
    location = form.locate(*place)
    match error["type"]:
        case "extra_forbidden":
            return ConfigError("unknown key {key}", key=names[-1], location=location, hint=_suggest(place))
        case "missing":
            return ConfigError("{key} is missing", key=".".join(names), location=location)
        case "too_short" if names[-1] in ("rows", "cells"):
            return ConfigError(
                "{key} needs at least {count}",
                key=".".join(names), count=error["ctx"]["min_length"], location=location,
            )  # fmt: skip
    reason = error.get("ctx", {}).get("error") or error["msg"].replace("Input should be", "it should be")
    return ConfigError(
        "{key} cannot be {value}: {reason}",
        key=".".join(names), value=_show(error["input"]), reason=reason, location=location,
    )  # fmt: skip


def _show(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _suggest(place: Path) -> Message:
    """The known key that is most like the unknown one, or all there are."""
    known = list(_list_keys(place[:-1]))
    near = difflib.get_close_matches(str(place[-1]), known, n=1)
    if near:
        return message("did you mean {name}?", name=near[0])
    return message("the keys are: {names}", names=", ".join(known))


def _list_keys(place: Path) -> tuple[str, ...]:
    """The keys of the table at `place`."""
    models: dict[str, type[BaseModel]] = {
        "confirm": Confirm, "correct": Correct, "reject": Reject, "add": Add, "merge": Merge, "order": Order,
    }  # fmt: skip
    if not place:
        return tuple(ReviewTables.model_fields)
    if "set" in place or "cells" in place:
        return tuple(NewCell.model_fields)
    return tuple((RowKey if "rows" in place else models[str(place[0])]).model_fields)
