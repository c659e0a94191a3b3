"""Quotations; questions and their answers; who stands behind what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report.arabic.sentences import split_sentences
from report.document import Span
from report.facts import Evidence, Fact
from report.tables._model import Cell, Row
from report.tables._sections._printed import Printed, add_facts, show, squeeze, tidy

_SOURCE_KINDS = frozenset({"article", "photo", "cited-media", "document", "cited", "anonymous"})
_LONGEST_ANSWER = 200
"""Characters of an answer that are printed; the rest is where the row leads."""


def list_quotations(printed: Printed) -> Iterator[Row]:
    """What was said, in quotation marks where it is the speaker's own words; who said it, and where."""
    for fact in printed.of_table("quotes"):
        said = show(fact, "text")
        is_direct = fact.value("kind") == "direct"
        if is_direct:
            said = replace(said, text=printed.words("sections.text.quotation", text=said.text))
        cells = (said, show(fact, "speaker"), show(fact, "channel"))
        yield Row(fact_id=fact.id, span=fact.cells[0].evidence[0].span, cells=cells, is_quoted=is_direct)


def list_questions(printed: Printed) -> Iterator[Row]:
    """Questions with the beginning of their answer, which is where the row leads."""
    for fact in printed.of_table("questions"):
        answer = fact.cell("answer")
        asked = fact.cells[0].evidence[0].span
        if answer:
            cells = (show(fact, "text"), _quote_beginning(fact, answer.evidence[0]))
            yield Row(fact_id=fact.id, span=answer.evidence[0].span, cells=cells, places=(asked,))
        else:
            none = Cell(text=printed.words("sections.text.unanswered"), facts=(fact.id,))
            yield Row(fact_id=fact.id, span=asked, cells=(show(fact, "text"), none))


def _quote_beginning(fact: Fact, answer: Evidence) -> Cell:
    """The first sentences of an answer; of a long one the first words."""
    text, more = answer.quote, ""
    if len(text) > _LONGEST_ANSWER:
        ends = [end for _, end in split_sentences(text) if end <= _LONGEST_ANSWER]
        text, more = (text[: ends[-1]], "") if ends else (_cut_words(text), "…")
    span = Span(answer.span.start, answer.span.start + len(text))
    return Cell(text=tidy(text) + more, facts=(fact.id,), span=span)


def _cut_words(text: str) -> str:
    return text[:_LONGEST_ANSWER].rpartition(" ")[0].rstrip("،؛:,;")


def list_attributions(printed: Printed) -> Iterator[Row]:
    """Each source once, with all its places, whether it is named as one or as the channel of a quotation."""
    rows: dict[str, Row] = {}
    for fact in printed.of_table("sources"):
        kind = fact.value("kind")
        named = printed.words(f"sections.source.{kind}") if kind in _SOURCE_KINDS else tidy(kind or "")
        spans = tuple(item.span for item in fact.cells[0].evidence)
        _enter(rows, fact, show(fact, "name"), named, spans)
    for fact in printed.of_table("quotes"):
        channel = fact.cell("channel")
        if channel and channel.value:
            spans = tuple(item.span for item in channel.evidence)
            _enter(
                rows, fact, show(fact, "channel"), printed.words("sections.source.channel"), spans, "channel"
            )
    yield from rows.values()


def _enter(
    rows: dict[str, Row], fact: Fact, name: Cell, kind: str, spans: tuple[Span, ...], aspect: str = ""
) -> None:
    key = squeeze(name.text)
    before = rows.get(key)
    if before is None:
        own = Cell(text=kind, facts=(fact.id,))
        rows[key] = Row(fact_id=fact.id, span=spans[0], cells=(name, own), places=spans[1:], aspect=aspect)
    else:
        cells = tuple(add_facts(cell, fact.id) for cell in before.cells)
        rows[key] = replace(before, cells=cells, places=(*before.places, *spans))
