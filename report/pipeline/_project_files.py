"""Files that the settings of a project name, read from the project's folder and from nowhere else."""

from __future__ import annotations

from pathlib import Path

from report.errors import ConfigError, Location, ReportError
from report.project import Project, read_file


def read_named(project: Project, path: Path, *, limit: int, place: Location | None) -> bytes:
    """The bytes of `path`, at most `limit`; a `ConfigError` points at `place`, the setting that names it."""
    root = (project.folder or Path()).resolve()
    if not path.resolve().is_relative_to(root):
        raise ConfigError("the file {path} is outside the project", path=path, location=place)
    try:
        return read_file(path, limit=limit)
    except ReportError as error:
        raise ConfigError(
            "the file {path} cannot be used: {reason}", path=path, reason=error, location=place
        ) from error


def read_named_text(project: Project, path: Path, *, limit: int, place: Location | None) -> str:
    """The same as text; a `ConfigError` tells the line that is not UTF-8."""
    data = read_named(project, path, limit=limit, place=place)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError("not UTF-8", location=Location(str(path), line)) from error
