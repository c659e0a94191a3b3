"""Who belongs to what: "تضم المنظمة …", "الأعضاء في …", "انضمت إلى …".

Members are countries and organisations. What is meant by "المنظمة" or "فيها" is the body named before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.arabic.sentences import split_sentences
from report.document import Span
from report.grammar._bodies import Body
from report.grammar._lookups import Mention, spell_list
from report.grammar._member_lists import (
    AND,
    COMMA,
    FILE,
    LONGEST_GAP,
    LONGEST_REACH,
    MARKS,
    Item,
    Meant,
    MemberLists,
    is_word_of,
)
from report.grammar._passages import Article, Passage, remembered

_LONGEST_ASIDE = 15
_FEWEST_IN_BRACKETS = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Membership:
    """`member` belongs to `body`, which is named or meant at `body_spans`."""

    member: Mention
    member_key: tuple[str, ...]
    body: Body
    body_spans: tuple[Span, ...]
    rule: str


@remembered
def find_memberships(article: Article) -> tuple[Membership, ...]:
    """Every membership that the article states, in order."""
    return tuple(found for passage in article.passages for found in _Reading(passage).read())


class _Reading(MemberLists):
    """Reads one passage sentence by sentence."""

    def __init__(self, passage: Passage) -> None:
        super().__init__(passage)
        self.numbers = {i for numeral in passage.numerals for i in range(numeral.first, numeral.after)}

    def read(self) -> Iterator[Membership]:
        for start, end in split_sentences(self.passage.text):
            self.first, self.last = self.passage.token_at(start), self.passage.token_at(end - 1) + 1
            for i in range(self.first, self.last):
                yield from self._read_at(i)

    def _read_at(self, i: int) -> Iterator[Membership]:
        word = self.lookups.text(i)
        if is_word_of(word, "holds", "verbs") or is_word_of(word, "holds", "verbs-of"):
            yield from self._read_holds(i)
        elif is_word_of(word, "lists", "names"):
            yield from self._read_members(i)
        elif is_word_of(word, "member", "nouns"):
            yield from self._read_member(i)
        elif is_word_of(word, "join", "verbs"):
            yield from self._read_join(i)
        elif is_word_of(word, "join", "nouns"):
            yield from self._read_joining(i)
        elif is_word_of(word, "grant", "verbs"):
            yield from self._read_grant(i)
        elif i in self.items and self.items[i].body:
            yield from self._read_brackets(self.items[i])

    # The body holds its members.

    def _read_holds(self, i: int) -> Iterator[Membership]:
        if is_word_of(self.lookups.text(i), "holds", "verbs-of"):
            yield from self._read_holds_of(i)
            return
        meant = self._find_meant_after(i + 1)
        after = meant.after if meant else i + 1
        meant = meant or self._find_subject(i)
        members = self.read_list(after)
        if members:
            yield from self._make("member.holds", [*self._read_besides_before(i), *members], meant)

    def _read_holds_of(self, i: int) -> Iterator[Membership]:
        """ "تتألف المجموعة من …", "المكونة من …", "تتألف منها المجموعة وهي …"."""
        after, of = i + 1, spell_list(FILE, "holds", "of")
        back = self.lookups.text(after) in spell_list(FILE, "holds", "of-which")
        meant = self._find_meant_after(after + back) if back or self.lookups.text(after) not in of else None
        if meant and not back:
            after = meant.after
            while self.lookups.text(after) not in of and after - meant.after < LONGEST_GAP:
                after += 1
        if back:
            yield from self._make("member.holds", self.read_list(meant.after) if meant else [], meant)
        elif self.lookups.text(after) in of:
            yield from self._make("member.holds", self.read_list(after + 1), meant or self._find_subject(i))

    def _find_subject(self, i: int) -> Meant | None:
        """The body of which "التي تضم" is said: the last one before it in the sentence, or the one meant."""
        for k in range(i - 1, max(self.first, i - LONGEST_REACH) - 1, -1):
            item = self.ends.get(k + 1)
            if item and item.body:
                return Meant(body=item.body, spans=item.mention.spans, after=i)
            meant = self.resolve(k)
            if meant:
                return Meant(body=meant, spans=self.spans(k), after=i)
        if self.lookups.text(i - 1) in spell_list(FILE, "holds", "subjects") or i == self.first:
            return self.mean_before(self.first, at=max(i - 1, self.first))
        return None

    def _find_meant_after(self, i: int) -> Meant | None:
        """The body that comes after a verb, perhaps with "هذه" or "عضوية" before it."""
        for k in range(i, min(i + 3, self.last)):
            meant = self.mean(k)
            if meant:
                return Meant(body=meant.body, spans=meant.spans, after=self.skip_alias(meant.after))
            if not is_word_of(self.lookups.text(k), "holds", "between"):
                return None
        return None

    def _read_besides_before(self, i: int) -> list[Item]:
        """The members of "إلى جانب روسيا تشمل …" before the verb at `i`."""
        item = self.ends.get(i)
        if item is None or not self.find_besides(item.first - 2):
            return []
        return [item]

    def _read_brackets(self, item: Item) -> Iterator[Membership]:
        """ "بريكس (البرازيل وروسيا والهند …)", "دول مجموعة فيشغراد، وهي بولندا والمجر"."""
        after = self.skip_alias(item.after)
        members = self.read_opened(after)
        opened = self.lookups.text(after) == "(" and len(members) >= _FEWEST_IN_BRACKETS
        of = self.lookups.text(item.first - 1) in spell_list(FILE, "lists", "of")
        if item.body and (opened or (of and len(members) > 1)):
            meant = Meant(body=item.body, spans=item.mention.spans, after=after)
            yield from self._make("member.list", members, meant)

    # "أعضاؤه خمسة: …"

    def _read_members(self, i: int) -> Iterator[Membership]:
        meant = self._find_subject(i) or self.mean_before(i, at=i)
        yield from self._make("member.list", self.read_list(i + 1), meant)

    # "العضو في …"

    def _read_member(self, i: int) -> Iterator[Membership]:
        after = i + 1
        if self.lookups.text(after) in spell_list(FILE, "member", "named"):
            yield from self._make("member.list", self.read_list(after + 1), self._find_subject(i))
            return
        meant = self._find_meant_of(after)
        if meant is None:
            return
        end = self.skip_alias(meant.after)
        members = self._read_as(i) or self._read_before(i) or self._read_named(end) or self.read_opened(end)
        yield from self._make("member.of", members, meant)
        second = self.items.get(meant.after)
        if second and second.body and self.lookups.text(meant.after).startswith(AND):
            also = Meant(body=second.body, spans=second.mention.spans, after=second.after)
            yield from self._make("member.of", members, also)

    def _find_meant_of(self, i: int) -> Meant | None:
        """The body of "الدائم في المنظمة", "المؤسسين للمنظمة" or "المنظمة" at token `i` after "عضو"."""
        start = i
        while i < self.last and self._is_rank(i):
            i += 1
        if self.lookups.text(i) in spell_list(FILE, "member", "in"):
            return self._find_meant(i)
        item = self.items.get(i)
        if item and item.body and (self.lookups.text(i).startswith("ل") or i == start):
            return self.mean(i)
        return self.mean(i) if i == start and self.lookups.text(i - 1) in _plurals() else None

    def _is_rank(self, i: int) -> bool:
        """Whether the token belongs to "الحادي والثلاثين" or to "الدائم" after the noun."""
        return i in self.numbers or self.lookups.text(i).removeprefix("ال") in spell_list(
            FILE, "member", "links"
        )

    def _find_meant(self, i: int) -> Meant | None:
        """The body after "في" at token `i`, or the one that "فيها" means."""
        if self.lookups.text(i) in spell_list(FILE, "member", "here"):
            return self.mean_before(i, at=i)
        return self.mean(i + 1 + (self.lookups.text(i + 1) in MARKS))

    def _read_before(self, i: int) -> list[Item]:
        """The members of whom "العضو" at token `i` is said."""
        k = i
        while k > self.first and k not in self.ends and self._links(k - 1):
            k -= 1
        if k not in self.ends:
            return self.find_topic(k) if k < i else []
        members = [self.ends[k]]
        while True:
            first = members[-1].first
            joined = self.lookups.text(first).startswith(AND) or self.lookups.text(first - 1) == COMMA
            before = self.ends.get(first) or self.ends.get(first - 1)
            if before is None or not joined:
                return members[::-1]
            members.append(before)

    def _links(self, i: int) -> bool:
        text = self.lookups.text(i)
        return text in MARKS or text in spell_list(FILE, "member", "links")

    def _read_as(self, i: int) -> list[Item]:
        """The country of "بصفتها عضوا في الاتحاد، صوتت المجر"."""
        if self.lookups.text(i - 1) not in spell_list(FILE, "member", "as"):
            return []
        after = (self.items[k] for k in range(i, min(i + _LONGEST_ASIDE, self.last)) if k in self.items)
        return self.find_topic(i) or [item for item in after if item.body is None][:1]

    def _read_named(self, i: int) -> list[Item]:
        """The members in "عضوان في المنظمة -هما قرغيزستان وطاجيكستان-"."""
        while i < self.last and self.lookups.text(i) in MARKS:
            i += 1
        if self.lookups.text(i) not in spell_list(FILE, "member", "named"):
            return []
        return self.read_list(i + 1)

    # "انضمت … إلى …"

    def _read_join(self, i: int) -> Iterator[Membership]:
        before = self.lookups.text(i - 1)
        if before in spell_list(FILE, "join", "not"):
            return
        members = self.read_list_at(i + 1)
        after = members[-1].after if members else i + 1
        while after < self.last and self._is_adverb(after):
            after += 1
        meant = self._find_joined(after)
        if meant is None:
            return
        if not members and before in spell_list(FILE, "join", "which"):
            members = self.find_topic(i)
        found = members or self._find_subjects(i) or self._find_all_of(meant.after)
        yield from self._make("member.join", found, meant)

    def _find_joined(self, i: int) -> Meant | None:
        """The body of "إلى المنظمة", "بالمنظمة" or "إليها" at token `i`."""
        word = self.lookups.text(i)
        if word in spell_list(FILE, "join", "toward"):
            return self.mean_before(i, at=i)
        if word in spell_list(FILE, "join", "to"):
            return self._find_meant(i)
        return self.mean(i) if word.startswith("ب") else None

    def _find_all_of(self, i: int) -> list[Item]:
        """The members of "انضمت إلى المجموعة … كل من إيران ومصر"."""
        for k in range(i, min(i + _LONGEST_ASIDE, self.last - 1)):
            pair = f"{self.lookups.text(k)} {self.lookups.text(k + 1)}"
            if pair in spell_list("entities.toml", "lists"):
                return self.read_list(k + 2)
        return []

    def _is_adverb(self, i: int) -> bool:
        return self.lookups.kind(i) == "number" or self.lookups.text(i) in spell_list(FILE, "join", "adverbs")

    def _find_subjects(self, i: int) -> list[Item]:
        """Who "had joined", where the subject comes first."""
        k = i
        while k > self.first and k not in self.ends and self._is_adverb(k - 1):
            k -= 1
        return [self.ends[k]] if k in self.ends else []

    def _read_joining(self, i: int) -> Iterator[Membership]:
        """ "بعد انضمام فنلندا إلى …", "منذ انضمامها إلى …": what has happened, as the word before says."""
        if self.lookups.text(i - 1) not in spell_list(FILE, "join", "since"):
            return
        members = self.read_list_at(i + 1)
        meant = self._find_joined(members[-1].after if members else i + 1)
        if not members and meant:
            after = (self.items[k] for k in range(meant.after, self.last) if k in self.items)
            members = self.find_topic(i) or [item for item in after if item.body is None][:1]
        yield from self._make("member.join", members, meant)

    def _read_grant(self, i: int) -> Iterator[Membership]:
        """ "حصلت فنلندا على عضوية الناتو"."""
        members = self.read_list_at(i + 1)
        if not members or self.lookups.text(i - 1) in spell_list(FILE, "join", "not"):
            return
        for k in range(members[-1].after, min(members[-1].after + LONGEST_GAP, self.last)):
            if self.lookups.text(k) in spell_list(FILE, "grant", "membership"):
                meant = self.mean(k + 1) or self._find_meant_of(k + 1)
                yield from self._make("member.join", members, meant)
                return

    # Results.

    def _make(self, rule: str, members: list[Item], meant: Meant | None) -> Iterator[Membership]:
        for item in members if meant else ():
            if meant and item.body is not meant.body:
                yield Membership(
                    member=item.mention,
                    member_key=item.key,
                    body=meant.body,
                    body_spans=meant.spans,
                    rule=rule,
                )


def _plurals() -> frozenset[str]:
    return spell_list(FILE, "member", "plurals")
