"""What is said and by whom: words in quotation marks, and clauses after a verb of speech.

Quotation marks alone are no speech: a verb of speech or a colon must introduce them, or a verb must follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from report.document import Span
from report.grammar._actors import Actor, find_actors
from report.grammar._channels import find_channel
from report.grammar._cues import Cue, find_cues
from report.grammar._lookups import (
    Lookups,
    drop_clitics,
    drop_pronoun,
    is_definite_word,
    is_unknown,
    is_verb,
    look_up,
    slice_tokens,
    spell_list,
)
from report.grammar._memory import Memory
from report.grammar._passages import Article, Passage, remembered
from report.grammar._sentences import Quoted, Sentence, find_quoted_tokens, find_sentences
from report.grammar._speakers import SpeakerFinder
from report.grammar.organizations import find_organizations
from report.grammar.vocabulary import clause_particles, source_particles

_KINDS = frozenset({"paragraph", "item", "quote", "note", "deck"})
_COLON, _COMMA = ":", "،"
_REACH = 60
_LONGEST_SUBJECT = 45
_FEWEST_WORDS = 2
_SHORT = 4
_LONGEST_TERM = 6
_FEWEST_WORDS_SAID = 3
_LONGEST_LEAD = 14
_STOPS = frozenset(".،؛:!؟?-–—…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """`start` to `end` of `passage.text` was said; `cue` is the word that says so, `tell` tells the kind.

    `channel` is the medium or the occasion with its place.
    """

    passage: Passage
    rule: str
    kind: str
    start: int
    end: int
    tell: tuple[int, int]
    cue: tuple[int, int] | None
    speaker: Actor | None
    channel: tuple[str, tuple[Span, ...]] | None


@remembered
def find_said(article: Article) -> tuple[Said, ...]:
    """Everything that the article quotes, in order."""
    memory = Memory()
    found: list[Said] = []
    for number, passage in enumerate(article.passages):
        if passage.kind not in _KINDS:
            continue
        memory.begin(article, number)
        for sentence in find_sentences(passage):
            found += _Reading(article, passage, sentence, memory).read()
    return tuple(found)


class _Reading:
    """Reads one sentence from left to right."""

    def __init__(self, article: Article, passage: Passage, sentence: Sentence, memory: Memory) -> None:
        self.passage = passage
        self.sentence = sentence
        self.memory = memory
        self.lookups: Lookups = look_up(passage)
        self.finder = SpeakerFinder(article, passage, sentence, memory)
        self.article = article
        self.cues = slice_tokens(find_cues(passage), sentence.first, sentence.last)
        self.direct: list[Quoted] = []

    def read(self) -> list[Said]:
        contents: list[tuple[int, Quoted | None]] = [
            (quoted.first, quoted) for quoted in self.sentence.quoted
        ]
        contents += [(i, None) for i in self._find_particles()]
        found: list[Said] = []
        speakers: dict[Cue, Actor | None] = {}
        for i, quoted in sorted(contents, key=lambda item: item[0]):
            said = self._read_quoted(quoted, speakers) if quoted else self._read_clause(i, speakers)
            if said:
                found.append(said)
                if said.speaker:
                    self.memory.add_speaker(said.speaker)
        found += self._read_nominal(speakers)
        for actor in self.finder.actors:
            if actor.person and actor.full:
                self.memory.add_named(actor)
        return found

    def _find_particles(self) -> Iterator[int]:
        quoted = find_quoted_tokens(self.passage)
        for i in range(self.sentence.first, self.sentence.last):
            if not quoted[i] and self._is_particle(i):
                yield i

    def _is_particle(self, i: int) -> bool:
        """Whether a clause opens at token `i` that somebody may have said."""
        found = self.lookups.find_whole(clause_particles(), i)
        if found is None or self.lookups.text(i - 1) in spell_list("speech.toml", "quoting", "not-said"):
            return False
        tokens, after = self.passage.tokens, i + found.length
        return after < len(tokens) and not (
            tokens[after].kind == "mark" and tokens[after].start == tokens[after - 1].end
        )

    # Words in quotation marks.

    def _read_quoted(self, quoted: Quoted, speakers: dict[Cue, Actor | None]) -> Said | None:
        colon = self.lookups.text(quoted.first - 1) == _COLON
        if self._is_term(quoted, colon):
            return None
        cue = self._find_governor(quoted.first, colon=colon)
        if cue and not self._is_introduced(cue, quoted, colon):
            cue = None
        if cue:
            speaker = self._speak(cue, quoted.first, speakers, direct=True)
            if speaker is None and not colon:
                return None
            self.direct.append(quoted)
            return self._make_direct("quote.direct", quoted, cue, speaker)
        if self._is_blamed(quoted):
            actors = [
                actor for actor in self.finder.actors if actor.first < quoted.first and not actor.governed
            ]
            self.direct.append(quoted)
            return self._make_direct("quote.blame", quoted, None, actors[0] if actors else None)
        later = self._find_later(quoted)
        if later:
            speaker = self._speak(later, self.sentence.last, speakers, direct=True)
            self.direct.append(quoted)
            return self._make_direct("quote.before-verb", quoted, later, speaker)
        if colon and self.finder.actors and self.finder.actors[0].first < quoted.first:
            self.direct.append(quoted)
            return self._make_direct("quote.colon", quoted, None, self.finder.actors[0])
        return None

    def _is_term(self, quoted: Quoted, colon: bool) -> bool:
        """Whether the marks hold a name, a title or a term."""
        lookups = self.lookups
        inside = [i for i in range(quoted.first + 1, quoted.after) if lookups.kind(i) in ("word", "latin")]
        if not inside or all(lookups.kind(i) == "latin" for i in inside):
            return True
        if not quoted.closed and not colon:
            return True
        if self._is_name(inside):
            return True
        if colon:
            return False
        if (
            len(inside) <= _FEWEST_WORDS
            and self._is_noun_phrase(inside)
            and lookups.is_word(quoted.first - 1)
        ):
            return not lookups.is_particle(quoted.first - 1)
        if len(inside) < _FEWEST_WORDS or lookups.text(quoted.after) == "(":
            return True
        before = lookups.text(quoted.first - 1)
        described = is_definite_word(before) and _is_namer(lookups.text(quoted.first - 2))
        if _is_namer(before) or described or (before in ("ب", "و") and self._follows_term(quoted)):
            return True
        names = slice_tokens(find_organizations(self.passage), self.sentence.first, quoted.after)
        named = any(
            name.first <= quoted.first < name.after or (name.first <= inside[0] and inside[-1] < name.after)
            for name in names
        )
        letters = sum(self.lookups.text(i) in spell_list("entities.toml", "letters") for i in inside)
        spelt = letters > 1 and len(inside) <= _LONGEST_TERM
        return named or spelt or all(map(self._is_foreign, inside))

    def _is_foreign(self, i: int) -> bool:
        """Whether the word is a name or part of one, as "تشات جي بي تي", if all beside it are."""
        word = self.lookups.text(i)
        short = len(word) < _SHORT and not self.lookups.is_particle(i) and not is_verb(word)
        return short or is_unknown(word) or self.lookups.kind(i) != "word"

    def _is_name(self, inside: list[int]) -> bool:
        """Whether nothing but somebody's name stands in the marks."""
        actors = find_actors(self.article)[id(self.passage)]
        near = slice_tokens(actors, inside[0] - 1, inside[0] + 1)
        return any(actor.person and inside[-1] < actor.after for actor in near)

    def _is_noun_phrase(self, inside: list[int]) -> bool:
        """Whether the marks hold a noun and its second, as a name does: "دول الحصار"."""
        words = [self.lookups.text(i) for i in inside]
        return any(map(is_definite_word, words)) and not is_verb(words[0])

    def _follows_term(self, quoted: Quoted) -> bool:
        """Whether the marks go on with a list of terms, or "بـ" leads to a term."""
        before = self.lookups.text(quoted.first - 2)
        listed = any(other.after == quoted.first - 1 for other in self.sentence.quoted)
        named = _is_namer(before)
        return named or (listed and not any(other.after == quoted.first - 1 for other in self.direct))

    def _is_introduced(self, cue: Cue, quoted: Quoted, colon: bool) -> bool:
        """Whether the verb introduces the marks: at once, or by the clause that they stand in."""
        if colon:
            return True
        between = range(cue.after, quoted.first)
        particle = any(self.lookups.find_whole(clause_particles(), i) for i in between)
        after = self.lookups.find_whole(clause_particles(), quoted.after)
        if after and not particle:
            return False
        if particle or len(between) == 0:
            return True
        words = sum(self.lookups.kind(i) == "word" for i in range(quoted.first, quoted.after))
        if words > _FEWEST_WORDS_SAID:
            return True
        return any(actor.first >= cue.after and actor.after == quoted.first for actor in self.finder.actors)

    def _find_later(self, quoted: Quoted) -> Cue | None:
        """The verb after the words: "…، يقول ضاحكا"."""
        i = quoted.after
        while self.lookups.text(i) in (_COMMA, "-", "–"):
            i += 1
        return next(
            (cue for cue in self.cues if cue.first == i and not cue.participle and not cue.noun), None
        )

    def _make_direct(self, rule: str, quoted: Quoted, cue: Cue | None, speaker: Actor | None) -> Said:
        tokens = self.passage.tokens
        return Said(
            passage=self.passage,
            rule=rule,
            kind="direct",
            start=quoted.start,
            end=quoted.end,
            tell=(tokens[quoted.first].start, tokens[quoted.after - 1].end),
            cue=self._place(cue),
            speaker=speaker,
            channel=self._find_channel(cue, quoted.first, speaker) if cue else None,
        )

    # Clauses after a verb.

    def _read_clause(self, i: int, speakers: dict[Cue, Actor | None]) -> Said | None:
        found = self.lookups.find_whole(clause_particles(), i)
        cue = self._find_governor(i, colon=False)
        if found is None or cue is None or not self._leads(cue, i):
            return None
        speaker = self._speak(cue, i, speakers, direct=False)
        if speaker is None:
            return None
        first = i + found.length - 1
        last = self._leave_quotes(first, self._find_end(first, cue))
        words = sum(self.lookups.kind(k) == "word" for k in range(first, last))
        if words < _FEWEST_WORDS_SAID:
            return None
        tokens = self.passage.tokens
        return Said(
            passage=self.passage,
            rule="quote.clause",
            kind="indirect",
            start=tokens[first].start,
            end=tokens[last - 1].end,
            tell=(tokens[i].start, tokens[i + found.length - 1].end),
            cue=self._place(cue),
            speaker=speaker,
            channel=self._find_channel(cue, i, speaker),
        )

    def _leave_quotes(self, first: int, last: int) -> int:
        """Where the clause ends if it may hold no direct quote: before the "وأن" that leads to one."""
        inside = [q for q in self.sentence.quoted if first < q.first < last and self._may_be_said(q)]
        if not inside:
            return last
        for k in range(inside[0].first - 1, first, -1):
            found = self.lookups.find(clause_particles(), k)
            if found and found.skip and self.lookups.text(k).startswith("و"):
                return self._trim(first, k)
        return first

    def _may_be_said(self, quoted: Quoted) -> bool:
        return not self._is_term(quoted, self.lookups.text(quoted.first - 1) == _COLON)

    def _is_blamed(self, quoted: Quoted) -> bool:
        """ "حمّل «…» مسؤولية": whose words they are is who blames."""
        blaming = self.lookups.text(quoted.first - 1) in spell_list("speech.toml", "quoting", "blaming")
        return blaming and self.lookups.text(quoted.after) in spell_list("speech.toml", "quoting", "blame")

    def _leads(self, cue: Cue, i: int) -> bool:
        """Whether nothing but its subject and circumstances stands between the verb and the clause."""
        if i - cue.after > _LONGEST_SUBJECT or cue.lemma in spell_list("speech.toml", "quoting", "asking"):
            return False
        return not any(
            self.lookups.text(k) in (_COLON, ".") or self._is_particle(k) or self._is_other_verb(cue, k)
            for k in range(cue.after, i)
        )

    def _is_other_verb(self, cue: Cue, i: int) -> bool:
        """Whether a verb after a connective, as "في وقت نبهت", has taken the clause for itself."""
        word = self.lookups.text(i)
        opener = self.lookups.text(i - 1) in spell_list("speech.toml", "quoting", "while")
        return opener and is_verb(word)

    def _find_end(self, first: int, cue: Cue) -> int:
        """Where the clause ends: at the next verb of speech that says something, or with the sentence.

        What "بينما" or "بحسب" opens after a comma is the writer's.
        """
        last = self.sentence.last
        for other in self.cues:
            if other.first > first and self._opens(other) and self._says(other):
                last = self._cut_before(first, other)
                break
        for k in range(first + 1, last - 1):
            if self._is_attribution(k):
                last = k
                break
            if self.lookups.text(k) == _COMMA and self._is_contrast(k + 1, cue):
                colons = [j for j in range(first, k) if self.lookups.text(j) == _COLON]
                last = colons[0] if colons else k
                break
        return self._trim(first, last)

    def _is_attribution(self, i: int) -> bool:
        """Whether the writer says at token `i` where he has the words from: "وفق ما ذكر"."""
        pair = f"{self.lookups.text(i)} {self.lookups.text(i + 1)}"
        return pair in spell_list("speech.toml", "quoting", "attributing")

    def _opens(self, cue: Cue) -> bool:
        """Whether the verb begins a clause: what it says is not part of the clause before it."""
        before = self.lookups.text(cue.first - 1)
        opener = before in spell_list("speech.toml", "quoting", "openers") or before in spell_list(
            "speech.toml", "quoting", "while"
        )
        return cue.skip > 0 or cue.participle or opener or not self.lookups.is_word(cue.first - 1)

    def _is_contrast(self, i: int, cue: Cue) -> bool:
        """Whether the writer takes the word again at token `i`."""
        word, pair = self.lookups.text(i), f"{self.lookups.text(i)} {self.lookups.text(i + 1)}"
        contrasts = spell_list("speech.toml", "quoting", "contrasts")
        claims = cue.lemma in spell_list("speech.toml", "quoting", "claims")
        denied = claims and word in spell_list("speech.toml", "quoting", "but")
        return word in contrasts or pair in contrasts or denied

    def _trim(self, first: int, last: int) -> int:
        while last > first and self.lookups.text(last - 1) in _STOPS:
            last -= 1
        return last

    def _says(self, cue: Cue) -> bool:
        if cue.participle or cue.kind == "channel":
            return cue.participle
        return any(
            self._is_particle(k) or self.lookups.text(k) == _COLON or self._is_opening(k)
            for k in range(cue.after, min(cue.after + _LONGEST_LEAD, self.sentence.last))
        )

    def _is_opening(self, i: int) -> bool:
        return any(quoted.first == i and self._may_be_said(quoted) for quoted in self.sentence.quoted)

    def _cut_before(self, first: int, cue: Cue) -> int:
        for k in range(cue.first - 1, max(first, cue.first - _LONGEST_LEAD), -1):
            if self.lookups.text(k) == _COMMA:
                return k
        return cue.first

    # Nouns after "أشار إلى".

    def _read_nominal(self, speakers: dict[Cue, Actor | None]) -> Iterator[Said]:
        """ "وأشار الكرملين إلى مخاوف …": only where it is said who points."""
        for cue in self.cues:
            if cue in speakers or cue.lemma not in spell_list("speech.toml", "quoting", "pointing"):
                continue
            subject = next((a for a in self.finder.actors if a.first == cue.after and not a.governed), None)
            if subject is None or self.lookups.text(subject.after) not in spell_list(
                "speech.toml", "quoting", "to"
            ):
                continue
            first = subject.after + 1
            last = self._find_end(first, cue)
            if self._is_particle(subject.after) or last - first <= _FEWEST_WORDS_SAID:
                continue
            tokens = self.passage.tokens
            self.memory.add_speaker(subject)
            yield Said(
                passage=self.passage,
                rule="quote.nominal",
                kind="indirect",
                start=tokens[first].start,
                end=tokens[last - 1].end,
                tell=(tokens[subject.after].start, tokens[subject.after].end),
                cue=self._place(cue),
                speaker=subject,
                channel=None,
            )

    # Common to both.

    def _find_governor(self, i: int, *, colon: bool) -> Cue | None:
        """The nearest word of speaking before token `i`."""
        before = [cue for cue in self.cues if cue.first < i and self._may_govern(cue, i)]
        if not before or (i - before[-1].first > _REACH and not colon):
            return None
        return before[-1]

    def _may_govern(self, cue: Cue, i: int) -> bool:
        """Whether a verb of passing on names whom it quotes; any other may introduce words."""
        if cue.kind != "channel":
            return True
        return any(
            self.lookups.text(k) in source_particles()
            for k in range(cue.after, min(i, cue.after + _LONGEST_LEAD))
        )

    def _speak(
        self, cue: Cue, limit: int, speakers: dict[Cue, Actor | None], *, direct: bool
    ) -> Actor | None:
        if speakers.get(cue) is None:
            speakers[cue] = self.finder.find(cue, limit, direct=direct)
        return speakers[cue]

    def _find_channel(
        self, cue: Cue, limit: int, speaker: Actor | None
    ) -> tuple[str, tuple[Span, ...]] | None:
        return find_channel(
            self.article,
            self.passage,
            self.sentence,
            cue,
            limit,
            speaker,
            slice_tokens(find_actors(self.article)[id(self.passage)], self.sentence.first, limit),
        )

    def _place(self, cue: Cue | None) -> tuple[int, int] | None:
        if cue is None:
            return None
        tokens = self.passage.tokens
        return tokens[cue.first].start + cue.skip, tokens[cue.after - 1].end


def _is_namer(word: str) -> bool:
    """Whether the word announces a title or a term: "رواية", "وروايته"."""
    forms = {stem for form in drop_pronoun(word) for stem in (form, *drop_clitics(form))}
    return not _namers().isdisjoint(forms)


@cache
def _namers() -> frozenset[str]:
    return spell_list("entities.toml", "namers") | spell_list("speech.toml", "quoting", "terms")
