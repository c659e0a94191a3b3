"""What validators of EPUB do not see: lost text, bare Latin, missing directions, a packed `mimetype`.

All of it is read back from the bytes of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from lxml import etree

from report.arabic.direction import has_letters
from report.checks import Subject
from report.checks._publication import DC, XHTML, XML_LANG, Publication, open_publication, report
from report.document import Document, FootnoteDefinition, Inline, Reading, iterate_block_texts
from report.edition import Edition, Section
from report.errors import Finding, Location, Severity, message

RULES = {
    "epub-text-is-the-source": "every text of the article stands in the e-book, whole and in its order",
    "latin-run-is-isolated": "no letter of the other direction stands outside an element of that direction",
    "markup-has-direction": "every document of the e-book states language and direction, as does the package",
    "mimetype-is-first-and-stored": "an e-book begins with its type, uncompressed (EPUB 3.3, section 4.2)",
}

_MIMETYPE = b"application/epub+zip"
_SPOKEN = ("title", "creator", "publisher", "description", "subject", "rights")
_OVERRIDES = re.compile("[\u202a-\u202e]")


def check(subject: Subject) -> Iterator[Finding]:
    if "epub" not in subject.artifacts:
        return
    artifact = subject.artifacts["epub"]
    yield from check_mimetype(artifact.data, artifact.name)
    documents = [article.document for article in subject.articles]
    yield from check_text(documents, subject.edition, artifact.reading_text.split("\n"))
    book = open_publication(subject)
    if book is None:
        return
    yield from check_directions(book, subject.edition)
    yield from check_characters(book)
    if subject.edition.metadata.direction == "rtl":
        yield from check_isolation(book)


def check_mimetype(data: bytes, name: str) -> Iterator[Finding]:
    """The first entry of the archive: its name, its content, no compression, no extra field.

    The local file header of ZIP has 30 bytes: compression method at 8, length of the extra field at 28.
    """
    start = b"mimetype" + _MIMETYPE
    whole = data[:4] == b"PK\x03\x04" and data[30 : 30 + len(start)] == start
    if not (whole and data[8:10] == b"\0\0" and data[28:30] == b"\0\0"):
        yield Finding(
            rule="mimetype-is-first-and-stored",
            severity=Severity.ERROR,
            message=message("the archive does not begin with an uncompressed mimetype"),
            location=Location(name),
        )


def check_text(documents: Sequence[Document], edition: Edition, lines: Sequence[str]) -> Iterator[Finding]:
    """Each running text is one line of the e-book, white space folded, later than the text before it."""
    places: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        places.setdefault(_fold(line), []).append(number)
    position = 0
    for document, reading in _iterate_expected(documents, edition):
        text = _fold(reading.text)
        if not text:
            continue
        found = places.get(text, [])
        later = bisect_left(found, position)
        if later < len(found):
            position = found[later] + 1
            continue
        yield Finding(
            rule="epub-text-is-the-source",
            severity=Severity.ERROR,
            message=message(
                "the e-book has {text} in another place" if found else "the e-book lacks {text}",
                text=f"«{text[:60]}»",
            ),
            location=document.source.locate(reading.spans[0].start),
        )


def _iterate_expected(documents: Sequence[Document], edition: Edition) -> Iterator[tuple[Document, Reading]]:
    """Title, deck and blocks of each article, then the notes of all."""
    pairs = tuple(zip(documents, edition.articles, strict=True))
    for list_texts in (_list_texts, _list_note_texts):
        for document, section in pairs:
            for text in list_texts(document, section):
                yield document, section.read(text)


def _list_texts(document: Document, section: Section) -> Iterator[tuple[Inline, ...]]:
    return chain([(document.title,), document.deck], iterate_block_texts(document.blocks))


def _list_note_texts(document: Document, section: Section) -> Iterator[tuple[Inline, ...]]:
    """The notes as they are numbered, then those that nothing calls."""
    printed = {note.label: note.number for note in section.notes}

    def rank(note: FootnoteDefinition) -> int:
        return printed.get(note.label, section.last_note + 1)

    for note in sorted(document.footnotes, key=rank):
        yield from iterate_block_texts(note.blocks)


def _fold(text: str) -> str:
    return " ".join(text.split())


def check_directions(book: Publication, edition: Edition) -> Iterator[Finding]:
    """Reading systems look for the direction in different places, so it has to stand in all of them."""
    language, direction = edition.metadata.language, edition.metadata.direction
    package = book.package_path
    spine = book.package.find("{*}spine")
    places: list[tuple[str, etree._Element | None, dict[str, str]]] = [
        (f"{package}: package", book.package, {"dir": direction, XML_LANG: language}),
        (f"{package}: spine", spine, {"page-progression-direction": direction}),
    ]
    for name in _SPOKEN:
        for said in book.package.iter(f"{DC}{name}"):
            if has_letters(said.text or "", "rtl"):
                places.append((f"{package}: {name}", said, {"dir": "rtl"}))
    for path, root in book.documents.items():
        stated = {"dir": direction, "lang": language, XML_LANG: language}
        places.append((f"{path}: html", root, stated))
        places.append((f"{path}: body", root.find(f"{XHTML}body"), {"dir": direction}))
    for place, element, attributes in places:
        for attribute, value in attributes.items():
            if element is None or element.get(attribute) != value:
                yield Finding(
                    rule="markup-has-direction",
                    severity=Severity.ERROR,
                    message=message(
                        '{place} does not say {attribute}="{value}"',
                        place=place,
                        attribute=attribute.replace(XML_LANG, "xml:lang"),
                        value=value,
                    ),
                )
    for path, root in book.documents.items():
        yield from _check_inner_directions(path, root)


def _check_inner_directions(path: str, root: etree._Element) -> Iterator[Finding]:
    for element in root.iterdescendants(etree.Element):
        direction, language = element.get("dir", "auto"), element.get("lang")
        agrees = language is None or element.get(XML_LANG, language) == language
        if direction not in ("ltr", "rtl", "auto") or not agrees:
            text = message(
                "{name} has languages that differ, or a direction that is none",
                name=etree.QName(element).localname,
            )
            yield report("markup-has-direction", text, path)


def check_characters(book: Publication) -> Iterator[Finding]:
    """Embeddings and overrides (U+202A to U+202E) leak into what follows; elements do not."""
    for path, root in book.documents.items():
        found = _OVERRIDES.search("".join(map(str, root.itertext())))
        if found:
            text = message("the control U+{code} stands in the text", code=f"{ord(found[0]):04X}")
            yield report("latin-run-is-isolated", text, path)


def check_isolation(book: Publication) -> Iterator[Finding]:
    """Latin letters in right-to-left text stand in an element with `dir="ltr"`."""
    for path, root in book.in_order():
        body = root.find(f"{XHTML}body")
        for text in _iterate_bare_texts(body, "") if body is not None else ():
            if has_letters(text, "ltr"):
                yield Finding(
                    rule="latin-run-is-isolated",
                    severity=Severity.ERROR,
                    message=message("{path}: not isolated: {text}", path=path, text=_fold(text)[:60]),
                )


def _iterate_bare_texts(element: etree._Element, direction: str) -> Iterator[str]:
    """The texts whose nearest stated direction is not `ltr`."""
    direction = element.get("dir", direction)
    if direction != "ltr" and element.text:
        yield element.text
    for child in element.iterchildren(etree.Element):
        yield from _iterate_bare_texts(child, direction)
        if direction != "ltr" and child.tail:
            yield child.tail
