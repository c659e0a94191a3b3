"""Identifier and language in the XMP metadata, which the engine leaves out (ISO 16684-1, Dublin Core)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

_DESCRIPTION = (
    """<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">{0}</rdf:Description>"""
)


@contextmanager
def complete_metadata(metadata: Any, identifier: str) -> Iterator[None]:
    """Have `metadata`, a WeasyPrint `DocumentMetadata`, write them as well inside the block."""
    original = metadata.generate_rdf_metadata
    elements = []
    if identifier:
        elements.append(f"<dc:identifier>{escape(identifier)}</dc:identifier>")
    if metadata.lang:
        elements.append(
            f"<dc:language><rdf:Bag><rdf:li>{escape(metadata.lang)}</rdf:li></rdf:Bag></dc:language>"
        )

    def generate(*arguments: Any, **named: Any) -> bytes:
        end = b"</rdf:RDF>"
        more = "".join(_DESCRIPTION.format(element) for element in elements).encode()
        written: bytes = original(*arguments, **named)
        return written.replace(end, more + end)

    metadata.generate_rdf_metadata = generate
    try:
        yield
    finally:
        del metadata.generate_rdf_metadata
