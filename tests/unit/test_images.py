from __future__ import annotations

import io
import struct
import zlib

import pytest
import weasyprint.images
from PIL import Image

from report.brand import TEXT_ON_GROUND
from report.colours import measure_contrast
from report.errors import Location, ResourceError
from report.images import DRAWING_LIMIT, desaturate, identify_image, prove_image, tile_images
from report.render import load_theme
from report.resources import Resources

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
PLACE = Location("a.md", 3, 1)


def raster(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 3)).save(stream, kind, **options)
    return stream.getvalue()


def png_head(width: int, height: int) -> bytes:
    """A PNG that claims to be so large."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"


def use_bomb(levels: int) -> bytes:
    groups = ['<g id="l0"><path/></g>']
    groups += [f'<g id="l{n}">' + f'<use href="#l{n - 1}"/>' * 10 + "</g>" for n in range(1, levels)]
    return SVG.format("".join(groups)).encode()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (raster("PNG"), ".png"),
        (raster("JPEG"), ".jpg"),
        (raster("GIF"), ".gif"),
        (raster("WEBP"), ".webp"),
        (SVG.format('<path id="a"/><use href="#a"/>').encode(), ".svg"),
        (use_bomb(4), ".svg"),
        (f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "">{SVG.format("")}'.encode(), ".svg"),
    ],
)
def test_good_images_are_told_by_their_bytes(data: bytes, suffix: str) -> None:
    assert identify_image("x", data)[0] == suffix
    prove_image("x", data)


@pytest.mark.parametrize("data", [b"BM\0\0", b"", b"<html/>", b"%PDF-1.7"])
def test_images_that_no_e_book_takes(data: bytes) -> None:
    with pytest.raises(ResourceError, match="the image x is in a form") as caught:
        prove_image("x", data, PLACE)
    assert caught.value.location == PLACE


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (raster("PNG")[:45], "it is damaged"),
        (raster("JPEG")[:200], "it is damaged"),
        (png_head(9_000, 9_000), "it has 9000 × 9000 pixels"),
        (png_head(30_000, 30_000), "it has more than 80 million pixels"),
        (
            raster("GIF", save_all=True, append_images=[Image.new("RGB", (4, 3), "red")]),
            "it moves",
        ),
        (SVG.format("<script/>").encode(), "a script"),
        (SVG.format('<g onload="x()"/>').encode(), "a script"),
        (SVG.format('<image href="https://example.org/a.png"/>').encode(), "from elsewhere"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG.format("&a;")}'.encode(), "declares entities"),
        (SVG.format('<g id="a"><use href="#a"/></g>').encode(), "without end"),
        (use_bomb(8), "without end"),
    ],
)
def test_images_that_are_not_safe_to_show(data: bytes, reason: str) -> None:
    # What the page engine sets for the whole process.
    assert weasyprint.images.ImageFile.LOAD_TRUNCATED_IMAGES
    with pytest.raises(ResourceError, match=reason) as caught:
        prove_image("x", data, PLACE)
    assert caught.value.location == PLACE


def test_the_limit_of_drawings_is_between_the_bombs() -> None:
    assert 10**4 < DRAWING_LIMIT < 10**7


@pytest.mark.parametrize(("rightwards", "first"), [(True, (2, 2)), (False, (8, 2))])
def test_tiles_stand_in_reading_order(rightwards: bool, first: tuple[int, int]) -> None:
    colours = ["#ff0000", "#00ff00", "#0000ff"]
    tiles = []
    for colour in colours:
        stream = io.BytesIO()
        Image.new("RGB", (4, 3), colour).save(stream, "PNG")
        tiles.append(stream.getvalue())
    sheet = Image.open(io.BytesIO(tile_images(tiles, columns=2, gap=2, rightwards=rightwards))).convert("RGB")
    assert sheet.size == (2 * 6 + 2, 2 * 5 + 2)
    assert sheet.getpixel(first) == (255, 0, 0)
    assert sheet.getpixel((first[0], first[1] + 5)) == (0, 0, 255)


@pytest.mark.parametrize("name", ["briefing", "book", "memo"])
def test_text_can_be_read_without_colour(name: str) -> None:
    """WCAG 2.2, 1.4.3 and 1.4.11, of what a printer with black ink alone makes of the colours."""
    colours = load_theme(Resources(), name).tokens["colours"]
    grays = {key: paint_gray(colour) for key, colour in colours.items()}
    for text, ground in TEXT_ON_GROUND:
        assert measure_contrast(grays[text], grays[ground]) >= 4.5, (text, ground)
    for box, ground in BOX_ON_GROUND:
        assert measure_contrast(grays[box], grays[ground]) >= 3, (box, ground)


BOX_ON_GROUND = [("petrol", "mist"), ("petrol", "sand"), ("petrol", "paper"), ("terracotta", "paper")]
"""Bars on their track, parts of a whole beside each other, rules and dots of the timeline."""


def paint_gray(colour: str) -> str:
    stream = io.BytesIO()
    Image.new("RGB", (2, 2), colour).save(stream, "PNG")
    gray = Image.open(io.BytesIO(desaturate(stream.getvalue())))
    assert gray.mode == "L"
    return "#" + f"{gray.getpixel((0, 0)):02x}" * 3
