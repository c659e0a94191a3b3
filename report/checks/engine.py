"""What the engines said while they worked: they only log that an image is missing or a property unknown."""

from __future__ import annotations

from collections.abc import Iterator

from report.checks import Subject
from report.errors import Finding

RULES = {
    "engine-message": "the page engine has nothing to complain of",
    "letters-keep-their-forms": "no style spaces or slants Arabic letters, or takes their forms from them",
    "resource-is-in-the-project": "what a page shows lies in the project, and nothing is read from elsewhere",
}


def check(subject: Subject) -> Iterator[Finding]:
    """The findings that the writers brought back with their files."""
    for artifact in subject.artifacts.values():
        yield from artifact.findings
