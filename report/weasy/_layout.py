"""HTML → pages → PDF bytes, with plain values for what came to stand where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from report.document import Direction
from report.errors import Finding, LimitError, ReportError, TemplateError, message
from report.fonts import Face
from report.typography.kashida import Kashida
from report.weasy._address import memory_url
from report.weasy._version import load_engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The laid out pages.

    `pages` maps each id to the number (from 1) of the page that its element starts on; `fills` tells for
    each page how much of its height the text takes (0 to 1); `document` is WeasyPrint's `Document`, for
    `paint` alone.
    """

    document: Any
    page_count: int
    pages: Mapping[str, int]
    fills: tuple[float, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFile:
    """`relationship` is what the file is to the pages: what they were made from, or the data behind them."""

    name: str
    media_type: str
    data: bytes
    description: str
    relationship: Literal["Source", "Data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A printing condition, and what of the pages is not for it.

    `condition` is its identifier in `registry`, `name` the name of `profile`, an ICC profile. `inks` maps
    colours (red, green, blue from 0 to 255) to shares (0 to 1) of cyan, magenta, yellow and black.
    `is_label` tells from its target whether a link is a mark of ours and no part of the text.
    """

    condition: str
    registry: str
    name: str
    profile: bytes
    inks: Mapping[tuple[int, int, int], tuple[float, float, float, float]]
    is_label: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """How justified lines are set: their `breaks` chosen line by line or over the whole paragraph, and words
    drawn out by `kashida` where lines are as wide as `least` millimetres."""

    breaks: Literal["line", "paragraph"] = "line"
    kashida: Kashida = "off"
    least: float = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting:
    data: bytes
    findings: tuple[Finding, ...]


def layout(
    html: str,
    *,
    stylesheets: Sequence[str],
    faces: Sequence[Face],
    resources: Mapping[str, bytes] | None = None,
    roots: Iterable[Path] = (),
    variant: str | None = None,
    justification: Justification = Justification(),
) -> Layout:
    """Lay out `html` with `stylesheets` (CSS texts, the last one strongest).

    The page sees `faces`, `resources` (by `memory_url(name)`) and files below `roots`; relative addresses
    start from the first root. `variant` is the PDF standard ("pdf/ua-1") to prepare for, `justification` is
    for lines with `text-align: justify`.
    """
    engine = load_engine()
    from weasyprint.css.counters import CounterStyle

    from report.weasy._fetcher import LockedFetcher
    from report.weasy._fontconfig import PrivateFontConfiguration
    from report.weasy._footnotes import link_footnotes
    from report.weasy._joining import join_letters
    from report.weasy._justification import justify
    from report.weasy._links import mend_links
    from report.weasy._log import collect_log
    from report.weasy._refusals import refuse_unsupported
    from report.weasy._svg import mend_drawings

    refuse_unsupported(stylesheets, html)
    if not faces:
        raise TemplateError("the theme gives no font face for pages")
    roots = tuple(roots)
    fetcher = LockedFetcher({**(resources or {}), **_name_faces(faces)}, roots)
    shared = {"base_url": f"{roots[0].resolve().as_uri()}/" if roots else None, "url_fetcher": fetcher}
    fonts, counters = PrivateFontConfiguration(), CounterStyle()
    with collect_log() as log, _translate_errors(), mend_drawings(), justify(justification):
        sheets = [
            engine.CSS(string=text, font_config=fonts, counter_style=counters, **shared)
            for text in (_declare_faces(faces), *stylesheets)
        ]
        document = engine.HTML(string=join_letters(html), **shared).render(
            font_config=fonts, counter_style=counters, stylesheets=sheets, pdf_variant=variant
        )
        mend_links(document.pages)
        link_footnotes(document.pages)
    return Layout(
        document=document,
        page_count=len(document.pages),
        pages=MappingProxyType(_find_pages(document)),
        fills=tuple(_measure_fill(page._page_box) for page in document.pages),
        findings=tuple(log.findings(fetcher.refused)),
    )


def paint(
    pages: Layout,
    *,
    variant: str | None = None,
    direction: Direction = "ltr",
    page_labels: Sequence[str] = (),
    identifier: str = "",
    files: Sequence[EmbeddedFile] = (),
    timestamp: str = "",
    press: Press | None = None,
) -> Painting:
    """The PDF of `pages`, byte for byte the same for the same pages.

    `direction` is the one in which the pages follow each other; `page_labels` are what a viewer calls the
    pages; `identifier` (a URN) goes into the XMP metadata and the file identifier; `files` go into the file,
    dated `timestamp` (ISO 8601). With the variant "pdf/a-3a" the file is PDF/UA-1 as well, with "pdf/a-4f"
    PDF/UA-2. `press` goes with "pdf/x-4": the file is in its inks, with crop marks and without links, and
    dated `timestamp`.
    """
    load_engine()
    from report.weasy._attachments import embed_files
    from report.weasy._catalog import complete_catalog
    from report.weasy._images import forbid_interpolation
    from report.weasy._log import collect_log
    from report.weasy._metadata import complete_metadata
    from report.weasy._output_intent import OUTPUT_INTENT, set_output_intent
    from report.weasy._press import finish_for_press, prepare_for_press
    from report.weasy._press_pages import drop_links
    from report.weasy._structure_tags import mend_structure
    from report.weasy._text_drawing import mend_text

    document = pages.document
    is_archive = variant is not None and variant.startswith("pdf/a")
    if is_archive:
        set_output_intent(document)
    if press:
        prepare_for_press(document, timestamp)
    known = dict(document.url_fetcher.refused)

    def finish(document: Any, pdf: Any) -> None:
        complete_catalog(document, pdf, "ltr" if text.has_ltr_lines else direction, tuple(page_labels))
        embed_files(pdf, files, timestamp)
        forbid_interpolation(pdf)
        if press:
            finish_for_press(pdf, press)

    with (
        collect_log() as log,
        _translate_errors(),
        complete_metadata(document.metadata, identifier, variant),
        mend_text(document.pages) as text,
        mend_structure(document, partial(drop_links, document.pages, press.is_label) if press else None),
    ):
        data = document.write_pdf(
            pdf_variant=variant,
            pdf_tags=variant is not None,
            output_intent=OUTPUT_INTENT if is_archive else None,
            finisher=finish,
            pdf_identifier=identifier.encode() or None,
        )
    refused = {url: why for url, why in document.url_fetcher.refused.items() if url not in known}
    return Painting(data=data, findings=tuple(log.findings(refused)))


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


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except ReportError:
        raise
    except (RecursionError, MemoryError) as error:
        raise LimitError("the text is nested too deeply, or too large, for the page engine") from error
    except Exception as error:
        raise TemplateError(
            "the page engine failed: {kind}: {reason}",
            kind=type(error).__name__,
            reason=error,
            hint=message("a value in a template or stylesheet may be out of range"),
        ) from error
