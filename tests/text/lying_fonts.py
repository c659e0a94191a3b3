"""Fonts that lie, made from those that ship: letters taken apart, letters taken for one another."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path

from fontTools.otlLib.builder import buildLookup, buildMultipleSubstSubtable
from fontTools.ttLib import TTFont

from tests.text.samples import REPOSITORY

FAMILY = "Lying"

_FEATURE = "calt"
"""A feature that comes after those for the forms of the letters."""


def split_dots(font: TTFont) -> None:
    """Draw each letter that is put together from a body and its dots as two glyphs, as some fonts do."""
    outlines, metrics = font["glyf"], font["hmtx"].metrics
    parts: dict[str, list[str]] = {}
    for name in list(outlines.keys()):
        glyph = outlines[name]
        if name.startswith("uni06") and glyph.isComposite() and len(glyph.components) == 2:
            parts[name] = [f"{name}.body", f"{name}.dots"]
            for number, part in enumerate(parts[name]):
                outlines[part] = half = deepcopy(glyph)
                half.components = half.components[number : number + 1]
                half.recalcBounds(outlines)
                metrics[part] = (metrics[name][0] if number == 0 else 0, half.xMin)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    substitutions = font["GSUB"].table
    lookups = substitutions.LookupList.Lookup
    lookups.append(buildLookup([buildMultipleSubstSubtable(parts)]))
    for record in substitutions.FeatureList.FeatureRecord:
        if record.FeatureTag == _FEATURE:
            record.Feature.LookupListIndex.append(len(lookups) - 1)


def swap_letters(one: str, other: str) -> Callable[[TTFont], None]:
    """Let each letter be drawn as the other, in all its forms."""

    def swap(font: TTFont) -> None:
        for glyphs in _list_maps(font):
            glyphs[ord(one)], glyphs[ord(other)] = glyphs[ord(other)], glyphs[ord(one)]

    return swap


def draw_as(one: str, other: str) -> Callable[[TTFont], None]:
    """Let a letter be drawn as the other too."""

    def change(font: TTFont) -> None:
        for glyphs in _list_maps(font):
            glyphs[ord(one)] = glyphs[ord(other)]

    return change


def _list_maps(font: TTFont) -> Iterable[dict[int, str]]:
    """Each map once: tables for several platforms may share one."""
    maps = (table.cmap for table in font["cmap"].tables if table.isUnicode())
    return {id(glyphs): glyphs for glyphs in maps}.values()


def make_family(project: Path, source: str, change: Callable[[TTFont], None]) -> None:
    """Put the family `FAMILY` into the project: the face at `source` of `fonts/`, changed."""
    font = TTFont(REPOSITORY / "fonts" / source, recalcTimestamp=False)
    change(font)
    file = io.BytesIO()
    font.save(file)
    folder = project / "fonts" / "lying"
    folder.mkdir(parents=True)
    (folder / "Lying.ttf").write_bytes(file.getvalue())
    (folder / "OFL.txt").write_text("SIL Open Font License 1.1\n", encoding="utf-8")
    (folder / "family.toml").write_text(
        f'family = "{FAMILY}"\nversion = "1"\nsource = "a test"\nlicence = "OFL-1.1"\n'
        f'licence-file = "OFL.txt"\nreserved-names = []\n\n[[face]]\nfile = "Lying.ttf"\nweight = 400\n'
        f'style = "normal"\nsha256 = "{hashlib.sha256(file.getvalue()).hexdigest()}"\n',
        encoding="utf-8",
    )
