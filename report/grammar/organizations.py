"""Organisations: known ones, and names that begin with a noun like "وزارة", "شركة" or "الهيئة".

A known name that is a word or another name as well needs something beside it that makes it an organisation:
a verb of speech, its Latin name, a credit line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.arabic.tokens import ARTICLE
from report.grammar._lookups import (
    Lookups,
    Mention,
    is_definite_word,
    look_up,
    mention_of,
    particles,
    read_words,
    spell_list,
)
from report.grammar._organization_names import (
    Extent,
    is_adjective,
    read_latin,
    read_quoted,
    read_triggered,
)
from report.grammar._passages import Passage, remembered
from report.grammar._teams import find_club
from report.grammar.gazetteer import PhraseMatch, nationalities
from report.grammar.vocabulary import (
    Organization,
    attributions,
    clause_particles,
    latin_organizations,
    names,
    organizations,
    source_particles,
    speech_verbs,
)

_CREDITS = frozenset({"credit", "attribution"})
_BRACKETS = "()"
_QUOTES = frozenset('"«»“”„')
_LONGEST_ALIAS = 3
_SPEECH_REACH = 25  # tokens between a verb of speech and the medium
_TO = "ل"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationMention(Mention):
    """An organisation where it is named; `start` to `end` is the name, tokens `first` to `after` all of it.

    `usual` is the usual name of a known one, `keys` are its names here in folded spelling: without the noun
    that begins it, and whole. If `alias`, it is another name, in brackets, of the mention before it.
    """

    rule: str
    kind: str
    usual: str
    keys: tuple[tuple[str, ...], ...]
    alias: bool = False


@remembered
def find_organizations(passage: Passage) -> tuple[OrganizationMention, ...]:
    """The organisations that are named in the passage, in order; no two overlap."""
    return tuple(_iterate(look_up(passage)))


def _iterate(lookups: Lookups) -> Iterator[OrganizationMention]:
    i = 0
    while i < len(lookups.tokens):
        found = _read(lookups, i)
        if found is None:
            i += 1
            continue
        yield found
        i = found.after
        alias = _read_alias(lookups, i)
        if alias:
            yield alias
            i = alias.after + 1


def _read(lookups: Lookups, i: int) -> OrganizationMention | None:
    """The organisation that begins at token `i`: the longer of a known name and one with its noun."""
    known = _read_known(lookups, i) or _read_team(lookups, i) or _read_told(lookups, i)
    extent = read_triggered(lookups, i)
    in_charge = known and lookups.text(known.after) in spell_list("organizations.toml", "extent", "in-charge")
    if extent and (known is None or (extent.after > known.after and not in_charge)):
        return _make_triggered(lookups, extent)
    return known


# Known names.


def _read_known(lookups: Lookups, i: int) -> OrganizationMention | None:
    found = lookups.find(organizations(), i)
    rule = "organization.known"
    if found is None or (found.value.careful and not _is_supported(lookups, i, found)):
        found = _find_latin(lookups, i)
        rule = "organization.latin"
    if found is None or _is_model(lookups, i, i + found.length):
        return None
    return _make_known(lookups, i, found, rule)


def _find_latin(lookups: Lookups, i: int) -> PhraseMatch[Organization] | None:
    if lookups.kind(i) != "latin":
        return None
    found = latin_organizations().find([token.text for token in lookups.tokens[i : i + _LONGEST_ALIAS]])
    if found is None or found.skip or lookups.kind(i - 1) == "latin":
        return None
    return found if read_latin(lookups, i) <= i + found.length else None


def _make_known(
    lookups: Lookups, i: int, found: PhraseMatch[Organization], rule: str, *, alias: bool = False
) -> OrganizationMention:
    start, end = lookups.start_of(i, found.skip), lookups.tokens[i + found.length - 1].end
    return OrganizationMention(
        passage=lookups.passage,
        first=i,
        after=i + found.length,
        start=start,
        end=end,
        rule=rule,
        kind=found.value.kind,
        usual=found.value.name,
        keys=(read_words(lookups.passage, start, end),),
        alias=alias,
    )


def _is_model(lookups: Lookups, first: int, after: int) -> bool:
    """Whether the maker's name belongs to a model: "طراز بوينغ 737"."""
    before, following = lookups.text(first - 1), after
    if lookups.text(after) == "-":
        following += 1
    numbered = lookups.kind(following) == "number"
    makes = lookups.kind(first) == "latin" or lookups.text(first) in spell_list("entities.toml", "makers")
    return before in spell_list("entities.toml", "models") or (numbered and makes)


def _is_supported(lookups: Lookups, i: int, found: PhraseMatch[Organization]) -> bool:
    """Whether what stands beside a careful name makes it an organisation."""
    passage, after = lookups.passage, i + found.length
    if passage.kind in _CREDITS or _fills_brackets(lookups, i, after):
        return True
    if lookups.text(after) == "(" and _find_latin(lookups, after + 1):
        return True
    if lookups.has(speech_verbs(), i - 1) and _introduces(lookups, after):
        return True
    return found.value.kind in ("agency", "media") and _is_attributed(lookups, i)


