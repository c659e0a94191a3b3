"""People: who is named in the article, under the longest name, with the later short mentions.

A family name alone is that of the person who was last called by it in full.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    full = [mention for passage in article.passages for mention in find_named_persons(passage)]
    groups = _group(full)
    shorts = _index_surnames(groups)
    for passage in article.passages:
        for mention, group in _find_short_mentions(passage, shorts):
            group.append(mention)
    people = [sorted(group, key=_place) for group in groups]
    return tuple(
        Person(mentions=tuple(group)) for group in sorted(people, key=lambda group: _place(group[0]))
    )


def _place(mention: PersonMention) -> tuple[int, int]:
    return mention.passage.start, mention.start


def _group(mentions: list[PersonMention]) -> list[list[PersonMention]]:
    """Mentions of one person together: of equal names, or one in the other with the same last name."""
    groups: list[list[PersonMention]] = []
    for mention in sorted(mentions, key=lambda mention: (-len(mention.key), _place(mention))):
        same = next((group for group in groups if _is_same(mention.key, group[0].key)), None)
        if same is None:
            groups.append([mention])
        else:
            same.append(mention)
    return groups


def _is_same(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name may be short for a fuller one: its last part, or with parts in the middle left out."""
    if short == full:
        return True
    if len(short) == 1:
        return short[0] == full[-1] and len(full) > 1
    if short[-1] != full[-1] and short[0] != full[0]:
        return False
    rest = iter(full)
    return all(word in rest for word in short)


# Short mentions.


def _index_surnames(
    groups: list[list[PersonMention]],
) -> dict[str, list[tuple[tuple[str, ...], list[PersonMention]]]]:
    """By the first word of what a full name may be shortened to: the shortened name, and the person."""
    found: dict[str, list[tuple[tuple[str, ...], list[PersonMention]]]] = {}
    for group in groups:
        key = group[0].key
        if len(key) < 2:
            continue
        short = key[-1:]
        if key[-2] in name_particles() or key[-2] in son_words():
            short = key[-2:]
        found.setdefault(short[0], []).append((short, group))
    return found


def _find_short_mentions(
    passage: Passage, shorts: dict[str, list[tuple[tuple[str, ...], list[PersonMention]]]]
) -> list[tuple[PersonMention, list[PersonMention]]]:
    lookups = look_up(passage)
    taken = _list_taken(passage)
    found = []
    i = 0
    while i < len(lookups.tokens):
        if i in taken:
            i = max(taken[i], i + 1)
            continue
        for skip, stem in split_clitics(lookups.text(i)) if lookups.is_word(i) else ():
            for short, _ in shorts.get(stem, ()):
                if lookups.spelled[i + 1 : i + len(short)] != short[1:]:
                    continue
                if _is_clear(passage, i, skip, short):
                    group_of = _choose(shorts[stem], short, passage, i)
                    found.append((_make_short(passage, i, skip, short), group_of))
                    break
            else:
                continue
            break
        i += 1
    return found


def _list_taken(passage: Passage) -> dict[int, int]:
    taken = {mention.first: mention.after for mention in find_organizations(passage)}
    taken.update(
        (mention.first, mention.after) for mention in find_candidates(passage) if len(mention.key) > 1
    )
    taken.update((mention.first, mention.after) for mention in find_named_persons(passage))
    return taken


def _is_clear(passage: Passage, i: int, skip: int, short: tuple[str, ...]) -> bool:
    """Whether the short name is no word here: the language lacks it, or it speaks."""
    lookups = look_up(passage)
    if len(short) > 1 or not is_ordinary_word(short[0]):
        return True
    if lookups.has(speech_verbs(), i - 1):
        return True
    return skip == 0 and (i == 0 or lookups.kind(i - 1) == "mark") and len(short[0]) > 4


def _choose(
    known: list[tuple[tuple[str, ...], list[PersonMention]]],
    short: tuple[str, ...],
    passage: Passage,
    i: int,
) -> list[PersonMention]:
    """Of several people of one family name, the one last named in full before."""
    place = passage.start, passage.tokens[i].start
    fitting = [group for name, group in known if name == short]
    before = [group for group in fitting if any(_place(m) < place for m in group if len(m.key) > 1)]
    return max(
        before or fitting,
        key=lambda group: max(
            (_place(m) for m in group if len(m.key) > 1 and _place(m) < place), default=(0, 0)
        ),
    )


def _make_short(passage: Passage, i: int, skip: int, short: tuple[str, ...]) -> PersonMention:
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
