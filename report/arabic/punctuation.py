"""Typographic changes to a running text: quotation marks, punctuation, spaces, dashes. No letter is touched.

A change is made to what one character shows: another sign, nothing, or the sign with a space beside it. Every
rule has an id and can be left out. What stands between quotation marks is its speaker's, so that only the
marks themselves may change there; runs of the other direction, addresses and numbers are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from report.arabic.direction import find_foreign_runs, letter_class
from report.arabic.quotations import Quotations, find_quotations

Rule = Literal[
    "quotation-marks",
    "punctuation-marks",
    "space-inside-brackets",
    "space-before-marks",
    "space-after-marks",
    "parenthetic-dashes",
    "single-spaces",
    "numbers-with-nouns",
    "last-words",
]

RULES: dict[Rule, str] = {
    "quotation-marks": "quotation marks are those of the language, other ones inside a quotation",
    "punctuation-marks": "comma, semicolon and question mark are those of the language",
    "space-inside-brackets": "no space stands just inside brackets and quotation marks",
    "space-before-marks": "no space stands before a mark that ends a clause",
    "space-after-marks": "a space stands after a mark that ends a clause",
    "parenthetic-dashes": "what is put in between stands between en dashes with spaces, not tight hyphens",
    "single-spaces": "words are parted by one space",
    "numbers-with-nouns": "no line ends between a number and what it counts",
    "last-words": "a paragraph's last line has two words at least",
}

HIDDEN = "\ufffc"
"""Stands for a character that is no part of the prose, as in a code sample; a line break is U+000A."""

_NBSP = "\u00a0"
_VOWEL = "[\u064b-\u065f\u0670]"
_ROUNDS = 4
_NEAR = 80  # characters that are searched for a letter on each side of a mark
_LONGEST_ASIDE = 240
_FEWEST_WORDS = 5
_LONGEST_TAIL = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How a language points its text.

    `marks` maps the signs of Latin keyboards to the language's own; `quotes` are the outer and inner marks.
    """

    direction: Literal["rtl", "ltr"]
    marks: Mapping[str, str]
    quotes: tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Edit:
    """`rule` makes what character `index` of the text shows from `before` into `after`."""

    rule: Rule
    index: int
    before: str
    after: str


def find_edits(
    text: str,
    rules: Collection[Rule],
    conventions: Conventions,
    *,
    fixed: Collection[int] = (),
    joints: Collection[int] = (),
) -> tuple[Edit, ...]:
    """What `rules` change in `text`, in the order in which it is done.

    `fixed` are characters that cannot be changed, `joints` the spaces between a number and what it counts.
    """
    if not _patterns(conventions.direction).letter.search(text):
        return ()
    draft = _Draft(text, conventions, frozenset(fixed), frozenset(joints))
    for _ in range(_ROUNDS):
        before = len(draft.edits)
        draft.freeze()
        for rule, find in _FINDERS.items():
            if rule in rules:
                draft.change(rule, find(draft))
        if len(draft.edits) == before:
            break
    return tuple(draft.edits)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    shown = list(text)
    for edit in edits:
        shown[edit.index] = edit.after
    return "".join(shown)


@dataclass(frozen=True, slots=True)
class _Patterns:
    letter: re.Pattern[str]
    stop_before_word: re.Pattern[str]
    opening_dash: re.Pattern[str]


@lru_cache(maxsize=2)
def _patterns(direction: Literal["rtl", "ltr"]) -> _Patterns:
    letter = rf"(?![\W\d_])[{letter_class(direction)}]"
    return _Patterns(
        letter=re.compile(letter),
        stop_before_word=re.compile(rf"(?<=[^\W\d_]|{_VOWEL})[.:](?={letter}|[«“(])"),
        opening_dash=re.compile(rf"(?<=[\s(«\[“])[-–—](?={letter}|[«“\"])"),
    )


