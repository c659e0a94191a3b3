"""The arrangement of a line in the PDF from which readers get the text back in reading order.

A PDF says where glyphs stand, not in which order they are read; every reader has its own way to guess, and
each goes astray on Arabic with numbers, Latin words and brackets in it. The arrangement here is one that
PDFium, Poppler, MuPDF and pdf.js guess right (docs/text.md). It cuts a line into chunks, one text-showing
operator each, written in reading order: Arabic with its spaces and plain signs, stored as it is seen from left
to right; each run from left to right; each bracket or quotation mark alone; each sign like the hyphen alone.
Codes without a glyph carry marks of direction (U+200E, U+200F) where a reader needs them.

Nothing here knows an engine: clusters come in, chunks go out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any, Literal

LRM, RLM = "\u200e", "\u200f"

_MIRRORED = frozenset("()[]{}<>«»‹›“”‘’")
"""What PDFium mirrors beside Arabic (`GetMirrorChar`), the curly quotes among them."""

_UNWRITTEN = frozenset(
    "\u00ad\u061c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
"""Never in the text layer: marks of direction have done their work once a line is laid out, a soft hyphen is
not seen, and U+200D stands where we join letters over the border of a tag."""

_SPACES = frozenset(" \t\u00a0")

_WIDEST_SPACE, _KEPT_SPACE = 0.5, 0.3
"""In em. pdf.js takes a wide gap for the end of a piece of text (`SPACE_IN_FLOW_MAX_FACTOR`, 0.6): of a wider
space this much is kept, and the glyph on its left takes the rest as advance."""

_SLIVER = 0.1
"""In em: the advance that a mark of direction takes from its neighbour. Without any, PDFium takes the hole
between two text objects for a space."""

_LEAST = 0.01
"""In em: the advance of the first letter of a chunk. pdf.js does not see one without (a tatweel may have none)."""

_EDGE = 0.05
"""In em: the advance of a space that stands before a vowel mark at the left edge of a chunk."""

Glyph = tuple[int, float, float]
"""Glyph number, and where it stands from the left end of its cluster on the baseline: to the right, up."""

_LONE_SPACE = f"{RLM} "
"""A space that pdf.js takes for a letter, and so does not forget at a jump."""

_Kind = Literal["arabic", "ltr", "mirrored", "joining"]


@dataclass(slots=True, kw_only=True)
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
class Code:
    """What one PDF code will stand for: a text, and the glyphs that it draws, if any."""

    text: str
    x: float
    advance: float
    glyphs: tuple[Glyph, ...] = ()


@dataclass(slots=True)
class Chunk:
    """The codes of one text-showing operator, in the order stored."""

    font: Any
    size: float
    codes: list[Code]


@dataclass(slots=True)
class _Letter:
    """A character and the vowel marks on it; `text` is what its code will say."""

    character: str
    text: str
    marks: str
    x: float
    advance: float
    glyphs: tuple[Glyph, ...]
    cluster: Cluster
    follower: str = ""


@dataclass(slots=True)
class _Run:
    """The letters of one chunk in reading order. `edge`: a space is to be stored left of the first mark."""

    kind: _Kind
    letters: list[_Letter]
    edge: bool = False


def arrange(clusters: Iterable[Cluster], *, rtl: bool, before: bool = False, after: str = "") -> list[Chunk]:
    """The chunks of `clusters`, one box of a line whose direction is `rtl`.

    `before` tells whether the line has other text before the box in reading order, `after` is the text that
    follows it on the line.
    """
    letters = [letter for cluster in _join_marks(clusters) for letter in _spell(cluster)]
    if not letters:
        return []
    if not rtl:
        return [_store_plain(run) for run in _cut(letters, lambda letter: "")]
    for letter, following in pairwise(letters):
        letter.follower = following.character
    letters[-1].follower = after[:1]
    runs = _split_signs(_cut(letters, _kind), alone=not (before or after))
    runs = _join_spaces(runs, before=before, after=bool(after))
    chunks = []
    for number, run in enumerate(runs):
        has_before, has_after = before or number > 0, bool(after) or number + 1 < len(runs)
        store = _STORES.get(run.kind, _store_ltr)
        chunks.append(store(run, has_before, has_after))
    return chunks


def _join_marks(clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters in reading order, each mark, which Pango keeps by itself, with the letter that it is on."""
    joined: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda cluster: cluster.start):
        last = joined[-1] if joined else cluster
        if (
            last is not cluster
            and _is_mark(cluster.text[:1] or LRM)
            and (cluster.rtl, cluster.font, cluster.size) == (last.rtl, last.font, last.size)
        ):
            joined[-1] = _join(last, cluster)
        else:
            joined.append(cluster)
    return joined


