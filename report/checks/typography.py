"""What the typographic rules could not set, and left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from report.arabic.digits import DIGITS, DigitFamily, detect_digits
from report.arabic.direction import find_foreign_runs
from report.arabic.quotations import find_quotations
from report.checks import Subject
from report.document import Document, iterate_texts, read_inlines
from report.errors import Finding, Severity, message
from report.typography import list_rules

RULES = {
    "quotation-marks-are-paired": "a straight quotation mark that opens in a paragraph closes there",
    "digits-are-of-one-family": "an article writes its numbers in one family of digits (0-9, ٠-٩ or ۰-۹)",
}


def check(subject: Subject) -> Iterator[Finding]:
    """Marks that show by their shape whether they open or close are brackets: `brackets-are-balanced`."""
    for article in subject.articles:
        if "quotation-marks" in list_rules(article.document.language):
            yield from _find_unpaired(article.document)
        yield from _find_other_digits(article.document)


def _find_unpaired(document: Document) -> Iterator[Finding]:
    for inlines in chain([(document.title,)], iterate_texts(document)):
        reading = read_inlines(inlines)
        for place in find_quotations(reading.text).unpaired:
            if reading.text[place] == '"':
                yield Finding(
                    rule="quotation-marks-are-paired",
                    severity=Severity.WARNING,
                    message=message("{character} has no partner in its paragraph", character='"'),
                    location=document.source.locate(reading.spans[place].start),
                    hint=message("until it has, the quotation marks of the paragraph stay as they are"),
                )


def _find_other_digits(document: Document) -> Iterator[Finding]:
    """One finding for each family but the usual one, at its first digit; the numbers stay as they are."""
    usual = detect_digits(document.source.text)
    others = {digit: family for family, digits in DIGITS.items() if family != usual for digit in digits}
    found: dict[DigitFamily, list[int]] = {}
    for inlines in chain([(document.title,)], iterate_texts(document)):
        reading = read_inlines(inlines)
        for index, character in enumerate(reading.text):
            if character in others and not _is_of_name(reading.text, index):
                found.setdefault(others[character], []).append(reading.spans[index].start)
    for places in found.values():
        yield Finding(
            rule="digits-are-of-one-family",
            severity=Severity.WARNING,
            message=message(
                "{character} is of another family than the other digits; uses: {count}",
                character=document.source.text[min(places)],
                count=len(places),
            ),
            location=document.source.locate(min(places)),
        )


def _is_of_name(text: str, index: int) -> bool:
    """Whether a western digit is part of a run of Latin letters ("IL-76")."""
    return any(start <= index < end for start, end in find_foreign_runs(text, "rtl"))
