"""How far the name of an organisation goes that begins with a noun like "وزارة" or "الهيئة".

Without a parser: after a noun in construct state comes a proper name, a place, or nouns up to one with the
article; after one with the article an adjective. Then adjectives, what they work on ("للتربية والعلم"), and
what "and" joins. Rather no name than one word too many.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from report.arabic.tokens import ARTICLE
from report.grammar._lookups import (
    Lookups,
    drop_clitics,
    drop_pronoun,
    is_accusative,
    is_definite_word,
    is_unknown,
    is_verb,
    spell_list,
    times,
)
from report.grammar.gazetteer import nationalities, places
from report.grammar.vocabulary import (
    courtesy_titles,
    name_particles,
    names,
    organization_triggers,
    organizations,
    roles,
    speech_verbs,
)

_OPENING = frozenset('"«“„')
_CLOSING = frozenset('"»”“')
_AND_THE = "وال"
_TO_THE = "لل"
_TO = "ل"
_NISBA = ("ي", "يه")
_FEMININE = "ه"
_LONGEST_QUOTED = 7
_LONGEST_PROPER = 4
_LONGEST_CHAIN = 3
_JOINTS = frozenset("-&.'’+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Tokens `first` to `after` tell the name, which is those from `name_first` to `name_after`.

    `skip` is the number of clitic letters before token `first`.
    """

    first: int
    after: int
    name_first: int
    name_after: int
    skip: int
    kind: str
    rule: str


def read_triggered(lookups: Lookups, i: int) -> Extent | None:
    """The name that begins with a noun of organisations at token `i`."""
    found = lookups.find(organization_triggers(), i)
    if not lookups.is_word(i):
        return None
    if found is None:
        return _read_possessed(lookups, i)
    length, skip = found.length, found.skip
    while length > 1 and is_definite_word(lookups.text(i + length - 1)):
        length -= 1
    words = [lookups.text(i + k) for k in range(length)]
    words[0] = words[0][found.skip :]
    merged = lookups.spelled[i][: found.skip].endswith(_TO_THE)
    if _hides_article(lookups, i, found.skip) and is_adjective(lookups, i + length):
        merged, words[0], skip = True, ARTICLE + words[0], skip - 1
    definite = merged or is_definite_word(words[0])
    lemma = " ".join(words).removeprefix(ARTICLE) if definite else " ".join(words)
    reading = _Reading(lookups, i, i + length, skip, lemma, found.value.kind)
    return reading.read_definite() if definite else reading.read_construct()


def _read_possessed(lookups: Lookups, i: int) -> Extent | None:
    """ "حزبه «فيديز»": a name in quotation marks after the noun with a pronoun."""
    quoted = read_quoted(lookups, i + 1)
    if quoted is None:
        return None
    for stem in drop_pronoun(lookups.text(i))[1:]:
        found = organization_triggers().find([stem])
        if found and stem not in _extent("shows"):
            return Extent(
                first=i,
                after=quoted[1] + 1,
                name_first=quoted[0],
                name_after=quoted[1],
                skip=0,
                kind=found.value.kind,
                rule="organization.quoted",
            )
    return None


def _hides_article(lookups: Lookups, i: int, skip: int) -> bool:
    """Whether "لـ" before a noun that begins with lam may hold the article: "للجنة"."""
    word = lookups.spelled[i]
    return skip > 0 and word[skip - 1] == _TO and word[skip:] in spell_list("entities.toml", "lam")


