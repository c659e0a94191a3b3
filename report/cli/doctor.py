"""`taqrir doctor`: what the program stands on, by version, and what is missing."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import sys
from collections.abc import Iterator
from importlib import metadata

import click

from report import __version__
from report.cli._terminal import Terminal
from report.errors import DependencyError, ReportError, message

_PACKAGES = (
    "weasyprint",
    "pydyf",
    "EbookLib",
    "Jinja2",
    "lxml",
    "pydantic",
    "pypdfium2",
    "fonttools",
    "Pillow",
)

# Library → the names that WeasyPrint loads it by, and the function that gives its version.
_LIBRARIES = {
    "Pango": (("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"), "pango_version_string"),
    "PangoFT2": (("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"), None),
    "HarfBuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz"), "hb_version_string"),
    "HarfBuzz subset": (
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset"),
        "hb_version_string",
    ),
    "Fontconfig": (("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig"), "FcGetVersion"),
}


@click.command()
@click.pass_obj
def command(terminal: Terminal) -> None:
    """Say which versions are at work and which fonts were found. Exit code 4 where something is missing."""
    missing = []
    for name, version in (*_find_programs(), *_find_packages(), *_find_libraries()):
        terminal.print_data(f"{name:16} {version or 'missing'}")
        if version is None:
            missing.append(name)
    try:
        for line in _find_fonts():
            terminal.print_data(line)
    except ReportError as error:
        terminal.show_error(error)
        missing.append("fonts")
    if missing:
        raise DependencyError(
            "missing: {names}",
            names=", ".join(missing),
            hint=message(
                "`./build setup` installs what a checkout needs; elsewhere install Pango as your system does"
            ),
        )


def _find_programs() -> Iterator[tuple[str, str | None]]:
    yield "taqrir", __version__
    yield "Python", f"{platform.python_version()} ({sys.executable})"
    yield "system", platform.platform()


def _find_packages() -> Iterator[tuple[str, str | None]]:
    for name in _PACKAGES:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, None


def _find_libraries() -> Iterator[tuple[str, str | None]]:
    for name, (files, function) in _LIBRARIES.items():
        library = _load(files)
        yield name, None if library is None else _ask_version(library, function)


def _load(names: tuple[str, ...]) -> ctypes.CDLL | None:
    for name in (*names, ctypes.util.find_library(names[-1])):
        try:
            if name:
                return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _ask_version(library: ctypes.CDLL, function: str | None) -> str:
    if function is None:
        return "found"
    ask = getattr(library, function)
    if function == "FcGetVersion":
        number = int(ask())
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    ask.restype = ctypes.c_char_p
    return bytes(ask()).decode()


def _find_fonts() -> Iterator[str]:
    from report.fonts import load_families
    from report.project import Settings
    from report.render import load_theme
    from report.resources import Resources

    resources = Resources()
    theme = load_theme(resources, Settings().theme)
    families = dict.fromkeys((*theme.families("print"), *theme.families("epub")))
    for face in load_families(resources, families):
        yield f"{'font':16} {face.family} {face.version} {face.weight} {face.style} ({face.path})"
