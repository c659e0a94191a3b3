"""`taqrir build`: the files of a report."""

from __future__ import annotations

from pathlib import Path

import click

from report.cli._options import load, multiple_option, out_option, path_argument, profile_option, to_option
from report.cli._terminal import Terminal
from report.errors import message


@click.command()
@path_argument
@out_option
@to_option
@profile_option
@multiple_option
@click.option("--contact-sheet", is_flag=True, help="Make pictures of all pages side by side, too.")
@click.pass_obj
def command(
    terminal: Terminal,
    path: Path,
    out: Path | None,
    outputs: tuple[str, ...],
    profile: str | None,
    multiple: int | None,
    contact_sheet: bool,
) -> None:
    """Make the PDF and the EPUB of PATH: a project folder, or one article file (default: this folder).

    The old files are replaced only when the whole build has passed. Prints the path of each file made.
    """
    from report import pipeline

    project = load(terminal, path, out=out, outputs=outputs, profile=profile, multiple=multiple)
    pipeline.check_folder(project)
    with terminal.progress() as progress:
        made = pipeline.build(project, progress=progress)
        sheets = pipeline.make_contact_sheets(made) if contact_sheet else {}
    for finding in made.findings:
        terminal.show_finding(finding)
    if terminal.verbosity > 0:
        for finding in made.silenced:
            reason = project.settings.silence[finding.rule]
            terminal.say(message("silenced: {rule}: {reason}", rule=finding.rule, reason=reason))
    written = pipeline.save(made)
    for file, sheet in sheets.items():
        pipeline.write_file(sheet, project.out / file)
    written = (*(project.out / file for file in sheets), *written)
    for leftover in pipeline.list_leftovers(made):
        terminal.warn(message("{path} is from an earlier build", path=leftover))
    for name in sorted(written, key=lambda path: path.stem == pipeline.STEM):
        terminal.print_data(str(name))
