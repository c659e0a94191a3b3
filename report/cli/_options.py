"""What several commands ask for, and the project that they work on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report.cli._terminal import Terminal

if TYPE_CHECKING:
    from report.project import Project

_PATH = click.Path(path_type=Path)

path_argument = click.argument("path", type=_PATH, default=".")
article_argument = click.argument("article", type=_PATH)
out_option = click.option("--out", type=_PATH, metavar="FOLDER", help="Where the files go.")
to_option = click.option(
    "--to", "outputs", multiple=True, metavar="pdf|epub", help="Make this output only; may be repeated."
)

store_option = click.option(
    "--store",
    "stores",
    multiple=True,
    type=click.Choice(["apple", "google", "kindle", "kobo"]),
    help="Check the rules of this shop too; may be repeated.",
)


profile_option = click.option(
    "--profile",
    type=click.Choice(["archive", "archive-2", "press"]),
    help="What the PDF is for: keeping and reading, or a printing press.",
)
multiple_option = click.option(
    "--multiple",
    type=click.IntRange(1, 64),
    metavar="N",
    help="For the press: fill up with blank pages to a multiple of N.",
)


class IsoDate(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day like 2026-01-31", param, ctx)


date_option = click.option(
    "--date", "day", type=IsoDate(), help="The article's date, for words like yesterday."
)


def load(
    terminal: Terminal,
    path: Path,
    *,
    out: Path | None = None,
    outputs: tuple[str, ...] = (),
    day: date | None = None,
    stores: tuple[str, ...] = (),
    profile: str | None = None,
    multiple: int | None = None,
) -> Project:
    """The project at `path`, with the settings that the command line overrules."""
    from dataclasses import replace

    from report.project import load_project

    project = load_project(path, out=out, source_date_epoch=terminal.environment.get("SOURCE_DATE_EPOCH"))
    said: dict[str, object] = {}
    if outputs:
        said["outputs"] = outputs
    if day:
        said["date"] = day.isoformat()
    if stores:
        said["publishing"] = project.settings.publishing.model_copy(update={"stores": stores})
    if profile:
        said["profile"] = profile
    if multiple:
        said["press"] = project.settings.press.model_copy(update={"multiple": multiple})
    return replace(project, settings=project.settings.model_copy(update=said))
