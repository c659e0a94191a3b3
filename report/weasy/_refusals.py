"""What a stylesheet may not ask for, because the engine does it wrongly from right to left, or at all.

None of it has an upstream issue. The list is short because our own stylesheets do without; a project that
brings its own is told, instead of getting a page that is wrong in a place that nobody looks at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from report.errors import TemplateError, message

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

_ALWAYS = (
    # Two faces of one family, weight and style, as in a split by unicode-range, draw each other's glyphs.
    ("@font-face", re.compile(r"@font-face\b", re.IGNORECASE)),
    ("::first-letter", re.compile(r"::?first-letter\b", re.IGNORECASE)),  # in its isolated form
)
_RTL = (
    ("text-indent", re.compile(r"[{;\s]text-indent\s*:(?!\s*0(?:[a-z%]*)?\s*[;}])", re.IGNORECASE)),
    ("column-rule", re.compile(r"[{;\s]column-rule[\w-]*\s*:(?!\s*(?:none|0)\b)", re.IGNORECASE)),
    ("display: grid", re.compile(r"[{;\s]display\s*:\s*(?:inline-)?grid\b", re.IGNORECASE)),
    ("text-overflow: ellipsis", re.compile(r"[{;\s]text-overflow\s*:\s*ellipsis\b", re.IGNORECASE)),
)
_HINTS = {
    "@font-face": message("list the family in the theme, with one file for each weight and style"),
    "text-indent": message("put an empty inline-block of that width before the text"),
    "display: grid": message("use flex, or a table"),
}
_ROOT = re.compile(r"<html\b[^>]*\bdir\s*=\s*[\"']?rtl", re.IGNORECASE)


def refuse_unsupported(stylesheets: Iterable[str], html: str) -> None:
    """Raise a `TemplateError` at the first thing in `stylesheets` that the page would be wrong with."""
    refused = (*_ALWAYS, *_RTL) if _ROOT.search(html) else _ALWAYS
    for text in stylesheets:
        bare = _COMMENT.sub("", text)
        for name, pattern in refused:
            if pattern.search(bare):
                raise TemplateError(
                    "a stylesheet uses {name}, which the page engine draws wrongly",
                    name=name,
                    hint=_HINTS.get(name),
                )
