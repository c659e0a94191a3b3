"""Kashida: where, and by how much, the words of a justified line may be drawn out.

The rules are data (`report/lexicon/kashida.toml`). A kashida is drawn, never written: nothing here puts a
character into a text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf
from typing import Any, Literal, NamedTuple, get_args

from report.resources import read_lexicon_toml

Kashida = Literal["off", "mild", "full"]

WAYS: tuple[Kashida, ...] = get_args(Kashida)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far kashida goes, in parts of the natural word space and in em; see `kashida.toml`."""

    start: float
    keep: float
    line: int
    longest: float
    apart: int
    relief: float = inf


class Joint(NamedTuple):
    """A place where a word of a line may be drawn out: before the character `offset` of its text."""

    word: int
    offset: int
    priority: int


@cache
def find_ways(kashida: Kashida) -> tuple[Way, ...]:
    """The way of `kashida`, and those that relieve it in lines with wide gaps."""
    table = read_lexicon_toml("kashida.toml")["ways"]
    ways, name = [], kashida
    while name in table:
        entry = dict(table[name])
        name = entry.pop("next", "")
        ways.append(Way(**entry))
    return tuple(ways)


def find_joints(text: str) -> tuple[Joint, ...]:
    """The best joint of every word of `text` that may be drawn out; words are counted from 0."""
    joints = []
    for number, token in enumerate(re.finditer(r"\S+", text)):
        found = _find_in_token(token[0])
        if found:
            joints.append(Joint(number, token.start() + found[0], found[1]))
    return tuple(joints)


def choose_joints(
    joints: Iterable[Joint], way: Way, wanted: int, taken: Iterable[int] = ()
) -> tuple[Joint, ...]:
    """Up to `wanted` of a line's joints, the best of them, in the order of the text.

    None in the first word, none in words that stand too near each other, none at the offsets `taken`. Of
    equals the last one of the line is taken first.
    """
    kept: list[Joint] = []
    out = frozenset(taken)
    for joint in sorted(joints, key=lambda joint: (-joint.priority, -joint.offset)):
        if len(kept) >= min(wanted, way.line):
            break
        if joint.word and joint.offset not in out and _is_apart(joint, kept, way):
            kept.append(joint)
    return tuple(sorted(kept, key=lambda joint: joint.offset))


def _is_apart(joint: Joint, kept: Sequence[Joint], way: Way) -> bool:
    return all(abs(joint.word - other.word) >= way.apart for other in kept)


@lru_cache(maxsize=8192)
def _find_in_token(token: str) -> tuple[int, int] | None:
    """Offset and priority of the best joint between two white spaces; of equals the last."""
    rules = _read_rules()
    start, end = 0, len(token)
    while start < end and not rules.is_letter(token[start]):
        start += 1
    while end > start and not (rules.is_letter(token[end - 1]) or _is_mark(token[end - 1])):
        end -= 1
    places = [index for index in range(start, end) if not _is_mark(token[index])]
    letters = "".join(token[index] for index in places)
    if not rules.may_stretch(letters):
        return None
    best: tuple[int, int] | None = None
    for number in range(rules.find_stem(letters), len(letters) - 1):
        if places[number + 1] - places[number] > 1:
            continue  # a vowel mark stands on the joint
        priority = rules.rate(letters, number)
        if priority and (best is None or priority >= best[1]):
            best = places[number + 1], priority
    return best


@dataclass(frozen=True, slots=True)
class _Rule:
    after: frozenset[str] | None
    before: frozenset[str] | None
    final: bool
    then: frozenset[str] | None
    priority: int


class _Rules:
    """The joints of `kashida.toml`, ready for use."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._dual = frozenset(table["letters"]["dual"])
        self._right = frozenset(table["letters"]["right"])
        self._letters = self._dual | self._right | {"ء"}
        self._rules = tuple(_read_joints(table["joint"]))
        words = table["words"]
        self._least = int(words["least"])
        self._whole, self._prefix = re.compile(words["whole"]), re.compile(words["prefix"])

    def is_letter(self, character: str) -> bool:
        return character in self._letters

    def may_stretch(self, letters: str) -> bool:
        return (
            len(letters) >= self._least
            and self._letters.issuperset(letters)
            and not self._whole.fullmatch(letters)
        )

    def find_stem(self, letters: str) -> int:
        found = self._prefix.match(letters)
        return found.end() if found else 0

    def rate(self, letters: str, number: int) -> int:
        """The priority of the joint after the letter `number`; 0 where there is to be no kashida."""
        one, other, then = letters[number], letters[number + 1], letters[number + 2 : number + 3]
        if one not in self._dual or other not in self._dual | self._right:
            return 0
        is_final = other in self._right or not then or then == "ء"
        for rule in self._rules:
            if (
                (rule.after is None or one in rule.after)
                and (rule.before is None or other in rule.before)
                and (not rule.final or is_final)
                and (rule.then is None or then in rule.then)
            ):
                return rule.priority
        return 0


@cache
def _read_rules() -> _Rules:
    return _Rules(read_lexicon_toml("kashida.toml"))


def _read_joints(entries: Iterable[dict[str, Any]]) -> Iterator[_Rule]:
    for entry in entries:
        sets = {
            name: frozenset(entry[name]) if name in entry else None for name in ("after", "before", "then")
        }
        yield _Rule(
            after=sets["after"],
            before=sets["before"],
            final=entry.get("final", False),
            then=sets["then"],
            priority=entry["priority"],
        )


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"
