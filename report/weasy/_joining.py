"""Arabic letters that join over the border of a tag.

The engine shapes each inline box by itself, so that a word with a tag inside falls apart (no upstream issue
of its own; WeasyPrint issue 106 is about bidi over boxes). A U+200D on both sides of the border joins it
again; the text layer leaves them out, and so must what else takes its words from the boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

JOINER = "\u200d"

# Joining types D, and D or R, of the letters of Arabic, Persian and Urdu (Unicode, ArabicShaping.txt).
_DUAL = "\u0626\u0628\u062a-\u062e\u0633-\u0647\u0649\u064a\u067e\u0686\u06a9\u06af\u06ba\u06be\u06c1\u06cc"
_RIGHT = "\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671\u0679\u0688\u0691\u0698\u06d2\u06d3"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
# A note stands at the foot of the page, wherever it begins in the text.
_NAMES = "a|abbr|b|bdi|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u"
_TAGS = rf"(?:</?(?:{_NAMES})\b(?![^<>]*footnote)[^<>]*>)+"
_BORDER = re.compile(f"([{_DUAL}][{_MARKS}]*)({_TAGS})(?=[{_DUAL}{_RIGHT}])")


def join_letters(html: str) -> str:
    """`html` with the words joined that a tag divides."""
    return _BORDER.sub(rf"\1{JOINER}\2{JOINER}", html)


def part_letters(text: str) -> str:
    """`text` of an element without the joiners of borders inside it; an author's own are not in pairs."""
    return text.replace(2 * JOINER, "")


def clean_bookmarks(pages: Iterable[Any]) -> None:
    """Leave the joiners out of the outline of `pages` (WeasyPrint's)."""
    for page in pages:
        page.bookmarks = [(level, part_letters(label), *rest) for level, label, *rest in page.bookmarks]
