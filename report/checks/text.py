"""What a reader copies out of the PDF is what the author wrote: block by block, to the character.

The left side is the source, as the document's spans hold it; the right side is what PDFium reads from the
bytes. White space is folded, canonically equivalent characters are equal (Unicode UAX 15), and the marks that
only direct a line are left out of both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from report.checks import Subject
from report.document import (
    BlockQuote,
    CodeBlock,
    Document,
    FootnoteDefinition,
    ListBlock,
    Reading,
    Source,
    Span,
    iterate_block_texts,
    iterate_blocks,
)
from report.edition import Edition, Section
from report.errors import Finding, Location, Severity, message
from report.pdfium import Passage, read_passages
from report.writers._pages import is_mark

RULES = {
    "pdf-text-is-the-source": "what PDFium reads from the PDF is the text of the article",
}

LOWEST_ACCURACY = 0.95
"""The share of characters below which the rule is broken for good: an error, not a warning.

A face that lies, or an engine that draws one wrongly, is far below; what PDFium's own rules cost a text full
of addresses and English phrases (docs/text.md) is above.
"""

NAMED_WORDS = 20
"""So many lost words are named; the rest are counted."""

_UNSEEN = dict.fromkeys(
    map(
        ord,
        "\u00ad\u061c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
    )
)
"""Marks of direction, and what a page has no use for: soft hyphen, joiner, byte order mark."""


@dataclass(frozen=True, slots=True)
class LostWord:
    """A word of the source that the PDF gives back as `found` ("" for not at all)."""

    word: str
    found: str
    span: Span
    source: Source = field(compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`accuracy` is 1 − edits ÷ characters of the source, in reading order over the whole text."""

    accuracy: float
    lost: tuple[LostWord, ...]


def check(subject: Subject) -> Iterator[Finding]:
    if "pdf" in subject.artifacts:
        artifact = subject.artifacts["pdf"]
        documents = [article.document for article in subject.articles]
        comparison = compare_text(documents, subject.edition, artifact.reading_text)
        if comparison.accuracy < 1 or comparison.lost:
            yield _sum_up(comparison, artifact.name)
            passages = read_passages(artifact.data, is_mark)
            for lost in comparison.lost[:NAMED_WORDS]:
                yield _name(lost, passages)


def compare_text(documents: Sequence[Document], edition: Edition, reading_text: str) -> Comparison:
    """Compare the articles with what was read, a block a line."""
    pairs = tuple(zip(documents, edition.articles, strict=True))
    expected = [
        (document.source, reading)
        for iterate in (iterate_expected, iterate_expected_notes)
        for document, section in pairs
        for reading in iterate(document, section)
        if reading.text.strip()
    ]
    found = [line for line in map(_fold, reading_text.split("\n")) if line]
    texts = [_fold(reading.text) for _, reading in expected]
    edits = 0
    lost: list[LostWord] = []
    for first, last, found_first, found_last in _find_differences(texts, found):
        there = " ".join(found[found_first:found_last])
        edits += Levenshtein.distance(" ".join(texts[first:last]), there)
        lost.extend(_find_lost(expected[first:last], there.split()))
    total = sum(map(len, texts))
    return Comparison(max(0.0, 1 - edits / total) if total else 1.0, tuple(lost))


def iterate_expected(document: Document, section: Section) -> Iterator[Reading]:
    """Title, deck and blocks."""
    yield section.read((document.title,))
    yield section.read(document.deck)
    for block in iterate_blocks(document.blocks):
        if isinstance(block, CodeBlock):
            yield Reading(text=block.text, spans=(block.span,) * len(block.text))
        elif not isinstance(block, BlockQuote | ListBlock):  # what they hold comes after them
            yield from map(section.read, iterate_block_texts((block,)))


def iterate_expected_notes(document: Document, section: Section) -> Iterator[Reading]:
    """The notes as they are numbered, then those that nothing calls."""
    printed = {note.label: note.number for note in section.notes}

    def rank(note: FootnoteDefinition) -> int:
        return printed.get(note.label, section.last_note + 1)

    for note in sorted(document.footnotes, key=rank):
        yield _join(tuple(map(section.read, iterate_block_texts(note.blocks))))


