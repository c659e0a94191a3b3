"""Areas of links: the engine makes one for every box inside a link, some of them without height.

A raised mark has `line-height: 0`, so that it does not push the lines apart.
"""

from __future__ import annotations

from typing import Any

Area = tuple[float, float, float, float]
"""Left, top, right, bottom in CSS pixels."""


def mend_links(pages: list[Any]) -> None:
    """Leave `pages` (WeasyPrint's) one link for each `a` on each of its lines, and give it an area."""
    for page in pages:
        page.links = [
            (kind, target, area if area[1] < area[3] else find_area(box), box)
            for kind, target, area, box in page.links
            if box.link is not None
        ]


def find_area(box: Any) -> Area:
    """Where a click on `box` counts: its line, or what stands in it where the line has no height."""
    left, top, width, height = box.hit_area()
    if height:
        return left, top, left + width, top + height
    inner = [child.hit_area() for child in box.children]
    top = min((area[1] for area in inner), default=top)
    bottom = max((area[1] + area[3] for area in inner), default=top)
    return left, top, left + width, bottom
