from __future__ import annotations

import hashlib
import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ebooklib import epub as ebooklib_epub
from fontTools.ttLib import TTFont
from lxml import etree
from PIL import Image

from report.document import Document, Paragraph, Text
from report.edition import compose_edition
from report.errors import TemplateError, WriteError
from report.resources import Resources
from report.tables import Cell
from report.writers import Artifact, WriterOptions, _epub_cover, epub
from report.writers._epub_accessibility import describe_accessibility
from report.writers._epub_metadata import Statement
from report.writers._epub_package import make_canonical
from tests.unit.epub_samples import (
    make_document,
    make_edition,
    make_renderer,
    make_tables,
    source_lines,
    write_epub,
)

ROOT = Path(__file__).parents[2]
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


class Book:
    """The entries of an EPUB, read from its bytes."""

    def __init__(self, artifact: Artifact) -> None:
        self.artifact = artifact
        self.zip = zipfile.ZipFile(io.BytesIO(artifact.data))

    def read(self, path: str) -> bytes:
        return self.zip.read(f"EPUB/{path}")

    def tree(self, path: str) -> etree._Element:
        return etree.fromstring(self.read(path))

    def page(self, name: str) -> etree._Element:
        return self.tree(f"text/{name}.xhtml")

    @property
    def package(self) -> etree._Element:
        return self.tree("content.opf")

    @property
    def css(self) -> str:
        return self.read("css/book.css").decode()

    def documents(self) -> Iterator[tuple[str, etree._Element]]:
        for name in self.zip.namelist():
            if name.endswith(".xhtml"):
                yield name, etree.fromstring(self.zip.read(name))


def find(element: etree._Element, path: str) -> list[Any]:
    """What an XPath finds: elements or strings."""
    found = element.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return found


def text_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


@pytest.fixture(scope="module")
def document() -> Document:
    return make_document()


@pytest.fixture(scope="module")
def book(document: Document) -> Book:
    return Book(write_epub(make_edition(document)))


def make_plain(text: str = "متن.", language: str = "ar") -> Document:
    """A document of one paragraph."""
    document = make_document()
    block = Paragraph(inlines=(Text(text=text, span=document.title.span),), span=document.title.span)
    return replace(
        document,
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        blocks=(block,),
        footnotes=(),
        deck=(),
    )


def write_plain(document: Document) -> Artifact:
    edition = compose_edition(document, (), timestamp="1980-01-01T00:00:00Z")
    return write_epub(edition)


# What EbookLib does to documents that it is allowed to touch.


def test_a_word_in_two_elements_stays_one_word(book: Book) -> None:
    assert "<p><strong>ال</strong><em>كتاب</em><a " in book.read("text/article.xhtml").decode()
    assert "الكتاب، ثم قال." in book.artifact.reading_text.split("\n")


