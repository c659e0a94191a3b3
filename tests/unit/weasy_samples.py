"""Small documents for tests of the page engine, printed in our own fonts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from report.fonts import Face, load_families
from report.resources import Resources
from report.weasy import Layout, Painting, layout, paint

CSS = """
    @page { size: 300pt 200pt; margin: 20pt }
    body { font: 10pt/15pt Amiri, 'IBM Plex Sans Arabic'; margin: 0 }
    p { margin: 0 }
"""


@cache
def load_faces() -> tuple[Face, ...]:
    return load_families(Resources(), ("Amiri", "IBM Plex Sans Arabic"))


def lay_out(
    body: str,
    *,
    css: str = "",
    resources: Mapping[str, bytes] | None = None,
    roots: Sequence[Any] = (),
    language: str = "ar",
    variant: str | None = "pdf/a-3a",
) -> Layout:
    html = f'<html lang="{language}" dir="rtl"><head><title>عنوان</title></head><body>{body}</body></html>'
    return layout(
        html,
        stylesheets=(CSS, css),
        faces=load_faces(),
        resources=resources,
        roots=roots,
        variant=variant,
    )


def paint_pages(pages: Layout, *, variant: str | None = "pdf/a-3a", **options: Any) -> Painting:
    return paint(pages, variant=variant, **options)


def print_pages(body: str, *, css: str = "", **options: Any) -> bytes:
    return paint_pages(lay_out(body, css=css), **options).data
