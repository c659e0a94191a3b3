"""`taqrir explain`: what a rule says."""

from __future__ import annotations

import difflib

import click

from report.cli._rules import load_fact_rules, load_rules
from report.cli._terminal import Terminal
from report.errors import ConfigError, Message, message


@click.command()
@click.argument("rule", required=False)
@click.pass_obj
def command(terminal: Terminal, rule: str | None) -> None:
    """Say what RULE demands, or list every rule.

    Of a rule that finds facts also: how often it was right where an editor had labelled all, and an example.
    """
    rules = load_rules()
    if rule is None:
        width = max(map(len, rules), default=0)
        for name, sentence in rules.items():
            terminal.print_data(f"{name:{width}}  {sentence}")
    elif rule in rules:
        terminal.print_data(rules[rule])
        if rule in load_fact_rules():
            _explain_precision(terminal, rule)
    else:
        near = difflib.get_close_matches(rule, rules, n=1)
        raise ConfigError(
            "there is no rule {rule}",
            rule=rule,
            hint=message("did you mean {name}?", name=near[0]) if near else None,
        )


def _explain_precision(terminal: Terminal, rule: str) -> None:
    from report.facts import load_precision

    precision = load_precision().get(rule)
    if precision is None:
        _print(
            terminal,
            message("not measured: its rows wait for an editor, unless their table vouches for them"),
        )
        return
    lower = f"{precision.lower * 100:.1f}"
    _print(
        terminal,
        message(
            "right {right} of {hits} times; surely (95 %) in {lower} % of cases or more",
            right=precision.right, hits=precision.hits, lower=lower,
        ),
    )  # fmt: skip
    _print(
        terminal,
        message("its rows are printed") if precision.is_trusted else message("its rows wait for an editor"),
    )
    if precision.example:
        said = message("example: {sentence} → {words}", sentence=precision.example, words=precision.finds)
        _print(terminal, said)


def _print(terminal: Terminal, said: Message) -> None:
    terminal.print_data(terminal.translate(said))
