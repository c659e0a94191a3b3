"""The facts that go out with the book: proved again as they are written, and how many wait for an editor.

The rules of the proof are those of `report.facts`; no setting silences them.
"""

from __future__ import annotations

from collections.abc import Iterator

from report.checks import Article, Subject
from report.errors import Finding, Severity, message
from report.facts import dump_facts, load_facts, verify
from report.tables import collect_provers, load_table_kinds

RULES = {
    "facts-wait-for-review": "a fact is printed when a trusted rule found it or an editor confirmed it",
}


def check(subject: Subject) -> Iterator[Finding]:
    for article in subject.articles:
        yield from _check_article(article)


def _check_article(article: Article) -> Iterator[Finding]:
    document = article.document
    if article.derived is not None:
        written = load_facts(dump_facts(article.ledger, document.date), article.facts_file)
        provers = collect_provers(load_table_kinds(), document)
        yield from verify(written, document.source, article.derived, provers, document.date)
    if article.waiting:
        yield Finding(
            rule="facts-wait-for-review",
            severity=Severity.INFO,
            message=message(
                "facts that wait for an editor and are not printed: {count}", count=len(article.waiting)
            ),
            hint=message("`taqrir facts {path} --review FILE` lists them", path=document.source.path),
        )
