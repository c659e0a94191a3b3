"""The book, free of any format: front, body and back matter, notes, and links between facts and sentences.

`compose_book` decides everything that PDF and EPUB must agree on: ids, the numbers of notes and facts, where
a sentence starts and which facts it carries, which runs are isolated. A book is made of one article, or of
many in parts (`compose_edition` is for the one); numbers and ids count through the whole book.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from report.arabic.digits import DigitFamily, detect_digits
from report.arabic.sorting import find_initial
from report.document import Document, Inline, Span, read_inlines
from report.edition._composer import Composer, Counts, Piece
from report.edition._index import KINDS, list_names, merge_names, sort_entries
from report.edition._model import (
    Edition,
    FactGroup,
    FactRow,
    FactTable,
    IndexEntry,
    IndexGroup,
    Metadata,
    Note,
    Role,
    Section,
    SummarySentence,
)
from report.edition._summary import Sentence, add_summary, choose_sentences, find_nearest, find_sentences
from report.tables import Table
from report.typography import RULES, UNCHANGED, ChangeCount, ChangeLog, Rule, count_changes

__all__ = [
    "Edition",
    "FactGroup",
    "FactRow",
    "FactTable",
    "IndexEntry",
    "IndexGroup",
    "Metadata",
    "Note",
    "Part",
    "Piece",
    "Role",
    "Section",
    "Sentence",
    "SummarySentence",
    "add_summary",
    "choose_digits",
    "choose_sentences",
    "compose_book",
    "compose_edition",
    "find_nearest",
    "find_sentences",
    "list_names",
    "list_unmarked",
    "make_identifier",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Articles that stand together, under a title where it is not empty."""

    title: str = ""
    pieces: tuple[Piece, ...]


def compose_edition(
    document: Document,
    tables: tuple[Table, ...],
    *,
    timestamp: str,
    digits: DigitFamily | Literal["source"] = "source",
    identifier: str = "",
    publisher: str = "",
    date: str | None = None,
    images: Mapping[str, bytes] | None = None,
    changes: ChangeLog = UNCHANGED,
) -> Edition:
    """The book of `document` and `tables`; `digits="source"` takes the family that the article uses."""
    piece = Piece(
        document=document, tables=tables, changes=changes, images=MappingProxyType(dict(images or {}))
    )
    return compose_book(
        (Part(pieces=(piece,)),),
        timestamp=timestamp,
        digits=digits,
        identifier=identifier,
        publisher=publisher,
        date=date,
    )


def compose_book(
    parts: Sequence[Part],
    *,
    timestamp: str,
    title: str = "",
    subtitle: str = "",
    digits: DigitFamily | Literal["source"] = "source",
    identifier: str = "",
    publisher: str = "",
    date: str | None = None,
) -> Edition:
    """The book of `parts`, under the title of its first article where it has none of its own."""
    pieces = [piece for part in parts for piece in part.pieces]
    counts = Counts()
    composers = tuple(Composer(piece, counts) for piece in pieces)
    first, following = composers[0], iter(composers)
    body: list[Section] = []
    for number, part in enumerate(parts, 1):
        heading = first.compose_words(part.title)
        if heading:
            body.append(Section(id=f"part-{number}", role="part", title=heading))
        body += [next(following).compose_article(heading) for _ in part.pieces]
    articles = tuple(section for section in body if section.role == "article")
    cover = _compose_title_page(first, articles, title, subtitle)
    return Edition(
        metadata=_describe(
            cover,
            pieces[0].document,
            title=title or pieces[0].document.title.text,
            identifier=identifier,
            timestamp=timestamp,
            digits=choose_digits([piece.document for piece in pieces], digits),
            publisher=publisher,
            date=date or max(piece.document.date or "" for piece in pieces) or None,
        ),
        title=cover.title,
        cover_deck=cover.deck,
        attribution=cover.attribution,
        author=cover.author,
        licence=cover.licence,
        body_matter=tuple(body),
        back_matter=tuple(_compose_back_matter(composers, articles)),
        images=tuple(sorted(image for composer in composers for image in composer.list_images())),
        change_counts=_add_up(pieces),
    )


