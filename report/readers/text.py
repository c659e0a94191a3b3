"""Plain text as a newsroom pastes it, a paragraph a line: its parts are inferred, and `Hints` overrule.

`_lines` joins lines that an e-mail program broke; `_structure` recognises labels, credits and headings.
"""

from __future__ import annotations

from collections.abc import Iterable

from report.arabic.direction import direction_of_language
from report.document import Block, Document, Heading, Hints, Inline, Paragraph, Source, Span, Text
from report.errors import SourceError
from report.readers._language import detect_language
from report.readers._lines import Passage, read_passages
from report.readers._structure import (
    find_ending_credit,
    find_headings,
    is_label,
    match_bracket,
    match_byline,
    match_label,
    reads_as_deck,
)

SUFFIXES = (".text", ".txt")

_OPENING, _CLOSING = 4, 3
"""How many passages from the start, and from the end, may hold a credit in brackets or the author's name."""


def read(source: Source, hints: Hints) -> Document:
    """The article: what `hints` name is taken from there, the rest is inferred."""
    told = {line for line in (hints.title, hints.deck, hints.credit, hints.source) if line}
    passages = read_passages(source, frozenset(told.union(hints.headings or ())))
    if not passages:
        raise SourceError("the article is empty", location=source.locate(0))
    return _Reading(source, passages, hints).finish()


class _Reading:
    """The passages not yet taken for anything, and what the others were taken for."""

    def __init__(self, source: Source, passages: tuple[Passage, ...], hints: Hints) -> None:
        self.source = source
        self.hints = hints
        self.rest = list(passages)

    def finish(self) -> Document:
        title = self._take(self.rest[0] if self.hints.title is None else self._find(self.hints.title))
        attribution = self._take_attribution()
        author = self._take_author()
        deck, credit = self._take_credit(self._take_deck())
        language = detect_language(self.source.text)
        return Document(
            source=self.source,
            language=language,
            direction=direction_of_language(language),
            title=_make_text(title),
            deck=deck,
            credit=credit,
            attribution=attribution,
            author=author,
            blocks=self._make_blocks(),
        )

    def _find(self, line: int) -> Passage:
        """The passage that holds the line `line`."""
        for passage in self.rest:
            if line in passage.lines:
                return passage
        raise SourceError(
            "line {line} is empty, or is something else already",
            line=line,
            location=self.source.locate(self.source.line_span(line).start),
        )

    def _take(self, passage: Passage) -> Passage:
        self.rest.remove(passage)
        return passage

    def _cut(self, passage: Passage, start: int, end: int) -> Text:
        """Characters `start` to `end` of a passage, as one text."""
        spans = passage.reading.source_spans(start, end)
        return Text(text=passage.text[start:end], span=Span(spans[0].start, spans[-1].end))

    def _take_attribution(self) -> Text | None:
        if self.hints.source == 0:
            return None
        if self.hints.source:
            passage = self._take(self._find(self.hints.source))
            return self._cut(passage, *(match_label("source", passage.text) or (0, len(passage.text))))
        for place in reversed(range(len(self.rest))):
            value = match_label("source", self.rest[place].text)
            if value:
                return self._cut(self.rest.pop(place), *value)
            if place == len(self.rest) - 2 and is_label("source", self.rest[place].text):
                self.rest.pop(place)  # what it names has the next line for itself
                return _make_text(self.rest.pop())
        return None

    def _take_author(self) -> Text | None:
        for passage in (*self.rest[:_OPENING], *self.rest[-_CLOSING:]):
            value = match_byline(passage.text)
            if value:
                return self._cut(self._take(passage), *value)
        return None

    def _take_deck(self) -> Passage | None:
        if self.hints.deck is not None:
            return self._take(self._find(self.hints.deck)) if self.hints.deck else None
        for passage in self.rest[:2]:
            if match_label("credit", passage.text) or self._is_bracket(passage):
                continue
            if passage.lines[0] in (self.hints.headings or ()) or passage.lines[0] == self.hints.credit:
                return None
            has_body = self.rest[-1].lines > passage.lines
            return self._take(passage) if has_body and reads_as_deck(passage.text) else None
        return None

    def _is_bracket(self, passage: Passage) -> bool:
        bracket = match_bracket(passage.text)
        return bracket is not None and bracket.start == 0

    def _take_credit(self, deck: Passage | None) -> tuple[tuple[Inline, ...], Text | None]:
        """The deck without its credit, and the credit, wherever it stands."""
        inlines = deck.inlines if deck else ()
        line = self.hints.credit
        if line == 0:
            return inlines, None
        if line and not (deck and line in deck.lines):
            return inlines, self._read_credit(self._take(self._find(line)))
        if not line:
            for passage in self.rest:
                if match_label("credit", passage.text):
                    return inlines, self._read_credit(self._take(passage))
        bracket = match_bracket(deck.text) if deck else None
        if deck and bracket:
            end = len(deck.text[: bracket.start].rstrip())
            return deck.slice(0, end), self._cut(deck, bracket.inner_start, bracket.inner_end)
        for passage in find_ending_credit(self.rest[:2], self.rest[-2:]):
            return inlines, self._read_credit(self._take(passage))
        return inlines, None

    def _read_credit(self, passage: Passage) -> Text:
        """The credit that fills a passage, without label or brackets."""
        bracket = match_bracket(passage.text)
        if bracket and bracket.start == 0:
            return self._cut(passage, bracket.inner_start, bracket.inner_end)
        return self._cut(passage, *(match_label("credit", passage.text) or (0, len(passage.text))))

    def _make_blocks(self) -> tuple[Block, ...]:
        if self.hints.headings is None:
            headings = find_headings(self.rest)
        else:
            headings = [self._find(line) for line in self.hints.headings]
        return tuple(_make_blocks(self.rest, headings))


def _make_blocks(passages: Iterable[Passage], headings: list[Passage]) -> Iterable[Block]:
    lines = {heading.lines for heading in headings}
    for passage in passages:
        if passage.lines in lines:
            yield Heading(level=2, inlines=passage.inlines, span=passage.span)
        else:
            yield Paragraph(inlines=passage.inlines, span=passage.span)


def _make_text(passage: Passage) -> Text:
    return Text(text=passage.text, span=passage.span)
