"""Metadata of PDF/X-4 that are the same every time; the engine takes a random number for the document's."""

from __future__ import annotations

import re
import uuid

PRESS = "pdf/x-4"

_DOCUMENT = re.compile(rb"xmp\.did:[0-9a-f-]{36}")
# Of PDF/X-1a.
_CONFORMANCE = re.compile(rb"<pdfx:(GTS_PDFXConformance)>[^<]*</pdfx:\1>")


def settle_metadata(written: bytes, identifier: str) -> bytes:
    """`written`, an RDF text of the engine's, with a number made from `identifier`."""
    number = uuid.uuid5(uuid.NAMESPACE_URL, identifier)
    return _CONFORMANCE.sub(b"", _DOCUMENT.sub(f"xmp.did:{number}".encode(), written))
