"""Where the article says it has something from: credits, media, documents, named and unnamed sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.document import Span
from report.grammar._actors import Actor, find_actors
from report.grammar._bodies import Body, find_bodies
from report.grammar._channels import occasions
from report.grammar._lookups import Lookups, look_up, read_surface, spell_list
from report.grammar._passages import Article, Passage, remembered
from report.grammar._sentences import find_quoted_tokens
from report.grammar.organizations import OrganizationMention
from report.grammar.quotations import find_said
from report.grammar.vocabulary import attributions, source_particles, speech_verbs

_FILE = "sources.toml"
_BODY_TEXT = frozenset({"paragraph", "item", "quote", "note", "deck"})
_MEDIA = frozenset({"media", "agency"})
_DASHES = frozenset({"-", "–", "—", ":"})
_CLOSING_PASSAGES = 3
_LONGEST_CREDIT = 12
_LONGEST_DATELINE = 9
_LONGEST_CITY = 4
_DOCUMENT_REACH = 4
_OPENING_QUOTES = frozenset('"«“')
_TALK_REACH = 5


@dataclass(frozen=True, kw_only=True, eq=False)
class SourceMention:
    """A source of kind `kind` under `name`, which stands at `spans`; `tell` tells the kind."""

    rule: str
    kind: str
    name: str
    spans: tuple[Span, ...]
    tell: tuple[Span, ...]


@remembered
def find_sources(article: Article) -> tuple[SourceMention, ...]:
    """Every source that the article names, each time, in order."""
    found = [source for passage in article.passages for source in _Reading(article, passage).read()]
    return tuple(sorted(found, key=lambda source: source.spans[0].start))


class _Reading:
    def __init__(self, article: Article, passage: Passage) -> None:
        self.article = article
        self.passage = passage
        self.lookups: Lookups = look_up(passage)
        self.mentions = _list_mentions(article).get(id(passage), [])
        self.firsts = {mention.first for mention, _ in self.mentions}
        self.actors = find_actors(article)[id(passage)]

    def read(self) -> Iterator[SourceMention]:
        kind = self._credit_kind()
        if kind:
            yield from self._read_credit(kind)
        elif self.passage.kind in _BODY_TEXT:
            yield from self._read_text()

    # Credits.

    def _credit_kind(self) -> str:
        """Of what the passage is the credit, "" where it is none."""
        passage = self.passage
        if passage.kind == "attribution":
            return "article"
        if passage.kind == "credit":
            return "article" if self._closes_text() and not self._has_label() else "photo"
        if passage not in self.article.passages[-_CLOSING_PASSAGES:] or passage.kind != "paragraph":
            return ""
        media = any(mention.kind in _MEDIA for mention, _ in self.mentions)
        short = len(passage.tokens) <= _LONGEST_CREDIT and passage.tokens[-1].text != "."
        if not (media and short) or any(
            self.lookups.find(speech_verbs(), i) for i in range(len(passage.tokens))
        ):
            return ""
        return "photo" if self._is_photo(self.lookups.text(0)) else "article"

    def _closes_text(self) -> bool:
        bodies = [passage.start for passage in self.article.passages if passage.kind in _BODY_TEXT]
        return bool(bodies) and self.passage.start > max(bodies)

    def _has_label(self) -> bool:
        """Whether the line of the credit says "صورة" or the like."""
        text = self.passage.document.source.text
        line = text[text.rfind("\n", 0, self.passage.start) + 1 : self.passage.start]
        return ":" in line or self._is_photo(self.lookups.text(0))

    @staticmethod
    def _is_photo(word: str) -> bool:
        return word in spell_list(_FILE, "credits", "photo")

    def _read_credit(self, kind: str) -> Iterator[SourceMention]:
        named = [mention for mention, _ in self.mentions]
        for mention in named:
            if not mention.alias:
                yield self._make(f"source.{kind}", kind, mention.surface, mention.spans)
        if not named:
            yield from self._read_unlisted_credit(kind)

    def _read_unlisted_credit(self, kind: str) -> Iterator[SourceMention]:
        """A credit that names nobody of the lists: the passage itself, if it is short."""
        tokens = self.passage.tokens
        words = [i for i in range(len(tokens)) if self.lookups.is_word(i)]
        nobody = all(self.lookups.text(i) in spell_list(_FILE, "credits", "nobody") for i in words[:1])
        if 0 < len(tokens) <= _LONGEST_CREDIT // 2 and not nobody:
            spans = self.passage.source_spans(tokens[0].start, tokens[-1].end)
            name = read_surface(self.passage, tokens[0].start, tokens[-1].end)
            yield self._make(f"source.{kind}", kind, name, spans)

    # The text.

    def _read_text(self) -> Iterator[SourceMention]:
        for mention, body in self.mentions:
            if not mention.alias:
                yield from self._read_mention(mention, body)
        yield from self._read_people()
        yield from self._read_anonymous()
        yield from self._read_plain_documents()

    def _read_mention(self, mention: OrganizationMention, body: Body) -> Iterator[SourceMention]:
        medium = _is_medium(body)
        i = mention.first - (self.lookups.text(mention.first - 1) in _OPENING_QUOTES)
        if self._is_dateline(mention):
            yield self._make("source.article", "article", mention.surface, mention.spans)
        elif medium:
            if self._is_cited(i) or self._is_attributed(i) or self._is_asked(mention):
                yield self._make("source.media", "cited-media", mention.surface, mention.spans)
        elif self._is_attributed(i):
            yield self._make("source.cited", "cited", mention.surface, mention.spans, self._tell(i))
        else:
            document = self._find_document(i)
            if document is not None:
                tell = self._span(document)
                yield self._make("source.document", "document", mention.surface, mention.spans, tell)

    def _is_dateline(self, mention: OrganizationMention) -> bool:
        """Whether the text begins "الدوحة/ وكالة الأنباء القطرية -"."""
        first = next((p for p in self.article.passages if p.kind == "paragraph"), None)
        i = mention.after
        while self.lookups.text(i) in (")", '"', "»"):
            i += 1
        if self.passage is not first or i > _LONGEST_DATELINE:
            return False
        before = sum(self.lookups.is_word(k) for k in range(mention.first))
        return self.lookups.text(i) in _DASHES and before < _LONGEST_CITY

    def _is_cited(self, i: int) -> bool:
        """Whether the medium speaks or passes on: a verb of speech stands before it."""
        before = self.lookups.text(i - 1)
        if self.lookups.has(speech_verbs(), i - 1):
            return True
        if before in spell_list(_FILE, "attribution", "correspondents"):
            return self.lookups.has(speech_verbs(), i - 2) or self._ends_attribution(i - 1)
        carried = spell_list(_FILE, "attribution", "carried")
        return before in carried or (before[:1] in ("و", "ف") and before[1:] in carried)

    def _is_asked(self, mention: OrganizationMention) -> bool:
        """Whether something is said to the medium: "لقناة الجزيرة", "في حوار مع مجلة أفق"."""
        i = mention.first
        word, before, token = self.lookups.text(i), self.lookups.text(i - 1), self.passage.tokens[i]
        clitics = word[: mention.start - token.start] if mention.start > token.start else ""
        to = (
            mention.rule == "organization.told"
            or clitics.endswith("ل")
            or word.startswith("لل")
            or self._has_to(word, mention)
        )
        return to or before in spell_list(_FILE, "attribution", "from") or self._is_talked_with(i)

    def _is_talked_with(self, i: int) -> bool:
        if self.lookups.text(i - 1) not in spell_list(_FILE, "attribution", "with"):
            return False
        return any(self.lookups.has(occasions(), i - back) for back in range(2, _TALK_REACH))

    def _has_to(self, word: str, mention: OrganizationMention) -> bool:
        """Whether the noun before a name that stands alone has "ل": "لصحيفة «المدى»"."""
        bare = word[1:] if word[:1] in ("و", "ف") else word
        whole = mention.keys[-1][0]
        return bare != whole and bare.startswith("ل") and bare.endswith(whole.removeprefix("ال"))

    def _is_attributed(self, i: int) -> bool:
        """Whether "بحسب", "وفقا لـ", "نقلا عن" or "حسب ما أعلنت" leads to token `i`."""
        return self._find_attribution(i) is not None

    def _find_attribution(self, i: int) -> int | None:
        if self._ends_attribution(i):
            return i - 1
        if not self.lookups.has(speech_verbs(), i - 1):
            return None
        k = i - 1
        if self.lookups.text(k - 1) in spell_list(_FILE, "attribution", "what"):
            k -= 1
        if self._ends_attribution(k):
            return k - 1
        found = self.lookups.find(attributions(), i - 2)
        return i - 2 if found and found.length == 2 and found.value.kind == "either" else None

    def _ends_attribution(self, i: int) -> bool:
        """Whether a phrase of attribution ends right before token `i`."""
        for length in (1, 2, 3):
            found = self.lookups.find(attributions(), i - length) if i >= length else None
            if found and found.length == length and found.value.kind in ("either", "channel", "speaker"):
                leads = found.value.kind == "either" or self.lookups.text(i - 1) in source_particles()
                return leads and (not found.value.carried or self._carries(i))
        return False

    def _carries(self, i: int) -> bool:
        return self.lookups.text(i).startswith(("ل",))

    def _find_document(self, i: int) -> int | None:
        """The noun of a document that the body at token `i` made: "دراسة أعدها البنك", "تقرير لمنظمة"."""
        made = spell_list(_FILE, "documents", "made")
        k = i - 1
        while i - k < _DOCUMENT_REACH and self.lookups.text(k) in made:
            k -= 1
        linked = k < i - 1 or self.lookups.text(i).startswith("ل")
        if linked and self._is_document(k):
            return k
        return k if self._is_document(k) and k == i - 1 and self._ends_attribution(k) else None

    def _is_document(self, i: int) -> bool:
        word = self.lookups.text(i)
        known = spell_list(_FILE, "documents")
        return word in known or word[1:] in known

    def _tell(self, i: int) -> tuple[Span, ...]:
        k = self._find_attribution(i)
        return self._span(k) if k is not None else ()

    # People, nobody, documents of nobody.

    def _read_people(self) -> Iterator[SourceMention]:
        for actor in self.actors:
            if actor.person and self._is_attributed(actor.first):
                yield self._make("source.cited", "cited", actor.name, actor.spans, self._tell(actor.first))

    def _read_anonymous(self) -> Iterator[SourceMention]:
        speakers = _list_speakers(self.article)
        for actor in self.actors:
            if not actor.anonymous:
                continue
            word = self.lookups.text(actor.first)
            noun = any(word == n or word[1:] == n for n in spell_list(_FILE, "anonymity", "nouns"))
            after = self.lookups.text(actor.first - 1) in source_particles()
            attributed = self._is_attributed(actor.first)
            speaks = (id(self.passage), actor.first) in speakers
            if (noun and (speaks or after or attributed)) or self._asks_for_secrecy(actor):
                yield self._make("source.anonymous", "anonymous", actor.name, actor.spans)

    def _asks_for_secrecy(self, actor: Actor) -> bool:
        i = actor.after + (self.lookups.text(actor.after) == "،")
        asks = self.lookups.text(i) in spell_list(_FILE, "anonymity", "verbs")
        return asks and self.lookups.text(i + 1) in spell_list(_FILE, "anonymity", "not")

    def _read_plain_documents(self) -> Iterator[SourceMention]:
        """ "بحسب وثائق": a document whose maker is not named."""
        quoted = find_quoted_tokens(self.passage)
        makers = [mention for mention, body in self.mentions if not _is_medium(body)]
        made = {self._find_document(mention.first) for mention in makers}
        for i in range(len(self.passage.tokens)):
            if quoted[i] or i in made or not self._is_document(i) or not self._ends_attribution(i):
                continue
            if self._leads_to_medium(i):
                continue
            token = self.passage.tokens[i]
            start = token.start + (self.lookups.text(i).startswith("ل"))
            spans = self.passage.source_spans(start, token.end)
            yield self._make("source.document", "document", self.passage.surface(start, token.end), spans)

    def _leads_to_medium(self, i: int) -> bool:
        """Whether the document is one that a medium published: the medium is the source."""
        carried = self.lookups.text(i + 1) in spell_list(_FILE, "attribution", "carried")
        return carried and i + 2 in self.firsts

    # Results.

    def _span(self, i: int) -> tuple[Span, ...]:
        token = self.passage.tokens[i]
        return self.passage.source_spans(token.start, token.end)

    def _make(
        self, rule: str, kind: str, name: str, spans: tuple[Span, ...], tell: tuple[Span, ...] = ()
    ) -> SourceMention:
        return SourceMention(rule=rule, kind=kind, name=name, spans=spans, tell=tell or spans)


def _is_medium(body: Body) -> bool:
    return any(mention.kind in _MEDIA for mention in body.mentions)


@remembered
def _list_mentions(article: Article) -> dict[int, list[tuple[OrganizationMention, Body]]]:
    """The organisations of each passage (by its id) in order."""
    found: dict[int, list[tuple[OrganizationMention, Body]]] = {}
    for body in find_bodies(article):
        for mention in body.mentions:
            found.setdefault(id(mention.passage), []).append((mention, body))
    for mentions in found.values():
        mentions.sort(key=lambda pair: pair[0].first)
    return found


@remembered
def _list_speakers(article: Article) -> frozenset[tuple[int, int]]:
    """Where speakers stand: the passage (by its id) and the first token."""
    return frozenset((id(s.speaker.passage), s.speaker.first) for s in find_said(article) if s.speaker)