def _join(letter: Cluster, mark: Cluster) -> Cluster:
    x = min(letter.x, mark.x)
    glyphs = [
        (glyph, right + cluster.x - x, up)
        for cluster in (letter, mark)
        for glyph, right, up in cluster.glyphs
    ]
    return replace(
        letter, text=letter.text + mark.text, x=x, advance=letter.advance + mark.advance, glyphs=tuple(glyphs)
    )


def _spell(cluster: Cluster) -> Iterator[_Letter]:
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
        yield _Letter(
            character,
            character,
            "".join(marks),
            cluster.x + place * share,
            share,
            cluster.glyphs if number == drawn else (),
            cluster,
        )


def _cut(letters: list[_Letter], kind: Callable[[_Letter], str]) -> list[_Run]:
    """Runs of one kind, direction, font and size; every mirrored or joining sign by itself."""
    runs: list[_Run] = []
    last: tuple[object, ...] = ()
    for letter in letters:
        cluster, name = letter.cluster, kind(letter)
        key = (name, cluster.rtl, cluster.font, cluster.size)
        if key == last and name not in ("mirrored", "joining"):
            runs[-1].letters.append(letter)
        else:
            runs.append(_Run(name, [letter]))  # type: ignore[arg-type]
        last = key
    return runs


def _kind(letter: _Letter) -> _Kind:
    return _kind_of(letter.character) if letter.cluster.rtl else "ltr"


@lru_cache(maxsize=4096)
def _kind_of(character: str) -> _Kind:
    if character in _MIRRORED:
        return "mirrored"
    return "joining" if unicodedata.bidirectional(character) in ("ES", "ET", "EN") else "arabic"


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Cf")


@lru_cache(maxsize=4096)
def _is_strong(character: str) -> bool:
    """Whether it is a letter, or a mark, written from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL")


@lru_cache(maxsize=4096)
def _is_weak(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("CS", "ES", "ET")


def _split_signs(runs: list[_Run], *, alone: bool) -> list[_Run]:
    """Among others, a run of Arabic without a letter falls apart: every sign by itself, like a bracket."""
    split: list[_Run] = []
    for run in runs:
        if (
            run.kind != "arabic"
            or (alone and len(runs) == 1)
            or any(_is_strong(letter.character) for letter in run.letters)
        ):
            split.append(run)
            continue
        for letter in run.letters:
            if letter.character == " ":
                split.append(_Run("arabic", [letter]))
            else:
                split.append(_Run("mirrored", [letter]))
    return split


def _join_spaces(runs: list[_Run], *, before: bool, after: bool) -> list[_Run]:
    """Put each space at the edge of a chunk into its neighbour's code: pdf.js forgets it at the jump."""
    dropped: set[int] = set()
    for number, run in enumerate(runs):
        if run.kind != "arabic":
            continue
        has_before, has_after = before or number > 0, after or number + 1 < len(runs)
        first, last = run.letters[0], run.letters[-1]
        words = [letter for letter in run.letters if letter.character != " "]
        if not words:
            if has_before or has_after:
                _join_lone_space(runs, number, dropped)
            continue
        if first.character == " " and has_before:
            words[0].text += " "
            dropped.add(id(first))
        if last.character == " " and has_after:
            dropped.add(id(last))
            if words[-1].marks or not _is_strong(words[-1].character):
                run.edge = True
            else:
                words[-1].text = f"{RLM} {words[-1].text}"
        elif words[-1] is last and last.marks and (not has_after or last.follower == " "):
            run.edge = True  # the space of the line's end, or of the next box
    for run in runs:
        run.letters = [letter for letter in run.letters if id(letter) not in dropped]
    return [run for run in runs if run.letters]


def _join_lone_space(runs: list[_Run], number: int, dropped: set[int]) -> None:
    following = runs[number + 1] if number + 1 < len(runs) else None
    previous = runs[number - 1] if number else None
    if following is not None and following.kind == "mirrored":
        following.letters[0].text = f"{LRM} {following.letters[0].text}"
    elif previous is not None and previous.kind == "mirrored":
        previous.letters[0].text += " "
    else:
        runs[number].letters[0].text = _LONE_SPACE
        return
    dropped.update(id(letter) for letter in runs[number].letters)


def _store_plain(run: _Run) -> Chunk:
    """A run on a line from left to right: as it is seen."""
    codes: list[Code] = []
    rtl = run.letters[0].cluster.rtl
    for letter in reversed(run.letters) if rtl else run.letters:
        codes.extend(_store_letter(letter))
    return _chunk(run, codes)


