"""The structure tree of a PDF as text: what somebody hears who has the file read aloud.

An element a line, indented by depth: its type, what it says of itself, and the text that stands right in it.
"""

from __future__ import annotations

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))

Mark = tuple[int, int]
"""The page (from 0) and the number of a marked content."""


def dump_structure(data: bytes, *, width: int = 60) -> str:
    """The tree of `data`; of a text longer than `width` the beginning, the end and the length."""
    with pikepdf.open(io.BytesIO(data)) as file:
        dumper = _Dumper(file, read_marked_content(data), width)
        return "\n".join(dumper.dump(file.Root.StructTreeRoot.K[0], 0)) + "\n"


def read_marked_content(data: bytes) -> dict[Mark, str]:
    """The text of each marked content, in the order in which PDFium reads the page."""
    texts: defaultdict[Mark, str] = defaultdict(str)
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document):
        text = page.get_textpage()
        mark = -1
        for index in range(text.count_chars()):
            drawn = pdfium.FPDFText_GetTextObject(text.raw, index)
            if drawn and ctypes.addressof(drawn.contents):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
            texts[number, mark] += chr(pdfium.FPDFText_GetUnicode(text.raw, index))
    document.close()
    return dict(texts)


class _Dumper:
    def __init__(self, file: pikepdf.Pdf, texts: dict[Mark, str], width: int) -> None:
        self._pages = {page.objgen: number for number, page in enumerate(file.pages)}
        self._texts = texts
        self._width = width

    def dump(self, element: Any, depth: int) -> Iterator[str]:
        """Text at the start of an element stands on its line, text after others has a line of its own."""
        head = "  " * depth + " ".join([str(element.S)[1:], *_describe(element)])
        for part in self._iterate_parts(element):
            if isinstance(part, str):
                quote = self._quote(part)
                head = f"{head} {quote}" if head else "  " * (depth + 1) + quote
                continue
            if head:
                yield head
            head = ""
            if part.get("/Type") == "/OBJR":
                yield "  " * (depth + 1) + _describe_link(part.Obj)
            else:
                yield from self.dump(part, depth + 1)
        if head:
            yield head

    def _iterate_parts(self, element: Any) -> Iterator[Any]:
        """What stands in the element, in order; the texts of neighbouring marked contents as one."""
        text = ""
        for kid in element.get("/K", []):
            mark = self._find_mark(kid, element)
            if mark:
                text += self._texts.get(mark, "")
                continue
            if _fold(text):
                yield _fold(text)
            text = ""
            yield kid
        if _fold(text):
            yield _fold(text)

    def _find_mark(self, kid: Any, element: Any) -> Mark | None:
        if isinstance(kid, int):
            return self._pages[element.Pg.objgen], kid
        if kid.get("/Type") == "/MCR":
            return self._pages[kid.Pg.objgen], int(kid.MCID)
        return None

    def _quote(self, text: str) -> str:
        if len(text) > self._width:
            return f"«{text[: self._width // 2]}…{text[-self._width // 4 :]}» {len(text)}"
        return f"«{text}»"


def _fold(text: str) -> str:
    return " ".join(text.translate(_UNSEEN).split())


def _describe(element: Any) -> Iterator[str]:
    if "/Lang" in element:
        yield f"[{element.Lang}]"
    for name, value in element.get("/A", {}).items():
        if name not in ("/O", "/BBox"):
            yield f"{name[1:]}={str(value).removeprefix('/')}"
    if "/Alt" in element:
        yield f"({element.Alt})"


def _describe_link(annotation: Any) -> str:
    target = annotation.Dest if "/Dest" in annotation else annotation.A.URI
    return f"→ {target} ({annotation.get('/Contents', '')})"
