"""Small articles made in code, and what the rules find in them."""

from __future__ import annotations

from report.document import Document, Grid, GridCell, Paragraph, Source, Span, Text
from report.facts import Fact, FactCell, Ledger, quote_evidence
from report.grammar import Quantity, find_quantities, read_passages
from report.tables import TableKind, derive_facts, load_table_kinds


def make_document(title: str, *paragraphs: str, date: str | None = None) -> Document:
    """A title and paragraphs, each a line of the source."""
    source = Source.from_text("\n".join((title, *paragraphs)) + "\n")
    lines = [source.line_span(number) for number in range(1, len(paragraphs) + 2)]
    return Document(
        source=source,
        language="ar",
        direction="rtl",
        title=Text(text=title, span=lines[0]),
        date=date,
        blocks=tuple(
            Paragraph(inlines=(Text(text=source[span], span=span),), span=span)
            for span in lines[1:]
            if source[span]
        ),
    )


def make_grid(*rows: tuple[str, ...]) -> Document:
    """A title and a table, a line for each row; the first row is the head."""
    source = Source.from_text("\n".join(("عنوان", *("|".join(row) for row in rows))) + "\n")
    cells = []
    for number, row in enumerate(rows, 2):
        start = source.line_span(number).start
        line = []
        for text in row:
            span = Span(start, start + len(text))
            line.append(GridCell(inlines=(Text(text=text, span=span),), span=span))
            start = span.end + 1
        cells.append(tuple(line))
    title = Text(text="عنوان", span=source.line_span(1))
    grid = Grid(head=cells[0], rows=tuple(cells[1:]), span=Span(source.line_span(2).start, len(source.text)))
    return Document(source=source, language="ar", direction="rtl", title=title, blocks=(grid,))


def find(*paragraphs: str) -> list[Quantity]:
    """The quantities of an article of `paragraphs`."""
    document = make_document("عنوان", *paragraphs)
    return [quantity for passage in read_passages(document) for quantity in find_quantities(passage)]


def choose_kinds(*names: str) -> dict[str, TableKind]:
    return {name: kind for name, kind in load_table_kinds().items() if name in names}


def derive(document: Document, *names: str) -> Ledger:
    return derive_facts(document, choose_kinds(*names))


def show(fact: Fact) -> dict[str, object]:
    """The cells of a fact as plain values."""
    return {cell.name: cell.value for cell in fact.cells}


def override(document: Document, table: str, rule: str, **cells: tuple[object, str]) -> Fact:
    """An editor's row: for each cell its value and the words that it cites, where they stand first."""
    text = document.source.text

    def cite(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Fact(
        id=f"{table}-9",
        table=table,
        rule=rule,
        status="overridden",
        cells=tuple(
            FactCell(name=name, value=value, evidence=quote_evidence(document.source, cite(quote)))  # type: ignore[arg-type]
            for name, (value, quote) in cells.items()
        ),
    )
