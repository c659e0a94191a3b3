"""`taqrir facts`: what can be proved from an article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from report.cli._options import article_argument, date_option, load
from report.cli._terminal import Terminal
from report.errors import message


@click.command()
@article_argument
@date_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where facts.json goes.")
@click.pass_obj
def command(terminal: Terminal, article: Path, day: date | None, out: Path | None) -> None:
    """Derive the facts of ARTICLE, each with its evidence, as facts.json on stdout or in FILE."""
    from report import pipeline

    document, facts = pipeline.derive(load(terminal, article, day=day))
    text = pipeline.write_facts(document, facts.ledger)
    if out is None:
        terminal.print_data(text.rstrip("\n"), order=False)
    else:
        pipeline.write_file(text.encode(), out)
        terminal.say(message("facts: {count}", count=len(facts.ledger)))
        terminal.print_data(str(out))
