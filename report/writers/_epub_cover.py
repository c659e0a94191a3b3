"""The cover as an image: a page of HTML, laid out, painted, and rasterised."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image

from report.edition import Edition
from report.errors import Finding
from report.pdfium import rasterise
from report.render import Renderer
from report.weasy import Layout, layout, paint

WIDTH = 1600
"""Pixels; the height is 2560: what shops ask for, 1.6 : 1."""

BYTES = 60_000
"""What the image should stay below: a cover is loaded before anything else, often over a slow line."""

_COLOURS = (32, 24, 16)
_QUALITIES = (88, 75, 60, 50)
_TITLE_SIZES = (150, 132, 116, 100, 86, 74, 62, 50)


def paint_cover(edition: Edition, renderer: Renderer) -> tuple[bytes, tuple[Finding, ...]]:
    """The cover as PNG or JPEG, and what the page engine had to say of it."""
    pages = _lay_out(edition, renderer)
    painting = paint(pages, direction=edition.metadata.direction)
    return _compress(painting.data), (*pages.findings, *painting.findings)


def _lay_out(edition: Edition, renderer: Renderer) -> Layout:
    """The largest title with which all stands on one page; before it gets too small to read the deck goes."""
    attempts = [(size, True) for size in _TITLE_SIZES[:5]] + [(size, False) for size in _TITLE_SIZES[2:]]
    for size, with_deck in attempts:
        html = renderer.render("cover.html.j2", edition, target="print", size=size, with_deck=with_deck)
        pages = layout(html, stylesheets=(), faces=renderer.faces("epub"))
        if pages.page_count == 1:
            break
    return pages


def _compress(page: bytes) -> bytes:
    """The first form that keeps below `BYTES`, else the smallest."""
    forms = []
    for image in _iterate_forms(page):
        if len(image) <= BYTES:
            return image
        forms.append(image)
    return min(forms, key=len)


def _iterate_forms(page: bytes) -> Iterator[bytes]:
    """PNG of few colours, in which letters and lines are small and sharp; then JPEG, as pictures need."""
    painted = Image.open(io.BytesIO(rasterise(page, width=WIDTH)))
    for colours in _COLOURS:
        stream = io.BytesIO()
        painted.quantize(colours, Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
        yield stream.getvalue()
    for quality in _QUALITIES:
        yield rasterise(page, width=WIDTH, format="JPEG", quality=quality)
