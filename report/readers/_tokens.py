"""What this package reads of the Markdown parser's tokens; `markdown` is the one door to the parser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

NESTING_LIMIT = 32
"""Levels of quotes and lists, and of emphasis: far beyond prose, far below what recursion bears."""


class Token(Protocol):
    """A token of markdown-it, with what `markdown` puts into its `meta`.

    `start` is where a block begins in the text that was parsed, `lines` where each of its lines does; `end`
    is where a link or an image ends in the content that holds it.
    """

    @property
    def type(self) -> str: ...
    @property
    def attrs(self) -> Mapping[str, str | int | float]: ...
    @property
    def map(self) -> Sequence[int] | None: ...
    @property
    def children(self) -> Sequence[Token] | None: ...
    @property
    def content(self) -> str: ...
    @property
    def markup(self) -> str: ...
    @property
    def info(self) -> str: ...
    @property
    def meta(self) -> Mapping[Any, Any]: ...
