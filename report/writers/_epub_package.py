"""The container in a form that is the same every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from report.edition import Metadata
from report.errors import WriteError
from report.writers._epub_metadata import XML

PACKAGE_PATH = "EPUB/content.opf"
CONTAINER_PATH = "META-INF/container.xml"

_ZIP_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_COMPRESSED = (".jpg", ".png", ".gif", ".webp", ".woff2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A publication resource; `path` is relative to the package document.

    `overlay` is the id of its media overlay.
    """

    id: str
    path: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False
    overlay: str | None = None


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
