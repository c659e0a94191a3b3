"""What a reader gets from the bytes of an EPUB: its texts in reading order, its headings and tables."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from report.writers import OutlineEntry

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLOCK_NAMES = """
    address article aside blockquote body caption dd div dl dt figcaption figure footer
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_XHTML + name for name in _BLOCK_NAMES.split())
_HEADING = re.compile(re.escape(_XHTML) + "h([1-6])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentDocument:
    """A document of the spine; `path` is relative to the package document."""

    path: str
    root: etree._Element


def read_spine(data: bytes) -> Iterator[ContentDocument]:
    """The content documents of an EPUB in reading order."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        package_path = _find_package(container)
        package = etree.fromstring(container.read(package_path))
        paths = {item.get("id"): unquote(item.get("href", "")) for item in package.iter(f"{_OPF}item")}
        for reference in package.iter(f"{_OPF}itemref"):
            path = paths[reference.get("idref")]
            full = posixpath.join(posixpath.dirname(package_path), path)
            yield ContentDocument(path=path, root=etree.fromstring(container.read(full)))


def read_package(data: bytes) -> etree._Element:
    """The package document of an EPUB."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return etree.fromstring(container.read(_find_package(container)))


def _find_package(container: zipfile.ZipFile) -> str:
    rootfile = etree.fromstring(container.read("META-INF/container.xml")).find(f".//{_CONTAINER}rootfile")
    if rootfile is None:
        raise ValueError("an EPUB without a package document")
    return str(rootfile.get("full-path"))


def read_text(data: bytes) -> str:
    """The text of the book, a block a line, without what is marked as ours (`data-ours`)."""
    return "\n".join(line for document in read_spine(data) for line in read_lines(document.root))


def read_lines(root: etree._Element) -> Iterator[str]:
    """The lines of one document or element: where a block begins or ends a line ends."""
    line: list[str] = []
    for piece in _iterate_pieces(root):
        if piece is not None:
            line.append(piece)
        elif text := _fold("".join(line)):
            yield text
            line = []
        else:
            line = []
    if text := _fold("".join(line)):
        yield text


def _iterate_pieces(element: etree._Element) -> Iterator[str | None]:
    """Pieces of text, and None at the border of a block."""
    if element.get("data-ours") is not None or element.tag == f"{_XHTML}head":
        return
    if element.tag == f"{_XHTML}br":
        yield " "
    block = element.tag in _BLOCKS
    if block:
        yield None
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        yield from _iterate_pieces(child)
        yield child.tail or ""
    if block:
        yield None


def _fold(text: str) -> str:
    return _SPACE.sub(" ", text).strip(" ")


def read_outline(data: bytes) -> Iterator[OutlineEntry]:
    """Headings, tables and printed pages with their addresses, "text/article.xhtml#heading-1"."""
    for document in read_spine(data):
        for element in document.root.iter(etree.Element):
            if element.xpath("ancestor-or-self::*[@hidden]"):
                continue
            if element.get("role") == "doc-pagebreak":
                target = f"{document.path}#{element.get('id', '')}"
                yield OutlineEntry(kind="page", title=element.get("aria-label", ""), target=target)
            heading = _HEADING.fullmatch(element.tag)
            if heading:
                yield OutlineEntry(
                    kind="heading",
                    title=_read_all(element),
                    target=f"{document.path}#{element.get('id', '')}",
                    level=int(heading[1]),
                )
            elif (
                element.tag == f"{_XHTML}table" and (caption := element.find(f"{_XHTML}caption")) is not None
            ):
                target = f"{document.path}#{element.get('id', '')}"
                yield OutlineEntry(kind="table", title=_read_all(caption), target=target)


def _read_all(element: etree._Element) -> str:
    return " ".join(read_lines(element))
