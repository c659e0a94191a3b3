"""Our pages beside the engine's own: `python -m tests.text.beside FOLDER` draws them and prints what differs.

Both articles in each font, the same layout drawn twice, at 200 dpi: ours on the left, stock on the right, and
below them what only one of them has, ours red, stock blue. `--align start` sets lines that are not filled.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from report.fonts import Face
from report.pdfium import count_pages, rasterise
from report.weasy import Layout, layout, paint
from tests.text.samples import Font, isolate, list_fonts, list_texts

DPI = 200
WIDTH, HEIGHT = 148, 210
"""A5, in millimetres."""

REACH = 1
"""In pixels: so far from a dark pixel the other page must have one. At 200 dpi this is 0.13 mm."""

_STYLE = """
@page { size: %dmm %dmm; margin: 22mm 18mm }
html { font-family: "Sample"; font-size: 11pt; line-height: %s }
p { text-align: %s; margin: 0 0 6pt }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A page drawn twice. `difference` is the share of the dark pixels of both that only one of them has."""

    ours: Image.Image
    stock: Image.Image
    only_ours: Image.Image
    only_stock: Image.Image
    difference: float


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--align", choices=("justify", "start"), default="justify")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    texts = [text for text in list_texts() if "article" in text.name]
    for font in list_fonts():
        for text in texts:
            pages = set_text(text.paragraphs, font.load(), align=arguments.align, leading=find_leading(font))
            for number, pair in enumerate(compare(pages), 1):
                name = f"{font.name}-{text.name}-{number}".replace(" ", "-")
                show(pair).save(arguments.folder / f"{name}.png")
                print(f"{name}: {pair.difference:.2%}", flush=True)
    return 0


def find_leading(font: Font) -> float:
    return 3 if "Nastaliq" in font.name else 1.9


def set_text(paragraphs: tuple[str, ...], face: Face, *, align: str, leading: float) -> Layout:
    body = "".join(f"<p>{isolate(paragraph)}</p>" for paragraph in paragraphs)
    page = f'<html lang="ar" dir="rtl"><head><title>t</title></head><body>{body}</body></html>'
    style = _STYLE % (WIDTH, HEIGHT, leading, align)
    return layout(page, stylesheets=(style,), faces=(face,), variant=None)


def compare(pages: Layout) -> Iterator[Pair]:
    """Each page, drawn by us and by the engine."""
    ours, stock = paint(pages, direction="rtl").data, pages.document.write_pdf()
    for number in range(1, count_pages(ours) + 1):
        one, other = (_rasterise(data, number) for data in (ours, stock))
        only_ours, only_stock = _find_alone(one, other), _find_alone(other, one)
        ink = _count(_find_ink(one)) + _count(_find_ink(other))
        difference = (_count(only_ours) + _count(only_stock)) / ink if ink else 0.0
        yield Pair(ours=one, stock=other, only_ours=only_ours, only_stock=only_stock, difference=difference)


def show(pair: Pair) -> Image.Image:
    width, height = pair.ours.size
    sheet = Image.new("RGB", (2 * width, 2 * height), "white")
    sheet.paste(pair.ours, (0, 0))
    sheet.paste(pair.stock, (width, 0))
    faint = pair.ours.point(lambda level: 192 + level // 4).convert("RGB")
    faint.paste("red", mask=pair.only_ours)
    faint.paste("blue", mask=pair.only_stock)
    sheet.paste(faint, (0, height))
    return sheet


def _rasterise(data: bytes, page: int) -> Image.Image:
    return Image.open(io.BytesIO(rasterise(data, page=page, width=round(WIDTH / 25.4 * DPI)))).convert("L")


def _find_ink(page: Image.Image) -> Image.Image:
    return page.point(lambda level: 255 if level < 128 else 0)


def _find_alone(page: Image.Image, other: Image.Image) -> Image.Image:
    """The dark pixels of a page that the other has none near."""
    near = _find_ink(other).filter(ImageFilter.MaxFilter(2 * REACH + 1))
    return ImageChops.subtract(_find_ink(page), near)


def _count(mask: Image.Image) -> int:
    return mask.histogram()[255]


if __name__ == "__main__":
    sys.exit(main())
