"""The values of the pipeline as JSON, for `show --json`."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from report.document import Source, Span


def write_values(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, indent=2)


def to_plain(value: object) -> object:
    """Dataclasses as objects that name their class as `kind`, a span as [start, end], bytes as their sum."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Source):
        return {"kind": "Source", "id": value.id, "path": value.path, "sha256": value.sha256}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value) if not field.name.startswith("_")]
        return {"kind": type(value).__name__} | {name: to_plain(getattr(value, name)) for name in fields}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, bytes):
        return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path) else value