class _Reading:
    """Reads on from the noun of organisations, which is tokens `first` to `next`."""

    def __init__(self, lookups: Lookups, first: int, after: int, skip: int, lemma: str, kind: str) -> None:
        self.lookups = lookups
        self.first = first
        self.next = after
        self.skip = skip
        self.lemma = lemma
        self.kind = kind

    # With the article.

    def read_definite(self) -> Extent | None:
        """The noun, its adjectives, and what it works on."""
        if self.lemma not in _extent("adjective"):
            return None
        after, telling = self.next, 0
        nation = 0
        while is_adjective(self.lookups, after) and self._agrees(after):
            nation += self.lookups.has_whole(nationalities(), after)
            telling += self._tells(after)
            after += 1
        if after == self.next:
            return None
        quoted = read_quoted(self.lookups, after)
        if quoted:
            return self._make("organization.quoted", quoted[1] + 1, quoted)
        end = self._read_tail(after)
        works_on = end > after
        named = works_on or telling > 1 or (telling and nation > 0)
        if named or (nation == 1 and telling == 0 and self.lemma in _extent("airline")):
            return self._make("organization.adjective", end)
        if telling and self.kind in ("court", "politics"):
            return self._make("organization.adjective", end)
        return None

    def _agrees(self, i: int) -> bool:
        bare = self.lookups.text(i).removeprefix(ARTICLE)
        feminine = bare.endswith(_FEMININE) or bare in spell_list("organizations.toml", "fields", "feminine")
        return feminine == self.lemma.split()[0].endswith(_FEMININE) or self.lemma in _extent("airline")

    def _tells(self, i: int) -> bool:
        """Whether the adjective may be part of a name, and tells more than where or whose."""
        if self.lookups.has_whole(nationalities(), i) and not self._is_wide(i):
            return False
        bare = self.lookups.text(i).removeprefix(ARTICLE)
        return bare not in spell_list("organizations.toml", "descriptive")

    def _is_wide(self, i: int) -> bool:
        """An adjective of a part of the world, not of a country."""
        found = self.lookups.find_whole(nationalities(), i)
        return bool(found and found.value.kind in ("continent", "region"))

    # In construct state.

    def read_construct(self) -> Extent | None:
        lookups, i = self.lookups, self.next
        takes = {name for name in ("noun", "proper", "cause") if self.lemma in _extent(name)}
        if not takes:
            return None
        quoted = read_quoted(lookups, i) or self._read_bracketed(i)
        if (quoted and self.lemma in _extent("shows")) or self._lacks_field(i) or self._is_jury(i):
            return None
        house = self._read_house(i)
        if house:
            return self._make("organization.construct", house)
        proper = quoted or _read_proper(lookups, i)
        if proper and not quoted and takes == {"cause"} and not self._is_told(proper):
            return None
        if proper and self.lemma in _extent("site") and not self._is_medium(proper[1] + bool(quoted)):
            return None
        if quoted:
            return self._make("organization.quoted", quoted[1] + 1, quoted)
        if proper:
            return self._read_after_proper(proper)
        place = lookups.find_whole(places(), i)
        if place and self.lemma in _extent("place"):
            end = self._read_tail(i + place.length)
            return self._make("organization.construct", end, self._alone(i, end))
        if "noun" in takes or (
            "cause" in takes and lookups.text(i) in spell_list("organizations.toml", "causes")
        ):
            return self._read_nouns(i)
        return None

    def _is_jury(self, i: int) -> bool:
        return self.lookups.text(i).removeprefix(ARTICLE) in _extent("nameless")

    def _lacks_field(self, i: int) -> bool:
        """Whether the noun, as "غرفة", is one of organisations only before what they work on."""
        return (
            self.lemma in _extent("fields")
            and not {self.lookups.text(i), ARTICLE + self.lookups.text(i)} & _fields()
        )

    def _read_house(self, i: int) -> int | None:
        """The end of "دار نوفا للنشر والتوزيع", or of "عن دار الآداب"."""
        lookups = self.lookups
        if self.lemma not in _extent("houses"):
            return None
        for k in range(i, i + _LONGEST_CHAIN + 1):
            if k > i and lookups.text(k) in _extent("publishing"):
                return self._read_tail(k + 1)
            if not lookups.is_word(k) or lookups.is_particle(k):
                break
        published = self.skip == 0 and lookups.text(self.first - 1) in _extent("published")
        return i + 1 if published and is_definite_word(lookups.text(i)) else None

    def _read_bracketed(self, i: int) -> tuple[int, int] | None:
        """The name in brackets right after the noun, as some papers write it: "قناة (العربية)"."""
        if self.lookups.text(i) != "(" or self.lemma not in _extent("alone"):
            return None
        end = i + 1
        while self.lookups.kind(end) in ("word", "latin") and end - i <= _LONGEST_PROPER:
            end += 1
        return (i + 1, end) if self.lookups.text(end) == ")" and end > i + 1 else None

    def _is_medium(self, after: int) -> bool:
        """Whether a "موقع" is one of the web: something is said to it or by it, or an adjective says so."""
        said = self.lookups.has(speech_verbs(), self.first - 1)
        carried = spell_list("sources.toml", "attribution", "carried")
        told = said or self.lookups.text(self.first - 1) in carried
        return told or self.skip > 0 or self.lookups.text(after) in _extent("web")

    def _read_after_proper(self, proper: tuple[int, int]) -> Extent | None:
        """A proper name; adjectives after it describe it, unless the name needs its noun."""
        end = name_end = proper[1]
        while is_adjective(self.lookups, end):
            end += 1
            if not self.lookups.has_whole(nationalities(), end - 1):
                name_end = end
        if self.lemma in _extent("alone") or (proper[1] - proper[0] > 1 and self._is_known(proper)):
            return self._make("organization.proper", end, proper)
        end = self._read_tail(end)
        return self._make(
            "organization.proper", end, (self.first, end if name_end > proper[1] else proper[1])
        )

    def _is_told(self, proper: tuple[int, int]) -> bool:
        """Whether the lexicon or its letters tell the name."""
        return self._is_known(proper) or self.lookups.kind(proper[0]) == "latin"

    def _is_known(self, proper: tuple[int, int]) -> bool:
        found = self.lookups.find_whole(organizations(), proper[0])
        return found is not None and proper[0] + found.length == proper[1]

    def _read_nouns(self, i: int) -> Extent | None:
        """Nouns up to one with the article or a place, and its tail."""
        after = self._read_chain(i)
        if after is None:
            return None
        end = self._read_tail(after)
        if end == after and self.lookups.text(after - 1) in spell_list("organizations.toml", "generic"):
            return None
        if self.lemma in _extent("long") and end == after == i + 1:
            return None
        quoted = read_quoted(self.lookups, end) if self.lemma in _extent("alone") else None
        if quoted:
            return self._make("organization.quoted", quoted[1] + 1, quoted)
        return self._make("organization.construct", end)

    def _read_chain(self, i: int) -> int | None:
        """The token after a chain of nouns that begins at `i`, of which the last is definite."""
        lookups = self.lookups
        for k in range(i, i + _LONGEST_CHAIN + 1):
            word = lookups.text(k)
            if not lookups.is_word(k) or lookups.is_particle(k) or word in times():
                return None
            if is_definite_word(word):
                return _read_titled(lookups, k)
            place = lookups.find_whole(places(), k) if k > i else None
            if place:
                return k + place.length
            if not _is_chain_noun(lookups, k):
                return None
        return None

    def _read_tail(self, after: int) -> int:
        """Past the adjectives, the joined nouns and the fields of work that follow."""
        while True:
            end = self._read_more(after)
            if end == after:
                return after
            after = end

    def _read_more(self, i: int) -> int:
        lookups, word = self.lookups, self.lookups.text(i)
        if not lookups.is_word(i):
            return i
        if is_adjective(lookups, i):
            return i + 1
        if word.startswith(_AND_THE) and word[1:] in _fields():
            return i + 1
        if word.startswith(_TO_THE) and ARTICLE + word[len(_TO_THE) :] in _fields():
            return i + 1
        known = lookups.find(organizations(), i)
        if known and known.skip and word.startswith(_TO_THE):
            return i + known.length
        if word.startswith(_TO) and word[1:] in spell_list("organizations.toml", "fields", "heads"):
            after = self._read_chain(i + 1)
            return after if after is not None else i
        return i

    # Results.

    def _choose_kind(self, after: int, *, proper: bool) -> str:
        """The kind of the noun; an agency that is not of news is one of a state."""
        if self.lemma not in _extent("agency") or proper:
            return self.kind
        words = self.lookups.spelled[self.next : after]
        return self.kind if any(word in _extent("press") for word in words) else "government"

    def _alone(self, first: int, after: int) -> tuple[int, int] | None:
        return (first, after) if self.lemma in _extent("alone") else None

    def _make(self, rule: str, after: int, name: tuple[int, int] | None = None) -> Extent:
        first, end = name or (self.first, after)
        return Extent(
            first=self.first,
            after=after,
            name_first=first,
            name_after=end,
            skip=self.skip,
            kind=self._choose_kind(after, proper=name is not None),
            rule=rule,
        )


