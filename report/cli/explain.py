"""`taqrir explain`: what a rule says."""

from __future__ import annotations

import difflib

import click

from report.cli._rules import load_rules
from report.cli._terminal import Terminal
from report.errors import ConfigError, message


@click.command()
@click.argument("rule", required=False)
@click.pass_obj
def command(terminal: Terminal, rule: str | None) -> None:
    """Say what RULE demands, or list every rule."""
    rules = load_rules()
    if rule is None:
        width = max(map(len, rules), default=0)
        for name, sentence in rules.items():
            terminal.print_data(f"{name:{width}}  {sentence}")
    elif rule in rules:
        terminal.print_data(rules[rule])
    else:
        near = difflib.get_close_matches(rule, rules, n=1)
        raise ConfigError(
            "there is no rule {rule}",
            rule=rule,
            hint=message("did you mean {name}?", name=near[0]) if near else None,
        )
