"""The facts of an article: what the rules find, as an editor wants it, and what waits for the editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from report.document import Document
from report.errors import ConfigError, message
from report.facts import Ledger, Reviewed, apply_review, read_review
from report.project import Article, TextFile
from report.tables import (
    TableKind,
    collect_provers,
    derive_facts,
    find_titles,
    find_waiting,
    list_names,
    load_table_kinds,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """`derived` is what the rules find, `ledger` the same after the review.

    `ranks` and `captions` (by the keys of the locale) are an editor's; `waiting` are the ids of the facts
    that are not printed before an editor has seen them.
    """

    derived: Ledger
    ledger: Ledger
    waiting: frozenset[str]
    ranks: Mapping[str, int]
    captions: Mapping[str, str]


def prove_facts(article: Article, document: Document, kinds: Mapping[str, TableKind]) -> Proved:
    """The facts of `document` for `kinds`, with its review applied."""
    derived = derive_facts(document, kinds)
    reviewed = _review(article.review, document, derived, kinds)
    return Proved(
        derived=derived,
        ledger=reviewed.ledger,
        waiting=find_waiting(reviewed.ledger, kinds),
        ranks=reviewed.ranks,
        captions=reviewed.captions,
    )


def _review(
    file: TextFile | None, document: Document, derived: Ledger, kinds: Mapping[str, TableKind]
) -> Reviewed:
    if file is None:
        nothing: Mapping[str, str] = MappingProxyType({})
        return Reviewed(ledger=derived, ranks=MappingProxyType({}), captions=nothing)
    review = read_review(file.text, file.path)
    every = load_table_kinds()
    captions: dict[str, str] = {}
    for name, caption in review.tables.caption.items():
        titles = find_titles(name, every)
        if not titles:
            raise ConfigError(
                "there is no table or section {name}",
                name=name,
                location=review.locate("caption", name),
                hint=message("the names are: {names}", names=", ".join(list_names(every))),
            )
        captions |= dict.fromkeys(titles, caption)
    reviewed = apply_review(review, derived, collect_provers(kinds, document), every)
    return Reviewed(ledger=reviewed.ledger, ranks=reviewed.ranks, captions=MappingProxyType(captions))
