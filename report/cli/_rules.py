"""Every rule that there is, with its sentence."""

from __future__ import annotations


def load_rules() -> dict[str, str]:
    """Rule id → sentence: of the checks, and of the tables, which find facts."""
    from report.checks import load_checks
    from report.tables import load_table_kinds

    found: dict[str, str] = {}
    for check in load_checks().values():
        found.update(check.RULES)
    for kind in load_table_kinds().values():
        found.update(kind.RULES)
    return dict(sorted(found.items()))
