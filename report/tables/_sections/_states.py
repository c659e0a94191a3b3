"""The member states of what the article is about, as cards: each with what its sentences say of it.

A state is a member that the article calls a country. What is said of it are the figures, dates and forces of
sentences that name it, and no more than one other of the states: a sentence that lists them all says nothing
of any one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from report.document import Span
from report.facts import Fact
from report.tables._model import Cell, Row, Table
from report.tables._sections._printed import Printed, show, squeeze, tidy

_COUNTRY = "country"
_FEWEST = 3
"""So many states are worth cards; fewer stand in the table."""

_NAMED_TOGETHER = 2
_RELATED = ("timeline", "key-figures", "forces")
_MOST_RELATED = 3


def find_states(printed: Printed) -> dict[str, tuple[Fact, tuple[Fact, ...]]]:
    """The states that are members, by their names: the place, and the memberships."""
    places = {
        squeeze(fact.value("name")): fact
        for fact in printed.of_table("places")
        if fact.value("kind") == _COUNTRY
    }
    states: dict[str, tuple[Fact, tuple[Fact, ...]]] = {}
    for fact in printed.of_table("memberships"):
        name = squeeze(fact.value("member"))
        if name in places:
            states[name] = (places[name], (*states.get(name, (fact, ()))[1], fact))
    return states if len(states) >= _FEWEST else {}


def list_states(printed: Printed) -> Iterator[Row]:
    """A row for each state; the one that the title names, alone of all, is marked."""
    states = find_states(printed)
    titled = [name for name, (place, _) in states.items() if _is_in_title(printed, place)]
    for name, (place, memberships) in states.items():
        ids = tuple(fact.id for fact in memberships)
        bodies = dict.fromkeys(tidy(fact.value("organization") or "") for fact in memberships)
        cells = (
            Cell(text=tidy(memberships[0].value("member")), facts=ids),
            show(place, "iso"),
            Cell(text=f"{printed.words('print.comma')} ".join(filter(None, bodies)), facts=ids),
        )
        yield Row(
            fact_id=memberships[0].id,
            span=printed.find_place(memberships[0]),
            cells=cells,
            places=tuple(printed.find_place(fact) for fact in memberships[1:]),
            in_title=titled == [name],
        )


def _is_in_title(printed: Printed, place: Fact) -> bool:
    return printed.title is not None and any(item.span in printed.title for item in place.cells[0].evidence)


def relate_states(table: Table, printed: Printed, others: Mapping[str, Table]) -> Table:
    """`table` with the rows of other tables that stand in the sentences of each state."""
    sentences = {
        memberships[0].id: _list_sentences(printed, place)
        for place, memberships in find_states(printed).values()
    }
    rows = [row for name in _RELATED if name in others for row in others[name].rows]
    related = tuple(
        replace(row, related=_find_related(printed, sentences, row.fact_id, rows)) for row in table.rows
    )
    return replace(table, rows=related)


def _list_sentences(printed: Printed, place: Fact) -> frozenset[Span]:
    spans: Iterable[Span] = (item.span for item in place.cells[0].evidence)
    return frozenset(printed.find_sentence(span) for span in spans)


def _find_related(
    printed: Printed, sentences: Mapping[str, frozenset[Span]], state: str, rows: Sequence[Row]
) -> tuple[str, ...]:
    found = []
    for row in rows:
        sentence = printed.find_sentence(row.span)
        named = [name for name, own in sentences.items() if sentence in own]
        if state in named and len(named) <= _NAMED_TOGETHER:
            found.append(row.id)
    return tuple(found[:_MOST_RELATED])
