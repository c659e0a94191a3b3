"""What a reader marks on the page when a word is found: its ink, in nine fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest
from PIL import Image

from report.pdfium import rasterise
from report.weasy import layout, paint
from tests.text.samples import Font, isolate, list_fonts
from tests.text.score import BIDI_CONTROLS
from tests.tools import give_up

LINE = "وصلت (IL) إلى الأمن، لأن 2500 جندي «تركوا» مُهِمَّةً في بيتنا اليوم."

SIZE = 20
"""In points."""

OFF = 0.2
"""In em: what an edge of a word's box may be off the word's ink."""

SCALE = 4

FONTS = list_fonts()


def set_line(font: Font, spacing: float) -> bytes:
    style = f"""@page {{ size: 1200pt 120pt; margin: 40pt 20pt }}
    html {{ font: {SIZE}pt/2 Sample; word-spacing: {spacing}em }} body, p {{ margin: 0 }}"""
    page = f'<html lang="ar" dir="rtl"><title>t</title><body><p>{isolate(LINE)}</p></body></html>'
    return paint(layout(page, stylesheets=(style,), faces=(font.load(),)), direction="rtl").data


def find_boxes(data: bytes) -> Iterator[tuple[float, float]]:
    """Left and right of each word, in points, the first one first, as PDFium tells them."""
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[0].get_textpage()
        edges: list[tuple[float, float]] = []
        for index, character in enumerate(text.get_text_range()):
            if character.isspace():
                if edges:
                    yield min(left for left, _right in edges), max(right for _left, right in edges)
                edges = []
            elif character.translate(BIDI_CONTROLS):
                left, _bottom, right, _top = text.get_charbox(index)
                edges.append((left, right))
        if edges:
            yield min(left for left, _right in edges), max(right for _left, right in edges)


def find_ink(data: bytes, gap: float) -> list[tuple[float, float]]:
    """The stretches of ink that white of more than `gap` em divides, from the right."""
    page = Image.open(io.BytesIO(rasterise(data, width=1200 * SCALE))).convert("L")
    dark = page.point(lambda level: 255 if level < 128 else 0).resize((page.width, 1), Image.Resampling.BOX)
    columns = [x for x, level in enumerate(dark.tobytes()) if level]
    ends = [columns[0]]
    for one, other in pairwise(columns):
        if other - one > gap * SIZE * SCALE:
            ends += [one + 1, other]
    ends.append(columns[-1] + 1)
    pairs = zip(ends[::2], ends[1::2], strict=True)
    return [(left / SCALE, right / SCALE) for left, right in pairs][::-1]


@pytest.mark.parametrize("spacing", [0.5, 1.2])
@pytest.mark.parametrize("font", FONTS, ids=[font.name for font in FONTS])
def test_the_box_of_a_word_lies_on_its_ink(font: Font, spacing: float) -> None:
    if not font.path.exists():
        give_up(f"not here: {font.path}; run npm ci in tests/")
    data = set_line(font, spacing)
    boxes, ink = list(find_boxes(data)), find_ink(data, gap=0.2 + spacing / 3)
    assert len(boxes) == len(ink) == len(LINE.split())
    for number, (box, drawn) in enumerate(zip(boxes, ink, strict=True)):
        off = max(abs(box[0] - drawn[0]), abs(box[1] - drawn[1])) / SIZE
        assert off <= OFF, f"{LINE.split()[number]}: {off:.2f} em"
