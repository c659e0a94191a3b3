"""The recording of a project and its cues, read from the project's folder."""

from __future__ import annotations

from pathlib import Path

from report.errors import ConfigError, Location, ReportError
from report.project import Project, read_file
from report.writers import Narration

_RECORDING_LIMIT, _CUES_LIMIT = 500_000_000, 5_000_000
"""Bytes."""


def read_narration(project: Project) -> Narration | None:
    """What the settings `audio` name; `None` where they name nothing."""
    settings = project.settings.audio
    if not settings.file:
        return None
    folder = project.folder or Path()
    place = project.locate_setting("audio", "file")
    data = _read(project, folder / settings.file, _RECORDING_LIMIT, place)
    path = folder / settings.cues
    cues = _read(project, path, _CUES_LIMIT, project.locate_setting("audio", "cues"))
    try:
        text = cues.decode()
    except UnicodeDecodeError as error:
        line = cues[: error.start].count(b"\n") + 1
        raise ConfigError("not UTF-8", location=Location(str(path), line)) from error
    return Narration(
        name=settings.file,
        data=data,
        cues=text,
        cues_path=str(path),
        narrator=settings.narrator,
        location=place,
    )


def _read(project: Project, path: Path, limit: int, place: Location | None) -> bytes:
    root = (project.folder or Path()).resolve()
    if not path.resolve().is_relative_to(root):
        raise ConfigError("the file {path} is outside the project", path=path, location=place)
    try:
        return read_file(path, limit=limit)
    except ReportError as error:
        raise ConfigError(
            "the file {path} cannot be used: {reason}", path=path, reason=error, location=place
        ) from error
