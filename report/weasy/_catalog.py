"""What the engine leaves out of the PDF catalog, and what it says of links.

It writes no reading direction and no page labels, and describes a link, for who cannot see it, by the name
of its anchor ("fact-figures-1") instead of by its words.
"""

from __future__ import annotations

from typing import Any

import pydyf

from report.document import Direction
from report.weasy._joining import JOINER, part_letters


def complete_catalog(document: Any, pdf: Any, direction: Direction, page_labels: tuple[str, ...]) -> None:
    """A WeasyPrint finisher: `document` is laid out, `pdf` is the `pydyf.PDF` about to be written."""
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    preferences["DisplayDocTitle"] = "true"
    preferences["Direction"] = "/R2L" if direction == "rtl" else "/L2R"
    # Two pages side by side, the first alone on the side of the binding's outer page (ISO 32000-1, table 28):
    # with /R2L that is the left one, where the first page of a book bound on the right belongs.
    pdf.catalog["PageLayout"] = "/TwoPageRight"
    if page_labels:
        pdf.catalog["PageLabels"] = _number_pages(page_labels)
    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            _describe_link(box)


def _number_pages(labels: tuple[str, ...]) -> pydyf.Dictionary:
    """A label for each page, written out: the format counts in western digits alone (ISO 32000-1, 12.4.2)."""
    numbers = pydyf.Array()
    for index, label in enumerate(labels):
        numbers.extend((index, pydyf.Dictionary({"P": pydyf.String(label)})))
    return pydyf.Dictionary({"Nums": numbers})


def _describe_link(box: Any) -> None:
    annotation = box.link_annotation
    if annotation is None or box.element is None or "Contents" not in annotation:
        return
    text = part_letters("".join(box.element.itertext())).strip(
        JOINER
    )  # a border of the link may join letters
    words = box.element.get("aria-label") or " ".join(text.split())
    if words:
        annotation["Contents"] = pydyf.String(words)
