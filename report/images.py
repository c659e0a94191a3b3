"""Images as both books take them: core media types of EPUB (EPUB 3.3, section 3.2), whole and of sane size.

The engines draw nothing for an image that they cannot read and say so in a log, without a reason; here it is
refused with one. The one door to Pillow, but for the raster of the e-book's cover and for `separation`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, Literal

from lxml import etree

from report.errors import Location, Message, ResourceError, message

PIXEL_LIMIT = 80_000_000
"""An A3 page at 600 dpi has 70 million pixels; decoded, four times as many bytes."""

DRAWING_LIMIT = 100_000
"""Elements that a drawing may come to once its `use` elements are followed."""

Box = tuple[float, float, float, float]
Side = Literal["left", "top", "right", "bottom"]

_GROUND = "#8a9299"

_PAPER, _LETTER = 252, 20
"""The lightness from which on nothing is printed, and how many pixels of an edge a letter may take."""

_SIGNATURES = (
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", ".png", "image/png"),
    (b"GIF8", ".gif", "image/gif"),
)
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href", "src")


def identify_image(name: str, data: bytes) -> tuple[str, str]:
    """Suffix and media type of an image, by its first bytes; a `ResourceError` for one of another kind."""
    for signature, suffix, media_type in _SIGNATURES:
        if data.startswith(signature):
            return suffix, media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp", "image/webp"
    if _read_drawing(data) is not None:
        return ".svg", "image/svg+xml"
    raise ResourceError(
        "the image {name} is in a form that e-books do not take",
        name=name,
        hint=message("use JPEG, PNG, WebP, GIF or SVG"),
    )


def prove_image(name: str, data: bytes, location: Location | None = None) -> None:
    """Raise a `ResourceError` for an image that cannot be shown in print and in an e-book."""
    try:
        suffix, _media_type = identify_image(name, data)
    except ResourceError as error:
        error.location = location
        raise
    reason = _refuse_drawing(data) if suffix == ".svg" else _refuse_raster(data)
    if reason is not None:
        raise ResourceError(
            "the image {name} cannot be used: {reason}", name=name, reason=reason, location=location
        )


def tile_images(images: Sequence[bytes], *, columns: int, gap: int, rightwards: bool) -> bytes:
    """Raster images of one size side by side, `columns` in a row, `gap` pixels apart, as one PNG.

    The first stands at the left where `rightwards`, else at the right.
    """
    from PIL import Image

    tiles = [Image.open(io.BytesIO(data)) for data in images]
    width, height = tiles[0].size
    columns = min(columns, len(tiles))
    rows = -(-len(tiles) // columns)
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), _GROUND)
    for index, tile in enumerate(tiles):
        row, column = divmod(index, columns)
        if not rightwards:
            column = columns - 1 - column
        sheet.paste(tile, (gap + column * (width + gap), gap + row * (height + gap)))
    stream = io.BytesIO()
    sheet.quantize(128).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def desaturate(picture: bytes) -> bytes:
    """A picture as a printer with black ink alone shows it, as a PNG (luma of ITU-R BT.601)."""
    from PIL import Image

    stream = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").convert("L").save(stream, "PNG", optimize=True)
    return stream.getvalue()


def find_hard_edges(picture: bytes, trim: Box, bleed: Box) -> Iterator[Side]:
    """The sides on which what reaches `trim` does not go on to `bleed`, in the picture of a sheet of paper.

    Boxes are left, top, right, bottom in pixels of the picture. A rule or a letter on the edge is none.
    """
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("L")

    def read_column(x: float) -> bytes:
        return image.crop((round(x), round(trim[1]), round(x) + 1, round(trim[3]))).tobytes()

    def read_row(y: float) -> bytes:
        return image.crop((round(trim[0]), round(y), round(trim[2]), round(y) + 1)).tobytes()

    lines: tuple[tuple[Side, bytes, bytes], ...] = (
        ("left", read_column(trim[0] + 2), read_column(bleed[0] + 1)),
        ("top", read_row(trim[1] + 2), read_row(bleed[1] + 1)),
        ("right", read_column(trim[2] - 3), read_column(bleed[2] - 2)),
        ("bottom", read_row(trim[3] - 3), read_row(bleed[3] - 2)),
    )
    for side, inside, outside in lines:
        ends = (within < _PAPER <= beyond for within, beyond in zip(inside, outside, strict=True))
        if max((len(list(run)) for is_end, run in groupby(ends) if is_end), default=0) > _LETTER:
            yield side


@contextmanager
def _refuse_halves() -> Iterator[None]:
    """Have Pillow refuse an image that ends too early; once WeasyPrint is loaded it draws what there is."""
    from PIL import ImageFile

    allowed, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = allowed


def _refuse_raster(data: bytes) -> Message | None:
    """Why a raster image cannot be used; its pixels are not decoded before their number is known."""
    from PIL import Image

    try:
        with warnings.catch_warnings(), _refuse_halves():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
                if width * height > PIXEL_LIMIT:
                    return _say_too_large(width, height)
                if getattr(image, "n_frames", 1) > 1:
                    return message("it moves; a page shows one still")
                image.load()
    except Image.DecompressionBombError:
        return message("it has more than {limit} million pixels", limit=PIXEL_LIMIT // 1_000_000)
    except (OSError, SyntaxError, ValueError) as error:
        return message("it is damaged: {reason}", reason=str(error))
    return None


def _say_too_large(width: int, height: int) -> Message:
    return message(
        "it has {width} × {height} pixels, more than {limit} million",
        width=width,
        height=height,
        limit=PIXEL_LIMIT // 1_000_000,
    )


def _read_drawing(data: bytes) -> etree._Element | None:
    """The root of an SVG image, its entities not resolved."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    return root if root.tag == f"{_SVG}svg" else None


def _refuse_drawing(data: bytes) -> Message | None:
    """Why a drawing cannot be used: it may run nothing, fetch nothing and grow without bound."""
    root = _read_drawing(data)
    if root is None:
        return message("it is damaged: {reason}", reason="XML")
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and list(declared.iterentities()):
        return message("it declares entities, which may grow without end")
    for element in root.iter(etree.Element):
        scripted = element.tag == f"{_SVG}script" or any(str(key).startswith("on") for key in element.attrib)
        targets = [str(element.get(key, "#")) for key in _HREF]
        if scripted or not all(target.startswith(("#", "data:")) for target in targets):
            return message("it holds a script or a part from elsewhere")
    named = {str(name): element for element in root.iter(etree.Element) if (name := element.get("id"))}
    if _count_elements(root, named, {}) > DRAWING_LIMIT:
        return message("its `use` elements repeat it without end")
    return None


def _count_elements(
    element: etree._Element, named: Mapping[str, etree._Element], known: dict[str, int]
) -> int:
    """How many elements are drawn for `element`; one that uses itself counts as over the limit.

    `known` holds the count for each name; a name is at the limit while it is being counted.
    """
    count = 0
    for inner in element.iter(etree.Element):
        count += 1
        if inner.tag != f"{_SVG}use":
            continue
        name = next((str(inner.get(key)) for key in _HREF if inner.get(key)), "#").removeprefix("#")
        if name in named and name not in known:
            known[name] = DRAWING_LIMIT
            known[name] = _count_elements(named[name], named, known)
        count += known.get(name, 0)
        if count > DRAWING_LIMIT:
            break
    return count
