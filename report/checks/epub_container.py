"""The archive and the package document of an e-book: complete, consistent, nothing from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from report.checks import Subject
from report.checks._publication import DC, DOCUMENT_TYPE, OPF, Publication, read_publication, report
from report.edition import Edition
from report.errors import Finding, message
from report.resources import read_lexicon_toml

RULES = {
    "epub-is-readable": "archive, package document and every content document can be read",
    "epub-entries-are-listed-once": "each file has one plain name, once in archive and manifest",
    "package-is-complete": "version, identifier, language, time and spine are those of the edition",
    "media-type-is-right": "each file is of the type that the manifest says",
    "book-is-self-contained": "no program, no encryption, and nothing to be fetched from a network",
}

_OUTSIDE = ("mimetype", "META-INF/container.xml", "META-INF/com.apple.ibooks.display-options.xml")
_ENCRYPTION = ("META-INF/encryption.xml", "META-INF/rights.xml")
_NAME = re.compile(r"[A-Za-z0-9._/-]{1,255}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # RFC 5646
_REMOTE = re.compile(r"(?:https?:)?//|data:|file:", re.IGNORECASE)
_SIGNATURES = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
    "font/woff2": b"wOF2",
    "font/ttf": b"\x00\x01\x00\x00",
    "font/otf": b"OTTO",
    "application/ld+json": b"{",
}
_OTHER_TYPES = (
    DOCUMENT_TYPE, "application/x-dtbncx+xml", "application/smil+xml", "application/pls+xml", "image/svg+xml",
    "text/css", "text/plain", "audio/mpeg", "audio/mp4", "audio/ogg; codecs=opus",
)  # fmt: skip
_LOADED = ("src", "srcset", "poster", "{http://www.w3.org/1999/xlink}href")


def check(subject: Subject) -> Iterator[Finding]:
    if "epub" not in subject.artifacts:
        return
    artifact = subject.artifacts["epub"]
    try:
        book = read_publication(artifact.data)
    except ValueError as error:
        yield report(
            "epub-is-readable", message("the e-book cannot be read: {reason}", reason=error), artifact.name
        )
        return
    for path, reason in book.broken.items():
        yield report("epub-is-readable", message("not well-formed: {reason}", reason=reason), path)
    yield from check_entries(book)
    yield from check_package(book, subject.edition)
    yield from check_spine(book)
    yield from check_types(book)
    yield from check_origin(book)


def check_entries(book: Publication) -> Iterator[Finding]:
    rule = "epub-entries-are-listed-once"
    for name, count in Counter(book.names).items():
        if count > 1:
            yield report(rule, message("the archive has this file {count} times", count=count), name)
        if not _NAME.fullmatch(name):
            yield report(rule, message("a name of other characters than a-z, 0-9, - . _"), name)
    listed = Counter(item.path for item in book.manifest)
    for path, count in listed.items():
        if count > 1:
            yield report(rule, message("the manifest has this file {count} times", count=count), path)
        if path not in book.files:
            yield report(rule, message("the manifest names a file that is not there"), path)
    for name in dict.fromkeys(book.names):
        if name not in (*listed, *_OUTSIDE, *_ENCRYPTION, book.package_path):
            yield report(rule, message("the manifest does not name this file"), name)
    for name, count in Counter(item.id for item in book.manifest).items():
        if count > 1 or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", name):
            yield report(rule, message("the manifest has the id {id} {count} times", id=name, count=count))


def check_package(book: Publication, edition: Edition) -> Iterator[Finding]:
    metadata = edition.metadata
    package, unique = book.package, book.package.get("unique-identifier", "")
    identifiers = [element.text for element in package.iter(f"{DC}identifier") if element.get("id") == unique]
    languages = [element.text or "" for element in package.iter(f"{DC}language")]
    stated: list[tuple[str, object, object]] = [
        ("version", package.get("version"), "3.0"),
        ("dcterms:modified", list(book.metadata("dcterms:modified")), [metadata.timestamp]),
        ("dc:identifier", identifiers, [metadata.identifier]),
        ("dc:language", languages, [metadata.language]),
        ("dc:title", [element.text for element in package.iter(f"{DC}title")], [metadata.title]),
        ("nav", sum("nav" in item.properties for item in book.manifest), 1),
        ("cover-image", sum("cover-image" in item.properties for item in book.manifest), 1),
        ("guide", package.find(f"{OPF}guide") is not None, False),
    ]
    for name, found, expected in stated:
        if found != expected:
            yield report(
                "package-is-complete",
                message("{name} is {found}, not {expected}", name=name, found=found, expected=expected),
                book.package_path,
            )
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            text = message("{language} is no language tag", language=language)
            yield report("package-is-complete", text, book.package_path)
    known = read_lexicon_toml("epub.toml")["names"]["meta"].split()
    for meta in package.iter(f"{OPF}meta"):
        prop = meta.get("property", known[0])
        if prop not in known:
            text = message("the property {name} is in no vocabulary", name=prop)
            yield report("package-is-complete", text, book.package_path)


def check_spine(book: Publication) -> Iterator[Finding]:
    items = {item.id: item for item in book.manifest}
    spine = book.package.find(f"{OPF}spine")
    references = [item.get("idref", "") for item in book.package.iter(f"{OPF}itemref")]
    for name in [*references, *([spine.get("toc", "")] if spine is not None and spine.get("toc") else [])]:
        if name not in items:
            text = message("the spine names {id}, which is not in the manifest", id=name)
            yield report("package-is-complete", text, book.package_path)
    for item in book.manifest:
        missing = item.media_type == DOCUMENT_TYPE and item.id not in references
        if missing or references.count(item.id) > 1:
            text = message("the spine names {id} {count} times", id=item.id, count=references.count(item.id))
            yield report("package-is-complete", text, book.package_path)


def check_types(book: Publication) -> Iterator[Finding]:
    for item in book.manifest:
        data = book.files.get(item.path, b"")
        signature = _SIGNATURES.get(item.media_type)
        known = data.startswith(signature) if signature else item.media_type in _OTHER_TYPES
        if not (known and data):
            text = message("this is not {type}", type=item.media_type)
            yield report("media-type-is-right", text, item.path)
        elif item.media_type == DOCUMENT_TYPE and item.path in book.documents:
            yield from _check_properties(item.path, item.properties, book.documents[item.path])


def _check_properties(path: str, properties: tuple[str, ...], root: etree._Element) -> Iterator[Finding]:
    """A document with drawings or formulas says so (EPUB 3.3, section 5.6)."""
    namespaces = {
        "svg": "{http://www.w3.org/2000/svg}svg",
        "mathml": "{http://www.w3.org/1998/Math/MathML}math",
    }
    for name, tag in namespaces.items():
        holds = root.find(f".//{tag}") is not None
        if holds != (name in properties):
            text = message("the property {name} of the manifest is not true of this document", name=name)
            yield report("media-type-is-right", text, path)


def check_origin(book: Publication) -> Iterator[Finding]:
    rule = "book-is-self-contained"
    foreign = read_lexicon_toml("epub.toml")["content"]["foreign"].split()
    for name in _ENCRYPTION:
        if name in book.files:
            yield report(rule, message("the book is encrypted, or its fonts are obfuscated"), name)
    for path, root in book.documents.items():
        for element in root.iter(etree.Element):
            name = etree.QName(element).localname
            events = [str(key) for key in element.attrib if str(key).startswith("on")]
            if name in foreign or events or element.get("href", "").lower().startswith("javascript:"):
                yield report(rule, message("{name} runs or embeds something", name=name), path)
            loaded = [element.get(key, "") for key in _LOADED]
            if name == "link":
                loaded.append(element.get("href", ""))
            for reference in loaded:
                if _REMOTE.match(reference):
                    yield report(rule, message("{reference} is outside the book", reference=reference), path)
    for item in book.manifest:
        if item.media_type == "text/css":
            css = book.files.get(item.path, b"").decode(errors="replace")
            for reference in re.findall(r"(?:url\(\s*|@import\s+)[\"']?([^\"')\s;]+)", css):
                if _REMOTE.match(reference):
                    yield report(
                        rule, message("{reference} is outside the book", reference=reference), item.path
                    )
