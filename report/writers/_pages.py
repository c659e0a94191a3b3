"""The article's running text out of what PDFium reads from the pages."""

from __future__ import annotations

from collections.abc import Iterable

from report.pdfium import Passage

_NOTES = frozenset(("Note", "FENote"))
"""Their types in PDF 1.7 and 2.0."""

_OUR_TARGETS = ("fact-", "note-", "sentence-")


def is_mark(target: str) -> bool:
    """Whether a link to `target` is a mark of ours: a fact mark, a note's call, its number, a repetition."""
    return target.startswith(_OUR_TARGETS)


def join_passages(passages: Iterable[Passage]) -> str:
    """The article, a block a line, then its notes. The parts of a block on several pages have one id."""
    texts: dict[str, str] = {}
    notes: dict[str, str] = {}
    for passage in passages:
        if "Art" in passage.path:
            found = texts if _NOTES.isdisjoint(passage.path) else notes
            found[passage.id] = f"{found[passage.id]} {passage.text}" if passage.id in found else passage.text
    return "\n".join((*texts.values(), *notes.values()))
