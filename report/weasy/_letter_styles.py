"""What a style does to Arabic letters that have no good form for it; the engine does as it is told.

Space between the letters opens every join, a feature that is off takes their forms away, no Arabic face is
slanted, and through a transparent letter the next one is seen where they overlap (W3C, Text Layout
Requirements for the Arabic Script).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.fonts import font_features

from report.errors import Finding, Severity, message

_LETTER = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3]")
_REQUIRED = frozenset(("calt", "ccmp", "curs", "fina", "init", "liga", "mark", "medi", "mkmk", "rlig"))


def find_letter_faults(pages: Any) -> Iterator[Finding]:
    """Each property and value that does so, once, with the first page and the first words of it."""
    found: dict[str, tuple[int, str]] = {}
    judged: dict[int, tuple[str, ...]] = {}
    for number, page in enumerate(pages, 1):
        for box in page._page_box.descendants():
            if isinstance(box, TextBox) and _LETTER.search(box.text):
                faults = judged.setdefault(id(box.style), tuple(_judge(box.style)))
                for fault in faults:
                    found.setdefault(fault, (number, box.text.strip()[:40]))
    for fault, (number, text) in found.items():
        yield Finding(
            rule="letters-keep-their-forms",
            severity=Severity.WARNING,
            message=message(
                "page {page}: {declaration} on Arabic letters: {text}",
                page=number,
                declaration=fault,
                text=text,
            ),
        )


def _judge(style: Any) -> Iterator[str]:
    if style["letter_spacing"] not in ("normal", 0):
        yield "letter-spacing"
    if style["font_style"] != "normal":
        yield f"font-style: {style['font_style']}"
    asked = font_features(
        font_variant_ligatures=style["font_variant_ligatures"],
        font_feature_settings=style["font_feature_settings"],
    )
    for feature, value in asked.items():
        if feature in _REQUIRED and value == 0:
            yield f'font-feature-settings: "{feature}" 0'
    if style["color"].alpha < 1:
        yield "color"
