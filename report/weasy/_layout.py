"""HTML → pages, with plain values for what came to stand where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from report.errors import TemplateError
from report.fonts import Face
from report.weasy._address import memory_url
from report.weasy._engine_errors import translate_errors
from report.weasy._values import Grid, Justification, Layout
from report.weasy._version import load_engine

_LINE_BY_LINE = Justification()


def layout(
    html: str,
    *,
    stylesheets: Sequence[str],
    faces: Sequence[Face],
    resources: Mapping[str, bytes] | None = None,
    roots: Iterable[Path] = (),
    variant: str | None = None,
    justification: Justification = _LINE_BY_LINE,
    grid: Grid | None = None,
) -> Layout:
    """Lay out `html` with `stylesheets` (CSS texts, the last one strongest).

    The page sees `faces`, `resources` (by `memory_url(name)`) and files below `roots`; relative addresses
    start from the first root. `variant` is the PDF standard ("pdf/ua-1") to prepare for, `justification` is
    for lines with `text-align: justify`, `grid` for running text.
    """
    load_engine()
    from report.weasy._fetcher import LockedFetcher
    from report.weasy._grid import keep_grid
    from report.weasy._justification import justify
    from report.weasy._letter_styles import find_letter_faults
    from report.weasy._log import collect_log
    from report.weasy._refusals import refuse_unsupported
    from report.weasy._svg import mend_drawings

    refuse_unsupported(stylesheets, html)
    if not faces:
        raise TemplateError("the theme gives no font face for pages")
    roots = tuple(roots)
    fetcher = LockedFetcher({**(resources or {}), **_name_faces(faces)}, roots)
    base = f"{roots[0].resolve().as_uri()}/" if roots else None
    with collect_log() as log, translate_errors(), mend_drawings(), justify(justification), keep_grid(grid):
        document = _render(html, (_declare_faces(faces), *stylesheets), fetcher, base, variant)
    return Layout(
        document=document,
        page_count=len(document.pages),
        pages=MappingProxyType(_find_pages(document)),
        fills=tuple(_measure_fill(page._page_box) for page in document.pages),
        findings=(*log.findings(fetcher.refused), *find_letter_faults(document.pages)),
    )


def _render(html: str, styles: Sequence[str], fetcher: Any, base: str | None, variant: str | None) -> Any:
    """WeasyPrint's `Document`, with its letters joined and its links, notes and bookmarks mended."""
    engine = load_engine()
    from weasyprint.css.counters import CounterStyle

    from report.weasy._fontconfig import PrivateFontConfiguration
    from report.weasy._footnotes import link_footnotes
    from report.weasy._joining import clean_bookmarks, join_letters
    from report.weasy._links import mend_links

    shared = {"base_url": base, "url_fetcher": fetcher}
    fonts, counters = PrivateFontConfiguration(), CounterStyle()
    sheets = [engine.CSS(string=text, font_config=fonts, counter_style=counters, **shared) for text in styles]
    document = engine.HTML(string=join_letters(html), **shared).render(
        font_config=fonts, counter_style=counters, stylesheets=sheets, pdf_variant=variant
    )
    mend_links(document.pages)
    link_footnotes(document.pages)
    clean_bookmarks(document.pages)
    return document


def _face_name(face: Face) -> str:
    return f"faces/{face.family}/{face.weight}-{face.style}.ttf"


def _name_faces(faces: Sequence[Face]) -> dict[str, bytes]:
    return {_face_name(face): face.data for face in faces}


def _declare_faces(faces: Sequence[Face]) -> str:
    """One rule for each family, weight and style: two of one kind make the engine draw wrong letters."""
    rules = {_face_name(face): face for face in faces}
    if len(rules) != len(faces):
        raise TemplateError("the theme gives a font face twice: one file for each family, weight and style")
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f' src: url("{memory_url(name)}") }}'
        for name, face in rules.items()
    )


def _find_pages(document: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            found.setdefault(anchor, number)
    return found


def _measure_fill(page_box: Any) -> float:
    from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox

    top, height = float(page_box.content_box_y()), float(page_box.height)
    ends = (
        float(box.position_y + box.margin_height()) - top
        for box in page_box.children[0].descendants()
        if isinstance(box, LineBox | ReplacedBox)
    )
    return min(max(ends, default=0.0) / height, 1.0)