def test_no_document_is_emptied_by_its_xml_declaration(book: Book) -> None:
    for name, root in book.documents():
        assert book.zip.read(name).startswith(b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>')
        assert len(find(root, "x:body//*")) > 0, name


def test_head_and_body_keep_what_the_template_gives_them(book: Book) -> None:
    for name, root in book.documents():
        assert find(root, "x:head/x:link[@rel='stylesheet']/@href") == ["../css/book.css"], name
        assert len(find(root, "x:head/x:title")) == 1
        (body,) = find(root, "x:body")
        assert body.get("dir") == "rtl" and body.get(EPUB_TYPE), name


def test_invisible_characters_and_quotes_survive(book: Book) -> None:
    (line,) = [line for line in book.artifact.reading_text.split("\n") if line.startswith("الـ19")]
    assert line == "الـ19\u200c كـ\u200dتاب \u2068A\u2069 \u200fنص\u00a0آخر <b> & \"و'."


def test_every_document_is_packed_byte_for_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: dict[str, bytes] = {}
    original = epub.render_pages  # type: ignore[attr-defined]

    def render_pages(*args: Any, **options: Any) -> Any:
        pages = original(*args, **options)
        rendered.update({page.path: page.data for page in pages})
        return pages

    monkeypatch.setattr(epub, "render_pages", render_pages)
    written = Book(write_epub(make_edition()))
    assert len(rendered) == 7
    for path, data in rendered.items():
        assert written.read(path) == data


def test_the_package_has_one_modification_time_one_identifier_and_no_generator(book: Book) -> None:
    assert find(book.package, "//o:meta[@property='dcterms:modified']/text()") == ["2022-01-20T00:00:00Z"]
    (identifier,) = find(book.package, "//dc:identifier")
    assert identifier.text == make_edition().metadata.identifier
    assert find(book.package, "@unique-identifier") == [identifier.get("id")]
    assert b"generator" not in book.read("content.opf").lower()


def test_the_ncx_that_the_spine_names_is_there(book: Book) -> None:
    (ncx,) = find(book.package, "o:manifest/o:item[@id='ncx']")
    assert find(book.package, "o:spine/@toc") == ["ncx"]
    root = book.tree(str(ncx.get("href")))
    orders = [int(order) for order in find(root, "//n:navPoint/@playOrder")]
    assert orders == list(range(1, len(orders) + 1)) and orders
    assert find(root, "//n:meta[@name='dtb:depth']/@content") == ["2"]
    assert find(root, "//n:text/text()")[:3] == [
        "صورة واحدة عن Il-76 و(An-124)",
        "صورة واحدة عن Il-76 و(An-124)",
        "لماذا & كيف؟",
    ]


def test_a_failed_write_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(ebooklib_epub.EpubWriter, "write", fail)
    with pytest.raises(WriteError, match="cannot be packed: no space left"):
        write_epub(make_edition())


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    """EbookLib packs both, and only warns."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as container:
        for name in ("mimetype", "META-INF/container.xml", "EPUB/content.opf", "EPUB/a.css", "EPUB/a.css"):
            container.writestr(name, b"<package/>")
    with pytest.raises(WriteError, match=r"two files of one name: EPUB/a\.css"):
        make_canonical(written.getvalue(), make_edition().metadata)


def test_every_statement_stands_in_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """EbookLib leaves a text out that it cannot write, and goes on."""
    stated: list[Statement] = []
    original = epub.describe  # type: ignore[attr-defined]

    def describe(*args: Any, **options: Any) -> Iterator[Statement]:
        for statement in original(*args, **options):
            stated.append(statement)
            yield statement

    monkeypatch.setattr(epub, "describe", describe)
    package = Book(write_epub(make_edition())).package
    found = [element.text for element in find(package, "o:metadata/*")]
    assert len(stated) > 20
    for statement in stated:
        if statement.text is not None:
            assert statement.text in found, statement.name


def test_a_document_that_cannot_be_packed_leaves_no_book(monkeypatch: pytest.MonkeyPatch) -> None:
    """EbookLib says False of a failed write, and leaves half an archive behind."""

    def fail(self: object, *args: object) -> None:
        raise LookupError("no such item")

    monkeypatch.setattr(ebooklib_epub.EpubWriter, "_write_items", fail)
    with pytest.raises(WriteError, match="cannot be packed"):
        write_epub(make_edition())


def test_ebooklib_reads_back_what_it_packed(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(book.artifact.data)
    read = ebooklib_epub.read_epub(str(path))
    assert read.title == "صورة واحدة عن Il-76 و(An-124)"
    assert [name for name, _linear in read.spine] == [
        "cover", "title", "nav", "article", "facts", "notes", "colophon",
    ]  # fmt: skip
    assert read.direction == "rtl"


# The container.


def test_the_archive_begins_with_its_type(book: Book) -> None:
    data = book.artifact.data
    assert data[:4] == b"PK\x03\x04"
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert data[8:10] == b"\0\0" and data[28:30] == b"\0\0"
    assert data[58:62] == b"PK\x03\x04"


def test_entries_have_one_form(book: Book) -> None:
    entries = book.zip.infolist()
    names = [entry.filename for entry in entries]
    assert names[:2] == ["mimetype", "META-INF/container.xml"]
    assert names[2:] == sorted(names[2:])
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", name) for name in names)
    assert {entry.date_time for entry in entries} == {(2022, 1, 20, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr) for entry in entries} == {(3, 0o100644 << 16)}


def test_everything_is_in_the_manifest_and_the_manifest_is_there(book: Book) -> None:
    listed = [f"EPUB/{href}" for href in find(book.package, "o:manifest/o:item/@href")]
    outside = {"mimetype", "META-INF/container.xml", "EPUB/content.opf"}
    outside.add("META-INF/com.apple.ibooks.display-options.xml")
    assert sorted([*listed, *outside]) == sorted(book.zip.namelist())


PRINT_HASH = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests.unit.epub_samples import make_edition, write_epub
print(hashlib.sha256(write_epub(make_edition()).data).hexdigest())
"""


def test_the_facts_for_machines_are_a_file_that_no_document_needs(document: Document) -> None:
    data = b'{"@context": "https://schema.org"}\n'
    options = WriterOptions(linked_data=(("facts.jsonld", data),))
    (artifact,) = epub.write(make_edition(document), make_renderer(), options, {})
    made = Book(artifact)
    assert made.read("data/facts.jsonld") == data
    (item,) = find(made.package, ".//o:item[@id='linked-data-1']")
    assert (item.get("href"), item.get("media-type")) == ("data/facts.jsonld", "application/ld+json")
    assert not find(made.package, ".//o:itemref[@idref='linked-data-1']")


def test_the_same_bytes_under_another_clock_locale_and_hash_seed(book: Book, tmp_path: Path) -> None:
    expected = hashlib.sha256(book.artifact.data).hexdigest()
    for zone, seed, locale in (("Asia/Riyadh", "1", "C"), ("America/New_York", "77", "ar_SA.UTF-8")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        printed = subprocess.run(
            [sys.executable, "-c", PRINT_HASH.format(root=str(ROOT))],
            env=environment, cwd=tmp_path, check=True, capture_output=True, text=True,
        )  # fmt: skip
        assert printed.stdout.strip() == expected


# The package document.


def test_direction_and_language_of_the_package(book: Book) -> None:
    assert (book.package.get("dir"), book.package.get(XML_LANG)) == ("rtl", "ar")
    assert find(book.package, "o:spine/@page-progression-direction") == ["rtl"]
    for name in ("title", "publisher", "description", "source"):
        (element,) = find(book.package, f"//dc:{name}")
        assert (element.get("dir"), element.get(XML_LANG)) == ("rtl", "ar"), name
    assert find(book.package, "//dc:language/text()") == ["ar"]
    assert find(book.package, "//dc:date/text()") == ["2022-01-20"]
    assert find(book.package, "//o:meta[@name='primary-writing-mode']/@content") == ["horizontal-rl"]


def properties(artifact: Artifact, name: str) -> list[str]:
    return [str(text) for text in find(Book(artifact).package, f"//o:meta[@property='{name}']/text()")]


def test_accessibility_is_counted_in_the_content(book: Book) -> None:
    features = properties(book.artifact, "schema:accessibilityFeature")
    assert {"tableOfContents", "structuralNavigation", "alternativeText", "ARIA", "unlocked"} <= set(features)
    assert "pageBreakMarkers" not in features and "pageNavigation" not in features
    assert properties(book.artifact, "schema:accessMode") == ["textual", "visual"]
    assert properties(book.artifact, "schema:accessibilityHazard") == ["none"]
    (summary,) = properties(book.artifact, "schema:accessibilitySummary")
    assert "جداول" in summary
    assert not properties(book.artifact, "dcterms:conformsTo")


def test_a_book_without_pictures_and_tables_claims_none() -> None:
    plain = write_plain(make_plain())
    assert properties(plain, "schema:accessMode") == ["textual"]
    assert "alternativeText" not in properties(plain, "schema:accessibilityFeature")
    (summary,) = properties(plain, "schema:accessibilitySummary")
    assert "جداوله" not in summary


def test_a_picture_that_may_move_is_an_unknown_hazard() -> None:
    page = etree.fromstring('<html xmlns="http://www.w3.org/1999/xhtml"><img alt=""/></html>')
    described = describe_accessibility([page], ["image/gif"])
    assert described.hazards == ("unknown",)
    assert "alternativeText" not in described.features


def test_an_english_book_runs_from_left_to_right() -> None:
    document = make_plain("Plain text.", language="en")
    edition = compose_edition(document, (), timestamp="1980-01-01T00:00:00Z")
    (artifact,) = epub.write(edition, make_renderer(language="en"), WriterOptions(), {})
    written = Book(artifact)
    assert find(written.package, "o:spine/@page-progression-direction") == ["ltr"]
    assert not find(written.package, "//o:meta[@name='primary-writing-mode']")
    assert written.page("article").get("dir") == "ltr" and written.page("article").get("lang") == "en"


# Navigation and links.


def test_every_internal_link_leads_somewhere_and_no_id_is_used_twice(book: Book) -> None:
    ids = {}
    for name, root in book.documents():
        found = find(root, "//@id")
        assert len(found) == len(set(found)), name
        ids[name] = set(found)
    count = 0
    for name, root in book.documents():
        for href in find(root, "//x:a/@href"):
            if "://" in href:
                continue
            path, _, fragment = str(href).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert fragment in ids[target], (name, href)
            count += 1
    assert count > 15


def test_the_table_of_contents_follows_the_spine(book: Book) -> None:
    nav = book.page("nav")
    (toc,) = find(nav, "//x:nav[@id='toc']")
    assert toc.get("role") == "doc-toc" and toc.get(EPUB_TYPE) == "toc"
    top = find(toc, "x:ol/x:li/x:a/@href")
    assert [str(href).partition(".")[0] for href in top] == ["article", "facts", "notes", "colophon"]
    assert [text_of(link) for link in find(toc, "x:ol/x:li[1]/x:ol/x:li/x:a")] == ["لماذا & كيف؟"]
    hidden = find(nav, "//x:nav[@hidden]")
    assert [element.get(EPUB_TYPE) for element in hidden] == ["lot", "landmarks"]
    landmarks = [link.get(EPUB_TYPE) for link in find(hidden[1], ".//x:a")]
    assert landmarks == ["cover", "toc", "bodymatter", "endnotes"]


def test_a_fact_leads_to_its_sentence_and_the_sentence_to_the_fact(book: Book) -> None:
    article, facts = book.page("article"), book.page("facts")
    rows = find(facts, "//x:tbody/x:tr[@id]")
    assert len(rows) == 2
    for row in rows:
        (link,) = find(row, "x:th[@scope='row']/x:a")
        path, _, sentence = link.get("href", "").partition("#")
        assert path == "article.xhtml" and link.get("aria-label")
        (anchor,) = find(article, f"//*[@id='{sentence}']")
        marks = find(anchor, f"following::x:a[@href='facts.xhtml#{row.get('id')}']")
        assert len(marks) == 1


@pytest.mark.parametrize(("width", "columns"), [(1, 1), (2, 2), (4, 4), (5, 4), (7, 4)])
def test_fact_tables_have_four_columns_at_most_and_lose_no_cell(width: int, columns: int) -> None:
    facts = Book(write_epub(make_edition(width=width))).page("facts")
    (table,) = find(facts, "//x:table")
    assert table.get("role") == "table"
    (caption,) = find(table, "x:caption")
    assert table.get("aria-labelledby") == caption.get("id") and text_of(caption)
    assert len(find(table, "x:thead//x:th[@scope='col'][@role='columnheader']")) == columns
    for row in find(table, "x:tbody/x:tr"):
        assert len(find(row, "x:th | x:td")) == columns
        for i in range(1, width):
            assert len(find(row, f"x:td[contains(., 'خانة {i}')]")) == 1
    for label in find(table, ".//*[@class='label']"):
        assert label.get("aria-hidden") == "true" and label.get("data-ours") is not None


def test_an_empty_cell_is_no_line_of_a_card() -> None:
    document = make_document()
    (table,) = make_tables(document, 6)
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, text="" if i in (1, 4) else cell.text) for i, cell in enumerate(row.cells)
            ),
        )
        for row in table.rows
    )
    edition = compose_edition(document, (replace(table, rows=rows),), timestamp="1980-01-01T00:00:00Z")
    facts = Book(write_epub(replace(edition, images=make_edition().images))).page("facts")
    (row, _other) = find(facts, "//x:tbody/x:tr")
    assert [cell.get("class") for cell in find(row, "x:td")] == ["empty", None, "details"]
    assert [text_of(line)[-6:] for line in find(row, "x:td/x:p")] == ["خانة 3", "خانة 5"]