def _join(readings: Sequence[Reading]) -> Reading:
    """Texts that one line of the reading holds, with a space between them."""
    text = ""
    spans: tuple[Span, ...] = ()
    for reading in readings:
        if text:
            text, spans = f"{text} ", (*spans, spans[-1])
        text, spans = text + reading.text, spans + reading.spans
    return Reading(text=text, spans=spans)


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.translate(_UNSEEN)).split())


def _find_lost(readings: Iterable[tuple[Source, Reading]], found: list[str]) -> Iterator[LostWord]:
    """The words that differ, each with what stands in its place; the last of a row takes what is left."""
    words = [
        (word, reading.spans[match.start()], source)
        for source, reading in readings
        for match in re.finditer(r"\S+", reading.text)
        if (word := _fold(match[0]))
    ]
    for first, last, found_first, found_last in _find_differences([word for word, _, _ in words], found):
        for index in range(first, last):
            place = found_first + index - first
            end = found_last if index + 1 == last else min(place + 1, found_last)
            word, span, source = words[index]
            yield LostWord(word, " ".join(found[place:end]), span, source)
        if first == last and words:
            _, span, source = words[max(first - 1, 0)]
            yield LostWord("", " ".join(found[found_first:found_last]), span, source)


def _find_differences(words: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The stretches that differ, from one stretch that is equal to the next."""
    stretch: tuple[int, int, int, int] | None = None
    for edit in Levenshtein.opcodes(words, found):
        if edit.tag == "equal":
            if stretch:
                yield stretch
            stretch = None
        else:
            start = stretch or (edit.src_start, 0, edit.dest_start, 0)
            stretch = (start[0], edit.src_end, start[2], edit.dest_end)
    if stretch:
        yield stretch


def _sum_up(comparison: Comparison, name: str) -> Finding:
    is_error = comparison.accuracy < LOWEST_ACCURACY
    return Finding(
        rule="pdf-text-is-the-source",
        severity=Severity.ERROR if is_error else Severity.WARNING,
        message=message(
            "the PDF gives back {percent} % of the characters of the text; words that differ: {count}",
            percent=_round_down(comparison.accuracy * 100),
            count=len(comparison.lost),
        ),
        location=Location(name),
        hint=message("what is copied from the PDF or searched for in it comes out wrong there"),
    )


def _round_down(percent: float) -> str:
    """Two decimals, never 100.00 for less than all."""
    return f"{int(percent * 100) / 100:.2f}"


def _name(lost: LostWord, passages: Sequence[Passage]) -> Finding:
    if not lost.word:
        text = message("the PDF has {found}, which is not in the text", found=f"«{lost.found}»")
    elif not lost.found:
        text = message("{word} does not come back from the PDF", word=f"«{lost.word}»")
    else:
        text = message(
            "{word} comes back from the PDF as {found}; letters: {letters}; font: {font}",
            word=f"«{lost.word}»",
            found=f"«{lost.found}»",
            letters=" ".join(_find_letters(lost)),
            font=", ".join(_find_fonts(lost.found, passages)),
        )
    return Finding(
        rule="pdf-text-is-the-source",
        severity=Severity.WARNING,
        message=text,
        location=lost.source.locate(lost.span.start),
    )


def _find_letters(lost: LostWord) -> dict[str, None]:
    """The letters of the word that are lost or changed; where none is, those that came in addition."""
    edits = Levenshtein.editops(lost.word, lost.found)
    gone = [lost.word[edit.src_pos] for edit in edits if edit.tag != "insert"]
    come = [lost.found[edit.dest_pos] for edit in edits if edit.tag == "insert"]
    return dict.fromkeys(f"{letter} (U+{ord(letter):04X})" for letter in gone or come)


def _find_fonts(found: str, passages: Iterable[Passage]) -> tuple[str, ...]:
    """The fonts of the first line that has the word."""
    word = found.split()[0]
    for passage in passages:
        for line in passage.lines:
            if word in _fold(line.text).split():
                return line.fonts
    return ()
