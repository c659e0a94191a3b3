"""The lines that a text takes: the engine has no `text-wrap: balance`, a title is tried in many widths."""

from __future__ import annotations

from collections import Counter

from report.weasy._values import Layout


def count_lines(pages: Layout) -> dict[str, int]:
    """The number of lines of each element with an id that holds lines itself."""
    from weasyprint.formatting_structure.boxes import LineBox

    lines: Counter[str] = Counter()
    for page in pages.document.pages:
        for box in page._page_box.descendants():
            name = box.element.get("id") if box.element is not None else None
            if name:
                lines[name] += sum(isinstance(child, LineBox) for child in box.children)
    return {name: count for name, count in lines.items() if count}
