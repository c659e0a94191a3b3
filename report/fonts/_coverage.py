"""Which characters of a text no face can draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from report.document import CodeBlock, Document, Inline, iterate_blocks, iterate_texts, read_inlines
from report.errors import Location, ResourceError, message
from report.fonts._face import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCharacter:
    """A character that no face has, where it first stands, and how often the text uses it."""

    character: str
    location: Location
    count: int

    @property
    def code(self) -> str:
        return f"{ord(self.character):04X}"


def covered_characters(faces: Iterable[Face]) -> frozenset[int]:
    """The code points that some face has."""
    return frozenset().union(*(face.characters for face in faces))


def missing_characters(characters: frozenset[int], text: str) -> Iterator[tuple[int, str]]:
    """Offset and character of what cannot be drawn from `characters`.

    White space and invisible controls need no glyph; a letter with marks may be drawn from its canonical
    parts, or the parts as one (HarfBuzz composes and decomposes as the font has it).
    """
    for offset, character in enumerate(text):
        if ord(character) in characters or not _needs_glyph(character):
            continue
        parts = unicodedata.normalize("NFD", character)
        if parts != character and all(ord(part) in characters for part in parts):
            continue
        whole = unicodedata.normalize("NFC", text[offset - 1] + character) if offset else character
        if len(whole) == 1 and ord(whole) in characters:
            continue
        yield offset, character


def _needs_glyph(character: str) -> bool:
    category = unicodedata.category(character)
    if category in ("Cc", "Zs", "Zl", "Zp") or 0xFE00 <= ord(character) <= 0xFE0F:  # variation selectors
        return False
    # Prepended_Concatenation_Mark: format characters that are drawn, such as U+0600 ARABIC NUMBER SIGN.
    return (
        category != "Cf" or 0x0600 <= ord(character) <= 0x0605 or ord(character) in (0x06DD, 0x070F, 0x08E2)
    )


def find_missing(document: Document, faces: Iterable[Face]) -> tuple[MissingCharacter, ...]:
    """Each character of the document's texts that no face has, in the order of the source."""
    characters = covered_characters(faces)
    places: dict[str, list[int]] = {}
    for text, starts in iterate_drawn_texts(document):
        for offset, character in missing_characters(characters, text):
            places.setdefault(character, []).append(starts[offset])
    return tuple(
        MissingCharacter(
            character=character, location=document.source.locate(min(offsets)), count=len(offsets)
        )
        for character, offsets in sorted(places.items(), key=lambda item: min(item[1]))
    )


def iterate_drawn_texts(document: Document) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each text that is printed, with the source offset of each of its characters."""
    fields: tuple[Inline | None, ...] = (
        document.title,
        document.credit,
        document.attribution,
        document.author,
        document.licence,
    )
    for inlines in (tuple(field for field in fields if field), *iterate_texts(document)):
        reading = read_inlines(inlines)
        yield reading.text, tuple(span.start for span in reading.spans)
    notes = tuple(block for note in document.footnotes for block in note.blocks)
    for block in iterate_blocks(document.blocks + notes):
        if isinstance(block, CodeBlock):
            yield (
                block.text,
                tuple(min(block.span.start + offset, block.span.end) for offset in range(len(block.text))),
            )


def require_coverage(document: Document, faces: tuple[Face, ...]) -> None:
    """Raise `ResourceError` for the first character of the document that no face has."""
    for missing in find_missing(document, faces):
        raise ResourceError(
            "no font has the character {character} (U+{code} {name})",
            character=missing.character,
            code=missing.code,
            name=unicodedata.name(missing.character, "without a name"),
            location=missing.location,
            hint=message("the fonts tried are: {fonts}", fonts=", ".join(name_families(faces))),
        )


def name_families(faces: Iterable[Face]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(face.family for face in faces))
