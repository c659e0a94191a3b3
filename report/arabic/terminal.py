"""Arabic for a terminal that draws characters one after the other from the left, each in its own cell.

The letters are joined by arabic-reshaper and put in their visual order by python-bidi. Of python-bidi's two
entry points ours is `bidi.get_display`, unicode-bidi in Rust: it keeps bracket pairs together (UAX 9, rule
N0) and knows isolates, where `bidi.algorithm.get_display` has no N0 and fails on isolates. What it leaves
out is done here: mirrored characters (rule L4), marks after their letter (rule L3), controls taken away.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
_MARKS_BEFORE_LETTER = re.compile(rf"([{_MARKS}]+)(.)", re.DOTALL)

# COMBINING GRAPHEME JOINER shows nothing and has the class of a mark: set after a character, it comes out
# before it where the run is right-to-left, and a bracket with it is still one of a pair (UAX 9, W1 and N0).
_PROBE = "\u034f"

_JOINER, _TATWEEL = "\u200d", "\u0640"


def for_terminal(text: str, width: int | None = None) -> str:
    """`text` in visual order, each line in the direction of its first strong letter.

    Lines of more than `width` characters are broken at spaces before they are ordered: a line that the
    terminal breaks would be read from its end. Text without a right-to-left letter is left as it is.
    """
    return "\n".join(_order_line(line, width) for line in text.split("\n"))


def _order_line(line: str, width: int | None) -> str:
    from bidi import get_base_level, get_display

    if not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in line):
        return line
    base = "R" if get_base_level(line) else "L"
    rows = [line]
    if width and len(line) > width:
        rows = textwrap.wrap(
            line, width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
        )
    return "\n".join(_finish(get_display(_prepare(row), base_dir=base)) for row in rows)


def _prepare(row: str) -> str:
    """Letters in their joined forms, and the probe after each character that has a mirror image."""
    # arabic-reshaper loses count of the letters after a joiner that it takes away.
    row = unicodedata.normalize("NFC", row).replace(_PROBE, "").replace(_JOINER, _TATWEEL)
    shaped: str = _reshaper().reshape(row)
    mirror_images = _mirror_images()
    return "".join(char + _PROBE if char in mirror_images else char for char in shaped)


def _finish(ordered: str) -> str:
    mirror_images = _mirror_images()
    one = f"[{re.escape(''.join(mirror_images))}]"
    mirrored = re.sub(
        rf"{_PROBE}({one})|({one}){_PROBE}",
        lambda match: mirror_images[match[1]] if match[1] else match[2],
        ordered,
    )
    marked = _MARKS_BEFORE_LETTER.sub(lambda match: match[2] + match[1][::-1], mirrored)
    return "".join(char for char in marked if unicodedata.category(char) != "Cf")


def _mirror_images() -> Mapping[str, str]:
    """Each character of Unicode's BidiMirroring.txt with the other one of its pair."""
    from bidi.mirror import MIRRORED

    images: Mapping[str, str] = MIRRORED
    return images


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # Few terminal fonts have the one glyph for "Allah", and none that fits one cell.
    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})
