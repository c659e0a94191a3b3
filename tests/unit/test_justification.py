"""Justified lines on the page: flush, chosen by paragraph, filled with kashidas that are in no text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image

from report.errors import ConfigError
from report.pdfium import rasterise
from report.typography.kashida import Kashida
from report.weasy import Justification, Layout, layout, paint
from report.writers.pdf import choose_justification
from tests.unit.epub_samples import make_renderer
from tests.unit.test_text_layer import find_face, read_back

TEXT = (
    "وفي غضون ساعات أعلنت المنظمة استعدادها لقبول طلب المساعدة، وبحلول أول أمس الخميس انطلقت طائرات محملة"
    " بوحدات النخبة المحمولة متجهة إلى المدينة، ثم تواصل وصول الوحدات المشاركة في المهمة على مدى أسبوع كامل"
    " بحسب ما جاء في بيان نشرته الوزارة المسؤولة عن المتابعة والتنسيق بين الأطراف المختلفة في هذه المسألة."
)
STYLE = "html { font: 13pt/20pt 'Page' } body, p { margin: 0 } p { text-align: justify }"
_SCALE = 10


def lay_out(
    body: str, *, measure: float = 120, style: str = "", family: str = "Amiri", **justification: Any
) -> Layout:
    page = f"@page {{ size: {measure + 20}mm 100mm; margin: 10mm }} {STYLE.replace('Page', family)} {style}"
    return layout(
        f'<html lang="ar" dir="rtl"><head><title>t</title></head><body>{body}</body></html>',
        stylesheets=(page,),
        faces=(find_face(family),),
        justification=Justification(**justification),
    )


@cache
def draw(body: str = f"<p>{TEXT}</p>", **options: Any) -> bytes:
    return paint(lay_out(body, **options), direction="rtl").data


def list_lines(pages: Layout) -> list[Any]:
    from weasyprint.formatting_structure.boxes import LineBox

    return [
        box
        for page in pages.document.pages
        for box in page._page_box.descendants()
        if isinstance(box, LineBox)
    ]


def list_texts(line: Any) -> list[Any]:
    from weasyprint.formatting_structure.boxes import TextBox

    return [box for box in line.descendants() if isinstance(box, TextBox)]


def read_lines(pages: Layout) -> list[str]:
    return ["".join(box.text for box in list_texts(line)) for line in list_lines(pages)]


def list_drawn(pages: Layout) -> list[list[str]]:
    """For each line the words that are drawn out, as Pango lays them out."""
    return [
        [
            word
            for box in list_texts(line)
            if hasattr(box.pango_layout, "kashidas")
            for word in box.pango_layout.text.split()
            if "ـ" in word
        ]
        for line in list_lines(pages)
    ]


def find_edges(data: bytes, measure: float = 120) -> Iterator[tuple[float, float]]:
    """The left and right end of the ink of each line, in millimetres."""
    image = Image.open(io.BytesIO(rasterise(data, width=int((measure + 20) * _SCALE)))).convert("L")
    leading = 20 / 72 * 25.4
    for number in range(int(80 / leading)):
        top = (10 + number * leading + 0.5) * _SCALE
        strip = image.crop((0, int(top), image.width, int(top + (leading - 1) * _SCALE)))
        box = strip.point(lambda value: 255 * (value < 128)).getbbox()
        if box is None:
            return
        yield box[0] / _SCALE, box[2] / _SCALE


def test_a_line_that_ends_before_an_element_is_flush() -> None:
    """Stock, it sticks out of the left margin by one space."""
    words = (
        "أعلنت المنظمة استعدادها لقبول طلب المساعدة من <b>الجمهورية</b> وبعد ذلك انطلقت طائرات إلى المدينة."
    )
    pages = lay_out(f"<p>{words}</p>", measure=80, style="b { white-space: nowrap; font-weight: 400 }")
    assert read_lines(pages)[0].endswith("من")
    left, right = next(find_edges(paint(pages).data, 80))
    assert (left, right) == pytest.approx((10, 90), abs=0.5)


def test_a_line_whose_face_kerns_the_space_is_flush() -> None:
    """Amiri draws kaf over the space after ta marbuta; stock, such a line is 5 mm too long."""
    words = (
        "المنظمة كانت الحكومة كلها المساعدة كافية الوحدة كاملة المدينة كبيرة الجلسة كانت الخطوة كلها طويلة"
    )
    left, right = next(find_edges(draw(f"<p>{words}</p>", measure=110), 110))
    assert (left, right) == pytest.approx((10, 120), abs=0.5)


@pytest.mark.parametrize("family", ["Amiri", "Noto Naskh Arabic"])
@pytest.mark.parametrize("kashida", ["off", "mild", "full"])
def test_every_line_but_the_last_is_flush(family: str, kashida: Kashida) -> None:
    edges = list(find_edges(draw(breaks="paragraph", kashida=kashida, family=family)))
    assert len(edges) > 3
    for left, right in edges[:-1]:
        assert (left, right) == pytest.approx((10, 130), abs=0.6)


def test_a_line_too_long_is_flush_too() -> None:
    pages = lay_out(f"<p>{TEXT}</p>" * 2, measure=137, breaks="paragraph")
    spacings = [box.justification_spacing for line in list_lines(pages) for box in list_texts(line)]
    assert min(spacings) < 0
    for left, right in list(find_edges(paint(pages).data, 137))[:2]:
        assert (left, right) == pytest.approx((10, 147), abs=0.6)


@pytest.mark.parametrize("family", ["Amiri", "IBM Plex Sans Arabic", "Noto Naskh Arabic"])
def test_kashidas_are_not_in_the_text(family: str) -> None:
    pages = lay_out(f"<p>{TEXT}</p>", measure=114, breaks="paragraph", kashida="full", family=family)
    assert any(list_drawn(pages))
    assert read_back(paint(pages, direction="rtl").data) == TEXT


@pytest.mark.parametrize("measure", [112, 114, 130])
@pytest.mark.parametrize("kashida", ["mild", "full"])
def test_kashidas_are_few_and_apart(measure: float, kashida: Kashida) -> None:
    pages = lay_out(f"<p>{TEXT}</p>", measure=measure, kashida=kashida)
    drawn = list_drawn(pages)
    assert any(drawn) and not drawn[-1]
    for words, line in zip(drawn, read_lines(pages), strict=True):
        places = [line.split().index(word.replace("ـ", "")) for word in words]
        assert len(places) <= 3 and 0 not in places
        assert all(after - before > 1 for before, after in pairwise(places))
        assert all(re.fullmatch("[^ـ]+ـ{1,3}[^ـ]+", word) for word in words)


def test_no_kashida_stands_under_another() -> None:
    pages = lay_out(f"<p>{TEXT}</p>" * 3, breaks="paragraph", kashida="full")
    settings = [line.setting for line in list_lines(pages) if hasattr(line, "setting")]
    for one in settings:
        above, below = one.paragraph.drawn.get(one.start, ()), one.paragraph.drawn.get(one.end, ())
        assert all(abs(a - b) > 13 / 0.75 for a in above for b in below)


def test_a_narrow_column_has_none() -> None:
    assert any(list_drawn(lay_out(f"<p>{TEXT}</p>", measure=112, kashida="full")))
    assert not any(list_drawn(lay_out(f"<p>{TEXT}</p>", measure=108, kashida="full")))


@pytest.mark.parametrize("body", [f'<p style="text-align: start">{TEXT}</p>', f"<h1>{TEXT}</h1>"])
def test_nothing_is_drawn_out_in_lines_that_are_not_justified(body: str) -> None:
    pages = lay_out(body, breaks="paragraph", kashida="full")
    assert not any(list_drawn(pages))


def test_the_tatweel_of_the_author_stays() -> None:
    text = TEXT.replace("المساعدة", "المســاعدة")
    data = draw(f"<p>{text}</p>", breaks="paragraph", kashida="full")
    assert read_back(data) == text


def test_left_to_right_lines_are_chosen_together_without_kashida() -> None:
    text = "The alliance agreed within hours and the first units landed on the sixth of January, early. " * 4
    pages = lay_out(f'<p dir="ltr" lang="en">{text}</p>', breaks="paragraph", kashida="full")
    assert not any(list_drawn(pages))
    assert " ".join(read_lines(pages)) == text.strip()
    assert any(hasattr(line, "setting") for line in list_lines(pages))


@pytest.mark.parametrize("breaks", ["line", "paragraph"])
def test_the_engine_ends_lines_where_it_is_told(breaks: str) -> None:
    words = TEXT.split()
    pages = lay_out(f"<p>{TEXT}</p>", measure=95, breaks=breaks)
    assert " ".join(read_lines(pages)).split() == words
    for line in list_lines(pages):
        setting = getattr(line, "setting", None)
        assert (setting is None) == (breaks == "line")
        if setting:
            (end, _width) = setting.paragraph.plan[setting.start]
            assert setting.paragraph.stops[end].position == setting.end


def test_marks_notes_and_isolates_stay_in_their_lines() -> None:
    text = TEXT.replace("الخميس", '<bdi dir="ltr">IL-76 An-124</bdi>').replace("المدينة", "<b>المدينة</b>")
    note = '<span style="float: footnote">حاشية قصيرة</span>'
    pages = lay_out(f"<p>{text.replace('أسبوع', f'أسبوع{note}')}</p>", breaks="paragraph", kashida="mild")
    lines = [line for line in list_lines(pages) if hasattr(line, "setting")]
    assert len(lines) >= 3
    assert "حاشية قصيرة" in read_back(paint(pages, direction="rtl").data)


@pytest.mark.parametrize("inside", ["<br>", '<img alt="a" src="data:image/svg+xml,<svg/>">'])
def test_what_cannot_be_measured_is_broken_by_the_engine(inside: str) -> None:
    pages = lay_out(f"<p>{TEXT.replace('الخميس', inside)}</p>", breaks="paragraph", kashida="mild")
    lines = [line for line in list_lines(pages) if list_texts(line)]
    assert len(lines) >= 3
    assert not any(hasattr(line, "setting") for line in lines)


def test_a_paragraph_goes_on_over_the_page_as_planned() -> None:
    style = "@page { size: 140mm 45mm } p { orphans: 1; widows: 1 }"
    split = lay_out(f"<p>{TEXT}</p>", style=style, breaks="paragraph", kashida="mild")
    assert len(split.document.pages) > 1
    assert read_lines(split) == read_lines(lay_out(f"<p>{TEXT}</p>", breaks="paragraph", kashida="mild"))


def test_beside_a_float_lines_are_as_long_as_there_is_room() -> None:
    side = '<div style="float: left; width: 40mm; height: 13mm"></div>'
    pages = lay_out(f"{side}<p>{TEXT}</p>", breaks="paragraph")
    widths = [line.width * 25.4 / 96 for line in list_lines(pages) if list_texts(line)]
    assert (widths[0], widths[-2]) == pytest.approx((80, 120), abs=0.1)


def test_the_same_bytes() -> None:
    options = {"breaks": "paragraph", "kashida": "mild"}
    assert draw(**options) == draw.__wrapped__(**options)


@pytest.mark.parametrize(
    ("theme", "asked", "kashida"), [("mild", None, "mild"), ("mild", "off", "off"), ("off", "full", "full")]
)
def test_the_settings_go_before_the_theme(theme: str, asked: Kashida | None, kashida: str) -> None:
    paper = {"print": {"justification": theme}}
    assert choose_justification(make_renderer(), paper, asked).kashida == kashida


def test_a_theme_without_the_token_has_no_kashida() -> None:
    assert choose_justification(make_renderer(), {"print": {}}, None).kashida == "off"


def test_a_theme_cannot_ask_for_what_there_is_not() -> None:
    with pytest.raises(ConfigError, match="asks for wild justification"):
        choose_justification(make_renderer(), {"print": {"justification": "wild"}}, None)
