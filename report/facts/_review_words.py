"""Finding the words that an editor names: in which paragraph, and where in it, whatever their spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import fuzz

from report.arabic.fold import Folded, fold, fold_text
from report.document import Source, Span
from report.facts._interchange import number_of_paragraph

_CLITICS = "(?:[وفبكل]{1,2}(?:ال)?|ال|لل)"

ALIKE = 85
"""How alike, of 100, words and a paragraph must be for the words to be its own before it was edited."""

FEWEST_LETTERS = 12
"""Shorter words are alike by chance."""

OPENING_WORDS = 6
"""So many words name a paragraph."""


def squeeze(text: str) -> str:
    """`text` in its one spelling, with single spaces."""
    return " ".join(fold_text(text).split())


class Paragraphs:
    """The paragraphs of the article, by their numbers from 1."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.spans = source.paragraphs()
        self._starts = [span.start for span in self.spans]
        self._squeezed: dict[int, str] = {}

    def number_of(self, span: Span) -> int:
        return number_of_paragraph(self._starts, span)

    def text(self, number: int) -> str:
        return self.source[self.spans[number - 1]]

    def squeezed(self, number: int) -> str:
        if number not in self._squeezed:
            self._squeezed[number] = squeeze(self.text(number))
        return self._squeezed[number]

    def opening(self, number: int) -> str:
        """The first words of a paragraph, by which the review file names it."""
        return " ".join(self.text(number).split()[:OPENING_WORDS])

    def choose(self, named: str | int, among: Iterable[int]) -> tuple[int, ...]:
        """The paragraphs of `among` that `named` names: by number, by words, or by words nearly the same."""
        numbers = tuple(dict.fromkeys(among))
        if isinstance(named, int):
            return tuple(number for number in numbers if number == named)
        words = squeeze(named)
        exact = tuple(number for number in numbers if words in self.squeezed(number))
        if exact or len(words) < FEWEST_LETTERS:
            return exact
        likeness = {number: fuzz.partial_ratio(words, self.squeezed(number)) for number in numbers}
        best = max(likeness.values(), default=0)
        return tuple(number for number in numbers if best >= ALIKE and likeness[number] == best)

    @cached_property
    def numbers(self) -> range:
        return range(1, len(self.spans) + 1)

    def find_words(self, words: str, number: int) -> tuple[Span, ...]:
        """Where the paragraph says `words`: as whole words, else behind the letters that lean on a word."""
        span = self.spans[number - 1]
        folded = fold(self.source[span])
        wanted = squeeze(words)
        if not wanted:
            return ()
        pattern = r"\s+".join(map(re.escape, wanted.split()))
        start = r"(?<!\w)" if wanted[0].isalnum() else ""
        end = r"(?!\w)" if wanted[-1].isalnum() else ""
        found = _find_spans(f"{start}(?P<words>{pattern}){end}", folded, span.start)
        return found or _find_spans(rf"(?<!\w){_CLITICS}(?P<words>{pattern}){end}", folded, span.start)


def _find_spans(pattern: str, folded: Folded, offset: int) -> tuple[Span, ...]:
    spans = (folded.span(*match.span("words")) for match in re.finditer(pattern, folded.text))
    return tuple(Span(start + offset, end + offset) for start, end in spans)
