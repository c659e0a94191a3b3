"""Where something was said: to a medium ("لقناة الجزيرة"), or on an occasion ("في مؤتمر صحفي")."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from report.document import Span
from report.grammar._actors import Actor, find_meant_body
from report.grammar._cues import Cue
from report.grammar._lookups import Lookups, look_up, read_surface, spell_list
from report.grammar._passages import Article, Passage
from report.grammar._sentences import Sentence
from report.grammar.gazetteer import PhraseIndex, split_list
from report.resources import read_lexicon_toml

_MEDIA = frozenset({"media", "agency", "platform"})

Channel = tuple[str, tuple[Span, ...]]


def find_channel(
    article: Article,
    passage: Passage,
    sentence: Sentence,
    cue: Cue,
    limit: int,
    speaker: Actor | None,
    actors: Iterable[Actor],
) -> Channel | None:
    """The medium or the occasion of what stands at token `limit`."""
    lookups = look_up(passage)
    own = speaker.body if speaker else None
    for actor in actors:
        inside = cue.after <= actor.first < limit or _leads_sentence(lookups, sentence, actor, cue)
        if inside and actor.body and actor.body is not own and _is_medium(actor):
            return actor.name, actor.spans
    for i in range(cue.after, limit):
        if lookups.text(i).startswith("لل"):
            meant = find_meant_body(article, passage, i)
            if meant and meant.body and _is_medium(meant):
                return meant.name, meant.spans
    return _find_occasion(lookups, cue.after, limit) or _find_occasion(lookups, sentence.first, cue.first)


def _leads_sentence(lookups: Lookups, sentence: Sentence, actor: Actor, cue: Cue) -> bool:
    """Whether the sentence begins with "في مقابلة مع" the medium, or a verb passes on what it carried."""
    if not sentence.first <= actor.first < cue.first:
        return False
    lead = any(
        lookups.text(i) in spell_list("speech.toml", "quoting", "occasion-in")
        and lookups.has_whole(occasions(), i + 1)
        for i in range(sentence.first, actor.first)
    )
    return lead or cue.noun


def _is_medium(actor: Actor) -> bool:
    return actor.body is not None and any(mention.kind in _MEDIA for mention in actor.body.mentions)


def _find_occasion(lookups: Lookups, first: int, last: int) -> Channel | None:
    passage = lookups.passage
    for i in range(first, last):
        if lookups.text(i) not in spell_list("speech.toml", "quoting", "occasion-in"):
            continue
        found = lookups.find_whole(occasions(), i + 1)
        if found:
            start, end = lookups.tokens[i + 1].start, lookups.tokens[i + found.length].end
            return read_surface(passage, start, end), passage.source_spans(start, end)
    return None


@cache
def occasions() -> PhraseIndex[str]:
    nouns = split_list(read_lexicon_toml("speech.toml")["quoting"]["occasions"])
    return PhraseIndex((noun, noun) for noun in nouns)
