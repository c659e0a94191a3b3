"""A brand changes what a theme looks like, never whether it can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from report.brand import LEAST_CONTRAST, TEXT_ON_GROUND, Brand, dress, list_faults
from report.errors import ConfigError, ResourceError
from report.pipeline import draft
from report.project import SettingsFile, load_project
from report.render import Theme, load_theme
from report.resources import Resources

THEMES = ("briefing", "book", "memo")
STYLES = ("print/book.css.j2", "cover.html.j2", "epub/book.css.j2", "print/charts.css.j2")
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><path d="M0 0h30v10z"/></svg>'
BRAND = """\
name = "مركز الأفق"
logo = "logo.svg"

[colours]
primary = "#5b2a6e"
accent = "#0a6b5e"
"""


def make_file(text: str) -> SettingsFile:
    return SettingsFile(path="brand.toml", text=text)


def dress_in(name: str, text: str = BRAND) -> Theme:
    file = make_file(text)
    return dress(load_theme(Resources(), name), file.validate(Brand), file)


def recolour(**colours: str) -> str:
    text = BRAND
    for name, colour in colours.items():
        text = re.sub(rf'{name} = ".*"', f'{name} = "{colour}"', text)
    return text


def refuse(text: str, name: str = "briefing") -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        dress_in(name, text)
    return caught.value


# What can be read.


@pytest.mark.parametrize("name", THEMES)
def test_every_text_of_a_theme_stands_out_from_its_ground(name: str) -> None:
    assert list(list_faults(load_theme(Resources(), name).tokens["colours"])) == []


@pytest.mark.parametrize("style", STYLES)
def test_every_text_colour_of_the_stylesheets_is_among_those_that_are_measured(style: str) -> None:
    css = Resources().read("templates", style).decode()
    used = re.findall(r"""(?<!-)\bcolor: \{\{ colours(?:\.|\[")([\w-]+)""", css)
    grounds = re.findall(r"""background-color: \{\{ colours\.([\w-]+)""", css)
    assert set(used) <= {text for text, _ in TEXT_ON_GROUND}
    assert set(grounds) <= {ground for _, ground in TEXT_ON_GROUND}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("primary", "accent"), [("#5b2a6e", "#0a6b5e"), ("#000000", "#7a1f1f"), ("#8b0000", "#1a3e8c")]
)
def test_every_text_of_a_dressed_theme_stands_out_too(name: str, primary: str, accent: str) -> None:
    theme = dress_in(name, recolour(primary=primary, accent=accent))
    assert list(list_faults(theme.tokens["colours"])) == []


# What a brand changes.


@pytest.mark.parametrize("name", THEMES)
def test_both_colours_come_into_every_theme(name: str) -> None:
    plain, dressed = load_theme(Resources(), name).tokens, dress_in(name).tokens
    assert (dressed["colours"]["petrol"], dressed["colours"]["terracotta"]) == ("#5b2a6e", "#0a6b5e")
    assert dressed["colours"]["ink"] == plain["colours"]["ink"]
    unchanged = {key: value for key, value in plain.items() if key not in ("colours", "inks", "faces")}
    assert unchanged == {key: dressed[key] for key in unchanged}


def test_a_cover_takes_the_first_colour_where_it_is_full() -> None:
    assert dress_in("briefing").tokens["colours"]["cover"] == "#5b2a6e"
    assert dress_in("book").tokens["colours"]["cover"] == "#ffffff"


def test_the_inks_of_other_colours_are_not_used_for_those_of_the_brand() -> None:
    inks = dress_in("briefing").tokens["inks"]
    assert "petrol" not in inks and "terracotta" not in inks and "ink" in inks


def test_faces_of_the_brand_come_first() -> None:
    faces = dress_in("briefing", BRAND + '[faces]\nheading = "Amiri"\n').tokens["faces"]
    assert faces["print"] == {
        "text": ("Amiri", "IBM Plex Sans Arabic"),
        "heading": ("Amiri", "IBM Plex Sans Arabic"),
    }
    assert faces["epub"]["heading"][0] == "Amiri" and faces["epub"]["text"] == ("Noto Naskh Arabic",)


# What is refused.


@pytest.mark.parametrize(
    ("role", "colour", "line", "ratio"),
    [("primary", "#c0a0d0", 5, "2.29"), ("accent", "#e0a030", 6, "2.27"), ("accent", "#777777", 6, "4.48")],
)
def test_a_faint_colour_is_refused_with_its_contrast_and_a_shade_that_will_do(
    role: str, colour: str, line: int, ratio: str
) -> None:
    error = refuse(recolour(**{role: colour}))
    assert f"{ratio}:1 with #ffffff, less than {LEAST_CONTRAST}:1" in str(error)
    assert str(error.location) == f"brand.toml:{line}:1"
    shade = str(error.hint).rpartition(" ")[2]
    dress_in("briefing", recolour(**{role: shade}))


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        (BRAND.replace("#5b2a6e", "violet"), "colours.primary cannot be", 5),
        (BRAND.replace("primary", "primery"), "colours.primary is missing", 4),
        (BRAND + 'third = "#000000"\n', "unknown setting colours.third", 7),
        (BRAND.replace("مركز الأفق", " "), "name cannot be", 1),
    ],
    ids=["no colour", "a misspelt key", "a third colour", "no name"],
)
def test_what_is_no_brand_is_refused_with_its_line(text: str, said: str, line: int) -> None:
    error = refuse(text)
    assert said in str(error)
    assert error.location is not None and error.location.line == line


# In a project.


def make_project(folder: Path, files: Mapping[str, str], brand: str = "brand.toml") -> Any:
    (folder / "assets").mkdir()
    (folder / "assets" / "article.md").write_text("# عنوان\n\nنص قصير.\n", encoding="utf-8")
    (folder / "report.toml").write_text(f'theme = "memo"\nbrand = "{brand}"\n', encoding="utf-8")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_project(folder)


def test_the_brand_of_a_project_names_the_publisher_and_brings_its_logo(tmp_path: Path) -> None:
    made = draft(make_project(tmp_path, {"brand.toml": BRAND, "logo.svg": LOGO}))
    assert made.edition.metadata.publisher == "مركز الأفق"
    assert made.renderer.theme.tokens["logo"].startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(
    ("files", "brand", "said", "place"),
    [
        ({}, "brand.toml", r"brand\.toml cannot be used", "report.toml:2"),
        ({}, "../brand.toml", "is outside the project", "report.toml:2"),
        ({"brand.toml": BRAND}, "brand.toml", r"logo\.svg cannot be used", "brand.toml:2"),
        ({"brand.toml": BRAND.replace("logo.svg", "../l.svg")}, "brand.toml", "is outside", "brand.toml:2"),
        ({"brand.toml": BRAND, "logo.svg": "GIF89a"}, "brand.toml", "is not an SVG", "brand.toml:2"),
    ],
    ids=["no brand", "a brand elsewhere", "no logo", "a logo elsewhere", "another image"],
)
def test_a_brand_that_cannot_be_read_is_refused(
    tmp_path: Path, files: dict[str, str], brand: str, said: str, place: str
) -> None:
    project = make_project(tmp_path, files, brand)
    with pytest.raises(ConfigError, match=said) as caught:
        draft(project)
    assert place in str(caught.value.location)


def test_a_logo_that_runs_a_script_is_refused(tmp_path: Path) -> None:
    logo = LOGO.replace("<path", '<script/><path onload="x()"')
    with pytest.raises(ResourceError, match="script"):
        draft(make_project(tmp_path, {"brand.toml": BRAND, "logo.svg": logo}))
