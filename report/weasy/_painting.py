"""Pages → PDF bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from report.document import Direction
from report.weasy._engine_errors import translate_errors
from report.weasy._values import EmbeddedFile, Layout, Painting, Press
from report.weasy._version import load_engine


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
        translate_errors(),
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
