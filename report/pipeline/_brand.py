"""The brand of a project: its file and its logo, read from the project's folder."""

from __future__ import annotations

from pathlib import Path

from report.brand import Brand, dress
from report.errors import ConfigError, Location, ReportError, message
from report.images import identify_image, prove_image
from report.project import Project, SettingsFile, read_file
from report.render import Theme

_FILE_LIMIT, _LOGO_LIMIT = 100_000, 1_000_000
"""Bytes."""


def read_brand(project: Project) -> tuple[Brand, SettingsFile] | None:
    """What the setting `brand` names, and where it was read; `None` where it names nothing."""
    if not project.settings.brand:
        return None
    path = (project.folder or Path()) / project.settings.brand
    data = _read(project, path, _FILE_LIMIT, project.locate_setting("brand"))
    try:
        file = SettingsFile(path=str(path), text=data.decode())
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError("not UTF-8", location=Location(str(path), line)) from error
    return file.validate(Brand), file


def dress_theme(project: Project, theme: Theme, brand: Brand, file: SettingsFile) -> Theme:
    """`theme` as the project's brand wants it, with its logo."""
    if brand.logo is None:
        return dress(theme, brand, file)
    place = file.locate("logo")
    logo = _read(project, Path(file.path).parent / brand.logo, _LOGO_LIMIT, place)
    if identify_image(brand.logo, logo)[0] != ".svg":
        raise ConfigError(
            "the logo {name} is not an SVG",
            name=brand.logo,
            location=place,
            hint=message("export it as SVG, with its letters as outlines"),
        )
    prove_image(brand.logo, logo, place)
    return dress(theme, brand, file, logo)


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
