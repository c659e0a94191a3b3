"""The page-list of the e-book: its markers stand where the pages of the printed book begin."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pikepdf
import pytest
from lxml import etree

from report.document import Document, Paragraph, Text
from report.edition import Edition, compose_edition
from report.weasy import PageStart, find_page_starts, keep_visible
from report.writers import Artifact, WriterOptions, epub, pdf
from report.writers._epub_page_list import insert_markers
from report.writers._epub_reading import read_package, read_spine
from tests.unit.epub_samples import make_document, make_edition, make_renderer, make_tables, write_epub

OPTIONS = WriterOptions(paper="A5")
BREAK = "{http://www.w3.org/1999/xhtml}span[@role='doc-pagebreak']"


def make_long_document() -> Document:
    """Paragraphs that run over several pages, each word a different one."""
    document = make_document()
    span = document.title.span
    paragraphs = tuple(
        Paragraph(
            inlines=(Text(text=" ".join(f"كلمة{n}x{i}" for i in range(150)) + ".", span=span),), span=span
        )
        for n in range(6)
    )
    return replace(document, blocks=(*document.blocks, *paragraphs))


@pytest.fixture(scope="module")
def edition() -> Edition:
    document = make_long_document()
    return compose_edition(
        document, make_tables(document), timestamp="2022-01-20T00:00:00Z", images=dict(make_edition().images)
    )


@pytest.fixture(scope="module")
def printed(edition: Edition) -> Artifact:
    (artifact,) = pdf.write(edition, make_renderer(), OPTIONS, {})
    return artifact


@pytest.fixture(scope="module")
def book(edition: Edition, printed: Artifact) -> Artifact:
    (artifact,) = epub.write(edition, make_renderer(), OPTIONS, MappingProxyType({"pdf": printed}))
    return artifact


class Box:
    """As much of a box of the page engine as is read."""

    def __init__(self, tag: str, id: str = "", text: str = "", children: list[Box] | None = None) -> None:
        self.element_tag, self.text, self.children = tag, text, children or []
        self.element = {"id": id} if id else {}


def make_layout(*pages: Box) -> Any:
    boxes = [SimpleNamespace(_page_box=Box("", children=[page])) for page in pages]
    return SimpleNamespace(document=SimpleNamespace(pages=boxes))


def read_markers(artifact: Artifact) -> dict[str, str]:
    """The words after each marker, by its label, in reading order."""
    found: dict[str, str] = {}
    for document in read_spine(artifact.data):
        for marker in document.root.iterfind(f".//{BREAK}"):
            texts: Any = marker.xpath("following::text()[not(ancestor::*[@data-ours])]")
            found[marker.get("aria-label", "")] = keep_visible("".join(texts))[:40]
    return found


def test_a_marker_stands_before_the_first_words_of_its_page(printed: Artifact, book: Artifact) -> None:
    starts = {start.folio: start for start in printed.page_starts if start.folio}
    markers = read_markers(book)
    assert list(markers) == list(starts) and len(markers) >= 6
    words = {folio: start.words for folio, start in starts.items() if start.target == "article"}
    assert {folio: markers[folio][: len(text)] for folio, text in words.items()} == words
    assert sum(start.offset > 0 for start in starts.values()) >= 3


def test_the_navigation_lists_the_printed_folios(book: Artifact) -> None:
    with zipfile.ZipFile(io.BytesIO(book.data)) as container:
        nav = etree.fromstring(container.read("EPUB/text/nav.xhtml"))
    links = nav.iterfind(".//{*}nav[@role='doc-pagelist']/{*}ol/{*}li/{*}a")
    assert [link.text for link in links] == list(read_markers(book))
    assert [entry.title for entry in book.outline if entry.kind == "page"] == list(read_markers(book))


def test_the_source_of_the_pages_is_what_the_pdf_calls_itself(printed: Artifact, book: Artifact) -> None:
    with pikepdf.open(io.BytesIO(printed.data)) as pdf_file:
        metadata = pdf_file.Root.Metadata.read_bytes().decode()
    (source,) = read_package(book.data).iterfind(".//{*}meta[@property='pageBreakSource']")
    assert source.text and f">{source.text}<" in metadata


def test_markers_leave_the_text_as_it_is(edition: Edition, book: Artifact) -> None:
    assert book.reading_text == write_epub(edition).reading_text


def test_without_a_printed_book_there_is_no_page_list() -> None:
    alone = write_epub(make_edition())
    assert read_markers(alone) == {}
    assert b"page-list" not in zipfile.ZipFile(io.BytesIO(alone.data)).read("EPUB/text/nav.xhtml")


@pytest.mark.parametrize(
    ("markup", "target", "offset", "expected"),
    [
        ('<p id="a">one two</p>', "a", 0, '|<p id="a">one two</p>'),
        ('<p id="a">one two</p>', "a", 3, '<p id="a">one |two</p>'),
        ('<p id="a">one two</p>', "a", 4, '<p id="a">one |two</p>'),
        ('<p id="a"><b>on</b><i>e</i> <b>two</b></p>', "a", 3, '<p id="a"><b>on</b><i>e</i> <b>|two</b></p>'),
        ('<p id="a"><b>on</b><i>e</i></p>', "a", 2, '<p id="a"><b>|on</b><i>e</i></p>'),
        ('<p id="a">a bc<b>d e</b>f g</p>', "a", 5, '<p id="a">a bc<b>d |e</b>f g</p>'),
        ('<p id="a">ab c<b>d</b>e fg</p>', "a", 4, '<p id="a">ab |c<b>d</b>e fg</p>'),
        ('<p id="a">a&amp;b c</p>', "a", 3, '<p id="a">a&amp;b |c</p>'),
        ('<p id="a">a<u data-ours="">12</u> b</p>', "a", 1, '<p id="a">a<u data-ours="">12</u> |b</p>'),
        ('<p id="a" title="x > y">a<br/>b</p>', "a", 1, '<p id="a" title="x > y">a<br/>|b</p>'),
        ('<div id="a"><p>a</p><h2>b c</h2></div>', "a", 2, '<div id="a"><p>a</p>|<h2>b c</h2></div>'),
        ('<div id="a">a<table><thead><tr><th>b</th>', "a", 1, '<div id="a">a|<table><thead><tr><th>b</th>'),
        ('<tr id="r"><th>a</th><td>b</td></tr>', "r", 0, '<tr id="r"><th>a</th><td>|b</td></tr>'),
        ('<p id="a">ب\u200cج د</p>', "a", 1, '<p id="a">|ب\u200cج د</p>'),
        ('<nav id="toc">a</nav>', "contents", 0, '|<nav id="toc">a</nav>'),
    ],
)  # fmt: skip
def test_where_a_marker_stands(markup: str, target: str, offset: int, expected: str) -> None:
    start = PageStart(page=7, folio="7", target=target, offset=offset)
    assert insert_markers(markup, [start], {7: "|"}) == expected


def test_a_page_that_cannot_be_found_is_not_listed(edition: Edition) -> None:
    starts = (PageStart(page=2, folio="2", target="article"), PageStart(page=3, folio="3", target="lost"))
    printed = Artifact(name="briefing.pdf", media_type="application/pdf", data=b"", page_starts=starts)
    (written,) = epub.write(edition, make_renderer(), OPTIONS, {"pdf": printed})
    assert [entry.title for entry in written.outline if entry.kind == "page"] == ["2"]
    (nav,) = [document.root for document in read_spine(written.data) if document.path.endswith("nav.xhtml")]
    assert [link.text for link in nav.iterfind(".//{*}nav[@role='doc-pagelist']//{*}a")] == ["2"]


def test_a_page_of_evidence_alone_leads_to_its_row(edition: Edition) -> None:
    """Pages that begin nothing new: the reader comes to what goes on there."""
    root = Box("html", children=[Box("article", "article", text="abc"), Box("section", "facts", text="d")])
    row = Box("tr", "fact-figures-1", text="e")
    pages = [root, Box("html", children=[row]), Box("html", children=[Box("tr", text="f")])]
    layout = make_layout(*pages)
    starts = find_page_starts(layout, edition)
    assert [(start.target, start.offset) for start in starts] == [
        ("article", 0),
        ("fact-figures-1", 0),
        ("fact-figures-1", 0),
    ]


def test_a_page_of_credits_alone_leads_behind_the_article(edition: Edition) -> None:
    pages = [
        Box("html", children=[Box("article", "article", text="a b c")]),
        Box("html", children=[Box("p", text="d")]),
    ]
    layout = make_layout(*pages)
    assert [(start.target, start.offset) for start in find_page_starts(layout, edition)] == [
        ("article", 0),
        ("article", 3),
    ]


def test_what_counts_is_what_can_be_seen() -> None:
    invisible = [chr(i) for i in range(0x110000) if unicodedata.category(chr(i)) == "Cf" or chr(i).isspace()]
    seen = {char for char in invisible if keep_visible(char)}
    assert {char for char in seen if char <= "\uffff"} == set()
    assert keep_visible("ب\u0651ـ1.\u0660") == "ب\u0651ـ1.\u0660"


def test_a_page_that_begins_elsewhere_is_not_marked_here() -> None:
    start = PageStart(page=7, folio="7", target="b", offset=1)
    assert insert_markers('<p id="a">one</p>', [start], {7: "|"}) == '<p id="a">one</p>'


def test_no_marker_is_in_a_heading_or_header(book: Artifact) -> None:
    for document in read_spine(book.data):
        for marker in document.root.iterfind(f".//{BREAK}"):
            outside = "ancestor::*[re:test(local-name(), '^(h[1-6]|th|caption|figcaption)$')]"
            assert not marker.xpath(outside, namespaces={"re": "http://exslt.org/regular-expressions"})
            assert re.fullmatch(r"page-\d+", marker.get("id", ""))