def test_notes_and_their_calls(book: Book) -> None:
    article, notes = book.page("article"), book.page("notes")
    calls = find(article, "//x:a[@role='doc-noteref']")
    assert [text_of(call) for call in calls] == ["1", "1", "2"]
    assert len({call.get("id") for call in calls}) == 3
    asides = find(notes, "//x:aside[@role='doc-footnote']")
    assert [aside.get(EPUB_TYPE) for aside in asides] == ["footnote", "footnote"]
    labels = {link.get("aria-label") for link in find(notes, "//x:a[@role='doc-backlink']")}
    assert len(labels) == 2
    assert find(notes, "//x:a/@href") == ["article.xhtml#note-call-1", "article.xhtml#note-call-2"]


def test_a_latin_name_leads_to_its_row_and_the_row_to_the_name() -> None:
    document = make_document()
    (table,) = make_tables(document)
    rows = tuple(
        replace(row, cells=(row.cells[0], Cell(text=text, facts=(row.fact_id,))))
        for row, text in zip(table.rows, ("IL-76", "C-130"), strict=True)
    )
    edition = compose_edition(document, (replace(table, rows=rows),), timestamp="1980-01-01T00:00:00Z")
    written = Book(write_epub(replace(edition, images=make_edition().images)))
    (name,) = find(written.page("article"), "//x:a[@class='term']")
    (pair,) = find(written.page("facts"), "//x:a[@class='term']")
    row = pair.xpath("ancestor::x:tr/@id", namespaces=NAMES)[0]
    assert name.get("href") == f"facts.xhtml#{row}"
    assert pair.get("href") == f"article.xhtml#{name.get('id')}"
    assert text_of(name) == text_of(pair) == "IL-76"
    assert find(name, "x:bdi/@dir") == ["ltr"]


