"""The organisations of an article, each with all its mentions: long, short, in brackets, in Latin letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from report.arabic.tokens import ARTICLE
from report.grammar._lookups import look_up, mention_of, read_words
from report.grammar._passages import Article, Passage, remembered
from report.grammar.gazetteer import nationalities, split_clitics
from report.grammar.organizations import OrganizationMention, find_organizations, is_body_word
from report.grammar.vocabulary import organizations

Place = tuple[int, int]
Key = tuple[str, ...]


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
    for passage in article.passages:
        _add_short_mentions(passage, kept)
        _add_repeated_names(passage, kept)
    return tuple(
        Body(mentions=tuple(sorted(group, key=place_of)))
        for group in sorted(kept, key=lambda group: min(map(place_of, group)))
    )


def place_of(mention: OrganizationMention) -> Place:
    return mention.passage.start, mention.start


def _group(mentions: Iterable[OrganizationMention]) -> list[list[OrganizationMention]]:
    """Mentions together that share a name, a usual name or a bracket."""
    groups: list[list[OrganizationMention]] = []
    known: dict[object, int] = {}
    last = -1
    for mention in mentions:
        names = [*mention.keys, *([mention.usual] if mention.usual else [])]
        found = {known[name] for name in names if name in known}
        if mention.alias:
            found.add(last)
        home = min(found, default=len(groups))
        if home == len(groups):
            groups.append([])
        for other in found - {home}:
            groups[home] += groups[other]
            groups[other] = []
            known.update({name: home for name, place in known.items() if place == other})
        groups[home].append(mention)
        known.update(dict.fromkeys(names, home))
        last = home
    return groups


def _merge_short(groups: list[list[OrganizationMention]]) -> None:
    """Put a short name to the longer one that it is the beginning of, or leaves a word out of."""
    for i, group in enumerate(groups):
        keys = {key for mention in group for key in mention.keys}
        longer = [
            j
            for j, other in enumerate(groups)
            if j != i and any(_is_short_of(key, long) for key in keys for m in other for long in m.keys)
        ]
        if group and len(longer) == 1:
            groups[longer[0]] += group
            groups[i] = []


def _is_short_of(short: Key, long: Key) -> bool:
    if not 1 < len(short) < len(long):
        return False
    if long[: len(short)] == short:
        return all(nationalities().find([word]) for word in long[len(short) :])
    if len(short) < 3 or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    rest = iter(long)
    return all(word in rest for word in short)


def _add_short_mentions(passage: Passage, groups: list[list[OrganizationMention]]) -> None:
    """Teams by the short name that is a word as well, where the article has their full one."""
    homes = {mention.usual: group for group in groups for mention in group if mention.kind == "team"}
    if not homes:
        return
    lookups = look_up(passage)
    taken = {i for m in find_organizations(passage) for i in range(m.first, m.after)}
    for i in range(len(lookups.tokens)):
        found = lookups.find(organizations(), i)
        if i in taken or found is None or found.value.name not in homes:
            continue
        base = mention_of(passage, i, i + found.length, found.skip)
        homes[found.value.name].append(
            OrganizationMention(
                passage=passage,
                first=base.first,
                after=base.after,
                start=base.start,
                end=base.end,
                rule="organization.short",
                kind="team",
                usual=found.value.name,
                keys=(read_words(passage, base.start, base.end),),
            )
        )


def _add_repeated_names(passage: Passage, groups: list[list[OrganizationMention]]) -> None:
    """Names of several words that were told elsewhere by quotation marks: "مجلة أفق"."""
    known = {
        key: group
        for group in groups
        for mention in group
        for key in mention.keys
        if len(key) > 1 and mention.rule == "organization.quoted"
    }
    if not known:
        return
    lookups = look_up(passage)
    firsts = {key[0] for key in known}
    taken = {i for group in groups for m in group if m.passage is passage for i in range(m.first, m.after)}
    for i in range(len(lookups.tokens)):
        for skip, stem in split_clitics(lookups.text(i)) if i not in taken and lookups.is_word(i) else ():
            for key in known if stem in firsts else ():
                if stem == key[0] and lookups.spelled[i + 1 : i + len(key)] == key[1:]:
                    base = mention_of(passage, i, i + len(key), skip)
                    known[key].append(
                        replace(
                            known[key][0],
                            passage=passage,
                            first=base.first,
                            after=base.after,
                            start=base.start,
                            end=base.end,
                            rule="organization.repeated",
                            keys=(key,),
                        )
                    )


def resolve_body(article: Article, passage: Passage, i: int) -> Body | None:
    """Whom a noun alone means at token `i`, as "المنظمة": the last organisation before it of that noun."""
    word = look_up(passage).text(i)
    stem = next((stem for _, stem in split_clitics(word) if is_body_word(stem)), None)
    if stem is None:
        return None
    noun = stem[len(ARTICLE) :]
    place = passage.start, passage.tokens[i].start
    best: tuple[Place, Body] | None = None
    for body in find_bodies(article):
        if any(noun in (key[0], key[0].removeprefix(ARTICLE)) for key in body.keys):
            before = [place_of(mention) for mention in body.mentions if place_of(mention) < place]
            if before and (best is None or before[-1] > best[0]):
                best = before[-1], body
    return best[1] if best else None
