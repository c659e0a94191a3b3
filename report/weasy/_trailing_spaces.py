"""The space at the end of a line, taken off whole.

The engine takes it off the width of the last box of a line but leaves it in what Pango has laid out, and
moves the line to cover it. Justified, the box is laid out anew without the space: the line sticks out of the
left margin by one space, beside a gap that is one too wide. So it is wherever a line from right to left ends
between a text and an inline element.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline


def remove_last_whitespace(context: Any, line: Any) -> None:
    """In place of `weasyprint.layout.inline.remove_last_whitespace`."""
    ancestors = []
    box = line
    while isinstance(box, LineBox | InlineBox):
        ancestors.append(box)
        if not box.children:
            return
        box = box.children[-1]
    if not isinstance(box, TextBox) or box.style["white_space"] not in ("normal", "nowrap", "pre-line"):
        return
    text = box.text.rstrip(" ")
    if len(text) == len(box.text):
        return
    width = box.width
    box.text = text
    if text:
        trimmed, _resume_at, _is_preserved = inline.split_text_box(context, box, None, 0)
        box.width, box.pango_layout = trimmed.width, trimmed.pango_layout
    else:
        box.width = 0
    for ancestor in ancestors:
        ancestor.width -= width - box.width
        if ancestor.style["direction"] == "rtl":
            for child in ancestor.children[:-1]:
                child.translate(dx=box.width - width, ignore_floats=True)
