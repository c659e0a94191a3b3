"""Every character has a glyph of its own in the fonts of the output that shows it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from report.checks import Subject
from report.document import Document
from report.errors import Finding, Location, Message, Severity, message
from report.fonts import (
    Face,
    covered_characters,
    find_missing,
    find_mistaken,
    missing_characters,
    name_families,
)

RULES = {
    "font-covers-text": "every character of the article and of our own words is in a font of the output",
    "font-draws-its-letters": "no font draws a letter or digit of the article with the glyph of another",
}

OUTPUTS = {"pdf": "print", "epub": "epub"}
"""The fonts of a writer's output, by the name that themes give them."""


def check(subject: Subject) -> Iterator[Finding]:
    for writer, output in OUTPUTS.items():
        if writer in subject.artifacts:
            faces = subject.renderer.faces(output)
            yield from _check_strings(subject, writer, faces)
            for article in subject.articles:
                yield from _check_article(article.document, writer, faces)
                yield from _check_glyphs(article.document, writer, faces)


def _check_article(document: Document, writer: str, faces: tuple[Face, ...]) -> Iterator[Finding]:
    for missing in find_missing(document, faces):
        text = message(
            "{output}: no font has the character {character} (U+{code} {name}); uses: {count}",
            output=writer,
            character=missing.character,
            code=missing.code,
            name=unicodedata.name(missing.character, "without a name"),
            count=missing.count,
        )
        yield _find(text, missing.location, faces)


def _check_strings(subject: Subject, writer: str, faces: tuple[Face, ...]) -> Iterator[Finding]:
    characters = covered_characters(faces)
    for key, string in subject.renderer.strings.items():
        for _offset, character in missing_characters(characters, string):
            text = message(
                "{output}: no font has the character {character} (U+{code}) of the string {key}",
                output=writer,
                character=character,
                code=f"{ord(character):04X}",
                key=key,
            )
            yield _find(text, None, faces)


def _check_glyphs(document: Document, writer: str, faces: tuple[Face, ...]) -> Iterator[Finding]:
    for mistaken in find_mistaken(document, faces):
        yield Finding(
            rule="font-draws-its-letters",
            severity=Severity.ERROR,
            message=message(
                "{output}: {font} draws {character} (U+{code}) as {other} (U+{other_code}) in {words}; "
                "uses: {count}",
                output=writer,
                font=mistaken.family,
                character=mistaken.character,
                code=f"{ord(mistaken.character):04X}",
                other=mistaken.other,
                other_code=f"{ord(mistaken.other):04X}",
                words=" ".join(f"«{word}»" for word in mistaken.words),
                count=mistaken.count,
            ),
            location=mistaken.location,
            hint=message("take the font from its maker again: its map of characters (cmap) is damaged"),
        )


def _find(text: Message, location: Location | None, faces: tuple[Face, ...]) -> Finding:
    hint = message("the fonts tried are: {fonts}", fonts=", ".join(name_families(faces)))
    return Finding(
        rule="font-covers-text", severity=Severity.ERROR, message=text, location=location, hint=hint
    )
