"""What a passage of plain text is: by length, last sign, neighbours, and the words of `structure.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from report.readers._lines import Passage
from report.resources import read_lexicon_toml

_MARKS = "[\u064b-\u065f\u0670\u0640]*"  # tashkeel and tatweel
_UNSEEN = "\u200b-\u200f\u061c\u2066-\u2069\ufeff"  # direction marks and other characters of no width
_CLOSERS = f"\"'”’»)\\]\\s{_UNSEEN}"
_STOP = re.compile(rf"[.!…،؛:;,۔][{_CLOSERS}]*$")
_QUESTION = re.compile(rf"[?؟][{_CLOSERS}]*$")
_BRACKET = re.compile(rf"[(]\s*([^()]*[^()\s])\s*[)][\s.{_UNSEEN}]*$")
_ITEM = re.compile(rf"[{_UNSEEN}]*(?:[-–—•·*▪●○■□]|[\"“«].*[\"”»][\s{_UNSEEN}]*$)")
_COLON = rf"[\s{_UNSEEN}]*[:\uff1a/]"
_LETTER = re.compile(r"[^\W\d_]")

_DECK_LENGTH = 300
_HEADING_LENGTH, _HEADING_WORDS = 80, 12
_LABEL_LENGTH = 120
_CREDIT_WORDS, _NAME_WORDS = 6, 5


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket at the end of a passage: where it opens, and what is inside."""

    start: int
    inner_start: int
    inner_end: int


@cache
def _label_pattern(kind: str, separator: str) -> re.Pattern[str]:
    """A label of `structure.toml` at the start of a line, marks on any of its letters, and a separator."""
    labels = sorted(read_lexicon_toml("structure.toml")["labels"][kind], key=len, reverse=True)
    spelled = "|".join("".join(re.escape(char) + _MARKS for char in label) for label in labels)
    return re.compile(rf"[\s{_UNSEEN}]*(?:{spelled}){separator}[\s{_UNSEEN}]*", re.IGNORECASE)


def match_label(kind: str, text: str) -> tuple[int, int] | None:
    """Where the value stands in `text`, a line that begins with a label of `kind`."""
    found = _label_pattern(kind, _COLON).match(text)
    if not found or found.end() == len(text) or len(text) > _LABEL_LENGTH:
        return None
    return found.end(), len(text)


def is_label(kind: str, text: str) -> bool:
    """Whether `text` is a label of `kind` and nothing else."""
    return _label_pattern(kind, _COLON).fullmatch(text) is not None


def match_byline(text: str) -> tuple[int, int] | None:
    """Where the author's name stands in a line that is a byline."""
    found = _label_pattern("author", _COLON).match(text) or _label_pattern("byline", r"\s").match(text)
    if not found:
        return None
    name = text[found.end() :]
    is_name = 0 < len(name.split()) <= _NAME_WORDS and not re.search(r"\d", name) and not _STOP.search(name)
    return (found.end(), len(text)) if is_name else None


def match_bracket(text: str) -> Bracket | None:
    """The bracket at the end of `text`, where it reads as the name of a photographer or an agency."""
    found = _BRACKET.search(text)
    if not found:
        return None
    name = found[1]
    is_name = len(name.split()) <= _CREDIT_WORDS and not re.search(r"[\d?؟!]", name)
    # A word in Latin letters is more often the foreign name of what stands before the bracket.
    agencies = {agency.casefold() for agency in read_lexicon_toml("structure.toml")["agencies"]["names"]}
    if not is_name or (name.isascii() and name.casefold() not in agencies):
        return None
    return Bracket(found.start(), found.start(1), found.end(1))


def reads_as_deck(text: str) -> bool:
    """Whether the passage after the title is a standfirst: not long, and no sentence with a full stop."""
    if match_bracket(text) and len(text) <= 2 * _DECK_LENGTH:
        return True
    is_question = bool(_QUESTION.search(text)) and len(text) <= _HEADING_LENGTH
    return len(text) <= _DECK_LENGTH and not _STOP.search(text) and not is_question


def find_ending_credit(opening: Sequence[Passage], ending: Sequence[Passage]) -> Iterator[Passage]:
    """A passage that is nothing but a name in brackets, at the start or the end of the article."""
    for passage in (*opening, *reversed(ending)):
        bracket = match_bracket(passage.text)
        if bracket and not passage.text[: bracket.start].strip():
            yield passage


def find_headings(passages: Sequence[Passage]) -> list[Passage]:
    """The headings: short lines without a full stop, and questions, that have text of their own below them.

    Short lines that follow each other are a list, a dialogue or verse; the last of them can be a heading
    still, when it alone asks a question.
    """
    headings: list[Passage] = []
    run: list[Passage] = []
    is_mixed = len({passage.spaced for passage in passages[1:]}) == 2
    for passage in passages:
        if run and is_mixed and passage.spaced:
            # Empty lines stand between parts here, so that what is before one is no part of a list after it.
            headings.extend(_heading_of(run) if len(run) == 1 else [])
            run = []
        if _is_short(passage.text):
            run.append(passage)
        else:
            headings.extend(_heading_of(run))
            run = []
    return headings


def _heading_of(run: list[Passage]) -> list[Passage]:
    """The heading at the end of a run of short lines."""
    questions = [passage for passage in run if _QUESTION.search(passage.text)]
    is_heading = len(run) == 1 or (bool(questions) and questions == run[-1:])
    return [last for last in run[-1:] if is_heading and not _ITEM.match(last.text)]


def _is_short(text: str) -> bool:
    if len(text) > _HEADING_LENGTH or len(text.split()) > _HEADING_WORDS:
        return False
    return not _STOP.search(text) and bool(_LETTER.search(text))
