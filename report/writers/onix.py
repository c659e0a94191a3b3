"""The record of the e-book for shops and libraries: ONIX for Books 3.0."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from report.edition import Edition
from report.errors import ConfigError, message
from report.project import PublishingSettings
from report.render import Renderer
from report.resources import read_lexicon_toml
from report.writers import Artifact, WriterOptions
from report.writers.epub import read_package

SUFFIX = ".onix.xml"
MEDIA_TYPE = "application/xml"
AFTER = ("epub",)

_META = "{http://www.idpf.org/2007/opf}meta"
_ACCESSIBILITY, _HAZARD = "09", "12"  # list 79
_ALL_TEXT, _LANGUAGES_TAGGED, _SUMMARY = "52", "22", "00"  # list 196
_CONFORMANCE = ("04", "82", "85")  # EPUB Accessibility 1.1, WCAG 2.2, level AA
_CERTIFIER, _CREDENTIAL, _REPORT, _CONTACT = "90", "93", "94", "99"

Feature = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What the record says in codes; `isbn` is "" where the identifier is another, `day` is YYYYMMDD."""

    isbn: str
    day: str
    language: str
    script: str
    size: int
    has_images: bool
    subjects: tuple[tuple[str, str, str], ...]


def write(
    edition: Edition,
    renderer: Renderer,
    options: WriterOptions,
    earlier: Mapping[str, Artifact],
) -> tuple[Artifact, ...]:
    """One record; it says of the e-book what the e-book says of itself."""
    if "epub" not in earlier:
        raise ConfigError(
            "an ONIX record is of an e-book, and none is made",
            hint=message('outputs = ["epub", "onix"] makes both'),
        )
    book = earlier["epub"].data
    product = _describe(edition, options.publishing, len(book))
    features = tuple(_list_features(read_package(book), options.publishing))
    text = renderer.render("onix.xml.j2", edition, product=product, features=features)
    artifact = Artifact(name=options.stem + SUFFIX, media_type=MEDIA_TYPE, data=text.encode())
    return (artifact,)


def _describe(edition: Edition, publishing: PublishingSettings, size: int) -> Product:
    metadata, codes = edition.metadata, read_lexicon_toml("onix.toml")
    isbn = re.fullmatch(r"urn:isbn:([\d-]+)", metadata.identifier)
    language, script = codes["languages"].get(metadata.language.partition("-")[0].lower(), ("", ""))
    subjects = [subject.split(" ", 2) for subject in publishing.subjects]
    return Product(
        isbn=isbn[1].replace("-", "") if isbn else "",
        day=(metadata.date or metadata.timestamp)[:10].replace("-", ""),
        language=language,
        script=script,
        size=size,
        has_images=bool(edition.images),
        subjects=tuple((codes["subjects"][scheme], code, words) for scheme, code, words in subjects),
    )


def _list_features(package: etree._Element, publishing: PublishingSettings) -> Iterator[Feature]:
    """The accessibility of the package document, code by code."""
    codes = read_lexicon_toml("onix.toml")

    def said(name: str) -> list[str]:
        return [meta.text or "" for meta in package.iter(_META) if meta.get("property") == name]

    if said("dcterms:conformsTo"):
        yield from ((_ACCESSIBILITY, code, "") for code in _CONFORMANCE)
        yield from _list_certification(publishing)
    found = {codes["features"].get(feature) for feature in said("schema:accessibilityFeature")} - {None}
    if "textual" in said("schema:accessModeSufficient"):
        found.add(_ALL_TEXT)
    yield from ((_ACCESSIBILITY, code, "") for code in sorted({*found, _LANGUAGES_TAGGED}))
    yield from ((_ACCESSIBILITY, _SUMMARY, text) for text in said("schema:accessibilitySummary"))
    if publishing.contact:
        yield _ACCESSIBILITY, _CONTACT, publishing.contact
    for hazard in said("schema:accessibilityHazard"):
        yield from ((_HAZARD, code, "") for code in codes["hazards"].get(hazard, ()))


def _list_certification(publishing: PublishingSettings) -> Iterator[Feature]:
    yield _ACCESSIBILITY, _CERTIFIER, publishing.certified_by
    if publishing.certifier_credential.startswith("http"):
        yield _ACCESSIBILITY, _CREDENTIAL, publishing.certifier_credential
    if publishing.certifier_report:
        yield _ACCESSIBILITY, _REPORT, publishing.certifier_report
