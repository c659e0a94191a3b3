"""The navigation of an e-book: contents in the order of the text, pages where the printed ones begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from report.checks import Subject
from report.checks._publication import DC, EPUB_TYPE, OPF, XHTML, Publication, open_publication, report
from report.errors import Finding, message
from report.weasy import keep_visible
from report.writers import Artifact

RULES = {
    "contents-follow-the-text": "contents, landmarks and NCX lead through the documents in their order",
    "pages-are-the-printed-ones": "markers and page-list are those of the printed book, at the same words",
}

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_LANDMARKS = ("cover", "toc", "bodymatter")
_WORDS = 40  # characters, as many as a page start has
_NAMED_BY_CONTENT = ("h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "figcaption")


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    if book.navigation is None:
        yield report("contents-follow-the-text", message("there is no navigation document"))
        return
    order = number_places(book)
    yield from check_contents(book, order)
    yield from check_ncx(book)
    yield from check_page_list(book, order)
    yield from check_page_source(book, subject)
    if "pdf" in subject.artifacts:
        yield from check_printed_pages(book, subject.artifacts["pdf"])


def number_places(book: Publication) -> dict[tuple[str, str], int]:
    """The rank of every document and id in reading order, by path and id ("" for the document)."""
    places: dict[tuple[str, str], int] = {}
    for path, root in book.in_order():
        places[path, ""] = len(places)
        for element in root.iter(etree.Element):
            if "id" in element.attrib:
                places.setdefault((path, element.get("id", "")), len(places))
    return places


def list_links(book: Publication, kind: str) -> list[tuple[tuple[str, str], etree._Element]]:
    """The targets and links of the navigation list `kind` ("toc")."""
    item, root = book.item("nav"), book.navigation
    if item is None or root is None:
        return []
    return [
        (book.resolve(item.path, link.get("href", "")), link)
        for nav in root.iter(f"{XHTML}nav")
        if nav.get(EPUB_TYPE) == kind
        for link in nav.iter(f"{XHTML}a")
    ]


def check_contents(book: Publication, order: Mapping[tuple[str, str], int]) -> Iterator[Finding]:
    rule = "contents-follow-the-text"
    item = book.item("nav")
    place = item.path if item else ""
    for kind in ("toc", "lot"):
        ranks = [order.get(target, -1) for target, _link in list_links(book, kind)]
        if ranks != sorted(ranks):
            yield report(rule, message("the list {kind} is not in the order of the text", kind=kind), place)
    if not list_links(book, "toc"):
        yield report(rule, message("there is no table of contents"), place)
    landmarks = [link.get(EPUB_TYPE) for _target, link in list_links(book, "landmarks")]
    wanted = list(_LANDMARKS)
    if any(root.find(".//*[@role='doc-endnotes']") is not None for root in book.documents.values()):
        wanted.append("endnotes")
    for kind in wanted:
        if kind not in landmarks:
            yield report(rule, message("the landmarks lack {kind}", kind=kind), place)


def check_ncx(book: Publication) -> Iterator[Finding]:
    """The NCX, for reading systems of EPUB 2, says the same as the table of contents."""
    rule = "contents-follow-the-text"
    path = next((item.path for item in book.manifest if item.media_type == "application/x-dtbncx+xml"), "")
    try:
        root = etree.fromstring(book.files.get(path, b""))
    except etree.XMLSyntaxError:
        yield report(rule, message("there is no NCX that can be read"), path)
        return
    points = [book.resolve(path, content.get("src", "")) for content in root.iter(f"{_NCX}content")]
    if points != [target for target, _link in list_links(book, "toc")]:
        yield report(rule, message("the NCX leads elsewhere than the contents"), path)
    orders = [int(point.get("playOrder", 0)) for point in root.iter(f"{_NCX}navPoint")]
    if orders != list(range(1, len(orders) + 1)):
        yield report(rule, message("the NCX is not numbered in reading order"), path)


def list_markers(book: Publication) -> dict[tuple[str, str], etree._Element]:
    """The page markers by place, in reading order."""
    return {
        (path, marker.get("id", "")): marker
        for path, root in book.in_order()
        for marker in root.iterfind(".//*[@role='doc-pagebreak']")
    }


def check_page_list(book: Publication, order: Mapping[tuple[str, str], int]) -> Iterator[Finding]:
    rule = "pages-are-the-printed-ones"
    markers = list_markers(book)
    listed = {target: "".join(map(str, link.itertext())) for target, link in list_links(book, "page-list")}
    if listed != {place: marker.get("aria-label") for place, marker in markers.items()}:
        yield report(rule, message("the page-list does not name the markers in the text"))
    ranks = [order.get(target, -1) for target in listed]
    if ranks != sorted(ranks):
        yield report(rule, message("the page-list is not in the order of the text"))
    for (path, name), marker in markers.items():
        named = marker.iterancestors(*(f"{XHTML}{element}" for element in _NAMED_BY_CONTENT))
        if next(named, None) is not None:
            yield report(rule, message("the marker {id} is part of a name", id=name), path)
        if marker.get(EPUB_TYPE) != "pagebreak" or "".join(map(str, marker.itertext())):
            yield report(rule, message("the marker {id} is not an empty page break", id=name), path)


def check_page_source(book: Publication, subject: Subject) -> Iterator[Finding]:
    """The printed book is named by the identifier in its own metadata; without pages there is none."""
    rule = "pages-are-the-printed-ones"
    has_markers = bool(list_markers(book))
    expected = subject.edition.metadata.identifier if has_markers else "none"
    found = list(book.metadata("pageBreakSource"))
    if found != [expected]:
        text = message(
            "{name} is {found}, not {expected}", name="pageBreakSource", found=found, expected=expected
        )
        yield report(rule, text, book.package_path)
    refined = [meta.get("refines", "")[1:] for meta in book.package.iter(f"{OPF}meta")
               if meta.get("property") == "source-of"]  # fmt: skip
    sources = [source.text for source in book.package.iter(f"{DC}source") if source.get("id") in refined]
    if sources != ([expected] if has_markers else []):
        text = message(
            "{name} is {found}, not {expected}", name="dc:source", found=sources, expected=expected
        )
        yield report(rule, text, book.package_path)


def check_printed_pages(book: Publication, printed: Artifact) -> Iterator[Finding]:
    """Labels are the folios, markers stand before first words, and the PDF has the name that we give it."""
    rule = "pages-are-the-printed-ones"
    for source in book.metadata("pageBreakSource"):
        if source.encode() not in printed.data:  # in /ID, which is never compressed
            yield report(rule, message("the PDF does not call itself {identifier}", identifier=source))
    pages = [start for start in printed.page_starts if start.folio]
    markers = list(list_markers(book).items())
    folios = [start.folio for start in pages]
    labels = [marker.get("aria-label", "") for _place, marker in markers]
    if labels != folios:
        text = message(
            "the pages are {found}, not {expected}", found=" ".join(labels), expected=" ".join(folios)
        )
        yield report(rule, text)
        return
    following = {path: _read_after_markers(root) for path, root in book.in_order()}
    for start, ((path, name), _marker) in zip(pages, markers, strict=True):
        words = following[path][name]
        if not words.startswith(start.words):
            text = message(
                "page {page} begins with {expected}, its marker is before {found}",
                page=start.folio,
                expected=f"«{start.words[:30]}»",
                found=f"«{words[:30]}»",
            )
            yield report(rule, text, path)


def _read_after_markers(root: etree._Element) -> dict[str, str]:
    """The first characters after each page marker of a document, by its id, without marks of ours."""
    running: list[str] = []
    markers: dict[str, int] = {}

    def walk(element: etree._Element) -> None:
        if element.get("role") == "doc-pagebreak":
            markers[element.get("id", "")] = len(running)
        if element.get("data-ours") is None:
            running.extend(keep_visible(element.text or ""))
            for child in element.iterchildren(etree.Element):
                walk(child)
                running.extend(keep_visible(child.tail or ""))

    walk(root)
    return {name: "".join(running[place : place + _WORDS]) for name, place in markers.items()}
