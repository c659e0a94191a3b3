"""Ours and the engine's drawing of the same lines: nine fonts, a paragraph each, at 200 dpi."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PIL import Image
from weasyprint.formatting_structure.boxes import LineBox

from report.weasy import Layout
from tests.text.beside import DPI, WIDTH, compare, find_leading, set_text
from tests.text.samples import Font, list_fonts
from tests.tools import give_up

PARAGRAPH = (
    "وصلت إلى كازاخستان طائرات من طراز «آي إل-76» (IL-76) تحمل 2500 جندي بينهم 26 ضابطا، وكتبت الصحف عن "
    "بداية المهمة وعن تجهيزاتها، ثم قيل إن القوات المحمولة جوا تستغرق في تفكيك ما تركته الأيام الأولى "
    "على الحدود."
)

TOLERANCE = 0.01
"""Of the dark pixels of both pages, those that are more than one pixel from any of the other."""

SLACK = 1.0
"""In millimetres: a letter may reach beyond its advance, or not fill it."""

MARGIN = 18 + 8 / 96 * 25.4
"""That of the page, and the engine's own for `body`."""

PLACED_WRONG = ("Aref Ruqaa",)
"""Fonts whose letters are moved by GPOS, which the engine draws elsewhere."""

FONTS = list_fonts()


@pytest.fixture(params=FONTS, ids=[font.name for font in FONTS])
def font(request: pytest.FixtureRequest) -> Font:
    found: Font = request.param
    if not found.path.exists():
        give_up(f"not here: {found.path}; run npm ci in tests/")
    return found


def set_paragraph(font: Font, align: str) -> Layout:
    return set_text((PARAGRAPH,), font.load(), align=align, leading=find_leading(font))


def list_edges(pages: Layout, page: Image.Image) -> Iterator[tuple[float, float]]:
    """What each line but the last leaves free inside the margins, left and right, in millimetres."""
    (leaf,) = pages.document.pages
    lines = [box for box in leaf._page_box.descendants() if isinstance(box, LineBox)]
    for line in lines[:-1]:
        top, bottom = (round(y / 96 * DPI) for y in (line.position_y, line.position_y + line.height))
        ink = page.crop((0, top, page.width, bottom)).point(lambda level: 255 if level < 128 else 0).getbbox()
        assert ink is not None
        yield ink[0] / DPI * 25.4 - MARGIN, WIDTH - MARGIN - ink[2] / DPI * 25.4


def test_lines_that_are_not_filled_look_as_the_engine_draws_them(font: Font) -> None:
    (pair,) = compare(set_paragraph(font, "start"))
    assert (pair.difference <= TOLERANCE) == (font.name not in PLACED_WRONG), pair.difference


def test_filled_lines_reach_from_margin_to_margin(font: Font) -> None:
    """As the engine draws them, those of Noto, Nastaliq and Ruqaa miss the right one by up to 5 mm."""
    pages = set_paragraph(font, "justify")
    (pair,) = compare(pages)
    edges = list(list_edges(pages, pair.ours))
    assert len(edges) > 1
    assert all(abs(left) < SLACK and abs(right) < SLACK for left, right in edges), edges


@pytest.mark.parametrize("name", ["Noto Naskh Arabic", "Noto Nastaliq Urdu", "Aref Ruqaa"])
def test_the_engine_misses_them(name: str) -> None:
    (font,) = (font for font in FONTS if font.name == name)
    if not font.path.exists():
        give_up(f"not here: {font.path}; run npm ci in tests/")
    pages = set_paragraph(font, "justify")
    (pair,) = compare(pages)
    assert any(abs(right) > SLACK for _left, right in list_edges(pages, pair.stock))
