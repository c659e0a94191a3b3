"""Addresses of what a page shows out of memory."""

from __future__ import annotations

from urllib.parse import quote, unquote

MEMORY = "memory"
"""The scheme: `memory:<percent-encoded name>`."""


def memory_url(name: str) -> str:
    """The address under which `layout` serves the resource `name`."""
    return f"{MEMORY}:{quote(name)}"


def memory_name(url: str) -> str:
    return unquote(url.removeprefix(f"{MEMORY}:"))
