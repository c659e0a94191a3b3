"""Marks of ours in a running text: which a sentence gets, and how they come into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from report.document import Emphasis, FactMark, Inline, Link, Span, Strong, Text, read_inlines

MOST_MARKS = 3
"""So many marks after a sentence are read over; more of them are a hedge."""


def mark_rows(rows: Mapping[int, str]) -> tuple[FactMark, ...]:
    """The marks of a sentence that carries `rows` (number → id): a run of three or more is one mark.

    Where they are still too many, the last mark counts the rest.
    """
    runs: list[list[int]] = []
    for number in sorted(rows):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    groups = [group for run in runs for group in ([run] if len(run) > 2 else [[number] for number in run])]
    shown = groups if len(groups) <= MOST_MARKS else groups[: MOST_MARKS - 1]
    marks = [
        FactMark(target=rows[group[0]], number=group[0], last=group[-1] if len(group) > 1 else 0)
        for group in shown
    ]
    rest = [number for group in groups[len(shown) :] for number in group]
    if rest:
        marks.append(FactMark(target=rows[rest[0]], number=rest[0], more=len(rest)))
    return tuple(marks)


def cut(texts: list[Text], start: int, end: int) -> Iterator[Text]:
    """The parts of consecutive `texts` that show characters `start` to `end` of them together."""
    position = 0
    for text in texts:
        first, last = max(start - position, 0), min(end - position, len(text.text))
        if first < last:
            yield slice_text(text, first, last)
        position += len(text.text)


def slice_text(text: Text, start: int, end: int) -> Text:
    """Characters `start` to `end` of `text`, with the span that they show."""
    if len(text.text) != text.span.end - text.span.start:
        return replace(text, text=text.text[start:end])
    return Text(text=text.text[start:end], span=Span(text.span.start + start, text.span.start + end))


@dataclass
class Weaver:
    """Puts inlines into a running text, before and after given offsets of its reading."""

    before: dict[int, Inline]
    after: dict[int, tuple[Inline, ...]]
    position: int = 0

    def weave(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        woven: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, Emphasis | Strong | Link):
                woven.append(replace(inline, children=self.weave(inline.children)))
            elif isinstance(inline, Text):
                woven.extend(self._weave_text(inline))
            else:
                length = len(read_inlines((inline,)).text)
                woven.extend(self._around(inline, length))
        return tuple(woven)

    def _around(self, inline: Inline, length: int) -> Iterator[Inline]:
        if length and self.position in self.before:
            yield self.before[self.position]
        yield inline
        self.position += length
        if length:
            yield from self.after.get(self.position, ())

    def _weave_text(self, text: Text) -> Iterator[Inline]:
        start, end = self.position, self.position + len(text.text)
        cuts = {start, end}
        cuts.update(offset for offset in (*self.before, *self.after) if start < offset < end)
        ordered = sorted(cuts)
        for first, last in pairwise(ordered):
            yield from self._around(slice_text(text, first - start, last - start), last - first)
