"""The passages of a plain text: its lines, with those joined that were broken at a fixed width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from report.document import Reading, Source, Span, Text, read_inlines

# An e-mail program fills each line until the next word does not fit. Newsroom paragraphs are longer than the
# widest such line, verse and headings shorter than the narrowest.
_NARROWEST, _WIDEST = 60, 100
_FULL = 0.85
"""How much of the longest line a line and the word after it must fill to count as broken."""
_ENOUGH = 0.7
"""The share of lines with a line right after them that must be full before any is joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, heading or other part: what stands on `lines` (numbers from 1), as one running text.

    `spaced` tells whether an empty line, or nothing, stands before it.
    """

    lines: tuple[int, ...]
    inlines: tuple[Text, ...]
    spaced: bool

    @property
    def span(self) -> Span:
        return Span(self.inlines[0].span.start, self.inlines[-1].span.end)

    @property
    def reading(self) -> Reading:
        return read_inlines(self.inlines)

    @property
    def text(self) -> str:
        return "".join(inline.text for inline in self.inlines)

    def slice(self, start: int, end: int) -> tuple[Text, ...]:
        """The inlines that show characters `start` to `end` of the text."""
        position = 0
        cut: list[Text] = []
        for inline in self.inlines:
            first, last = max(start - position, 0), min(end - position, len(inline.text))
            if first < last:
                place = inline.span.start
                span = Span(place + first, place + last) if last - first < len(inline.text) else inline.span
                cut.append(Text(text=inline.text[first:last], span=span))
            position += len(inline.text)
        return tuple(cut)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    span: Span
    spaced: bool


def read_passages(source: Source, told: frozenset[int]) -> tuple[Passage, ...]:
    """The passages of `source`; the lines `told` by the editor begin one."""
    passages: list[Passage] = []
    group: list[_Line] = []
    lines = list(_read_lines(source))
    width = _find_width(lines)
    for line in lines:
        if group and not (width and _is_broken(group[-1], line, width) and line.number not in told):
            passages.append(_join(group))
            group = []
        group.append(line)
    if group:
        passages.append(_join(group))
    return tuple(passages)


def _read_lines(source: Source) -> Iterator[_Line]:
    """The lines that are not blank, without the white space around them."""
    spaced = True
    for number in range(1, source.line_count + 1):
        span = source.line_span(number)
        text = source[span]
        if number == 1:
            text = text.removeprefix("\ufeff")
        stripped = text.strip()
        if stripped:
            start = span.end - len(text.lstrip())
            yield _Line(number, stripped, Span(start, start + len(stripped)), spaced)
        spaced = not stripped


def _find_width(lines: list[_Line]) -> int:
    """The width at which the lines were broken, 0 where they were not."""
    pairs = [(line, following) for line, following in pairwise(lines) if not following.spaced]
    width = max((len(line.text) for line, following in pairs), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    broken = sum(_is_broken(line, following, width) for line, following in pairs)
    return width if broken >= 3 and broken >= _ENOUGH * len(pairs) else 0


def _is_broken(line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of `following` did not fit on `line`."""
    return not following.spaced and len(f"{line.text} {following.text.split()[0]}") >= _FULL * width


def _join(lines: list[_Line]) -> Passage:
    """Lines as one passage; a line end reads as a space."""
    inlines: list[Text] = []
    for line in lines:
        if inlines:
            inlines.append(Text(text=" ", span=Span(inlines[-1].span.end, line.span.start)))
        inlines.append(Text(text=line.text, span=line.span))
    return Passage(lines=tuple(line.number for line in lines), inlines=tuple(inlines), spaced=lines[0].spaced)
