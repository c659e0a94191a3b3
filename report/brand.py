"""A brand dresses any theme: a name, a logo, two colours and, if it likes, faces, in a small `brand.toml`."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from report.colours import list_shades, measure_contrast, mix
from report.errors import ConfigError, Message, message
from report.project import SettingsFile
from report.render import Theme, freeze_tokens

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3: text of any size."""

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    *(
        (text, ground)
        for ground in ("paper", "sand", "mist")
        for text in ("ink", "petrol", "terracotta", "grey")
    ),
    *((text, "cover") for text in ("cover-text", "gold", "pale")),
    ("paper", "petrol"),
)
"""Which colour of the stylesheets stands as text on which."""

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$", to_lower=True)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\x00-\x1f]*$")]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BrandColours(_Table):
    primary: Colour = Field(description="headings, rules, heads of tables and covers")
    accent: Colour = Field(description="labels, marks and numbers")


class BrandFaces(_Table):
    text: Name | None = Field(default=None, description="a family of `fonts` for running text")
    heading: Name | None = Field(default=None, description="a family of `fonts` for headings and labels")


class Brand(_Table):
    """What `brand.toml` holds."""

    name: Name = Field(description="what the mark says")
    logo: Name | None = Field(default=None, description="an SVG beside this file, its letters as outlines")
    colours: BrandColours
    faces: BrandFaces = Field(default_factory=BrandFaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A text colour and its ground that are too much alike."""

    text: str
    ground: str
    contrast: float


def list_faults(colours: Mapping[str, str]) -> Iterator[Fault]:
    """The pairs of `TEXT_ON_GROUND` whose contrast is below `LEAST_CONTRAST`."""
    for text, ground in TEXT_ON_GROUND:
        contrast = measure_contrast(colours[text], colours[ground])
        if contrast < LEAST_CONTRAST:
            yield Fault(text=text, ground=ground, contrast=contrast)


def dress(theme: Theme, brand: Brand, file: SettingsFile, logo: bytes = b"") -> Theme:
    """`theme` in the colours and faces of `brand`; a `ConfigError` where its text could not be read.

    `file` is where the brand was read, for messages.
    """
    tokens = theme.tokens
    chosen = {"primary": brand.colours.primary, "accent": brand.colours.accent}
    colours = _colour(tokens, chosen)
    for role in chosen:
        _refuse_faint(tokens, chosen, role, file)
    dressed: dict[str, Any] = {
        **tokens,
        "colours": colours,
        # The inks of the theme are those of its own colours; a brand's go through the profile of the press.
        "inks": {
            name: inks
            for name, inks in tokens.get("inks", {}).items()
            if colours[name] == tokens["colours"][name]
        },
        "faces": _choose_faces(tokens["faces"], brand.faces),
    }
    if logo:
        dressed["logo"] = "data:image/svg+xml;base64," + base64.b64encode(logo).decode()
    return Theme(name=theme.name, tokens=freeze_tokens(dressed))


def _colour(tokens: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, str]:
    """The theme's colours with the brand's in their places, and tints of these for grounds and ornaments."""
    roles = tokens["brand"]
    colours = dict(tokens["colours"])
    colours.update({name: chosen[role] for role in chosen for name in roles[role]})
    tinted = {"mist": ("paper", "petrol", 0.1), "sand": ("paper", "terracotta", 0.06)}
    for name, (ground, colour, share) in tinted.items():
        colours[name] = mix(colours[ground], colours[colour], share)
    colours["pattern"] = mix(colours["cover"], colours["cover-text"], 0.18)
    for name, base in (("gold", colours["terracotta"]), ("pale", colours["pale"])):
        colours[name] = _make_readable(base, colours["cover"])
    return colours


def _make_readable(colour: str, ground: str) -> str:
    """The first shade of `colour` that can be read on `ground`, if there is one."""
    shades = list(list_shades(colour, on=ground))
    return next((shade for shade in shades if measure_contrast(shade, ground) >= LEAST_CONTRAST), shades[-1])


def _refuse_faint(
    tokens: Mapping[str, Any], chosen: Mapping[str, str], role: str, file: SettingsFile
) -> None:
    """Raise a `ConfigError` where a text of the colour `role`, or on it, has too little contrast."""
    names = set(tokens["brand"][role])
    colours = _colour(tokens, chosen)
    fault = next((fault for fault in list_faults(colours) if names & {fault.text, fault.ground}), None)
    if fault is None:
        return
    raise ConfigError(
        "the colour {colour} has a contrast of {contrast}:1 with {ground}, less than {least}:1",
        colour=colours[fault.text],
        contrast=f"{fault.contrast:.2f}",
        ground=colours[fault.ground],
        least=LEAST_CONTRAST,
        location=file.locate("colours", role),
        hint=_suggest_shade(tokens, chosen, role),
    )


def _suggest_shade(tokens: Mapping[str, Any], chosen: Mapping[str, str], role: str) -> Message | None:
    names = set(tokens["brand"][role])
    for shade in list_shades(chosen[role], on=tokens["colours"]["paper"]):
        colours = _colour(tokens, {**chosen, role: shade})
        if not any(names & {fault.text, fault.ground} for fault in list_faults(colours)):
            return message("a shade that can be read: {colour}", colour=shade)
    return None


def _choose_faces(faces: Mapping[str, Any], own: BrandFaces) -> dict[str, dict[str, tuple[str, ...]]]:
    """The families of the theme, those of the brand in front."""
    first = {"text": own.text, "heading": own.heading}
    return {
        output: {
            use: tuple(dict.fromkeys((*filter(None, (first.get(use),)), *families)))
            for use, families in uses.items()
        }
        for output, uses in faces.items()
    }
