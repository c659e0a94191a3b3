"""What to build: the settings and the source of one report, and the scaffold of a new one.

`_settings` holds the schema of the settings, `_source` reads a text, `_article` an article with what belongs
to it, `_collection` the articles of a collection.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from report.errors import (
    ConfigError,
    Location,
    ResourceError,
    SourceError,
    WriteError,
    message,
)
from report.project._article import (
    REVIEW,
    Article,
    Part,
    TextFile,
    check_unchanged,
    find_article,
    read_only_article,
    read_text,
    refuse_outside,
    without_reviews,
)
from report.project._collection import read_collection
from report.project._settings import (
    DocumentSettings,
    PressSettings,
    Profile,
    PublishingSettings,
    Settings,
    SettingsFile,
    parse_toml,
    write_sample,
)
from report.project._source import ARTICLE_LIMIT, FORBIDDEN, read_file, read_source
from report.resources import Resources

__all__ = [
    "ARTICLE_LIMIT",
    "FORBIDDEN",
    "REVIEW",
    "Article",
    "DocumentSettings",
    "Part",
    "PressSettings",
    "Profile",
    "Project",
    "PublishingSettings",
    "Settings",
    "SettingsFile",
    "TextFile",
    "create_project",
    "load_project",
    "parse_toml",
    "read_file",
    "read_source",
]

IMAGE_LIMIT = 30_000_000
"""Bytes of one image."""

_LAST_SECOND = 253_402_300_799  # of the year 9999, the last that ISO 8601 and PDF dates can write


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One report: what its settings say, and its article, or the articles of a collection, as stored.

    `folder` is the project's folder, or `None` for an article without one. `timestamp` is the ISO 8601 UTC
    time of SOURCE_DATE_EPOCH; where it is `None`, the article's date counts.
    """

    folder: Path | None
    parts: tuple[Part, ...]
    settings: Settings
    resources: Resources
    out: Path
    timestamp: str | None = None
    settings_file: SettingsFile | None = None

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for part in self.parts for article in part.articles)

    @property
    def is_collection(self) -> bool:
        return bool(self.articles[0].name)

    def without_reviews(self) -> Project:
        """The same as if no editor had seen it."""
        return replace(self, parts=without_reviews(self.parts))

    def locate_setting(self, *key: str) -> Location | None:
        """Where the settings say `key` ("tables"), for messages."""
        return self.settings_file.locate(*key) if self.settings_file else None

    def locate_text(self, text: str, *key: str) -> Location | None:
        """Where the settings have `text` in quotes at `key`, for messages."""
        return self.settings_file.locate_text(text, *key) if self.settings_file else None

    def read_image(self, article: Article, name: str, location: Location | None = None) -> bytes:
        """The image `name`, relative to the article's folder; it must lie in the project's folder."""
        beside = Path(article.source.path).parent
        root = (self.folder or beside).resolve()
        path = beside / name
        if "\0" in name or not path.resolve().is_relative_to(root):
            raise SourceError("the image {name} is outside the project", name=name, location=location)
        try:
            return read_file(path, limit=IMAGE_LIMIT)
        except SourceError as error:
            raise ResourceError(
                "the image {name} cannot be used: {reason}", name=name, reason=error, location=location
            ) from error

    def check_unchanged(self) -> None:
        """Raise a `BusyError` where an article or its review is no longer what was read."""
        for article in self.articles:
            check_unchanged(article)


def load_project(
    path: str | Path, *, out: str | Path | None = None, source_date_epoch: str | None = None
) -> Project:
    """The project in the folder `path`, or around the one article file `path`.

    `out` overrules where the files go. Errors: `ConfigError` for settings and for a path that is not there,
    `SourceError` and `LimitError` for an article that cannot be taken.
    """
    named = Path(path)
    is_folder = _look_at(named)
    timestamp = _read_epoch(source_date_epoch)
    file = _find_settings(named) if is_folder else _read_settings_file(named.parent / "report.toml")
    settings = file.read() if file else Settings()
    folder = named if is_folder else named.parent if file else None
    place = _choose_out(folder, settings, file, out, default_here=not is_folder)
    if is_folder and file and settings.collection.is_wanted:
        parts = read_collection(named, settings, file)
    else:
        article = find_article(named, settings, file) if is_folder else named
        parts = (Part(articles=(read_only_article(article, named if is_folder else None, settings, file),)),)
    return Project(
        folder=folder,
        parts=parts,
        settings=settings,
        resources=Resources(project=folder),
        out=place,
        timestamp=timestamp,
        settings_file=file,
    )


