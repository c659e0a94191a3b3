"""The recording of a project and its cues, read from the project's folder."""

from __future__ import annotations

from pathlib import Path

from report.pipeline._project_files import read_named, read_named_text
from report.project import Project
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
    data = read_named(project, folder / settings.file, limit=_RECORDING_LIMIT, place=place)
    path = folder / settings.cues
    cues_place = project.locate_setting("audio", "cues")
    cues = read_named_text(project, path, limit=_CUES_LIMIT, place=cues_place)
    return Narration(
        name=settings.file,
        data=data,
        cues=cues,
        cues_path=str(path),
        narrator=settings.narrator,
        location=place,
    )
