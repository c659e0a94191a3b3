"""Numbers in tables: each with its sign and unit in a direction of its own, in the edition and in the e-book.

The printed book is set from the edition by the same macros as the e-book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from report.arabic.quantities import find_quantities
from report.checks import Subject
from report.checks._publication import XHTML, open_publication, report
from report.document import Emphasis, Grid, Inline, Isolate, Link, Strong, Text, iterate_blocks, read_inlines
from report.edition import Edition
from report.errors import Finding, message

RULES = {
    "number-is-isolated": "in a table a number has a direction of its own, together with its sign and unit",
}

Piece = tuple[str, bool]
"""A text, and whether it has a direction of its own."""


def check(subject: Subject) -> Iterator[Finding]:
    if subject.edition.metadata.direction != "rtl":
        return
    for cell in iterate_cells(subject.edition):
        for found in find_bare(_read_runs(cell)):
            yield report("number-is-isolated", message("the number {text} is not isolated", text=found))
    book = open_publication(subject)
    for path, root in book.documents.items() if book else ():
        for element in root.iter(f"{XHTML}td", f"{XHTML}th"):
            for found in find_bare(_read_texts(element)):
                text = message("the number {text} is not isolated", text=found)
                yield report("number-is-isolated", text, path)


def iterate_cells(edition: Edition) -> Iterator[tuple[Inline, ...]]:
    """Of the tables of facts and of those that the author wrote."""
    for section in edition.sections:
        for block in iterate_blocks(section.blocks):
            if isinstance(block, Grid):
                yield from (cell.inlines for row in (block.head, *block.rows) for cell in row)
        for table in section.tables:
            yield from (cell for row in table.rows for cell in row.cells)


def find_bare(runs: Iterable[list[Piece]]) -> Iterator[str]:
    """The numbers that begin outside what has a direction of its own."""
    for pieces in runs:
        running = "".join(text for text, _isolated in pieces)
        bare = "".join(("i" if isolated else "b") * len(text) for text, isolated in pieces)
        for number in find_quantities(running):
            if bare[number.start] == "b":
                yield running[number.start : number.end]


def _read_runs(inlines: tuple[Inline, ...]) -> Iterator[list[Piece]]:
    """The texts of a cell that stand beside each other, in one element."""
    pieces: list[Piece] = []
    for inline in inlines:
        if isinstance(inline, Text | Isolate):
            pieces.append((read_inlines((inline,)).text, isinstance(inline, Isolate)))
            continue
        yield pieces
        pieces = []
        if isinstance(inline, Emphasis | Strong | Link):
            yield from _read_runs(inline.children)
    yield pieces


def _read_texts(element: etree._Element) -> Iterator[list[Piece]]:
    """The same in markup."""
    pieces: list[Piece] = [(element.text or "", False)]
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{XHTML}bdi":
            pieces.append(("".join(map(str, child.itertext())), True))
        else:
            yield pieces
            pieces = []
            if "dir" not in child.attrib:
                yield from _read_texts(child)
        pieces.append((child.tail or "", False))
    yield pieces
