"""`taqrir show`: what a stage of the pipeline made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report.cli._options import load, path_argument
from report.cli._terminal import Terminal
from report.document import Block, CodeBlock, Document, Heading, Span, iterate_block_texts, read_inlines

if TYPE_CHECKING:
    from report.pipeline import ArticleDraft
    from report.render import Renderer

_STAGES = ("document", "facts", "tables", "edition", "html")
_KINDS = {
    "ListBlock": "list",
    "BlockQuote": "quote",
    "Grid": "table",
    "CodeBlock": "code",
    "ThematicBreak": "rule",
}
_BEGINNING = 72


@click.command()
@click.argument("stage", type=click.Choice(_STAGES))
@path_argument
@click.option("--json", "as_json", is_flag=True, help="Everything, as JSON.")
@click.pass_obj
def command(terminal: Terminal, stage: str, path: Path, as_json: bool) -> None:
    """Print what a STAGE makes of PATH: a project folder, or one article file.

    document: what was read, a line for each block. facts: facts.json. tables: the rows. edition: the book, as
    JSON. html: the markup that is printed.
    """
    from report import pipeline

    project = load(terminal, path)
    if stage == "document":
        for document in pipeline.read_documents(project):
            _show_document(terminal, document, as_json)
        return
    draft = pipeline.draft(project)
    if stage == "facts":
        for article in draft.articles:
            terminal.print_data(article.write_facts().rstrip("\n"), order=False)
    elif stage == "tables":
        for article in draft.articles:
            _show_tables(terminal, article, draft.renderer, as_json)
    elif stage == "edition":
        _print_json(terminal, draft.edition)
    else:
        terminal.print_data(pipeline.write_markup(project, draft), order=False)


def _print_json(terminal: Terminal, value: object) -> None:
    from report.cli._values import write_values

    terminal.print_data(write_values(value), order=False)


def _show_document(terminal: Terminal, document: Document, as_json: bool) -> None:
    if as_json:
        _print_json(terminal, document)
        return
    for kind, value in (("language", f"{document.language} {document.direction}"), ("date", document.date)):
        if value:
            terminal.print_data(f"{'-':>5}  {kind:9}  {value}")
    for span, kind, text in sorted(_describe(document), key=lambda item: item[0]):
        line = document.source.locate(span.start).line
        beginning = " ".join(text.split())[:_BEGINNING]
        terminal.print_data(f"{line:5}  {kind:9}  {beginning}".rstrip())


def _describe(document: Document) -> Iterator[tuple[Span, str, str]]:
    """Where each part of the document stands, what it was taken for, and what it says."""
    for kind in ("title", "credit", "attribution", "author", "licence"):
        text = getattr(document, kind)
        if text:
            yield text.span, "source" if kind == "attribution" else kind, text.text
    if document.deck:
        reading = read_inlines(document.deck)
        yield reading.spans[0], "deck", reading.text
    for block in document.blocks:
        yield block.span, *_describe_block(block)
    for note in document.footnotes:
        texts = [_describe_block(block)[1] for block in note.blocks]
        yield note.span, "note", f"{note.label}: {' '.join(texts)}"


def _describe_block(block: Block) -> tuple[str, str]:
    """The kind of a block and its text."""
    kind = _KINDS.get(type(block).__name__, type(block).__name__.lower())
    if isinstance(block, Heading):
        kind = f"heading {block.level}"
    if isinstance(block, CodeBlock):
        return kind, block.text
    return kind, " / ".join(read_inlines(inlines).text for inlines in iterate_block_texts((block,)))


def _show_tables(terminal: Terminal, article: ArticleDraft, renderer: Renderer, as_json: bool) -> None:
    if as_json:
        _print_json(terminal, article.tables)
        return
    for table in article.tables:
        terminal.print_data(f"{table.id}: {renderer.string(table.title)}")
        for row in table.rows:
            line = article.document.source.locate(row.span.start).line
            cells = " | ".join(cell.text for cell in row.cells)
            terminal.print_data(f"{line:5}  {row.fact_id:16}  {cells}")
