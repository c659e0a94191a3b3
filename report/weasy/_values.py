"""What goes into the engine and comes out of it, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from report.errors import Finding
from report.typography.kashida import Kashida


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The laid out pages.

    `pages` maps each id to the number (from 1) of the page that its element starts on; `fills` tells for
    each page how much of its height the text takes (0 to 1); `document` is WeasyPrint's `Document`, for
    `paint` alone.
    """

    document: Any
    page_count: int
    pages: Mapping[str, int]
    fills: tuple[float, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFile:
    """`relationship` is what the file is to the pages: what they were made from, or the data behind them."""

    name: str
    media_type: str
    data: bytes
    description: str
    relationship: Literal["Source", "Data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A printing condition, and what of the pages is not for it.

    `condition` is its identifier in `registry`, `name` the name of `profile`, an ICC profile. `inks` maps
    colours (red, green, blue from 0 to 255) to shares (0 to 1) of cyan, magenta, yellow and black.
    `is_label` tells from its target whether a link is a mark of ours and no part of the text.
    """

    condition: str
    registry: str
    name: str
    profile: bytes
    inks: Mapping[tuple[int, int, int], tuple[float, float, float, float]]
    is_label: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """How justified lines are set: their `breaks` chosen line by line or over the whole paragraph, and words
    drawn out by `kashida` where lines are as wide as `least` millimetres."""

    breaks: Literal["line", "paragraph"] = "line"
    kashida: Kashida = "off"
    least: float = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Where lines of running text stand: `leading` and `origin`, from the top of the page, in points."""

    leading: float
    origin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting:
    data: bytes
    findings: tuple[Finding, ...]
