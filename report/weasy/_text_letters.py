"""Letters of a line: characters with the vowel marks on them, at their places, in reading order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

_UNWRITTEN = frozenset(
    "\u00ad\u061c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Never in the text layer: marks of direction have done their work once a line is laid out, a soft hyphen is
not seen, U+200D stands where we join letters over the border of a tag, U+2060 where a mark of ours stays with
its word."""

_SPACES = frozenset(" \t\u00a0")

_SPECIAL = _UNWRITTEN | _SPACES

Glyph = tuple[int, float, float]
"""Glyph number, and where it stands from the left end of its cluster on the baseline: to the right, up."""


@dataclass(slots=True)
class Cluster:
    """Characters that are drawn together, their glyphs, and the place they take on the line.

    `start` orders the clusters of a line as they are read. `font` and `size` are compared, not looked into.
    """

    text: str
    start: int
    rtl: bool
    x: float
    advance: float
    glyphs: tuple[Glyph, ...]
    font: Any
    size: float


@dataclass(slots=True)
class Letter:
    """A character and the vowel marks on it; `text` is what its code will say."""

    character: str
    text: str
    marks: str
    x: float
    advance: float
    glyphs: tuple[Glyph, ...]
    cluster: Cluster
    follower: str = ""


def read_letters(clusters: Iterable[Cluster]) -> list[Letter]:
    """The letters of the `clusters` of one box of a line."""
    letters: list[Letter] = []
    for cluster in _join_marks(clusters):
        text = cluster.text
        if len(text) == 1 and text not in _SPECIAL:
            letters.append(Letter(text, text, "", cluster.x, cluster.advance, cluster.glyphs, cluster))
        else:
            letters.extend(_spell(cluster))
    return letters


def _join_marks(clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters in reading order, each mark, which Pango keeps by itself, with the letter under it."""
    joined: list[Cluster] = []
    for cluster in sorted(clusters, key=attrgetter("start")):
        if joined and _is_mark(cluster.text[0]) and _is_alike(joined[-1], cluster):
            joined[-1] = _join(joined[-1], cluster)
        else:
            joined.append(cluster)
    return joined


def _is_alike(one: Cluster, other: Cluster) -> bool:
    return (one.rtl, one.font, one.size) == (other.rtl, other.font, other.size)


def _join(letter: Cluster, mark: Cluster) -> Cluster:
    x = min(letter.x, mark.x)
    glyphs = [
        (glyph, round(right + cluster.x - x, 3), up)  # without the noise of a justified line
        for cluster in (letter, mark)
        for glyph, right, up in cluster.glyphs
    ]
    return replace(
        letter, text=letter.text + mark.text, x=x, advance=letter.advance + mark.advance, glyphs=tuple(glyphs)
    )


def _spell(cluster: Cluster) -> Iterator[Letter]:
    """The letters of a cluster in reading order, each with its share of the advance.

    The glyphs go to the letter at the left end, for that is stored first and drawn from there.
    """
    spelled: list[list[str]] = []
    for character in cluster.text:
        if character in _UNWRITTEN:
            continue
        if spelled and _is_mark(character):
            spelled[-1].append(character)
        else:
            spelled.append([character])
    if not spelled and cluster.glyphs:
        spelled = [[cluster.text[0]]]
    count = len(spelled)
    share = cluster.advance / count if count else 0.0
    drawn = count - 1 if cluster.rtl else 0
    for number, (character, *marks) in enumerate(spelled):
        character = " " if character in _SPACES else character
        place = count - 1 - number if cluster.rtl else number
        yield Letter(
            character,
            character,
            "".join(marks),
            cluster.x + place * share,
            share,
            cluster.glyphs if number == drawn else (),
            cluster,
        )


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")
