"""Who's who; organisations; members and places that have no card; forces and equipment."""

from __future__ import annotations

from collections.abc import Iterator

from report.facts import Fact
from report.tables._model import Cell, Row
from report.tables._sections._printed import Printed, show, squeeze, tidy
from report.tables._sections._states import find_states

_PLACE_KINDS = frozenset({"country", "city", "region", "water", "facility", "continent", "former-country"})


def list_people(printed: Printed) -> Iterator[Row]:
    for fact in printed.of_table("people"):
        cells = (show(fact, "name"), show(fact, "role"), show(fact, "age"))
        yield Row(fact_id=fact.id, span=printed.find_place(fact), cells=cells)


def list_organizations(printed: Printed) -> Iterator[Row]:
    for fact in printed.of_table("organizations"):
        yield Row(fact_id=fact.id, span=printed.find_place(fact), cells=(show(fact, "name"),))


def list_members(printed: Printed) -> Iterator[Row]:
    """Members with what they are members of, then the other places; a member that is a place is one row.

    The states that have a card stand there.
    """
    states = find_states(printed)
    places = {squeeze(fact.value("name")): fact for fact in printed.of_table("places")}
    members: dict[str, list[Fact]] = {}
    for fact in printed.of_table("memberships"):
        members.setdefault(squeeze(fact.value("member")), []).append(fact)
    for name, facts in members.items():
        place = places.pop(name, None)
        if name not in states:
            yield _write_member(printed, facts, place)
    for fact in places.values():
        cells = (
            show(fact, "name"),
            _name_kind(printed, fact),
            show(fact, "iso"),
            Cell(text="", facts=(fact.id,)),
        )
        yield Row(fact_id=fact.id, span=printed.find_place(fact), cells=cells)


def _write_member(printed: Printed, facts: list[Fact], place: Fact | None) -> Row:
    ids = tuple(fact.id for fact in facts)
    bodies = dict.fromkeys(tidy(fact.value("organization") or "") for fact in facts)
    cells = (
        Cell(text=tidy(facts[0].value("member")), facts=ids),
        _name_kind(printed, place) if place else Cell(text="", facts=ids),
        show(place, "iso") if place else Cell(text="", facts=ids),
        Cell(text=f"{printed.words('print.comma')} ".join(filter(None, bodies)), facts=ids),
    )
    others = tuple(printed.find_place(fact) for fact in facts[1:])
    return Row(fact_id=facts[0].id, span=printed.find_place(facts[0]), cells=cells, places=others)


def _name_kind(printed: Printed, fact: Fact) -> Cell:
    kind = fact.value("kind")
    text = printed.words(f"sections.place.{kind}") if kind in _PLACE_KINDS else tidy(kind or "")
    return Cell(text=text, facts=(fact.id,))


def list_forces(printed: Printed) -> Iterator[Row]:
    """Formations, then models of which the text says how many."""
    for fact in printed.of_table("formations"):
        empty = Cell(text="", facts=(fact.id,))
        yield Row(fact_id=fact.id, span=printed.find_place(fact), cells=(show(fact, "name"), empty, empty))
    for fact in printed.of_table("designations"):
        if fact.value("count") is None:
            continue
        name = show(fact, "arabic" if fact.value("arabic") else "latin")
        latin = show(fact, "latin") if fact.value("arabic") else Cell(text="", facts=(fact.id,))
        count = fact.cell("count")
        said = " ".join(item.quote for item in count.evidence) if count else ""
        cells = (name, latin, Cell(text=tidy(said), facts=(fact.id,)))
        yield Row(fact_id=fact.id, span=printed.find_place(fact), cells=cells)
