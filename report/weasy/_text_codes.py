"""How a chunk of a line is stored: its codes in order, and the marks of direction around them.

Codes without a glyph carry the marks (U+200E, U+200F) that a reader needs. Each stands at a place of its own:
where several stand at one, Poppler takes the letter after them for a second copy of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from report.weasy._text_letters import Glyph, Letter

LRM, RLM = "\u200e", "\u200f"

POP = "\u202c"
"""The end of an embedding that nobody began: a mark of no direction at all."""

_WIDEST_SPACE, _KEPT_SPACE = 0.5, 0.3
"""In em. pdf.js takes a wide gap for the end of a piece of text (`SPACE_IN_FLOW_MAX_FACTOR`, 0.6): of a wider
space this much is kept, and the glyph on its left takes the rest as advance."""

_SLIVER = 0.1
"""In em: the advance that a mark of direction takes from its neighbour. Without any, PDFium takes the hole
between two text objects for a space."""

_LEAST = 0.01
"""In em: the advance of the first letter of a chunk. pdf.js passes over one without, as some tatweels are.
Also that of the mark before a lone letter that ends a line."""

_NUDGE = 0.02
"""In em: how far from the end of a run the mark stands that PDFium sorts by."""

_EDGE = 0.05
"""In em: the advance of a space that stands before a vowel mark at the left edge of a chunk."""

LONE_SPACE = f"{RLM} "
"""A space that pdf.js takes for a letter, and so does not forget at a jump."""

Kind = Literal["arabic", "ltr", "mirrored", "joining"]


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
class Run:
    """The letters of one chunk in reading order. `edge`: a space is to be stored left of the first mark."""

    kind: Kind
    letters: list[Letter]
    edge: bool = False


def store_plain(run: Run) -> Chunk:
    """A run from left to right on a line of that direction: as it is seen."""
    return _chunk(run, _list_codes(run.letters))


def store_inserted(run: Run, *, after: bool) -> Chunk:
    """Arabic on a line from left to right: word after word as they are read, each as it is seen.

    PDFium turns the letters of each word on such a line, and leaves the words in the order stored. A mark of
    the line's own direction comes last: without it the signs and spaces that follow are, to PDFium, Poppler
    and MuPDF, of the Arabic still. PDFium takes the line for one from right to left where it finds as many
    pieces of Arabic as others, so the mark counts for as many. Vowel marks, which make a piece of every
    letter, and brackets, which PDFium would turn, leave the words as they are seen.
    """
    first, em = run.letters[0], run.letters[0].cluster.size
    text = "".join(letter.text + letter.marks for letter in run.letters)
    words = len(text.split())
    is_in_turn = words > 1 and not any(unicodedata.mirrored(one) or _is_vowel(one) for one in text)
    if not after and not is_in_turn:
        return _chunk(run, _list_codes(run.letters[::-1]))
    right, sliver = first.x + first.advance, min(_SLIVER * em, first.advance / 2)
    first.advance -= sliver
    codes = _list_in_turn(run.letters) if is_in_turn else _list_codes(run.letters[::-1])
    if run.letters[-1].marks:
        codes.insert(0, Code(RLM, run.letters[-1].x, 0.0))  # stored first, they go to the text before
    more = f"{POP}{LRM}" * words if is_in_turn else ""
    codes.append(Code(f"{LRM}{more}", right - sliver, sliver))
    return _chunk(run, codes)


def _list_in_turn(letters: Iterable[Letter]) -> list[Code]:
    """Words, spaces and signs as they are read. MuPDF ends a line at a jump between two of one class."""
    codes: list[Code] = []
    for is_word, piece in groupby(letters, lambda letter: is_strong(letter.character)):
        if is_word:
            codes.extend(_list_codes(list(piece)[::-1]))
            continue
        for sign in piece:
            codes.append(Code(f"{POP}{sign.text}", sign.x, sign.advance, sign.glyphs))
    return codes


def store(run: Run, *, before: bool, after: bool) -> list[Chunk]:
    """A run on a line from right to left that has others `before` or `after` it in reading order."""
    if run.kind == "arabic":
        return [_store_arabic(run, before, after)]
    if run.kind == "mirrored" and (before or after):
        return [_store_mirrored(run)]
    return _store_ltr(run, before or after)


def spread(chunk: Chunk) -> None:
    """Let the last chunk of a line begin and end at different places.

    PDFium cannot tell whether a chunk is written across or down that begins and ends at one, such as a lone
    letter with its mark; where it is the first to be seen of a line, and a chunk of that sort the last of the
    line before, it sees no line end (`CPDF_TextPage::GetTextObjectWritingMode`, `ProcessInsertObject`).
    """
    first, last = chunk.codes[0], chunk.codes[-1]
    if first is not last and first.x == last.x:
        first.advance = _LEAST * chunk.size
        first.x -= first.advance


def _add_letter(codes: list[Code], letter: Letter) -> None:
    """Its own code, and one without advance for each mark: to the left of it where text runs to the left."""
    rtl = letter.cluster.rtl
    if letter.marks and rtl:
        codes.extend(Code(mark, letter.x, 0.0) for mark in reversed(letter.marks))
    codes.append(Code(letter.text, letter.x, letter.advance, letter.glyphs))
    if letter.marks and not rtl:
        codes.extend(Code(mark, letter.x + letter.advance, 0.0) for mark in letter.marks)


def _list_codes(letters: Iterable[Letter]) -> list[Code]:
    codes: list[Code] = []
    for letter in letters:
        _add_letter(codes, letter)
    return codes


def _store_arabic(run: Run, before: bool, after: bool) -> Chunk:
    seen = run.letters[::-1]
    em = seen[0].cluster.size
    right = seen[-1].x + seen[-1].advance
    if len(seen) == 1 and seen[0].text == LONE_SPACE:
        codes = _list_codes(seen)
        _close(codes, LRM if after else "", right, em)
        return _chunk(run, codes)
    seen[0].advance = max(seen[0].advance, _LEAST * em)
    codes = _open(run, seen[0], em)
    for number, letter in enumerate(seen):
        if letter.text == " " and number + 1 < len(seen):
            if seen[number + 1].marks:
                letter.text = LONE_SPACE  # after a bare space, pdf.js adds the marks to the word before it
            elif codes:
                _shorten_space(letter, codes, em)
        if _needs_bound(letter, is_first=number == 0 and not run.edge):
            codes.append(Code(RLM, letter.x, 0.0))
        _add_letter(codes, letter)
    mark = RLM if before and not is_strong(codes[-1].text[-1]) else ""
    _close(codes, f"{mark}{LRM}" if after else mark, right, em)
    return _chunk(run, codes)


def _needs_bound(letter: Letter, *, is_first: bool) -> bool:
    if letter.marks and _is_weak(letter.follower or " "):
        return True  # PDFium would keep mark and sign together as they are stored
    # Poppler would take the sign to a number on its left.
    return not is_first and _is_weak(letter.character) and not is_strong(letter.follower or " ")


def _shorten_space(space: Letter, codes: list[Code], em: float) -> None:
    """Give the surplus of a wide space to the last of the `codes` before it."""
    if space.advance <= _WIDEST_SPACE * em:
        return
    surplus = space.advance - _KEPT_SPACE * em
    last = codes[-1]
    drawn = next((code for code in reversed(codes) if code.glyphs), last)
    if drawn is not last:
        # The box of a code without a glyph is its advance: let the last letter of a ligature draw it.
        last.glyphs = tuple((glyph, right + drawn.x - last.x, up) for glyph, right, up in drawn.glyphs)
        drawn.glyphs = ()
    last.advance += surplus
    space.x += surplus
    space.advance -= surplus


def _open(run: Run, first: Letter, em: float) -> list[Code]:
    """MuPDF goes by the last character before a jump and the first after it: their classes must differ."""
    if run.edge:
        return [Code(LONE_SPACE, first.x - _EDGE * em, _EDGE * em)]
    stored = first.marks[-1:] or first.text[0]
    return [] if is_strong(stored) else [Code(RLM, first.x, 0.0)]


def _close(codes: list[Code], marks: str, right: float, em: float) -> None:
    """Add `marks` at the right end, on a sliver of the last code's advance."""
    sliver = min(_SLIVER * em, codes[-1].advance / 2)
    if marks:
        codes[-1].advance -= sliver
    for number, mark in enumerate(marks):
        share = sliver / len(marks)
        codes.append(Code(mark, right - sliver + number * share, share))


