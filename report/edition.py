"""The book, free of any format: front, body and back matter, notes, and links between facts and sentences.

`compose_edition` decides everything that PDF and EPUB must agree on: ids, numbers of notes and facts, where a
sentence starts and which facts it carries, which runs are isolated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.arabic.digits import DigitFamily
from report.document import Block, Direction, Inline, Text
from report.tables import Table

Role = Literal["article", "facts", "notes", "colophon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What both files say of themselves.

    `identifier` is a URN; `timestamp` an aware ISO 8601 UTC time for the insides of the files, never printed;
    `date` the article's own date (YYYY-MM-DD) or None; `digits` the family used for folios, notes and labels.
    """

    identifier: str
    title: str
    language: str
    direction: Direction
    timestamp: str
    digits: DigitFamily
    subtitle: str = ""
    creator: str = ""
    publisher: str = ""
    attribution: str = ""
    licence: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A row of a derived table as printed: `number` counts through all tables; `sentence` is an anchor's id."""

    fact_id: str
    number: int
    sentence: str
    cells: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    table: Table
    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the book. `title` is a key of the locale table, except that the article's own title is `inlines`."""

    id: str
    role: Role
    title: str = ""
    inlines: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[FactTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: called at `note-call-<number>`, standing at `note-<number>`."""

    number: int
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """`front_matter` is shown on the cover and title page: title, deck, credit, attribution as inlines."""

    metadata: Metadata
    title: tuple[Inline, ...]
    deck: tuple[Inline, ...]
    credit: tuple[Inline, ...]
    attribution: tuple[Inline, ...]
    author: tuple[Inline, ...]
    licence: tuple[Inline, ...]
    body_matter: tuple[Section, ...]
    back_matter: tuple[Section, ...]
    notes: tuple[Note, ...]
    images: tuple[tuple[str, bytes], ...] = ()

    def note(self, label: str) -> Note:
        return next(note for note in self.notes if note.label == label)
