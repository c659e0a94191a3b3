"""Fonts in the PDF whose codes say one thing each.

The engine numbers codes as glyphs: a glyph that serves two letters then reads as the first of them
everywhere, and of glyphs that draw one letter together one takes the letter and the others nothing
(WeasyPrint issue 2841, closed without a mending). Here a code is a text, what draws it and its advance; the
font program is put together to fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pydyf

from report.errors import LimitError, ResourceError
from report.fonts import Drawing, GlyphSource
from report.weasy._text_codes import Code
from report.weasy._text_letters import Glyph

_LARGEST = 0xFFFF

_TOLERANCE = 1
"""In units of the em: what an advance may be off the face's own before it gets a code for itself."""


class CodeBook:
    """The codes of one font, in the order in which they are first written."""

    def __init__(self, font: Any) -> None:
        if font.bitmap or font.png or font.svg or font.colr:
            raise ResourceError("{font} draws with pictures, not with outlines", font=font.family)
        self.font = font
        self.source = GlyphSource(font.file_content, font.family, font.index)
        self._codes: dict[tuple[str, Drawing], int] = {}
        self._found: dict[tuple[str, tuple[Glyph, ...], float, float], tuple[str, float]] = {}

    def find(self, code: Code, size: float) -> tuple[str, float]:
        """The number of `code` at a font size, as the PDF writes it, and the advance that it has there."""
        key = (code.text, code.glyphs, code.advance, size)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._make(code, size)
        return found

    def _make(self, code: Code, size: float) -> tuple[str, float]:
        units = self.source.units_per_em / size
        advance = round(code.advance * units)
        parts = tuple((glyph, round(right * units), round(up * units)) for glyph, right, up in code.glyphs)
        if len(parts) == 1:
            natural = self.source.advance(parts[0][0])
            if abs(advance - natural) <= _TOLERANCE or code.text == " ":
                advance = natural
        number = self._codes.setdefault((code.text, Drawing(parts, advance)), len(self._codes) + 1)
        if number > _LARGEST:
            raise LimitError(
                "{font}: more than {limit} codes in one PDF", font=self.font.family, limit=_LARGEST
            )
        return f"{number:04x}", advance / units

    def write(self, pdf: Any, *, compress: bool) -> pydyf.Dictionary:
        """Add the font to `pdf`; the dictionary of it."""
        drawings = tuple(dict.fromkeys(drawing for _text, drawing in self._codes))
        numbers = {drawing: number for number, drawing in enumerate(drawings, 1)}
        if self.source.outlines == "cff":
            # A bare CFF has no map from codes to glyphs (ISO 32000-1, 9.7.4.2): one glyph for each code.
            drawings = tuple(drawing for _text, drawing in self._codes)
        program = self.source.build(drawings)
        extra = {"Length1": len(program)} if self.source.outlines == "truetype" else {"Subtype": "/OpenType"}
        file = _add(pdf, pydyf.Stream([program], pydyf.Dictionary(extra), compress=compress))
        unicode = _add(pdf, pydyf.Stream(list(_map_to_unicode(self._codes)), compress=compress))
        descendant = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2" if self.source.outlines == "truetype" else "/CIDFontType0",
                "BaseFont": self.font.name,
                "CIDSystemInfo": pydyf.Dictionary(
                    {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": _add(pdf, self._describe(file)),
                "W": self._list_widths(),
            }
        )
        if self.source.outlines == "truetype":
            glyphs = b"".join(numbers[drawing].to_bytes(2, "big") for _text, drawing in self._codes)
            descendant["CIDToGIDMap"] = _add(pdf, pydyf.Stream([b"\0\0" + glyphs], compress=compress))
        font = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": self.font.name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([_add(pdf, descendant)]),
                "ToUnicode": unicode,
            }
        )
        _add(pdf, font)
        return font

    def _describe(self, file: bytes) -> pydyf.Dictionary:
        font = self.font
        widest = max((drawing.advance for _text, drawing in self._codes), default=0)
        return pydyf.Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": font.name,
                "FontFamily": pydyf.String(font.family),
                "Flags": font.flags,
                "FontBBox": pydyf.Array((0, font.descent, self._per_mille(widest), font.ascent)),
                "ItalicAngle": font.italic_angle,
                "Ascent": font.ascent,
                "Descent": font.descent,
                "CapHeight": font.ascent,
                "StemV": font.stemv,
                "FontFile2" if self.source.outlines == "truetype" else "FontFile3": file,
            }
        )

    def _list_widths(self) -> pydyf.Array:
        widths = pydyf.Array(self._per_mille(drawing.advance) for _text, drawing in self._codes)
        return pydyf.Array([1, widths])

    def _per_mille(self, length: int) -> float:
        return round(length * 1000 / self.source.units_per_em, 3)


def _add(pdf: Any, item: Any) -> bytes:
    pdf.add_object(item)
    reference: bytes = item.reference
    return reference


def _map_to_unicode(codes: Sequence[tuple[str, Drawing]] | Any) -> Iterator[bytes]:
    """The lines of a ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    yield b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
    yield b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"
    yield b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def"
    yield b"1 begincodespacerange <0000> <ffff> endcodespacerange"
    entries = [
        b"<%04x> <%s>" % (code, text.encode("utf-16-be").hex().encode())
        for code, (text, _drawing) in enumerate(codes, 1)
    ]
    for start in range(0, len(entries), 100):  # at most 100 in one block
        block = entries[start : start + 100]
        yield b"%d beginbfchar" % len(block)
        yield from block
        yield b"endbfchar"
    yield b"endcmap CMapName currentdict /CMap defineresource pop end end"
