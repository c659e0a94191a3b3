"""Every rule that there is, with its sentence."""

from __future__ import annotations


def load_rules() -> dict[str, str]:
    """Rule id → sentence: of the checks, of the tables, which find facts, and of their proof."""
    from report.checks import load_checks
    from report.facts import RULES
    from report.tables import load_table_kinds

    found: dict[str, str] = dict(RULES)
    for check in load_checks().values():
        found.update(check.RULES)
    for kind in load_table_kinds().values():
        found.update(kind.RULES)
    return dict(sorted(found.items()))
