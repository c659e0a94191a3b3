"""How far the name of a person goes: given names, particles, and a family name of any sort.

That a name begins is known from the lexicon, from what the language lacks, or from a trigger before it: a
role, a verb of speech, kinship. It then goes on with names and with one word that no name list holds, if that
word can be no verb, no object and no adjective.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from report.grammar._lookups import (
    Lookups,
    is_accusative,
    is_definite_word,
    is_unknown,
    is_verb,
    spell_list,
    times,
)
from report.grammar._place_names import is_ordinal
from report.grammar.gazetteer import nationalities, places
from report.grammar.vocabulary import (
    Name,
    clause_particles,
    name_particles,
    names,
    organization_triggers,
    organizations,
    roles,
    speech_verbs,
)
from report.grammar.words import fold_spelling, is_ordinary_word

_LONGEST = 6
_CLITICS = "وفبلك"
_AND = "و"
_FEMININE = "ه"  # ta marbuta, in folded spelling
_SERVANT = "عبد"
_OPEN_ENDINGS = ("ه", "ات", "ون", "ين", "هم", "نا", "ها")
_PREPOSITIONS = "لب"
_PRONOUNS = ("هم", "ها", "كم", "هن")
_HYPHENS = frozenset("-‐‑")
_TO_THE = "لل"
_IMPERFECT = ("ي", "ت", "سي", "ست")

Trigger = Literal["", "role", "verb", "beside", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameExtent:
    """Tokens `first` to `after`, `skip` clitic letters left out; `parts` is how many names they are.

    `certain`: the words alone tell that it is a person.
    """

    first: int
    after: int
    skip: int
    parts: int
    certain: bool
    gender: str


def read_name(
    lookups: Lookups, i: int, *, trigger: Trigger = "", limit: int | None = None
) -> NameExtent | None:
    """The name that begins at token `i`.

    `trigger` is what says that a person is named. `limit` is the token before which a verb of speech has its
    subject: what stands there belongs to the name.
    """
    return _Reading(lookups, i, trigger, limit).read()


class _Reading:
    def __init__(self, lookups: Lookups, first: int, trigger: Trigger, limit: int | None) -> None:
        self.lookups = lookups
        self.first = first
        self.trigger = trigger
        self.triggered = bool(trigger)
        self.limit = limit
        self.next = first
        self.skip = 0
        self.parts = 0
        self.closed = False
        self.sure = 0
        self.given: Name | None = None
        self.foreign = False
        self.surname = False  # a given name and a well-known family name

    def read(self) -> NameExtent | None:
        if not self._read_first():
            return None
        while self.parts < _LONGEST and self._read_next():
            self.parts += 1
        if self.limit is not None:
            self._fill()
        if not self._is_enough():
            return None
        return NameExtent(
            first=self.first,
            after=self.next,
            skip=self.skip,
            parts=self.parts,
            certain=self.sure > 1 or (self._is_certain_start() and self.parts > 1),
            gender=self.given.gender or "" if self.given else "",
        )

    # The first part.

    def _read_first(self) -> bool:
        lookups, i = self.lookups, self.first
        found = lookups.find(names(), i)
        if lookups.text(i) in times() and not self.triggered:
            return False
        if found and not self._is_like(found.skip) and not lookups.is_particle(i):
            self.given = next((name for name in found.values if name.part == "given"), None)
            self.skip, self.next, self.parts = found.skip, i + found.length, 1
            self.closed = self.given is None
            self.sure = int(any(map(is_certain, found.values)))
            self.foreign = any(name.foreign for name in found.values)
            is_word = bool(found.skip) and not self.sure and is_ordinary_word(lookups.text(i))
            return not is_word or self._is_name_with_clitic()
        starts = lookups.text(i) in spell_list("names-people.toml", "particles", "first")
        if starts and self._read_particle(i):
            self.parts = 1
            return self.triggered or self._is_certain_start() or self._leads_to_certain()
        if self._is_definite_given(i):
            self.next, self.parts = i + 1, 1
            return True
        if not self.triggered:
            return False
        if self._is_foreign(i):
            self.next, self.parts, self.sure = i + 1, 1, 1
            return not (is_definite_word(lookups.text(i)) and self._may_begin(i + 1))
        return self._read_word_first(i)

    def _leads_to_certain(self) -> bool:
        """Whether a name follows that is one for sure, as in "أبو العلاء المعري"."""
        found = self.lookups.find_whole(names(), self.next)
        certain = found is not None and any(map(is_certain, found.values))
        self.sure += int(certain)
        return certain

    def _is_name_with_clitic(self) -> bool:
        """Whether a word like "وجمال" is a name: in a list, before "بن" or a well-known family name."""
        if self.triggered and self.lookups.text(self.next) in son_words():
            return True
        following = self.lookups.find_whole(names(), self.next)
        families = [name for name in following.values if name.part == "family"] if following else []
        joined = self.skip == 1 and self.lookups.text(self.first).startswith(_AND)
        return joined and (self.trigger == "list" or any(map(is_certain, families)))

    def _is_definite_given(self, i: int) -> bool:
        """ "الفضل بن يحيى": a given name that no list holds."""
        lookups, word = self.lookups, self.lookups.text(i)
        sonned = lookups.text(i + 1) in son_words() and self._reads_on(i + 2)
        return sonned and is_definite_word(word) and not lookups.has(roles(), i) and self._is_plain(i)

    def _may_begin(self, i: int) -> bool:
        return self.lookups.text(i) in name_particles() or self.lookups.has(names(), i)

    def _is_like(self, skip: int) -> bool:
        return skip > 0 and self.lookups.spelled[self.first][skip - 1] == "ك"

    def _read_word_first(self, i: int) -> bool:
        """A word of the language before one that it lacks: "ذوقان عبابنة"."""
        word = self.lookups.text(i)
        if not self._is_plain(i) or is_definite_word(word) or self.lookups.has(roles(), i):
            return False
        if self.lookups.has(nationalities(), i) or _is_inflected(word):
            return False
        son = self.lookups.text(i + 1) in name_particles() and self._reads_on(i + 2)
        verb = is_verb(word) and (self.trigger != "role" or word.startswith(_IMPERFECT))
        bracket = self.lookups.text(i + 2) == "("
        second = self._is_foreign(i + 1) and (bracket or not is_definite_word(self.lookups.text(i + 1)))
        if son or (second and not verb):
            self.next, self.parts = i + 1, 1
            return True
        return False

    def _read_particle(self, i: int) -> bool:
        """ "أبو", "ابن", "آل" … with the name after it."""
        lookups = self.lookups
        if lookups.text(i) not in name_particles():
            return False
        if lookups.text(i) in spell_list("names-people.toml", "particles", "suffixes"):
            self.next = i + 1
            return self.parts > 0
        if not self._reads_on(i + 1):
            return False
        found = lookups.find_whole(names(), i + 1)
        after = i + 1 + (found.length if found else 1)
        if lookups.text(i + 1) in name_particles() and self._reads_on(i + 2):
            after = i + 3
        self.next = after
        self.sure += int(bool(found) or is_unknown(lookups.text(i + 1)))
        servant = lookups.text(i) == _SERVANT and is_definite_word(lookups.text(i + 1))
        self.surname = self.surname or (servant and self.given is not None)
        return True

    def _reads_on(self, i: int) -> bool:
        """Whether a name may go on with token `i` after a particle."""
        lookups = self.lookups
        return lookups.is_word(i) and not lookups.is_particle(i) and not lookups.has(speech_verbs(), i)

    # The parts after it.

    def _read_next(self) -> bool:
        lookups, i = self.lookups, self.next
        if lookups.text(i) in _HYPHENS and self._is_hyphened(i):
            self.next = i + 1
            return self._read_next()
        if not lookups.is_word(i) or (lookups.is_particle(i) and lookups.text(i) not in name_particles()):
            return False
        if lookups.text(i) in name_particles():
            read = self._read_particle(i)
            self.sure += 2 * (read and lookups.text(i) in son_words())
            ends = lookups.text(i) not in son_words() and self.next > i + 1
            self.closed = self.closed or (read and ends)
            return read
        if lookups.text(i) in name_particles(careful=True) and self._joins(i):
            self.next = i + 1
            return True
        ended = lookups.text(i + 1) in spell_list("names-people.toml", "particles", "after")
        if ended and self._is_plain(i) and lookups.has_whole(roles(), i):  # "ملك زاده"
            self.next = i + 2
            return True
        return self._read_listed(i) or self._read_family(i)

    def _is_hyphened(self, i: int) -> bool:
        tokens = self.lookups.tokens
        touching = i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start
        return touching and tokens[i - 1].end == tokens[i].start and self.lookups.is_word(i + 1)

    def _joins(self, i: int) -> bool:
        """Whether a careful particle stands in the name: titles after it, the others before a name."""
        if self.lookups.text(i) in spell_list("names-people.toml", "particles", "after"):
            return True
        return self._is_foreign(i + 1) or self.lookups.has_whole(names(), i + 1)

    def _read_listed(self, i: int) -> bool:
        """A given or family name of the lists."""
        found = self.lookups.find_whole(names(), i)
        if found is None or self.lookups.is_particle(i):
            return False
        sure = any(map(is_certain, found.values))
        family = all(name.part == "family" for name in found.values)
        word = self.lookups.text(i)
        if self.closed and not sure and not self._is_bounded(i + found.length):
            return False
        if not sure and self.lookups.has_whole(roles(), i) and not self._is_last(i, triggered=True):
            return False
        if word in times() or (is_definite_word(word) and not sure and self._is_described(i)):
            return False
        self.next = i + found.length
        self.sure += int(sure)
        self.closed = self.closed or family
        self.surname = self.surname or (family and sure and self.given is not None)
        return True

    def _is_described(self, i: int) -> bool:
        """Whether the word with the article may be an adjective of the nationality that it tells."""
        return self.closed and self.lookups.has_whole(nationalities(), i)

    def _read_family(self, i: int) -> bool:
        """A family name that no list holds."""
        word = self.lookups.text(i)
        if is_ordinal(word):
            self.next = i + 1
            return self.parts == 1
        if not self._is_plain(i):
            return False
        if self._is_foreign(i):
            self.next, self.closed = i + 1, True
            self.sure += 1
            given = self.given is not None and self.given.foreign and len(self.given.name) > 3
            self.surname = self.surname or given
            return True
        if is_definite_word(word):
            return self._read_definite(i)
        if self.closed or not (self.triggered or self._is_certain_start()):
            return False
        if not self._may_be_family(i):
            return False
        self.next, self.closed = i + 1, True
        return True

    def _read_definite(self, i: int) -> bool:
        """A word with the article as a family name: an adjective of descent first of all."""
        lookups = self.lookups
        word = lookups.text(i)
        role = lookups.find_whole(roles(), i)
        descent = word.endswith("ي") or is_unknown(word)
        if word in spell_list("entities.toml", "descriptions"):
            return False
        ends = self._ends_at(i + 1) and not (self.parts > 1 and word.endswith(_FEMININE))
        if not descent and not (ends or (self.triggered and self.parts == 1)):
            return False
        if self.closed or lookups.has_whole(organizations(), i):
            return False
        if role and (role.length > 1 or (self.parts > 1 and not self._ends_at(i + 1))):
            return False
        if role and not (self.triggered or (self._is_certain_start() and self._ends_at(i + 1))):
            return False
        if lookups.has_whole(nationalities(), i) and self.parts > 1 and not self.triggered:
            return False
        if not descent and not (self.triggered or self._is_certain_start()):
            return False
        self.next, self.closed = i + 1, True
        self.sure += int(is_unknown(word))
        return True

    def _ends_at(self, i: int) -> bool:
        return i >= len(self.lookups.tokens) or self.lookups.kind(i) == "mark"

    def _may_be_family(self, i: int) -> bool:
        """Whether an ordinary word without the article may end the name."""
        word = self.lookups.text(i)
        bounded = self._is_bounded(i + 1)
        if self.parts > 1 and not bounded:
            return False
        role = self.lookups.find_whole(roles(), i)
        several = role is not None and self.parts == 1 and all(value.plural for value in role.values)
        if several:  # "مصطفى وزيري": no two ministers
            return True
        if is_accusative(word) or (role and not self._is_last(i, triggered=self.triggered)):
            return False
        named = self.foreign and self.trigger == "role" and self.parts == 1
        if not named and (is_verb(word) or (word.endswith(_OPEN_ENDINGS) and not self.foreign)):
            return bounded
        if word[0] in _CLITICS and is_ordinary_word(word[1:]) and len(word) > 3:
            return bounded and not word.startswith(_TO_THE)
        return True

    def _is_last(self, i: int, *, triggered: bool) -> bool:
        """Whether a role, as "حداد", is a family name here: it has nothing that it is of."""
        after = self.lookups.text(i + 1)
        return triggered and not is_definite_word(after) and not self.lookups.has(roles(), i + 1)

    def _is_bounded(self, i: int) -> bool:
        """Whether a mark or the clause of a verb of speech follows: nothing that the word may belong to."""
        if i >= len(self.lookups.tokens) or self.lookups.kind(i) == "mark":
            return True
        return self.lookups.has_whole(clause_particles(), i)

    def _is_plain(self, i: int) -> bool:
        """Whether the token may be a name at all."""
        lookups = self.lookups
        word = lookups.text(i)
        if not lookups.is_word(i) or len(word) < 3 or lookups.is_particle(i) or word in times():
            return False
        if lookups.has(organization_triggers(), i) or lookups.has_whole(speech_verbs(), i):
            return False
        if lookups.passage.numeral_at(i):
            return False
        place = lookups.find(places(), i)
        named = self.foreign and self.triggered and self.parts > 0
        return place is None or place.value.needs == "trigger" or is_definite_word(word) or named

    def _is_foreign(self, i: int) -> bool:
        lookups, word = self.lookups, self.lookups.text(i)
        place = lookups.find(places(), i)
        if not self._is_plain(i) or not is_unknown(word) or lookups.has(nationalities(), i):
            return False
        if place and place.value.needs != "trigger" and not (self.foreign and self.triggered):
            return False
        if lookups.has(organizations(), i) or lookups.has(roles(), i):
            return False
        return word[0] not in "وف" or word[1:] not in names()

    def _fill(self) -> None:
        """Take what is left before the clause of the verb of speech, if it may belong to the name."""
        lookups, limit = self.lookups, self.limit or 0
        if not 0 < limit - self.next <= 2:
            return
        for k in range(self.next, limit):
            word = lookups.text(k)
            if not self._is_plain(k) or is_definite_word(word) or is_accusative(word):
                return
            if word[0] in "لب" and is_ordinary_word(word[1:]):
                return
        self.parts += limit - self.next
        self.next = limit

    # Whether it is a name.

    def _is_certain_start(self) -> bool:
        return self.given is not None and is_certain(self.given)

    def _is_enough(self) -> bool:
        if self.parts > 1:
            return self.triggered or self.sure > 1 or self._is_certain_start() or self.surname
        return self.triggered


@lru_cache(maxsize=4096)
def is_certain(name: Name) -> bool:
    """Whether hardly anybody reads the name as a word."""
    if " " in name.name:
        return True
    spelled = fold_spelling(name.name)
    if name.part == "family":
        return spelled not in spell_list("names-people.toml", "family", "words")
    if name.foreign:
        return spelled not in spell_list("names-people.toml", "given", "words")
    return spelled in spell_list("names-people.toml", "given", "certain") or not name.ordinary


def _is_inflected(word: str) -> bool:
    """Whether a word of the language has a preposition before it or a pronoun after it: "لمنتخبنا"."""
    governed = word[0] in _PREPOSITIONS and len(word) > 4 and is_ordinary_word(word[1:])
    return governed or word.endswith(_PRONOUNS)


@cache
def son_words() -> frozenset[str]:
    return spell_list("places.toml", "announce", "son")
