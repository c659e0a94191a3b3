"""What may be a member of an organisation, and lists of members."""

from __future__ import annotations

from dataclasses import dataclass

from report.document import Span
from report.grammar._bodies import Body, find_bodies, find_last_body, resolve_body
from report.grammar._lookups import Lookups, Mention, is_verb, look_up, spell_list
from report.grammar._passages import Article, Passage, remembered
from report.grammar.places import find_places
from report.grammar.vocabulary import speech_verbs

FILE = "memberships.toml"
MARKS = frozenset('،:-–—"«»“”()')
AND, COMMA = "و", "،"
LONGEST_GAP = 9
LONGEST_REACH = 80


@dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """What may be a member: tokens `first` to `after`."""

    first: int
    after: int
    mention: Mention
    key: tuple[str, ...]
    body: Body | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Meant:
    """A body and the words by which it is meant; `after` is the token after them."""

    body: Body
    spans: tuple[Span, ...]
    after: int


@remembered
def index_items(article: Article) -> dict[int, dict[int, Item]]:
    """For each passage (by its id) what may be a member or a body, by first token."""
    found: dict[int, dict[int, Item]] = {id(passage): {} for passage in article.passages}
    for place in find_places(article):
        if place.kind in ("country", "former-country"):
            key = (place.iso,) if place.iso else place.key
            found[id(place.passage)][place.first] = Item(
                first=place.first, after=place.after, mention=place, key=key, body=None
            )
    for body in find_bodies(article):
        for mention in body.mentions:
            found[id(mention.passage)][mention.first] = Item(
                first=mention.first, after=mention.after, mention=mention, key=body.name.words, body=body
            )
    return found


def is_word_of(word: str, table: str, key: str) -> bool:
    """Whether the word is in a list of the lexicon, perhaps with a conjunction before it."""
    known = spell_list(FILE, table, key)
    return word in known or (word[:1] in "وف" and word[1:] in known)


class MemberLists:
    """Reads the lists of one passage; `first` to `last` are the tokens of the present sentence."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.article = passage.article
        self.lookups: Lookups = look_up(passage)
        self.items = index_items(self.article).get(id(passage), {})
        self.ends = {item.after: item for item in self.items.values()}
        self.first = 0
        self.last = 0

    def read_list(self, i: int) -> list[Item]:
        """The members that are listed from token `i` on, once what leads to them is past."""
        start = i
        while i < self.last and i not in self.items and i - start < LONGEST_GAP and self._leads_on(i):
            i += 1
        if i not in self.items:
            i = self._find_opened(start) or i
        if i not in self.items:
            return []
        members = [self.items[i]]
        while True:
            following = self._find_next(members[-1].after)
            if following is None:
                return members
            members.append(following)

    def read_list_at(self, i: int) -> list[Item]:
        return self.read_list(i) if i in self.items else []

    def _find_opened(self, start: int) -> int | None:
        """Where a list begins after a dash, a colon or "هي", before which anything may stand but a verb."""
        opening = spell_list(FILE, "holds", "opening")
        for i in range(start, min(start + LONGEST_GAP, self.last - 1)):
            text = self.lookups.text(i)
            if text in opening and i + 1 in self.items:
                return i + 1
            if i in self.items or self.lookups.has(speech_verbs(), i) or is_verb(text):
                return None
        return None

    def _leads_on(self, i: int) -> bool:
        text = self.lookups.text(i)
        number = self.lookups.kind(i) == "number"
        return number or text in MARKS or text in spell_list(FILE, "holds", "between")

    def _find_next(self, i: int) -> Item | None:
        """The next member of a list that reached token `i`."""
        if self.lookups.text(i) == "(" and self.lookups.text(i + 2) == ")":  # a year
            i += 3
        if i >= self.last:
            return None
        if i in self.items and self.lookups.text(i).startswith(AND):
            return self.items[i]
        if self.lookups.text(i) == COMMA and i + 1 in self.items:
            return self.items[i + 1]
        if self.find_besides(i):
            return self.items.get(i + 2)
        return None

    def find_besides(self, i: int) -> bool:
        phrase = f"{self.lookups.text(i)} {self.lookups.text(i + 1)}"
        return i >= self.first and phrase in spell_list(FILE, "besides", "names")

    def read_opened(self, i: int) -> list[Item]:
        """The countries in "(السعودية والكويت)", ": بولندا والمجر" or "، وهي بولندا والمجر" at token `i`."""
        start = i
        while self.lookups.text(i) in MARKS and i < self.last:
            i += 1
        named = self.lookups.text(i) in spell_list(FILE, "member", "named")
        i += named
        marks = {self.lookups.text(k) for k in range(start, i)}
        if not named and marks.isdisjoint(spell_list(FILE, "holds", "opening") | {"("}):
            return []
        members = self.read_list_at(i)
        return members if all(item.body is None for item in members) else []

    # What a word means.

    def resolve(self, i: int) -> Body | None:
        """Whom a noun like "الرابطة" means: the bloc that the passage speaks of, or who was last named so."""
        body = resolve_body(self.article, self.passage, i)
        if body is None or any(mention.passage is self.passage for mention in body.mentions):
            return body
        if self.lookups.text(i).removeprefix(AND) not in spell_list(FILE, "blocs"):
            return body
        for k in range(i - 1, max(0, i - LONGEST_REACH) - 1, -1):
            item = self.items.get(k)
            named = item.body if item else self._resolve_plainly(k)
            if named and any(mention.kind == "international" for mention in named.mentions):
                return named
        return body

    def _resolve_plainly(self, i: int) -> Body | None:
        known = self.lookups.text(i).removeprefix(AND) in spell_list(FILE, "blocs")
        return resolve_body(self.article, self.passage, i) if known else None

    def mean(self, i: int) -> Meant | None:
        """The body that is named at token `i`, or that a noun there means."""
        item = self.items.get(i)
        if item and item.body:
            return Meant(body=item.body, spans=item.mention.spans, after=item.after)
        meant = self.resolve(i) if i < self.last else None
        return Meant(body=meant, spans=self.spans(i), after=i + 1) if meant else None

    def mean_before(self, first: int, *, at: int) -> Meant | None:
        """The body named last before token `first`; `at` is the word that means it."""
        body = find_last_body(self.article, (self.passage.start, self.passage.tokens[first].start))
        return Meant(body=body, spans=self.spans(at), after=at + 1) if body else None

    def skip_alias(self, i: int) -> int:
        """Past another name in brackets, and a closing quotation mark."""
        if self.lookups.text(i) in MARKS - {"(", ")", COMMA, ":"}:
            i += 1
        if (
            self.lookups.text(i) == "("
            and (item := self.items.get(i + 1))
            and item.body
            and self.lookups.text(item.after) == ")"
        ):
            return item.after + 1
        return i

    def find_topic(self, i: int) -> list[Item]:
        """The first country of the sentence before token `i`."""
        first = max(self.first, i - LONGEST_REACH)
        before = (self.items[k] for k in range(first, i) if k in self.items)
        return [item for item in before if item.body is None][:1]

    def spans(self, i: int) -> tuple[Span, ...]:
        token = self.passage.tokens[i]
        return self.passage.source_spans(token.start, token.end)
