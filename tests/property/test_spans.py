"""The laws of spans: what a reader says it read is what stands in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.document import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Figure,
    Grid,
    Heading,
    Hints,
    Inline,
    LineBreak,
    ListBlock,
    NoteReference,
    Paragraph,
    Source,
    Span,
    Text,
    ThematicBreak,
    iterate_block_texts,
    iterate_leaves,
    iterate_texts,
    read_inlines,
)
from report.errors import ReportError
from report.readers import read
from tests.property.strategies import MARKUP, SHOWN_MARKUP, TEXT_MARKUP, any_text, soup

LAWS = settings(derandomize=True, database=None, max_examples=400, deadline=None)

Kind = tuple[str, Document | None]


def read_or_refuse(text: str, suffix: str) -> Document | None:
    """The document, or `None` where the reader refuses; any other exception fails the test."""
    try:
        return read(Source.from_text(text, path=f"a{suffix}"), Hints())
    except ReportError as error:
        assert error.location
        return None


def list_leaves(document: Document) -> Iterator[Inline]:
    for inlines in iterate_texts(document):
        yield from iterate_leaves(inlines)


def list_texts(document: Document) -> Iterator[Text | Code]:
    fields = (document.title, document.credit, document.attribution, document.author, document.licence)
    yield from (field for field in fields if field)
    yield from (leaf for leaf in list_leaves(document) if isinstance(leaf, Text | Code))


def check_exact(document: Document) -> None:
    """A text as long as its span reads as it is written, but for the white space at line ends."""
    for text in list_texts(document):
        written = document.source[text.span]
        if len(written) == len(text.text):
            assert re.sub(r"[\r\n\t]", " ", written) == text.text.replace("\t", " ")
        else:
            assert len(written) > len(text.text) or "\ufffd" in text.text


def check_nested(blocks: tuple[Block, ...], outer: Span) -> None:
    """Blocks come in order, inside what holds them; so do the runs of each."""
    position = outer.start
    for block in blocks:
        assert block.span in outer
        assert block.span.start >= position
        position = block.span.end
        if isinstance(block, BlockQuote):
            check_nested(block.blocks, block.span)
        elif isinstance(block, ListBlock):
            start = block.span.start
            for item in block.items:
                assert item.span in block.span and item.span.start >= start
                start = item.span.end
                check_nested(item.blocks, item.span)
        elif isinstance(block, Grid):
            cells = [cell for row in (block.head, *block.rows) for cell in row]
            assert [cell.span for cell in cells] == sorted(cell.span for cell in cells)
            for cell in cells:
                check_ordered(cell.inlines, cell.span)
        elif isinstance(block, Heading | Paragraph):
            check_ordered(block.inlines, block.span)
        elif isinstance(block, Figure):
            assert block.alternative.span in block.span
            check_ordered(block.caption, block.span)
        else:
            assert isinstance(block, CodeBlock | ThematicBreak)


def check_ordered(inlines: tuple[Inline, ...], outer: Span) -> None:
    position = outer.start
    for leaf in iterate_leaves(inlines):
        assert isinstance(leaf, Text | Code | LineBreak | NoteReference)
        assert leaf.span in outer
        assert leaf.span.start >= position
        position = leaf.span.end


def check_document(document: Document) -> None:
    check_exact(document)
    whole = Span(0, len(document.source.text))
    check_nested(document.blocks, whole)
    for note in document.footnotes:
        check_nested(note.blocks, note.span)
    for inlines in (document.deck, *iterate_block_texts(document.blocks)):
        reading = read_inlines(inlines)
        assert len(reading.text) == len(reading.spans)
    assert document.title.text.strip()


def find_uncovered(document: Document) -> str:
    """The characters that are not white space and that no run shows."""
    covered = bytearray(len(document.source.text))
    spans = [text.span for text in list_texts(document)]
    spans += [leaf.span for leaf in list_leaves(document) if isinstance(leaf, NoteReference | LineBreak)]
    for block in _list_blocks(document):
        if isinstance(block, CodeBlock):
            spans.append(block.span)
        elif isinstance(block, Figure):
            spans.append(block.alternative.span)
    for span in spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return "".join(c for c, seen in zip(document.source.text, covered, strict=True) if not seen).strip()


def _list_blocks(document: Document) -> Iterator[Block]:
    from report.document import iterate_blocks

    yield from iterate_blocks(document.blocks)
    for note in document.footnotes:
        yield from iterate_blocks(note.blocks)


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@LAWS
@given(text=st.one_of(soup(MARKUP), soup(MARKUP + TEXT_MARKUP), any_text()))
def test_a_reader_refuses_or_gives_true_spans(suffix: str, text: str) -> None:
    document = read_or_refuse(text, suffix)
    if document:
        check_document(document)


@LAWS
@given(text=soup(SHOWN_MARKUP))
def test_markdown_loses_no_letter(text: str) -> None:
    document = read_or_refuse(text, ".md")
    if document:
        lost = find_uncovered(document)
        # What may be lost: markup, the numbers of a list, and the letters of tags is text, so is shown.
        assert not re.search(r"[^\W\d_]", lost), lost


@LAWS
@given(text=soup(TEXT_MARKUP))
def test_plain_text_loses_nothing_but_labels_and_brackets(text: str) -> None:
    document = read_or_refuse(text, ".txt")
    if document:
        lost = re.sub(r"المصدر|تصوير|بقلم", "", find_uncovered(document))
        assert not re.search(r"\w", lost), lost


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@LAWS
@given(text=soup(MARKUP + TEXT_MARKUP))
def test_every_line_end_reads_the_same(suffix: str, text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    readings = []
    for line_end in ("\n", "\r\n", "\r"):
        document = read_or_refuse(plain.replace("\n", line_end), suffix)
        readings.append(document and _describe(document))
    assert readings[0] == readings[1] == readings[2]


def _describe(document: Document) -> object:
    texts = [read_inlines(inlines).text for inlines in iterate_texts(document)]
    kinds = [type(block).__name__ for block in document.blocks]
    credit, source = document.credit, document.attribution
    return texts, kinds, document.title.text, credit and credit.text, source and source.text