def _store_mirrored(run: Run) -> Chunk:
    """PDFium mirrors a sign after Arabic, and does not after a mark of the other direction."""
    sign, em = run.letters[0], run.letters[0].cluster.size
    codes = [Code(RLM, sign.x, 0.0), *_list_codes(run.letters)]
    sliver = min(2 * _SLIVER * em, sign.advance / 2)
    codes[-1].advance -= sliver
    codes.append(Code(LRM, sign.x + sign.advance - sliver, sliver))
    return _chunk(run, codes)


def _store_ltr(run: Run, has_neighbours: bool) -> list[Chunk]:
    pieces = [list(piece) for _name, piece in groupby(run.letters, _piece)]
    if has_neighbours and len(pieces) == 2 and {_piece(piece[0]) for piece in pieces} == {"letter", "weak"}:
        return _store_name(run, *pieces)
    codes = _list_codes(run.letters)
    if has_neighbours:
        # Poppler lets such a run end at a letter and go on up to a letter: bounds on both sides.
        first, last = run.letters[0], run.letters[-1]
        codes.insert(0, Code(RLM, first.x, 0.0))
        if run.kind == "ltr" and _piece(last) == "neutral":
            codes.append(Code(LRM, last.x + last.advance, 0.0))
    return [_chunk(run, codes)]


