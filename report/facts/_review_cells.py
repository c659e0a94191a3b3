"""Cells that an editor writes: what they say, and the words of the article that they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from report.arabic.fold import fold, fold_text
from report.document import Span
from report.errors import ConfigError, EvidenceError, SourceError, message
from report.facts._columns import CELLS, list_keys
from report.facts._model import Fact, FactCell, Scalar, cite
from report.facts._review_places import Path
from report.facts._review_schema import Add, NewCell, Review
from report.facts._review_words import Paragraphs, squeeze


class CellWriter:
    """Finds the evidence of new cells; `review` knows where each is written."""

    def __init__(self, review: Review, paragraphs: Paragraphs) -> None:
        self.review = review
        self.paragraphs = paragraphs

    def rewrite_cell(self, fact: Fact, name: str, cell: NewCell, path: Path) -> FactCell:
        """The cell `name` of `fact` as corrected: on words near those of the row's key.

        Where only a value is given that is no words of the paragraph, such as a code, it stands on what the
        cell stood on, or else the key.
        """
        key = fact.cells[0]
        homes = [self.paragraphs.number_of(item.span) for item in key.evidence]
        before = fact.cell(name) or key
        fallback = [item.span for item in before.evidence]
        return self._write(name, cell, path, homes, near=key.evidence[0].span, fallback=fallback)

    def write_row(self, entry: Add, number: int) -> tuple[FactCell, ...]:
        """The cells of a row that the rules did not find, its key first."""
        columns = CELLS.get(entry.table, tuple(entry.cells))
        keys = list_keys(entry.table) or columns[:1]
        names = sorted(entry.cells, key=columns.index)
        if names[0] not in keys:
            raise ConfigError(
                "{key} is missing",
                key=f"add.cells.{keys[0]}",
                location=self.review.locate("add", number, "cells"),
            )
        homes = self._find_paragraphs(entry.paragraph, ("add", number, "paragraph"))
        path: Path = ("add", number, "cells")
        key = self._write(names[0], entry.cells[names[0]], (*path, names[0]), homes)
        spans = [item.span for item in key.evidence]
        others = (
            self._write(name, entry.cells[name], (*path, name), homes, near=spans[0], fallback=spans)
            for name in names[1:]
        )
        return (key, *others)

    def _write(
        self,
        name: str,
        cell: NewCell,
        path: Path,
        homes: Sequence[int],
        near: Span | None = None,
        fallback: Sequence[Span] = (),
    ) -> FactCell:
        if cell.paragraph is not None:
            homes = self._find_paragraphs(cell.paragraph, (*path, "paragraph"))
        source = self.paragraphs.source
        if not cell.evidence:
            said = () if isinstance(cell.value, bool) else self._list_places(str(cell.value), homes)
            if not said and fallback:
                return cite(source, name, cell.value, fallback)
        spans = [
            self._find_stretch(words, cell, path, homes, near)
            for words in cell.evidence or (str(cell.value),)
        ]
        return cite(source, name, cell.value, spans)

    def _find_stretch(
        self, words: str, cell: NewCell, path: Path, homes: Sequence[int], near: Span | None
    ) -> Span:
        """The one place of `words`: the one that is named, else the nearest."""
        places = self._list_places(words, homes)
        if cell.occurrence is not None:
            places = places[cell.occurrence - 1 : cell.occurrence]
        if not places:
            raise EvidenceError(
                "the paragraph does not say «{words}»",
                words=words, location=self.review.locate(*path),
                hint=message("the paragraph reads: {text}", text=self._quote_nearest(words, homes)),
            )  # fmt: skip
        if near is not None:
            return min(places, key=lambda span: (_distance(span, near), span.start))
        if len(places) > 1:
            raise SourceError(
                "the paragraph says «{words}» {count} times",
                words=words, count=len(places), location=self.review.locate(*path),
                hint=message("say which: with occurrence = 1 to {count}", count=len(places)),
            )  # fmt: skip
        return places[0]

    def _list_places(self, words: str, homes: Iterable[int]) -> list[Span]:
        return [span for number in dict.fromkeys(homes) for span in self.paragraphs.find_words(words, number)]

    def _find_paragraphs(self, named: str | int, path: Path) -> tuple[int, ...]:
        numbers = self.paragraphs.choose(named, self.paragraphs.numbers)
        if numbers:
            return numbers
        raise SourceError(
            "there is no paragraph «{paragraph}»",
            paragraph=named, location=self.review.locate(*path),
            hint=message("the nearest begins: {text}", text=self.paragraphs.opening(self._guess(named))),
        )  # fmt: skip

    def _guess(self, named: str | int) -> int:
        numbers = self.paragraphs.numbers
        if isinstance(named, int):
            return min(max(named, 1), len(numbers))
        wanted = squeeze(named)
        return max(numbers, key=lambda number: fuzz.partial_ratio(wanted, self.paragraphs.squeezed(number)))

    def _quote_nearest(self, words: str, homes: Sequence[int]) -> str:
        """The stretch of the paragraphs that is most like `words`, with a little around it."""
        wanted = squeeze(words)
        texts = [self.paragraphs.text(number) for number in homes]
        text = max(texts, key=lambda text: fuzz.partial_ratio(wanted, fold_text(text)))
        folded = fold(text)
        found = fuzz.partial_ratio_alignment(wanted, folded.text)
        start, end = (
            folded.span(found.dest_start, max(found.dest_end, found.dest_start + 1)) if found else (0, 0)
        )
        return f"…{' '.join(text[max(0, start - _AROUND) : end + _AROUND].split())}…"


_AROUND = 20


def is_same_value(one: Scalar, other: Scalar) -> bool:
    """Whether two cells say the same: words whatever their spelling, a value of one type."""
    if isinstance(one, str) and isinstance(other, str):
        return squeeze(one) == squeeze(other)
    return type(one) is type(other) and one == other


def _distance(span: Span, other: Span) -> int:
    return max(span.start - other.end, other.start - span.end, 0)
