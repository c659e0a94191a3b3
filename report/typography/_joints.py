"""The spaces between a number in digits and the noun that it belongs to: no line should end there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from report.arabic.tokens import Token
from report.document import Document, Span
from report.grammar import Passage, find_claims, find_quantities, read_passages, read_units


def find_joints(document: Document) -> frozenset[Span]:
    return frozenset(span for passage in read_passages(document) for span in _find_in_passage(passage))


def _find_in_passage(passage: Passage) -> Iterator[Span]:
    tokens = passage.tokens
    nouns = _find_nouns(passage)
    for number, word in pairwise(tokens):
        if number.kind != "number" or word.kind != "word" or word.start == number.end:
            continue
        spans = passage.source_spans(number.end, word.start)
        if word.start in nouns or read_units(word.text):
            # A line end is one character of the text, whatever it is in the source.
            yield from (spans[0], Span(spans[0].start, spans[0].start + 1))


def _find_nouns(passage: Passage) -> set[int]:
    """Where the words begin that go on with a number: what it counts, its thousands, the month of its day."""
    tokens = passage.tokens
    places: set[int] = set()
    for numeral in passage.numerals:
        inside = tokens[numeral.first : numeral.after]
        # What stands between two numbers joins or opposes them: "from 13 to 15".
        places.update(
            word.start
            for word, after in zip_longest(inside[1:], inside[2:])
            if not (after and after.kind == "number")
        )
    for start, end in find_claims(passage):
        first = passage.token_at(start)
        if first + 1 < len(tokens) and _is_whole(tokens, first + 1, end):
            places.add(tokens[first + 1].start)
    for quantity in find_quantities(passage):
        if quantity.counted_place:
            places.add(quantity.counted_place[0])
    return places


def _is_whole(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Whether the token stands before `end` and is no conjunction written together with a number."""
    if tokens[index].start >= end:
        return False
    return (
        index + 1 == len(tokens)
        or tokens[index + 1].start > tokens[index].end
        or tokens[index + 1].kind == "mark"
    )
