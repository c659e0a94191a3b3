"""Phrases that say what somebody is: "وزير الخارجية الصومالي", "الباحثة في جامعة طوكيو", "مدربه".

A phrase begins with a role, a title, a noun of kinship or the adjective of a country, and goes on with what
may belong to it: adjectives, portfolios, organisations, places. It is closed where a name may follow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from report.arabic.tokens import ARTICLE
from report.grammar._lookups import (
    Lookups,
    Mention,
    is_accusative,
    is_definite_word,
    is_unknown,
    is_verb,
    spell_list,
    times,
)
from report.grammar._passages import Passage, remembered
from report.grammar._person_names import read_name
from report.grammar._place_candidates import find_candidates
from report.grammar.gazetteer import PhraseMatch, nationalities, places
from report.grammar.organizations import find_organizations
from report.grammar.vocabulary import (
    Role,
    courtesy_titles,
    kinship_nouns,
    names,
    role_modifiers,
    role_prefixes,
    roles,
    speech_verbs,
)
from report.grammar.words import is_ordinary_word

_LONGEST = 14
_HIS = "ه"
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه")
_OPENED = "ت"
_TA_MARBUTA = "ة"
_FEMININE = "ه"  # ta marbuta, in folded spelling
_AND = "و"
_TO, _TO_THE = "ل", "لل"
_BARE_IN_A_ROW = 3
_NISBA = ("ي", "يه")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStart:
    """The role that tokens `first` to `after` are, and what is known of whoever has it."""

    first: int
    after: int
    skip: int
    gender: str
    plural: bool
    definite: bool
    possessed: bool
    is_role: bool
    """Not only a courtesy."""
    kin: bool = False
    nation: bool = False
    """Only the adjective of a country: the name must follow at once."""


def find_role(lookups: Lookups, i: int) -> RoleStart | None:
    """The role, title, kinship or nationality at token `i`."""
    if not lookups.is_word(i):
        return None
    his = lookups.tokens[i].text.endswith(_HIS)
    return (
        (_find_possessed(lookups, i) if his else None)
        or _find_one_of(lookups, i)
        or _find_listed(lookups, i)
        or _find_possessed(lookups, i)
        or _find_kin(lookups, i)
        or _find_nation(lookups, i)
    )


def _find_listed(lookups: Lookups, i: int) -> RoleStart | None:
    found, prefix = _find_form(lookups, i), lookups.find(role_prefixes(), i)
    title = lookups.find(courtesy_titles(), i)
    if prefix and (found is None or prefix.length > found.length):
        definite = is_definite_word(lookups.text(i)[prefix.skip :])
        return _start(i, prefix.length, prefix.skip, lookups.text(i), definite=definite)
    if found and _is_adjective_here(lookups, i, found):
        return None
    if found:
        role = next((value for value in found.values if not value.plural), found.values[0])
        merged = lookups.spelled[i][: found.skip].endswith(_TO_THE)
        return RoleStart(
            first=i,
            after=i + found.length,
            skip=found.skip,
            gender=role.gender,
            plural=role.plural,
            definite=role.definite or merged or is_definite_word(lookups.text(i + found.length - 1)),
            possessed=False,
            is_role=True,
        )
    if title:
        dotted = len(lookups.text(i)) == 1 and lookups.text(i + 1) == "."
        return _start(i, title.length + dotted, title.skip, lookups.text(i), definite=True, is_role=False)
    return None


def _find_one_of(lookups: Lookups, i: int) -> RoleStart | None:
    """ "أحد أعضاء الفريق": one of those who have a role."""
    if lookups.text(i) not in spell_list("roles.toml", "one-of"):
        return None
    found = _find_listed(lookups, i + 1)
    several = found is not None and found.plural and not found.skip
    return replace(found, first=i, plural=False, definite=False) if found and several else None


def _find_form(lookups: Lookups, i: int) -> PhraseMatch[Role] | None:
    """A role of the lexicon; of one word, in the accusative too: "مسؤولا"."""
    word = lookups.text(i)
    if is_accusative(word) and not lookups.has(roles(), i):
        return roles().find([word[:-1]])
    return lookups.find(roles(), i)


def _is_adjective_here(lookups: Lookups, i: int, found: PhraseMatch[Role]) -> bool:
    """Whether a word like "صحفي" describes the noun before it: "مؤتمر صحفي"."""
    word, before = lookups.text(i), lookups.text(i - 1)
    if found.length > 1 or found.skip or not word.endswith(_NISBA) or not lookups.is_word(i - 1):
        return False
    if word.removeprefix(ARTICLE) in spell_list("roles.toml", "nouns"):
        return False
    if lookups.is_particle(i - 1) or is_verb(before) or lookups.has(speech_verbs(), i - 1):
        return False
    return is_definite_word(word) == is_definite_word(before)


def _find_possessed(lookups: Lookups, i: int) -> RoleStart | None:
    """A role with a pronoun: "مدربه", "طبيبتها"."""
    word = lookups.text(i)
    for pronoun in _PRONOUNS:
        stem = word.removesuffix(pronoun)
        if stem == word or len(stem) < 3 or _ends_in_ta_marbuta(lookups, i):
            continue
        feminine = stem[:-1] + _FEMININE if stem.endswith(_OPENED) else ""
        for form in filter(None, (feminine, stem)):
            found = roles().find([form])
            if form in spell_list("roles.toml", "possessed", "never"):
                continue
            if found and found.length == 1 and not found.value.plural and is_ordinary_word(word):
                return RoleStart(
                    first=i,
                    after=i + 1,
                    skip=found.skip,
                    gender=found.value.gender,
                    plural=False,
                    definite=True,
                    possessed=True,
                    is_role=True,
                )
    return None


def _ends_in_ta_marbuta(lookups: Lookups, i: int) -> bool:
    """Whether what folding makes of "ه" and "ة" alike is no pronoun here."""
    return lookups.tokens[i].text.endswith(_TA_MARBUTA)


def _find_kin(lookups: Lookups, i: int) -> RoleStart | None:
    found = lookups.find(kinship_nouns(), i)
    if found is None:
        return None
    last = i + found.length - 1
    possessed = lookups.text(last).endswith(_PRONOUNS) and not _ends_in_ta_marbuta(lookups, last)
    start = _start(i, found.length, found.skip, lookups.text(i), definite=possessed, possessed=possessed)
    return replace(start, kin=True)


def _find_nation(lookups: Lookups, i: int) -> RoleStart | None:
    """ "الكيني", "التونسية": somebody of a country, where a name follows."""
    found = lookups.find_whole(nationalities(), i)
    if found is None or not is_definite_word(lookups.text(i)) or found.value.kind != "country":
        return None
    if is_definite_word(lookups.text(i - 1)):
        return None
    return replace(_start(i, found.length, 0, lookups.text(i), definite=True), nation=True)


def _start(
    i: int,
    length: int,
    skip: int,
    word: str,
    *,
    definite: bool,
    possessed: bool = False,
    is_role: bool = True,
) -> RoleStart:
    return RoleStart(
        first=i,
        after=i + length,
        skip=skip,
        gender="feminine" if word.endswith((_FEMININE, "ته", "تها")) else "masculine",
        plural=False,
        definite=definite,
        possessed=possessed,
        is_role=is_role,
    )


class RoleReader:
    """Reads on from a role over what may belong to it; `next` is the token after that."""

    def __init__(self, lookups: Lookups, start: RoleStart) -> None:
        self.lookups = lookups
        self.start = start
        self.next = start.after
        self.closed = start.definite
        self._bare = 0
        self._units = _list_units(lookups.passage)

    def read_on(self) -> bool:
        """Take the next word or unit into the phrase, if it may belong to it."""
        if self.next - self.start.first >= _LONGEST:
            return False
        i = self.next
        unit = self._units.get(i)
        if unit:
            return self._take(unit.after, closed=True)
        lookups, word = self.lookups, self.lookups.text(i)
        if not lookups.is_word(i):
            return False
        if word in role_modifiers() or word in spell_list("roles.toml", "adverbs"):
            return self._take(i + 1, closed=self.closed or is_definite_word(word))
        if word in times():
            return False
        role = _find_listed(lookups, i)
        if role and (role.skip == 0 or word.startswith(_AND)) and not lookups.has_whole(names(), i):
            return self._take(role.after, closed=role.definite or self.closed)
        nation = lookups.find_whole(nationalities(), i)
        if nation:
            return self._take(i + nation.length, closed=self.closed or is_definite_word(word))
        if word in spell_list("roles.toml", "links"):
            after = self._follow_link(i + 1)
            return after is not None and self._take(after, closed=True)
        if lookups.is_particle(i):
            return False
        return self._read_noun(i, word)

    def read_on_alone(self) -> bool:
        """The same where no name is to come: adjectives, what the role is of, and where."""
        i, lookups = self.next, self.lookups
        word = lookups.text(i)
        if not lookups.is_word(i):
            return False
        if word in role_modifiers() or lookups.has_whole(nationalities(), i):
            return self._take(i + 1, closed=self.closed)
        if word in spell_list("roles.toml", "links"):
            after = self._follow_link(i + 1)
            return after is not None and self._take(after, closed=True)
        if self.closed or lookups.is_particle(i) or word in times():
            return False
        unit = self._units.get(i)
        if unit and unit.governed:
            return False
        if unit or is_definite_word(word):
            return self._take(unit.after if unit else i + 1, closed=True)
        if word.endswith(_NISBA) and not is_verb(word) and not word.startswith((_TO, "ب")):
            return self._take(i + 1, closed=False)
        role = _find_listed(lookups, i)
        return role is not None and not role.skip and self._take(role.after, closed=role.definite)

    def _read_noun(self, i: int, word: str) -> bool:
        if is_definite_word(word) or word.startswith((_TO_THE, f"{_AND}{ARTICLE}")):
            return self._take(i + 1, closed=True)
        if word.startswith(_AND) and self._is_portfolio(word[1:]):
            return self._take(i + 1, closed=False)
        if word.endswith(_PRONOUNS[:-1]) and is_ordinary_word(word):
            return self._take(i + 1, closed=True)
        if self._bare >= _BARE_IN_A_ROW or is_unknown(word) or self.lookups.has(speech_verbs(), i):
            return False
        if is_accusative(word) or (self.closed and not word.startswith(_TO)):
            return False
        if is_verb(word) and not self._is_portfolio(word):
            return False
        self._bare += 1
        return self._take(i + 1, closed=False)

    def _is_portfolio(self, word: str) -> bool:
        return word.removeprefix(_TO) in spell_list("organizations.toml", "fields", "heads")

    def _follow_link(self, i: int) -> int | None:
        """Where what a role may be in or of ends, which a preposition leads to."""
        unit = self._units.get(i)
        if unit:
            return unit.after
        place = self.lookups.find(places(), i)
        if place:
            return i + place.length
        if is_definite_word(self.lookups.text(i)):
            return i + 1
        bare = self.lookups.is_word(i) and not self.lookups.is_particle(i)
        if bare and is_definite_word(self.lookups.text(i + 1)):
            return i + 2
        return self._find_name(i) if bare else None

    def _find_name(self, i: int) -> int | None:
        """Where a name that is one for sure begins, at most three words on: "في راديو راديكالي سيرجيو"."""
        for k in range(i + 1, i + 1 + _BARE_IN_A_ROW):
            if not self.lookups.is_word(k) or self.lookups.is_particle(k):
                return None
            name = read_name(self.lookups, k)
            if name and name.certain:
                return k
        return None

    def _take(self, after: int, *, closed: bool) -> bool:
        if closed:
            self._bare = 0
        self.closed = closed
        self.next = after
        return True


@dataclass(frozen=True, slots=True)
class _Unit:
    """An organisation or a place that ends before token `after`; `governed` by a clitic before it."""

    after: int
    governed: bool


@remembered
def _list_units(passage: Passage) -> dict[int, _Unit]:
    """Where organisations and places begin and end, which a role takes whole."""
    places = [mention for mention in find_candidates(passage) if not mention.uncertain]
    return {
        mention.first: _Unit(mention.after, _has_clitic(mention))
        for mention in (*places, *find_organizations(passage))
    }


def _has_clitic(mention: Mention) -> bool:
    token = mention.passage.tokens[mention.first]
    return mention.start > token.start or token.text.startswith(_TO_THE)


def read_apposition(lookups: Lookups, i: int) -> tuple[int, int] | None:
    """The role that begins at token `i` beside a name, with all that belongs to it, for after the name."""
    start = find_role(lookups, i)
    if start is None or not start.is_role or start.skip:
        return None
    reader = RoleReader(lookups, start)
    while reader.read_on():
        pass
    return start.first, reader.next
