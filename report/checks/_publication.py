"""A publication as its bytes have it: entries, package document, manifest, spine, documents."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote

from lxml import etree

from report.checks import Subject
from report.errors import Finding, Location, Message, Severity

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DOCUMENT_TYPE = "application/xhtml+xml"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestItem:
    """`path` is that of the archive."""

    id: str
    path: str
    media_type: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """`documents` maps each content document's path to its root, `broken` that of others to the reason."""

    names: tuple[str, ...]
    package_path: str
    package: etree._Element
    manifest: tuple[ManifestItem, ...]
    spine: tuple[str, ...]
    files: Mapping[str, bytes]
    documents: Mapping[str, etree._Element]
    broken: Mapping[str, str]

    def resolve(self, path: str, reference: str) -> tuple[str, str]:
        """The path in the archive and the fragment that `reference` in the file `path` leads to."""
        target, _, fragment = reference.partition("#")
        folder = posixpath.dirname(path)
        full = posixpath.normpath(posixpath.join(folder, unquote(target))) if target else path
        return full, unquote(fragment)

    def item(self, prop: str) -> ManifestItem | None:
        """The manifest item with the property `prop`."""
        return next((item for item in self.manifest if prop in item.properties), None)

    @property
    def navigation(self) -> etree._Element | None:
        item = self.item("nav")
        return self.documents.get(item.path) if item else None

    def in_order(self) -> Iterator[tuple[str, etree._Element]]:
        """The content documents of the spine that could be read."""
        for path in self.spine:
            if path in self.documents:
                yield path, self.documents[path]

    def metadata(self, prop: str) -> tuple[str, ...]:
        """The values of the package's `meta` elements with the property `prop`."""
        return tuple(
            meta.text or "" for meta in self.package.iter(f"{OPF}meta") if meta.get("property") == prop
        )


def open_publication(subject: Subject) -> Publication | None:
    """The e-book of `subject`; none where there is none, or none that can be read (`epub-is-readable`)."""
    if "epub" not in subject.artifacts:
        return None
    try:
        return read_publication(subject.artifacts["epub"].data)
    except ValueError:
        return None


@lru_cache(maxsize=2)
def read_publication(data: bytes) -> Publication:
    """The publication in `data`; a `ValueError` where there is none to be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = tuple(container.namelist())
            files = {name: container.read(name) for name in names}
        package_path = _find_package(files)
        package = etree.fromstring(files[package_path], _make_parser())
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, NotImplementedError, EOFError) as error:
        raise ValueError(str(error)) from error
    manifest = tuple(_list_manifest(package, posixpath.dirname(package_path)))
    documents, broken = _parse_documents(manifest, files)
    paths = {item.id: item.path for item in manifest}
    references = [reference.get("idref", "") for reference in package.iter(f"{OPF}itemref")]
    return Publication(
        names=names,
        package_path=package_path,
        package=package,
        manifest=manifest,
        spine=tuple(paths[reference] for reference in references if reference in paths),
        files=MappingProxyType(files),
        documents=MappingProxyType(documents),
        broken=MappingProxyType(broken),
    )


def _make_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def _find_package(files: Mapping[str, bytes]) -> str:
    root = etree.fromstring(files["META-INF/container.xml"], _make_parser())
    rootfile = root.find(f".//{_CONTAINER}rootfile")
    if rootfile is None:
        raise KeyError("rootfile")
    return str(rootfile.get("full-path"))


def _list_manifest(package: etree._Element, folder: str) -> Iterator[ManifestItem]:
    for item in package.iter(f"{OPF}item"):
        yield ManifestItem(
            id=item.get("id", ""),
            path=posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))),
            media_type=item.get("media-type", ""),
            properties=tuple(item.get("properties", "").split()),
        )


def _parse_documents(
    manifest: tuple[ManifestItem, ...], files: Mapping[str, bytes]
) -> tuple[dict[str, etree._Element], dict[str, str]]:
    documents: dict[str, etree._Element] = {}
    broken: dict[str, str] = {}
    for item in manifest:
        if item.media_type == DOCUMENT_TYPE and item.path in files:
            try:
                documents[item.path] = etree.fromstring(files[item.path], _make_parser())
            except etree.XMLSyntaxError as error:
                broken[item.path] = str(error)
    return documents, broken


def report(rule: str, text: Message, place: str = "", severity: Severity = Severity.ERROR) -> Finding:
    """A finding in the file `place` of the archive."""
    return Finding(rule=rule, severity=severity, message=text, location=Location(place) if place else None)
