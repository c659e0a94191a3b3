"""A book for a printing press: PDF/X-4 (ISO 15930-7).

The engine has the variant, but it writes the clock and a random number, RGB next to CMYK, marks inside the
bleed, and links where none may be. What is wrong is mended before the file is written, a concern a file:
`_press_colours`, `_press_images`, `_press_pages`, `_press_metadata`.
"""

from __future__ import annotations

from typing import Any

import pydyf

from report.separation import Separation
from report.weasy._press_colours import separate_colours
from report.weasy._press_images import separate_images
from report.weasy._press_pages import add_crop_marks
from report.weasy._values import Press

_CMYK = "device-cmyk"
"""The engine's word for colours that mean the inks of the output intent."""


def prepare_for_press(document: Any, timestamp: str) -> None:
    """Have `document` (WeasyPrint's) say in its colour spaces that it is for CMYK, and have it dated."""
    document.output_intent = _CMYK
    document.metadata.created = document.metadata.modified = timestamp


def finish_for_press(pdf: Any, press: Press) -> None:
    """Bring `pdf` (a `pydyf.PDF` about to be written) into the inks of `press`."""
    separation = Separation(press.profile, press.inks)
    separate_images(pdf, separation)
    separate_colours(pdf, separation)
    add_crop_marks(pdf)
    pdf.info["GTS_PDFXVersion"] = pydyf.String("PDF/X-4")  # also in the XMP; many readers look here alone
    _set_output_intent(pdf, press)


def _set_output_intent(pdf: Any, press: Press) -> None:
    profile = pydyf.Stream([press.profile], {"N": 4}, compress=True)
    pdf.add_object(profile)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": pydyf.String(press.condition),
        "RegistryName": pydyf.String(press.registry),
        "Info": pydyf.String(press.name),
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])
