"""Defects of the engine from right to left, mended or refused: each test fails on the stock engine."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from report.errors import TemplateError
from report.pdfium import list_bookmarks, rasterise, read_text
from report.weasy import layout, memory_url, paint
from report.weasy._joining import JOINER, join_letters
from report.weasy._refusals import refuse_unsupported
from tests.unit.test_text_layer import draw, find_face, read_back

DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><rect width='40' height='20'/></svg>"
PAGE = '<html lang="ar" dir="rtl">'


def find_ink(data: bytes) -> tuple[int, int, int, int]:
    image = Image.open(io.BytesIO(rasterise(data, width=1200))).convert("L")
    box = image.point(lambda value: value < 128).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(
    "drawing",
    [
        f'<img alt="a" src="{memory_url("a.svg")}" style="max-width: 40mm">',
        DRAWING.decode().replace("<svg", '<svg style="max-width: 40mm"'),
    ],
)
def test_a_drawing_without_a_size_is_laid_out(drawing: str) -> None:
    """The stock engine ends with an AttributeError."""
    page = f"{PAGE}<body><p>{drawing}</p>"
    style = "@page { size: 100mm 60mm; margin: 10mm } body, p { margin: 0 }"
    pages = layout(page, stylesheets=(style,), faces=(find_face("Amiri"),), resources={"a.svg": DRAWING})
    left, _top, right, _bottom = find_ink(paint(pages).data)
    assert (left, right) == pytest.approx((600, 1080), abs=3)


@pytest.mark.parametrize(
    ("markup", "joined"),
    [
        ("ال<b>كتاب</b>", f"ال{JOINER}<b>{JOINER}كتاب</b>"),
        ("<b>كِ</b>تاب", f"<b>كِ{JOINER}</b>{JOINER}تاب"),
        ('بي<a href="#x"><b>ت</b></a>', f'بي{JOINER}<a href="#x"><b>{JOINER}ت</b></a>'),
        ("و<b>كتاب</b>", "و<b>كتاب</b>"),  # waw does not join to its left
        ("<b>كتاب</b> جديد", "<b>كتاب</b> جديد"),
        ("<p>كتاب</p><p>جديد</p>", "<p>كتاب</p><p>جديد</p>"),
        ("كتاب<sup>5</sup>", "كتاب<sup>5</sup>"),
        ('أخرى<span class="footnote" id="n">بسطت</span>.', 'أخرى<span class="footnote" id="n">بسطت</span>.'),
    ],
)
def test_a_word_with_a_tag_inside_is_joined(markup: str, joined: str) -> None:
    assert join_letters(markup) == joined


def test_a_word_with_a_tag_inside_looks_and_reads_like_one() -> None:
    """The stock engine draws the letters at the border in their isolated and final forms: wider."""
    whole, divided = (
        draw(f"<p>{word}</p>", "IBM Plex Sans Arabic") for word in ("الكتابي", "الكت<b>ابي</b>")
    )
    assert find_ink(divided)[0] == pytest.approx(find_ink(whole)[0], abs=4)
    assert read_back(divided) == read_back(whole) == "الكتابي"


def test_joiners_of_tag_borders_are_nowhere_in_the_file() -> None:
    """The outline and the descriptions of links take their words from the boxes, joiners and all."""
    words = "ال<b>كتاب</b> في 1443ه\u200d"
    body = f'<h1 id="x">{words}</h1><p><a href="#x">{words}</a> وال<a href="#x">كتاب</a></p>'
    data = draw(body, variant="pdf/ua-1")
    assert [bookmark.title for bookmark in list_bookmarks(data)] == ["الكتاب في 1443ه\u200d"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = [str(link.Contents) for link in pdf.pages[0].Annots]
    assert said == ["الكتاب في 1443ه", "كتاب"]


def test_a_phrase_with_tags_inside_is_right_when_isolated() -> None:
    """The stock engine lays inline boxes out one by one: without the isolate this is drawn as O₂H."""
    data = draw('<p>رمز الماء <bdi dir="ltr">H<sub>2</sub>O</bdi> معروف</p>')
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[0].get_textpage()
        places = {
            text.get_text_range(index, 1): text.get_charbox(index)[0] for index in range(text.count_chars())
        }
    assert places["H"] < places["2"] < places["O"]


@pytest.mark.parametrize(
    "style",
    [
        "p { text-indent: 1em }",
        "div{column-rule: 1pt solid}",
        "div { display: grid }",
        "p { overflow: hidden; text-overflow: ellipsis }",
        "@font-face { font-family: x; src: url(x.ttf); unicode-range: U+0600-06FF }",
        "p::first-letter { font-size: 3em }",
    ],
)
def test_what_the_engine_draws_wrongly_is_refused(style: str) -> None:
    with pytest.raises(TemplateError, match="draws wrongly"):
        draw("<p>نص</p>", style=style)


@pytest.mark.parametrize(
    "style",
    [
        "p { text-indent: 0 }",
        "/* display: grid */ p { display: flex }",
        ".grid { color: red }",
        "p{column-rule:none}",
    ],
)
def test_what_only_looks_like_it_is_not(style: str) -> None:
    refuse_unsupported((style,), PAGE)


def test_a_book_from_left_to_right_may_indent() -> None:
    refuse_unsupported(("p { text-indent: 1em }",), '<html lang="en">')


def test_a_note_stands_on_the_page_of_its_call() -> None:
    """With `footnote-policy: line`, as our stylesheet has it; the stock policy may move it to the next."""
    style = """@page { size: 100mm 60mm; margin: 8mm } p { margin: 0; font-size: 11pt; line-height: 2 }
    .n { float: footnote; footnote-policy: line; font-size: 9pt }"""
    for lines in range(1, 6):
        body = "<p>سطر</p>" * lines + '<p>نداء<span class="n">حاشية</span></p>'
        (page,) = (text for text in read_text(draw(body, style=style)) if "نداء" in text)
        assert "حاشية" in page
