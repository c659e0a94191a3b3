"""People: who is named, what they are, how old."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.document import Document, Source
from report.errors import Message
from report.facts import Fact, FactCell, cite
from report.grammar import read_article
from report.grammar._lookups import read_surface, read_words
from report.grammar.people import Person, PersonMention, find_people
from report.grammar.vocabulary import courtesy_titles
from report.tables import Cell, Column, Row
from report.tables._naming import prove_name

TITLE = "table.people"
COLUMNS = (
    Column(key="name", title="column.person"),
    Column(key="role", title="column.role"),
    Column(key="age", title="column.age", numeric=True),
)
RULES = {
    "person.role": "a name after a role, a noun of kinship or the adjective of a country",
    "person.title": "a name after a title of courtesy",
    "person.joined": "a second name that «and» joins to one after a role",
    "person.by": "a given name and another after «led by», «directed by» and the like",
    "person.speech": "a name after a verb of speech",
    "person.name": "a given name that is no word, and names after it",
    "person.surname": "a well-known family name that is no word",
    "person.age": "a name before an age or the years of a life in brackets",
    "person.apposition": "a name before a comma and a role",
    "person.foreign": "two words that the language lacks, after a verb",
}


def extract(document: Document) -> Iterator[Fact]:
    """A row for each person, with every mention for its evidence."""
    for number, person in enumerate(find_people(read_article(document)), 1):
        yield Fact(
            id=f"people-{number}",
            table="people",
            rule=_choose_rule(person),
            cells=tuple(_cite_cells(document.source, person)),
        )


def _choose_rule(person: Person) -> str:
    return next(mention.rule for mention in person.mentions if mention.rule != "person.short")


def _cite_cells(source: Source, person: Person) -> Iterator[FactCell]:
    spans = sorted({span for mention in person.mentions for span in mention.spans})
    yield cite(source, "name", person.name.surface, spans)
    given = sorted((m for m in person.mentions if m.role), key=_is_courtesy)
    for mention in given[:1]:
        place = mention.role or (0, 0)
        yield cite(
            source, "role", read_surface(mention.passage, *place), mention.passage.source_spans(*place)
        )
    for mention in person.mentions:
        if mention.age:
            yield cite(source, "age", mention.age.years, mention.passage.source_spans(*mention.age.place))
            break


def _is_courtesy(mention: PersonMention) -> bool:
    """Whether the role is only a title like "الأمير", after which one that tells more comes."""
    words = read_words(mention.passage, *mention.role) if mention.role else ()
    found = courtesy_titles().find(words) if words else None
    return found is not None and found.length == len(words)


def rows(facts: Sequence[Fact]) -> Iterator[Row]:
    for fact in facts:
        values = [str(fact.value(name) or "") for name in ("name", "role")]
        age = fact.cell("age")
        values.append(" ".join(item.quote for item in age.evidence) if age else "")
        cells = tuple(Cell(text=text, facts=(fact.id,)) for text in values)
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=cells)


def prove(fact: Fact, document: Document) -> Iterator[tuple[str, Message]]:
    """What in an editor's row its evidence does not say: each cell that is not supported, and why."""
    for cell in fact.cells:
        reason = prove_name(cell)
        if reason:
            yield cell.name, reason
