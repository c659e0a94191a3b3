"""Images are asked to be smoothed where they are enlarged, which PDF/A forbids (ISO 19005-3, 6.2.8)."""

from __future__ import annotations

from typing import Any

import pydyf


def forbid_interpolation(pdf: Any) -> None:
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"
