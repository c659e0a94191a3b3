"""Letters and signs that look right and are not: what a reader cannot find, and what stands open.

Nothing is changed for it: the article is its author's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain

from report.checks import Subject
from report.document import Document, Reading, iterate_texts, read_inlines
from report.errors import Finding, Message, Severity, message

RULES = {
    "letters-are-characters": "a letter is stored as itself, not as one of its shapes (Unicode, section 9.2)",
    "letters-are-of-the-language": "Arabic text has the Arabic yeh and kaf, which Arabic readers search for",
    "words-are-not-stretched": "no tatweel stands inside a word, where a search would stumble over it",
    "brackets-are-balanced": "a bracket or quotation mark that opens in a paragraph closes there",
    "isolates-are-balanced": "an isolate (U+2066 to U+2068) ends in its paragraph with U+2069",
}

_SHAPES = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufe70-\ufefc]")
_PERSIAN = re.compile("[\u06cc\u06a9]")
_TATWEEL = re.compile(
    "(?<=[\u0620-\u063f\u0641-\u064a])\u0640+(?=[\u064b-\u0652]*[\u0620-\u063f\u0641-\u064a])"
)
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“", "›": "‹"}
_OPENERS = frozenset(_PAIRS.values())
_ISOLATES = re.compile("[\u2066-\u2069]")


def check(subject: Subject) -> Iterator[Finding]:
    for article in subject.articles:
        yield from _check_document(article.document)


def _check_document(document: Document) -> Iterator[Finding]:
    readings = tuple(map(read_inlines, chain([(document.title,)], iterate_texts(document))))
    yield from _count(document, readings, "letters-are-characters", _SHAPES, _say_hidden)
    if document.language.partition("-")[0] == "ar":
        yield from _count(document, readings, "letters-are-of-the-language", _PERSIAN, _say_hidden)
        yield from _count(document, readings, "words-are-not-stretched", _TATWEEL, _say_stretched)
    for reading in readings:
        yield from check_brackets(document, reading)
        yield from check_isolates(document, reading)


def _count(
    document: Document,
    readings: tuple[Reading, ...],
    rule: str,
    pattern: re.Pattern[str],
    say: Callable[[str, int], Message],
) -> Iterator[Finding]:
    """One finding for each character, at its first place."""
    found: dict[str, list[int]] = {}
    for reading in readings:
        for match in pattern.finditer(reading.text):
            found.setdefault(match[0][0], []).append(reading.spans[match.start()].start)
    for character, places in found.items():
        yield Finding(
            rule=rule,
            severity=Severity.WARNING,
            message=say(character, len(places)),
            location=document.source.locate(places[0]),
        )


def _say_hidden(character: str, count: int) -> Message:
    return message(
        "{character} (U+{code}) is not found by who types {other}; uses: {count}",
        character=character,
        code=f"{ord(character):04X}",
        other={"\u06cc": "ي", "\u06a9": "ك"}.get(character, unicodedata.normalize("NFKC", character)),
        count=count,
    )


def _say_stretched(_: str, count: int) -> Message:
    return message("a tatweel inside a word; uses: {count}", count=count)


def check_brackets(document: Document, reading: Reading) -> Iterator[Finding]:
    """Brackets close in the order in which they opened; enumerators such as "1)" open none."""
    opened: list[int] = []
    for index, character in enumerate(reading.text):
        if character in _OPENERS:
            opened.append(index)
        elif character in _PAIRS:
            if opened and reading.text[opened[-1]] == _PAIRS[character]:
                opened.pop()
            elif not _is_enumerator(reading.text, index):
                yield _stands_open(document, reading, index)
    for index in opened:
        yield _stands_open(document, reading, index)


def _is_enumerator(text: str, index: int) -> bool:
    return text[index] == ")" and re.search(r"(?:^|\s)[\w]{1,2}$", text[:index]) is not None


def _stands_open(document: Document, reading: Reading, index: int) -> Finding:
    return Finding(
        rule="brackets-are-balanced",
        severity=Severity.WARNING,
        message=message("{character} has no partner in its paragraph", character=reading.text[index]),
        location=document.source.locate(reading.spans[index].start),
    )


def check_isolates(document: Document, reading: Reading) -> Iterator[Finding]:
    depth = 0
    for match in _ISOLATES.finditer(reading.text):
        depth += -1 if match[0] == "\u2069" else 1
        if depth < 0:
            break
    if depth:
        place = next(_ISOLATES.finditer(reading.text)).start()
        yield Finding(
            rule="isolates-are-balanced",
            severity=Severity.WARNING,
            message=message("isolates and their ends (U+2066 to U+2069) do not match in this paragraph"),
            location=document.source.locate(reading.spans[place].start),
        )
