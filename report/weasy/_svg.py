"""A drawing without a width in a line from right to left, at which the engine crashes.

It takes the width that the line has to give, as for a block, and then moves the box by what is left over:
but a box in a line has no place yet. No upstream issue.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import weasyprint.layout.block

_LOCK = threading.RLock()


@contextmanager
def mend_drawings() -> Iterator[None]:
    """Lay such drawings out inside the block."""
    with _LOCK:
        original = weasyprint.layout.block.block_level_width

        @wraps(original)
        def set_width(box: Any, *arguments: Any) -> None:
            if not hasattr(box, "position_x"):
                box.position_x = 0  # the line sets it afterwards
            original(box, *arguments)

        weasyprint.layout.block.block_level_width = set_width
        try:
            yield
        finally:
            weasyprint.layout.block.block_level_width = original
