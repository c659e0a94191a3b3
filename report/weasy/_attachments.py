"""Files inside the PDF that belong to it (ISO 19005-3, 6.8); the engine would date them by the clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pydyf

from report.weasy._values import EmbeddedFile


def embed_files(pdf: Any, files: Iterable[EmbeddedFile], timestamp: str) -> None:
    """Put `files` into `pdf` (a `pydyf.PDF`), all dated `timestamp` (ISO 8601)."""
    files = sorted(files, key=lambda file: file.name)
    if not files:
        return
    date = pydyf.String(f"D:{datetime.fromisoformat(timestamp):%Y%m%d%H%M%S}Z")
    names, associated = pydyf.Array(), pydyf.Array()
    for file in files:
        reference = _embed(pdf, file, date)
        names.extend((pydyf.String(file.name), reference))
        associated.append(reference)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = associated


def _embed(pdf: Any, file: EmbeddedFile, date: Any) -> bytes:
    dates = {"CreationDate": date, "ModDate": date}
    described = {
        "Type": "/EmbeddedFile",
        "Subtype": f"/{file.media_type.replace('/', '#2f')}",
        "Params": pydyf.Dictionary({"Size": len(file.data), **dates}),
    }
    stream = pydyf.Stream([file.data], described, compress=True)
    pdf.add_object(stream)
    entry = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(file.name),
            "UF": pydyf.String(file.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(file.description),
            "AFRelationship": f"/{file.relationship}",
        }
    )
    pdf.add_object(entry)
    reference: bytes = entry.reference
    return reference
