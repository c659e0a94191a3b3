"""A table as it is printed: columns, and rows of cells that name the facts they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from report.charts import Amount
from report.document import Document, Span
from report.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`key` names the column in `facts.json` and CSV, `title` is a key of the locale table.

    `prose` is what the article says at length, to be set like text.
    """

    key: str
    title: str
    numeric: bool = False
    prose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one body cell prints, and the ids of the facts it stands on: never none.

    `span` is where the source has the words of `text`, or most of them, so that they are set like the text.
    """

    text: str
    facts: tuple[str, ...]
    span: Span | None = None

    def __post_init__(self) -> None:
        if not self.facts:
            raise ValueError(f"a cell without a fact: {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line; `fact_id` is the fact that it is about, `span` where that stands: the link to its sentence.

    `places` are those of the same said elsewhere; `aspect` tells rows apart that are about one fact.
    `is_headline` says that the row is worth the cover, `in_title` that the article's title names what it is
    about. `moment` is the year, month and day (0 for none) from which it is dated, `amount` how much it says;
    `is_quoted` says that the first cell is what somebody said in so many words;
    `related` are the ids of rows of other tables that say more of the same.
    """

    fact_id: str
    span: Span
    cells: tuple[Cell, ...]
    places: tuple[Span, ...] = ()
    aspect: str = ""
    is_headline: bool = False
    is_quoted: bool = False
    in_title: bool = False
    moment: tuple[int, int, int] | None = None
    amount: Amount | None = None
    related: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the row's place in the book."""
        return "-".join(filter(None, ("fact", self.fact_id, self.aspect)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`quotes` says whether print shows the sentence under its rows: not where the row says it already.

    `beside` says whether a row is worth a note beside the text, `cards` whether print shows each as a card.
    """

    kind: str
    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    quotes: bool = True
    beside: bool = True
    cards: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{self.id}: {row.fact_id} has {len(row.cells)} cells")


class TableKind(Protocol):
    """What a module of this folder defines."""

    TITLE: str
    COLUMNS: tuple[Column, ...]
    RULES: dict[str, str]

    def extract(self, document: Document) -> Iterator[Fact]: ...
    def rows(self, facts: Sequence[Fact]) -> Iterator[Row]: ...
