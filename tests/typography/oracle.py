"""What the Unicode Bidirectional Algorithm (UAX 9) makes of a line, by python-bidi: no part of the engine.

`bidi.get_display` knows bracket pairs (rule N0) and isolates; it leaves out the mirroring of rule L4, which
shapes tell better: `tests/typography/painted.py`.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby

from tests.typography.lines import Line, Run

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
_MARKS = frozenset(("fact-mark", "note-call"))


def predict_line(line: Line) -> str:
    """The characters of `line` from left to right, without those that have no place of their own.

    A run of the other direction is isolated, and so is each mark of ours, which is no part of the sentence.
    """
    from bidi import get_display

    base = line.style["direction"]
    text = ""
    for (direction, mark), runs in groupby(
        line.runs, key=lambda run: (run.style["direction"], _find_mark(run))
    ):
        inside = "".join(run.text for run in runs)
        if mark or direction != base:
            inside = (LRI if direction == "ltr" else RLI) + inside + PDI
        text += inside
    ordered: str = get_display(text, base_dir="R" if base == "rtl" else "L")
    return keep_visible(ordered)


def _find_mark(run: Run) -> int:
    """A number for each mark of ours; 0 for text."""
    return id(run) if _MARKS.intersection(run.kind.split()) else 0


def keep_visible(text: str) -> str:
    """`text` without spaces, marks and what shows nothing."""
    return "".join(
        char for char in text if not char.isspace() and unicodedata.category(char) not in ("Mn", "Cf", "Zs")
    )
