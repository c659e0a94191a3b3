"""What a printer asks of a PDF before it prints: the one door to pikepdf.

PDFium tells the colours of what it shows as RGB, whatever they are in the file; here the file itself is read:
every operator, and all that operators name.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from report.errors import ResourceError

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourUse:
    """A colour space of the file: the first page that uses it, and for what ("fill", "image", "group")."""

    page: int
    use: str
    space: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The boxes of a page (ISO 32000-1, 14.11.2), `None` where the page has none of its own.

    `annotations` are the kinds and places of what a viewer lays over it.
    """

    page: int
    media: Box
    bleed: Box | None
    trim: Box | None
    annotations: tuple[tuple[str, Box], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputIntent:
    """What the colours mean: `components` is the number of inks of the profile, 0 without one."""

    standard: str
    condition: str
    components: int


def list_colours(data: bytes) -> tuple[ColourUse, ...]:
    """Every colour space of the file for each use, once, in the order met.

    Read are the operators of pages, forms, tiles, glyphs, masks and the looks of annotations, and the spaces
    of their images, gradients and groups, and those that resources name.
    """
    found: dict[tuple[str, str], ColourUse] = {}
    with _open(data) as (pdf, pikepdf):
        walk = _ColourWalk(pikepdf)
        for number, page in enumerate(pdf.pages, 1):
            for use, space in walk.read_page(page.obj):
                found.setdefault((use, space), ColourUse(page=number, use=use, space=space))
    return tuple(found.values())


def list_sheets(data: bytes) -> tuple[Sheet, ...]:
    with _open(data) as (pdf, _pikepdf):
        return tuple(
            Sheet(
                page=number,
                media=_read_box(page.mediabox),
                bleed=_read_box(page.obj.BleedBox) if "/BleedBox" in page.obj else None,
                trim=_read_box(page.obj.TrimBox) if "/TrimBox" in page.obj else None,
                annotations=tuple(
                    (_name(item.Subtype), _read_box(item.Rect)) for item in page.obj.get("/Annots", ())
                ),
            )
            for number, page in enumerate(pdf.pages, 1)
        )


def list_output_intents(data: bytes) -> tuple[OutputIntent, ...]:
    with _open(data) as (pdf, _pikepdf):
        return tuple(
            OutputIntent(
                standard=_name(intent.S),
                condition=str(intent.get("/OutputConditionIdentifier", "")),
                components=int(intent.DestOutputProfile.N) if "/DestOutputProfile" in intent else 0,
            )
            for intent in pdf.Root.get("/OutputIntents", ())
        )


@contextmanager
def _open(data: bytes) -> Iterator[tuple[Any, Any]]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield pdf, pikepdf
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ResourceError("the PDF cannot be read: {reason}", reason=error) from error


def _read_box(array: Any) -> Box:
    x0, y0, x1, y1 = (float(number) for number in array)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _name(value: Any) -> str:
    return str(value).removeprefix("/")


_FIXED = {"rg": "DeviceRGB", "RG": "DeviceRGB", "g": "DeviceGray", "G": "DeviceGray", "k": "DeviceCMYK"}
_FIXED["K"] = "DeviceCMYK"
_CHOSEN = {"cs": "fill", "CS": "stroke"}
_BY_COUNT = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}


