"""The printing condition of the press profile: its ICC profile, and the theme's colours in its inks."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Iterator

from report.errors import ResourceError, message
from report.render import Renderer, Theme
from report.weasy import Press
from report.writers._pages import is_mark

BLEED = "3mm"
"""What is printed beyond the trim at each side, because a knife is not exact."""

_CONDITION = "press/coated.toml"


def load_press(renderer: Renderer) -> Press:
    """The condition of `templates/press/coated.toml`."""
    table = renderer.resources.read_toml("templates", _CONDITION)
    return Press(
        condition=table["condition"],
        registry=table["registry"],
        name=table["name"],
        profile=_read_profile(renderer, table["file"], table["sha256"]),
        inks=dict(_list_inks(renderer.theme)),
        is_label=is_mark,
    )


def _read_profile(renderer: Renderer, file: str, sha256: str) -> bytes:
    data = renderer.resources.read("templates", f"press/{file}")
    try:
        data = lzma.decompress(data) if file.endswith(".xz") else data
    except lzma.LZMAError as error:
        raise ResourceError("{name} is damaged: {reason}", name=file, reason=error) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ResourceError(
            "{name} is not the file that {place} describes",
            name=file,
            place=_CONDITION,
            hint=message("write the sha256 of the profile that your printer gave you"),
        )
    return data


def _list_inks(theme: Theme) -> Iterator[tuple[tuple[int, int, int], tuple[float, float, float, float]]]:
    """Each colour of `theme` that has inks of its own, and these from 0 to 1."""
    colours = theme.tokens["colours"]
    for name, inks in theme.tokens.get("inks", {}).items():
        if name not in colours or len(inks) != 4 or not all(0 <= ink <= 100 for ink in inks):
            raise ResourceError(
                "the theme {theme} cannot print {name}: an ink is a colour of the theme in four parts of 100",
                theme=theme.name,
                name=name,
            )
        red, green, blue = bytes.fromhex(colours[name].removeprefix("#"))
        cyan, magenta, yellow, black = (ink / 100 for ink in inks)
        yield (red, green, blue), (cyan, magenta, yellow, black)
