"""The faces that an EPUB embeds: subset, renamed, as TrueType and WOFF2, with their licences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from report.fonts import Face, compress_face, subset_face
from report.render import Renderer

FOLDER = "fonts"
WEIGHTS = {"text": (400, 700), "heading": (600,)}
"""Weights of CSS by use of the theme's families: what the stylesheet asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    path: str
    media_type: str
    format: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFace:
    """What one `@font-face` rule says; the first of `files` that a reading system can read is used."""

    name: str
    weight: int
    style: str
    files: tuple[FontFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FontSet:
    """The faces of a book, whole, and the names that its stylesheet calls them by.

    `stacks` maps a use ("text", "heading") to the names of all families, its own first.
    """

    faces: tuple[Face, ...]
    stacks: Mapping[str, tuple[str, ...]]

    @property
    def families(self) -> tuple[Face, ...]:
        """One face of each family."""
        return tuple({face.family: face for face in reversed(self.faces)}.values())[::-1]


def choose_fonts(renderer: Renderer) -> FontSet:
    """For each family of the theme the faces nearest to the weights that the stylesheet asks for."""
    uses: dict[str, tuple[str, ...]] = dict(renderer.theme.tokens["faces"]["epub"])
    chosen: dict[tuple[str, int], Face] = {}
    for use, families in uses.items():
        for face in _choose_faces(renderer.faces("epub"), families, WEIGHTS.get(use, (400,))):
            chosen.setdefault((face.family, face.weight), face)
    names = {face.family: face.subset_name for face in chosen.values()}
    return FontSet(
        faces=tuple(chosen.values()),
        stacks={
            use: tuple(dict.fromkeys((*(names[family] for family in families), *names.values())))
            for use, families in uses.items()
        },
    )


def _choose_faces(
    faces: tuple[Face, ...], families: Iterable[str], weights: tuple[int, ...]
) -> Iterator[Face]:
    for family in families:
        of_family = [face for face in faces if face.family == family]
        upright = [face for face in of_family if face.style == "normal"] or of_family
        for weight in weights:
            yield min(upright, key=lambda face: (abs(face.weight - weight), face.weight))


def embed_face(face: Face, characters: Iterable[str]) -> EmbeddedFace:
    """`face` cut down to `characters` and what a reader may type."""
    data = subset_face(face, map(ord, characters))
    stem = f"{FOLDER}/{_slug(face)}-{face.weight}"
    return EmbeddedFace(
        name=face.subset_name,
        weight=face.weight,
        style=face.style,
        files=(
            FontFile(path=f"{stem}.woff2", media_type="font/woff2", format="woff2", data=compress_face(data)),
            FontFile(path=f"{stem}.ttf", media_type="font/ttf", format="truetype", data=data),
        ),
    )


def licence_path(face: Face) -> str:
    return f"{FOLDER}/{_slug(face)}-licence.txt"


def _slug(face: Face) -> str:
    """A file name that every reading system takes: ASCII letters and digits."""
    name = "".join(char for char in face.subset_name if char.isascii() and char.isalnum())
    return name or f"font-{hashlib.sha256(face.subset_name.encode()).hexdigest()[:8]}"