class _ColourWalk:
    """Goes through what pages draw, each thing once."""

    def __init__(self, pikepdf: Any) -> None:
        self._pikepdf = pikepdf
        self._seen: set[tuple[int, int]] = set()

    def read_page(self, page: Any) -> Iterator[tuple[str, str]]:
        resources = self._pikepdf.Page(page).resources
        yield from self._read_group(page)
        yield from self._read_resources(resources)
        yield from self._read_operators(page, resources)
        for annotation in page.get("/Annots", ()):
            for key in ("/C", "/IC"):
                if len(annotation.get(key, ())):
                    yield "annotation", _BY_COUNT[len(annotation[key])]
            yield from self._read_looks(annotation.get("/AP"))

    def _read_looks(self, looks: Any) -> Iterator[tuple[str, str]]:
        """Appearance streams, which may be one for each state (ISO 32000-1, 12.5.5)."""
        if isinstance(looks, self._pikepdf.Stream):
            yield from self._read_drawing(looks)
        elif looks is not None:
            for look in looks.values():
                yield from self._read_looks(look)

    def _read_operators(self, content: Any, resources: Any) -> Iterator[tuple[str, str]]:
        for operands, operator in self._pikepdf.parse_content_stream(content):
            kind = str(operator)
            if kind in _FIXED:
                yield "fill" if kind.islower() else "stroke", _FIXED[kind]
            elif kind in _CHOSEN:
                yield _CHOSEN[kind], self._name_space(operands[0], resources)
            elif kind == "INLINE IMAGE":
                space = operands[0].obj.get("/ColorSpace", operands[0].obj.get("/CS"))
                if space is not None:
                    yield "image", self._name_space(space, resources)

    def _read_resources(self, resources: Any) -> Iterator[tuple[str, str]]:
        if not self._is_new(resources):
            return
        for space in resources.get("/ColorSpace", {}).values():
            yield "resource", self._name_space(space, resources)
        for shading in resources.get("/Shading", {}).values():
            yield "gradient", self._name_space(shading.ColorSpace, resources)
        for drawn in resources.get("/XObject", {}).values():
            reader = self._read_image if drawn.Subtype == "/Image" else self._read_drawing
            yield from reader(drawn)
        for pattern in resources.get("/Pattern", {}).values():
            if pattern.PatternType == 1:
                yield from self._read_drawing(pattern)
            else:
                yield "gradient", self._name_space(pattern.Shading.ColorSpace, resources)
        for state in resources.get("/ExtGState", {}).values():
            mask = state.get("/SMask")
            if isinstance(mask, self._pikepdf.Dictionary):
                yield from self._read_drawing(mask.G)
        for font in resources.get("/Font", {}).values():
            for glyph in font.get("/CharProcs", {}).values():
                yield from self._read_operators(glyph, font.get("/Resources", resources))
            if "/Resources" in font:
                yield from self._read_resources(font.Resources)

    def _read_drawing(self, drawing: Any) -> Iterator[tuple[str, str]]:
        """A form, a tile or a mask: content with resources of its own."""
        if not self._is_new(drawing):
            return
        resources = drawing.get("/Resources", self._pikepdf.Dictionary())
        yield from self._read_group(drawing)
        yield from self._read_resources(resources)
        yield from self._read_operators(drawing, resources)

    def _read_group(self, owner: Any) -> Iterator[tuple[str, str]]:
        group = owner.get("/Group")
        if group is not None and "/CS" in group:
            yield "group", self._name_space(group.CS, self._pikepdf.Dictionary())

    def _read_image(self, image: Any) -> Iterator[tuple[str, str]]:
        if not self._is_new(image):
            return
        if "/ColorSpace" in image:
            yield "image", self._name_space(image.ColorSpace, self._pikepdf.Dictionary())
        elif not image.get("/ImageMask", False):
            yield "image", "of the image file"
        for key in ("/SMask", "/Mask"):
            if isinstance(image.get(key), self._pikepdf.Stream):
                yield from self._read_image(image[key])

    def _name_space(self, space: Any, resources: Any) -> str:
        """The family of a colour space, with what it stands on (ISO 32000-1, 8.6)."""
        if isinstance(space, self._pikepdf.Name):
            named = resources.get("/ColorSpace", {}).get(space)
            return _name(space) if named is None else self._name_space(named, resources)
        family = _name(space[0])
        if family == "ICCBased":
            return f"ICCBased {int(space[1].N)}"
        if family in ("Indexed", "I", "Pattern") and len(space) > 1:
            return f"{family} on {self._name_space(space[1], resources)}"
        if family in ("Separation", "DeviceN"):
            return f"{family} on {self._name_space(space[2], resources)}"
        return family

    def _is_new(self, thing: Any) -> bool:
        """Whether this was not read yet; what is written in place has no number and is always new."""
        number = thing.objgen
        if number == (0, 0):
            return True
        is_new = number not in self._seen
        self._seen.add(number)
        return is_new
