"""People: who is named in the article, under the longest name, with the later short mentions.

A family name alone is that of the person who was last called by it in full.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from report.arabic.tokens import ARTICLE
from report.grammar._lookups import look_up
from report.grammar._passages import Article, Passage, remembered
from report.grammar._person_mentions import PersonMention, find_named_persons
from report.grammar._person_names import son_words
from report.grammar._place_candidates import find_candidates
from report.grammar.gazetteer import split_clitics
from report.grammar.organizations import find_organizations
from report.grammar.vocabulary import name_particles, speech_verbs
from report.grammar.words import is_ordinary_word

__all__ = ["Person", "PersonMention", "find_people"]

Key = tuple[str, ...]
Place = tuple[int, int]
_Group = list[PersonMention]
_Named = tuple[Place, _Group]
_Shorts = dict[str, dict[Key, list[_Named]]]

_MOST_WORDS = 7


@dataclass(frozen=True, kw_only=True, eq=False)
class Person:
    """Somebody, with every mention in order; `name` is the first of the longest."""

    mentions: tuple[PersonMention, ...]

    @property
    def name(self) -> PersonMention:
        return max(self.mentions, key=lambda mention: len(mention.key))

    @property
    def gender(self) -> str:
        return next((mention.gender for mention in self.mentions if mention.gender), "")


@remembered
def find_people(article: Article) -> tuple[Person, ...]:
    """Everybody whom the article names, in the order of the first mention."""
    mentions = [mention for passage in article.passages for mention in find_named_persons(passage)]
    groups = _group([mention for mention in mentions if len(mention.key) > 1])
    shorts = _index_surnames(groups)
    groups += _group_single([mention for mention in mentions if len(mention.key) == 1], shorts)
    for passage in article.passages:
        for mention, group in _find_short_mentions(passage, shorts):
            group.append(mention)
    people = [sorted(group, key=_place) for group in groups]
    return tuple(
        Person(mentions=tuple(group)) for group in sorted(people, key=lambda group: _place(group[0]))
    )


def _place(mention: PersonMention) -> Place:
    return mention.passage.start, mention.start


def _group(mentions: list[PersonMention]) -> list[_Group]:
    """Mentions of one person together: of equal names, or one in the other with the same last name."""
    groups: list[_Group] = []
    homes: dict[Key, _Group] = {}
    for mention in sorted(mentions, key=lambda mention: (-len(mention.key), _place(mention))):
        home = homes.get(mention.key)
        if home is None:
            home = []
            groups.append(home)
            for short in (mention.key, *_shorten(mention.key)):
                homes.setdefault(short, home)
        home.append(mention)
    return groups


def _group_single(mentions: list[PersonMention], shorts: _Shorts) -> list[_Group]:
    """Put names of one word to who was named so in full before; the groups of those whom nobody was."""
    groups: dict[Key, _Group] = {}
    for mention in mentions:
        forms = (mention.key[0], mention.key[0].removeprefix(ARTICLE), ARTICLE + mention.key[0])
        named = next((names for form in forms if (names := shorts.get(form, {}).get((form,)))), None)
        home = _choose(named, mention.passage, mention.first) if named else groups.setdefault(mention.key, [])
        home.append(mention)
    return list(groups.values())


def _shorten(name: Key) -> Iterator[Key]:
    """What a full name may be called besides: two words or more of it, with the first or the last."""
    last = len(name) - 1
    for count in range(1, last):
        if len(name) > _MOST_WORDS:
            yield from (name[: count + 1], name[:count] + name[-1:], name[count:])
            continue
        for left_out in map(frozenset, combinations(range(len(name)), count)):
            if not {0, last} <= left_out:
                yield tuple(word for i, word in enumerate(name) if i not in left_out)


# Short mentions.


def _index_surnames(groups: list[_Group]) -> _Shorts:
    """By the first word of what a full name may be shortened to: the short name, and where who is called by
    it is named in full."""
    found: _Shorts = {}
    for group in groups:
        key = group[0].key
        if len(key) < 2:
            continue
        short = key[-1:]
        if key[-2] in name_particles() or key[-2] in son_words():
            short = key[-2:]
        named = found.setdefault(short[0], {}).setdefault(short, [])
        named += [(_place(mention), group) for mention in group if len(mention.key) > 1]
    for names in found.values():
        for named in names.values():
            named.sort(key=_place_of_pair)
    return found


def _find_short_mentions(passage: Passage, shorts: _Shorts) -> Iterator[tuple[PersonMention, _Group]]:
    lookups = look_up(passage)
    taken = _list_taken(passage)
    i = 0
    while i < len(lookups.tokens):
        if i in taken:
            i = max(taken[i], i + 1)
            continue
        for skip, stem in split_clitics(lookups.text(i)) if lookups.is_word(i) else ():
            known = shorts.get(stem, {})
            names = ((stem,), (stem, lookups.text(i + 1)))
            short = next(
                (name for name in names if name in known and _is_clear(passage, i, skip, name)), None
            )
            if short:
                yield _make_short(passage, i, skip, short), _choose(known[short], passage, i)
                break
        i += 1


def _list_taken(passage: Passage) -> dict[int, int]:
    taken = {mention.first: mention.after for mention in find_organizations(passage)}
    taken.update(
        (mention.first, mention.after) for mention in find_candidates(passage) if len(mention.key) > 1
    )
    taken.update((mention.first, mention.after) for mention in find_named_persons(passage))
    return taken


def _is_clear(passage: Passage, i: int, skip: int, short: Key) -> bool:
    """Whether the short name is no word here: the language lacks it, or it speaks."""
    lookups = look_up(passage)
    if len(short) > 1 or not is_ordinary_word(short[0]):
        return True
    if lookups.has(speech_verbs(), i - 1):
        return True
    return skip == 0 and (i == 0 or lookups.kind(i - 1) == "mark") and len(short[0]) > 4


def _choose(named: list[_Named], passage: Passage, i: int) -> _Group:
    """Of several people of one family name, the one last named in full before, or else the first."""
    place = passage.start, passage.tokens[i].start
    number = bisect_left(named, place, key=_place_of_pair)
    return named[max(number - 1, 0)][1]


def _place_of_pair(pair: _Named) -> Place:
    return pair[0]


def _make_short(passage: Passage, i: int, skip: int, short: Key) -> PersonMention:
    lookups = look_up(passage)
    after = i + len(short)
    return PersonMention(
        passage=passage,
        first=i,
        after=after,
        start=lookups.start_of(i, skip),
        end=lookups.tokens[after - 1].end,
        rule="person.short",
        key=short,
        parts=1,
        gender="",
        end_of_all=after,
    )
