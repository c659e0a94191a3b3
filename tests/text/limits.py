"""What no arrangement gives to all readers: `python -m tests.text.limits` prints the table of docs/text.md.

Each line is set alone, in the smallest PDF that shows it, as we draw it and in the other ways there are.
"""

from __future__ import annotations

import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, product
from pathlib import Path
from typing import Any
from unittest.mock import patch

from report.document import Direction
from report.fonts import Face
from report.weasy._text_codes import LRM, POP, RLM, Chunk, Code
from report.weasy._text_runs import arrange
from tests.text.readers import READERS, stop_readers
from tests.text.samples import Text, build_pdf, list_fonts
from tests.text.score import BIDI_CONTROLS, normalise

LINES = (
    "طائرة (IL-76) جديدة",
    "رابط a.b/c-d هنا",
    "صحيفة New York اليوم",
    "عام ١٩٩٢ ميلادي",
    "قال (مَرَّةً) ثم عاد",
)
ENGLISH_LINES = (
    "the word منظمة here",
    "the treaty (الأمن الجماعي) of 1992",
    "president قاسم جومارت توكاييف spoke",
    "he said مُهِمَّةٌ and left",
)
FOUR = ("PDFium", "Poppler", "MuPDF", "pdf.js")

Arrangement = Callable[[list[Chunk]], Iterable[Chunk]]


def split(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Pieces of a run apart, each with a mark where PDFium, which sorts, finds them in turned order."""
    for chunk in chunks:
        pieces = _cut(chunk)
        last = pieces[-1][0].x
        for number, piece in enumerate(pieces):
            mark = Code(RLM, last + (len(pieces) - 1 - number) * 0.01 * chunk.size, 0.0)
            yield Chunk(chunk.font, chunk.size, [mark, *piece]) if len(pieces) > 1 else chunk


def turn(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Pieces of a run in one operator, the last one first."""
    for chunk in chunks:
        codes = [code for piece in reversed(_cut(chunk)) for code in piece]
        yield Chunk(chunk.font, chunk.size, codes)


def mark_last(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Each vowel mark after its letter instead of before it."""
    for chunk in chunks:
        codes: list[Code] = []
        for code in chunk.codes:
            codes.append(code)
            while len(codes) > 1 and unicodedata.combining(codes[-2].text[0]) and codes[-1].glyphs:
                codes[-2:] = codes[-1], Code(codes[-2].text, codes[-1].x + codes[-1].advance, 0.0)
                break
        yield Chunk(chunk.font, chunk.size, codes)


def see_words(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Arabic on a line from left to right as it is seen, with one mark after it."""
    for chunk in chunks:
        codes = [Code(code.text.replace(POP, ""), code.x, code.advance, code.glyphs) for code in chunk.codes]
        for code in codes:
            code.text = LRM if set(code.text) == {LRM} else code.text
        yield Chunk(chunk.font, chunk.size, sorted(codes, key=lambda code: code.x))


ARRANGEMENTS: dict[str, Arrangement] = {
    "as we draw it": list,
    "pieces apart": split,
    "pieces turned": turn,
    "marks after letters": mark_last,
}

IN_ENGLISH: dict[str, Arrangement] = {"as we draw it": list, "words as seen": see_words}


def _cut(chunk: Chunk) -> list[list[Code]]:
    drawn = [code for code in chunk.codes if code.text not in (LRM, RLM)]
    kinds = {_piece(code) for code in drawn}
    if not kinds & {"L", "weak"} or kinds & {"R", "AL"}:
        return [chunk.codes]
    return [list(piece) for _kind, piece in groupby(drawn, _piece)]


def _piece(code: Code) -> str:
    """Directions as PDFium tells them apart (`CFX_BidiChar`)."""
    name = unicodedata.bidirectional(code.text[-1])
    return name if name in ("L", "R", "AL") else "neutral" if name in ("ON", "WS", "S", "B") else "weak"


def main() -> int:
    font = next(font for font in list_fonts() if font.ships).load()
    print(f"| line | arrangement | {' | '.join(FOUR)} |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "line.pdf"
        for line, (name, change) in product(LINES, ARRANGEMENTS.items()):
            _write_row(path, font, line, name, change, "rtl")
        for line, (name, change) in product(ENGLISH_LINES, IN_ENGLISH.items()):
            _write_row(path, font, line, name, change, "ltr")
    stop_readers()
    return 0


def _write_row(
    path: Path, font: Face, line: str, name: str, change: Arrangement, direction: Direction
) -> None:
    def rearrange(*arguments: Any, **named: Any) -> list[Chunk]:
        return list(change(arrange(*arguments, **named)))

    # Poppler takes the direction of a page from the majority of its letters.
    frame = ("the plain English text of a page",) if direction == "ltr" else ()
    with patch("report.weasy._text_drawing.arrange", rearrange):
        text = Text(name="line", paragraphs=(*frame, line))
        # Without tags pdf.js joins the runs of such a line, and takes its direction from a share of them.
        variant = "pdf/ua-1" if direction == "ltr" else None
        path.write_bytes(build_pdf(text, font, variant=variant, direction=direction))
    read = (READERS[reader](path).removeprefix("".join(frame)) for reader in FOUR)
    cells = ("=" if normalise(text) == normalise(line) else _show(text) for text in read)
    print(f"| {line} | {name} | {' | '.join(cells)} |")


def _show(text: str) -> str:
    return " ⏎ ".join(part.strip() for part in text.translate(BIDI_CONTROLS).splitlines() if part.strip())


if __name__ == "__main__":
    sys.exit(main())