def _compose_title_page(first: Composer, articles: Sequence[Section], title: str, subtitle: str) -> Section:
    """What the title page says, and of the rest what is true of every article."""
    document = first.document

    def agree(texts: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
        shared, *others = texts
        return shared if all(_read(text) == _read(shared) for text in others) else ()

    return Section(
        id="title",
        role="article",
        title=first.compose_words(title) or first.set_type((document.title,)),
        deck=first.compose_words(subtitle) if title else first.set_type(document.deck),
        attribution=agree(article.attribution for article in articles),
        author=agree(article.author for article in articles),
        licence=agree(article.licence for article in articles),
    )


def _compose_back_matter(composers: Sequence[Composer], articles: Sequence[Section]) -> Iterator[Section]:
    is_alone = len(articles) == 1
    groups = [
        FactGroup(
            id=composer.name("facts-of-article"),
            title=() if is_alone else article.title,
            tables=composer.compose_tables(),
        )
        for composer, article in zip(composers, articles, strict=True)
        if composer.piece.tables
    ]
    if groups:
        yield Section(id="facts", role="facts", groups=tuple(groups))
    if any(article.notes for article in articles):
        yield Section(id="notes", role="notes")
    index = _compose_index(composers, articles)
    if index:
        yield Section(id="index", role="index", index=index)
    yield Section(id="colophon", role="colophon")


def _compose_index(composers: Sequence[Composer], articles: Sequence[Section]) -> tuple[IndexGroup, ...]:
    found = [
        (name, article.id, _read(article.title), sentences)
        for composer, article in zip(composers, articles, strict=True)
        for name, sentences in composer.list_names()
    ]
    entries, language = merge_names(found), composers[0].document.language
    groups = []
    for kind in KINDS:
        ordered = tuple(sort_entries(entries, kind, language))
        composed = tuple(
            IndexEntry(
                id=f"index-{kind}-{number}",
                name=composers[0].compose_words(entry.text),
                qualifier=composers[0].compose_words(qualifier),
                letter=find_initial(entry.text, language),
                places=tuple(entry.places),
            )
            for number, (entry, qualifier) in enumerate(ordered, 1)
        )
        groups += [IndexGroup(kind=kind, entries=composed)] if composed else []
    return tuple(groups)


def _add_up(pieces: Sequence[Piece]) -> tuple[ChangeCount, ...]:
    """The typographic changes of all articles; a line is told where there is one source to count in."""
    counted = [count_changes(piece.document.source, piece.changes) for piece in pieces]
    if len(counted) == 1:
        return counted[0]
    totals: Counter[Rule] = Counter()
    for counts in counted:
        totals.update({change.rule: change.count for change in counts})
    return tuple(ChangeCount(rule=rule, count=totals[rule], line=0) for rule in RULES if totals[rule])


def choose_digits(documents: Iterable[Document], digits: DigitFamily | Literal["source"]) -> DigitFamily:
    if digits == "source":
        return detect_digits("\n".join(document.source.text for document in documents))
    return digits


def list_unmarked(document: Document) -> tuple[Span, ...]:
    """Where the texts stand that carry no marks: those of the title page."""
    texts = (document.title, document.credit, document.attribution, document.author, document.licence)
    return tuple(text.span for text in texts if text)


def make_identifier(language: str, title: str) -> str:
    """A URN that stays the same for the same language and title (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"taqrir:{language}:{title}").urn


def _describe(
    cover: Section,
    document: Document,
    *,
    title: str,
    identifier: str,
    timestamp: str,
    digits: DigitFamily,
    publisher: str,
    date: str | None,
) -> Metadata:
    return Metadata(
        identifier=identifier or make_identifier(document.language, title),
        title=_read(cover.title),
        language=document.language,
        direction=document.direction,
        timestamp=timestamp,
        digits=digits,
        subtitle=_read(cover.deck),
        author=_read(cover.author),
        publisher=publisher,
        attribution=_read(cover.attribution),
        licence=_read(cover.licence),
        date=date,
    )


def _read(inlines: tuple[Inline, ...]) -> str:
    return read_inlines(inlines).text
