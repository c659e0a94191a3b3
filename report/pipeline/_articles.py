"""The articles of a build, each as far as it is known before the book is composed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from report.arabic.direction import direction_of_language
from report.document import Document, Figure, iterate_blocks
from report.edition import Piece, list_names, list_unmarked
from report.errors import ConfigError, Location, message
from report.facts import Ledger, dump_facts
from report.images import prove_image
from report.pipeline._facts import Proved, prove_facts
from report.project import Article, Project
from report.readers import read
from report.tables import Table, TableKind, Words, compose_sections, lay_out_tables
from report.typography import find_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft:
    """An article and its facts; `tables` are of the kinds, not the printed ones.

    `name` is what its files are called in a collection, "" where it is the only article.
    """

    name: str
    document: Document
    facts: Proved
    tables: tuple[Table, ...]

    @property
    def ledger(self) -> Ledger:
        return self.facts.ledger

    @property
    def facts_file(self) -> str:
        return name_facts(self.name)

    def write_facts(self) -> str:
        """The facts as `facts.json`."""
        return dump_facts(self.ledger, self.document.date)


def name_facts(article: str) -> str:
    """The file of an article's facts in the output folder."""
    return f"facts/{article}.json" if article else "facts.json"


def name_table(article: str, kind: str) -> str:
    """The file of one table of an article there."""
    return f"tables/{article}/{kind}.csv" if article else f"tables/{kind}.csv"


def read_documents(project: Project) -> tuple[Document, ...]:
    """The articles, with what the settings say of them in place of what they say themselves.

    They are of one language: a book has one.
    """
    documents = tuple(_read_document(project, article) for article in project.articles)
    for document in documents[1:]:
        if document.language != documents[0].language:
            raise ConfigError(
                "this article is in the language {language}, {first} in {other}",
                language=document.language,
                first=documents[0].source.path,
                other=documents[0].language,
                location=Location(document.source.path, 1),
                hint=message("a book has one language; `language` in the settings is that of every article"),
            )
    return documents


def _read_document(project: Project, article: Article) -> Document:
    settings = project.settings
    document = read(article.source, article.hints)
    if settings.language:
        document = replace(
            document, language=settings.language, direction=direction_of_language(settings.language)
        )
    # Of a collection the setting is the book's date: "yesterday" is another day in each article.
    return document if article.name else replace(document, date=settings.date or document.date)


def draft_articles(
    project: Project, documents: Sequence[Document], kinds: Mapping[str, TableKind]
) -> Iterator[ArticleDraft]:
    """Prove the facts of every article."""
    for article, document in zip(project.articles, documents, strict=True):
        facts = prove_facts(article, document, kinds)
        yield ArticleDraft(
            name=article.name,
            document=document,
            facts=facts,
            tables=lay_out_tables(facts.ledger, kinds),
        )


def collect_captions(drafts: tuple[ArticleDraft, ...]) -> Mapping[str, str]:
    """What editors call the tables: in one book, one table has one name."""
    captions: dict[str, str] = {}
    for draft in drafts:
        for key, caption in draft.facts.captions.items():
            if captions.setdefault(key, caption) != caption:
                raise ConfigError(
                    "the reviews of two articles call one table {caption} and {other}",
                    caption=f"«{captions[key]}»",
                    other=f"«{caption}»",
                    hint=message("in one book it has one name"),
                )
    return MappingProxyType(captions)


def make_piece(
    project: Project,
    article: Article,
    draft: ArticleDraft,
    kinds: Mapping[str, TableKind],
    words: Words,
    key: str,
) -> Piece:
    """What the article brings into the book; `key` tells its places from those of other articles."""
    document, facts = draft.document, draft.facts
    return Piece(
        document=document,
        tables=compose_sections(
            facts.ledger,
            kinds,
            words,
            unmarked=list_unmarked(document),
            title=document.title.span,
            waiting=facts.waiting,
            ranks=facts.ranks,
        ),
        changes=find_changes(document, project.settings.typography.off),
        images=MappingProxyType(_read_images(project, article, document)),
        names=list_names(facts.ledger, facts.waiting) if key else (),
        key=key,
    )


def _read_images(project: Project, article: Article, document: Document) -> dict[str, bytes]:
    figures = [block for block in iterate_blocks(document.blocks) if isinstance(block, Figure)]
    images = {}
    for figure in figures:
        place = document.source.locate(figure.span.start)
        images[figure.path] = project.read_image(article, figure.path, place)
        prove_image(figure.path, images[figure.path], place)
    return images
