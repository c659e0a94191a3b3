"""Where in a TOML text each key and each element stands: `tomllib` reads values and forgets their places.

Only for a text that `tomllib` has accepted (TOML 1.0).
"""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r'"{3}(?:[^\\]|\\.)*?"{3,5}(?!")' r"|'{3}.*?'{3,5}(?!')" r'|"(?:[^"\\]|\\.)*"' r"|'[^']*'", re.DOTALL
)
_BARE = re.compile(r"[^,\]}#\r\n]+")


def locate_toml(text: str) -> dict[Path, int]:
    """Path of names and indexes → offset: of a key for what a key holds, of an element for an element."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.places: dict[Path, int] = {(): 0}
        self.lengths: dict[Path, int] = {}
        """How many elements each array of tables has so far."""

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip_blank() < len(self.text):
            if self.text[self.position] == "[":
                table = self._read_header()
            else:
                self._read_pair(table)
        return self.places

    def _read_header(self) -> Path:
        place = self.position
        is_array = self.text.startswith("[[", place)
        self.position += 2 if is_array else 1
        self._skip_blank()
        path: Path = ()
        for key in self._read_keys():
            path = (*self._enter(path), key)
        self._skip_blank()
        self.position += 2 if is_array else 1
        if is_array:
            self.places.setdefault(path, place)
            self.lengths[path] = self.lengths.get(path, 0) + 1
        path = self._enter(path)
        self.places.setdefault(path, place)
        return path

    def _enter(self, path: Path) -> Path:
        """The last element so far, where `path` is an array of tables."""
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _read_pair(self, table: Path) -> None:
        place = self.position
        path = table
        for key in self._read_keys():
            path = (*path, key)
            self.places.setdefault(path, place)
        self._skip_blank()
        self.position += 1  # the sign of equality
        self._skip_blank()
        self._read_value(path)

    def _read_keys(self) -> list[str]:
        keys = []
        while match := _KEY.match(self.text, self.position):
            self.position = match.end()
            keys.append(_unquote(match[0]))
            dot = _DOT.match(self.text, self.position)
            if not dot:
                break
            self.position = dot.end()
        return keys

    def _read_value(self, path: Path) -> None:
        opening = self.text[self.position]
        if opening == "[":
            self._read_array(path)
        elif opening == "{":
            self.position += 1
            while self._skip_blank() < len(self.text) and self.text[self.position] != "}":
                self._read_pair(path)
                self._skip_comma()
            self.position += 1
        else:
            match = (_STRING if opening in "\"'" else _BARE).match(self.text, self.position)
            self.position = match.end() if match else self.position + 1

    def _read_array(self, path: Path) -> None:
        self.position += 1
        number = 0
        while self._skip_blank() < len(self.text) and self.text[self.position] != "]":
            self.places[(*path, number)] = self.position
            self._read_value((*path, number))
            self._skip_comma()
            number += 1
        self.position += 1

    def _skip_comma(self) -> None:
        if self.text.startswith(",", self._skip_blank()):
            self.position += 1

    def _skip_blank(self) -> int:
        match = _BLANK.match(self.text, self.position)
        self.position = match.end() if match else self.position
        return self.position


def _unquote(key: str) -> str:
    if key[0] == '"':
        return next(iter(tomllib.loads(f"{key} = 0")))
    return key[1:-1] if key[0] == "'" else key
