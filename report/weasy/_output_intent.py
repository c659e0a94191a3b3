"""The meaning of the colours (ISO 19005-3, 6.2.3). The engine leaves the file of its profile open."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

OUTPUT_INTENT = "screen"
"""The name under which `document.color_profiles` has the profile."""


@dataclass(slots=True, kw_only=True)
class _Profile:
    """In place of `weasyprint.css.ColorProfile`; the bytes are those of the file."""

    name: str
    content: bytes
    components: tuple[str, ...]
    pdf_reference: bytes | None = None


def set_output_intent(document: Any) -> None:
    """Have `document` (WeasyPrint's) say that its colours are sRGB, by the profile that the engine brings."""
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    profile = _Profile(name="sRGB IEC61966-2.1", content=content, components=("r", "g", "b"))
    document.color_profiles[OUTPUT_INTENT] = profile
    document.output_intent = OUTPUT_INTENT
