"""Screen colours and images in the inks of a printing press, by an ICC profile (Pillow brings Little CMS)."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from report.errors import ResourceError

Inks = tuple[float, float, float, float]
"""Shares of cyan, magenta, yellow and black, from 0 to 1."""


class Separation:
    """Turns screen colours (sRGB) into inks by an ICC profile, `inks` as they are given and greys into black.

    Tone follows the eye relative to the paper, black is mapped on black (ISO 15076-1, annex D.6).
    """

    def __init__(
        self,
        profile: bytes,
        inks: Mapping[tuple[int, int, int], Inks] = MappingProxyType({}),
    ) -> None:
        from PIL import ImageCms

        try:
            self._press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            self._from_screen = self._build_transform(ImageCms.createProfile("sRGB"))
        except (OSError, ImageCms.PyCMSError) as error:
            raise ResourceError("this is no ICC profile for CMYK: {reason}", reason=error) from error
        self._inks = dict(inks)

    def separate_colour(self, colour: Sequence[float]) -> Inks:
        """Red, green and blue from 0 to 1 → inks."""
        from PIL import Image, ImageCms

        red, green, blue = (min(max(round(value * 255), 0), 255) for value in colour)
        found = self._inks.get((red, green, blue))
        if found is None and red == green == blue:
            found = (0.0, 0.0, 0.0, round(1 - red / 255, 4))
        if found is None:
            pixel = Image.new("RGB", (1, 1), (red, green, blue))
            separated: Any = ImageCms.applyTransform(pixel, self._from_screen)
            cyan, magenta, yellow, black = (round(value / 255, 4) for value in separated.getpixel((0, 0)))
            found = self._inks[red, green, blue] = (cyan, magenta, yellow, black)
        return found

    def separate_image(self, data: bytes) -> bytes:
        """The pixels of an image file in RGB, four bytes each; by the profile in the file if there is one."""
        from PIL import Image, ImageCms

        with Image.open(io.BytesIO(data)) as image:
            own, pixels = image.info.get("icc_profile"), image.convert("RGB")
        transform = self._from_screen
        if own:
            try:
                transform = self._build_transform(ImageCms.ImageCmsProfile(io.BytesIO(own)))
            except (OSError, ImageCms.PyCMSError):
                transform = self._from_screen  # as viewers do with a profile that is damaged
        separated: Any = ImageCms.applyTransform(pixels, transform)
        written: bytes = separated.tobytes()
        return written

    def _build_transform(self, source: Any) -> Any:
        from PIL import ImageCms

        return ImageCms.buildTransform(
            source,
            self._press,
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
