"""The organisations of an article, each with all its mentions: long, short, in brackets, in Latin letters."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from report.arabic.tokens import ARTICLE
from report.grammar._lookups import look_up, mention_of
from report.grammar._passages import Article, Passage, remembered
from report.grammar.gazetteer import nationalities, split_clitics
from report.grammar.organizations import OrganizationMention, find_organizations, is_body_word
from report.grammar.vocabulary import organization_nouns, organizations

Place = tuple[int, int]
Key = tuple[str, ...]
_Group = list[OrganizationMention]

_FEWEST_WORDS, _MOST_WORDS = 2, 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Body:
    """An organisation; `name` is its longest name in the text that stands in no brackets."""

    mentions: tuple[OrganizationMention, ...]

    @property
    def name(self) -> OrganizationMention:
        named = [mention for mention in self.mentions if not mention.alias] or list(self.mentions)
        return max(named, key=lambda mention: len(mention.words))

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset(key for mention in self.mentions for key in mention.keys)


@remembered
def find_bodies(article: Article) -> tuple[Body, ...]:
    """Every organisation that the article names, in the order of the first mention."""
    groups = _group(mention for passage in article.passages for mention in find_organizations(passage))
    _merge_short(groups)
    kept = [group for group in groups if group]
    teams = {mention.usual: group for group in kept for mention in group if mention.kind == "team"}
    quoted = _index_quoted(kept)
    for passage in article.passages:
        for home, mention in (*_find_teams(passage, teams), *_find_repeated(passage, quoted)):
            home.append(mention)
    return tuple(
        Body(mentions=tuple(sorted(group, key=place_of)))
        for group in sorted(kept, key=lambda group: min(map(place_of, group)))
    )


def place_of(mention: OrganizationMention) -> Place:
    return mention.passage.start, mention.start


def _group(mentions: Iterable[OrganizationMention]) -> list[_Group]:
    """Mentions together that share a name, a usual name or a bracket."""
    groups: list[_Group] = []
    known: dict[object, int] = {}
    last = -1
    for mention in mentions:
        names = _names_of(mention)
        found = {known[name] for name in names if name in known}
        if mention.alias:
            found.add(last)
        home = min(found, default=len(groups))
        if home == len(groups):
            groups.append([])
        for other in found - {home}:
            known.update((name, home) for moved in groups[other] for name in _names_of(moved))
            groups[home] += groups[other]
            groups[other] = []
        groups[home].append(mention)
        known.update(dict.fromkeys(names, home))
        last = home
    return groups


def _names_of(mention: OrganizationMention) -> list[object]:
    return [*mention.keys, *([mention.usual] if mention.usual else [])]


def _merge_short(groups: list[_Group]) -> None:
    """Put a short name to the longer one that it is short for, if there is but one."""
    homes = {id(mention): i for i, group in enumerate(groups) for mention in group}
    longer: dict[Key, list[OrganizationMention]] = {}
    for group in groups:
        for mention in group:
            for short in {short for key in mention.keys for short in _shorten(key)}:
                longer.setdefault(short, []).append(mention)
    for i, group in enumerate(groups):
        keys = {key for mention in group for key in mention.keys}
        found = {homes[id(long)] for key in keys for long in longer.get(key, ())} - {i}
        if len(found) == 1:
            (home,) = found
            homes.update((id(mention), home) for mention in group)
            groups[home] += group
            groups[i] = []


def _shorten(name: Key) -> Iterator[Key]:
    """A name without the countries' adjectives at its end, or without a word or two between its ends."""
    end = len(name)
    while end > _FEWEST_WORDS and nationalities().find([name[end - 1]]):
        end -= 1
        yield name[:end]
    for count in (1, 2) if len(name) <= _MOST_WORDS else ():
        if len(name) - count > _FEWEST_WORDS:
            for left_out in combinations(range(1, len(name) - 1), count):
                yield tuple(word for i, word in enumerate(name) if i not in left_out)


