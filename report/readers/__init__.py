"""Source text → document, one file per format.

A reader is a module of this folder that defines `SUFFIXES` (".txt", in lower case) and
`read(source, hints) -> Document`.
"""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import Protocol, cast

from report.document import Document, Hints, Source
from report.errors import Location, SourceError, message
from report.plugins import load_plugins


class Reader(Protocol):
    SUFFIXES: tuple[str, ...]

    def read(self, source: Source, hints: Hints) -> Document: ...


def load_readers() -> dict[str, Reader]:
    """The readers by file suffix; of two readers of one suffix, the first by name."""
    readers: dict[str, Reader] = {}
    for module in load_plugins(sys.modules[__name__], ("SUFFIXES", "read")).values():
        reader = cast(Reader, module)
        for suffix in reader.SUFFIXES:
            readers.setdefault(suffix, reader)
    return readers


def read(source: Source, hints: Hints) -> Document:
    """The article that `source` holds; a `SourceError` where nothing reads files of its suffix."""
    readers = load_readers()
    suffix = PurePath(source.path).suffix
    reader = readers.get(suffix.lower())
    if reader is None:
        raise SourceError(
            "nothing reads files that end in {suffix}" if suffix else "the file name has no suffix",
            suffix=suffix,
            location=Location(source.path),
            hint=message("an article ends in one of: {names}", names=", ".join(sorted(readers))),
        )
    return reader.read(source, hints)
