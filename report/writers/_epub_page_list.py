"""Where the pages of the printed book begin, marked in the e-book's documents.

A marker stands right before the first word of its page, with three exceptions: it stays out of headings,
captions and row headers, whose name it would become part of (https://kb.daisy.org/publishing/docs/navigation/
pagelist.html), and out of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from report.weasy import PageStart, keep_visible

PLACES = {"contents": "toc"}
"""Ids of the printed book that go by another name in the e-book."""

TOKEN = re.compile(
    r"""(?P<other><!--.*?-->|<\?.*?\?>|<![^>]*>)
    |<(?P<end>/)?(?P<name>[\w:.-]+)(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*?)(?P<closed>/)?>
    |(?P<text>&[^;]*;|[^<&]+)""",
    re.DOTALL | re.VERBOSE,
)
_ID = re.compile(r"""\sid=["']([^"']*)["']""")
OURS = re.compile(r"\sdata-ours=")
_WITHOUT_MARKERS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption", "thead", "th"))
_OTHER_BLOCKS = """
    address aside blockquote br dd div dt figure footer header hr li ol p pre section table tbody td tr ul
"""
BLOCKS = _WITHOUT_MARKERS | frozenset(_OTHER_BLOCKS.split())


def list_printed_pages(starts: Iterable[PageStart]) -> tuple[PageStart, ...]:
    """The pages that a reader can look for: those with a number printed on them."""
    return tuple(start for start in starts if start.folio)


def name_marker(start: PageStart) -> str:
    return f"page-{start.page}"


def insert_markers(markup: str, starts: Iterable[PageStart], markers: dict[int, str]) -> str:
    """`markup` with the marker (by page number) of each of `starts` whose target stands in it."""
    wanted = list(starts)
    places = sorted((place, start.page) for start, place in _Scan(wanted).find_places(markup))
    pieces, position = [], 0
    for place, page in places:
        pieces += [markup[position:place], markers[page]]
        position = place
    return "".join((*pieces, markup[position:]))


@dataclass
class _Element:
    name: str
    position: int
    ours: bool


@dataclass
class _Scan:
    """Reads markup token by token: open elements, and how much of a place's text has gone by.

    What begins in a row, or in its header, waits for the row's next cell.
    """

    starts: list[PageStart]
    wanted: dict[tuple[str, int], list[PageStart]] = field(default_factory=dict)
    open: list[_Element] = field(default_factory=list)
    counting: dict[str, int] = field(default_factory=dict)
    waiting: list[PageStart] = field(default_factory=list)
    word: int | None = None

    def __post_init__(self) -> None:
        for start in self.starts:
            place = PLACES.get(start.target, start.target)
            self.wanted.setdefault((place, start.offset), []).append(start)
        self.counted = {place for place, offset in self.wanted if offset}

    def find_places(self, markup: str) -> Iterator[tuple[PageStart, int]]:
        for token in TOKEN.finditer(markup):
            if token["name"] and token["end"]:
                self._close(token["name"])
            elif token["name"]:
                yield from self._open(token)
                if token["closed"]:
                    self._close(token["name"])
            elif token["text"] and self.counting and not any(element.ours for element in self.open):
                text = unescape(token["text"])
                if self._holds_start(text):
                    for place, character in enumerate(text):
                        yield from self._read(character, token.start() + place)
                else:
                    self._pass(text, token.start())

    def _open(self, token: re.Match[str]) -> Iterator[tuple[PageStart, int]]:
        name, attributes = token["name"], token["attributes"]
        self.open.append(_Element(name, token.start(), bool(OURS.search(attributes))))
        if name in BLOCKS:
            self.word = None
        if name == "td":
            yield from ((start, token.end()) for start in self.waiting)
            self.waiting = []
        found = _ID.search(attributes)
        if found:
            yield from self._reach(found[1], token.start(), in_row=name == "tr")

    def _reach(self, place: str, position: int, *, in_row: bool) -> Iterator[tuple[PageStart, int]]:
        if place in self.counted:
            self.counting[place] = 0
        starts = self.wanted.get((place, 0), [])
        if in_row:
            self.waiting += starts
        else:
            yield from ((start, position) for start in starts)

    def _close(self, name: str) -> None:
        self.open.pop()
        if name in BLOCKS:
            self.word = None

    def _holds_start(self, text: str) -> bool:
        """Whether a page may begin in `text`."""
        return any(
            (place, offset + i) in self.wanted
            for place, offset in self.counting.items()
            for i in range(len(text))
        )

    def _pass(self, text: str, position: int) -> None:
        """Go past a text in which no page begins."""
        words = text.split()
        if not words or text[-1].isspace():
            self.word = None
        elif len(words) > 1 or text[0].isspace() or self.word is None:
            self.word = position + len(text) - len(words[-1])
        for place in self.counting:
            self.counting[place] += len(keep_visible(text))

    def _read(self, character: str, position: int) -> Iterator[tuple[PageStart, int]]:
        if not keep_visible(character):
            self.word = self.word if character.strip() else None
            return
        self.word = position if self.word is None else self.word
        for place, offset in self.counting.items():
            for start in self.wanted.get((place, offset), []) if offset else ():
                yield from self._mark(start)
            self.counting[place] = offset + 1

    def _mark(self, start: PageStart) -> Iterator[tuple[PageStart, int]]:
        """Before the word that has just begun, or before the heading, caption or table that it stands in."""
        outer = [element for element in self.open if element.name in _WITHOUT_MARKERS]
        if not outer:
            assert self.word is not None
            yield start, self.word
        elif outer[0].name == "th":
            self.waiting.append(start)
        else:
            inside_table = [element for element in self.open if element.name == "table"]
            yield start, (inside_table or outer)[0].position
