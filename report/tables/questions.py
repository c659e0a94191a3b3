"""Questions: what the article asks, and where it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.document import Document
from report.errors import Message, message
from report.facts import Fact, FactCell, cite, prove_by_quotes
from report.grammar import read_passages
from report.grammar.questions import Question, find_answer, find_questions
from report.tables import Cell, Column, Row

TITLE = "table.questions"
COLUMNS = (
    Column(key="text", title="column.question"),
    Column(key="answer", title="column.answer"),
)
RULES = {
    "question.heading": "a title, a heading or a whole paragraph that ends in a question mark",
    "question.text": "what ends in a question mark in running text or a quotation, from where it asks",
}


def extract(document: Document) -> Iterator[Fact]:
    """The questions of every passage."""
    number = 0
    for passage in read_passages(document):
        for question in find_questions(passage):
            number += 1
            yield Fact(
                id=f"questions-{number}",
                table="questions",
                rule=question.rule,
                cells=tuple(_cite_cells(document, question)),
            )


def _cite_cells(document: Document, question: Question) -> Iterator[FactCell]:
    source, passage = document.source, question.passage
    asked = passage.source_spans(question.start, question.end)
    yield cite(source, "text", passage.surface(question.start, question.end), asked)
    answer = find_answer(question)
    if answer is None:
        yield cite(source, "answered", False, asked)
        return
    spans = answer.passage.source_spans(*answer.place)
    yield cite(source, "answered", True, spans)
    yield cite(source, "answer", answer.passage.surface(*answer.place), spans)


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        texts = (str(fact.value("text")), str(fact.value("answer") or ""))
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in texts)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = prove_by_quotes(cell)
        if reason:
            yield cell.name, reason
    if fact.cell("answered") and bool(fact.value("answered")) != (fact.cell("answer") is not None):
        yield "answered", message("an answer is what makes a question answered")
