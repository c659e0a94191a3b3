"""What a font file that was packed into a book can draw."""

from __future__ import annotations

import io
import struct

from fontTools.ttLib import TTFont, TTLibError

from report.errors import ResourceError


def read_characters(data: bytes) -> frozenset[int]:
    """The code points of a TrueType or OpenType file."""
    try:
        return frozenset(TTFont(io.BytesIO(data), lazy=True).getBestCmap())
    except (TTLibError, struct.error, AssertionError, LookupError, TypeError) as error:
        raise ResourceError("the font cannot be read: {reason}", reason=error) from error