def create_project(path: str | Path) -> Project:
    """Make a project that builds at once, with a sample article, in a new or empty folder."""
    folder = Path(path)
    samples = {name: Resources().read("assets", name) for name in ("article.md", REVIEW)}
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ConfigError(
                "{path} is there already and is not an empty folder",
                path=folder,
                hint=message("name a folder that does not exist yet"),
            )
        (folder / "assets").mkdir(parents=True, exist_ok=True)
        for name, data in samples.items():
            (folder / "assets" / name).write_bytes(data)
        # Written last: a folder without it is no project.
        (folder / "report.toml").write_text(write_sample(), encoding="utf-8")
    except OSError as error:
        raise WriteError("{path} cannot be written: {reason}", path=folder, reason=error.strerror) from error
    return load_project(folder)


def _look_at(path: Path) -> bool:
    """Whether `path` is a folder; a `ConfigError` where nothing is there."""
    try:
        path.lstat()
        return path.is_dir()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConfigError("{path} is not there", path=path) from error
    except OSError as error:
        reason = error.strerror
        raise SourceError("cannot be read: {reason}", reason=reason, location=Location(str(path))) from error


def _find_settings(folder: Path) -> SettingsFile:
    """The one settings file of a project's folder."""
    own = _read_settings_file(folder / "report.toml")
    shared = _read_settings_file(folder / "pyproject.toml", prefix=("tool", "taqrir"))
    if own and shared:
        raise ConfigError(
            "settings both here and in {other}",
            other=shared.path,
            location=Location(own.path),
            hint=message("keep one of the two"),
        )
    found = own or shared
    if not found:
        raise ConfigError(
            "{path} is not a project: it has no report.toml",
            path=folder,
            hint=message("`taqrir new {path}` makes one; or name an article file", path="FOLDER"),
        )
    return found


def _read_settings_file(path: Path, prefix: tuple[str, ...] = ()) -> SettingsFile | None:
    """The settings file `path`, or `None` where it, or its table `prefix`, is not there."""
    text = read_text(path, 1_000_000)
    if text is None:
        return None
    table: object = parse_toml(str(path), text)
    for name in prefix:
        if not isinstance(table, dict) or name not in table:
            return None
        table = table[name]
    return SettingsFile(path=str(path), text=text, prefix=prefix)


def _choose_out(
    folder: Path | None,
    settings: Settings,
    file: SettingsFile | None,
    out: str | Path | None,
    *,
    default_here: bool,
) -> Path:
    """Where the files go; an article named on its own builds into the current folder."""
    if out is not None:
        return Path(out)
    if folder is None or (default_here and "out" not in settings.model_fields_set):
        return Path(settings.out)
    place = file.locate("out") if file else None
    hint = message("`--out FOLDER` may be anywhere")
    refusal = ConfigError(
        "the folder {path} is outside the project", path=settings.out, location=place, hint=hint
    )
    refuse_outside(folder / settings.out, folder, refusal)
    return folder / settings.out


def _read_epoch(text: str | None) -> str | None:
    """SOURCE_DATE_EPOCH as ISO 8601 (https://reproducible-builds.org/specs/source-date-epoch/)."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and int(text) <= _LAST_SECOND):
        raise ConfigError(
            "SOURCE_DATE_EPOCH cannot be {value}",
            value=f'"{text}"',
            hint=message("it is a number of seconds since 1970-01-01"),
        )
    return datetime.datetime.fromtimestamp(int(text), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
