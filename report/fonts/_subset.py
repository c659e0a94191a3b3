"""A face cut down to what a book needs, under a name of its own."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from functools import lru_cache

from fontTools import subset
from fontTools.ttLib import TTFont, TTLibError

from report.errors import ResourceError
from report.fonts._face import Face

# Kept in every subset, so that a reader's own notes and searches can be drawn: Basic Latin, Latin-1, Arabic,
# General Punctuation.
_KEPT = frozenset((*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x600, 0x700), *range(0x2000, 0x2070)))
_KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17)  # copyright, names, version, licence
_STYLE_NAMES = {100: "Thin", 200: "ExtraLight", 300: "Light", 400: "Regular", 500: "Medium"}
_STYLE_NAMES |= {600: "SemiBold", 700: "Bold", 800: "ExtraBold", 900: "Black"}


def subset_face(face: Face, characters: Iterable[int]) -> bytes:
    """A TrueType file with the glyphs for `characters` and what a reader may type, named `face.subset_name`.

    Every layout feature is kept, hinting is not. The same face and characters give the same bytes.
    """
    return _subset(face, (_KEPT | set(characters)) & face.characters)


@lru_cache(maxsize=16)
def _subset(face: Face, characters: frozenset[int]) -> bytes:
    options = subset.Options(
        layout_features=["*"],
        name_IDs=list(_KEPT_NAMES),
        name_languages=[0x409],  # English, United States
        hinting=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    options.drop_tables = [*options.drop_tables, "DSIG", "STAT", "meta"]
    try:
        font = TTFont(io.BytesIO(face.data), lazy=True, recalcTimestamp=False)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters)
        subsetter.subset(font)
        _rename(font, face)
        file = io.BytesIO()
        font.save(file)
    except (TTLibError, subset.Subsetter.SubsettingError, struct.error, AssertionError, LookupError) as error:
        raise ResourceError("{path} cannot be subset: {reason}", path=face.path, reason=error) from error
    return file.getvalue()


def _rename(font: TTFont, face: Face) -> None:
    """Names 1 to 4, 6, 16 and 17 (OpenType 1.9, `name`): a family of four styles, and one of all weights."""
    style = _STYLE_NAMES.get(face.weight, str(face.weight))
    basic = style if face.weight in (400, 700) else "Regular"
    family = face.subset_name if face.weight in (400, 700) else f"{face.subset_name} {style}"
    if face.style == "italic":
        style, basic = f"{style} Italic", "Italic" if basic == "Regular" else "Bold Italic"
    full = f"{face.subset_name} {style}"
    names = {1: family, 2: basic, 3: f"{face.version};{full}", 4: full}
    names |= {6: full.replace(" ", "").replace(style, f"-{style}"), 16: face.subset_name, 17: style}
    for identifier, text in names.items():
        font["name"].setName(text, identifier, 3, 1, 0x409)


@lru_cache(maxsize=16)
def compress_face(data: bytes) -> bytes:
    """The same font as WOFF2."""
    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()