def _store_name(run: Run, head: list[Letter], tail: list[Letter]) -> list[Chunk]:
    """Letters with a number, as in IL-76: two pieces, which PDFium would make change places.

    It sorts chunks by the place of their first code, and then takes the pieces of a line from right to left:
    so the first code of the head, a mark, stands at the right end of the tail. MuPDF asks for another mark
    after it, and one of the first kind before the letters.
    """
    em = run.letters[0].cluster.size
    place = tail[-1].x + tail[-1].advance - _NUDGE * em
    marks = [Code(RLM, place, 0.0), Code(LRM, place, 0.0), Code(RLM, head[0].x, 0.0)]
    return [_chunk(run, [*marks, *_list_codes(head)]), _chunk(run, _list_codes(tail))]


def _piece(letter: Letter) -> str:
    """Letters with the same answer are one segment for PDFium (`CFX_BidiChar`)."""
    return _piece_of(letter.character)


@lru_cache(maxsize=4096)
def _piece_of(character: str) -> str:
    name = unicodedata.bidirectional(character)
    if name in ("L", "R", "AL"):
        return "letter"
    return "neutral" if name in ("ON", "WS", "S", "B") else "weak"


def _chunk(run: Run, codes: list[Code]) -> Chunk:
    cluster = run.letters[0].cluster
    return Chunk(cluster.font, cluster.size, codes)


@lru_cache(maxsize=4096)
def is_strong(character: str) -> bool:
    """Whether it is a letter, or a mark, written from right to left."""
    return unicodedata.bidirectional(character) in ("R", "AL")


@lru_cache(maxsize=4096)
def _is_vowel(character: str) -> bool:
    return unicodedata.bidirectional(character) == "NSM"


@lru_cache(maxsize=4096)
def _is_weak(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("CS", "ES", "ET")
