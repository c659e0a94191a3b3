"""`taqrir schema`: the JSON Schema of a file that Taqrir reads or writes."""

from __future__ import annotations

import json

import click

from report.cli._terminal import Terminal

_FILES = ("settings", "review", "facts")


@click.command()
@click.argument("file", type=click.Choice(_FILES), default="settings")
@click.pass_obj
def command(terminal: Terminal, file: str) -> None:
    """Print the JSON Schema of FILE: settings (report.toml), review (facts.toml) or facts (facts.json)."""
    from report.facts import describe_facts, describe_review
    from report.project import Settings

    describe = {"settings": Settings.model_json_schema, "review": describe_review, "facts": describe_facts}
    terminal.print_data(json.dumps(describe[file](), ensure_ascii=False, indent=2), order=False)
