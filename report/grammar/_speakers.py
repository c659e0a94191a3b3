"""Who speaks: the subject of a verb of speech, before it or after it, or whoever spoke or was named last."""

from __future__ import annotations

from report.grammar._actors import Actor, find_actors, find_meant_body
from report.grammar._cues import Cue
from report.grammar._lookups import is_accusative, look_up, slice_tokens, spell_list, times
from report.grammar._memory import Memory
from report.grammar._passages import Article, Passage
from report.grammar._sentences import Sentence, find_quoted_tokens
from report.grammar.vocabulary import clause_particles, source_particles

_LONGEST_ASIDE = 8
_OPENING, _CLOSING = frozenset('"«“'), frozenset('"»”')


class SpeakerFinder:
    """Finds the speakers of one sentence; `spoken` maps the words of speaking found so far to theirs."""

    def __init__(self, article: Article, passage: Passage, sentence: Sentence, memory: Memory) -> None:
        self.article = article
        self.passage = passage
        self.sentence = sentence
        self.memory = memory
        self.lookups = look_up(passage)
        quoted = find_quoted_tokens(passage)
        self.actors = [
            actor
            for actor in slice_tokens(find_actors(article)[id(passage)], sentence.first, sentence.last)
            if not quoted[actor.first] or self._is_marked_name(actor)
        ]
        self.spoken: list[tuple[Cue, Actor | None]] = []

    def _is_marked_name(self, actor: Actor) -> bool:
        """Whether quotation marks hold nothing but the name."""
        marks = self.lookups.text(actor.first - 1), self.lookups.text(actor.after)
        return actor.person is not None and marks[0] in _OPENING and marks[1] in _CLOSING

    def find(self, cue: Cue, limit: int, *, direct: bool) -> Actor | None:
        """Whose words are at token `limit`, which the word of speaking `cue` introduces."""
        actor = self._find(cue, limit, direct)
        if actor:
            actor = self.memory.resolve(actor)
        self.spoken.append((cue, actor))
        return actor

    def _find(self, cue: Cue, limit: int, direct: bool) -> Actor | None:
        if cue.kind == "document":
            bodies = [actor for actor in self.actors if cue.after <= actor.first < limit and actor.body]
            return bodies[0] if bodies and direct else None
        if cue.noun or cue.kind == "channel":
            return self._find_quoted_source(cue, limit)
        if cue.participle:
            return self._find_last_in_sentence(cue) or self._find_subject(cue) or self._remember(cue)
        after = self._find_after(cue, limit)
        if after is not None:
            return after
        if self._has_other_subject(cue, limit):
            return None
        if not direct and self._is_passive(cue):
            return None
        if self._continues(cue):
            same = self._find_last_in_sentence(cue)
            if same:
                return same
        before = self._find_before(cue)
        if before:
            return before
        return self._remember(cue) if self._opens_clause(cue) else None

    # After the verb.

    def _find_after(self, cue: Cue, limit: int) -> Actor | None:
        """The subject after the verb: at once, or past a phrase of time, place or manner."""
        meant = find_meant_body(self.article, self.passage, cue.after) if cue.after < limit else None
        for actor in self.actors:
            if not cue.after <= actor.first < limit:
                continue
            if actor.first == cue.after:
                if meant and actor.anonymous:
                    return meant
                return None if actor.governed else self._name(actor)
            if meant:
                break
            known = not (actor.governed or actor.anonymous)
            if known and self._is_aside(cue.after, actor.first):
                return actor
        return meant

    def _name(self, actor: Actor) -> Actor:
        """The name that follows "ابنته" or a title at once."""
        following = next((other for other in self.actors if other.first == actor.after), None)
        return following if actor.anonymous and following and following.person else actor

    def _is_aside(self, first: int, last: int) -> bool:
        """Whether the tokens between a verb and its subject tell only when, where or to whom."""
        if last - first > _LONGEST_ASIDE:
            return False
        opened = False
        for i in range(first, last):
            word = self.lookups.text(i)
            if word in spell_list("speech.toml", "quoting", "aside"):
                opened = True
            elif not (
                opened or word in times() or is_accusative(word) or word.startswith("ل") or word in _OPENING
            ):
                return False
        return True

    def _has_other_subject(self, cue: Cue, limit: int) -> bool:
        """Whether a noun that is nobody follows: "أظهرت الدراسة أن"."""
        i, word = cue.after, self.lookups.text(cue.after)
        if word in spell_list("speech.toml", "quoting", "quantifiers"):
            return True
        if i >= limit or not self.lookups.is_word(i) or self.lookups.is_particle(i):
            return False
        if word in spell_list("speech.toml", "quoting", "aside") or word in times() or is_accusative(word):
            return False
        if self.lookups.has_whole(clause_particles(), i) or word in source_particles():
            return False
        governed = word.startswith(("ل", "ب")) or any(a.first == i and a.governed for a in self.actors)
        return not governed

    def _name_before(self, actor: Actor) -> Actor:
        """The name before a role that stands beside it: "نوريشيف نائب الوزير قال"."""
        before = next((other for other in self.actors if other.after == actor.first), None)
        return before if actor.anonymous and before and before.person else actor

    # Before the verb.

    def _find_subject(self, cue: Cue) -> Actor | None:
        """The first of the sentence who may be its subject, for "قائلا" goes on from there."""
        before = [a for a in self.actors if a.after <= cue.first and not a.governed and _agrees(cue, a)]
        humans = [actor for actor in before if actor.person or actor.anonymous]
        return next(iter(humans or before), None)

    def _opens_clause(self, cue: Cue) -> bool:
        """Whether the verb begins a clause, so that its subject was named before."""
        i = cue.first - 1
        if i < self.sentence.first or cue.skip or not self.lookups.is_word(i):
            return True
        return self.lookups.text(i) in spell_list("speech.toml", "quoting", "openers")

    def _find_before(self, cue: Cue) -> Actor | None:
        """The nearest of the sentence before the verb that may be its subject."""
        for actor in reversed(self.actors):
            if actor.after <= cue.first and not actor.governed and _agrees(cue, actor):
                adjacent = (
                    actor.after == cue.first or self._opens_clause(cue) or actor.person or actor.anonymous
                )
                if adjacent and not self._is_reported(actor):
                    return self._name_before(actor)
        return None

    def _is_reported(self, actor: Actor) -> bool:
        """Whether the actor stands in what another said before in the sentence."""
        return any(
            speaker is not None and speaker is not actor and cue.after < actor.first
            for cue, speaker in self.spoken
        )

    def _find_last_in_sentence(self, cue: Cue) -> Actor | None:
        for _, actor in reversed(self.spoken):
            if actor and _agrees(cue, actor):
                return actor
        return None

    def _find_quoted_source(self, cue: Cue, limit: int) -> Actor | None:
        """ "نقلت الوكالة عن الوزير قوله": who comes after "عن"."""
        for actor in reversed(self.actors):
            inside = actor.first < (cue.first if cue.noun else limit)
            if inside and self.lookups.text(actor.first - 1) in source_particles():
                return actor
        if cue.noun:
            return self._find_before(cue)
        return None

    # Elsewhere.

    def _is_passive(self, cue: Cue) -> bool:
        """ "يذكر أن": nobody says it."""
        alone = cue.lemma in spell_list("speech.toml", "quoting", "described")
        if alone and self.lookups.has_whole(clause_particles(), cue.after):
            return True
        passive = cue.present and cue.lemma in spell_list("speech.toml", "quoting", "passive")
        if not passive or cue.gender != "masculine":
            return False
        if self.lookups.text(cue.first - 1) in spell_list("speech.toml", "quoting", "feminine-relatives"):
            return True
        at_start = cue.first == self.sentence.first or not self.lookups.is_word(cue.first - 1)
        spoken = any(_agrees(cue, actor) for actor in self.memory.speakers_of(self.passage))
        return at_start and not spoken

    def _continues(self, cue: Cue) -> bool:
        return cue.lemma in spell_list("speech.toml", "quoting", "continuing") or cue.skip > 0

    def _remember(self, cue: Cue) -> Actor | None:
        """Who spoke or was named last, in this passage first of all."""
        continuing = cue.lemma in spell_list("speech.toml", "quoting", "continuing")
        agreeing = [actor for actor in self.memory.speakers if _agrees(cue, actor)]
        if continuing and agreeing:
            return agreeing[-1]
        here = [
            actor
            for actor in (*agreeing, *self.memory.named, *self._before_in_sentence(cue))
            if actor.passage is self.passage and _agrees(cue, actor)
        ]
        if here:
            return max(here, key=lambda actor: actor.first)
        named = [actor for actor in self.memory.named if _agrees(cue, actor)]
        return next(reversed(agreeing or named), None)

    def _before_in_sentence(self, cue: Cue) -> list[Actor]:
        return [a for a in self.actors if a.person and a.after <= cue.first]


def _agrees(cue: Cue, actor: Actor) -> bool:
    return not cue.gender or not actor.gender or cue.gender == actor.gender
