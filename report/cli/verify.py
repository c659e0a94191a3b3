"""`taqrir verify`: does every cell of a facts file stand on its evidence?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from report.cli._options import article_argument, date_option, load
from report.cli._terminal import Terminal
from report.errors import ConfigError, Finding, SourceError, message

_FINDINGS = 1


@click.command()
@click.argument("facts", type=click.Path(path_type=Path))
@article_argument
@date_option
@click.pass_obj
def command(terminal: Terminal, facts: Path, article: Path, day: date | None) -> int:
    """Prove every cell of the file FACTS by ARTICLE. Exit code 1 where a cell is not supported.

    The date in FACTS stands for the article's where the article gives none.
    """
    findings, count = _verify(terminal, facts, article, day)
    for finding in findings:
        terminal.print_data(terminal.write_finding(finding))
    if findings:
        return _FINDINGS
    terminal.say(message("facts proved: {count}", count=count))
    return 0


def _verify(
    terminal: Terminal, facts: Path, article: Path, day: date | None
) -> tuple[tuple[Finding, ...], int]:
    from report import pipeline
    from report.facts import load_facts

    file = load_facts(_read(facts), str(facts))
    findings = pipeline.verify_facts(load(terminal, article, day=day), file)
    return findings, len(file.facts)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError as error:
        raise ConfigError("{path} is not there", path=path) from error
    except OSError as error:
        reason = (error.strerror or "").lower()
        raise SourceError("{path} cannot be read: {reason}", path=path, reason=reason) from error
    except UnicodeDecodeError as error:
        raise SourceError("{path} cannot be read: {reason}", path=path, reason="not UTF-8") from error
