"""Font programs for a PDF: glyphs of a face put together anew, in the order of the codes of a page."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont, TTLibError, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from report.errors import ResourceError

Part = tuple[int, int, int]
"""A glyph of the face and where it stands, in units of the em: number, right, up."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One glyph of a font program: `parts` of the face side by side, one `advance` for all."""

    parts: tuple[Part, ...]
    advance: int


class GlyphSource:
    """A face that font programs are built from; the outlines are its own, not a point is moved.

    A variable face is refused: its outlines are not what is drawn.
    """

    def __init__(self, data: bytes, name: str, index: int = 0) -> None:
        try:
            self._font = TTFont(io.BytesIO(data), fontNumber=index, lazy=True, recalcTimestamp=False)
            self._names = self._font.getGlyphOrder()
            self._metrics = self._font["hmtx"].metrics
            self.units_per_em: int = self._font["head"].unitsPerEm
            tables = set(self._font.keys())
        except (TTLibError, struct.error, LookupError, AssertionError) as error:
            raise ResourceError(
                "{path} is damaged: {table}: {reason}", path=name, table="font", reason=error
            ) from error
        if "fvar" in tables:
            raise ResourceError(
                "{font} is a variable font: give one file for each weight and style", font=name
            )
        if not tables & {"glyf", "CFF "}:
            raise ResourceError("{font} has no outlines that a PDF can hold", font=name)
        self.outlines: Literal["truetype", "cff"] = "truetype" if "glyf" in tables else "cff"
        self._advances: dict[int, int] = {}

    def advance(self, glyph: int) -> int:
        """What the face gives the glyph as advance, in units of the em."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = self._metrics[self._names[glyph]][0]
        return found

    def build(self, drawings: Sequence[Drawing]) -> bytes:
        """A font whose glyph 0 is `.notdef` and whose glyph `n` is `drawings[n - 1]`."""
        if self.outlines == "cff":
            return self._build_cff(drawings)
        return self._build_truetype(drawings)

    def _build_truetype(self, drawings: Sequence[Drawing]) -> bytes:
        outlines = _Outlines(self._font["glyf"], self._names)
        order, metrics = [self._names[0]], {self._names[0]: self._metrics[self._names[0]]}
        for number, drawing in enumerate(drawings, 1):
            name = self._names[drawing.parts[0][0]] if drawing.parts else ""
            if len(drawing.parts) == 1 and drawing.parts[0][1:] == (0, 0) and name not in metrics:
                outlines.take(name)
            else:
                name = f"drawing {number}"
                outlines.compose(name, drawing.parts)
            order.append(name)
            metrics[name] = (drawing.advance, outlines.left(name))
        for name in outlines.glyphs:
            if name not in metrics:  # a part that no code draws alone
                order.append(name)
                metrics[name] = self._metrics[name]
        return self._save_truetype(order, metrics, outlines)

    def _save_truetype(
        self, order: list[str], metrics: dict[str, tuple[int, int]], outlines: _Outlines
    ) -> bytes:
        font = TTFont(recalcBBoxes=False, recalcTimestamp=False)
        font.setGlyphOrder(order)
        for tag in ("head", "hhea", "maxp"):
            font[tag] = copy(self._font[tag])
        font["loca"], font["glyf"], font["hmtx"] = newTable("loca"), newTable("glyf"), newTable("hmtx")
        font["glyf"].glyphs, font["glyf"].glyphOrder = outlines.glyphs, order
        font["hmtx"].metrics = metrics
        limits = font["maxp"]
        limits.maxComponentElements = max(limits.maxComponentElements, outlines.most_parts)
        limits.maxComponentDepth += 1
        limits.maxCompositePoints = min(limits.maxPoints * outlines.most_parts, 0xFFFF)
        limits.maxCompositeContours = min(limits.maxContours * outlines.most_parts, 0xFFFF)
        limits.maxSizeOfInstructions = 0
        return _save(font)

    def _build_cff(self, drawings: Sequence[Drawing]) -> bytes:
        outlines = self._font.getGlyphSet()
        order, metrics, shapes = [".notdef"], {".notdef": (self.advance(0), 0)}, {}
        numbered = enumerate((Drawing(((0, 0, 0),), self.advance(0)), *drawings))
        for number, drawing in numbered:
            name = f"drawing{number}" if number else ".notdef"
            pen = T2CharStringPen(drawing.advance, outlines)
            for glyph, right, up in drawing.parts:
                outlines[self._names[glyph]].draw(TransformPen(pen, (1, 0, 0, 1, right, up)))
            shapes[name] = pen.getCharString()
            metrics[name] = (drawing.advance, 0)
            order += [name] if number else []
        builder = FontBuilder(self.units_per_em, isTTF=False)
        builder.font.recalcTimestamp = False
        builder.setupGlyphOrder(order)
        builder.setupCFF("Drawings", {}, shapes, {})
        builder.setupHorizontalMetrics(metrics)
        builder.setupHorizontalHeader(ascent=self._font["hhea"].ascent, descent=self._font["hhea"].descent)
        builder.setupMaxp()
        return _save(builder.font)


class _Outlines:
    """The glyphs of a new `glyf` table, by name. What is taken from the face keeps its name there."""

    def __init__(self, source: Any, names: Sequence[str]) -> None:
        self._source = source
        self._names = names
        self.glyphs: dict[str, Any] = {}
        self.most_parts = 1
        self.take(names[0])

    def take(self, name: str) -> None:
        """Copy a glyph of the face, and those that it is put together from, without instructions."""
        if name in self.glyphs:
            return
        glyph = self._source.glyphs[name]
        if glyph.isComposite():
            glyph.expand(self._source)
            for part in glyph.components:
                self.take(part.glyphName)
        glyph.trim(remove_hinting=True)
        self.glyphs[name] = glyph

    def compose(self, name: str, parts: Sequence[Part]) -> None:
        glyph = self.glyphs[name] = Glyph()
        boxes = []
        components = []
        for number, right, up in parts:
            source = self._names[number]
            box = self._box(source)
            if box is None:
                continue
            self.take(source)
            component = GlyphComponent()
            component.glyphName, component.x, component.y, component.flags = source, right, up, 0
            components.append(component)
            boxes.append((box[0] + right, box[1] + up, box[2] + right, box[3] + up))
        if components:
            glyph.numberOfContours, glyph.components = -1, components
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax = min(lefts), min(bottoms), max(rights), max(tops)
            self.most_parts = max(self.most_parts, len(components))

    def left(self, name: str) -> int:
        """The left side bearing."""
        glyph = self.glyphs[name]
        if hasattr(glyph, "xMin") or name not in self._source.glyphs:
            return getattr(glyph, "xMin", 0)
        return (self._box(name) or (0,))[0]

    def _box(self, name: str) -> tuple[int, int, int, int] | None:
        """Left, bottom, right, top of a glyph of the face; nothing for a blank."""
        glyph = self._source.glyphs[name]
        if hasattr(glyph, "xMin"):
            return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
        if len(getattr(glyph, "data", b"")) < 10:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", glyph.data, 2)
        return left, bottom, right, top


def _save(font: Any) -> bytes:
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
