"""The cells that the rows of each table may have, the row's key first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CELLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "figures": ("value", "unit", "kind", "modifier", "counted", "value_max"),
        "dates": ("expr", "value", "kind", "event"),
        "people": ("name", "role", "age"),
        "organizations": ("name",),
        "memberships": ("member", "organization"),
        "places": ("name", "kind", "iso"),
        "designations": ("latin", "arabic", "count"),
        "formations": ("name", "number", "kind"),
        "quotes": ("text", "kind", "speaker", "channel", "cue"),
        "questions": ("text", "answered", "answer"),
        "sources": ("name", "kind"),
    }
)
"""The eleven tables of the interchange form; a table that somebody adds is free in its cells."""


def list_keys(table: str) -> tuple[str, ...]:
    """The cells of which a row of `table` must have one: a pair of names may lack either."""
    return CELLS.get(table, ())[: 2 if table == "designations" else 1]
