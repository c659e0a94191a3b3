"""What the package document says of the book (EPUB 3.3, section 5.5; EPUB Accessibility 1.1, section 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report.arabic.direction import has_letters
from report.arabic.sorting import make_sort_key
from report.document import Direction
from report.edition import Metadata
from report.project import PublishingSettings
from report.writers._epub_accessibility import Accessibility

ACTIVE_CLASS = "-epub-media-overlay-active"
"""What a reading system marks the words with that are heard."""

XML = "http://www.w3.org/XML/1998/namespace"
CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""Exactly so, down to the case and the spaces (EPUB Accessibility 1.1, section 4.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An element of the package metadata: `dc:<name>`, or a `meta` or `link` where `core` is not set."""

    name: str
    text: str | None
    attributes: tuple[tuple[str, str], ...] = ()
    core: bool = False


def describe(
    metadata: Metadata,
    accessibility: Accessibility,
    publishing: PublishingSettings,
    *,
    summary: str,
    page_source: str,
    narrator: str = "",
    durations: Sequence[tuple[str, str]] = (),
) -> Iterator[Statement]:
    """All statements. `summary` tells of accessibility in words, `page_source` names the printed book.

    `durations` are what each media overlay lasts, by its id, and by "" what all of them do.
    """
    yield from _describe_publication(metadata)
    yield from _describe_subjects(publishing, metadata)
    yield from _describe_pages(page_source)
    yield from _describe_accessibility(accessibility)
    yield _meta("schema:accessibilitySummary", summary, **_tongue(summary, metadata))
    yield from _describe_certification(publishing, metadata)
    yield from _describe_narration(narrator, durations, metadata)
    yield Statement(name="meta", text=None, attributes=(("name", "cover"), ("content", "cover-image")))
    yield _meta("ibooks:specified-fonts", "true")
    if metadata.direction == "rtl":
        writing_mode = (("name", "primary-writing-mode"), ("content", "horizontal-rl"))  # Kindle
        yield Statement(name="meta", text=None, attributes=writing_mode)


def _describe_publication(metadata: Metadata) -> Iterator[Statement]:
    def core(name: str, text: str, **attributes: str) -> Iterator[Statement]:
        if text:
            yield _core(name, text, **attributes, **_tongue(text, metadata))

    yield from core("title", metadata.title, id="main-title")
    yield _meta("title-type", "main", refines="#main-title")
    yield from _describe_order(metadata.title, "#main-title", metadata)
    yield _core("language", metadata.language)
    if metadata.author:
        yield from core("creator", metadata.author, id="main-creator")
        yield _meta("role", "aut", refines="#main-creator", scheme="marc:relators")
        yield from _describe_order(metadata.author, "#main-creator", metadata)
    yield from core("publisher", metadata.publisher)
    yield from core("description", metadata.subtitle)
    yield from core("source", metadata.attribution)
    yield from core("rights", metadata.licence)
    if metadata.date:
        yield _core("date", metadata.date)


def _describe_order(text: str, refined: str, metadata: Metadata) -> Iterator[Statement]:
    """What a library sorts by, where that is not the text itself."""
    key = make_sort_key(text, metadata.language)
    if key != text:
        yield _meta("file-as", key, refines=refined, **_tongue(key, metadata))


def _describe_subjects(publishing: PublishingSettings, metadata: Metadata) -> Iterator[Statement]:
    for number, subject in enumerate(publishing.subjects, 1):
        authority, term, words = subject.split(" ", 2)
        yield _core("subject", words, id=f"subject-{number}", **_tongue(words, metadata))
        yield _meta("authority", authority, refines=f"#subject-{number}")
        yield _meta("term", term, refines=f"#subject-{number}")


def _describe_pages(source: str) -> Iterator[Statement]:
    """EPUB 3.4 and EPUB Accessibility 1.2 want `pageBreakSource`, older reading systems `source-of`."""
    yield _meta("pageBreakSource", source or "none")
    if source:
        yield _core("source", source, id="page-source")
        yield _meta("source-of", "pagination", refines="#page-source")


def _describe_accessibility(accessibility: Accessibility) -> Iterator[Statement]:
    for mode in accessibility.modes:
        yield _meta("schema:accessMode", mode)
    for modes in accessibility.sufficient:
        yield _meta("schema:accessModeSufficient", modes)
    for feature in accessibility.features:
        yield _meta("schema:accessibilityFeature", feature)
    for hazard in accessibility.hazards:
        yield _meta("schema:accessibilityHazard", hazard)


def _describe_certification(publishing: PublishingSettings, metadata: Metadata) -> Iterator[Statement]:
    """Only a person can see that a book conforms; without one nothing is claimed."""
    name = publishing.certified_by
    if not name:
        return
    yield _meta("dcterms:conformsTo", CONFORMANCE, id="conformance")
    certifier = {"id": "certifier", "refines": "#conformance"}
    yield _meta("a11y:certifiedBy", name, **certifier, **_tongue(name, metadata))
    if publishing.certifier_credential:
        yield _meta("a11y:certifierCredential", publishing.certifier_credential, refines="#certifier")
    if publishing.certifier_report:
        link = {"rel": "a11y:certifierReport", "refines": "#certifier", "href": publishing.certifier_report}
        yield Statement(name="link", text=None, attributes=tuple(link.items()))


def _describe_narration(
    narrator: str, durations: Sequence[tuple[str, str]], metadata: Metadata
) -> Iterator[Statement]:
    for id, duration in durations:
        yield _meta("media:duration", duration, **({"refines": f"#{id}"} if id else {}))
    if durations and narrator:
        yield _meta("media:narrator", narrator, **_tongue(narrator, metadata))
    if durations:
        yield _meta("media:active-class", ACTIVE_CLASS)


def _tongue(text: str, metadata: Metadata) -> dict[str, str]:
    """Language and direction of `text`: a Latin name stays one in an Arabic book."""
    language, direction = metadata.language, metadata.direction
    other: Direction = "ltr" if direction == "rtl" else "rtl"
    if has_letters(text, other) and not has_letters(text, direction):
        language, direction = "en" if other == "ltr" else "ar", other
    return {f"{{{XML}}}lang": language, "dir": direction}


def _core(name: str, text: str, **attributes: str) -> Statement:
    return Statement(name=name, text=text, attributes=tuple(attributes.items()), core=True)


def _meta(property: str, text: str, **attributes: str) -> Statement:
    return Statement(name="meta", text=text, attributes=(("property", property), *attributes.items()))
