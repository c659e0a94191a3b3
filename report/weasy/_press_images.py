"""Raster images in inks: the engine puts them into the file as they are."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pydyf

from report.separation import Separation

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS_RGB = b"\x08\x02\x00\x00\x00"


def separate_images(pdf: Any, separation: Separation) -> None:
    """Convert the images of `pdf` (a `pydyf.PDF`) that are RGB, without loss; masks and grey ones stay."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("ColorSpace") == "/DeviceRGB":
            data = b"".join(part if isinstance(part, bytes) else part.data for part in item.stream)
            if item.extra.pop("Filter") == "/FlateDecode":
                data = _wrap_png(data, item.extra["Width"], item.extra["Height"])
            item.extra.pop("DecodeParms", None)
            item.extra["ColorSpace"] = "/DeviceCMYK"
            item.stream, item.compress = [separation.separate_image(data)], True


def _wrap_png(data: bytes, width: int, height: int) -> bytes:
    """The image file whose data the engine took over (ISO 32000-1, 7.4.4.4)."""
    header = struct.pack(">II", width, height) + _EIGHT_BITS_RGB
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