def test_one_heading_of_the_first_level_in_each_document(book: Book) -> None:
    for name, root in book.documents():
        assert len(find(root, "//x:h1")) == (0 if name.endswith("cover.xhtml") else 1), name


# Fonts, style, cover.


def test_the_embedded_faces_are_the_named_ones_with_their_licences(book: Book) -> None:
    rules = re.findall(r"@font-face \{(.*?)\}", book.css, re.DOTALL)
    assert len(rules) == 3
    named = set()
    for rule in rules:
        (family,) = re.findall(r'font-family: "(.*?)"', rule)
        (weight,) = re.findall(r"font-weight: (\d+)", rule)
        urls = re.findall(r'url\("\.\./(.*?)"\) format\("(.*?)"\)', rule)
        assert [form for _path, form in urls] == ["woff2", "truetype"]
        for path, _form in urls:
            font = TTFont(io.BytesIO(book.read(path)))
            assert font["name"].getBestFamilyName() == family
            assert font["OS/2"].usWeightClass == int(weight)
            names = [record.toUnicode() for record in font["name"].names]
            assert not [name for name in names if "Plex" in name]
        named.add((family, weight))
    assert named == {("Taqrir Naskh", "400"), ("Taqrir Naskh", "700"), ("Taqrir Sans", "600")}
    licences = [book.zip.read(name).decode() for name in book.zip.namelist() if name.endswith("licence.txt")]
    assert len(licences) == 2 and all("SIL OPEN FONT LICENSE" in licence for licence in licences)