def _store_letter(letter: _Letter) -> Iterator[Code]:
    """Its own code, and one without advance for each mark: to the left of it where text runs to the left."""
    if letter.cluster.rtl:
        for mark in reversed(letter.marks):
            yield Code(mark, letter.x, 0.0)
    yield Code(letter.text, letter.x, letter.advance, letter.glyphs)
    if not letter.cluster.rtl:
        for mark in letter.marks:
            yield Code(mark, letter.x + letter.advance, 0.0)


def _store_arabic(run: _Run, before: bool, after: bool) -> Chunk:
    seen = run.letters[::-1]
    em = seen[0].cluster.size
    if len(seen) == 1 and seen[0].text == _LONE_SPACE:
        codes = list(_store_letter(seen[0]))
        _close(codes, LRM if after else "", seen[0].x + seen[0].advance, em)
        return _chunk(run, codes)
    seen[0].advance = max(seen[0].advance, _LEAST * em)
    codes = _open_arabic(run, seen[0], em)
    for number, letter in enumerate(seen):
        if letter.text == " " and number + 1 < len(seen):
            if seen[number + 1].marks:
                letter.text = _LONE_SPACE  # after a bare space, pdf.js adds the marks to the word before it
            elif codes:
                _shorten_space(letter, codes[-1], em)
        if (
            (number or run.edge) and _is_weak(letter.character) and not _is_strong(letter.follower or " ")
        ) or (
            # Poppler would take the sign to the number on its left, ...
            letter.marks and _is_weak(letter.follower or " ")
            # ... PDFium the sign and the mark for one, as they are stored.
        ):
            codes.append(Code(RLM, letter.x, 0.0))
        codes.extend(_store_letter(letter))
    mark = RLM if before and not _is_strong(codes[-1].text[-1]) else ""
    _close(codes, f"{mark}{LRM}" if after else mark, seen[-1].x + seen[-1].advance, em)
    return _chunk(run, codes)


def _shorten_space(space: _Letter, previous: Code, em: float) -> None:
    surplus = space.advance - _KEPT_SPACE * em
    if space.advance > _WIDEST_SPACE * em:
        previous.advance += surplus
        space.x += surplus
        space.advance -= surplus


def _open_arabic(run: _Run, first: _Letter, em: float) -> list[Code]:
    """MuPDF goes by the class of the last character before a jump and the first after it: they must differ."""
    if run.edge:
        return [Code(_LONE_SPACE, first.x - _EDGE * em, _EDGE * em)]
    stored = first.marks[-1:] or first.text[0]
    if _is_strong(stored):
        return []
    return [Code(RLM, first.x, 0.0)]


def _close(codes: list[Code], marks: str, right: float, em: float) -> None:
    """Add `marks` at the right end, on a sliver of the last code's advance where there is one to give."""
    if not marks:
        return
    last = codes[-1]
    sliver = min(_SLIVER * em, last.advance / 2)
    last.advance -= sliver
    for number, mark in enumerate(marks):
        share = sliver / len(marks)
        codes.append(Code(mark, right - sliver + number * share, share))


def _store_mirrored(run: _Run, before: bool, after: bool) -> Chunk:
    sign, em = run.letters[0], run.letters[0].cluster.size
    if not (before or after):
        return _chunk(run, list(_store_letter(sign)))
    # PDFium mirrors a sign after Arabic, and does not after a mark of the other direction.
    codes = [Code(RLM, sign.x, 0.0)]
    codes.extend(_store_letter(sign))
    sliver = min(2 * _SLIVER * em, sign.advance / 2)
    codes[-1].advance -= sliver
    codes.append(Code(LRM, sign.x + sign.advance - sliver, sliver))
    return _chunk(run, codes)


def _store_ltr(run: _Run, before: bool, after: bool) -> Chunk:
    codes: list[Code] = []
    for letter in run.letters:
        codes.extend(_store_letter(letter))
    if before or after:
        # Poppler goes on with what is written to the right up to a strong letter: bounds on both sides.
        first, last = run.letters[0], run.letters[-1]
        codes.insert(0, Code(RLM, first.x, 0.0))
        if _piece_of(last.character) == "neutral":
            codes.append(Code(LRM, last.x + last.advance, 0.0))
    return _chunk(run, codes)


@lru_cache(maxsize=4096)
def _piece_of(character: str) -> str:
    name = unicodedata.bidirectional(character)
    if name in ("L", "R", "AL"):
        return name
    return "weak" if name in ("AN", "EN", "NSM", "CS", "ES", "ET", "BN") else "neutral"


def _chunk(run: _Run, codes: list[Code]) -> Chunk:
    cluster = run.letters[0].cluster
    return Chunk(cluster.font, cluster.size, codes)


_STORES = {"arabic": _store_arabic, "mirrored": _store_mirrored}
