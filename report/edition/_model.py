"""What a book is made of: its sections, rows of facts, notes, and what both files say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from report.arabic.digits import DigitFamily
from report.document import Block, Direction, Inline, Reading, read_inlines
from report.tables import Table
from report.typography import UNCHANGED, ChangeCount, ChangeLog

Role = Literal["summary", "part", "article", "facts", "notes", "index", "colophon"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What both files say of themselves.

    `identifier` is a URN; `timestamp` an aware ISO 8601 UTC time for the insides of the files, never printed;
    `date` the book's own date (YYYY-MM-DD) or None; `digits` the family used for folios, notes and labels.
    """

    identifier: str
    title: str
    language: str
    direction: Direction
    timestamp: str
    digits: DigitFamily
    subtitle: str = ""
    author: str = ""
    publisher: str = ""
    attribution: str = ""
    licence: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A row of a derived table as printed.

    `id` is where marks in the text lead, `number` counts through all tables, `sentence` is the id of the
    anchor at the start of the sentence that the row stands on, `others` are those of other sentences with it.
    """

    id: str
    number: int
    sentence: str
    cells: tuple[tuple[Inline, ...], ...]
    others: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        return (self.sentence, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    table: Table
    rows: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """The tables of one article; `title` is its title, which a book of one article need not repeat."""

    id: str
    title: tuple[Inline, ...]
    tables: tuple[FactTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A person, place or body: its name, what tells it from its namesakes, and where it is named.

    `letter` is the one that it stands under; `places` has the ids of each article's section and sentences.
    """

    id: str
    letter: str
    name: tuple[Inline, ...]
    qualifier: tuple[Inline, ...]
    places: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(sentence for _, sentences in self.places for sentence in sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexGroup:
    """The entries of one kind of name ("people"), in the order of the alphabet."""

    kind: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: it stands at `note-<number>` and is first called at `note-call-<number>`."""

    number: int
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence of the article once more, without marks: it stands in full at `sentence`.

    `paragraph` is the number of its paragraph in the source, as in `facts.json`.
    """

    sentence: str
    paragraph: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A division of the book; one that has no title has the locale string `section.<role>` for it.

    `part` is the title of the part that an article stands in. The texts from `deck` to `licence`, `blocks`,
    `notes` and `changes` are an article's own; `deck` carries marks.
    """

    id: str
    role: Role
    title: tuple[Inline, ...] = ()
    part: tuple[Inline, ...] = ()
    deck: tuple[Inline, ...] = ()
    credit: tuple[Inline, ...] = ()
    attribution: tuple[Inline, ...] = ()
    author: tuple[Inline, ...] = ()
    licence: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    changes: ChangeLog = UNCHANGED
    groups: tuple[FactGroup, ...] = ()
    index: tuple[IndexGroup, ...] = ()
    summary: tuple[SummarySentence, ...] = ()

    @property
    def tables(self) -> tuple[FactTable, ...]:
        return tuple(table for group in self.groups for table in group.tables)

    @property
    def last_note(self) -> int:
        """The number of its last note, 0 where it has none."""
        return self.notes[-1].number if self.notes else 0

    def read(self, inlines: tuple[Inline, ...]) -> Reading:
        """What the book shows of a text of the document: its characters, with the logged changes made."""
        return read_inlines(self.changes.apply(inlines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The book.

    `title` to `licence` are for the title page: those of the article where the book has one, else the book's
    own. `images` maps a `Figure.path` to the file's bytes. `change_counts` are the typographic changes in
    short.
    """

    metadata: Metadata
    title: tuple[Inline, ...]
    cover_deck: tuple[Inline, ...]
    attribution: tuple[Inline, ...]
    author: tuple[Inline, ...]
    licence: tuple[Inline, ...]
    front_matter: tuple[Section, ...] = ()
    body_matter: tuple[Section, ...]
    back_matter: tuple[Section, ...]
    images: tuple[tuple[str, bytes], ...] = ()
    change_counts: tuple[ChangeCount, ...] = ()

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.front_matter + self.body_matter + self.back_matter

    @property
    def articles(self) -> tuple[Section, ...]:
        """The sections of the articles, in their order."""
        return tuple(section for section in self.body_matter if section.role == "article")

    @property
    def tables(self) -> tuple[FactTable, ...]:
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(note for section in self.articles for note in section.notes)

    def note(self, number: int) -> Note:
        return self.notes[number - 1]
