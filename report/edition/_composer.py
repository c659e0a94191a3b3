"""One article of a book: what its numbers are, where its sentences start, which runs are isolated."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from report.arabic.direction import find_foreign_runs, language_of_run
from report.arabic.quantities import find_quantities
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
    Span,
    Strong,
    Text,
    iterate_block_texts,
    iterate_leaves,
    read_inlines,
)
from report.edition._index import Name
from report.edition._marks import Weaver, cut, mark_rows
from report.edition._model import FactRow, FactTable, Note, Section
from report.tables import Cell, Row, Table
from report.typography import UNCHANGED, ChangeLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article and what goes into the book with it.

    `key` tells its ids from those of the other articles, "" where there are none; `images` maps a
    `Figure.path` to the file's bytes; `names` are those for an index.
    """

    document: Document
    tables: tuple[Table, ...] = ()
    changes: ChangeLog = UNCHANGED
    images: Mapping[str, bytes] = field(default_factory=dict)
    names: tuple[Name, ...] = ()
    key: str = ""


@dataclass
class Counts:
    """How many of each the book has so far."""

    headings: int = 0
    sentences: int = 0
    notes: int = 0
    facts: int = 0


@dataclass
class Composer:
    """Numbers what it meets in reading order, so it is used once, text before notes before tables.

    `counts` goes on from article to article.
    """

    piece: Piece
    counts: Counts
    note_calls: dict[str, int] = field(default_factory=dict)
    sentences_of_row: dict[str, list[str]] = field(default_factory=dict)
    sentences_of_name: dict[int, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document, self.changes = self.piece.document, self.piece.changes
        labels = tuple(dict.fromkeys(self._labels_in_order()))
        self.note_numbers = {label: self.counts.notes + i for i, label in enumerate(labels, 1)}
        rows = [row for table in self.piece.tables for row in table.rows]
        self.numbers = {row.id: self.counts.facts + i for i, row in enumerate(rows, 1)}
        self.counts.notes += len(labels)
        self.counts.facts += len(rows)
        places = [(place.start, row) for row in rows for place in (row.span, *row.places)]
        self.places = sorted(places, key=lambda place: (place[0], self.numbers[place[1].id]))
        self.starts = [start for start, _ in self.places]
        self.named = sorted(
            (span.start, number) for number, name in enumerate(self.piece.names) for span in name.places
        )

    def name(self, id: str) -> str:
        """`id` of a place in the article as the whole book knows it."""
        return f"{id}-in-{self.piece.key}" if self.piece.key else id

    @property
    def section_id(self) -> str:
        return f"article-{self.piece.key}" if self.piece.key else "article"

    def compose_article(self, part: tuple[Inline, ...]) -> Section:
        """The article's section, in the part of the title `part`."""
        document = self.document
        return Section(
            id=self.section_id,
            role="article",
            title=self.set_type((document.title,)),
            part=part,
            deck=self.compose_text(document.deck),
            credit=self.set_type(_optional(document.credit)),
            attribution=self.set_type(_optional(document.attribution)),
            author=self.set_type(_optional(document.author)),
            licence=self.set_type(_optional(document.licence)),
            blocks=self.compose_blocks(document.blocks),
            notes=self.compose_notes(),
            changes=self.changes,
        )

    def list_images(self) -> Iterator[tuple[str, bytes]]:
        for path, data in self.piece.images.items():
            yield self._name_image(path), data

    def list_names(self) -> Iterator[tuple[Name, tuple[str, ...]]]:
        """The names, each with the ids of its sentences; one that stands in the title has the article's."""
        for number, name in enumerate(self.piece.names):
            yield name, tuple(self.sentences_of_name.get(number, [self.section_id]))

    def _name_image(self, path: str) -> str:
        """Two articles in folders of their own may each have an image of one name."""
        return f"{self.piece.key}/{path}" if self.piece.key else path

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
            self.counts.headings += 1
            inlines = self.compose_text(block.inlines)
            return replace(block, inlines=inlines, id=f"heading-{self.counts.headings}")
        if isinstance(block, Paragraph):
            return replace(block, inlines=self.compose_text(block.inlines))
        if isinstance(block, BlockQuote):
            return replace(block, blocks=self.compose_blocks(block.blocks))
        if isinstance(block, ListBlock):
            items = tuple(replace(item, blocks=self.compose_blocks(item.blocks)) for item in block.items)
            return replace(block, items=items)
        if isinstance(block, Figure):
            caption = self.compose_text(block.caption)
            return replace(block, caption=caption, path=self._name_image(block.path))
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
            FactTable(
                table=replace(table, id=self.name(table.id)),
                rows=tuple(self._compose_row(row) for row in table.rows),
            )
            for table in self.piece.tables
        )

    def _compose_row(self, row: Row) -> FactRow:
        sentences = self.sentences_of_row.get(row.id, [self.section_id])
        return FactRow(
            id=self.name(row.id),
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
        shown = tuple(text for text in texts if not isinstance(text, Text) or text.text)
        return self.isolate(shown)

    def compose_text(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """A running text with its note calls numbered, its sentences marked, and set like any other."""
        changed = self.changes.apply(inlines)
        return self.isolate(self._mark_sentences(self._number_notes(changed)))

    def set_type(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """A text with the typographic changes made and the foreign runs isolated."""
        return self.isolate(self.changes.apply(inlines))

    def compose_words(self, text: str) -> tuple[Inline, ...]:
        """A text that is not the article's."""
        return self.isolate((Text(text=text, span=Span(0, 0)),)) if text else ()

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
        """Put an anchor before each sentence that a row or a name stands in, and its fact marks after it."""
        reading = read_inlines(inlines)
        if not reading.spans:
            return inlines
        whole = reading.spans[0].start, reading.spans[-1].end
        is_marked = self._rows_between(*whole) or self._names_between(*whole)
        before: dict[int, Inline] = {}
        after: dict[int, tuple[Inline, ...]] = {}
        for start, end in split_sentences(reading.text) if is_marked else ():
            first, last = reading.spans[start].start, reading.spans[end - 1].end
            own, names = self._rows_between(first, last), self._names_between(first, last)
            if own or names:
                self.counts.sentences += 1
                anchor = f"sentence-{self.counts.sentences}"
                before[start] = Anchor(id=anchor)
                after[end] = mark_rows({self.numbers[row.id]: self.name(row.id) for row in own})
                for row in own:
                    anchors = self.sentences_of_row.setdefault(row.id, [])
                    anchors.insert(0 if first <= row.span.start < last else len(anchors), anchor)
                for name in names:
                    self.sentences_of_name.setdefault(name, []).append(anchor)
        return Weaver(before, after).weave(inlines) if before else inlines

    def _rows_between(self, start: int, end: int) -> list[Row]:
        """The rows that stand there, each once."""
        places = self.places[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return list({row.id: row for _, row in places}.values())

    def _names_between(self, start: int, end: int) -> list[int]:
        """The numbers of the names that stand there, each once."""
        first, last = bisect_left(self.named, (start, 0)), bisect_left(self.named, (end, 0))
        return list(dict.fromkeys(number for _, number in self.named[first:last]))

    def isolate(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Wrap each run of the other direction, and each number with its sign and unit.

        A run may cover several texts, not the border of an element.
        """
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
        position = 0
        for start, end, direction, language in self._find_runs(running):
            yield from cut(texts, position, start)
            children = tuple(cut(texts, start, end))
            span = Span(children[0].span.start, children[-1].span.end)
            yield Isolate(children=children, direction=direction, language=language, span=span)
            position = end
        yield from cut(texts, position, len(running))

    def _find_runs(self, running: str) -> Iterator[tuple[int, int, Direction, str]]:
        """Start, end, direction and language of what is to be isolated in `running`, in its order."""
        other: Direction = "ltr" if self.document.direction == "rtl" else "rtl"
        runs = find_foreign_runs(running, self.document.direction)
        found = [(start, end, other, language_of_run(running[start:end])) for start, end in runs]
        quantities = find_quantities(running) if other == "ltr" else ()
        for number in quantities:
            if not any(start < number.end and number.start < end for start, end in runs):
                found.append((number.start, number.end, number.direction, self.document.language))
        yield from sorted(found)


def _calls(inlines: tuple[Inline, ...], blocks: tuple[Block, ...]) -> Iterator[str]:
    for text in (inlines, *iterate_block_texts(blocks)):
        for leaf in iterate_leaves(text):
            if isinstance(leaf, NoteReference):
                yield leaf.label


def _optional(text: Text | None) -> tuple[Inline, ...]:
    return (text,) if text else ()
