"""The index of a book of many articles: the people, places and bodies of its facts, each under one name.

Two articles may name the same person, or two who share a name. What tells them apart is not in the words of a
name alone, so an entry takes in another only where nothing speaks against it: see `_is_same`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from report.arabic.fold import fold_text
from report.arabic.sorting import collate
from report.document import Span
from report.facts import Fact, Ledger

KINDS = ("people", "places", "organizations")

_LISTED = "organization.known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Somebody or something that the facts of an article name, and every place where it is named.

    Names of one `key` may be one; "" is the key of a name that says too little to be known elsewhere.
    """

    kind: str
    key: str
    text: str
    role: str
    places: tuple[Span, ...]


@dataclass(kw_only=True)
class Entry:
    """Names that are taken for one: `places` are the ids of their articles and sentences.

    `title` is that of the first article.
    """

    kind: str
    key: str
    title: str
    texts: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    places: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return max(self.texts, key=len)


def list_names(ledger: Ledger, waiting: Collection[str]) -> tuple[Name, ...]:
    """The names of the facts that are printed, in the order of the source."""
    return tuple(
        _read_name(fact)
        for kind in KINDS
        for fact in ledger.of_table(kind)
        if fact.id not in waiting and fact.value("name")
    )


def _read_name(fact: Fact) -> Name:
    return Name(
        kind=fact.table,
        key=_make_key(fact),
        text=" ".join(str(fact.value("name")).split()),
        role=" ".join(str(fact.value("role") or "").split()),
        places=tuple(item.span for item in fact.evidence_of("name")),
    )


def _make_key(fact: Fact) -> str:
    """A country's code, else the name in its one spelling; a person or body of one word may be any other."""
    words = fold_text(str(fact.value("name"))).split()
    if fact.table == "places":
        return str(fact.value("iso") or " ".join(words))
    return " ".join(words) if len(words) > 1 or fact.rule == _LISTED else ""


def merge_names(found: Iterable[tuple[Name, str, str, tuple[str, ...]]]) -> list[Entry]:
    """The entries of names, each with the id and the title of its article and the ids of its sentences.

    A name that two entries could take in stays on its own.
    """
    entries: list[Entry] = []
    for name, article, title, sentences in found:
        fitting = [entry for entry in entries if article not in dict(entry.places) and _is_same(entry, name)]
        if len(fitting) != 1:
            fitting = [Entry(kind=name.kind, key=name.key, title=title)]
            entries += fitting
        fitting[0].texts.append(name.text)
        fitting[0].roles += [name.role] if name.role else []
        fitting[0].places.append((article, sentences))
    return entries


def _is_same(entry: Entry, name: Name) -> bool:
    """The same kind and name; of people, roles that share a word, where both articles tell one."""
    if not name.key or (entry.kind, entry.key) != (name.kind, name.key):
        return False
    known, said = set(map(_stem, " ".join(entry.roles).split())), set(map(_stem, name.role.split()))
    return not known or not said or bool(known & said)


def _stem(word: str) -> str:
    return collate(word, "ar")


def sort_entries(entries: Iterable[Entry], kind: str, language: str) -> Iterator[tuple[Entry, str]]:
    """The entries of a kind in the order of the alphabet, each with what tells it from its namesakes."""
    own = [entry for entry in entries if entry.kind == kind]
    namesakes = Counter(fold_text(entry.text) for entry in own)
    for entry in sorted(own, key=lambda entry: (collate(entry.text, language), entry.places)):
        shared = namesakes[fold_text(entry.text)] > 1
        yield entry, (entry.roles[0] if entry.roles else entry.title) if shared else ""
