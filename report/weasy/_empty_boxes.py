"""A line may end before an empty element that follows a space, as the anchor of a sentence does.

The engine forgets the space when it meets the element (WeasyPrint 70, no issue known): no line could end
before a sentence that has an anchor, where a mark of ours ends the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, TextBox

_LINE_CHILDREN = 9
"""The place of the children of the line so far among the arguments after `box`."""


def split_level(split: Callable[..., Any], context: Any, box: Any, *rest: Any) -> Any:
    """Around `weasyprint.layout.inline.split_inline_level`.

    What it returns tells whether a line may end before the first letter of `box` and after its last one.
    """
    result = split(context, box, *rest)
    new_box, resume_at, preserved, first, last, widths = result
    if (
        isinstance(box, InlineBox)
        and first is None
        and last is None
        and _ends_with_space(rest[_LINE_CHILDREN])
    ):
        return new_box, resume_at, preserved, True, False, widths
    return result


def _ends_with_space(children: Sequence[tuple[int, Any]]) -> bool:
    if not children:
        return False
    _index, box = children[-1]
    while isinstance(box, InlineBox) and box.children:
        box = box.children[-1]
    return isinstance(box, TextBox) and box.text.endswith(" ")
