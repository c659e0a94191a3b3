"""What the printed book shows of the facts: marks after sentences, notes beside them, proof under rows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from report.document import (
    Anchor,
    Document,
    FactMark,
    Grid,
    GridCell,
    Inline,
    Paragraph,
    Source,
    Span,
    Text,
    iterate_block_texts,
    iterate_leaves,
    read_inlines,
)
from report.edition import Edition, compose_edition
from report.edition._marks import MOST_MARKS, mark_rows
from report.tables import Cell, Column, Row, Table
from report.writers._claims import (
    Margin,
    choose_key_figures,
    collect_sentences,
    group_claims,
    shorten_inlines,
)

LINES = ("عنوان", "وصل 70 جنديا. ثم وصل 5 آخرون ومعهم 3 خبراء.", "العدد|السنة", "12|2019")
SOURCE = Source.from_text("\n".join(LINES) + "\n")


def find(words: str) -> Span:
    start = SOURCE.text.index(words)
    return Span(start, start + len(words))


def text(words: str) -> Text:
    return Text(text=words, span=find(words))


def make_document() -> Document:
    grid = Grid(
        head=tuple(GridCell(inlines=(text(words),), span=find(words)) for words in ("العدد", "السنة")),
        rows=(tuple(GridCell(inlines=(text(words),), span=find(words)) for words in ("12", "2019")),),
        span=SOURCE.line_span(4),
    )
    paragraph = Paragraph(inlines=(text(LINES[1]),), span=find(LINES[1]))
    return Document(
        source=SOURCE, language="ar", direction="rtl", title=text(LINES[0]), blocks=(paragraph, grid)
    )


def row(name: str, words: str, *cells: str, places: tuple[str, ...] = (), headline: bool = False) -> Row:
    return Row(
        fact_id=name,
        span=find(words),
        cells=tuple(Cell(text=cell, facts=(name,)) for cell in cells or (words,)),
        places=tuple(map(find, places)),
        is_headline=headline,
    )


def table(kind: str, *rows: Row, keys: tuple[str, ...] = ("value",), **options: bool) -> Table:
    columns = tuple(Column(key=key, title=f"column.{key}") for key in keys)
    return Table(kind=kind, id=f"table-{kind}", title=f"table.{kind}", columns=columns, rows=rows, **options)


def compose(*tables: Table) -> Edition:
    return compose_edition(make_document(), tables, timestamp="1980-01-01T00:00:00Z")


def list_leaves(edition: Edition) -> Iterator[Inline]:
    for section in edition.body_matter:
        for inlines in iterate_block_texts(section.blocks):
            yield from iterate_leaves(inlines)


def read(inlines: tuple[Inline, ...]) -> str:
    return read_inlines(inlines).text


# Marks.


@pytest.mark.parametrize(
    ("numbers", "marks"),
    [
        ((7,), ("7",)),
        ((7, 8), ("7", "8")),
        ((7, 8, 9), ("7–9",)),
        ((3, 7, 8, 9, 12), ("3", "7–9", "12")),
        ((3, 5, 7), ("3", "5", "7")),
        ((3, 5, 7, 9), ("3", "5", "+2")),
        ((3, 5, 11, 12, 13, 20), ("3", "5", "+4")),
    ],
)
def test_a_sentence_has_few_marks(numbers: tuple[int, ...], marks: tuple[str, ...]) -> None:
    made = mark_rows({number: f"fact-{number}" for number in numbers})
    written = (
        f"+{mark.more}" if mark.more else f"{mark.number}–{mark.last}" if mark.last else str(mark.number)
        for mark in made
    )
    assert tuple(written) == marks
    assert len(made) <= MOST_MARKS
    assert all(mark.target == f"fact-{mark.number}" for mark in made)


def test_a_row_of_several_places_marks_each_and_leads_to_the_first_of_its_own() -> None:
    edition = compose(table("a", row("a-1", "5", places=("70",)), row("a-2", "3")))
    marks = [leaf for leaf in list_leaves(edition) if isinstance(leaf, FactMark)]
    assert [mark.number for mark in marks] == [1, 1, 2]
    first, _ = edition.back_matter[0].tables[0].rows
    anchors = [leaf.id for leaf in list_leaves(edition) if isinstance(leaf, Anchor)]
    assert first.sentences == (anchors[1], anchors[0])


def test_rows_about_one_fact_are_two_places() -> None:
    one = row("a-1", "5")
    two = Row(fact_id="a-1", span=one.span, cells=one.cells, aspect="channel")
    rows = [
        item for made in compose(table("a", one), table("b", two)).back_matter[0].tables for item in made.rows
    ]
    assert [item.id for item in rows] == ["fact-a-1", "fact-a-1-channel"]
    assert len({item.number for item in rows}) == 2


# Proof under rows.


def test_rows_of_one_sentence_share_it_where_it_is_shown() -> None:
    edition = compose(
        table("a", row("a-1", "5"), row("a-2", "3")), table("b", row("b-1", "70"), quotes=False)
    )
    shown, hidden = edition.back_matter[0].tables
    sentences = collect_sentences(edition)
    (claim,) = group_claims(shown, sentences)
    assert (read(claim.quote), len(claim.rows)) == ("ثم وصل 5 آخرون ومعهم 3 خبراء.", 2)
    assert [read(claim.quote) for claim in group_claims(hidden, sentences)] == [""]


def test_the_proof_of_a_number_in_a_table_is_its_row() -> None:
    edition = compose(table("a", row("a-1", "12")))
    (claim,) = group_claims(edition.back_matter[0].tables[0], collect_sentences(edition))
    assert read(claim.quote) == "12 · 2019"


def test_words_of_the_source_are_set_as_they_are_in_the_text() -> None:
    cell = Cell(text="«وصل 70 جنديا»…", facts=("a-1",), span=find("وصل 70 جنديا"))
    made = compose(table("a", Row(fact_id="a-1", span=find("70"), cells=(cell,))))
    (printed,) = made.back_matter[0].tables[0].rows[0].cells
    assert read(printed) == "«وصل 70 جنديا»…"
    assert [leaf.span for leaf in iterate_leaves(printed) if isinstance(leaf, Text)][1] == cell.span


# Beside the text, and on the cover.


def test_notes_stand_beside_their_paragraph_as_far_as_there_is_room() -> None:
    rows = [
        row(f"a-{number}", "70", f"{number} من الكلمات الطويلة جدا في هذا الجدول") for number in range(1, 9)
    ]
    edition = compose(table("a", *rows))
    margin = Margin(edition.back_matter[0].tables)
    paragraph, grid = edition.body_matter[0].blocks
    chosen = margin.choose(paragraph)
    assert [note.row.number for note in chosen] == list(range(1, len(chosen) + 1))
    assert 1 <= len(chosen) < len(rows)
    assert margin.choose(grid) == ()


def test_a_table_that_is_not_worth_it_has_no_notes() -> None:
    edition = compose(table("a", row("a-1", "70"), beside=False))
    assert Margin(edition.back_matter[0].tables).choose(edition.body_matter[0].blocks[0]) == ()


def test_a_note_says_how_many_before_of_what() -> None:
    made = table("a", row("a-1", "70", "جنود", "Soldiers", "70"), keys=("name", "latin", "count"))
    edition = compose(made)
    (note,) = Margin(edition.back_matter[0].tables).choose(edition.body_matter[0].blocks[0])
    assert read(note.words) == "70 جنود"


def test_words_are_cut_between_words() -> None:
    said = (Text(text="كلمة طويلة وأخرى أطول منها، ثم", span=Span(0, 0)),)
    assert read(shorten_inlines(said, 30)) == "كلمة طويلة وأخرى أطول منها، ثم"
    assert read(shorten_inlines(said, 28)) == "كلمة طويلة وأخرى أطول منها…"


def test_the_cover_has_the_first_rows_that_are_worth_it() -> None:
    rows = [row(f"a-{n}", "70", str(n), "جنود", headline=n != 2) for n in range(1, 6)]
    edition = compose(table("a", *rows, keys=("value", "counted")))
    figures = choose_key_figures(edition.back_matter[0].tables, 3)
    assert [read(figure.value) for figure in figures] == ["1", "3", "4"]
