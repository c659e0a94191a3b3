"""What no arrangement gives to all readers: `python -m tests.text.limits` prints the table of docs/text.md.

Each line is set alone, in the smallest PDF that shows it, as we draw it and in the other ways there are.
"""

from __future__ import annotations

import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest.mock import patch

from report.weasy._text_codes import LRM, RLM, Chunk, Code
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


ARRANGEMENTS: dict[str, Arrangement] = {
    "as we draw it": list,
    "pieces apart": split,
    "pieces turned": turn,
    "marks after letters": mark_last,
}


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
        for line in LINES:
            for name, change in ARRANGEMENTS.items():

                def rearrange(*arguments: Any, change: Arrangement = change, **named: Any) -> list[Chunk]:
                    return list(change(arrange(*arguments, **named)))

                with patch("report.weasy._text_drawing.arrange", rearrange):
                    path.write_bytes(build_pdf(Text(name="line", paragraphs=(line,)), font, variant=None))
                read = [READERS[reader](path) for reader in FOUR]
                cells = ("=" if normalise(text) == normalise(line) else _show(text) for text in read)
                print(f"| {line} | {name} | {' | '.join(cells)} |")
    stop_readers()
    return 0


def _show(text: str) -> str:
    return " ⏎ ".join(part.strip() for part in text.translate(BIDI_CONTROLS).splitlines() if part.strip())


if __name__ == "__main__":
    sys.exit(main())
