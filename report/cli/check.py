"""`taqrir check`: every rule, nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report.cli._options import load, path_argument, profile_option, store_option, to_option
from report.cli._terminal import Terminal
from report.errors import Finding, ReportError, Severity, message

if TYPE_CHECKING:
    from report.pipeline import Build
    from report.project import Project

_FINDINGS = 1


@click.command()
@path_argument
@to_option
@profile_option
@store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="How findings are written on stdout.",
)
@click.pass_obj
def command(
    terminal: Terminal,
    path: Path,
    outputs: tuple[str, ...],
    profile: str | None,
    stores: tuple[str, ...],
    form: str,
) -> int:
    """Build PATH in memory, run every rule, write nothing. Exit code 1 where a rule is broken."""
    try:
        project = load(terminal, path, outputs=outputs, profile=profile, stores=stores)
        made = _build(terminal, project)
    except ReportError as error:
        _write_error(terminal, form, error)
        raise
    silence = made.project.settings.silence
    silenced = [(finding, silence[finding.rule]) for finding in made.silenced]
    _write(terminal, form, made.findings, silenced)
    errors = sum(finding.severity is Severity.ERROR for finding in made.findings)
    terminal.say(
        message(
            "{errors} errors, {others} other findings, {silenced} silenced",
            errors=errors,
            others=len(made.findings) - errors,
            silenced=len(silenced),
        )
    )
    return _FINDINGS if errors else 0


def _build(terminal: Terminal, project: Project) -> Build:
    from report import pipeline

    with terminal.progress() as progress:
        return pipeline.build(project, progress=progress)


def _write(
    terminal: Terminal, form: str, findings: tuple[Finding, ...], silenced: list[tuple[Finding, str]]
) -> None:
    from report.cli._formats import write_github, write_json, write_sarif
    from report.cli._rules import load_rules

    if form == "json":
        terminal.print_data(write_json(findings, silenced), order=False)
    elif form == "sarif":
        terminal.print_data(write_sarif(findings, load_rules(), silenced), order=False)
    elif findings and form == "github":
        terminal.print_data(write_github(findings), order=False)
    elif form == "text":
        for finding in findings:
            terminal.print_data(terminal.write_finding(finding))


def _write_error(terminal: Terminal, form: str, error: ReportError) -> None:
    """What stopped the build, for programs that read stdout alone."""
    from report.cli._formats import write_github_error, write_json, write_sarif

    if form == "json":
        terminal.print_data(write_json((), error=error), order=False)
    elif form == "sarif":
        terminal.print_data(write_sarif((), {}, error=error), order=False)
    elif form == "github":
        terminal.print_data(write_github_error(error), order=False)
