"""Pages as a press takes them: crop marks outside the bleed, and no links.

The engine draws its marks in RGB inside the bleed, where they are cut into the page. Annotations may not
touch a page that is printed (ISO 15930-7, 6.17).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pydyf

from report.weasy._structure import Annotation, Structure

MARK, GAP, EDGE = 14.0, 3.0, 4.0
"""Points: the length of a mark, between it and the bleed, between it and the edge of the sheet."""

_WIDTH = 0.25


def add_crop_marks(pdf: Any) -> None:
    """Make the sheets of `pdf` (a `pydyf.PDF`) larger than the bleed, and mark the trim on them."""
    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    marks: dict[tuple[float, ...], Any] = {}
    for page in pages:
        bleed, trim = page["BleedBox"], page["TrimBox"]
        margin = MARK + GAP + EDGE
        left, bottom, right, top = bleed
        page["MediaBox"] = pydyf.Array([left - margin, bottom - margin, right + margin, top + margin])
        # Colours that shine through each other mix as inks do.
        page["Group"] = pydyf.Dictionary({"Type": "/Group", "S": "/Transparency", "CS": "/DeviceCMYK"})
        key = (*trim, *bleed)
        if key not in marks:
            marks[key] = _draw_marks(trim, bleed)
            pdf.add_object(marks[key])
        page["Contents"] = pydyf.Array([marks[key].reference, page["Contents"]])


def _draw_marks(trim: Any, bleed: Any) -> Any:
    """Two lines at each corner, in every ink, so that all plates can be laid over each other."""
    stream = pydyf.Stream(compress=True)
    stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Page"}))
    stream.push_state()
    stream.set_line_width(_WIDTH)
    stream.stream.append(b"1 1 1 1 K")
    left, bottom, right, top = bleed
    for x in (trim[0], trim[2]):
        for start, end in ((bottom - GAP, bottom - GAP - MARK), (top + GAP, top + GAP + MARK)):
            stream.move_to(x, start)
            stream.line_to(x, end)
    for y in (trim[1], trim[3]):
        for start, end in ((left - GAP, left - GAP - MARK), (right + GAP, right + GAP + MARK)):
            stream.move_to(start, y)
            stream.line_to(end, y)
    stream.stroke()
    stream.pop_state()
    stream.end_marked_content()
    return stream


def drop_links(pages: list[Any], is_label: Callable[[str], bool], structure: Structure) -> None:
    """Leave the words of the links of `pages` (WeasyPrint's) in `structure`, and of marks of ours a label."""
    targets = {box: target for page in pages for _kind, target, _area, box in page.links}
    for node in structure.root.walk():
        links = [kid for kid in node.kids if isinstance(kid, Annotation)]
        if links:
            node.type = "Lbl" if is_label(targets[links[0].box]) else "Span"
            node.kids = [kid for kid in node.kids if kid not in links]
    for page in pages:
        page.links = []
