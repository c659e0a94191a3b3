"""Quotes: what was said, by whom, where, in quotation marks or as a clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.document import Document, Source
from report.errors import Message, message
from report.facts import Fact, FactCell, cite
from report.grammar import Passage, read_article
from report.grammar._sentences import find_quoted
from report.grammar.quotations import Said, find_said
from report.tables import Cell, Column, Row
from report.tables._naming import find_passages, prove_name, quote_of

TITLE = "table.quotes"
COLUMNS = (
    Column(key="text", title="column.quote"),
    Column(key="speaker", title="column.speaker"),
    Column(key="channel", title="column.channel"),
)
RULES = {
    "quote.direct": "words in quotation marks that a verb of speech introduces",
    "quote.before-verb": "words in quotation marks before a verb of speech",
    "quote.colon": "words in quotation marks after a colon, where somebody is named before",
    "quote.blame": "words in quotation marks that somebody is said to blame for something",
    "quote.clause": "the clause after a verb of speech whose subject speaks",
    "quote.nominal": "what somebody is said to point to",
}


def extract(document: Document) -> Iterator[Fact]:
    for number, said in enumerate(find_said(read_article(document)), 1):
        yield Fact(
            id=f"quotes-{number}",
            table="quotes",
            rule=said.rule,
            cells=tuple(_cite_cells(document.source, said)),
        )


def _cite_cells(source: Source, said: Said) -> Iterator[FactCell]:
    passage = said.passage
    text = " ".join(passage.surface(said.start, said.end).split())
    yield cite(source, "text", text, passage.source_spans(said.start, said.end))
    yield cite(source, "kind", said.kind, passage.source_spans(*said.tell))
    if said.speaker:
        yield cite(source, "speaker", said.speaker.name, said.speaker.spans)
    if said.channel:
        yield cite(source, "channel", *said.channel)
    if said.cue:
        yield cite(source, "cue", passage.surface(*said.cue), passage.source_spans(*said.cue))


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        values = (str(fact.value(name) or "") for name in ("text", "speaker", "channel"))
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in values)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = _prove_kind(fact, cell, document) if cell.name == "kind" else prove_name(cell)
        if reason:
            yield cell.name, reason


def _prove_kind(fact: Fact, cell: FactCell, document: Document) -> Message | None:
    """Direct is what stands in quotation marks, indirect what does not stand in them alone."""
    text = fact.cell("text")
    if text is None or cell.value not in ("direct", "indirect"):
        return message("the quote says {text}", text=quote_of(cell))
    marked = any(_is_marked(passage, text) for passage in find_passages(text, document))
    return (
        None if marked == (cell.value == "direct") else message("the quote says {text}", text=quote_of(text))
    )


def _is_marked(passage: Passage, text: FactCell) -> bool:
    """Whether what `text` cites is inside one pair of quotation marks."""
    cited = [item.span for item in text.evidence]
    for quoted in find_quoted(passage):
        spans = passage.source_spans(quoted.start, quoted.end)
        if all(spans[0].start <= span.start and span.end <= spans[-1].end for span in cited):
            return True
    return False
