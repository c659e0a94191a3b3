"""Pull quotes: words that somebody said, printed once more, large, some paragraphs from where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from report.document import (
    Anchor,
    Block,
    Inline,
    Paragraph,
    Text,
    iterate_block_texts,
    iterate_leaves,
    read_inlines,
)
from report.edition import FactTable

_FEWEST_WORDS, _MOST_WORDS = 4, 22

_AWAY = 2
"""So many paragraphs stand between the words and their repetition, which nobody wants to read at once."""

_FARTHEST = 6

_LETTERS_APART = 4000
"""Between two of them: about two pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote:
    words: tuple[Inline, ...]
    speaker: tuple[Inline, ...]


def place_pull_quotes(blocks: Sequence[Block], tables: Sequence[FactTable]) -> Mapping[int, PullQuote]:
    """Pull quotes by the number of the block before which each stands: between two paragraphs."""
    homes = {anchor: number for number, block in enumerate(blocks) for anchor in _list_anchors(block)}
    letters = _add_up_letters(blocks)
    placed: dict[int, PullQuote] = {}
    for home, quote in sorted(_list_quotes(tables, homes), key=lambda item: -_count_words(item[1])):
        for place in _list_places(blocks, home):
            if all(abs(letters[place] - letters[other]) >= _LETTERS_APART for other in placed):
                placed[place] = quote
                break
    return placed


def _list_quotes(tables: Sequence[FactTable], homes: Mapping[str, int]) -> Iterator[tuple[int, PullQuote]]:
    """What somebody who is named said, in so many words, not too few and not too many."""
    for item in tables:
        columns = [column.key for column in item.table.columns]
        for row, printed in zip(item.table.rows, item.rows, strict=True):
            if row.is_quoted and "speaker" in columns and printed.sentence in homes:
                words = _bind_last_words(printed.cells[0])
                quote = PullQuote(words=words, speaker=printed.cells[columns.index("speaker")])
                if quote.speaker and _FEWEST_WORDS <= _count_words(quote) <= _MOST_WORDS:
                    yield homes[printed.sentence], quote


def _bind_last_words(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`inlines` with their last two words kept on one line, where no isolated run is among these."""
    for index in reversed(range(len(inlines))):
        inline = inlines[index]
        if not isinstance(inline, Text):
            break
        first, space, word = inline.text.rpartition(" ")
        if space:
            bound = replace(inline, text=f"{first}\u00a0{word}")
            return (*inlines[:index], bound, *inlines[index + 1 :])
    return inlines


def _list_places(blocks: Sequence[Block], home: int) -> Iterator[int]:
    """Where a quote from block `home` may stand, the nearest first."""
    paragraphs = [number for number, block in enumerate(blocks) if isinstance(block, Paragraph)]
    order = paragraphs.index(home) if home in paragraphs else None
    if order is None:
        return
    for distance in range(_AWAY, _FARTHEST + 1):
        for index in (order + distance + 1, order - distance):
            if 1 < index < len(paragraphs) and paragraphs[index - 1] == paragraphs[index] - 1:
                yield paragraphs[index]


def _list_anchors(block: Block) -> Iterator[str]:
    for text in iterate_block_texts((block,)):
        for leaf in iterate_leaves(text):
            if isinstance(leaf, Anchor):
                yield leaf.id


def _add_up_letters(blocks: Sequence[Block]) -> list[int]:
    """How many letters stand before each block."""
    sums = [0]
    for block in blocks:
        sums.append(sums[-1] + sum(len(read_inlines(text).text) for text in iterate_block_texts((block,))))
    return sums


def _count_words(quote: PullQuote) -> int:
    return len(read_inlines(quote.words).text.split())