def is_adjective(lookups: Lookups, i: int) -> bool:
    """Whether token `i` looks like an adjective with the article."""
    word = lookups.text(i)
    if not lookups.is_word(i) or not is_definite_word(word):
        return False
    bare = word[len(ARTICLE) :]
    if bare in spell_list("organizations.toml", "fields", "adjectives"):
        agrees = lookups.text(i - 1).endswith(_FEMININE) == word.endswith(_FEMININE)
        return word not in times() or (agrees and lookups.text(i + 1) not in times())
    if word in times():
        return False
    if lookups.has_whole(nationalities(), i):
        return True
    return len(bare) > 3 and bare.endswith(_NISBA) and not lookups.has_whole(roles(), i)


def read_quoted(lookups: Lookups, i: int) -> tuple[int, int] | None:
    """The tokens between the quotation marks that open at token `i`, if they may be a name."""
    if lookups.text(i) not in _OPENING:
        return None
    for k in range(i + 1, min(i + 2 + _LONGEST_QUOTED, len(lookups.tokens))):
        if lookups.text(k) in _CLOSING:
            return (i + 1, k) if k > i + 1 else None
        if lookups.kind(k) == "mark" and lookups.text(k) not in _JOINTS:
            return None
    return None


def _read_proper(lookups: Lookups, i: int) -> tuple[int, int] | None:
    """A name in Latin letters, a known one, or words that are none of the language."""
    if lookups.kind(i) == "latin":
        return i, read_latin(lookups, i)
    known = lookups.find_whole(organizations(), i)
    if known:
        return i, i + known.length
    end = i
    while end < i + _LONGEST_PROPER and _is_proper_word(lookups, end):
        end += 1
    return (i, end) if end > i else None