def test_every_character_of_the_book_is_in_the_embedded_fonts(book: Book) -> None:
    covered: set[int] = set()
    for name in book.zip.namelist():
        if name.endswith(".ttf"):
            covered |= set(TTFont(io.BytesIO(book.zip.read(name))).getBestCmap())
    text = "".join(text_of(root) for _name, root in book.documents())
    invisible = "\n\u200c\u200d\u200f\u2068\u2069"
    assert {char for char in text if ord(char) not in covered and char not in invisible} == set()


def test_the_stylesheet_leaves_direction_and_colour_to_markup_and_reader(book: Book) -> None:
    css = re.sub(r"/\*.*?\*/", "", book.css, flags=re.DOTALL)
    properties = re.findall(r"[{;]\s*([a-z-]+)\s*:", css)
    forbidden = {
        "direction",
        "unicode-bidi",
        "letter-spacing",
        "text-transform",
        "background",
        "background-color",
    }
    assert not forbidden & set(properties)
    assert not re.search(r"\b(left|right)\b", css)
    assert not re.findall(r"[^-]color:(?! inherit)", css)
    (body,) = re.findall(r"\nbody \{(.*?)\}", css)
    assert "font-size" not in body
    assert "font-style: normal" in css and not re.search(r"font-style: (italic|oblique)", css)


def test_the_cover_is_one_picture(book: Book) -> None:
    data = book.read("images/cover.png")
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (1600, 2560))
    assert len(data) <= 60_000
    page = book.page("cover")
    assert text_of(page.find("{*}body")).strip() == ""  # type: ignore[arg-type]
    (picture,) = find(page, "//x:img")
    assert picture.get("role") == "doc-cover" and "صورة واحدة" in picture.get("alt", "")
    assert find(page, "//x:img/@src") == ["../images/cover.png"]
    assert find(book.package, "//o:item[@properties='cover-image']/@href") == ["images/cover.png"]


