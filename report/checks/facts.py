"""The facts that go out with the book: proved again as they are written, and how many wait for an editor.

The rules of the proof are those of `report.facts`; no setting silences them.
"""

from __future__ import annotations

from collections.abc import Iterator

from report.checks import Subject
from report.errors import Finding, Severity, message
from report.facts import dump_facts, load_facts, verify
from report.tables import collect_provers, load_table_kinds

RULES = {
    "facts-wait-for-review": "a fact is printed when a trusted rule found it or an editor confirmed it",
}

_FILE = "facts.json"


def check(subject: Subject) -> Iterator[Finding]:
    if subject.derived is not None:
        document = subject.document
        written = load_facts(dump_facts(subject.ledger, document.date), _FILE)
        provers = collect_provers(load_table_kinds(), document)
        yield from verify(written, document.source, subject.derived, provers, document.date)
    if subject.waiting:
        yield Finding(
            rule="facts-wait-for-review",
            severity=Severity.INFO,
            message=message(
                "facts that wait for an editor and are not printed: {count}", count=len(subject.waiting)
            ),
            hint=message("`taqrir facts {path} --review FILE` lists them", path=subject.document.source.path),
        )
