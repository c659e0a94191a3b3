"""Where each page begins, in terms of the book, so that the e-book's page-list leads to the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from report.edition import Edition
from report.weasy._values import Layout

_WORDS = 40
_INVISIBLE = re.compile(  # white space, and what Unicode has in the category Cf
    r"[\s\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStart:
    """Page `page` (from 1) begins `offset` characters into the place with the id `target`.

    Characters are those that `keep_visible` keeps, of an article's own words: no marks of ours. Only in an
    article is the offset other than 0; anywhere else `target` is the first section, table or row that begins
    on the page, or the last one before it where none does. `folio` is the number at the foot, "" where there
    is none; `words` are the first characters of a page of the article.
    """

    page: int
    folio: str
    target: str
    offset: int = 0
    words: str = ""


def keep_visible(text: str) -> str:
    """`text` without white space and format characters, whose number line breaking and markup change."""
    return _INVISIBLE.sub("", text)


def find_page_starts(pages: Layout, edition: Edition) -> tuple[PageStart, ...]:
    """The start of every page on which something of the book begins or goes on."""
    return tuple(_Walk(edition).walk(pages.document.pages))


class _Walk:
    """Goes through the pages once, in order."""

    def __init__(self, edition: Edition) -> None:
        groups = [group for section in edition.sections for group in section.groups]
        self.places = {"contents", *(section.id for section in edition.sections)}
        self.places |= {group.id for group in groups} | {item.table.id for item in edition.tables}
        self.places |= {row.id for item in edition.tables for row in item.rows}
        indexes = [group for section in edition.sections for group in section.index]
        self.places |= {entry.id for group in indexes for entry in group.entries}
        self.reached: dict[str, None] = {}
        self.table_heads: set[Any] = set()
        self.offsets = {article.id: 0 for article in edition.articles}

    def walk(self, pages: Any) -> Iterator[PageStart]:
        for number, page in enumerate(pages, 1):
            root = page._page_box
            target, offset, words = "", 0, ""
            for place, text in list(self._iterate_texts(root.children[0], "")):
                if not target and (place in self.offsets or place not in self.reached):
                    target, offset = place, self.offsets.get(place, 0)
                if place in self.offsets:
                    self.offsets[place] += len(text)
                    words += text if target == place else ""
                self.reached[place] = None
            if not target:
                target = next(reversed(self.reached), "")
                offset = self.offsets.get(target, 0)
            if target:
                yield PageStart(
                    page=number, folio=_read_folio(root), target=target, offset=offset, words=words[:_WORDS]
                )

    def _iterate_texts(self, box: Any, place: str) -> Iterator[tuple[str, str]]:
        """The visible text of `box`, piece by piece, each with the nearest place around it."""
        element = box.element
        if element is not None:
            if "::" in box.element_tag or box.element_tag == "aside" or element.get("data-ours") is not None:
                return
            if box.element_tag == "thead" and self._is_repeated(element):
                return
            place = element.get("id") if element.get("id") in self.places else place
        text = keep_visible(getattr(box, "text", ""))
        if place and text:
            yield place, text
        for child in getattr(box, "children", ()):
            yield from self._iterate_texts(child, place)

    def _is_repeated(self, head: Any) -> bool:
        """Whether the head of a table stood on an earlier page."""
        if head in self.table_heads:
            return True
        self.table_heads.add(head)
        return False


def _read_folio(page_box: Any) -> str:
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox

    for child in page_box.children:
        if isinstance(child, MarginBox) and child.at_keyword.startswith("@bottom"):
            text = "".join(box.text for box in child.descendants() if isinstance(box, TextBox)).strip()
            if text.isdecimal():
                return text
    return ""
