"""Who can speak in a passage: people, organisations, capitals that stand for a government, and people without
a name ("دبلوماسي أوروبي", "مصادر مطلعة")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.arabic.tokens import ARTICLE
from report.document import Span
from report.grammar._bodies import Body, find_bodies, resolve_body
from report.grammar._lookups import (
    Lookups,
    drop_clitics,
    is_definite_word,
    is_verb,
    look_up,
    read_surface,
    spell_list,
    times,
)
from report.grammar._passages import Article, Passage, remembered
from report.grammar._roles import RoleReader, RoleStart, find_role
from report.grammar.people import Person, find_people
from report.grammar.places import find_places
from report.grammar.vocabulary import attributions, speech_verbs

_FEMININE = "ه"  # ta marbuta, in folded spelling
_PREPOSITIONS = ("ل", "ب", "ك")
_LONGEST = 8
_AND = "و"
_PLURALS = ("ون", "ين", "ات")


@dataclass(frozen=True, kw_only=True, eq=False)
class Actor:
    """Somebody at tokens `first` to `after`; `name` is how the tables call him, said at `spans`.

    `gender` is "" where the text does not tell. `anonymous` has no name. `governed`: a preposition stands
    before, so that he is not who acts.
    """

    passage: Passage
    first: int
    after: int
    name: str
    spans: tuple[Span, ...]
    gender: str
    person: Person | None = None
    body: Body | None = None
    anonymous: bool = False
    governed: bool = False
    full: bool = False
    plural: bool = False

    @property
    def place(self) -> tuple[int, int]:
        return self.passage.start, self.first


@remembered
def find_actors(article: Article) -> dict[int, tuple[Actor, ...]]:
    """Whoever is named in each passage (by its id), in order; no two overlap."""
    found: dict[int, dict[int, Actor]] = {id(passage): {} for passage in article.passages}
    for actor in (*_iterate_people(article), *_iterate_bodies(article), *_iterate_places(article)):
        known = found[id(actor.passage)]
        if actor.first not in known:
            known[actor.first] = actor
    for passage in article.passages:
        known = found[id(passage)]
        _drop_overlaps(known)
        for actor in _iterate_nameless(passage, known):
            known[actor.first] = actor
    return {key: tuple(known[i] for i in sorted(known)) for key, known in found.items()}


def _drop_overlaps(known: dict[int, Actor]) -> None:
    """Keep people before organisations, organisations before places, where one is inside the other."""
    end = -1
    for first in sorted(known):
        if first < end:
            del known[first]
        else:
            end = known[first].after


def _iterate_people(article: Article) -> Iterator[Actor]:
    for person in find_people(article):
        for mention in person.mentions:
            first = mention.first if mention.role_first is None else min(mention.role_first, mention.first)
            first = first if mention.first_of_all < 0 else min(first, mention.first_of_all)
            yield Actor(
                passage=mention.passage,
                first=first,
                after=max(mention.end_of_all, mention.after),
                name=person.name.surface,
                spans=mention.spans,
                gender=mention.gender or person.gender,
                person=person,
                governed=_is_governed(look_up(mention.passage), first),
                full=mention.rule != "person.short",
            )


def _iterate_bodies(article: Article) -> Iterator[Actor]:
    for body in find_bodies(article):
        for mention in body.mentions:
            yield Actor(
                passage=mention.passage,
                first=mention.first,
                after=mention.after,
                name=body.name.surface,
                spans=mention.spans,
                gender=_find_gender(mention.keys[-1][0]),
                body=body,
                governed=_is_governed(look_up(mention.passage), mention.first),
            )


def _find_gender(word: str) -> str:
    """The gender of an organisation by the noun that its name begins with, if it begins with one."""
    if word.endswith((_FEMININE, "ات")):
        return "feminine"
    known = spell_list("organizations.toml", "bodies")
    return "masculine" if word in known or word.removeprefix(ARTICLE) in known else ""


def _iterate_places(article: Article) -> Iterator[Actor]:
    """Countries and cities: "وأعلنت موسكو أن"."""
    for place in find_places(article):
        if place.kind in ("country", "city") and place.rule != "place.announced":
            yield Actor(
                passage=place.passage,
                first=place.first,
                after=place.after,
                name=place.surface,
                spans=place.spans,
                gender="feminine",
                governed=place.start > place.passage.tokens[place.first].start + 1
                or _follows_noun(look_up(place.passage), place.first),
            )


def _follows_noun(lookups: Lookups, i: int) -> bool:
    """Whether the place at token `i` belongs to a noun before it: "مهرجان القاهرة"."""
    word, before = lookups.text(i), lookups.text(i - 1)
    if not lookups.is_word(i - 1) or lookups.is_particle(i - 1) or word.startswith(_AND):
        return False
    return not (is_verb(before) or lookups.has(speech_verbs(), i - 1) or before in times())


def _is_governed(lookups: Lookups, i: int) -> bool:
    """Whether a preposition stands before token `i` or is written together with it."""
    word, before = lookups.text(i), lookups.text(i - 1)
    if before in spell_list("speech.toml", "quoting", "aside"):
        return True
    bare = word[1:] if word[:1] in ("و", "ف") and len(word) > 3 else word
    if bare.startswith("لل"):
        return True
    clitic = bare.startswith(_PREPOSITIONS) and any(stem == bare[1:] for stem in drop_clitics(word))
    return clitic and (is_definite_word(bare[1:]) or _is_noun_known(bare[1:]))


def _is_noun_known(word: str) -> bool:
    triggers = spell_list("organizations.toml", "bodies")
    return word in triggers or ARTICLE + word in triggers


# People without a name.


def _iterate_nameless(passage: Passage, known: dict[int, Actor]) -> Iterator[Actor]:
    lookups = look_up(passage)
    taken = {i for actor in known.values() for i in range(actor.first, actor.after)}
    i = 0
    while i < len(lookups.tokens):
        found = read_nameless(lookups, i) if i not in taken else None
        if found is None or _cuts(found, known, taken):
            i += 1
            continue
        yield found
        i = max(found.after, i + 1)


def _cuts(found: Actor, known: dict[int, Actor], taken: set[int]) -> bool:
    """Whether somebody with a name is only in part inside the phrase."""
    inside = [known[k] for k in range(found.first, found.after) if k in known]
    covered = {k for actor in inside for k in range(actor.first, actor.after)}
    overlap = taken.intersection(range(found.first, found.after))
    return any(actor.after > found.after for actor in inside) or not overlap <= covered


def read_nameless(lookups: Lookups, i: int) -> Actor | None:
    """Somebody without a name at token `i`: a role alone, "سيدة", "مصادر مطلعة"."""
    start = _find_human(lookups, i)
    if start is None or start.nation:
        return None
    reader = RoleReader(lookups, start)
    while reader.next - i < _LONGEST and reader.read_on_alone():
        pass
    passage, after = lookups.passage, reader.next
    begin = lookups.start_of(i, start.skip)
    end = lookups.tokens[after - 1].end
    return Actor(
        passage=passage,
        first=i,
        after=after,
        name=read_surface(passage, begin, end),
        spans=passage.source_spans(begin, end),
        gender=start.gender,
        anonymous=True,
        plural=start.plural,
        governed=_is_governed(lookups, i),
    )


def _find_human(lookups: Lookups, i: int) -> RoleStart | None:
    if not lookups.is_word(i) or lookups.has_whole(speech_verbs(), i):
        return None
    found = lookups.find(attributions(), i)
    if found and found.value.kind == "anonymous" and not found.skip and found.length > 1:
        return _start_nameless(i, found.length)
    for skip, word in _split(lookups.text(i)):
        collective = word in spell_list("speech.toml", "quoting", "collectives")
        if collective or word in spell_list("speech.toml", "quoting", "people"):
            return RoleStart(
                first=i,
                after=i + 1,
                skip=skip,
                gender="feminine" if word.endswith(_FEMININE) else "masculine",
                plural=word.endswith(_PLURALS),
                definite=is_definite_word(word),
                possessed=False,
                is_role=True,
            )
    if found and found.value.kind == "anonymous" and not found.skip:
        return _start_nameless(i, found.length)
    start = find_role(lookups, i)
    return start if start and start.is_role else None


def _start_nameless(i: int, length: int) -> RoleStart:
    return RoleStart(
        first=i,
        after=i + length,
        skip=0,
        gender="",
        plural=False,
        definite=False,
        possessed=False,
        is_role=True,
    )


def _split(word: str) -> Iterator[tuple[int, str]]:
    yield 0, word
    for stem in drop_clitics(word):
        yield len(word) - len(stem), stem


# What a noun means that stands for somebody named before.


def find_meant_body(article: Article, passage: Passage, i: int) -> Actor | None:
    """The organisation that "الوزارة" alone means at token `i`; without one before, the word itself."""
    lookups = look_up(passage)
    word = lookups.text(i)
    stem = word[1:] if word[:1] in ("و", "ف") and is_definite_word(word[1:]) else word
    if not is_definite_word(stem) or stem[len(ARTICLE) :] not in spell_list("organizations.toml", "bodies"):
        return None
    body = resolve_body(article, passage, i)
    token = passage.tokens[i]
    start = token.start + len(word) - len(stem)
    return Actor(
        passage=passage,
        first=i,
        after=i + 1,
        name=body.name.surface if body else read_surface(passage, start, token.end),
        spans=passage.source_spans(start, token.end) + (body.name.spans if body else ()),
        gender="feminine" if stem.endswith(_FEMININE) else "masculine",
        body=body,
    )
