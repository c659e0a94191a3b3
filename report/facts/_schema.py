"""The JSON Schema of `facts.json` (JSON Schema 2020-12)."""

from __future__ import annotations

from typing import Any, get_args

from report.facts._columns import CELLS
from report.facts._interchange import SCHEMA
from report.facts._model import Status

_OFFSET = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}


def describe_facts() -> dict[str, Any]:
    """What a facts file looks like; whether it is true, `verify` says."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "Facts of an article. Offsets are code points of the file as stored, end exclusive.",
        **_object(
            schema={"const": SCHEMA},
            article=_object(
                sha256={
                    "type": "string",
                    "pattern": "^[0-9a-f]{64}$",
                    "description": "of the article's bytes",
                },
                date={
                    "type": ["string", "null"],
                    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                    "description": "of the article, where it is known",
                },
                paragraphs={
                    "type": "array",
                    "description": "the lines that are not empty",
                    "items": _object(id={"type": "integer", "minimum": 1}, start=_OFFSET, end=_OFFSET),
                },
            ),
            facts={"type": "array", "items": {"$ref": "#/$defs/fact"}},
        ),
        "$defs": {"fact": _describe_fact(), "cell": _describe_cell(), "evidence": _describe_evidence()},
    }


def _describe_fact() -> dict[str, Any]:
    return _object(
        id=_TEXT,
        table={**_TEXT, "examples": list(CELLS)},
        rule={**_TEXT, "description": "what found the row; `taqrir explain RULE` says more"},
        status={"enum": list(get_args(Status))},
        cells={
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"examples": sorted({name for names in CELLS.values() for name in names})},
            "additionalProperties": {"$ref": "#/$defs/cell"},
        },
    )


def _describe_cell() -> dict[str, Any]:
    return _object(
        value={"type": ["string", "number", "boolean", "null"]},
        evidence={"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/evidence"}},
    )


def _describe_evidence() -> dict[str, Any]:
    evidence = _object(
        start=_OFFSET,
        end=_OFFSET,
        text={**_TEXT, "minLength": 1, "description": "the article from start to end, to the letter"},
    )
    evidence["properties"]["paragraph"] = {"type": "integer", "minimum": 1}
    return evidence


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}
