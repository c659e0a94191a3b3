"""What the package document says: languages, subjects, pages, and only what is true of accessibility."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from report.edition import Metadata
from report.project import PublishingSettings
from report.weasy import PageStart
from report.writers import Artifact, WriterOptions, epub
from report.writers.epub import read_package
from tests.unit.epub_samples import make_edition, make_renderer

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(
    publishing: PublishingSettings | None = None,
    *,
    starts: tuple[PageStart, ...] = (),
    **metadata: str,
) -> etree._Element:
    """The package document of the sample with these settings and metadata."""
    edition = make_edition()
    changed: Metadata = replace(edition.metadata, **metadata)  # type: ignore[arg-type]
    printed = Artifact(name="briefing.pdf", media_type="application/pdf", data=b"", page_starts=starts)
    options = WriterOptions(publishing=publishing or PublishingSettings())
    earlier = {"pdf": printed} if starts else {}
    (artifact,) = epub.write(replace(edition, metadata=changed), make_renderer(), options, earlier)
    return read_package(artifact.data)


def find(package: etree._Element, path: str) -> list[Any]:
    found = package.xpath(
        path, namespaces={"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
    )
    assert isinstance(found, list)
    return found


def read(package: etree._Element, name: str) -> list[str]:
    return [element.text for element in find(package, f"//o:meta[@property='{name}']")]


def test_without_a_certifier_nothing_is_claimed() -> None:
    package = write()
    claims = find(package, "//o:meta[contains(@property, 'conformsTo') or starts-with(@property, 'a11y:')]")
    assert claims == [] and find(package, "//o:link") == []


def test_a_claim_is_exact_and_names_who_makes_it() -> None:
    package = write(
        PublishingSettings(
            certified_by="دار المثال",
            certifier_credential="CPACC",
            certifier_report="https://example.org/report",
        )
    )
    (claim,) = find(package, "//o:meta[@property='dcterms:conformsTo']")
    assert claim.text == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    (certifier,) = find(package, "//o:meta[@property='a11y:certifiedBy']")
    assert (certifier.text, certifier.get("refines")) == ("دار المثال", f"#{claim.get('id')}")
    (credential,) = find(package, "//o:meta[@property='a11y:certifierCredential']")
    (report,) = find(package, "//o:link[@rel='a11y:certifierReport']")
    assert {item.get("refines") for item in (credential, report)} == {f"#{certifier.get('id')}"}
    assert report.get("href") == "https://example.org/report"


def test_the_printed_pages_and_their_source() -> None:
    edition = make_edition()
    package = write(starts=(PageStart(page=2, folio="2", target="article"),))
    assert read(package, "pageBreakSource") == [edition.metadata.identifier]
    (source,) = find(package, "//dc:source[@id]")
    assert source.text == edition.metadata.identifier
    (kind,) = find(package, f"//o:meta[@refines='#{source.get('id')}']")
    assert (kind.get("property"), kind.text) == ("source-of", "pagination")
    assert {"pageBreakMarkers", "pageNavigation"} <= set(read(package, "schema:accessibilityFeature"))
    assert "النسخة المطبوعة" in read(package, "schema:accessibilitySummary")[0]


def test_an_e_book_alone_has_no_printed_pages() -> None:
    package = write()
    assert read(package, "pageBreakSource") == ["none"]
    assert find(package, "//o:meta[@property='source-of']") == []
    assert "النسخة المطبوعة" not in read(package, "schema:accessibilitySummary")[0]


@pytest.mark.parametrize(
    ("publisher", "language", "direction"),
    [("دار المثال", "ar", "rtl"), ("Example House", "en", "ltr"), ("دار Example", "ar", "rtl")],
)
def test_a_latin_name_is_latin(publisher: str, language: str, direction: str) -> None:
    (element,) = find(write(publisher=publisher), "//dc:publisher")
    assert (element.get(XML_LANG), element.get("dir")) == (language, direction)


def test_what_a_library_sorts_by() -> None:
    package = write(title="الأمن الجماعي", author="الكاتب")
    keys = {
        element.get("refines"): element.text for element in find(package, "//o:meta[@property='file-as']")
    }
    assert keys == {"#main-title": "أمن الجماعي", "#main-creator": "كاتب"}
    assert read(write(), "file-as") == []


def test_subjects() -> None:
    subjects = ("Thema JPS العلاقات الدولية", "BISAC POL011000 International relations")
    package = write(PublishingSettings(subjects=subjects))
    said = [(element.text, element.get(XML_LANG)) for element in find(package, "//dc:subject")]
    assert said == [("العلاقات الدولية", "ar"), ("International relations", "en")]
    assert read(package, "authority") == ["Thema", "BISAC"]
    assert read(package, "term") == ["JPS", "POL011000"]
