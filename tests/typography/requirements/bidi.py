"""Requirements 16 to 24: the direction of the text and of what runs against it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.typography.requirements import requirement
from tests.typography.subject import Page, Subject

_ARABIC = "<p>اللغة العربية تُكتب من اليمين إلى اليسار.</p>"


@requirement(
    16,
    "the base direction is said in the markup, and no element is aligned by an attribute",
    severity="must",
    fault=Page(body=_ARABIC, root='<html lang="ar">'),
    fault_is="an `html` element without `dir`",
    sound=Page(body=_ARABIC),
)
def direction_is_explicit(subject: Subject) -> Iterator[str]:
    root = subject.root
    if root.get("dir") not in ("rtl", "ltr") or not root.get("lang"):
        yield f"<html lang={root.get('lang')} dir={root.get('dir')}>"
    for element in root.iter():
        if isinstance(element.tag, str) and re.fullmatch("left|right", element.get("align", "")):
            yield f"<{element.tag} align={element.get('align')}>"
