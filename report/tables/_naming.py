"""Reading again what an editor's row cites for a name or a code."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from report.arabic.fold import fold_text
from report.arabic.tokens import ARTICLE, TO_THE
from report.document import Document, Span
from report.errors import Message, message
from report.facts import FactCell, prove_by_quotes
from report.grammar import Passage, read_passages


def prove_name(cell: FactCell) -> Message | None:
    """Why the words that `cell` cites do not say its name; "لل" before a name holds its article."""
    reason = prove_by_quotes(cell)
    if reason is None or not isinstance(cell.value, str) or not cell.value.startswith(ARTICLE):
        return reason
    noun = cell.value[len(ARTICLE) :]
    spellings = (TO_THE + noun, *((TO_THE + noun[1:],) if noun.startswith(TO_THE[0]) else ()))
    proved = any(prove_by_quotes(replace(cell, value=spelling)) is None for spelling in spellings)
    return None if proved else reason


def prove_code(cell: FactCell, said: Collection[object]) -> Message | None:
    """Why the quote does not tell the code that `cell` gives; `said` are the codes that it tells."""
    return None if cell.value in said else message("the quote says {text}", text=quote_of(cell))


def quote_of(cell: FactCell) -> str:
    """All that a cell cites, in one line."""
    return " ".join(" ".join(item.quote.split()) for item in cell.evidence)


def words_of(cell: FactCell) -> list[str]:
    """The words that a cell cites, folded."""
    return fold_text(quote_of(cell)).split()


def find_passages(cell: FactCell, document: Document) -> Sequence[Passage]:
    """The passages in which the evidence of a cell stands."""
    spans = [item.span for item in cell.evidence]
    return [passage for passage in read_passages(document) if any(_holds(passage, span) for span in spans)]


def _holds(passage: Passage, span: Span) -> bool:
    first, last = passage.reading.spans[0], passage.reading.spans[-1]
    return first.start <= span.start < last.end
