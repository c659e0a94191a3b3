"""Links from a footnote's call to the note and from the note's number back: the engine makes none."""

from __future__ import annotations

from typing import Any

_CALL, _MARKER = "::footnote-call", "::footnote-marker"


def link_footnotes(pages: list[Any]) -> None:
    """Add them to `pages` (WeasyPrint's). The call of the note with the id `x` gets the anchor `x-call`."""
    for page in pages:
        for box in list(page._page_box.descendants()):
            tag = box.element_tag or ""
            name = box.element.get("id") if box.element is not None else None
            if name and tag.endswith((_CALL, _MARKER)) and not box.is_outside_marker:
                _link(page, box, name, tag.endswith(_CALL))


def _link(page: Any, box: Any, name: str, is_call: bool) -> None:
    left, top, width, height = box.hit_area()
    rectangle = (left, top, left + width, top + height)
    if is_call:
        page.anchors.setdefault(f"{name}-call", rectangle)
    page.links.append(("internal", name if is_call else f"{name}-call", rectangle, box))
    # The tag decides the structure element, and a link annotation must lie in a Link (ISO 14289-1, 7.18.5).
    box.element_tag = f"a{_CALL if is_call else _MARKER}"
