"""Media overlays of an e-book: what is heard is in the text, in its order, as long as the package says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from report.checks import Subject
from report.checks._publication import OPF, ManifestItem, Publication, open_publication, report
from report.errors import Finding, message

RULES = {
    "audio-follows-the-text": "each stretch of a recording is of an element of the text, in its order",
}

_SMIL = "{http://www.w3.org/ns/SMIL}"
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d)\.(\d{3})")


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    named = {item.get("media-overlay"): item.get("id") for item in book.package.iter(f"{OPF}item")}
    total = 0
    for item in book.manifest:
        if item.media_type == "application/smil+xml" and item.path in book.files:
            try:
                root = etree.fromstring(book.files[item.path])
            except etree.XMLSyntaxError as error:
                text = message("not well-formed: {reason}", reason=error)
                yield report("audio-follows-the-text", text, item.path)
                continue
            yield from check_texts(book, item, root)
            yield from check_times(book, item, root)
            duration = measure(root)
            total += duration
            yield from check_duration(book, f"#{item.id}", duration)
            if item.id not in named:
                text = message("the document that is heard does not name its overlay {id}", id=item.id)
                yield report("audio-follows-the-text", text, book.package_path)
    if total:
        yield from check_duration(book, None, total)


def check_texts(book: Publication, item: ManifestItem, root: etree._Element) -> Iterator[Finding]:
    """What is heard is there, and in the order of the text."""
    rule, last = "audio-follows-the-text", -1
    for text in root.iter(f"{_SMIL}text"):
        path, id = book.resolve(item.path, text.get("src", ""))
        document = book.documents.get(path)
        ids = [element.get("id") for element in document.iter(etree.Element)] if document is not None else []
        if id not in ids:
            yield report(rule, message("{id} is heard and is not in the text", id=id), item.path)
            continue
        if ids.index(id) < last:
            yield report(rule, message("{id} is heard before what stands before it", id=id), item.path)
        last = ids.index(id)


def check_times(book: Publication, item: ManifestItem, root: etree._Element) -> Iterator[Finding]:
    """Stretches of a recording that is in the book follow each other."""
    rule, last = "audio-follows-the-text", 0
    for par in root.iter(f"{_SMIL}par"):
        audio = par.find(f"{_SMIL}audio")
        start, end = _read_stretch(audio)
        if not last <= start < end:
            text = message("the stretch of {id} does not follow the one before it", id=par.get("id"))
            yield report(rule, text, item.path)
        last = end
        path = book.resolve(item.path, audio.get("src", "") if audio is not None else "")[0]
        if not any(other.path == path and other.media_type.startswith("audio/") for other in book.manifest):
            yield report(rule, message("the recording {path} is not in the book", path=path), item.path)


def measure(root: etree._Element) -> int:
    """How long an overlay is heard, in milliseconds."""
    return sum(end - start for start, end in map(_read_stretch, root.iter(f"{_SMIL}audio")))


def check_duration(book: Publication, refined: str | None, duration: int) -> Iterator[Finding]:
    said = [
        _read_clock(meta.text or "")
        for meta in book.package.iter(f"{OPF}meta")
        if meta.get("property") == "media:duration" and meta.get("refines") == refined
    ]
    if said != [duration]:
        text = message("what is heard lasts {found}, and {said} is said", found=duration / 1000,
                       said=", ".join(str(one / 1000) for one in said) or "nothing")  # fmt: skip
        yield report("audio-follows-the-text", text, book.package_path)


def _read_stretch(audio: etree._Element | None) -> tuple[int, int]:
    if audio is None:
        return 0, 0
    return _read_clock(audio.get("clipBegin", "")), _read_clock(audio.get("clipEnd", ""))


def _read_clock(text: str) -> int:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return 0
    hours, minutes, seconds, rest = map(int, match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
