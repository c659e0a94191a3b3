"""Characters that a face draws with the glyph of another, as a damaged or a careless `cmap` makes it do.

No text layer shows it: the PDF says what was written, and the page shows something else. The face bears
witness against itself, by the names of its glyphs and by the presentation forms of the Arabic letters. A face
with neither tells nothing.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from fontTools.agl import toUnicode
from fontTools.ttLib import TTFont

from report.document import Document
from report.errors import Location
from report.fonts._coverage import iterate_drawn_texts
from report.fonts._face import Face

_NAMELESS = 3
"""The version of a `post` table without names (OpenType 1.9): fontTools makes them up from the `cmap`."""

_ALIKE = tuple(map(frozenset, ("\u0643\u06a9", "\u0647\u06c1\u06d5", "\u0649\u06cc")))
"""Letters that look alike where nothing joins them, and may share a glyph: kaf, heh, yeh without dots."""

_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakenCharacter:
    """A character drawn as `other`, where it first stands, how often, and the first words that have it."""

    character: str
    other: str
    family: str
    location: Location
    count: int
    words: tuple[str, ...]


def find_mistaken(document: Document, faces: Iterable[Face]) -> tuple[MistakenCharacter, ...]:
    """Each character of the document's texts that a face mistakes for another, by family."""
    mistakes: dict[tuple[str, str], str] = {}
    for face in faces:
        for character, other in list_mistakes(face).items():
            mistakes.setdefault((face.family, character), other)
    if not mistakes:
        return ()
    words = list(_iterate_words(document))
    found = []
    for (family, character), other in mistakes.items():
        places = [(word, start) for word, start in words if character in word]
        if places:
            found.append(
                MistakenCharacter(
                    character=character,
                    other=other,
                    family=family,
                    location=document.source.locate(places[0][1]),
                    count=sum(word.count(character) for word, _start in places),
                    words=tuple(dict.fromkeys(word for word, _start in places))[:_WORDS],
                )
            )
    return tuple(found)


def _iterate_words(document: Document) -> Iterator[tuple[str, int]]:
    for text, starts in iterate_drawn_texts(document):
        for match in re.finditer(r"\w+", text):
            yield match[0], starts[match.start()]


@lru_cache(maxsize=32)
def list_mistakes(face: Face) -> Mapping[str, str]:
    """The letters and digits that the face draws as another, each with that."""
    font = TTFont(io.BytesIO(face.data), lazy=True, recalcTimestamp=False)
    glyphs = {chr(code): name for code, name in font.getBestCmap().items()}
    mistakes = dict(_compare_forms(glyphs))
    if font["post"].formatType != _NAMELESS or "CFF " in font:
        mistakes |= _compare_names(glyphs)
    return MappingProxyType(mistakes)


def _compare_names(glyphs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Characters whose glyph has the name of another (Adobe Glyph List Specification)."""
    for character, name in glyphs.items():
        if not unicodedata.decomposition(character).startswith(
            "<"
        ):  # an Arabic letter may serve for its form
            other = toUnicode(name)
            if len(other) == 1 and _is_another(character, other):
                yield character, other


def _compare_forms(glyphs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Letters that stand in the isolated form of another (Unicode, "Arabic Presentation Forms")."""
    forms: dict[str, str] = {}
    for form, name in glyphs.items():
        kind, *codes = unicodedata.decomposition(form).split() or ("",)
        if kind == "<isolated>" and len(codes) == 1:
            forms.setdefault(name, chr(int(codes[0], 16)))
    own = {letter: name for name, letter in forms.items()}
    for letter, name in glyphs.items():
        other = forms.get(name, letter)
        if letter in own and own[letter] != name and _is_another(letter, other):
            yield letter, other


def _is_another(character: str, other: str) -> bool:
    """Whether both are letters or digits of one script that do not look alike."""
    return (
        character.isalnum()
        and other.isalnum()
        and unicodedata.normalize("NFKC", character) != unicodedata.normalize("NFKC", other)
        and unicodedata.digit(character, -1) != unicodedata.digit(other, -2)
        and _name_script(character) == _name_script(other)
        and not any({character, other} <= alike for alike in _ALIKE)
    )


def _name_script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]
