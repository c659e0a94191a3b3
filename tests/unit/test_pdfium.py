from __future__ import annotations

import io
import unicodedata

import pikepdf
import pytest
from PIL import Image

from report import pdfium
from report.errors import ResourceError
from report.pdfium import Bookmark
from tests.unit.weasy_samples import print_pages

PARAGRAPH = "كتب الطالب الدرس ثم سكت. " * 40
BODY = f"""
    <h1 id="a">عنوان أول</h1><p>قال <a href="#b">نعم</a><a href="#mark-1">7</a> ثم
    <a href="https://example.org/x">رابط</a></p>
    <section><h2 id="b">عنوان ثان</h2><p>{PARAGRAPH}</p><p>خاتمة</p></section><p id="mark-1"></p>
"""
CSS = """
    @page { @bottom-center { content: counter(page, arabic-indic); font: 8pt Amiri }
            @top-center { content: 'رأس'; font: 8pt Amiri } }
"""


def strip_marks(text: str) -> str:
    """`text` without the marks that only direct a line."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


@pytest.fixture(scope="module")
def data() -> bytes:
    return print_pages(BODY, css=CSS, page_labels=("أ", "ب", "ج", "د"))


@pytest.fixture(scope="module")
def untagged() -> bytes:
    written = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page(page_size=(100, 200))
        file.save(written)
    return written.getvalue()


def test_every_page_is_counted_and_read(data: bytes) -> None:
    texts = pdfium.read_text(data)
    assert pdfium.count_pages(data) == len(texts) > 2
    assert "رأس" in texts[0]


def test_passages_are_the_blocks_of_the_structure(data: bytes) -> None:
    passages = pdfium.read_passages(data)
    assert passages[0].text == "عنوان أول"
    assert passages[0].path == ("Document", "H1")
    assert passages[2].path == ("Document", "Sect", "H2")
    assert not any("رأس" in passage.text for passage in passages)
    assert {passage.page for passage in passages} == set(range(1, pdfium.count_pages(data) + 1))


def test_a_block_on_several_pages_has_one_id(data: bytes) -> None:
    parts = [passage for passage in pdfium.read_passages(data) if "الطالب" in passage.text]
    assert len(parts) > 1
    assert len({part.page for part in parts}) == len(parts)
    assert {part.id for part in parts} == {parts[0].id} != {""}
    assert strip_marks(" ".join(part.text for part in parts)).split() == PARAGRAPH.split()


def test_blocks_have_ids_of_their_own(data: bytes) -> None:
    first = [passage.id for passage in pdfium.read_passages(data) if passage.page == 1]
    assert len(set(first)) == len(first)


def test_marks_are_skipped_and_other_links_kept(data: bytes) -> None:
    whole = pdfium.read_passages(data)[1].text
    skipped = pdfium.read_passages(data, lambda target: target.startswith("mark-"))[1].text
    assert "7" in whole
    assert set(strip_marks(skipped).split()) == {"قال", "نعم", "ثم", "رابط"}


def test_a_line_knows_its_place_and_its_fonts(data: bytes) -> None:
    heading, paragraph = pdfium.read_passages(data)[:2]
    (line,) = heading.lines
    left, bottom, right, top = line.box
    assert 20 <= left < right <= 280 and 20 <= bottom < top <= 180
    assert bottom > paragraph.lines[0].box[1]
    assert [name.partition("+")[2] for name in line.fonts] == ["Amiri-Bold"]


def test_links_are_listed(data: bytes) -> None:
    links = [(link.page, link.target, link.external) for link in pdfium.list_links(data)]
    assert links == [(1, "b", False), (1, "mark-1", False), (1, "https://example.org/x", True)]


def test_fonts_are_listed_once(data: bytes) -> None:
    fonts = pdfium.list_fonts(data)
    assert [font.name.partition("+")[2] for font in fonts] == ["Amiri-Bold", "Amiri"]
    assert all(font.embedded and font.page == 1 for font in fonts)


def test_bookmarks_are_the_headings(data: bytes) -> None:
    assert pdfium.list_bookmarks(data) == (
        Bookmark(title="عنوان أول", level=1, page=1),
        Bookmark(title="عنوان ثان", level=2, page=1),
    )


def test_labels_and_folios(data: bytes) -> None:
    count = pdfium.count_pages(data)
    assert pdfium.list_page_labels(data) == ("أ", "ب", "ج", "د")[:count]
    assert pdfium.read_folios(data) == ("١", "٢", "٣", "٤")[:count]


def test_a_file_without_structure_gives_nothing(untagged: bytes) -> None:
    assert pdfium.read_passages(untagged) == ()
    for read in (pdfium.list_links, pdfium.list_fonts, pdfium.list_bookmarks):
        assert read(untagged) == ()
    assert pdfium.list_page_labels(untagged) == pdfium.read_folios(untagged) == ("",)


@pytest.mark.parametrize(("format", "width"), [("PNG", 301), ("JPEG", 300)])
def test_a_page_is_drawn_as_wide_as_asked(data: bytes, format: str, width: int) -> None:
    drawn = pdfium.rasterise(data, page=1, width=width, format=format)  # type: ignore[arg-type]
    image = Image.open(io.BytesIO(drawn))
    assert (image.format, image.width) == (format, width)
    assert image.height == pytest.approx(width * 200 / 300, abs=1)
    assert min(image.convert("L").tobytes()) < 100


@pytest.mark.parametrize("page", [0, 99])
def test_a_page_that_is_not_there(data: bytes, page: int) -> None:
    with pytest.raises(ResourceError, match="no page"):
        pdfium.rasterise(data, page=page, width=10)


@pytest.mark.parametrize("broken", [b"", b"no document", b"%PDF-1.7\n"])
def test_what_is_no_document(broken: bytes) -> None:
    with pytest.raises(ResourceError, match="PDFium cannot read"):
        pdfium.read_text(broken)
