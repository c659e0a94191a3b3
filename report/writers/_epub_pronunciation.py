"""A lexicon for a synthetic voice: what it would spell out or stumble over, in words that it can say.

The lexicon is in the language of the book, because its aliases are: Latin names that the article says in its
own letters as well, and abbreviations. It has no phonemes, since nothing here knows any.
Pronunciation Lexicon Specification (PLS) 1.0; EPUB 3 Text-to-Speech Enhancements 1.0, section 3.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from report.arabic.direction import has_letters
from report.document import read_inlines
from report.edition import Edition
from report.render import Renderer
from report.resources import read_lexicon_toml
from report.writers._epub_package import Item
from report.writers._epub_pages import Page, parse_markup
from report.writers._epub_reading import read_lines

_PATH = "speech/lexicon.pls"
_MEDIA_TYPE = "application/pls+xml"


def add_lexicon(
    pages: Sequence[Page], edition: Edition, renderer: Renderer
) -> tuple[tuple[Page, ...], tuple[Item, ...]]:
    """The pages with a link to the lexicon, and the lexicon; neither where there is nothing to say."""
    # Everything else repeats these, without the words that tell one abbreviation from another.
    own = [section.id for section in edition.sections if section.role in ("article", "notes")]
    roots = [parse_markup(page.data, page.path) for page in pages if page.name in own]
    text = "\n".join(line for root in roots for line in read_lines(root))
    lexemes = dict(_list_names(edition, text)) | dict(_list_abbreviations(edition.metadata.language, text))
    if not lexemes:
        return tuple(pages), ()
    data = renderer.render("epub/lexicon.pls.j2", edition, lexemes=sorted(lexemes.items())).encode()
    lexicon = Item(id="lexicon", path=_PATH, media_type=_MEDIA_TYPE, data=data)
    return tuple(_link(page, edition.metadata.language) for page in pages), (lexicon,)


def _link(page: Page, language: str) -> Page:
    href = posixpath.relpath(_PATH, posixpath.dirname(page.path))
    link = f'<link rel="pronunciation" type="{_MEDIA_TYPE}" hreflang="{language}" href="{href}"/>\n'
    return replace(page, data=page.data.replace(b"</head>", link.encode() + b"</head>", 1))


def _list_names(edition: Edition, text: str) -> Iterator[tuple[str, str]]:
    """Latin names that stand in the book, each with the other form of the same row of facts."""
    if edition.metadata.direction != "rtl":
        return
    found: dict[str, str] = {}
    for item in edition.tables:
        keys = [column.key for column in item.table.columns]
        for row in item.rows:
            cells = {
                key: " ".join(read_inlines(cell).text.split())
                for key, cell in zip(keys, row.cells, strict=True)
            }
            latin, said = cells.get("latin"), cells.get("name", "")
            if latin and has_letters(said, "rtl") and re.search(_make_pattern(latin), text):
                found.setdefault(latin, said)
    yield from found.items()


def _list_abbreviations(language: str, text: str) -> Iterator[tuple[str, str]]:
    """Those of which each place in the book is one that the table allows."""
    for entry in read_lexicon_toml("pronunciation.toml").get(language.partition("-")[0], ()):
        pattern = _make_pattern(entry["short"])
        allowed = rf"(?:{entry.get('after', '')}){pattern}(?={entry.get('before', '')})"
        places = [match.end() for match in re.finditer(pattern, text)]
        if places and places == [match.end() for match in re.finditer(allowed, text)]:
            yield entry["short"], entry["said"]


def _make_pattern(word: str) -> str:
    """`word` with no letter before it, no letter or digit after it."""
    return rf"(?<![^\W\d])(?<!\.){re.escape(word)}(?!\w)"
