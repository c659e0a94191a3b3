"""What the typographic rules could not set, and left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from report.arabic.quotations import find_quotations
from report.checks import Subject
from report.document import Document, iterate_texts, read_inlines
from report.errors import Finding, Severity, message
from report.typography import list_rules

RULES = {
    "quotation-marks-are-paired": "a straight quotation mark that opens in a paragraph closes there",
}


def check(subject: Subject) -> Iterator[Finding]:
    """Marks that show by their shape whether they open or close are brackets: `brackets-are-balanced`."""
    for article in subject.articles:
        if "quotation-marks" in list_rules(article.document.language):
            yield from _find_unpaired(article.document)


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
