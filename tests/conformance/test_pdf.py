"""veraPDF, the reference validator of PDF/UA and PDF/A: no fault in either."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest

from report.edition import compose_edition
from report.writers import Artifact, Attachment, WriterOptions, pdf
from tests.conformance import validators
from tests.conformance.validators import NotRun, VeraPdf
from tests.conftest import ROOT, build_path
from tests.unit.epub_samples import make_document, make_edition, make_renderer

if TYPE_CHECKING:
    from report.pipeline import Build

pytestmark = pytest.mark.needs("java", "jaxb")

PROFILES = ("3a", "ua1")


@pytest.fixture(scope="module")
def sample() -> Artifact:
    """A book with one block of every kind."""
    (artifact,) = pdf.write(make_edition(), make_renderer(), WriterOptions(), {})
    return artifact


@pytest.mark.parametrize("profile", PROFILES)
def test_our_own_article_has_no_fault(own_build: Build, verapdf: VeraPdf, profile: str) -> None:
    assert verapdf.validate(own_build.artifacts["pdf"].data, profile) == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_wire_article_has_no_fault(wire_build: Build, verapdf: VeraPdf, profile: str) -> None:
    assert verapdf.validate(wire_build.artifacts["pdf"].data, profile) == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_a_collection_has_no_fault(collection_build: Build, verapdf: VeraPdf, profile: str) -> None:
    assert verapdf.validate(collection_build.artifacts["pdf"].data, profile) == ()


@pytest.mark.parametrize("name", ["stress", "vocalised"])
def test_a_hard_text_has_no_fault(verapdf: VeraPdf, name: str) -> None:
    data = build_path(ROOT / "tests" / "text" / f"{name}.txt").artifacts["pdf"].data
    assert [fault for profile in PROFILES for fault in verapdf.validate(data, profile)] == []


def test_a_hundred_pages_have_no_fault(verapdf: VeraPdf) -> None:
    document = make_document()
    long = replace(document, blocks=document.blocks * 125)
    edition = compose_edition(long, (), timestamp="2022-01-20T00:00:00Z", images=dict(make_edition().images))
    (artifact,) = pdf.write(edition, make_renderer(), WriterOptions(), {})
    assert sum(entry.kind == "page" for entry in artifact.outline) >= 100
    assert artifact.findings == ()
    assert [fault for profile in PROFILES for fault in verapdf.validate(artifact.data, profile)] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_every_kind_of_block_has_no_fault(sample: Artifact, verapdf: VeraPdf, profile: str) -> None:
    assert verapdf.validate(sample.data, profile) == ()


def test_the_second_profile_has_no_fault(own_build: Build, verapdf: VeraPdf) -> None:
    """PDF/A-4f and PDF/UA-2, on every kind of block and on our own article."""
    attachment = Attachment(name="a.txt", media_type="text/plain", data=b"a", relationship="Source")
    options = WriterOptions(profile="archive-2", attachments=(attachment,))
    for edition in (make_edition(), own_build.edition):
        (artifact,) = pdf.write(edition, make_renderer(), options, {})
        assert artifact.findings == ()
        faults = [fault for profile in ("4f", "ua2") for fault in verapdf.validate(artifact.data, profile)]
        assert faults == []


def remove_language(file: pikepdf.Pdf) -> None:
    del file.Root.Lang


def remove_alternatives(file: pikepdf.Pdf) -> None:
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
            del item["/Alt"]


def skip_a_heading(file: pikepdf.Pdf) -> None:
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/H2":
            item["/S"] = pikepdf.Name.H4


def untag_links(file: pikepdf.Pdf) -> None:
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Link":
            item["/S"] = pikepdf.Name.Span


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (remove_language, "7.2-2"),
        (remove_alternatives, "7.3-1"),
        (skip_a_heading, "7.4.2-1"),
        (untag_links, "7.18.5-1"),
    ],
)
def test_a_fault_is_found(
    sample: Artifact, verapdf: VeraPdf, damage: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(sample.data)) as file:
        damage(file)
        file.save(written)
    assert rule in {fault.rule for fault in verapdf.validate(written.getvalue(), "ua1")}


@pytest.mark.parametrize("data", [b"", b"no document", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_document_gets_no_verdict(verapdf: VeraPdf, data: bytes) -> None:
    with pytest.raises(NotRun):
        verapdf.validate(data, "ua1")


def test_an_unknown_profile_gives_no_verdict(sample: Artifact, verapdf: VeraPdf) -> None:
    with pytest.raises(NotRun):
        verapdf.validate(sample.data, "zz9")


def test_a_validator_that_did_not_run_gives_no_verdict(
    sample: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(validators, "JAXB", ())
    with VeraPdf.start() as lame, pytest.raises(NotRun):
        lame.validate(sample.data, "ua1")
    with VeraPdf.start() as dead:
        dead._process.kill()
        with pytest.raises(NotRun):
            dead.validate(sample.data, "ua1")
