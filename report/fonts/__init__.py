"""Font faces: found, proved to be whole and embeddable, searched for characters, cut down to a subset.

A family is a folder of `fonts/` with a `family.toml`, its faces and its licence. Everything that can be wrong
with a font is found here, before anything is rendered. The one door to fontTools.
"""

from report.fonts._coverage import (
    MissingCharacter,
    covered_characters,
    find_missing,
    missing_characters,
    name_families,
    require_coverage,
)
from report.fonts._embedded import read_characters
from report.fonts._face import SIZE_LIMIT, Face, load_families
from report.fonts._mistaken import MistakenCharacter, find_mistaken
from report.fonts._program import Drawing, GlyphSource
from report.fonts._subset import compress_face, subset_face

__all__ = [
    "SIZE_LIMIT",
    "Drawing",
    "Face",
    "GlyphSource",
    "MissingCharacter",
    "MistakenCharacter",
    "compress_face",
    "covered_characters",
    "find_missing",
    "find_mistaken",
    "load_families",
    "missing_characters",
    "name_families",
    "read_characters",
    "require_coverage",
    "subset_face",
]