class _Draft:
    """The text after the rules so far; each character of `text` comes from one of the original."""

    def __init__(
        self, text: str, conventions: Conventions, fixed: frozenset[int], joints: frozenset[int]
    ) -> None:
        self.conventions = conventions
        self.patterns = _patterns(conventions.direction)
        self.fixed = fixed
        self.joints = joints
        self.edits: list[Edit] = []
        self.shown = list(text)
        self.frozen = bytearray(len(text))
        self._join()

    def _join(self) -> None:
        self.text = "".join(self.shown)
        self.origins = [index for index, piece in enumerate(self.shown) for _ in piece]

    def freeze(self) -> None:
        """Close to change: the words of quotations, runs of the other direction, addresses."""
        self.quotations = find_quotations(self.text)
        self.foreign = find_foreign_runs(self.text, self.conventions.direction)
        for start, end in chain(self.quotations.words, self.foreign, _find_addresses(self.text)):
            for place in range(start, end):
                self.frozen[self.origins[place]] = 1

    def is_open(self, place: int) -> bool:
        index = self.origins[place]
        return not self.frozen[index] and index not in self.fixed

    def change(self, rule: Rule, changes: Iterable[tuple[int, str]]) -> None:
        """Make characters of the present text into something else."""
        changed = False
        for place, after in sorted(changes, reverse=True):
            index = self.origins[place]
            offset = place - bisect_left(self.origins, index)
            before = self.shown[index]
            self.shown[index] = before[:offset] + after + before[offset + 1 :]
            self.edits.append(Edit(rule, index, before, self.shown[index]))
            changed = True
        if changed:
            self._join()

    def nearest(self, place: int, step: Literal[-1, 1]) -> tuple[bool | None, str]:
        """Whether the nearest letter is of the text's direction, None without one; and what is before it."""
        end = place + step
        passed: list[str] = []
        while 0 <= end < len(self.text) and len(passed) < _NEAR:
            character = self.text[end]
            if character.isalpha():
                return self.patterns.letter.match(character) is not None, "".join(passed)
            passed.append(character)
            end += step
        return None, "".join(passed)

    def is_own(self, place: int) -> bool:
        """Whether the clause that ends at `place` is in the text's own direction."""
        return self.nearest(place, -1)[0] is True


def _find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Words that are an address of the web or of a person, or a tag."""
    for match in re.finditer(r"\S+", text):
        word = match[0]
        if "://" in word or "@" in word or word.startswith(("www.", "#")):
            yield match.span()


def _find_quotation_marks(draft: _Draft) -> Iterator[tuple[int, str]]:
    quotations: Quotations = draft.quotations
    if quotations.unpaired:
        return
    for pair in quotations.pairs:
        marks = draft.conventions.quotes[2 * ((pair.depth + 1) % 2) :][:2]
        places = (pair.start, pair.end)
        if any(draft.origins[place] in draft.fixed for place in places) or not _is_of_text(draft, *places):
            continue
        for place, mark in zip(places, marks, strict=True):
            if draft.text[place] != mark:
                yield place, mark


def _is_of_text(draft: _Draft, start: int, end: int) -> bool:
    """Whether a quotation is the text's, not part of a passage in the other direction."""
    return bool(
        draft.nearest(start, -1)[0]
        or draft.nearest(end, 1)[0]
        or draft.patterns.letter.search(draft.text, start, end)
    )


def _find_punctuation_marks(draft: _Draft) -> Iterator[tuple[int, str]]:
    marks = draft.conventions.marks
    ends = {end: start for start, end in draft.foreign}
    for place, character in enumerate(draft.text):
        if character not in marks or not draft.is_open(place):
            continue
        if draft.text[place - 1 : place].isdigit() and draft.text[place + 1 : place + 2].isdigit():
            continue
        before, (after, passed) = draft.nearest(place, -1)[0], draft.nearest(place, 1)
        goes_on = after is True and not set(passed) & set(")]»”")
        if before is False and character == "?":
            # After one name the question is the text's; after more words it may be the other language's.
            run = draft.text[ends[place] : place] if place in ends else " "
            own = not set(run) & {" ", _NBSP} and (goes_on or after is None)
        else:
            own = before is True or goes_on
        if own:
            yield place, marks[character]


def _find_space_inside(draft: _Draft) -> Iterator[tuple[int, str]]:
    opening, closing = draft.conventions.quotes[:2]
    after_opening = rf"(?<=[(\[{opening}])[ {_NBSP}]++(?=[^)\]{closing}\s])"
    before_closing = rf"(?<=[^(\[{opening}\s])[ {_NBSP}]++(?=[)\]{closing}])"
    for match in re.finditer(f"{after_opening}|{before_closing}", draft.text):
        yield from _drop(draft, *match.span())


def _find_space_before(draft: _Draft) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"(?<=[^ \n]) ++(?=[،؛؟۔.:!])", draft.text):
        if _may_close_up(draft, match.start(), match.end()):
            yield from _drop(draft, *match.span())


