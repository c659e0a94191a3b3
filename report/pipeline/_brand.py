"""The brand of a project: its file and its logo, read from the project's folder."""

from __future__ import annotations

from pathlib import Path

from report.brand import Brand, dress
from report.errors import ConfigError, message
from report.images import identify_image, prove_image
from report.pipeline._project_files import read_named, read_named_text
from report.project import Project, SettingsFile
from report.render import Theme

_FILE_LIMIT, _LOGO_LIMIT = 100_000, 1_000_000
"""Bytes."""


def read_brand(project: Project) -> tuple[Brand, SettingsFile] | None:
    """What the setting `brand` names, and where it was read; `None` where it names nothing."""
    if not project.settings.brand:
        return None
    path = (project.folder or Path()) / project.settings.brand
    text = read_named_text(project, path, limit=_FILE_LIMIT, place=project.locate_setting("brand"))
    file = SettingsFile(path=str(path), text=text)
    return file.validate(Brand), file


def dress_theme(project: Project, theme: Theme, brand: Brand, file: SettingsFile) -> Theme:
    """`theme` as the project's brand wants it, with its logo."""
    if brand.logo is None:
        return dress(theme, brand, file)
    place = file.locate("logo")
    logo = read_named(project, Path(file.path).parent / brand.logo, limit=_LOGO_LIMIT, place=place)
    if identify_image(brand.logo, logo)[0] != ".svg":
        raise ConfigError(
            "the logo {name} is not an SVG",
            name=brand.logo,
            location=place,
            hint=message("export it as SVG, with its letters as outlines"),
        )
    prove_image(brand.logo, logo, place)
    return dress(theme, brand, file, logo)
