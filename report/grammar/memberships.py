"""Who belongs to what: "تضم المنظمة …", "الأعضاء في …", "انضمت إلى …".

Members are countries and organisations. What is meant by "المنظمة" or "فيها" is the body named before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.arabic.sentences import split_sentences
from report.document import Span
from report.grammar._bodies import Body, find_bodies, find_last_body, resolve_body
from report.grammar._lookups import Lookups, Mention, look_up, spell_list
from report.grammar._passages import Article, Passage, remembered
from report.grammar.places import find_places

_FILE = "memberships.toml"
_AND, _COMMA = "و", "،"
_MARKS = frozenset('،:-–—"«»“”()')
_LONGEST_GAP = 9
_LONGEST_REACH = 80


@dataclass(frozen=True, kw_only=True, eq=False)
class Membership:
    """`member` belongs to `body`, which is named or meant at `body_spans`."""

    member: Mention
    member_key: tuple[str, ...]
    body: Body
    body_spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, kw_only=True, eq=False)
class _Item:
    """What may be a member: tokens `first` to `after`."""

    first: int
    after: int
    mention: Mention
    key: tuple[str, ...]
    body: Body | None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Meant:
    """A body and the words by which it is meant; `after` is the token after them."""

    body: Body
    spans: tuple[Span, ...]
    after: int


@remembered
def find_memberships(article: Article) -> tuple[Membership, ...]:
    """Every membership that the article states, in order."""
    return tuple(found for passage in article.passages for found in _Reading(passage).read())


class _Reading:
    """Reads one passage sentence by sentence; `first` to `last` are the tokens of the present one."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.article = passage.article
        self.lookups: Lookups = look_up(passage)
        self.items = _index_items(self.article).get(id(passage), {})
        self.ends = {item.after: item for item in self.items.values()}
        self.numbers = {i for numeral in passage.numerals for i in range(numeral.first, numeral.after)}
        self.first = 0
        self.last = 0

    def read(self) -> Iterator[Membership]:
        for start, end in split_sentences(self.passage.text):
            self.first, self.last = self.passage.token_at(start), self.passage.token_at(end - 1) + 1
            for i in range(self.first, self.last):
                yield from self._read_at(i)

    def _read_at(self, i: int) -> Iterator[Membership]:
        word = self.lookups.text(i)
        if self._is(word, "holds", "verbs") or self._is(word, "holds", "verbs-of"):
            yield from self._read_holds(i)
        elif self._is(word, "lists", "names"):
            yield from self._read_members(i)
        elif self._is(word, "member", "nouns") or word in spell_list(_FILE, "member", "nouns"):
            yield from self._read_member(i)
        elif self._is(word, "join", "verbs"):
            yield from self._read_join(i)

    @staticmethod
    def _is(word: str, table: str, key: str) -> bool:
        known = spell_list(_FILE, table, key)
        return word in known or (word[:1] in "وف" and word[1:] in known)

    # The body holds its members.

    def _read_holds(self, i: int) -> Iterator[Membership]:
        after = i + 1
        if self._is(self.lookups.text(i), "holds", "verbs-of"):
            if self.lookups.text(after) not in spell_list(_FILE, "holds", "of"):
                meant = self._find_meant_after(after)
                after = meant.after if meant else after
                if meant is None or self.lookups.text(after) not in spell_list(_FILE, "holds", "of"):
                    return
                yield from self._make("member.holds", self._read_list(after + 1), meant)
                return
            yield from self._make("member.holds", self._read_list(after + 1), self._find_subject(i))
            return
        meant = self._find_meant_after(after)
        if meant:
            after = meant.after
        else:
            meant = self._find_subject(i)
        members = self._read_list(after)
        if members:
            yield from self._make("member.holds", [*self._read_besides_before(i), *members], meant)

    def _find_subject(self, i: int) -> _Meant | None:
        """The body of which "التي تضم" is said: the last one before it in the sentence, or the one meant."""
        for k in range(i - 1, max(self.first, i - _LONGEST_REACH) - 1, -1):
            item = self.ends.get(k + 1)
            if item and item.body:
                return _Meant(body=item.body, spans=item.mention.spans, after=i)
            meant = resolve_body(self.article, self.passage, k)
            if meant:
                return _Meant(body=meant, spans=self._spans(k), after=i)
        if self.lookups.text(i - 1) in spell_list(_FILE, "holds", "subjects") or i == self.first:
            return self._find_before(self.first, at=max(i - 1, self.first))
        return None

    def _find_meant_after(self, i: int) -> _Meant | None:
        """The body that comes after a verb, perhaps with "هذه" or "عضوية" before it."""
        for k in range(i, min(i + 3, self.last)):
            item = self.items.get(k)
            if item and item.body:
                return _Meant(body=item.body, spans=item.mention.spans, after=self._skip_alias(item.after))
            meant = resolve_body(self.article, self.passage, k)
            if meant:
                return _Meant(body=meant, spans=self._spans(k), after=k + 1)
            if not self._is(self.lookups.text(k), "holds", "between"):
                return None
        return None

    def _skip_alias(self, i: int) -> int:
        """Past another name in brackets, and a closing quotation mark."""
        if self.lookups.text(i) in _MARKS - {"(", ")", _COMMA, ":"}:
            i += 1
        if (
            self.lookups.text(i) == "("
            and (item := self.items.get(i + 1))
            and self.lookups.text(item.after) == ")"
        ):
            return item.after + 1
        return i

    def _find_before(self, first: int, *, at: int) -> _Meant | None:
        """The body named last before token `first`; `at` is the word that means it."""
        body = find_last_body(self.article, (self.passage.start, self.passage.tokens[first].start))
        return _Meant(body=body, spans=self._spans(at), after=at + 1) if body else None

    def _read_besides_before(self, i: int) -> list[_Item]:
        """The members of "إلى جانب روسيا تشمل …" before the verb at `i`."""
        item = self.ends.get(i)
        if item is None or not self._find_besides(item.first - 2):
            return []
        return [item]

    def _find_besides(self, i: int) -> bool:
        phrase = f"{self.lookups.text(i)} {self.lookups.text(i + 1)}"
        return i >= self.first and phrase in spell_list(_FILE, "besides", "names")

    # Lists of members.

    def _read_list(self, i: int) -> list[_Item]:
        """The members that are listed from token `i` on, once what leads to them is past."""
        start = i
        while i < self.last and i not in self.items and i - start < _LONGEST_GAP and self._leads_on(i):
            i += 1
        if i not in self.items:
            return []
        members = [self.items[i]]
        while True:
            following = self._find_next(members[-1].after)
            if following is None:
                return members
            members.append(following)

    def _leads_on(self, i: int) -> bool:
        text = self.lookups.text(i)
        number = self.lookups.kind(i) == "number"
        return number or text in _MARKS or text in spell_list(_FILE, "holds", "between")

    def _find_next(self, i: int) -> _Item | None:
        """The next member of a list that reached token `i`."""
        if i >= self.last:
            return None
        if i in self.items and self.lookups.text(i).startswith(_AND):
            return self.items[i]
        if self.lookups.text(i) == _COMMA and i + 1 in self.items:
            return self.items[i + 1]
        if self._find_besides(i):
            return self.items.get(i + 2)
        return None

    # "أعضاؤه خمسة: …"

    def _read_members(self, i: int) -> Iterator[Membership]:
        meant = self._find_subject(i) or self._find_before(i, at=i)
        yield from self._make("member.list", self._read_list(i + 1), meant)

    # "العضو في …"

    def _read_member(self, i: int) -> Iterator[Membership]:
        after = i + 1
        while after < self.last and self._is_rank(after):
            after += 1
        if self.lookups.text(after) not in spell_list(_FILE, "member", "in"):
            return
        meant = self._find_meant(after)
        if meant is None:
            return
        members = self._read_before(i) or self._read_named(self._skip_alias(meant.after))
        yield from self._make("member.of", members, meant)

    def _is_rank(self, i: int) -> bool:
        """Whether the token belongs to "الحادي والثلاثين" or to "الدائم" after the noun."""
        return i in self.numbers or self.lookups.text(i).removeprefix("ال") in spell_list(
            _FILE, "member", "links"
        )

    def _find_meant(self, i: int) -> _Meant | None:
        """The body after "في" at token `i`, or the one that "فيها" means."""
        if self.lookups.text(i) in spell_list(_FILE, "member", "here"):
            return self._find_before(i, at=i)
        k = i + 1 + (self.lookups.text(i + 1) in _MARKS)
        item = self.items.get(k)
        if item and item.body:
            return _Meant(body=item.body, spans=item.mention.spans, after=item.after)
        meant = resolve_body(self.article, self.passage, k) if k < self.last else None
        return _Meant(body=meant, spans=self._spans(k), after=k + 1) if meant else None

    def _read_before(self, i: int) -> list[_Item]:
        """The members of whom "العضو" at token `i` is said."""
        k = i
        while k > self.first and k not in self.ends and self._links(k - 1):
            k -= 1
        if k not in self.ends:
            return self._find_topic(k) if k < i else []
        members = [self.ends[k]]
        while True:
            first = members[-1].first
            joined = self.lookups.text(first).startswith(_AND) or self.lookups.text(first - 1) == _COMMA
            before = self.ends.get(first) or self.ends.get(first - 1)
            if before is None or not joined:
                return members[::-1]
            members.append(before)

    def _links(self, i: int) -> bool:
        text = self.lookups.text(i)
        return text in _MARKS or text in spell_list(_FILE, "member", "links")

    def _find_topic(self, i: int) -> list[_Item]:
        """The first country of the sentence, of which a verb of being is said at token `i`."""
        first = max(self.first, i - _LONGEST_REACH)
        before = (self.items[k] for k in range(first, i) if k in self.items)
        return [item for item in before if item.body is None][:1]

    def _read_named(self, i: int) -> list[_Item]:
        """The members in "عضوان في المنظمة -هما قرغيزستان وطاجيكستان-"."""
        while i < self.last and self.lookups.text(i) in _MARKS:
            i += 1
        if self.lookups.text(i) not in spell_list(_FILE, "member", "named"):
            return []
        return self._read_list(i + 1)

    # "انضمت … إلى …"

    def _read_join(self, i: int) -> Iterator[Membership]:
        before = self.lookups.text(i - 1)
        if before in spell_list(_FILE, "join", "not"):
            return
        members = self._read_list_at(i + 1)
        after = members[-1].after if members else i + 1
        while after < self.last and self._is_adverb(after):
            after += 1
        word = self.lookups.text(after)
        if word in spell_list(_FILE, "join", "toward"):
            meant = self._find_before(after, at=after)
        elif word in spell_list(_FILE, "join", "to"):
            meant = self._find_meant(after)
        else:
            return
        yield from self._make("member.join", members or self._find_joining(i), meant)

    def _read_list_at(self, i: int) -> list[_Item]:
        return self._read_list(i) if i in self.items else []

    def _is_adverb(self, i: int) -> bool:
        return self.lookups.kind(i) == "number" or self.lookups.text(i) in spell_list(
            _FILE, "join", "adverbs"
        )

    def _find_joining(self, i: int) -> list[_Item]:
        """Who "had joined", where the subject comes first."""
        k = i
        while k > self.first and k not in self.ends and self._is_adverb(k - 1):
            k -= 1
        return [self.ends[k]] if k in self.ends else []

    # Results.

    def _spans(self, i: int) -> tuple[Span, ...]:
        token = self.passage.tokens[i]
        return self.passage.source_spans(token.start, token.end)

    def _make(self, rule: str, members: list[_Item], meant: _Meant | None) -> Iterator[Membership]:
        for item in members if meant else ():
            if meant and item.body is not meant.body:
                yield Membership(
                    member=item.mention,
                    member_key=item.key,
                    body=meant.body,
                    body_spans=meant.spans,
                    rule=rule,
                )


@remembered
def _index_items(article: Article) -> dict[int, dict[int, _Item]]:
    """For each passage (by its id) what may be a member or a body, by first token."""
    found: dict[int, dict[int, _Item]] = {id(passage): {} for passage in article.passages}
    for place in find_places(article):
        if place.kind in ("country", "former-country"):
            key = (place.iso,) if place.iso else place.key
            found[id(place.passage)][place.first] = _Item(
                first=place.first, after=place.after, mention=place, key=key, body=None
            )
    for body in find_bodies(article):
        for mention in body.mentions:
            found[id(mention.passage)][mention.first] = _Item(
                first=mention.first, after=mention.after, mention=mention, key=body.name.words, body=body
            )
    return found
