"""The persons whom a passage names in full, each with the role and the age that stand beside the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from report.arabic.numerals import Number
from report.grammar._lookups import (
    Lookups,
    Mention,
    drop_article,
    drop_clitics,
    is_definite_word,
    is_unknown,
    is_verb,
    look_up,
    read_words,
    spell_list,
)
from report.grammar._passages import Passage, remembered
from report.grammar._person_names import NameExtent, Trigger, is_certain, read_name
from report.grammar._place_candidates import find_candidates
from report.grammar._roles import RoleReader, RoleStart, find_role, read_apposition
from report.grammar._titles import find_titles
from report.grammar.organizations import find_organizations
from report.grammar.vocabulary import (
    clause_particles,
    courtesy_titles,
    name_particles,
    names,
    roles,
    speech_verbs,
)

Place = tuple[int, int]

_OPENING_QUOTES = frozenset('"«“„')
_CLOSING_QUOTES = frozenset('"»”“')
_COMMA = "،"
_AND, _BY = "و", "ب"
_DASHES = "-‐‑–—"
_LIMIT = 6
_OLDEST = 130
_NEAR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    years: Number
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention(Mention):
    """A person's name; `role` and `age` are what is said of the person beside it.

    `parts` is how many names it has, `key` are its words in folded spelling. A title before it begins with
    the token `first_of_all`; `end_of_all` is the one after the name and all that belongs to it.
    """

    rule: str
    key: tuple[str, ...]
    parts: int
    gender: str
    role: Place | None = None
    role_first: int | None = None
    age: Age | None = None
    first_of_all: int = -1
    end_of_all: int = 0


@remembered
def find_named_persons(passage: Passage) -> tuple[PersonMention, ...]:
    """Every name of a person in the passage, in order; what belongs to an organisation or a place is none."""
    return tuple(_Scan(look_up(passage)).scan())


class _Scan:
    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        passage = lookups.passage
        self.blocked = {mention.first: mention.after for mention in find_organizations(passage)}
        self.blocked.update(
            (mention.first, mention.after)
            for mention in find_candidates(passage)
            if mention.rule == "place.announced" or mention.kind == "facility" or len(mention.key) > 1
        )

        self.blocked.update((quoted.first, quoted.after) for quoted in find_titles(passage))
        self.numbers = {i for numeral in passage.numerals for i in range(numeral.first, numeral.after)}

    def scan(self) -> Iterator[PersonMention]:
        i = 0
        last: PersonMention | None = None
        while i < len(self.lookups.tokens):
            if i in self.blocked:
                i = self.blocked[i]
                continue
            found = self._read(i) or self._read_listed(last, i)
            if found is None:
                i += 1
                continue
            yield found
            last = found
            i = max(found.end_of_all, i + 1)

    def _read(self, i: int) -> PersonMention | None:
        if not self.lookups.is_word(i) or i in self.numbers:
            return None
        return self._read_after_role(i) or self._read_after_verb(i) or self._read_alone(i)

    def _read_listed(self, last: PersonMention | None, i: int) -> PersonMention | None:
        """The next of "المعماريين سليمان النيقرو وطاهر بن صابر", or one of a list of names."""
        lookups = self.lookups
        comma = lookups.text(i - 1) == _COMMA
        joined = lookups.text(i).startswith(_AND)
        follows = last is not None and (comma or joined) and i - comma in (last.after, last.end_of_all)
        opens = self._opens_list(i)
        if not joined and not opens and lookups.kind(i - 1) != "mark":
            return None
        name = read_name(lookups, i, trigger="list")
        if name is None or name.parts < 2 or name.skip != (joined and name.skip > 0):
            return None
        if lookups.has(roles(), i):
            return None
        if not follows and not opens and not self._precedes_name(name):
            return None
        if last and last.rule == "person.role" and follows and name.skip:
            return self._make("person.joined", name)
        foreign = follows and all(is_unknown(lookups.text(k)) for k in range(name.first + 1, name.after))
        if foreign and joined and not name.skip and is_unknown(lookups.text(i)[1:]):
            name = replace(name, skip=1)  # "وشياوهوا زهاي"
        given = self._is_given(i) or (foreign and is_unknown(lookups.text(i)[name.skip :]))
        return self._make("person.joined", name) if given and self._ends_item(name.after) else None

    def _is_given(self, i: int) -> bool:
        found = self.lookups.find(names(), i)
        return found is not None and any(name.part == "given" for name in found.values)

    def _precedes_name(self, name: NameExtent) -> bool:
        """Whether "and" joins a name that is one for sure, and a mark stands before this one."""
        if self.lookups.kind(name.first - 1) != "mark" or not self.lookups.text(name.after).startswith(_AND):
            return False
        following = read_name(self.lookups, name.after)
        return following is not None and following.skip == 1 and following.parts > 1 and following.certain

    def _opens_list(self, i: int) -> bool:
        """Whether "كل من", or a role of several people and a colon, stands before token `i`."""
        before = f"{self.lookups.text(i - 2)} {self.lookups.text(i - 1)}"
        if before in spell_list("entities.toml", "lists"):
            return True
        role = find_role(self.lookups, i - 2) if self.lookups.text(i - 1) == ":" else None
        return role is not None and role.plural

    def _ends_item(self, i: int) -> bool:
        """Whether the item of a list ends before token `i`."""
        word = self.lookups.text(i)
        return self.lookups.kind(i) == "mark" or not word or (word.startswith(_AND) and len(word) > 3)

    # After a role.

    def _read_after_role(self, i: int) -> PersonMention | None:
        lookups = self.lookups
        start = find_role(lookups, i)
        if start is None:
            return None
        reader = RoleReader(lookups, start)
        spoken = self._follows_verb(i)
        while True:
            name = self._read_name(reader.next, "role", spoken) if reader.next not in self.blocked else None
            told = start.definite or reader.closed
            if name and start.plural and not self._goes_on(name.after):
                return None
            if name and told and (name.certain or self._fits(name, start.first, reader.next)):
                return self._make_with_role(
                    start.is_role, start.first, start.skip, reader.next, name, start.gender
                )
            if name and name.certain:  # "محامي علاء": whose he is
                return self._make("person.name", name) if name.parts > 1 else None
            if start.nation:
                return None
            if not reader.read_on():
                return self._read_set_off(reader, start)

    def _goes_on(self, i: int) -> bool:
        """Whether a second name follows, as a role of several people wants."""
        comma = self.lookups.text(i) == _COMMA
        following = self.lookups.find_whole(names(), i + 1) if comma else None
        listed = following is not None and any(map(is_certain, following.values))
        return listed or self.lookups.text(i).startswith(_AND)

    def _read_set_off(self, reader: RoleReader, start: RoleStart) -> PersonMention | None:
        """The name after a comma or in quotation marks: "وزير الخارجية، عادل الجبير، أن"."""
        mark, i = self.lookups.text(reader.next), reader.next + 1
        if mark == _COMMA and self.lookups.text(i) in _OPENING_QUOTES:
            mark, i = self.lookups.text(i), i + 1
        named = self.lookups.has(names(), start.first - 1)
        if not reader.closed or not start.is_role or i in self.blocked or named:
            return None
        while (title := self.lookups.find_whole(courtesy_titles(), i)) and mark == _COMMA:
            i += title.length
        name = self._read_name(i, "role", spoken=False)
        if name is None or name.skip or not (name.certain or name.parts > 1):
            return None
        if mark in _OPENING_QUOTES:
            closed = self.lookups.text(name.after) in _CLOSING_QUOTES
        else:
            ends = self._ends_apposition(name.after) or (start.plural and self._goes_on(name.after))
            closed = mark == _COMMA and ends
        if not closed:
            return None
        return self._make_with_role(True, start.first, start.skip, reader.next, name, start.gender)

    def _ends_apposition(self, i: int) -> bool:
        return self.lookups.text(i) in (_COMMA, ":", "(", ".") or self.lookups.has_whole(
            clause_particles(), i
        )

    def _fits(self, name: NameExtent, first: int, after: int) -> bool:
        """Whether one name alone may follow the role, and a nationality alone may announce the name."""
        if name.parts > 1:
            return True
        role = find_role(self.lookups, first)
        word = self.lookups.text(name.first)
        if role is None or role.nation or (not role.is_role and role.after == after):
            return False
        if is_unknown(word):
            return True
        return not is_definite_word(word) and (role.kin or self._stands_alone(name))

    def _make_with_role(
        self, is_role: bool, first: int, skip: int, after: int, name: NameExtent, gender: str
    ) -> PersonMention:
        mention = self._make("person.role", name)
        title = find_role(self.lookups, first)
        if not is_role and title and title.after == after:
            return replace(mention, rule="person.title", first_of_all=first)
        start = self._skip_courtesy(first, after)
        after = self._drop_courtesy(start, after)
        place = (
            self.lookups.start_of(first, skip) if start == first else self.lookups.tokens[start].start,
            self.lookups.tokens[after - 1].end,
        )
        if mention.role and start + 1 >= after and self.lookups.has(courtesy_titles(), start):
            return replace(mention, role_first=start)
        return replace(mention, role=place, role_first=start, gender=mention.gender or gender)

    def _skip_courtesy(self, first: int, after: int) -> int:
        """The role without "السيد" and the like before it."""
        while first + 1 < after:
            role = find_role(self.lookups, first)
            if role is None or role.after >= after or (role.is_role and not role.kin):
                break
            following = find_role(self.lookups, role.after)
            if role.kin and not role.possessed and following and following.definite:
                first = role.after
                continue
            if role.kin and (following is None or not following.is_role or following.nation):
                break
            first = role.after
        return first

    def _drop_courtesy(self, first: int, after: int) -> int:
        """The end of the role without "الشيخ" and the like before the name, if more than that is left."""
        for i in range(after - 1, first, -1):
            found = self.lookups.find_whole(courtesy_titles(), i)
            if found and i + found.length == after:
                after = i
        return after

    # After a verb of speech.

    def _read_after_verb(self, i: int) -> PersonMention | None:
        verb = self.lookups.find(speech_verbs(), i)
        if verb is None or i + verb.length in self.blocked:
            return None
        first = i + verb.length
        marked = self.lookups.text(first) in _OPENING_QUOTES
        first += marked
        if find_role(self.lookups, first) and not self.lookups.has_whole(names(), first):
            return None
        name = self._read_name(first, "verb", spoken=True)
        if name is None or name.skip:
            return None
        if marked and self.lookups.text(name.after) not in _CLOSING_QUOTES:
            return None
        if name.parts == 1 and not name.certain and not self._stands_alone(name):
            return None
        return self._make("person.speech", name)

    def _stands_alone(self, name: NameExtent) -> bool:
        """Whether a single name after a verb of speech is its subject: its words come next."""
        lookups, i = self.lookups, name.after
        word = lookups.text(name.first)
        if is_definite_word(word) and is_unknown(word):
            return True
        return (
            lookups.kind(i) == "mark" or i >= len(lookups.tokens) or lookups.has_whole(clause_particles(), i)
        )

    def _follows_verb(self, i: int) -> bool:
        return any(self.lookups.find(speech_verbs(), k) for k in (i - 1, i - 2) if k >= 0)

    def _read_name(self, i: int, trigger: Trigger, spoken: bool) -> NameExtent | None:
        return read_name(self.lookups, i, trigger=trigger, limit=self._find_limit(i) if spoken else None)

    def _find_limit(self, i: int) -> int | None:
        """Where the words of the speaker begin, if nothing but a name can stand before."""
        for k in range(i, min(i + _LIMIT, len(self.lookups.tokens))):
            begins = self.lookups.text(k) == ":" or self.lookups.text(k) in _OPENING_QUOTES
            if begins or self.lookups.has_whole(clause_particles(), k):
                return k
            if not self.lookups.is_word(k) or self.lookups.is_particle(k):
                return None
        return None

    # By itself.

    def _read_alone(self, i: int) -> PersonMention | None:
        lookups = self.lookups
        if _is_namer(lookups.text(i - 1)) or _is_namer(lookups.text(i)):
            return None
        name = read_name(lookups, i)
        if name and name.parts > 1 and not self._fills_quotes(name):
            return self._make("person.name", name)
        if self._is_surname(i):
            return self._make_surname(i)
        name = read_name(lookups, i, trigger="beside")
        if name is None:
            return None
        after = name.after
        if name.parts > 1 and not name.skip and self._is_given(i) and self._is_by(i):
            return self._make("person.by", name)
        if self._is_foreign_subject(name):
            return self._make("person.foreign", name)
        if self._read_age(after) or self._is_lifetime(after):
            return self._make("person.age", name)
        listed = lookups.has(names(), i) or lookups.text(i) in name_particles()
        if listed and self._has_apposition(after, pronoun_only=name.parts < 2):
            return self._make("person.apposition", name)
        return None

    def _is_by(self, i: int) -> bool:
        """Whether "بقيادة", "من إخراج" or the like stands before token `i`."""
        word, pair = self.lookups.text(i - 1), f"{self.lookups.text(i - 2)} {self.lookups.text(i - 1)}"
        return not {word, word.removeprefix(_AND), pair}.isdisjoint(spell_list("entities.toml", "by"))

    def _is_foreign_subject(self, name: NameExtent) -> bool:
        """Whether two words that the language lacks follow a verb."""
        words = [self.lookups.text(k) for k in range(name.first, name.after)]
        before = self.lookups.text(name.first - 1)
        return len(words) == 2 == name.parts and all(map(is_unknown, words)) and is_verb(before)

    def _fills_quotes(self, name: NameExtent) -> bool:
        """Whether the name is all that stands in quotation marks: a title or a nickname."""
        texts = self.lookups.text(name.first - 1), self.lookups.text(name.after)
        before = self.lookups.text(name.first - 2)
        termed = before == _BY or _is_namer(before)
        return termed and texts[0] in _OPENING_QUOTES and texts[1] in _CLOSING_QUOTES

    def _is_surname(self, i: int) -> bool:
        found = self.lookups.find(names(), i)
        return (
            found is not None
            and any(name.part == "family" and is_certain(name) for name in found.values)
            and self.lookups.text(i)[found.skip :] not in spell_list("names-people.toml", "family", "common")
            and (found.length > 1 or all(name.part == "family" for name in found.values))
            and (found.skip == 0 or not self.lookups.spelled[i][: found.skip].endswith("ك"))
        )

    def _make_surname(self, i: int) -> PersonMention:
        found = self.lookups.find(names(), i)
        length, skip = (found.length, found.skip) if found else (1, 0)
        extent = NameExtent(first=i, after=i + length, skip=skip, parts=1, certain=True, gender="")
        return self._make("person.surname", extent)

    def _has_apposition(self, i: int, *, pronoun_only: bool) -> bool:
        """Whether a comma and a role follow, or "وهو" and one."""
        lookups = self.lookups
        if lookups.text(i) != _COMMA:
            return False
        pronoun = lookups.text(i + 1) in spell_list("roles.toml", "pronouns")
        start = find_role(lookups, i + 1 + pronoun)
        if start is None or not start.is_role or start.skip:
            return False
        return pronoun or (start.definite and not pronoun_only)

    # What stands after the name.

    def _make(self, rule: str, name: NameExtent) -> PersonMention:
        lookups = self.lookups
        passage = lookups.passage
        start, end = lookups.start_of(name.first, name.skip), lookups.tokens[name.after - 1].end
        mention = PersonMention(
            passage=passage,
            first=name.first,
            after=name.after,
            start=start,
            end=end,
            rule=rule,
            key=read_words(passage, start, end),
            parts=name.parts,
            gender=name.gender,
            end_of_all=name.after,
        )
        return self._add_apposition(self._add_age(mention))

    def _add_age(self, mention: PersonMention) -> PersonMention:
        found = self._read_age(mention.end_of_all)
        if found:
            return replace(mention, age=found[0], end_of_all=found[1])
        for i in range(mention.end_of_all, mention.end_of_all + _NEAR):
            if self.lookups.text(i) in spell_list("entities.toml", "ages", "at"):
                later = self._read_age(i)
                return replace(mention, age=later[0]) if later else mention
        return mention

    def _read_age(self, i: int) -> tuple[Age, int] | None:
        """ "(39 عاما)", "البالغ من العمر 39 عاما" or ", 39 عاما," at token `i`, and the token after it."""
        lookups = self.lookups
        opened = lookups.text(i) == "("
        first = i + 1 if opened or lookups.text(i) == _COMMA else i
        while lookups.text(first) in spell_list("entities.toml", "ages", "before"):
            first += 1
        if first == i:
            return None
        numeral = lookups.passage.numeral_at(first)
        if numeral is None or not 0 < numeral.value < _OLDEST:
            return None
        if lookups.text(numeral.after) not in spell_list("entities.toml", "ages", "years"):
            return None
        after = numeral.after + 1
        if opened and lookups.text(after) != ")":
            return None
        age = Age(years=numeral.value, place=(numeral.start, numeral.end))
        return age, after + 1 if opened else after

    def _is_lifetime(self, i: int) -> bool:
        """Whether "(1862-1940)" stands at token `i`."""
        texts = [self.lookups.text(i + k) for k in range(5)]
        return (
            texts[0] == "("
            and texts[1].isdigit()
            and texts[2] in tuple(_DASHES)
            and texts[3].isdigit()
            and texts[4] == ")"
        )

    def _add_apposition(self, mention: PersonMention) -> PersonMention:
        """The role after the name: "شهرات نوريشيف نائب وزير الخارجية", "…، وهي طبيبة أسنان"."""
        lookups, i = self.lookups, mention.end_of_all
        comma = lookups.text(i) == _COMMA
        i += comma
        pronoun = lookups.text(i) in spell_list("roles.toml", "pronouns")
        i += pronoun
        start = find_role(lookups, i)
        if start is None or not start.is_role:
            return mention
        found = read_apposition(lookups, i)
        title = lookups.find(courtesy_titles(), i)
        if found is None or (title and found[1] <= i + title.length):
            return mention
        first, after = found
        bare = not (start.definite or pronoun) and after == start.after
        if (
            bare
            or self._leads_to_name(after)
            or (not comma and not pronoun and not self._is_apposed(start.first))
        ):
            return mention
        place = lookups.tokens[first].start, lookups.tokens[after - 1].end
        return replace(
            mention, role=place, role_first=first, gender=mention.gender or start.gender, end_of_all=after
        )

    def _is_apposed(self, i: int) -> bool:
        """Whether a role right after a name, without a comma, is not the object of a verb before."""
        start = find_role(self.lookups, i)
        return start is not None and not start.possessed

    def _leads_to_name(self, i: int) -> bool:
        """Whether the role belongs to the next name instead."""
        name = read_name(self.lookups, i, trigger="role") if i not in self.blocked else None
        return name is not None and (name.certain or name.parts > 1)


def _is_namer(word: str) -> bool:
    """Whether the word names things after people: "جائزة", "بجائزة"."""
    known = spell_list("entities.toml", "namers")
    return any(drop_article(stem) in known for stem in (word, *drop_clitics(word)))
