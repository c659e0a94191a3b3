"""Colours as `#rrggbb`: how far two stand out from each other, and shades of one."""

from __future__ import annotations

from collections.abc import Iterator

Channels = tuple[int, int, int]


def measure_contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((measure_luminance(one), measure_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def measure_luminance(colour: str) -> float:
    """The relative luminance of a colour of sRGB, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (_linearise(channel / 255) for channel in _split(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with a `share` of `other` in it, from 0 to 1."""
    pairs = zip(_split(colour), _split(other), strict=True)
    return "#" + "".join(f"{round(mine + (its - mine) * share):02x}" for mine, its in pairs)


def list_shades(colour: str, *, on: str) -> Iterator[str]:
    """`colour`, then shades of it that stand out from the ground `on` more and more, to black or white."""
    away = max(("#000000", "#ffffff"), key=lambda end: measure_contrast(end, on))
    return (mix(colour, away, step / 50) for step in range(51))


def _split(colour: str) -> Channels:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _linearise(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
