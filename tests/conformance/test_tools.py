"""A tool that is missing is never a pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import tools


@pytest.fixture(autouse=True)
def no_tool(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(tools.TOOLS, "sextant", lambda: False)
    monkeypatch.setitem(tools.TOOLS, "compass", lambda: True)
    yield
    tools.is_there.cache_clear()


def test_it_skips_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="not here: sextant"):
        tools.require("compass", "sextant")


def test_it_fails_in_continuous_integration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="not here: sextant"):
        tools.require("compass", "sextant")
    tools.require("compass")


@pytest.mark.parametrize("ci", ["", "true"])
def test_a_text_that_is_not_ours_skips_everywhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(tools, "SHARED", tmp_path)
    with pytest.raises(pytest.skip.Exception, match=r"not here: \.\./shared/a\.txt"):
        tools.find_shared("a.txt")
    (tmp_path / "a.txt").touch()
    assert tools.find_shared("a.txt") == tmp_path / "a.txt"
