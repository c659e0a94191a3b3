"""Who spoke and who was named so far, and whom "الوزير" or "الفنانة" alone means by that."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from report.arabic.tokens import ARTICLE
from report.grammar._actors import Actor
from report.grammar._lookups import is_definite_word, look_up, read_words, spell_list
from report.grammar._passages import Article, Passage
from report.grammar.people import Person

_NEAR_PASSAGES = 4
_MOST = 64


@dataclass(kw_only=True)
class Memory:
    """The last speakers and the last people named, in order, of this passage and the few before it."""

    speakers: deque[Actor] = field(default_factory=lambda: deque(maxlen=_MOST))
    named: deque[Actor] = field(default_factory=lambda: deque(maxlen=_MOST))
    _last: dict[tuple[str, str], Actor] = field(default_factory=dict)
    _roles: dict[Person, frozenset[str]] = field(default_factory=dict)

    def begin(self, article: Article, number: int) -> None:
        """Forget who spoke too long before the passage of that number."""
        near = {id(passage) for passage in article.passages[max(0, number - _NEAR_PASSAGES) : number + 1]}
        for actors in (self.speakers, self.named):
            kept = [actor for actor in actors if id(actor.passage) in near]
            actors.clear()
            actors.extend(kept)

    def add_speaker(self, actor: Actor) -> None:
        self.speakers.append(actor)
        self._note(actor)

    def add_named(self, actor: Actor) -> None:
        self.named.append(actor)
        self._note(actor)

    def _note(self, actor: Actor) -> None:
        if actor.person is None:
            return
        if actor.person not in self._roles:
            self._roles[actor.person] = _role_words(actor.person)
        for role in ("", *self._roles[actor.person]):
            known = self._last.get((actor.gender, role))
            if known is None or known.place <= actor.place:
                self._last[actor.gender, role] = actor

    def _recall(self, gender: str, role: str = "") -> Actor | None:
        """The last person of that gender, or of none that is known, who is called so."""
        found = [self._last[key] for key in {("", role), (gender, role)} if key in self._last]
        return max(found, key=lambda actor: actor.place, default=None)

    def resolve(self, actor: Actor) -> Actor:
        """Whom a role means that was given to somebody before, as "الوزير القطري"; else himself.

        A role of one word with the article, as "الفنانة", is that of the last person of that gender.
        """
        if not actor.anonymous or actor.plural:
            return actor
        lookups = look_up(actor.passage)
        head = _bare(lookups.text(actor.first))
        alone = actor.after == actor.first + 1 and is_definite_word(lookups.text(actor.first))
        having = self._recall(actor.gender, head)
        if having and (is_definite_word(lookups.text(actor.after - 1)) or alone):
            return _stand_in(actor, having)
        last = self._recall(actor.gender) if alone and not _is_collective(head) else None
        return _stand_in(actor, last) if last else actor

    def speakers_of(self, passage: Passage) -> list[Actor]:
        return [actor for actor in self.speakers if actor.passage is passage]


def _is_collective(head: str) -> bool:
    return ARTICLE + head in spell_list("speech.toml", "quoting", "collectives")


def _role_words(person: Person) -> frozenset[str]:
    """The words of all that the text says somebody is, without articles."""
    return frozenset(
        _bare(word)
        for mention in person.mentions
        if mention.role
        for word in read_words(mention.passage, *mention.role)
    )


def _bare(word: str) -> str:
    stem = word[1:] if word[:1] in ("و", "ف") and is_definite_word(word[1:]) else word
    return stem.removeprefix(ARTICLE)


def _stand_in(actor: Actor, other: Actor) -> Actor:
    return Actor(
        passage=actor.passage,
        first=actor.first,
        after=actor.after,
        name=other.name,
        spans=(*actor.spans, *other.spans),
        gender=other.gender,
        person=other.person,
        governed=actor.governed,
    )
