"""What the package document says of the book, and the container in a form that is the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from report.edition import Metadata
from report.errors import WriteError
from report.writers._epub_accessibility import Accessibility

XML = "http://www.w3.org/XML/1998/namespace"
PACKAGE_PATH = "EPUB/content.opf"
CONTAINER_PATH = "META-INF/container.xml"

_ZIP_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_COMPRESSED = (".jpg", ".png", ".gif", ".webp", ".woff2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A publication resource; `path` is relative to the package document."""

    id: str
    path: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An element of the package metadata: `dc:<name>`, or a `meta` or `link` where `core` is not set."""

    name: str
    text: str | None
    attributes: tuple[tuple[str, str], ...] = ()
    core: bool = False


def describe(metadata: Metadata, accessibility: Accessibility, summary: str) -> Iterator[Statement]:
    """The metadata (EPUB 3.3, section 5.5; EPUB Accessibility 1.1, section 2)."""
    yield from _describe_publication(metadata)
    for mode in accessibility.modes:
        yield _meta("schema:accessMode", mode)
    yield _meta("schema:accessModeSufficient", "textual")
    for feature in accessibility.features:
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", accessibility.hazard)
    yield _meta("schema:accessibilitySummary", summary, **_tongue(metadata))
    yield Statement(name="meta", text=None, attributes=(("name", "cover"), ("content", "cover-image")))
    yield _meta("ibooks:specified-fonts", "true")
    if metadata.direction == "rtl":
        writing_mode = (("name", "primary-writing-mode"), ("content", "horizontal-rl"))  # Kindle
        yield Statement(name="meta", text=None, attributes=writing_mode)


def _describe_publication(metadata: Metadata) -> Iterator[Statement]:
    tongue = _tongue(metadata)

    def core(name: str, text: str, **attributes: str) -> Iterator[Statement]:
        if text:
            yield Statement(name=name, text=text, attributes=tuple(attributes.items()), core=True)

    yield from core("title", metadata.title, id="main-title", **tongue)
    yield _meta("title-type", "main", refines="#main-title")
    yield from core("language", metadata.language)
    if metadata.author:
        yield from core("creator", metadata.author, id="main-creator", **tongue)
        yield _meta("role", "aut", refines="#main-creator", scheme="marc:relators")
    yield from core("publisher", metadata.publisher, **tongue)
    yield from core("description", metadata.subtitle, **tongue)
    yield from core("source", metadata.attribution, **tongue)
    yield from core("rights", metadata.licence, **tongue)
    yield from core("date", metadata.date or "")


def _tongue(metadata: Metadata) -> dict[str, str]:
    return {f"{{{XML}}}lang": metadata.language, "dir": metadata.direction}


def _meta(property: str, text: str, **attributes: str) -> Statement:
    return Statement(name="meta", text=text, attributes=(("property", property), *attributes.items()))


def make_canonical(data: bytes, metadata: Metadata) -> bytes:
    """The same publication as bytes that depend on its contents alone.

    Entries in a fixed order, with one time stamp and one set of attributes (EPUB 3.3, section 4.2); the
    package document gets what EbookLib has no means to say.
    """
    source = zipfile.ZipFile(io.BytesIO(data))
    names = source.namelist()
    if len(set(names)) != len(names):
        raise WriteError("the e-book has two files of one name: {name}", name=max(names, key=names.count))
    first = ("mimetype", CONTAINER_PATH)
    stamp = max(parse_timestamp(metadata.timestamp), _ZIP_EPOCH)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in (*first, *sorted(set(names) - set(first))):
            content = source.read(name)
            if name == PACKAGE_PATH:
                content = _complete_package(content, metadata)
            entry = zipfile.ZipInfo(name, (*stamp.timetuple()[:5], stamp.second & ~1))
            entry.create_system = 3  # Unix, whatever the machine
            entry.external_attr = 0o100644 << 16
            stored = name == "mimetype" or name.endswith(_COMPRESSED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, content, compresslevel=9)
    return written.getvalue()


def parse_timestamp(timestamp: str) -> datetime:
    return datetime.fromisoformat(timestamp).astimezone(UTC)


def _complete_package(data: bytes, metadata: Metadata) -> bytes:
    root = etree.fromstring(data)
    root.set(f"{{{XML}}}lang", metadata.language)
    # "rendition" is reserved (EPUB 3.3, appendix D.1.4) and not used here.
    declared = root.get("prefix", "").replace("rendition: http://www.idpf.org/vocab/rendition/#", "")
    root.set("prefix", declared.strip())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
