"""Places: listed ones, with their country's code, and others that a noun or a neighbour tells to be places.

What a name of two places means, the rest of the article decides: "عمان" is the city where the text speaks of
Jordan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from report.grammar._lookups import look_up
from report.grammar._passages import Article, Passage, remembered
from report.grammar._person_mentions import find_named_persons
from report.grammar._place_candidates import PlaceMention, find_candidates, is_located, settle
from report.grammar.gazetteer import nationalities
from report.grammar.organizations import find_organizations

__all__ = ["PlaceMention", "find_places"]


@remembered
def find_places(article: Article) -> tuple[PlaceMention, ...]:
    """Every place that the article names, in order."""
    weights = _weigh_countries(article.passages)
    return tuple(
        settled
        for passage in article.passages
        for mention in _leave_persons(passage)
        if (settled := _settle(mention, weights)) is not None
    )


def _leave_persons(passage: Passage) -> Iterator[PlaceMention]:
    """The seeming places that are no part of a person's name."""
    taken = {i for person in find_named_persons(passage) for i in range(person.first, person.after)}
    clubs = _list_clubs(passage.article)
    for mention in find_candidates(passage):
        if mention.first not in taken and (mention.key not in clubs or is_located(mention)):
            yield mention


@remembered
def _list_clubs(article: Article) -> frozenset[tuple[str, ...]]:
    """The names of the clubs that play in the article: a city of that name is the club, but for "in" it."""
    return frozenset(
        key
        for passage in article.passages
        for mention in find_organizations(passage)
        if mention.rule == "organization.team"
        for key in mention.keys
    )


def _weigh_countries(passages: Iterable[Passage]) -> Counter[str]:
    """How often the article speaks of each country: by its name, its adjective or one of its places."""
    weights: Counter[str] = Counter()
    for passage in passages:
        for mention in find_candidates(passage):
            codes = {value.iso for value in mention.values if value.iso}
            if len(codes) == 1 and not mention.uncertain:
                weights.update(codes)
        weights.update(_iterate_adjectives(passage))
    return weights


def _iterate_adjectives(passage: Passage) -> Iterator[str]:
    lookups = look_up(passage)
    for i in range(len(lookups.tokens)):
        found = lookups.find(nationalities(), i)
        if found and found.value.iso and not found.value.careful:
            yield found.value.iso


def _settle(mention: PlaceMention, weights: Counter[str]) -> PlaceMention | None:
    """The mention with one meaning; nothing where it is none, for all the article says."""
    if mention.uncertain and not any(weights[value.iso] for value in mention.values):
        return None
    if len(mention.values) < 2 or mention.rule == "place.announced":
        return mention
    inside = mention.start > mention.passage.tokens[mention.first].start or mention.first > 0
    return settle(
        mention,
        max(mention.values, key=lambda value: (weights[value.iso], inside and value.kind == "city")),
    )
