"""Where the words of a label stand in its article."""

from __future__ import annotations

import re

from tests.facts.folding import Folded, fold

Span = tuple[int, int]


class QuoteError(Exception):
    """Words that are not in the article."""


def locate(quote: str, text: Folded, occurrence: int) -> Span:
    """Where `quote` stands for the `occurrence`th time, in offsets of the stored text.

    `first words … last words` stands for all from the first words to the next place of the last.
    """
    return text.original_span(*locate_folded(quote, text, occurrence))


def locate_folded(quote: str, text: Folded, occurrence: int) -> Span:
    found = _find_folded(quote, text)
    if len(found) < occurrence:
        where = f" {occurrence} times" if occurrence > 1 else ""
        raise QuoteError(f"not in the article{where}: {quote}")
    return found[occurrence - 1]


def locate_nearest(quote: str, text: Folded, near: tuple[Span, ...]) -> Span:
    found = find_all(quote, text)
    if not found:
        raise QuoteError(f"not in the article: {quote}")
    return min(found, key=lambda span: min(abs(span[0] - start) for start, _ in near))


def find_all(quote: str, text: Folded) -> list[Span]:
    """Every place of `quote` as whole words; what Arabic writes together with a word may precede it."""
    return [text.original_span(start, end) for start, end in _find_folded(quote, text)]


def _find_folded(quote: str, text: Folded) -> list[Span]:
    head, gap, tail = quote.partition("…")
    first, last = fold(head), fold(tail)
    if not first or (gap and not last):
        raise QuoteError(f"not a quote: {quote}")
    article = "(?:ال)?" if first[0].isdigit() else ""
    opening = re.compile(rf"(?<!\w)(?<!\d[.,])(?:[وف]?[بكل]?{article})({re.escape(first)})(?!\w|[.,]\d)")
    spans = []
    for match in opening.finditer(text.text):
        end = match.end(1)
        if gap:
            closing = re.compile(rf"(?<!\w)[وف]?[بكل]?{re.escape(last)}(?!\w)").search(text.text, end)
            if closing is None:
                continue
            end = closing.end()
        spans.append((match.start(1), end))
    return spans
