"""The one door to PDFium: text, boxes, fonts, links and rasters back from the bytes of a PDF.

Everything here is what the engine of Chrome's viewer finds in the file; nothing comes from the HTML or the
layout.
"""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from report.errors import ResourceError

_MARKS = "\u200e\u200f"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the lower left corner of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`fonts` are the names in the file of the fonts that the line is set in, each once."""

    text: str
    box: Box
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The text of one block of the structure tree (a paragraph, a heading, a cell) on one page.

    `path` names the structure elements from the root to the block; `page` counts from 1. The characters and
    their order are PDFium's. `id` is the block's own, the same on every page that it stands on, or "".
    """

    page: int
    path: tuple[str, ...]
    lines: tuple[Line, ...]
    id: str = ""

    @property
    def text(self) -> str:
        """The lines as one. A line may end after a solidus without a space (Unicode UAX 14, class SY)."""
        joined = ""
        for line in self.lines:
            joined += line.text if not joined or joined.rstrip(_MARKS).endswith("/") else f" {line.text}"
        return joined


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkArea:
    """A link annotation; `target` is the named destination or the address, `external` tells which."""

    page: int
    box: Box
    target: str
    external: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An entry of the outline; `level` is its depth, `page` where it leads, both from 1."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FontUse:
    """A font that some text of the file is set in, by the name in the file, and the first page of it."""

    name: str
    embedded: bool
    page: int


def count_pages(data: bytes) -> int:
    with _open(data) as (document, _raw):
        return len(document)


def read_text(data: bytes) -> tuple[str, ...]:
    """The text of each page, as PDFium's "select all, copy" gives it."""
    with _open(data) as (document, _raw):
        return tuple(document[index].get_textpage().get_text_range() for index in range(len(document)))


def read_passages(
    data: bytes, skip_link: Callable[[str], bool] = lambda target: False
) -> tuple[Passage, ...]:
    """The text that belongs to the document's structure, block by block in PDFium's order on each page.

    Page numbers and running heads are in no block and so left out; characters inside a link within the
    document whose destination `skip_link` accepts are left out too. A file without a structure tree gives
    nothing.
    """
    passages: list[Passage] = []
    with _open(data) as (document, raw):
        for index in range(len(document)):
            passages.extend(_PageReader(raw, document[index], index + 1, skip_link).read())
    return tuple(passages)


def read_folios(data: bytes) -> tuple[str, ...]:
    """What stands at the foot of each page, below everything that belongs to the document's structure."""
    with _open(data) as (document, raw):
        readers = (_PageReader(raw, document[index], index + 1) for index in range(len(document)))
        return tuple(reader.read_folio() for reader in readers)


def list_page_labels(data: bytes) -> tuple[str, ...]:
    """What a viewer calls each page; "" where the file does not say."""
    with _open(data) as (document, raw):
        return tuple(
            _read_string(raw.FPDF_GetPageLabel, document.raw, index) for index in range(len(document))
        )


def list_bookmarks(data: bytes) -> tuple[Bookmark, ...]:
    """The outline, each entry before those inside it."""
    with _open(data) as (document, _raw):
        return tuple(
            Bookmark(
                title=entry.get_title(),
                level=entry.level + 1,
                page=_find_page(entry.get_dest()),
            )
            for entry in document.get_toc()
        )


def list_links(data: bytes) -> tuple[LinkArea, ...]:
    with _open(data) as (document, raw):
        return tuple(
            link for index in range(len(document)) for link in _find_links(raw, document[index], index + 1)
        )


def list_fonts(data: bytes) -> tuple[FontUse, ...]:
    """Every font that text is set in, each once, in the order met."""
    found: dict[tuple[str, bool], FontUse] = {}
    with _open(data) as (document, raw):
        for index in range(len(document)):
            for item in document[index].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = item.get_font()
                key = (font.get_base_name(), raw.FPDFFont_GetIsEmbedded(font.raw) == 1)
                found.setdefault(key, FontUse(name=key[0], embedded=key[1], page=index + 1))
    return tuple(found.values())


