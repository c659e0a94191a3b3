"""Links from a footnote's call to the note and from the note's number back: the engine makes none."""

from __future__ import annotations

from typing import Any

from report.weasy._links import find_area

_CALL, _MARKER = "::footnote-call", "::footnote-marker"


def link_footnotes(pages: list[Any]) -> None:
    """Add them to `pages` (WeasyPrint's). The call of the note with the id `x` gets the anchor `x-call`."""
    linked = set()
    for page in pages:
        for box in list(page._page_box.descendants()):
            tag = box.element_tag or ""
            name = box.element.get("id") if box.element is not None else None
            # The boxes inside a call or a number are of the same element.
            if name and tag.endswith((_CALL, _MARKER)) and (name, tag) not in linked:
                linked.add((name, tag))
                _link(page, box, name, tag.endswith(_CALL))


def _link(page: Any, box: Any, name: str, is_call: bool) -> None:
    area = find_area(box)
    if is_call:
        page.anchors.setdefault(f"{name}-call", area)
    page.links.append(("internal", name if is_call else f"{name}-call", area, box))
