"""What the package says of accessibility is what the content has, and a claim names who makes it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.checks import Subject
from report.checks._publication import OPF, XHTML, XML_LANG, Publication, open_publication, report
from report.errors import Finding, Severity, message
from report.writers.epub import CONFORMANCE, describe_accessibility

RULES = {
    "accessibility-is-as-said": "modes, features and hazards of the metadata are those of the content",
    "conformance-is-certified": "who has checked the book against WCAG 2.2 AA is named",
}


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    yield from check_features(book)
    yield from check_summary(book, subject.edition.metadata.language)
    yield from check_claim(book, subject.publishing.certified_by)


def check_features(book: Publication) -> Iterator[Finding]:
    documents = [
        root for _path, root in book.in_order() if root.find(f".//{XHTML}img[@role='doc-cover']") is None
    ]
    cover = book.item("cover-image")
    images = [item.media_type for item in book.manifest
              if item.media_type.startswith("image/") and item != cover]  # fmt: skip
    true = describe_accessibility(documents, images, set(list_spoken(book)))
    stated = {
        "accessMode": true.modes,
        "accessModeSufficient": true.sufficient,
        "accessibilityFeature": true.features,
        "accessibilityHazard": true.hazards,
    }
    for name, expected in stated.items():
        found = book.metadata(f"schema:{name}")
        for value in found:
            if value not in expected:
                text = message("{name}: {value} is said and not true", name=name, value=value)
                yield report("accessibility-is-as-said", text, book.package_path)
        for value in expected:
            if value not in found:
                text = message("{name}: {value} is true and not said", name=name, value=value)
                yield report("accessibility-is-as-said", text, book.package_path)


def list_spoken(book: Publication) -> Iterator[str]:
    """The ids that media overlays name."""
    for item in book.manifest:
        if item.media_type == "application/smil+xml" and item.path in book.files:
            yield from (
                target.partition("#")[2]
                for target in re.findall(
                    r'<text src="([^"]*)"', book.files[item.path].decode(errors="replace")
                )
            )


def check_summary(book: Publication, language: str) -> Iterator[Finding]:
    summaries = [meta for meta in book.package.iter(f"{OPF}meta")
                 if meta.get("property") == "schema:accessibilitySummary"]  # fmt: skip
    if [meta.get(XML_LANG) for meta in summaries] != [language] or not (summaries[0].text or "").strip():
        text = message("there is no summary of accessibility in {language}", language=language)
        yield report("accessibility-is-as-said", text, book.package_path)


def check_claim(book: Publication, certified_by: str) -> Iterator[Finding]:
    """Validators are silent where nothing is claimed; we are not, so that nobody takes that for a claim."""
    rule, place = "conformance-is-certified", book.package_path
    claims = book.metadata("dcterms:conformsTo")
    certifiers = book.metadata("a11y:certifiedBy")
    if certified_by and (claims != (CONFORMANCE,) or certifiers != (certified_by,)):
        text = message(
            "the book does not say {claim}, certified by {name}", claim=CONFORMANCE, name=certified_by
        )
        yield report(rule, text, place)
    elif not certified_by and (claims or certifiers):
        yield report(rule, message("the book claims conformance, and nobody answers for it"), place)
    elif not certified_by:
        found = report(
            rule,
            message("nothing is claimed of accessibility: nobody has certified it"),
            place,
            Severity.INFO,
        )
        yield found