def rasterise(
    data: bytes, *, page: int = 1, width: int, format: Literal["PNG", "JPEG"] = "PNG", quality: int = 88
) -> bytes:
    """Page `page` (from 1) as an image `width` pixels wide; `quality` (1-95) is for JPEG."""
    with _open(data) as (document, _raw):
        if not 1 <= page <= len(document):
            raise ResourceError("the PDF has no page {page}, only {count}", page=page, count=len(document))
        leaf = document[page - 1]
        image = leaf.render(scale=width / leaf.get_width()).to_pil().convert("RGB")
    if image.width != width:  # PDFium rounds up
        image = image.crop((0, 0, width, image.height))
    stream = io.BytesIO()
    if format == "JPEG":
        image.save(stream, format, quality=quality, optimize=True)
    else:
        image.save(stream, format, optimize=True)
    return stream.getvalue()


@contextmanager
def _open(data: bytes) -> Iterator[tuple[Any, Any]]:
    """The document and the module of PDFium's C functions; PDFium's errors become ours."""
    import pypdfium2
    import pypdfium2.raw

    document = None
    try:
        document = pypdfium2.PdfDocument(data)
        yield document, pypdfium2.raw
    except pypdfium2.PdfiumError as error:
        raise ResourceError("PDFium cannot read the PDF: {reason}", reason=error) from error
    finally:
        if document is not None:
            document.close()


def _find_page(destination: Any) -> int:
    return 0 if destination is None else (destination.get_index() or 0) + 1