def _may_close_up(draft: _Draft, start: int, place: int) -> bool:
    """Whether the mark at `place` ends what is before `start`: no decimal, ratio, ellipsis, smiley, path."""
    mark, before, after = draft.text[place], draft.text[start - 1], draft.text[place + 1 : place + 2]
    if mark in "،؛؟۔":
        return True
    if before in ".…:" or after in ("(", ")", "/") or not draft.is_own(start):
        return False
    if mark == ".":
        return not after or after.isspace() or after in '»”"]'
    return not (
        after.isdigit() or after == mark == ":" or (mark == ":" and _is_ratio(draft.text, start, place))
    )


def _is_ratio(text: str, start: int, place: int) -> bool:
    return text[start - 1].isdigit() and text[place + 1 : place + 3].lstrip()[:1].isdigit()


def _find_space_after(draft: _Draft) -> Iterator[tuple[int, str]]:
    text = draft.text
    for match in re.finditer(r"[،؛؟۔!](?=[\w«“(])", text):
        place = match.start()
        is_decimal = text[place - 1 : place].isdigit() and text[place + 1].isdigit()
        if draft.is_open(place) and not is_decimal and (match[0] != "!" or draft.is_own(place)):
            yield place, f"{match[0]} "
    for match in draft.patterns.stop_before_word.finditer(text):
        place = match.start()
        if draft.is_open(place) and draft.is_own(place) and (match[0] == ":" or _ends_sentence(draft, place)):
            yield place, f"{match[0]} "


def _ends_sentence(draft: _Draft, place: int) -> bool:
    """Whether the full stop at `place` stands between two words, not between initials."""
    around = draft.text[max(place - 3, 0) : place], draft.text[place + 1 : place + 4]
    return all(re.fullmatch(rf"(?:[^\W\d_]|{_VOWEL}){{3}}", part) for part in around)


def _find_asides(draft: _Draft) -> Iterator[tuple[int, str]]:
    """Pairs of tight dashes: one before a word, the next after a word of the same sentence."""
    opened: int | None = None
    closing = re.compile(r"(?<=[\w»”\")\]])[-–—](?=[\s،؛)»”]|$)|[.؟!۔](?=\s)|\n")
    openings = [match.start() for match in draft.patterns.opening_dash.finditer(draft.text)]
    events = [(place, True) for place in openings]
    events += [(match.start(), False) for match in closing.finditer(draft.text)]
    for place, opens in sorted(events):
        if opens:
            opened = place if draft.is_open(place) else None
        elif opened is not None:
            closes = draft.text[place] in "-–—" and draft.is_open(place)
            if closes and place - opened <= _LONGEST_ASIDE:
                yield opened, f"–{_NBSP}"
                yield place, f"{_NBSP}–"
            opened = None


def _find_runs_of_spaces(draft: _Draft) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"(?<=[^ \n] ) ++(?=[^ \n])", draft.text):
        yield from _drop(draft, *match.span())


def _find_joints(draft: _Draft) -> Iterator[tuple[int, str]]:
    for place, index in enumerate(draft.origins):
        if index in draft.joints and draft.text[place] == " " and draft.is_open(place):
            yield place, _NBSP


def _find_last_space(draft: _Draft) -> Iterator[tuple[int, str]]:
    text = draft.text.rstrip()
    places = [match.start() for match in re.finditer(r"\s", text)]
    if len(places) + 1 < _FEWEST_WORDS:
        return
    place, before = places[-1], places[-2]
    has_word = any(character.isalnum() for character in text[place:])
    if text[place] == " " and has_word and len(text) - before <= _LONGEST_TAIL and draft.is_open(place):
        yield place, _NBSP


def _drop(draft: _Draft, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Leave out a run of spaces, or nothing of it where a part must stay."""
    if all(draft.is_open(place) for place in range(start, end)):
        yield from ((place, "") for place in range(start, end))


# The first two look at the quotations and foreign runs that the round began with: they come before the
# rules that move what follows.
_FINDERS: dict[Rule, Callable[[_Draft], Iterator[tuple[int, str]]]] = {
    "quotation-marks": _find_quotation_marks,
    "punctuation-marks": _find_punctuation_marks,
    "space-inside-brackets": _find_space_inside,
    "space-before-marks": _find_space_before,
    "space-after-marks": _find_space_after,
    "parenthetic-dashes": _find_asides,
    "single-spaces": _find_runs_of_spaces,
    "numbers-with-nouns": _find_joints,
    "last-words": _find_last_space,
}
