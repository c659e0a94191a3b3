"""`taqrir facts`: what can be proved from an article."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report.cli._options import article_argument, date_option, load
from report.cli._terminal import Terminal
from report.errors import ConfigError, message

if TYPE_CHECKING:
    from report.project import Project


@click.command()
@article_argument
@date_option
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Where facts.json goes.")
@click.option(
    "--review",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Begin a review file: every row with its rule and sentence, to confirm, correct or reject.",
)
@click.pass_obj
def command(
    terminal: Terminal, article: Path, day: date | None, out: Path | None, review: Path | None
) -> None:
    """Derive the facts of ARTICLE, each with its evidence, as facts.json on stdout or in FILE.

    The review file facts.toml beside the article is applied; --review writes a first one, over no other file.
    """
    from report import pipeline

    if review is not None:
        _begin_review(terminal, load(terminal, article, day=day), review)
        return
    derived = pipeline.derive(load(terminal, article, day=day))
    text = derived.write_facts()
    if out is None:
        terminal.print_data(text.rstrip("\n"), order=False)
    else:
        pipeline.write_file(text.encode(), out)
        terminal.say(message("facts: {count}", count=len(derived.ledger)))
        terminal.print_data(str(out))


def _begin_review(terminal: Terminal, project: Project, path: Path) -> None:
    from report import pipeline
    from report.facts import write_review

    if os.path.lexists(path):
        raise ConfigError(
            "{path} is there already", path=path, hint=message("name a file that does not exist yet")
        )
    facts = pipeline.derive(project.without_reviews()).facts
    text = write_review(facts.ledger, facts.waiting, terminal.language)
    pipeline.write_file(text.encode(), path)
    terminal.say(
        message(
            "facts: {count}, of which wait for an editor: {waiting}",
            count=len(facts.ledger),
            waiting=len(facts.waiting),
        )
    )
    terminal.print_data(str(path))