def _find_teams(passage: Passage, teams: dict[str, _Group]) -> Iterator[tuple[_Group, OrganizationMention]]:
    """Teams by the short name that is a word as well, where the article has their full one."""
    if not teams:
        return
    lookups, taken = look_up(passage), _list_taken(passage)
    for i in range(len(lookups.tokens)):
        found = lookups.find(organizations(), i)
        if i in taken or found is None or found.value.name not in teams:
            continue
        base = mention_of(passage, i, i + found.length, found.skip)
        yield (
            teams[found.value.name],
            OrganizationMention(
                passage=passage,
                first=base.first,
                after=base.after,
                start=base.start,
                end=base.end,
                rule="organization.short",
                kind="team",
                usual=found.value.name,
                keys=(base.words,),
            ),
        )


def _list_taken(passage: Passage) -> set[int]:
    return {i for mention in find_organizations(passage) for i in range(mention.first, mention.after)}


def _index_quoted(groups: list[_Group]) -> dict[str, dict[Key, _Group]]:
    """Names of several words that quotation marks told, by the first word."""
    found: dict[str, dict[Key, _Group]] = {}
    for group in groups:
        for mention in group:
            for key in mention.keys if mention.rule == "organization.quoted" else ():
                if len(key) > 1:
                    found.setdefault(key[0], {})[key] = group
    return found


def _find_repeated(
    passage: Passage, quoted: dict[str, dict[Key, _Group]]
) -> Iterator[tuple[_Group, OrganizationMention]]:
    """Names that were told elsewhere by quotation marks, without any: "مجلة أفق"."""
    if not quoted:
        return
    lookups, taken = look_up(passage), _list_taken(passage)
    for i in range(len(lookups.tokens)):
        if i in taken or not lookups.is_word(i):
            continue
        for skip, stem in split_clitics(lookups.text(i)):
            known = quoted.get(stem, {})
            keys = ((stem, *lookups.spelled[i + 1 : i + length]) for length in range(_MOST_WORDS, 1, -1))
            key = next((key for key in keys if key in known), None) if known else None
            if key is None:
                continue
            told = known[key][0]
            name = told.words if key[-len(told.words) :] == told.words else key
            base = mention_of(passage, i + len(key) - len(name), i + len(key), skip * (name == key))
            repeated = replace(
                told,
                passage=passage,
                first=i,
                after=base.after,
                start=base.start,
                end=base.end,
                rule="organization.repeated",
                keys=told.keys,
            )
            yield known[key], repeated
            break


@remembered
def _index_nouns(article: Article) -> dict[str, list[tuple[Place, Body]]]:
    """The nouns with which names begin, as "منظمه", and where bodies of that noun are named, in order."""
    found: dict[str, list[tuple[Place, Body]]] = {}
    for body in find_bodies(article):
        nouns = {form for key in body.keys for form in (key[0], key[0].removeprefix(ARTICLE))}
        for noun in nouns.union(*(organization_nouns().get(m.usual, ()) for m in body.mentions)):
            found.setdefault(noun, []).extend((place_of(mention), body) for mention in body.mentions)
    for places in found.values():
        places.sort(key=_place_of_pair)
    return found


def _place_of_pair(pair: tuple[Place, Body]) -> Place:
    return pair[0]


@remembered
def _list_places(article: Article) -> list[tuple[Place, Body]]:
    pairs = [(place_of(mention), body) for body in find_bodies(article) for mention in body.mentions]
    return sorted(pairs, key=_place_of_pair)


def find_last_body(article: Article, place: Place) -> Body | None:
    """The organisation that is named last before `place`."""
    return _choose_last(_list_places(article), place)


def _choose_last(pairs: list[tuple[Place, Body]], place: Place) -> Body | None:
    number = bisect_left(pairs, place, key=_place_of_pair)
    return pairs[number - 1][1] if number else None


def resolve_body(article: Article, passage: Passage, i: int) -> Body | None:
    """Whom a noun alone means at token `i`, as "المنظمة": the last organisation before it of that noun."""
    word = look_up(passage).text(i)
    stem = next((stem for _, stem in split_clitics(word) if is_body_word(stem)), None)
    if stem is None:
        return None
    pairs = _index_nouns(article).get(stem[len(ARTICLE) :], [])
    return _choose_last(pairs, (passage.start, passage.tokens[i].start))
