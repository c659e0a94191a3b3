"""Font programs put together for a PDF: outlines, advances, composites, CFF."""

from __future__ import annotations

import io
from functools import cache
from typing import Any
from unicodedata import normalize

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from report.errors import ResourceError
from report.fonts import Drawing, Face, GlyphSource, load_families
from report.pdfium import rasterise, read_text
from report.resources import Resources
from report.weasy import layout, paint

LINE = "الأمن في كازاخستان (59 عاما)، مُهِمَّةٌ"


@cache
def read_face() -> Face:
    return next(face for face in load_families(Resources(), ("IBM Plex Sans Arabic",)) if face.weight == 400)


def replace_data(face: Face, data: bytes) -> Face:
    values = {name: getattr(face, name) for name in Face.__dataclass_fields__}
    return Face(**{**values, "data": data})


@cache
def make_cff() -> bytes:
    """The face, cut down to the letters of `LINE`, with its outlines as CFF."""
    font = TTFont(io.BytesIO(read_face().data))
    subsetter = Subsetter(Options(layout_features=["*"], notdef_outline=True))
    subsetter.populate(text=LINE)
    subsetter.subset(font)
    glyphs, shapes = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(font["hmtx"][name][0], glyphs)
        glyphs[name].draw(pen)
        shapes[name] = pen.getCharString()
    for table in ("glyf", "loca", "prep", "gasp", "fpgm", "cvt "):
        if table in font:
            del font[table]
    builder = FontBuilder(font=font)
    builder.isTTF = False
    builder.setupCFF("Sample", {}, shapes, {})
    font.sfntVersion = "OTTO"
    font["maxp"].tableVersion = 0x00005000
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def measure(data: bytes, glyph: int) -> tuple[Any, int]:
    """The bounds and the advance of a glyph."""
    font = TTFont(io.BytesIO(data))
    name = font.getGlyphOrder()[glyph]
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds, font["hmtx"][name][0]


@pytest.mark.parametrize("is_cff", [False, True])
def test_drawings_are_glyphs_in_the_order_given(is_cff: bool) -> None:
    data = make_cff() if is_cff else read_face().data
    source = GlyphSource(data, "face")
    glyph = TTFont(io.BytesIO(data)).getGlyphID(
        "A" if not is_cff else TTFont(io.BytesIO(data)).getGlyphOrder()[5]
    )
    bounds, advance = measure(data, glyph)
    assert bounds is not None
    left, bottom, right, top = bounds
    built = source.build(
        (
            Drawing((), 250),
            Drawing(((glyph, 0, 0),), source.advance(glyph)),
            Drawing(((glyph, 0, 0),), 1234),
            Drawing(((glyph, 10, 20), (glyph, 500, -30)), 900),
        )
    )
    assert measure(built, 1) == (None, 250)
    assert measure(built, 2) == (pytest.approx(bounds, abs=1), advance)
    assert measure(built, 3) == (pytest.approx(bounds, abs=1), 1234)
    both = (left + 10, bottom - 30, right + 500, top + 20)
    assert measure(built, 4) == (pytest.approx(both, abs=1), 900)


def test_a_program_has_no_instructions_and_the_same_bytes_each_time() -> None:
    source = GlyphSource(read_face().data, "face")
    drawings = (Drawing(((40, 0, 0),), 500), Drawing(((41, 0, 0), (42, 5, 5)), 600))
    built = source.build(drawings)
    assert built == GlyphSource(read_face().data, "face").build(drawings)
    assert not {"fpgm", "prep", "cvt ", "GSUB", "GPOS", "cmap", "name"} & set(
        TTFont(io.BytesIO(built)).keys()
    )


def test_a_face_with_cff_outlines_reads_the_same() -> None:
    face = replace_data(read_face(), make_cff())
    page = f'<html lang="ar" dir="rtl"><head><title>t</title></head><body><p>{LINE}</p></body></html>'
    style = "@page { size: 120mm 40mm } html { font-family: 'IBM Plex Sans Arabic' }"
    data = paint(layout(page, stylesheets=(style,), faces=(face,))).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        assert font.DescendantFonts[0].Subtype == "/CIDFontType0"
    expected = paint(layout(page, stylesheets=(style,), faces=(read_face(),))).data
    ours, theirs = (Image.open(io.BytesIO(rasterise(pdf, width=800))) for pdf in (data, expected))
    assert ImageChops.difference(ours, theirs).convert("L").point(lambda value: value > 96).getbbox() is None
    marks = dict.fromkeys((0x200E, 0x200F))
    text = "".join(read_text(data)).translate(marks)
    assert normalize("NFC", " ".join(text.split())) == normalize("NFC", LINE)


def test_a_variable_face_is_refused() -> None:
    font = TTFont(io.BytesIO(read_face().data))
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    file = io.BytesIO()
    font.save(file)
    with pytest.raises(ResourceError, match="variable"):
        GlyphSource(file.getvalue(), "face")


def test_a_damaged_face_is_refused() -> None:
    with pytest.raises(ResourceError, match="damaged"):
        GlyphSource(b"\0\1\0\0" + bytes(40), "face")
