"""The articles of a project: their texts, the lines of them that the settings name, and their reviews."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from report.document import Hints, Source
from report.errors import BusyError, ConfigError, Location, ReportError, SourceError, message
from report.project._settings import DocumentSettings, Settings, SettingsFile
from report.project._source import ARTICLE_LIMIT, read_file, read_source

REVIEW = "facts.toml"
"""The name of the review file: in the folder `assets` of a project, or beside an article on its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """A text and where it is, as messages name it."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as stored. `review` is what an editor says of its facts, if there is one.

    `name` is what the files of an article of a collection are called, "" where it is the only one.
    """

    source: Source
    hints: Hints = field(default_factory=Hints)
    review: TextFile | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Articles that stand together, under a title where it is not empty."""

    title: str = ""
    articles: tuple[Article, ...]


def read_only_article(
    path: Path, folder: Path | None, settings: Settings, file: SettingsFile | None
) -> Article:
    """The one article of the project in `folder`, or the one that was named on its own."""
    source = read_source(path, settings.encoding)
    own = path.with_name(f"{path.stem}.{REVIEW}")
    usual = (folder / "assets" if folder else path.parent) / REVIEW
    return Article(
        source=source,
        hints=read_hints(settings.document, source, file),
        review=read_review(own) or read_review(usual),
    )


def find_article(folder: Path, settings: Settings, file: SettingsFile | None) -> Path:
    path = folder / settings.article
    place = file.locate("article") if file else None
    refuse_outside(
        path, folder, SourceError("the article {path} is outside the project", path=path, location=place)
    )
    if not path.exists():
        raise SourceError("the article {path} is not there", path=path, location=place)
    return path


def read_hints(document: DocumentSettings, source: Source, file: SettingsFile | None) -> Hints:
    for name, value in document:
        lines: Sequence[int] = value if isinstance(value, tuple) else (value or 0,)
        beyond = [line for line in lines if line > source.line_count]
        if beyond:
            raise ConfigError(
                "the article has {count} lines, not {line}",
                count=source.line_count,
                line=beyond[0],
                location=file.locate("document", name) if file else None,
            )
    return Hints(**dict(document))


def read_review(path: Path) -> TextFile | None:
    text = read_text(path, ARTICLE_LIMIT)
    return None if text is None else TextFile(path=str(path), text=text)


def read_text(path: Path, limit: int) -> str | None:
    """The text of a file that a person writes; `None` where there is none."""
    if not os.path.lexists(path):
        return None
    try:
        return read_file(path, limit=limit).decode()
    except SourceError as error:
        raise ConfigError("{reason}", reason=error, location=error.location) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError("not UTF-8", location=Location(str(path), line)) from error


def refuse_outside(path: Path, folder: Path, refusal: ReportError) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise refusal


def without_reviews(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same articles as nobody has reviewed them."""
    return tuple(
        replace(part, articles=tuple(replace(article, review=None) for article in part.articles))
        for part in parts
    )


def check_unchanged(article: Article) -> None:
    path = Path(article.source.path)
    try:
        sha256 = hashlib.sha256(read_file(path, limit=ARTICLE_LIMIT)).hexdigest()
    except ReportError:
        sha256 = ""
    if sha256 != article.source.sha256:
        raise BusyError(
            "the article changed while it was being built",
            location=Location(str(path)),
            hint=message("save it, then build again"),
        )
    review = article.review
    if review and read_text(Path(review.path), ARTICLE_LIMIT) != review.text:
        raise BusyError(
            "the review file changed while it was being built",
            location=Location(review.path),
            hint=message("save it, then build again"),
        )
