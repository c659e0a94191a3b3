"""What the XMP metadata leave out: identifier and language (ISO 16684-1), and a second standard.

The engine writes one variant a file; a PDF/A that is PDF/UA as well says so. PDF/A-3 has it describe the
property that it says it with (ISO 19005-3, 6.6.2.3), PDF/A-4 no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from report.weasy._press_metadata import PRESS, settle_metadata

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_DESCRIPTION = f'<rdf:Description xmlns:dc="{_DUBLIN_CORE}" rdf:about="">{{}}</rdf:Description>'

_UA_1 = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


_UA_2 = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>
</rdf:Description>"""

_SECOND_STANDARD = {"pdf/a-3a": _UA_1, "pdf/a-4f": _UA_2}


@contextmanager
def complete_metadata(metadata: Any, identifier: str, variant: str | None) -> Iterator[None]:
    """Have `metadata`, a WeasyPrint `DocumentMetadata`, write them as well inside the block."""
    original = metadata.generate_rdf_metadata
    more = []
    if identifier:
        more.append(_DESCRIPTION.format(f"<dc:identifier>{escape(identifier)}</dc:identifier>"))
    if metadata.lang:
        language = f"<dc:language><rdf:Bag><rdf:li>{escape(metadata.lang)}</rdf:li></rdf:Bag></dc:language>"
        more.append(_DESCRIPTION.format(language))
    more.append(_SECOND_STANDARD.get(variant or "", ""))

    def generate(*arguments: Any, **named: Any) -> bytes:
        end = b"</rdf:RDF>"
        written: bytes = original(*arguments, **named)
        if variant == PRESS:
            written = settle_metadata(written, identifier)
        return written.replace(end, "".join(more).encode() + end)

    metadata.generate_rdf_metadata = generate
    try:
        yield
    finally:
        del metadata.generate_rdf_metadata
