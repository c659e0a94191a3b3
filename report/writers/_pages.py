"""The article's running text out of what PDFium reads from the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report.pdfium import Passage

_OUR_TARGETS = ("fact-", "note-")
_ENDS = (".", "؟", "!", ":", "…", "»", '"')


def is_mark(target: str) -> bool:
    """Whether a link to `target` is a mark of ours: a fact mark, a note's call, a note's number."""
    return target.startswith(_OUR_TARGETS)


def join_passages(passages: Iterable[Passage]) -> str:
    """The article, a paragraph a line, then its notes.

    In our pages the article is the one `Art` of the structure tree, and a note the only thing that lies in
    no section. A paragraph cut by a page is two elements there; the halves are put together again where the
    first ends with a full line inside a sentence.
    """
    passages = tuple(passages)
    article = [passage for passage in passages if "Art" in passage.path]
    notes = [passage for passage in passages if passage.path[1:2] == ("NonStruct",)]
    return "\n".join((*_join_halves(article), *_join_halves(notes)))


def _join_halves(passages: list[Passage]) -> Iterator[str]:
    text = ""
    for index, passage in enumerate(passages):
        text = f"{text} {passage.text}" if text else passage.text
        following = passages[index + 1] if index + 1 < len(passages) else None
        if following is None or not _continues(passage, following):
            yield text
            text = ""


def _continues(first: Passage, second: Passage) -> bool:
    if second.page != first.page + 1 or second.path[:-1] != first.path[:-1]:
        return False
    last, widest = (
        first.lines[-1].box,
        max(line.box[2] - line.box[0] for line in (*first.lines, *second.lines)),
    )
    return last[2] - last[0] > widest * 0.97 and not first.text.endswith(_ENDS)
