"""The pronunciation lexicon of an e-book: each document leads to it, each lexeme is of the book."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from report.checks import Subject
from report.checks._publication import XHTML, XML_LANG, Publication, open_publication, report
from report.errors import Finding, message
from report.resources import read_lexicon_toml

RULES = {
    "lexicon-is-of-the-book": "each document leads to the pronunciation lexicon, its words are of the book",
}

_PLS = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
_MEDIA_TYPE = "application/pls+xml"


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    lexicons = [
        item.path for item in book.manifest if item.media_type == _MEDIA_TYPE and item.path in book.files
    ]
    languages: dict[str, str] = {}
    for path in lexicons:
        try:
            root = etree.fromstring(book.files[path])
        except etree.XMLSyntaxError as error:
            text = message("not well-formed: {reason}", reason=error)
            yield report("lexicon-is-of-the-book", text, path)
            continue
        languages[path] = root.get(XML_LANG, "")
        yield from check_lexemes(book, path, root)
    yield from check_links(book, languages)


def check_lexemes(book: Publication, path: str, root: etree._Element) -> Iterator[Finding]:
    """A spelling stands in the book; what is said for it too, or it is an abbreviation's."""
    rule = "lexicon-is-of-the-book"
    text = " ".join(" ".join("".join(map(str, page.itertext())) for page in book.documents.values()).split())
    language = root.get(XML_LANG, "").partition("-")[0]
    known = {
        entry["short"]: entry["said"] for entry in read_lexicon_toml("pronunciation.toml").get(language, ())
    }
    if root.tag != f"{_PLS}lexicon" or root.get("version") != "1.0" or not root.get("alphabet"):
        yield report(rule, message("this is no lexicon of PLS 1.0"), path)
    for lexeme in root.iter(f"{_PLS}lexeme"):
        spelling, said = (lexeme.findtext(f"{_PLS}{name}", "") for name in ("grapheme", "alias"))
        if not spelling or not re.search(rf"(?<![^\W\d]){re.escape(spelling)}(?!\w)", text):
            yield report(rule, message("{word} is said and is not in the book", word=spelling), path)
        if not said or (said not in text and known.get(spelling) != said):
            found = message("{word} is said as {alias}, which nothing says", word=spelling, alias=said)
            yield report(rule, found, path)


def check_links(book: Publication, languages: dict[str, str]) -> Iterator[Finding]:
    """Each document names each lexicon, in its language, and no other."""
    for path, root in book.documents.items():
        links = {
            book.resolve(path, link.get("href", ""))[0]: link.get("hreflang", "")
            for link in root.iter(f"{XHTML}link")
            if link.get("rel") == "pronunciation" and link.get("type") == _MEDIA_TYPE
        }
        if links != languages:
            text = message("the document does not lead to the lexicons of the book in their languages")
            yield report("lexicon-is-of-the-book", text, path)
