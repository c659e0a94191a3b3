"""Where in a JSON text each value stands: `json` reads values and forgets their places."""

from __future__ import annotations

import json
import re

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def locate_values(text: str) -> dict[Path, int]:
    """Path of names and indexes → offset, of every value of well-formed JSON; the path of the whole is ()."""
    places: dict[Path, int] = {}
    path: list[str | int] = []
    name: str | None = None  # the text before a colon, where a name is due
    expects_name = False
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token in "}]":
            path.pop()
            expects_name = False
        elif token == ",":
            if isinstance(path[-1], int):
                path[-1] += 1
            else:
                expects_name = True
        elif token == ":":
            path[-1] = name or ""
        elif expects_name:
            name, expects_name = _read_name(token), False
        else:
            places[tuple(path)] = match.start()
            if token in "{[":
                path.append("" if token == "{" else 0)
                expects_name = token == "{"
    return places


def _read_name(token: str) -> str:
    name: str = json.loads(token)
    return name
