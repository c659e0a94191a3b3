"""The running texts of a document, folded and cut into tokens: what every grammar reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from typing import Any, Literal, TypeVar

from report.arabic.fold import Folded, fold
from report.arabic.numerals import Numeral, NumeralWords, find_numerals
from report.arabic.tokens import Token, split_tokens
from report.document import (
    Block,
    BlockQuote,
    Document,
    Figure,
    Grid,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Reading,
    Span,
    read_inlines,
)
from report.resources import read_lexicon_toml

Kind = Literal[
    "title",
    "deck",
    "heading",
    "paragraph",
    "quote",
    "item",
    "cell",
    "caption",
    "note",
    "credit",
    "attribution",
]

_Text = TypeVar("_Text", "Passage", "Article")
_Found = TypeVar("_Found")


@dataclass(frozen=True, kw_only=True, eq=False)
class Article:
    """All the passages of a document, for what one passage cannot know alone."""

    document: Document
    _memory: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every running text that shows something, in the order of the source."""
        starts = [span.start for span in self.document.source.paragraphs()]
        passages = (
            Passage(
                article=self,
                kind=draft.kind,
                reading=draft.reading,
                paragraph=max(1, bisect_right(starts, draft.reading.spans[0].start)),
                level=draft.level,
            )
            for draft in _draft_texts(self.document)
            if draft.reading.text.strip()
        )
        return tuple(sorted([*passages, *_read_cells(self, starts)], key=lambda passage: passage.start))


@dataclass(frozen=True, kw_only=True, eq=False)
class Passage:
    """One running text: a paragraph, a heading, a table cell … with its place among the source's paragraphs.

    Grammars match in `folded.text` (short: `text`) or over `tokens`; both count folded characters, and
    `source_spans` leads back to what was typed. `paragraph` is the number, from 1, of the source line on
    which the passage begins, empty lines not counted. A cell knows the head of its column and the first cell
    of its row.
    """

    article: Article
    kind: Kind
    reading: Reading
    paragraph: int
    column: Passage | None = None
    row: Passage | None = None
    level: int = 0
    """Of a heading; the title's is 1."""
    _memory: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    @property
    def document(self) -> Document:
        return self.article.document

    @cached_property
    def folded(self) -> Folded:
        return fold(self.reading.text)

    @property
    def text(self) -> str:
        return self.folded.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return split_tokens(self.text)

    @cached_property
    def numerals(self) -> tuple[Numeral, ...]:
        return find_numerals(self.tokens, numeral_words())

    @property
    def start(self) -> int:
        """Where the passage begins in the source."""
        return self.reading.spans[0].start

    def source_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """What `text[start:end]` stands for in the source: one stretch, or more where markup cuts it."""
        return self.reading.source_spans(*self.folded.span(start, end))

    def surface(self, start: int, end: int) -> str:
        """`text[start:end]` as it was written."""
        first, last = self.folded.span(start, end)
        return self.reading.text[first:last]

    def token_at(self, place: int) -> int:
        """The index of the token that holds the folded character `place`, or of the next one."""
        starts = self._token_starts
        index = bisect_right(starts, place) - 1
        return index if index >= 0 and self.tokens[index].end > place else index + 1

    def numeral_at(self, i: int) -> Numeral | None:
        """The numeral that begins with token `i`."""
        return self._numerals_by_token.get(i)

    @cached_property
    def _numerals_by_token(self) -> dict[int, Numeral]:
        return {numeral.first: numeral for numeral in self.numerals}

    @cached_property
    def _token_starts(self) -> tuple[int, ...]:
        return tuple(token.start for token in self.tokens)


def remembered(find: Callable[[_Text], _Found]) -> Callable[[_Text], _Found]:
    """A function of a passage or an article that is worked out once: several tables ask the same grammar."""

    @wraps(find)
    def recall(text: _Text) -> _Found:
        if find not in text._memory:
            text._memory[find] = find(text)
        found: _Found = text._memory[find]
        return found

    return recall


@lru_cache(maxsize=1)
def numeral_words() -> NumeralWords:
    return NumeralWords.from_table(read_lexicon_toml("numerals.toml"))


def read_passages(document: Document) -> tuple[Passage, ...]:
    """Every running text of `document` that shows something, in the order of the source."""
    return read_article(document).passages


@lru_cache(maxsize=1)
def read_article(document: Document) -> Article:
    """`document` as grammars read it; kept for the last one, so that tables share what grammars found."""
    return Article(document=document)


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: Kind
    reading: Reading
    level: int = 0


def _draft_texts(document: Document) -> Iterator[_Draft]:
    """The texts of the document but for table cells."""
    yield _Draft("title", read_inlines((document.title,)), 1)
    if document.deck:
        yield _Draft("deck", read_inlines(document.deck))
    for block in document.blocks:
        yield from _draft_block(block, "paragraph")
    for note in document.footnotes:
        for block in note.blocks:
            yield from _draft_block(block, "note")
    if document.credit:
        yield _Draft("credit", read_inlines((document.credit,)))
    if document.attribution:
        yield _Draft("attribution", read_inlines((document.attribution,)))


def _draft_block(block: Block, kind: Kind) -> Iterator[_Draft]:
    if isinstance(block, Heading):
        yield _Draft("heading", read_inlines(block.inlines), block.level)
    elif isinstance(block, Paragraph):
        yield _Draft(kind, read_inlines(block.inlines))
    elif isinstance(block, Figure):
        yield _Draft("caption", read_inlines(block.caption))
    elif isinstance(block, BlockQuote):
        for inner in block.blocks:
            yield from _draft_block(inner, "quote")
    elif isinstance(block, ListBlock):
        for item in block.items:
            for inner in item.blocks:
                yield from _draft_block(inner, "item")


def _read_cells(article: Article, starts: list[int]) -> Iterator[Passage]:
    document = article.document
    blocks = (*document.blocks, *(block for note in document.footnotes for block in note.blocks))
    for grid in _find_grids(blocks):
        head = [_read_cell(article, cell.inlines, starts, None, None) for cell in grid.head]
        yield from filter(None, head)
        for cells in grid.rows:
            row: Passage | None = None
            for index, cell in enumerate(cells):
                column = head[index] if index < len(head) else None
                passage = _read_cell(article, cell.inlines, starts, column, row)
                row = passage if index == 0 else row
                if passage:
                    yield passage


def _find_grids(blocks: tuple[Block, ...]) -> Iterator[Grid]:
    for block in blocks:
        if isinstance(block, Grid):
            yield block
        elif isinstance(block, BlockQuote):
            yield from _find_grids(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _find_grids(item.blocks)


def _read_cell(
    article: Article,
    inlines: tuple[Inline, ...],
    starts: list[int],
    column: Passage | None,
    row: Passage | None,
) -> Passage | None:
    reading = read_inlines(inlines)
    if not reading.text.strip():
        return None
    paragraph = max(1, bisect_right(starts, reading.spans[0].start))
    return Passage(article=article, kind="cell", reading=reading, paragraph=paragraph, column=column, row=row)