def _fills_brackets(lookups: Lookups, first: int, after: int) -> bool:
    return lookups.text(first - 1) == "(" and lookups.text(after) == ")"


def _introduces(lookups: Lookups, i: int) -> bool:
    """Whether a clause, a quotation or who spoke comes next."""
    return bool(
        lookups.text(i) == ":"
        or lookups.text(i) in _QUOTES
        or lookups.has_whole(clause_particles(), i)
        or lookups.text(i) in source_particles()
    )


def _is_attributed(lookups: Lookups, i: int) -> bool:
    for length in (1, 2, 3):
        found = lookups.find(attributions(), i - length)
        if found and found.length == length and found.value.kind in ("either", "channel"):
            return True
    return False


def _read_team(lookups: Lookups, i: int) -> OrganizationMention | None:
    found = find_club(lookups, i)
    if found is None:
        return None
    mention = mention_of(lookups.passage, i, i + found.length, found.skip)
    known = _recognise(mention.words)
    return OrganizationMention(
        passage=mention.passage,
        first=mention.first,
        after=mention.after,
        start=mention.start,
        end=mention.end,
        rule="organization.team",
        kind="team",
        usual=known.name if known else "",
        keys=(mention.words,),
    )


def _read_told(lookups: Lookups, i: int) -> OrganizationMention | None:
    """A medium that is told by what is done: "قال لـ«الحياة»", "نشرته New York Post"."""
    before = lookups.text(i - 1)
    if lookups.kind(i) == "latin" and before in spell_list("sources.toml", "attribution", "carried"):
        return _make_told(lookups, i, i, read_latin(lookups, i))
    if before != _TO or lookups.text(i) not in _QUOTES:
        return None
    quoted = read_quoted(lookups, i)
    speaks = any(lookups.has(speech_verbs(), k) for k in range(max(0, i - _SPEECH_REACH), i))
    if quoted is None or quoted[1] - quoted[0] > _LONGEST_ALIAS or not speaks:
        return None
    listed = lookups.find_whole(names(), quoted[0])
    if listed and listed.value.part == "given":
        return None
    return _make_told(lookups, i, quoted[0], quoted[1])


def _make_told(lookups: Lookups, first: int, start: int, after: int) -> OrganizationMention:
    mention = mention_of(lookups.passage, start, after)
    known = _recognise(mention.words)
    return OrganizationMention(
        passage=mention.passage,
        first=first,
        after=after + (first < start),
        start=mention.start,
        end=mention.end,
        rule="organization.told",
        kind="media",
        usual=known.name if known else "",
        keys=(mention.words,),
    )


# Names that a noun begins.


def _make_triggered(lookups: Lookups, extent: Extent) -> OrganizationMention:
    passage = lookups.passage
    whole_start = lookups.start_of(extent.first, extent.skip)
    start = whole_start if extent.name_first == extent.first else lookups.tokens[extent.name_first].start
    end = lookups.tokens[extent.name_after - 1].end
    name = read_words(passage, start, end)
    whole = read_words(passage, whole_start, lookups.tokens[extent.after - 1].end)
    proper = extent.rule == "organization.proper"
    known = _recognise(name) or _recognise(whole) or (_recognise(name[1:]) if proper else None)
    return OrganizationMention(
        passage=passage,
        first=extent.first,
        after=extent.after,
        start=start,
        end=end,
        rule=extent.rule,
        kind=known.kind if known else extent.kind,
        usual=known.name if known else "",
        keys=tuple(dict.fromkeys((name, whole))),
    )


def _recognise(words: tuple[str, ...]) -> Organization | None:
    found = organizations().find(words) if words else None
    return found.value if found and not found.skip and found.length == len(words) else None


# Another name in brackets.


def _read_alias(lookups: Lookups, i: int) -> OrganizationMention | None:
    """A short name in brackets after a long one: "(أوبك)", "(WHO)"."""
    while lookups.text(i) in _QUOTES or is_adjective(lookups, i):
        i += 1
    if lookups.text(i) != "(":
        return None
    first, after = i + 1, i + 1
    while after < len(lookups.tokens) and lookups.text(after) not in _BRACKETS:
        after += 1
    if lookups.text(after) != ")" or not 0 < after - first <= _LONGEST_ALIAS:
        return None
    if any(lookups.kind(k) not in ("word", "latin") for k in range(first, after)):
        return None
    found = lookups.find_whole(organizations(), first) or _find_latin(lookups, first)
    if found and found.length == after - first:
        return _make_known(lookups, first, found, "organization.alias", alias=True)
    if any(
        lookups.find_whole(nationalities(), k) or lookups.text(k) in particles() for k in range(first, after)
    ):
        return None
    start, end = lookups.tokens[first].start, lookups.tokens[after - 1].end
    return OrganizationMention(
        passage=lookups.passage,
        first=first,
        after=after,
        start=start,
        end=end,
        rule="organization.alias",
        kind="",
        usual="",
        keys=(read_words(lookups.passage, start, end),),
        alias=True,
    )


def is_body_word(word: str) -> bool:
    """Whether a word in folded spelling is a noun of organisations with the article: "المنظمة"."""
    return is_definite_word(word) and word[len(ARTICLE) :] in spell_list("organizations.toml", "bodies")
