"""A text whose last space alone is too wide for the line is a whole line.

Where an element follows the space, as a mark of ours does, the engine ends the line after the first word
instead (WeasyPrint 70, no issue known).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def split_first_line(
    split: Callable[..., Any],
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    *rest: Any,
    **options: Any,
) -> Any:
    """Around `weasyprint.text.line_break.split_first_line`: a layout, the length of the line in bytes, where
    the next one begins (None: nowhere), width, height and baseline."""
    found = split(text, style, context, max_width, *rest, **options)
    length, resume_at = found[1:3]
    if resume_at is None or max_width is None or not text.endswith(" ") or style["white_space"] != "normal":
        return found
    if " " in text.encode()[:length].decode().strip(" "):
        return found
    whole = split(text.rstrip(" "), style, context, max_width, *rest, **options)
    return whole if whole[2] is None and whole[3] <= max_width else found
