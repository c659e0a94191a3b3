"""Stylesheets and fonts of an e-book: what they leave to markup and reader, and what they draw."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from report.checks import Subject
from report.checks._publication import Publication, open_publication, report
from report.errors import Finding, ResourceError, message
from report.fonts import missing_characters, read_characters

RULES = {
    "style-leaves-direction-to-markup": "no `direction`, no `left` or `right`: markup says the direction",
    "style-leaves-the-page-to-the-reader": "no colour or size that night mode or the reader fights",
    "style-keeps-words-whole": "nothing that parts, slants or changes letters",
    "style-is-well-formed": "braces and parentheses of a stylesheet are balanced",
    "fonts-are-those-named": "each font that a stylesheet names is in the book, and the reverse",
    "embedded-fonts-draw-the-text": "every character of every document is in an embedded font",
}

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_PHYSICAL = re.compile(
    r"(?:margin|padding|border|inset)?-?(?:left|right)$|(?:margin|padding|border)-(?:left|right)-"
)
_DIRECTIONS = ("direction", "unicode-bidi", "writing-mode")
_COLOURS = ("color", "background", "background-color", "background-image")
_SYSTEM_COLOURS = ("inherit", "currentcolor", "transparent", "none")
_FIXED = re.compile(r"\b\d[\d.]*(?:px|pt|cm|mm|in)\b|%")
_ROOTS = ("html", "body")
_LETTERS = {
    "letter-spacing": ("0", "normal"),
    "text-transform": ("none",),
    "font-style": ("normal",),
    "hyphens": ("none", "manual"),
}
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    sheets = {
        item.path: _strip_comments(book.files[item.path].decode(errors="replace"))
        for item in book.manifest
        if item.media_type == "text/css" and item.path in book.files
    }
    for path, css in sheets.items():
        yield from check_stylesheet(path, css)
    yield from check_fonts(book, sheets)
    yield from check_coverage(book)


def _strip_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def check_stylesheet(path: str, css: str) -> Iterator[Finding]:
    depth = 0
    for mark in re.findall(r"[{}]", re.sub(r"\"[^\"]*\"", "", css)):
        depth += 1 if mark == "{" else -1
        if not 0 <= depth <= 2:
            break
    if depth:
        yield report("style-is-well-formed", message("braces are not balanced"), path)
    for selectors, body in _RULE.findall(css):
        if selectors.strip() == "@font-face":
            continue
        names = [name.strip() for name in selectors.split(",")]
        for prop, value in _DECLARATION.findall(body):
            rule = _judge(names, prop.lower(), value.strip().lower())
            if rule:
                text = message(
                    "{selector}: {property}: {value}", selector=names[0], property=prop, value=value
                )
                yield report(rule, text, path)


def _judge(selectors: list[str], prop: str, value: str) -> str | None:
    """The rule that a declaration breaks."""
    if prop in _DIRECTIONS or _PHYSICAL.match(prop) or re.search(r"\b(?:left|right)\b", value):
        return "style-leaves-direction-to-markup"
    if prop in _COLOURS and value not in _SYSTEM_COLOURS:
        return "style-leaves-the-page-to-the-reader"
    if prop == "font-size" and (_FIXED.search(value) or any(name in _ROOTS for name in selectors)):
        return "style-leaves-the-page-to-the-reader"
    if prop in _LETTERS and value not in _LETTERS[prop]:
        return "style-keeps-words-whole"
    return None


def check_fonts(book: Publication, sheets: Mapping[str, str]) -> Iterator[Finding]:
    rule = "fonts-are-those-named"
    listed = {item.path for item in book.manifest}
    named = set()
    for path, css in sheets.items():
        for reference in _URL.findall(css):
            target, _fragment = book.resolve(path, reference)
            named.add(target)
            if target not in listed or target not in book.files:
                yield report(rule, message("{reference} leads nowhere", reference=reference), path)
        for family in re.findall(r"font-family\s*:\s*([^;}]+)", css):
            generic = family.split(",")[-1].strip() in ("serif", "sans-serif", "monospace")
            if "," in family and not generic:
                yield report(rule, message("{family} ends without a generic family", family=family), path)
    fonts = [item.path for item in book.manifest if item.media_type.startswith("font/")]
    for path in fonts:
        if path not in named:
            yield report(rule, message("no stylesheet names this font"), path)
    if fonts and not any(item.media_type == "text/plain" for item in book.manifest):
        yield report(rule, message("the licence of the fonts is not in the book"))


def check_coverage(book: Publication) -> Iterator[Finding]:
    """As a reading system sees it: the fonts of the book first, its own only where a character is in none."""
    covered: frozenset[int] = frozenset()
    for item in book.manifest:
        if item.media_type in ("font/ttf", "font/otf") and item.path in book.files:
            try:
                covered |= read_characters(book.files[item.path])
            except ResourceError as error:
                yield report("embedded-fonts-draw-the-text", error.message, item.path)
    if not covered:
        yield report("embedded-fonts-draw-the-text", message("the book embeds no TrueType or OpenType font"))
        return
    for path, root in book.in_order():
        running = "".join(map(str, root.itertext()))
        missing = dict.fromkeys(character for _offset, character in missing_characters(covered, running))
        for character in missing:
            words = message("no font of the book has {character} (U+{code})", character=character,
                            code=f"{ord(character):04X}")  # fmt: skip
            yield report("embedded-fonts-draw-the-text", words, path)
