"""Every rule that there is, with its sentence."""

from __future__ import annotations


def load_rules() -> dict[str, str]:
    """Rule id → sentence: of the checks, of the tables, which find facts, and of their proof."""
    from report.checks import load_checks
    from report.facts import RULES

    found = {**RULES, **load_fact_rules()}
    for check in load_checks().values():
        found.update(check.RULES)
    return dict(sorted(found.items()))


def load_fact_rules() -> dict[str, str]:
    """The same of the rules that find facts."""
    from report.tables import load_table_kinds

    return {rule: text for kind in load_table_kinds().values() for rule, text in kind.RULES.items()}
