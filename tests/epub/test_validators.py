"""Three validators and our own checks have nothing against books of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from report.errors import Severity
from report.pipeline import build
from report.project import PublishingSettings, load_project
from report.writers import WriterOptions, epub, pdf
from tests.conformance.validators import check_epub
from tests.epub.audio import write_project
from tests.epub.books import ARTICLES, write_article, write_spoken
from tests.epub.validators import run_ace, run_epubcheck_ts
from tests.tools import find_shared
from tests.unit.epub_samples import make_edition, make_renderer

ROOT = Path(__file__).parents[2]
CERTIFIED = PublishingSettings(
    certified_by="دار المثال",
    certifier_credential="https://example.org/credential",
    certifier_report="https://example.org/report",
    subjects=("Thema JPS العلاقات الدولية", "BISAC POL011000 International relations"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A written book, and what our checks found in it."""

    path: Path
    findings: tuple[str, ...]


@pytest.fixture(scope="module", params=["sample", "own", "wire", "collection", "heard", "spoken", *ARTICLES])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp(request.param)
    findings: tuple[str, ...] = ()
    if request.param == "sample":
        data = write_sample()
    else:
        places = {
            "own": lambda: ROOT,
            "wire": lambda: find_shared("articles/article.txt"),
            "collection": lambda: ROOT / "tests/samples/collection",
            "heard": lambda: write_project(folder / "project"),
            "spoken": lambda: write_spoken(folder / "project"),
        }
        made = build(
            load_project(
                places.get(request.param, lambda: write_article(request.param, folder))(), out=folder
            )
        )
        data = made.artifacts["epub"].data
        findings = tuple(
            f"{finding.rule}: {finding.message}"
            for finding in made.findings
            if finding.severity is not Severity.INFO and not finding.rule.startswith("pdf")
        )
    path = folder / "book.epub"
    path.write_bytes(data)
    yield Book(path=path, findings=findings)


def write_sample() -> bytes:
    """Every kind of block, a wide table, a printed book, a certified claim."""
    edition, renderer = make_edition(width=6), make_renderer()
    options = WriterOptions(paper="A5", publishing=CERTIFIED)
    (printed,) = pdf.write(edition, renderer, options, {})
    (written,) = epub.write(edition, renderer, options, MappingProxyType({"pdf": printed}))
    return written.data


def test_our_checks_find_nothing(book: Book) -> None:
    assert book.findings == ()


@pytest.mark.needs("java")
def test_epubcheck_finds_nothing(book: Book) -> None:
    assert check_epub(book.path.read_bytes()) == ()


@pytest.mark.needs("node", "validators")
def test_epubcheck_ts_finds_nothing(book: Book) -> None:
    assert run_epubcheck_ts(book.path) == []


@pytest.mark.needs("chromium", "node", "validators")
def test_ace_finds_nothing(book: Book) -> None:
    violations, missing = run_ace(book.path)
    assert violations == []
    certified = {"a11y:certifiedBy", "a11y:certifierCredential", "a11y:certifierReport", "dcterms:conformsTo"}
    assert missing == (set() if book.path.parent.name.startswith("sample") else certified)
