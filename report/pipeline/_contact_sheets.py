"""Pictures of all pages side by side, for who wants to see the book at a glance."""

from __future__ import annotations

from report.document import Direction
from report.images import desaturate, tile_images
from report.pdfium import count_pages, rasterise

CONTACT_SHEET = "contact-sheet.png"
GRAY_SHEET = "contact-sheet-gray.png"


def tile_pages(pdf: bytes, direction: Direction) -> dict[str, bytes]:
    """PNG files by name: the pages of `pdf` in the order of reading, in colour and in black alone."""
    pages = [rasterise(pdf, page=number, width=420) for number in range(1, count_pages(pdf) + 1)]
    sheet = tile_images(pages, columns=4, gap=12, rightwards=direction == "ltr")
    return {CONTACT_SHEET: sheet, GRAY_SHEET: desaturate(sheet)}
