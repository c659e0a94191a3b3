"""The ONIX record: valid, and of what the e-book says of itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import onixcheck
import pytest
from lxml import etree

from report.errors import ConfigError
from report.project import PublishingSettings
from report.writers import WriterOptions, epub, onix
from tests.unit.epub_samples import make_edition, make_renderer

CERTIFIED = PublishingSettings(
    certified_by="دار المثال",
    certifier_credential="https://example.org/credential",
    certifier_report="https://example.org/report",
    contact="access@example.org",
    subjects=("Thema JPS العلاقات الدولية", "BISAC POL011000 International relations"),
)
NAMES = {"o": "http://ns.editeur.org/onix/3.0/reference"}


def write(publishing: PublishingSettings | None = None, **metadata: str) -> etree._Element:
    edition = make_edition()
    edition = replace(edition, metadata=replace(edition.metadata, **metadata))  # type: ignore[arg-type]
    options = WriterOptions(publishing=publishing or PublishingSettings())
    (book,) = epub.write(edition, make_renderer(), options, {})
    (record,) = onix.write(edition, make_renderer(), options, {"epub": book})
    assert record.name == "briefing.onix.xml"
    return etree.fromstring(record.data)


def read(record: etree._Element, path: str) -> list[str]:
    found = record.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(text) for text in found]


def read_features(record: etree._Element, kind: str = "09") -> list[str]:
    return read(
        record, f"//o:ProductFormFeature[o:ProductFormFeatureType='{kind}']/o:ProductFormFeatureValue/text()"
    )


@pytest.mark.parametrize("publishing", [PublishingSettings(), CERTIFIED])
@pytest.mark.parametrize(
    "metadata", [{}, {"identifier": "urn:isbn:978-0-00-000000-2", "author": "كاتب"}, {"language": "und"}]
)
def test_the_record_is_valid(publishing: PublishingSettings, metadata: dict[str, str]) -> None:
    folder = Path(onixcheck.__file__).parent / "schema" / "xsd3.0"
    schema = etree.XMLSchema(etree.parse(folder / "ONIX_BookProduct_3.0_reference.xsd"))
    schema.assertValid(write(publishing, **metadata))


def test_accessibility_is_that_of_the_book() -> None:
    plain, certified = write(), write(CERTIFIED)
    assert read_features(plain) == ["11", "13", "14", "22", "36", "52", "00"]
    assert read_features(plain, "12") == ["00"]
    assert set(read_features(certified)) - set(read_features(plain)) == {
        "04",
        "82",
        "85",
        "90",
        "93",
        "94",
        "99",
    }
    assert "دار المثال" in read(certified, "//o:ProductFormFeatureDescription/text()")


def test_who_what_and_in_which_language() -> None:
    record = write(CERTIFIED, identifier="urn:isbn:978-0-00-000000-2")
    assert read(record, "//o:ProductIdentifier/*/text()") == ["15", "9780000000002"]
    assert read(record, "//o:Language/*/text()") == ["01", "ara", "Arab"]
    assert read(record, "//o:Subject/o:SubjectCode/text()") == ["JPS", "POL011000"]
    assert read(record, "//o:ProductFormDetail/text()") == ["E101", "E200"]
    assert read(write(), "//o:ProductIdentifier/*/text()")[:2] == ["01", "URN"]


def test_a_record_needs_a_book() -> None:
    with pytest.raises(ConfigError, match="none is made"):
        onix.write(make_edition(), make_renderer(), WriterOptions(), {})
