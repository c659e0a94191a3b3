"""The content documents of an e-book: markup in its place, links that lead somewhere, names that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from lxml import etree

from report.checks import Subject
from report.checks._publication import EPUB_TYPE, XHTML, Publication, open_publication, report
from report.errors import Finding, message
from report.resources import read_lexicon_toml

RULES = {
    "markup-is-in-its-place": "every element and role stands where XHTML and ARIA let it stand",
    "id-is-plain-and-used-once": "an id is of ASCII letters, digits and hyphens, and names one element",
    "link-leads-somewhere": "what a link names is in the book",
    "image-has-a-text": "every image has alternative text, or is marked as decoration",
    "headings-are-in-order": "a document has a title and one heading of the first level, and skips none",
}

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_HEADING = re.compile(re.escape(XHTML) + "h([1-6])")


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    ids = {path: list_ids(root) for path, root in book.documents.items()}
    for path, root in book.documents.items():
        yield from check_markup(path, root)
        yield from check_ids(path, root)
        yield from check_links(book, path, root, ids)
        yield from check_images(path, root)
        yield from check_headings(path, root)


@cache
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(read_lexicon_toml("epub.toml")[table][name].split())


def list_ids(root: etree._Element) -> frozenset[str]:
    return frozenset(element.get("id", "") for element in root.iter(etree.Element))


def check_markup(path: str, root: etree._Element) -> Iterator[Finding]:
    rule = "markup-is-in-its-place"
    for element in root.iter(etree.Element):
        name = etree.QName(element)
        if name.namespace == XHTML[1:-1]:
            yield from _check_place(path, element, name.localname)
            yield from _check_roles(path, element, name.localname)
        for wrong in _find_wrong_case(element):
            yield report(rule, message("{name} is an SVG name in the wrong case", name=wrong), path)


def _check_place(path: str, element: etree._Element, name: str) -> Iterator[Finding]:
    rule = "markup-is-in-its-place"
    parent = element.getparent()
    around = etree.QName(parent).localname if parent is not None else ""
    if not any(name in _words("content", kind) for kind in ("phrasing", "flow", "foreign")):
        yield report(rule, message("{name} is no element of XHTML that a book needs", name=name), path)
    elif not _may_stand_in(element, name, around):
        yield report(rule, message("{name} stands in {parent}", name=name, parent=around), path)
    elif name in ("li", "ol", "ul") and len(element) == 0 and not (element.text or "").strip():
        yield report(rule, message("{name} is empty", name=name), path)


def _may_stand_in(element: etree._Element, name: str, around: str) -> bool:
    parents = read_lexicon_toml("epub.toml")["parents"].get(name)
    if parents is not None:
        return around in parents.split()
    if name == "a" and next(element.iterancestors(f"{XHTML}a"), None) is not None:
        return False
    phrasing = name in _words("content", "phrasing")
    return around not in ("table", "tr", "thead", "tbody") and (
        phrasing or around not in _words("content", "phrasing-only")
    )


def _check_roles(path: str, element: etree._Element, name: str) -> Iterator[Finding]:
    rule = "markup-is-in-its-place"
    for kind in element.get(EPUB_TYPE, "").split():
        if kind not in _words("names", "epub-type"):
            yield report(rule, message("epub:type={kind} is in no vocabulary", kind=kind), path)
    for role in element.get("role", "").split():
        elements = read_lexicon_toml("epub.toml")["roles"].get(role)
        if elements is None or name not in elements.split():
            yield report(rule, message("{name} cannot have the role {role}", name=name, role=role), path)


@cache
def _svg_cases() -> dict[str, str]:
    return {name.lower(): name for name in _words("content", "svg")}


def _find_wrong_case(element: etree._Element) -> Iterator[str]:
    names = [etree.QName(element).localname, *map(str, element.attrib)]
    yield from (name for name in names if _svg_cases().get(name, name) != name)


def check_ids(path: str, root: etree._Element) -> Iterator[Finding]:
    rule = "id-is-plain-and-used-once"
    found = Counter(element.get("id") for element in root.iter(etree.Element) if "id" in element.attrib)
    for name, count in found.items():
        if count > 1:
            yield report(rule, message("the id {id} is used {count} times", id=name, count=count), path)
        if not _ID.fullmatch(name or ""):
            yield report(rule, message("the id {id} is not plain", id=name), path)


def check_links(
    book: Publication, path: str, root: etree._Element, ids: dict[str, frozenset[str]]
) -> Iterator[Finding]:
    rule = "link-leads-somewhere"
    for element in root.iter(f"{XHTML}a", f"{XHTML}img", f"{XHTML}link"):
        reference = element.get("href") or element.get("src") or ""
        if re.match(r"[a-z][a-z0-9+.-]*:", reference):
            continue
        target, fragment = book.resolve(path, reference)
        listed = any(item.path == target for item in book.manifest)
        if not reference or not listed or (fragment and fragment not in ids.get(target, ())):
            yield report(rule, message("{reference} leads nowhere", reference=reference), path)
    for attribute in ("aria-labelledby", "aria-describedby", "headers"):
        for element in root.iter(etree.Element):
            for name in element.get(attribute, "").split():
                if name not in ids[path]:
                    yield report(rule, message("{reference} leads nowhere", reference=name), path)


def check_images(path: str, root: etree._Element) -> Iterator[Finding]:
    for image in root.iter(f"{XHTML}img"):
        decorative = image.get("role") == "presentation" and image.get("alt") == ""
        if not decorative and not image.get("alt", "").strip():
            text = message("the image {name} has no alternative text", name=image.get("src"))
            yield report("image-has-a-text", text, path)


def check_headings(path: str, root: etree._Element) -> Iterator[Finding]:
    rule = "headings-are-in-order"
    title = root.find(f"{XHTML}head/{XHTML}title")
    if title is None or not (title.text or "").strip():
        yield report(rule, message("the document has no title"), path)
    hidden = "ancestor::*[@hidden]"
    levels = [
        int(match[1])
        for element in root.iter(etree.Element)
        if (match := _HEADING.fullmatch(element.tag)) and not element.xpath(hidden)
    ]
    is_cover = root.find(f".//{XHTML}img[@role='doc-cover']") is not None
    if levels.count(1) != (0 if is_cover else 1):
        yield report(rule, message("{count} headings of the first level", count=levels.count(1)), path)
    for before, level in pairwise(levels):
        if level > before + 1:
            text = message(
                "a heading of level {level} after one of level {before}", level=level, before=before
            )
            yield report(rule, text, path)
