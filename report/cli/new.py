"""`taqrir new`: a project that builds at once."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from report.cli._terminal import Terminal
from report.errors import message


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def command(terminal: Terminal, path: Path) -> None:
    """Make a project in a new folder PATH, with a sample article."""
    from report.project import create_project

    create_project(path)
    terminal.say(message("made {path}; next:", path=path))
    terminal.print_data(f"taqrir build {shlex.quote(str(path))}")
