"""What is printed of the facts, merged as an editor would: each section is one table made of several kinds.

`facts.json` and the CSV files keep every fact in its own kind; PDF and EPUB show these sections. A kind that
no section takes is printed as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from report.document import Span
from report.facts import Ledger
from report.tables._model import Column, Row, Table, TableKind
from report.tables._sections import _dates, _figures, _names, _speech, _states
from report.tables._sections._printed import Printed, Words

__all__ = ["SECTIONS", "Words", "compose_sections", "find_titles", "list_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKind:
    """`tables` are the kinds that it is made of: it stands where the first of them that is made would.

    `quotes` and `beside` are those of its table; `narrow` is the name of the section where its last column is
    empty. With `relate` each row is a card, and it finds what rows of the other tables say more of it.
    """

    name: str
    tables: tuple[str, ...]
    columns: tuple[str, ...]
    list_rows: Callable[[Printed], Iterator[Row]]
    quotes: bool = False
    beside: bool = False
    numeric: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    narrow: str = ""
    relate: Callable[[Table, Printed, Mapping[str, Table]], Table] | None = None


SECTIONS = (
    SectionKind(
        name="key-figures",
        tables=("figures",),
        columns=("value", "counted", "according-to"),
        numeric=("value",),
        list_rows=_figures.list_rows,
        quotes=True,
        beside=True,
    ),
    SectionKind(
        name="timeline",
        tables=("dates",),
        columns=("date", "as-said", "event"),
        prose=("event",),
        list_rows=_dates.list_rows,
        beside=True,
    ),
    SectionKind(
        name="whos-who",
        tables=("people",),
        columns=("name", "role", "age"),
        numeric=("age",),
        list_rows=_names.list_people,
        beside=True,
    ),
    SectionKind(
        name="organizations",
        tables=("organizations",),
        columns=("name",),
        list_rows=_names.list_organizations,
    ),
    SectionKind(
        name="states",
        tables=("memberships", "places"),
        columns=("name", "iso", "member-of"),
        list_rows=_states.list_states,
        relate=_states.relate_states,
    ),
    SectionKind(
        name="members",
        tables=("memberships", "places"),
        columns=("name", "kind", "iso", "member-of"),
        list_rows=_names.list_members,
        narrow="places",
    ),
    SectionKind(
        name="forces",
        tables=("designations", "formations"),
        columns=("name", "latin", "count"),
        numeric=("count",),
        list_rows=_names.list_forces,
        quotes=True,
        beside=True,
    ),
    SectionKind(
        name="quotations",
        tables=("quotes",),
        columns=("said", "speaker", "channel"),
        prose=("said",),
        list_rows=_speech.list_quotations,
    ),
    SectionKind(
        name="answers",
        tables=("questions",),
        columns=("question", "answer"),
        prose=("question", "answer"),
        list_rows=_speech.list_questions,
    ),
    SectionKind(
        name="attribution",
        tables=("sources", "quotes"),
        columns=("source", "source-kind"),
        list_rows=_speech.list_attributions,
    ),
)

_LEFT_OVER = frozenset({"designations"})
"""Kinds whose other rows are worth a table of their own."""


def compose_sections(
    ledger: Ledger,
    kinds: Mapping[str, TableKind],
    words: Words,
    *,
    unmarked: tuple[Span, ...] = (),
    title: Span | None = None,
    waiting: Collection[str] = (),
    ranks: Mapping[str, int] | None = None,
) -> tuple[Table, ...]:
    """The tables of the book, in the order of `kinds`; none is empty.

    `unmarked` are the texts of the article that carry no marks, `title` is its title. The facts `waiting` for
    an editor are left out; `ranks` is the order that an editor gave to facts.
    """
    facts = {name: tuple(fact for fact in ledger.of_table(name) if fact.id not in waiting) for name in kinds}
    printed = Printed(
        source=ledger.source, facts=facts, kinds=kinds, words=words, unmarked=unmarked, title=title
    )
    ranks = ranks or {}
    tables: list[Table] = []
    for name, kind in kinds.items():
        for section in SECTIONS:
            if name == next((table for table in section.tables if table in kinds), None):
                tables.append(_make_table(section, printed, ranks))
        if name in _LEFT_OVER or not any(name in section.tables for section in SECTIONS):
            tables.append(_make_plain_table(name, kind, printed, tables))
    tables = list(_relate(tables, printed))
    return tuple(_drop_empty_columns(table) for table in tables if table.rows)


def _relate(tables: Sequence[Table], printed: Printed) -> Iterator[Table]:
    """The tables, with what the rows of cards have to do with those of other tables."""
    relate = {section.name: section.relate for section in SECTIONS}
    others = {table.kind: table for table in tables}
    for table in tables:
        find = relate.get(table.kind)
        yield find(table, printed, others) if find else table


def list_names(kinds: Mapping[str, TableKind]) -> tuple[str, ...]:
    """What a caption can be given to: the sections, and the kinds of table."""
    return (*(section.name for section in SECTIONS), *kinds)


def find_titles(name: str, kinds: Mapping[str, TableKind]) -> tuple[str, ...]:
    """The locale keys of the titles of a section, or of what prints a kind of table."""
    taken = name not in _LEFT_OVER
    for section in SECTIONS:
        if name == section.name or (taken and name in section.tables and not section.relate):
            names = (section.name, section.narrow) if section.narrow else (section.name,)
            return tuple(f"sections.title.{name}" for name in names)
    return (kinds[name].TITLE,) if name in kinds else ()


def _make_table(section: SectionKind, printed: Printed, ranks: Mapping[str, int]) -> Table:
    rows = sorted(section.list_rows(printed), key=lambda row: ranks.get(row.fact_id, len(ranks)))
    is_narrow = section.narrow and not any(row.cells[-1].text for row in rows)
    columns = tuple(
        Column(
            key=key,
            title=f"sections.column.{key}",
            numeric=key in section.numeric,
            prose=key in section.prose,
        )
        for key in section.columns
    )
    return Table(
        kind=section.name,
        id=f"table-{section.name}",
        title=f"sections.title.{section.narrow if is_narrow else section.name}",
        columns=columns,
        rows=tuple(rows),
        quotes=section.quotes,
        beside=section.beside,
        cards=section.relate is not None,
    )


def _make_plain_table(name: str, kind: TableKind, printed: Printed, before: list[Table]) -> Table:
    """The facts of a kind that no table before it shows."""
    shown = {fact for table in before for row in table.rows for cell in row.cells for fact in cell.facts}
    facts = [fact for fact in printed.of_table(name) if fact.id not in shown]
    rows = tuple(kind.rows(facts))
    return Table(kind=name, id=f"table-{name}", title=kind.TITLE, columns=kind.COLUMNS, rows=rows)


def _drop_empty_columns(table: Table) -> Table:
    """`table` without the columns, after the first, in which no row says anything."""
    kept = [
        index
        for index in range(len(table.columns))
        if index == 0 or any(row.cells[index].text for row in table.rows)
    ]
    rows = tuple(replace(row, cells=tuple(row.cells[index] for index in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[index] for index in kept), rows=rows)
