"""Where templates, fonts and assets are; nothing else knows.

First match wins: the project's own folder, then the built-ins, which lie in `report/_data` in a wheel and at
the top level in a checkout. Data that the rules read (`report/lexicon`) is inside the package in both.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from report.errors import ResourceError, message

PACKAGE = Path(__file__).resolve().parent


@cache
def builtin_folder() -> Path:
    """The folder that holds the built-in `templates`, `fonts` and `assets`."""
    wheel = PACKAGE / "_data"
    return wheel if wheel.is_dir() else PACKAGE.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """The search path of one project; `project` is its folder, or `None` for the built-ins alone."""

    project: Path | None = None

    def roots(self, kind: str) -> tuple[Path, ...]:
        """The folders searched for `kind` ("templates", "fonts" or "assets"), first match wins."""
        folders = [builtin_folder() / kind]
        if self.project is not None:
            folders.insert(0, self.project / kind)
        return tuple(dict.fromkeys(folder for folder in folders if folder.is_dir()))

    def find(self, kind: str, name: str) -> Path:
        """The file `name` ("themes/briefing.toml") of `kind`; a `ResourceError` lists the places tried."""
        for root in self.roots(kind):
            path = root / name
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                return path
        raise ResourceError(
            "{kind}/{name} is not there",
            kind=kind,
            name=name,
            hint=message("looked in: {places}", places=", ".join(map(str, self.roots(kind)))),
        )

    def list_names(self, kind: str, pattern: str) -> tuple[str, ...]:
        """The files of `kind` whose names match `pattern` ("*/family.toml"), the project's own first."""
        found = (
            path.relative_to(root).as_posix()
            for root in self.roots(kind)
            for path in sorted(root.glob(pattern))
            if path.is_file()
        )
        return tuple(dict.fromkeys(found))

    def read(self, kind: str, name: str) -> bytes:
        path = self.find(kind, name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise ResourceError(
                "{path} cannot be read: {reason}", path=path, reason=error.strerror
            ) from error

    def read_toml(self, kind: str, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self.read(kind, name).decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ResourceError("{name} is not TOML: {reason}", name=name, reason=error) from error


def read_lexicon(name: str) -> bytes:
    """A data file of `report/lexicon`."""
    return (PACKAGE / "lexicon" / name).read_bytes()


@cache
def read_lexicon_toml(name: str) -> dict[str, Any]:
    return tomllib.loads(read_lexicon(name).decode())