def test_the_colours_of_the_cover_are_those_of_the_theme(book: Book) -> None:
    with Image.open(io.BytesIO(book.read("images/cover.png"))) as cover:
        colours: list[Any] = [color for _count, color in cover.convert("RGB").getcolors() or ()]
    for name in ("petrol", "gold", "sand"):
        red, green, blue = bytes.fromhex(make_renderer().theme.tokens["colours"][name][1:])
        assert any(abs(red - r) + abs(green - g) + abs(blue - b) <= 4 for r, g, b in map(tuple, colours)), (
            name
        )


def test_a_cover_of_many_colours_is_a_photograph(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.effect_noise((1600, 2560), 80).convert("RGB")

    def rasterise(data: bytes, *, width: int, format: str = "PNG", quality: int = 88) -> bytes:
        stream = io.BytesIO()
        noise.save(stream, format, quality=quality)
        return stream.getvalue()

    monkeypatch.setattr(_epub_cover, "rasterise", rasterise)
    written = Book(write_epub(make_edition()))
    assert find(written.package, "//o:item[@properties='cover-image']/@media-type") == ["image/jpeg"]
    assert find(written.page("cover"), "//x:img/@src") == ["../images/cover.jpg"]


def test_a_long_title_still_fits_the_cover() -> None:
    title = Text(text="منظمة معاهدة الأمن الجماعي " * 12, span=make_document().title.span)
    artifact = write_plain(replace(make_plain(), title=title))
    assert artifact.findings == ()
    with Image.open(io.BytesIO(Book(artifact).read("images/cover.png"))) as image:
        strip = image.convert("RGB").crop((0, 2300, 1600, 2560)).resize((1, 1)).getpixel((0, 0))
    assert isinstance(strip, tuple) and min(strip[:3]) > 200, "the sand strip is still at the foot"


# What a reader gets back.


def test_the_reading_text_is_the_source_in_order(book: Book, document: Document) -> None:
    lines = iter(" ".join(line.split()) for line in book.artifact.reading_text.split("\n"))
    for expected in source_lines(document):
        assert expected in lines, expected


def test_marks_of_ours_are_not_read(book: Book) -> None:
    lines = book.artifact.reading_text.split("\n")
    assert lines[0] == "صورة واحدة عن Il-76 و(An-124)"
    assert lines.count(lines[0]) == 1
    assert "أعلنت الوزارة أن 70 طائرة من طراز IL-76 أقلعت. ثم عادت 5 طائرات." in lines
    assert "وكالة الأنباء (AP)" in lines
    assert lines[-1] == "حاشية ثانية."


def test_the_outline_names_headings_and_tables(book: Book) -> None:
    outline = [(entry.kind, entry.level, entry.target) for entry in book.artifact.outline]
    assert ("heading", 2, "text/article.xhtml#heading-1") in outline
    assert ("heading", 3, "text/article.xhtml#heading-2") in outline
    assert ("table", 1, "text/facts.xhtml#table-figures") in outline
    assert not [entry for entry in outline if "landmarks" in entry[2]]


# What is refused.


def override_template(project: Path, name: str, text: str) -> Resources:
    place = project / "templates" / "epub" / name
    place.parent.mkdir(parents=True)
    place.write_text(text, encoding="utf-8")
    return Resources(project=project)


def test_a_template_that_is_not_well_formed_is_named(tmp_path: Path) -> None:
    resources = override_template(tmp_path, "article.xhtml.j2", "<html><body>\n<p></body></html>")
    with pytest.raises(TemplateError, match="not well-formed") as caught:
        write_epub(make_edition(), make_renderer(resources))
    assert str(caught.value.location).startswith("text/article.xhtml:2")


def test_a_link_to_nowhere_is_an_error(tmp_path: Path) -> None:
    text = '<html xmlns="http://www.w3.org/1999/xhtml"><body><a href="{{ href("no-place") }}"/></body></html>'
    resources = override_template(tmp_path, "cover.xhtml.j2", text)
    with pytest.raises(TemplateError, match="a link leads to no-place"):
        write_epub(make_edition(), make_renderer(resources))
