"""The book, free of any format: front, body and back matter, notes, and links between facts and sentences.

`compose_edition` decides everything that PDF and EPUB must agree on: ids, the numbers of notes and facts,
where a sentence starts and which facts it carries, which runs are isolated.
"""

from __future__ import annotations

import uuid
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from report.arabic.digits import DigitFamily, detect_digits
from report.arabic.direction import find_foreign_runs, language_of_run
from report.arabic.sentences import split_sentences
from report.document import (
    Anchor,
    Block,
    BlockQuote,
    Direction,
    Document,
    Emphasis,
    Figure,
    FootnoteDefinition,
    Grid,
    Heading,
    Inline,
    Isolate,
    Link,
    ListBlock,
    NoteReference,
    Paragraph,
    Reading,
    Span,
    Strong,
    Text,
    iterate_block_texts,
    iterate_leaves,
    read_inlines,
)
from report.edition._marks import Weaver, cut, mark_rows
from report.tables import Cell, Row, Table
from report.typography import UNCHANGED, ChangeCount, ChangeLog, count_changes

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
class Section:
    """A part of the book; its heading is the locale string `section.<role>`, the article's is its title."""

    id: str
    role: Role
    blocks: tuple[Block, ...] = ()
    tables: tuple[FactTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: it stands at `note-<number>` and is first called at `note-call-<number>`."""

    number: int
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The book.

    `title` to `licence` are for the title page; `deck` heads the article and carries marks, `cover_deck` is
    the same without them. `images` maps a `Figure.path` to the file's bytes. `changes` are those of
    the source's texts, `change_counts` the same in short.
    """

    metadata: Metadata
    title: tuple[Inline, ...]
    deck: tuple[Inline, ...]
    cover_deck: tuple[Inline, ...]
    credit: tuple[Inline, ...]
    attribution: tuple[Inline, ...]
    author: tuple[Inline, ...]
    licence: tuple[Inline, ...]
    body_matter: tuple[Section, ...]
    back_matter: tuple[Section, ...]
    notes: tuple[Note, ...]
    images: tuple[tuple[str, bytes], ...] = ()
    changes: ChangeLog = UNCHANGED
    change_counts: tuple[ChangeCount, ...] = ()

    def note(self, number: int) -> Note:
        return self.notes[number - 1]

    def read(self, inlines: tuple[Inline, ...]) -> Reading:
        """What the book shows of a text of the document: its characters, with the logged changes made."""
        return read_inlines(self.changes.apply(inlines))

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.body_matter + self.back_matter


def compose_edition(
    document: Document,
    tables: tuple[Table, ...],
    *,
    timestamp: str,
    digits: DigitFamily | Literal["source"] = "source",
    identifier: str = "",
    publisher: str = "",
    date: str | None = None,
    images: Mapping[str, bytes] | None = None,
    changes: ChangeLog = UNCHANGED,
) -> Edition:
    """The book of `document` and `tables`; `digits="source"` takes the family that the article uses."""
    family = choose_digits(document, digits)
    composer = _Composer(document, tables, changes)
    deck = composer.compose_text(document.deck)
    blocks = composer.compose_blocks(document.blocks)
    notes = composer.compose_notes()
    back = []
    if tables:
        back.append(Section(id="facts", role="facts", tables=composer.compose_tables()))
    if notes:
        back.append(Section(id="notes", role="notes"))
    back.append(Section(id="colophon", role="colophon"))
    return Edition(
        metadata=_describe(document, changes, family, timestamp, identifier, publisher, date),
        title=composer.set_type((document.title,)),
        deck=deck,
        cover_deck=composer.set_type(document.deck),
        credit=composer.set_type(_optional(document.credit)),
        attribution=composer.set_type(_optional(document.attribution)),
        author=composer.set_type(_optional(document.author)),
        licence=composer.set_type(_optional(document.licence)),
        body_matter=(Section(id="article", role="article", blocks=blocks),),
        back_matter=tuple(back),
        notes=notes,
        images=tuple(sorted((images or {}).items())),
        changes=changes,
        change_counts=count_changes(document.source, changes),
    )


def choose_digits(document: Document, digits: DigitFamily | Literal["source"]) -> DigitFamily:
    return detect_digits(document.source.text) if digits == "source" else digits


def list_unmarked(document: Document) -> tuple[Span, ...]:
    """Where the texts stand that carry no marks: those of the title page."""
    texts = (document.title, document.credit, document.attribution, document.author, document.licence)
    return tuple(text.span for text in texts if text)


def make_identifier(language: str, title: str) -> str:
    """A URN that stays the same for the same language and title (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"taqrir:{language}:{title}").urn


def _optional(text: Text | None) -> tuple[Inline, ...]:
    return (text,) if text else ()


def _describe(
    document: Document,
    changes: ChangeLog,
    digits: DigitFamily,
    timestamp: str,
    identifier: str,
    publisher: str,
    date: str | None,
) -> Metadata:
    def read(inlines: tuple[Inline, ...]) -> str:
        return read_inlines(changes.apply(inlines)).text

    return Metadata(
        identifier=identifier or make_identifier(document.language, document.title.text),
        title=read((document.title,)),
        language=document.language,
        direction=document.direction,
        timestamp=timestamp,
        digits=digits,
        subtitle=read(document.deck),
        author=read(_optional(document.author)),
        publisher=publisher,
        attribution=read(_optional(document.attribution)),
        licence=read(_optional(document.licence)),
        date=date or document.date,
    )


@dataclass
class _Composer:
    """Numbers what it meets in reading order, so it is used once, text before notes before tables."""

    document: Document
    tables: tuple[Table, ...]
    changes: ChangeLog
    note_calls: dict[str, int] = field(default_factory=dict)
    headings: int = 0
    sentences: int = 0
    sentences_of_row: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        labels = dict.fromkeys(self._labels_in_order())
        self.note_numbers = {label: number for number, label in enumerate(labels, 1)}
        rows = [row for table in self.tables for row in table.rows]
        self.numbers = {row.id: number for number, row in enumerate(rows, 1)}
        places = [(place.start, row) for row in rows for place in (row.span, *row.places)]
        self.places = sorted(places, key=lambda place: (place[0], self.numbers[place[1].id]))
        self.starts = [start for start, _ in self.places]

    def _labels_in_order(self) -> Iterator[str]:
        """Labels of the notes in the order of their first call; notes may call notes."""
        notes = {note.label: note for note in self.document.footnotes}
        queue = deque(_calls(self.document.deck, self.document.blocks))
        while queue:
            label = queue.popleft()
            yield label
            note = notes.pop(label, None)
            if note:
                queue.extend(_calls((), note.blocks))

    def compose_blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._compose_block(block) for block in blocks)

    def _compose_block(self, block: Block) -> Block:
        if isinstance(block, Heading):
            self.headings += 1
            inlines = self.compose_text(block.inlines)
            return replace(block, inlines=inlines, id=f"heading-{self.headings}")
        if isinstance(block, Paragraph):
            return replace(block, inlines=self.compose_text(block.inlines))
        if isinstance(block, BlockQuote):
            return replace(block, blocks=self.compose_blocks(block.blocks))
        if isinstance(block, ListBlock):
            items = tuple(replace(item, blocks=self.compose_blocks(item.blocks)) for item in block.items)
            return replace(block, items=items)
        if isinstance(block, Figure):
            return replace(block, caption=self.compose_text(block.caption))
        if isinstance(block, Grid):
            rows = tuple(
                tuple(replace(cell, inlines=self.compose_text(cell.inlines)) for cell in row)
                for row in (block.head, *block.rows)
            )
            return replace(block, head=rows[0], rows=rows[1:])
        return block

    def compose_notes(self) -> tuple[Note, ...]:
        definitions = {note.label: note for note in self.document.footnotes}
        return tuple(
            self._compose_note(number, definitions[label]) for label, number in self.note_numbers.items()
        )

    def _compose_note(self, number: int, note: FootnoteDefinition) -> Note:
        return Note(number=number, label=note.label, blocks=self.compose_blocks(note.blocks))

    def compose_tables(self) -> tuple[FactTable, ...]:
        return tuple(
            FactTable(table=table, rows=tuple(self._compose_row(row) for row in table.rows))
            for table in self.tables
        )

    def _compose_row(self, row: Row) -> FactRow:
        sentences = self.sentences_of_row.get(row.id, ["article"])
        return FactRow(
            id=row.id,
            number=self.numbers[row.id],
            sentence=sentences[0],
            others=tuple(sentences[1:]),
            cells=tuple(self._compose_cell(cell, row) for cell in row.cells),
        )

    def _compose_cell(self, cell: Cell, row: Row) -> tuple[Inline, ...]:
        """What a cell says; words of the source in it are set as they are in the text."""
        said = self.document.source[cell.span] if cell.span else ""
        before, verbatim, after = cell.text.partition(said) if said else (cell.text, "", "")
        if not verbatim or cell.span is None:
            return self.isolate((Text(text=cell.text, span=row.span),))
        texts = (
            Text(text=before, span=row.span),
            *self.changes.apply((Text(text=said, span=cell.span),)),
            Text(text=after, span=row.span),
        )
        return self.isolate(tuple(text for text in texts if not isinstance(text, Text) or text.text))

    def compose_text(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """A running text with its note calls numbered, its sentences marked, and set like any other."""
        changed = self.changes.apply(inlines)
        return self.isolate(self._mark_sentences(self._number_notes(changed)))

    def set_type(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """A text with the typographic changes made and the foreign runs isolated."""
        return self.isolate(self.changes.apply(inlines))

    def _number_notes(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        numbered: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, NoteReference):
                self.note_calls[inline.label] = self.note_calls.get(inline.label, 0) + 1
                inline = replace(
                    inline,
                    number=self.note_numbers[inline.label],
                    occurrence=self.note_calls[inline.label],
                )
            elif isinstance(inline, Emphasis | Strong | Link):
                inline = replace(inline, children=self._number_notes(inline.children))
            numbered.append(inline)
        return tuple(numbered)

    def _mark_sentences(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Put an anchor before, and the fact marks after, each sentence that a row stands on."""
        reading = read_inlines(inlines)
        if not reading.spans:
            return inlines
        rows = self._rows_between(reading.spans[0].start, reading.spans[-1].end)
        before: dict[int, Inline] = {}
        after: dict[int, tuple[Inline, ...]] = {}
        for start, end in split_sentences(reading.text) if rows else ():
            first, last = reading.spans[start].start, reading.spans[end - 1].end
            own = self._rows_between(first, last)
            if own:
                self.sentences += 1
                anchor = f"sentence-{self.sentences}"
                before[start] = Anchor(id=anchor)
                after[end] = mark_rows({self.numbers[row.id]: row.id for row in own})
                for row in own:
                    anchors = self.sentences_of_row.setdefault(row.id, [])
                    anchors.insert(0 if first <= row.span.start < last else len(anchors), anchor)
        return Weaver(before, after).weave(inlines) if before else inlines

    def _rows_between(self, start: int, end: int) -> list[Row]:
        """The rows that stand there, each once."""
        places = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return list({row.id: row for _, row in places}.values())

    def isolate(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Wrap each run of the other direction; it may cover several texts, not the border of an element."""
        isolated: list[Inline] = []
        texts: list[Text] = []
        for inline in inlines:
            if isinstance(inline, Text):
                texts.append(inline)
                continue
            isolated.extend(self._isolate_texts(texts))
            texts = []
            if isinstance(inline, Emphasis | Strong | Link):
                inline = replace(inline, children=self.isolate(inline.children))
            isolated.append(inline)
        isolated.extend(self._isolate_texts(texts))
        return tuple(isolated)

    def _isolate_texts(self, texts: list[Text]) -> Iterator[Inline]:
        running = "".join(text.text for text in texts)
        other: Direction = "ltr" if self.document.direction == "rtl" else "rtl"
        position = 0
        for start, end in find_foreign_runs(running, self.document.direction):
            yield from cut(texts, position, start)
            children = tuple(cut(texts, start, end))
            span = Span(children[0].span.start, children[-1].span.end)
            language = language_of_run(running[start:end])
            yield Isolate(children=children, direction=other, language=language, span=span)
            position = end
        yield from cut(texts, position, len(running))


def _calls(inlines: tuple[Inline, ...], blocks: tuple[Block, ...]) -> Iterator[str]:
    for text in (inlines, *iterate_block_texts(blocks)):
        for leaf in iterate_leaves(text):
            if isinstance(leaf, NoteReference):
                yield leaf.label
