"""What all tests share: tools that may be missing, texts beside the repository, goldens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tools import find_shared, require

if TYPE_CHECKING:
    from report.pipeline import Build

ROOT = Path(__file__).resolve().parents[1]
GOLDENS = ROOT / "tests" / "golden"
GOLDEN_LIMIT = 20 * 1024

Golden = Callable[[str, str], None]

_used_goldens: set[Path] = set()
_UNUSED = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the goldens anew; then read the diff")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs(*tools): skipped where one of the tools is missing; fails there with CI=true"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        require(*mark.args)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many tests were not run for want of something: the lines of `-ra` say it place by place."""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count} not run: {reason}", yellow=True)
    unused = terminalreporter.config.stash.get(_UNUSED, "")
    if unused:
        terminalreporter.write_line(f"no test reads these goldens: {unused}", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A golden that no test reads is an error, where every test was run."""
    options = session.config.option
    whole = session.config.args_source is pytest.Config.ArgsSource.TESTPATHS
    if exitstatus == pytest.ExitCode.OK and whole and not (options.keyword or options.markexpr):
        unused = {path for path in GOLDENS.rglob("*") if path.is_file()} - _used_goldens
        if unused:
            names = ", ".join(sorted(str(path.relative_to(GOLDENS)) for path in unused))
            session.config.stash[_UNUSED] = names
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def wire_article() -> Path:
    """The article of a news agency that the product was asked for; it is not ours to keep."""
    return find_shared("articles/article.txt")


@pytest.fixture(scope="session")
def own_build() -> Build:
    """This repository's own report."""
    return build_path(ROOT)


@pytest.fixture(scope="session")
def collection_build() -> Build:
    """Ten articles of ours in three parts."""
    return build_path(ROOT / "tests" / "samples" / "collection")


@pytest.fixture(scope="session")
def wire_build(wire_article: Path) -> Build:
    return build_path(wire_article)


def build_path(path: Path) -> Build:
    from report.pipeline import build
    from report.project import load_project

    return build(load_project(path))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with the file of that name in `tests/golden`, or writes it there with --accept."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        _used_goldens.add(path)
        assert len(text.encode()) <= GOLDEN_LIMIT, f"{name} is too large to be read by anybody"
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"there is no tests/golden/{name}; --accept writes it"
        assert text == path.read_text(encoding="utf-8"), f"tests/golden/{name} differs; --accept writes it"

    return compare