def read_latin(lookups: Lookups, i: int) -> int:
    end = i + 1
    while lookups.kind(end) in ("latin", "number") or (
        lookups.text(end) in _JOINTS and lookups.kind(end + 1) == "latin"
    ):
        end += 1
    return end


def _is_proper_word(lookups: Lookups, i: int) -> bool:
    word = lookups.text(i)
    if not lookups.is_word(i) or not is_unknown(word) or lookups.is_particle(i):
        return False
    if any(stem in names() for stem in drop_clitics(word)):
        return False
    return not lookups.has(places(), i) and not lookups.has_whole(nationalities(), i)


def _is_chain_noun(lookups: Lookups, i: int) -> bool:
    """Whether token `i` may be a noun in construct state: no verb, no adverb, nothing with a clitic."""
    word = lookups.text(i)
    bare = ARTICLE + word
    if bare in _fields() or word in spell_list("organizations.toml", "fields", "heads"):
        return True
    if len(word) < 3 or is_verb(word) or is_accusative(word) or word.endswith(_NISBA[1]):
        return False
    role = lookups.find(roles(), i)
    if (role and not role.value.plural) or lookups.has(names(), i):
        return False
    return word[0] not in "وفبلك" or not any(len(stem) > 3 for stem in drop_clitics(word))


def _read_titled(lookups: Lookups, i: int) -> int:
    """Past a noun with the article, and past the name after it if it is a title: "جامعة الملك سعود"."""
    if not lookups.has_whole(courtesy_titles(), i):
        return i + 1
    end = i + 1
    while lookups.find_whole(names(), end) or lookups.text(end) in name_particles():
        found = lookups.find_whole(names(), end)
        end += found.length if found else 1
    return end


@cache
def _extent(name: str) -> frozenset[str]:
    return spell_list("organizations.toml", "extent", name)


@cache
def _fields() -> frozenset[str]:
    return spell_list("organizations.toml", "fields")
