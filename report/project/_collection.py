"""The articles of a collection, as the settings name them: in their order, each once, all there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from report.errors import ConfigError, Location, SourceError, message
from report.project._article import REVIEW, Article, Part, read_review, refuse_outside
from report.project._settings import PartSettings, Settings, SettingsFile
from report.project._source import read_source


def read_collection(folder: Path, settings: Settings, file: SettingsFile) -> tuple[Part, ...]:
    """The parts of the collection in `folder`; articles without parts are one part without a title.

    The review of an article stands beside it: that of `one.md` is `one.facts.toml`.
    """
    _refuse_mixtures(settings, file)
    collection = settings.collection
    parts = collection.parts or (PartSettings.model_construct(title="", articles=collection.articles),)
    paths = [folder / name for part in parts for name in part.articles]
    places = list(_locate_articles(parts, file))
    _refuse_repeats(paths, places)
    names = iter(_choose_names(paths))
    spots = iter(places)
    return tuple(
        Part(
            title=part.title,
            articles=tuple(
                _read_article(folder, folder / article, next(names), settings, next(spots))
                for article in part.articles
            ),
        )
        for part in parts
    )


def _read_article(folder: Path, path: Path, name: str, settings: Settings, place: Location) -> Article:
    refuse_outside(
        path, folder, SourceError("the article {path} is outside the project", path=path, location=place)
    )
    if not path.exists():
        raise SourceError("the article {path} is not there", path=path, location=place)
    return Article(
        source=read_source(path, settings.encoding),
        review=read_review(path.with_name(f"{path.stem}.{REVIEW}")),
        name=name,
    )


def _refuse_mixtures(settings: Settings, file: SettingsFile) -> None:
    collection = settings.collection
    if "article" in settings.model_fields_set:
        raise ConfigError(
            "a report has one article or is a collection",
            location=file.locate("article"),
            hint=message("keep {one} or {other}", one="article", other="[collection]"),
        )
    if "document" in settings.model_fields_set:
        raise ConfigError(
            "the lines of a document are those of one article; this is a collection",
            location=file.locate("document"),
            hint=message("write in Markdown what a plain text does not show"),
        )
    if collection.articles and collection.parts:
        raise ConfigError(
            "a collection lists its articles, or parts that do",
            location=file.locate("collection", "articles"),
            hint=message("keep {one} or {other}", one="articles", other="parts"),
        )
    if not collection.articles and not collection.parts:
        raise ConfigError("the collection has no articles", location=file.locate("collection"))
    if not collection.title.strip():
        raise ConfigError("the collection has no title", location=file.locate("collection", "title"))


def _locate_articles(parts: tuple[PartSettings, ...], file: SettingsFile) -> Iterator[Location]:
    """Where each article is named."""
    seen: dict[str, int] = {}
    for name in (name for part in parts for name in part.articles):
        seen[name] = seen.get(name, 0) + 1
        yield file.locate_text(name, "collection", occurrence=seen[name])


def _refuse_repeats(paths: list[Path], places: list[Location]) -> None:
    first: dict[Path, Location] = {}
    for path, place in zip(paths, places, strict=True):
        whole = path.resolve()
        if whole in first:
            raise ConfigError(
                "the article {path} is named twice, first in line {line}",
                path=path,
                line=first[whole].line,
                location=place,
            )
        first[whole] = place


def _choose_names(paths: list[Path]) -> Iterator[str]:
    """What the files of each article are called: as its own, numbered where an earlier one is called so."""
    taken: set[str] = set()
    for path in paths:
        name, number = path.stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{path.stem}-{number}"
        taken.add(name.casefold())
        yield name
