"""Where each character that the Markdown parser sees stands in the source.

The parser reads a text whose line ends are all "\\n", cuts indentation and quote marks off the lines of a
block, and hands the rest over as the block's content. An `Alignment` leads from offsets in that content back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report.document import Source, Span

# What the parser trims off the ends of a content: the white space of CommonMark and the Unicode spaces.
TRIMMED = " \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))

_LINE_END = re.compile(r"\r\n?|\n")


class NormalText:
    """A source from `base` on, with "\\n" at every line end, and the way back."""

    def __init__(self, source: Source, base: int) -> None:
        self.base = base
        pieces: list[str] = []
        self._pairs: list[int] = []  # offsets here of line ends that are two characters in the source
        length, last = 0, base
        for match in _LINE_END.finditer(source.text, base):
            length += match.start() - last
            if match.end() - match.start() == 2:
                self._pairs.append(length)
            pieces.append(source.text[last : match.start()])
            last = match.end()
            length += 1
        pieces.append(source.text[last:])
        self.text = "\n".join(pieces)
        self.line_starts = [0]
        for piece in pieces[:-1]:
            self.line_starts.append(self.line_starts[-1] + len(piece) + 1)

    def place(self, offset: int) -> int:
        """The offset in the source of an offset in this text."""
        return self.base + offset + bisect_left(self._pairs, offset)

    def rest_of_line(self, offset: int) -> str:
        end = self.text.find("\n", offset)
        return self.text[offset : end if end >= 0 else len(self.text)]

    def line_end(self, line: int) -> int:
        """Where the line `line` (from 0) ends, without its line end."""
        following = line + 1
        if following < len(self.line_starts):
            return self.line_starts[following] - 1
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Alignment:
    """`starts[i]` is the place of character `i` of the content, with one more for its end.

    The characters `wide` stand in the source as two: a pipe in a table cell is written `\\|`.
    """

    starts: Sequence[int]
    wide: frozenset[int] = frozenset()

    def span(self, start: int, end: int) -> Span:
        if start == end:
            return Span(self.starts[start], self.starts[start])
        width = 2 if end - 1 in self.wide else 1
        return Span(self.starts[start], self.starts[end - 1] + width)

    def gap(self, start: int, end: int) -> Span:
        """The span of `start` to `end` with everything up to the character that follows."""
        return Span(self.starts[start], self.starts[end])

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of the content that stand in the source as they read, and wide characters alone."""
        cuts = [cut for cut in sorted(self.wide) if start <= cut < end]
        for cut in cuts:
            if start < cut:
                yield start, cut
            yield cut, cut + 1
            start = cut + 1
        if start < end:
            yield start, end


def align_lines(normal: NormalText, content: str, firsts: Sequence[int]) -> Alignment:
    """Align a content of whole lines; `firsts` are where their first characters that are not blank stand."""
    first_line = 0
    lines = [normal.rest_of_line(first) for first in firsts]
    while first_line < len(lines) - 1 and not lines[first_line].strip(TRIMMED):
        first_line += 1
    starts: list[int] = []
    for number, line in enumerate(content.split("\n")):
        bare = line.lstrip(" \t")
        first = firsts[first_line + number]
        if number == 0:
            raw = lines[first_line]
            first += len(raw) - len(raw.lstrip(TRIMMED))
        place = normal.place(first)
        indent = len(line) - len(bare)
        floor = starts[-1] + 1 if starts else 0
        starts.extend(max(floor, place - indent + i) for i in range(indent))
        starts.extend(range(place, place + len(bare) + 1))
    return Alignment(starts)


def align_heading(normal: NormalText, content: str, first: int) -> Alignment:
    """Align the content of a heading whose first `#` is at `first`."""
    start = first
    while normal.text.startswith("#", start):
        start += 1
    while start < len(normal.text) and normal.text[start] in TRIMMED:
        start += 1
    place = normal.place(start)
    return Alignment(range(place, place + len(content) + 1))


def align_cells(normal: NormalText, first: int) -> list[Alignment]:
    """Align the cells of the table row that begins at `first`, as the parser splits it (GFM, 4.10)."""
    line = normal.rest_of_line(first)
    start = len(line) - len(line.lstrip(TRIMMED))
    stop = len(line.rstrip(TRIMMED))
    borders = [start - 1]
    escaped = False
    for i in range(start, stop):
        if line[i] == "|" and not escaped:
            borders.append(i)
        escaped = line[i] == "\\"
    borders.append(stop)
    cells = [(borders[i] + 1, borders[i + 1]) for i in range(len(borders) - 1)]
    if cells and cells[0][0] == cells[0][1]:
        cells.pop(0)
    if cells and cells[-1][0] == cells[-1][1]:
        cells.pop()
    place = normal.place(first)
    return [_align_cell(line, begin, finish, place) for begin, finish in cells]


def _align_cell(line: str, start: int, end: int, place: int) -> Alignment:
    while start < end and line[start] in TRIMMED:
        start += 1
    while start < end and line[end - 1] in TRIMMED:
        end -= 1
    starts: list[int] = []
    wide: set[int] = set()
    i = start
    while i < end:
        if line.startswith("\\|", i) and i + 1 < end:
            wide.add(len(starts))
            starts.append(place + i)
            i += 2
        else:
            starts.append(place + i)
            i += 1
    return Alignment([*starts, place + end], frozenset(wide))
