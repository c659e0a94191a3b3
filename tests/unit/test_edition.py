from __future__ import annotations

from dataclasses import replace

import pytest

from report.document import (
    Anchor,
    Document,
    Emphasis,
    FactMark,
    FootnoteDefinition,
    Heading,
    Inline,
    Isolate,
    NoteReference,
    Paragraph,
    Source,
    Span,
    Strong,
    Text,
    iterate_leaves,
    read_inlines,
)
from report.edition import Edition, compose_edition, make_identifier
from report.tables import Cell, Column, Row, Table

TEXT = """عنوان عن IL-76
قالت الوزارة إن 70 طائرة من طراز IL-76 أقلعت. ثم عادت 5 طائرات.
خاتمة.
حاشية أولى.
"""
SOURCE = Source.from_text(TEXT)


def text_of(part: str) -> Text:
    start = TEXT.index(part)
    return Text(text=part, span=Span(start, start + len(part)))


def paragraph(*inlines: Inline) -> Paragraph:
    spans = [inline.span for inline in inlines if not isinstance(inline, Anchor | FactMark)]
    return Paragraph(inlines=inlines, span=Span(spans[0].start, spans[-1].end))


BODY = text_of("قالت الوزارة إن 70 طائرة من طراز IL-76 أقلعت. ثم عادت 5 طائرات.")
END = text_of("خاتمة.")
CALL = NoteReference(label="a", span=Span(END.span.end, END.span.end))
NOTE = text_of("حاشية أولى.")
DOCUMENT = Document(
    source=SOURCE,
    language="ar",
    direction="rtl",
    title=text_of("عنوان عن IL-76"),
    blocks=(
        Heading(level=2, inlines=(END,), span=END.span),
        paragraph(BODY),
        paragraph(END, CALL, CALL),
    ),
    footnotes=(FootnoteDefinition(label="a", blocks=(paragraph(NOTE),), span=NOTE.span),),
)


def row(number: int, quote: str) -> Row:
    part = text_of(quote)
    fact = f"figures-{number}"
    return Row(fact_id=fact, span=part.span, cells=(Cell(text=quote, facts=(fact,)),))


TABLE = Table(
    kind="figures",
    id="table-figures",
    title="table.figures",
    columns=(Column(key="value", title="column.value"),),
    rows=(row(1, "70 طائرة"), row(2, "5 طائرات")),
)


def compose(document: Document = DOCUMENT, tables: tuple[Table, ...] = (TABLE,)) -> Edition:
    return compose_edition(document, tables, timestamp="2022-01-20T00:00:00Z")


def block_inlines(edition: Edition, index: int) -> tuple[Inline, ...]:
    block = edition.body_matter[0].blocks[index]
    assert isinstance(block, Paragraph | Heading)
    return block.inlines


def test_each_sentence_with_facts_has_an_anchor_and_its_marks() -> None:
    edition = compose()
    leaves = list(iterate_leaves(block_inlines(edition, 1)))
    kinds = [type(leaf).__name__ for leaf in leaves]
    assert kinds == ["Anchor", "Text", "Text", "Text", "FactMark", "Text", "Anchor", "Text", "FactMark"]
    rows = edition.back_matter[0].tables[0].rows
    assert [item.number for item in rows] == [1, 2]
    assert [item.sentence for item in rows] == ["sentence-1", "sentence-2"]
    assert [leaf.target for leaf in leaves if isinstance(leaf, FactMark)] == [item.id for item in rows]


def test_marks_do_not_change_the_text() -> None:
    edition = compose()
    assert read_inlines(block_inlines(edition, 1)).text == BODY.text
    for leaf in iterate_leaves(block_inlines(edition, 1)):
        if isinstance(leaf, Text):
            assert SOURCE[leaf.span] == leaf.text


def test_latin_runs_are_isolated_also_over_several_texts() -> None:
    start = TEXT.index("IL-76")
    pieces = (
        Text(text="IL", span=Span(start, start + 2)),
        Text(text="-76", span=Span(start + 2, start + 5)),
    )
    edition = compose(replace(DOCUMENT, blocks=(paragraph(*pieces),), footnotes=()), ())
    (isolate,) = block_inlines(edition, 0)
    assert isinstance(isolate, Isolate)
    assert isolate.direction == "ltr"
    assert read_inlines((isolate,)).text == "IL-76"
    assert [type(inline).__name__ for inline in edition.title] == ["Text", "Isolate"]


def test_marks_inside_strong_text() -> None:
    strong = Strong(children=(Emphasis(children=(BODY,), span=BODY.span),), span=BODY.span)
    edition = compose(replace(DOCUMENT, blocks=(paragraph(strong),), footnotes=()))
    inlines = block_inlines(edition, 0)
    assert isinstance(inlines[0], Strong)
    assert [leaf.id for leaf in iterate_leaves(inlines) if isinstance(leaf, Anchor)] == [
        "sentence-1",
        "sentence-2",
    ]


def test_notes_are_numbered_in_order_of_call() -> None:
    edition = compose()
    calls = [leaf for leaf in block_inlines(edition, 2) if isinstance(leaf, NoteReference)]
    assert [(call.number, call.occurrence) for call in calls] == [(1, 1), (1, 2)]
    assert edition.notes[0].label == "a"
    assert [section.id for section in edition.back_matter] == ["facts", "notes", "colophon"]


def test_without_facts_and_notes_there_are_no_such_sections() -> None:
    edition = compose(replace(DOCUMENT, blocks=(paragraph(END),), footnotes=()), ())
    assert [section.id for section in edition.sections] == ["article", "colophon"]


def test_identifier_depends_on_language_and_title_alone() -> None:
    assert compose().metadata.identifier == make_identifier("ar", DOCUMENT.title.text)
    assert make_identifier("ar", "أ") != make_identifier("en", "أ")
    assert make_identifier("ar", "أ").startswith("urn:uuid:")


@pytest.mark.parametrize(("digits", "expected"), [("source", "western"), ("arabic", "arabic")])
def test_digits(digits: str, expected: str) -> None:
    edition = compose_edition(DOCUMENT, (), timestamp="", digits=digits)  # type: ignore[arg-type]
    assert edition.metadata.digits == expected