def _find_links(raw: Any, page: Any, number: int) -> Iterator[LinkArea]:
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_LINK:
                continue
            area = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, area)
            box = (area.left, min(area.bottom, area.top), area.right, max(area.bottom, area.top))
            target = _read_string(raw.FPDFAnnot_GetStringValue, annotation, b"Dest")
            address = "" if target else _read_address(raw, page, annotation)
            yield LinkArea(page=number, box=box, target=target or address, external=not target)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _read_address(raw: Any, page: Any, annotation: Any) -> str:
    action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(annotation))
    size = raw.FPDFAction_GetURIPath(page.pdf.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(page.pdf.raw, action, buffer, size)
    return buffer.value.decode("ascii", "replace")


def _read_string(function: Callable[..., int], *arguments: Any) -> str:
    """What a PDFium function writes as UTF-16 with a final NUL into a buffer that must be asked for first."""
    size = function(*arguments, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_uint16 * (size // 2))()
    function(*arguments, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


_INLINE = frozenset(("Span", "Link", "NonStruct", "Lbl", "Reference", "Quote", "Code", "Em", "Strong"))
"""Structure types of runs inside a block (ISO 32000-1, 14.8.4.4); NonStruct may also be a block."""

_CONTAINERS = frozenset(
    ("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "L", "Table", "THead", "TBody", "TFoot", "TR")
)
"""Structure types that hold blocks."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the structure tree: its place among those of the page, its id, the types from the root."""

    number: int
    id: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where marked content belongs: its block, and the types from the root to the element that holds it."""

    block: _Block
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    place: _Place | None = None
    box: Box | None = None
    font: str = ""


class _PageReader:
    """Reads one page: a character knows its marked content, and that its structure element."""

    def __init__(
        self, raw: Any, page: Any, number: int, skip_link: Callable[[str], bool] = lambda target: False
    ) -> None:
        self._raw = raw
        self._page = page
        self._number = number
        self._blocks = 0
        self._fonts: dict[int, str] = {}
        self._skipped = [
            link.box
            for link in _find_links(raw, page, number)
            if not link.external and skip_link(link.target)
        ]

    def read(self) -> Iterator[Passage]:
        blocks: dict[_Block, list[Line]] = {}
        for block, line in self._read_lines(self._find_places()):
            blocks.setdefault(block, []).append(line)
        for block in sorted(blocks, key=lambda block: block.number):  # the order of the structure tree
            yield Passage(page=self._number, path=block.path, lines=tuple(blocks[block]), id=block.id)

    def _find_places(self) -> dict[int, _Place]:
        """The place of each marked content identifier that is in the structure tree."""
        raw = self._raw
        places: dict[int, _Place] = {}
        tree = raw.FPDF_StructTree_GetForPage(self._page.raw)
        if not tree:
            return places
        try:
            for index in range(raw.FPDF_StructTree_CountChildren(tree)):
                root = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
                if root:
                    self._walk(root, (), None, places)
        finally:
            raw.FPDF_StructTree_Close(tree)
        return places

    def _walk(
        self, element: Any, path: tuple[str, ...], block: _Block | None, places: dict[int, _Place]
    ) -> None:
        raw = self._raw
        kind = _read_string(raw.FPDF_StructElement_GetType, element)
        id = _read_string(raw.FPDF_StructElement_GetID, element)
        parent, path = path[-1:], (*path, kind)
        # A run belongs to the block that its parent is in, if that is one; every other element is a block.
        if id or kind not in _INLINE or block is None or (parent and parent[0] in _CONTAINERS):
            self._blocks += 1
            block = _Block(self._blocks, id, path)
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if child:
                self._walk(child, path, block, places)
                continue
            identifier = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if identifier >= 0:
                places[identifier] = _Place(block, path)

    def _read_lines(self, places: dict[int, _Place]) -> Iterator[tuple[_Block, Line]]:
        """PDFium's characters in its order, cut where it ends a line and where another block begins."""
        block: _Block | None = None
        line: list[_Character] = []
        for character in self._read_characters(places):
            where = character.place
            if block is not None and (character.text == "\n" or (where and where.block != block)):
                yield block, _make_line(line)
                block, line = None, []
            block = where.block if where else block
            if block is not None:
                line.append(character)
        if block is not None:
            yield block, _make_line(line)

    def _read_characters(self, places: dict[int, _Place]) -> Iterator[_Character]:
        """Each character with its place, box and font; what PDFium adds has none.

        A space that it adds beside a skipped mark, because that is raised, belongs to the mark.
        """
        added, after_mark = "", False
        for character, box, drawn in self._scan():
            if box is None:
                added = "\n" if character in "\r\n" else added or character
                continue
            place = self._find_place(drawn, places)
            is_mark = place is None or "Lbl" in place.path or self._is_skipped(box)
            if added and (added == "\n" or not (is_mark or after_mark)):
                yield _Character(added)
            added, after_mark = "", is_mark
            if not is_mark:
                yield _Character(character, place, box, self._find_font(drawn))

    def _scan(self) -> Iterator[tuple[str, Box | None, Any]]:
        """Each character in PDFium's order, with its box, `None` where PDFium adds it, and what draws it."""
        raw, text = self._raw, self._page.get_textpage()
        for index in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text.raw, index))
            if raw.FPDFText_IsGenerated(text.raw, index) == 1:
                yield character, None, None
            else:
                box = text.get_charbox(index, loose=True)
                yield character, box, raw.FPDFText_GetTextObject(text.raw, index)

    def _find_place(self, drawn: Any, places: dict[int, _Place]) -> _Place | None:
        return places.get(self._raw.FPDFPageObj_GetMarkedContentID(drawn)) if drawn else None

    def read_folio(self) -> str:
        """The text in no block that stands lower than all that is in one."""
        places = self._find_places()
        inside, outside = [math.inf], []
        for character, box, drawn in self._scan():
            if box is not None and self._find_place(drawn, places):
                inside.append(box[1])
            elif box is not None:
                outside.append((character, box[3]))
        return "".join(character for character, top in outside if top <= min(inside)).strip()

    def _find_font(self, drawn: Any) -> str:
        key = ctypes.addressof(drawn.contents)
        if key not in self._fonts:
            font = self._raw.FPDFTextObj_GetFont(drawn)
            size = self._raw.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(size)
            self._raw.FPDFFont_GetBaseFontName(font, buffer, size)
            self._fonts[key] = buffer.value.decode("utf-8", "replace")
        return self._fonts[key]

    def _is_skipped(self, area: Box) -> bool:
        x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
        return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in self._skipped)


def _make_line(characters: list[_Character]) -> Line:
    text = " ".join("".join(character.text for character in characters).split())
    lefts, bottoms, rights, tops = zip(*(one.box for one in characters if one.box), strict=True)
    fonts = dict.fromkeys(character.font for character in characters if character.font)
    return Line(text=text, box=(min(lefts), min(bottoms), max(rights), max(tops)), fonts=tuple(fonts))
