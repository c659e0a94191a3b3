"""Stylesheets say start and end, not right and left: the same ones set books of both directions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

STYLES = sorted((ROOT / "templates").rglob("*.css.j2")) + sorted((ROOT / "templates").glob("*.html.j2"))

_SIDE = r"(?:left|right)"
_PHYSICAL = re.compile(
    rf"(?:\b(?:margin|padding|border)-{_SIDE}\b|(?<![\w-]){_SIDE}\s*:|\b(?:text-align|float|clear)\s*:\s*{_SIDE}\b)"
)
_COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
_EXCUSE = re.compile(r"WeasyPrint|engine")
_NEAR = 2
"""A comment excuses the lines that follow it, this many."""


def find_physical(css: str) -> list[str]:
    """What names a side, outside `@page :left` and `:right`, without a comment that says what forces it."""
    excused = {
        css.count("\n", 0, comment.end()) + after
        for comment in _COMMENT.finditer(css)
        if _EXCUSE.search(comment[0])
        for after in range(_NEAR + 1)
    }
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), css)
    return [
        line.strip()
        for number, line in enumerate(bare.split("\n"))
        if _PHYSICAL.search(re.sub(rf"@page[^{{]*:{_SIDE}\s*\{{.*", "", line)) and number not in excused
    ]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_stylesheet_names_a_side(path: Path) -> None:
    assert find_physical(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-left: 1pt }",
        "p { left: 0 }",
        "p { text-align: right }",
        "p { float: left }",
        "p { border-right: 0 }",
        "/* to the left */\np { float: left }",
    ],
)
def test_a_side_is_found(css: str) -> None:
    assert find_physical(css) != []


@pytest.mark.parametrize(
    "css",
    [
        "p { margin-inline: 1pt; text-align: start; float: inline-end }",
        "@page :left { margin-left: 1pt }",
        "/* WeasyPrint knows no such thing. */\np { float: left }",
    ],
)
def test_what_is_right_is_not(css: str) -> None:
    assert find_physical(css) == []
