"""Pull quotes: which words are taken, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from report.document import Anchor, Block, Heading, Inline, Paragraph, Span, Text, read_inlines
from report.edition import FactRow, FactTable
from report.tables import Cell, Column, Row, Table
from report.writers._pull_quotes import place_pull_quotes

SAID = "«رأيت أربعة اتفاقات ولم أر سفينة واحدة»"
NOWHERE = Span(0, 0)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A quotation and the number of the block that has it."""

    block: int
    words: str = SAID
    speaker: str = "كريم عادل"
    is_direct: bool = True


def write_text(text: str) -> tuple[Inline, ...]:
    return (Text(text=text, span=NOWHERE),) if text else ()


def write_blocks(kinds: str, letters: int = 400) -> tuple[Block, ...]:
    """A paragraph for each p, a heading for each h; each has an anchor of its number."""
    blocks: list[Block] = []
    for number, kind in enumerate(kinds):
        if kind == "h":
            blocks.append(Heading(level=2, inlines=write_text("عنوان"), span=NOWHERE))
        else:
            text = (Anchor(id=f"sentence-{number}"), *write_text("ن" * letters))
            blocks.append(Paragraph(inlines=text, span=NOWHERE))
    return tuple(blocks)


def write_table(quotes: Sequence[Said]) -> FactTable:
    rows, printed = [], []
    for number, said in enumerate(quotes, 1):
        cells = tuple(Cell(text=text, facts=("quotes-1",)) for text in (said.words, said.speaker))
        rows.append(Row(fact_id=f"quotes-{number}", span=NOWHERE, cells=cells, is_quoted=said.is_direct))
        printed.append(
            FactRow(
                id=f"fact-quotes-{number}",
                number=number,
                sentence=f"sentence-{said.block}",
                cells=(write_text(said.words[:-1]) + write_text(said.words[-1]), write_text(said.speaker)),
            )
        )
    columns = (Column(key="said", title="said"), Column(key="speaker", title="speaker"))
    table = Table(kind="quotations", id="table-quotations", title="t", columns=columns, rows=tuple(rows))
    return FactTable(table=table, rows=tuple(printed))


@pytest.mark.parametrize(
    ("kinds", "block", "place"),
    [
        ("pppppp", 1, 4),  # two paragraphs between, after the words
        ("pppppp", 4, 2),  # before them, where the text ends too soon
        ("ppphpp", 0, 5),  # never under a heading
        ("pppp", 1, None),  # nowhere far enough away
    ],
)
def test_a_quote_stands_between_paragraphs_two_away_from_its_words(
    kinds: str, block: int, place: int | None
) -> None:
    placed = place_pull_quotes(write_blocks(kinds), (write_table([Said(block=block)]),))
    assert list(placed) == ([] if place is None else [place])


@pytest.mark.parametrize(
    "said",
    [
        Said(block=1, is_direct=False),
        Said(block=1, speaker=""),
        Said(block=1, words="«مجموعات إرهابية»"),
        Said(block=1, words="«" + "كلمة " * 23 + "»"),
    ],
    ids=["not in so many words", "by nobody", "two words", "long"],
)
def test_what_is_no_quotation_worth_the_room_is_left_where_it_is(said: Said) -> None:
    assert not place_pull_quotes(write_blocks("pppppp"), (write_table([said]),))


def test_two_quotes_stand_two_pages_apart() -> None:
    quotes = [Said(block=1), Said(block=3, words="«عاد البحر إلى أهله اليوم»"), Said(block=14)]
    placed = place_pull_quotes(write_blocks("p" * 20), (write_table(quotes),))
    assert sorted(placed) == [4, 17]
    assert read_inlines(placed[4].words).text.replace("\u00a0", " ") == SAID


def test_the_last_line_of_a_quote_has_two_words_at_least() -> None:
    (quote,) = place_pull_quotes(write_blocks("pppppp"), (write_table([Said(block=1)]),)).values()
    assert read_inlines(quote.words).text.endswith("سفينة\u00a0واحدة»")
