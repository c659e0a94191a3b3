"""Words that say that somebody speaks: verbs in every form, and "قوله" and its like."""

from __future__ import annotations

from dataclasses import dataclass

from report.grammar._lookups import Lookups, is_accusative, look_up, spell_list
from report.grammar._passages import Passage, remembered
from report.grammar._sentences import find_quoted_tokens
from report.grammar.gazetteer import PhraseMatch
from report.grammar.vocabulary import SpeechVerb, clause_particles, speech_nouns, speech_verbs
from report.grammar.words import fold_spelling

_PRONOUNS = ("هما", "هم", "ها", "ني", "نا", "ه")
_BY_AND_LIKE = ("ب", "ك")
_PRONOUN_GENDER = {"ه": "masculine", "ها": "feminine"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Tokens `first` to `after` say that somebody speaks; `skip` clitic letters stand before.

    `noun`: it is "قوله", of somebody named before. `participle` goes on from the verb before it.
    """

    first: int
    after: int
    skip: int
    lemma: str
    kind: str
    gender: str
    participle: bool
    noun: bool = False
    present: bool = False


@remembered
def find_cues(passage: Passage) -> tuple[Cue, ...]:
    """Every word of speaking of the passage outside quotation marks, in order."""
    lookups, quoted = look_up(passage), find_quoted_tokens(passage)
    found = (read_cue(lookups, i) for i in range(len(lookups.tokens)) if not quoted[i])
    return tuple(filter(None, found))


def read_cue(lookups: Lookups, i: int) -> Cue | None:
    if not lookups.is_word(i) or lookups.text(i - 1) in spell_list("speech.toml", "quoting", "negations"):
        return None
    word = lookups.text(i)
    if word in spell_list("speech.toml", "quoting", "sayings"):
        return Cue(
            first=i,
            after=i + 1,
            skip=0,
            lemma="",
            kind="direct",
            gender=next((g for end, g in _PRONOUN_GENDER.items() if word.endswith(end)), ""),
            participle=False,
            noun=True,
        )
    if _is_written(lookups, i):
        return Cue(first=i, after=i + 2, skip=0, lemma="", kind="document", gender="", participle=False)
    found = _find_verb(lookups, i)
    if found is None or _is_something_else(lookups, i, found):
        return None
    verb = found.value
    return Cue(
        first=i,
        after=i + 1,
        skip=found.skip,
        lemma=fold_spelling(verb.lemma),
        kind=verb.kind,
        gender="" if verb.plural else verb.gender,
        participle=verb.tense == "participle",
        present=verb.tense == "present",
    )


def _is_written(lookups: Lookups, i: int) -> bool:
    """Whether "جاء في" and a document begin here."""
    if lookups.text(i) not in spell_list("speech.toml", "quoting", "written"):
        return False
    inside = lookups.text(i + 1) in spell_list("speech.toml", "quoting", "written-in")
    noun = lookups.find_whole(speech_nouns(), i + 2)
    return inside and noun is not None


def _find_verb(lookups: Lookups, i: int) -> PhraseMatch[SpeechVerb] | None:
    found = lookups.find(speech_verbs(), i)
    if found:
        return found
    word = lookups.text(i)
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) > len(pronoun) + 2:
            stem = speech_verbs().find([word.removesuffix(pronoun)])
            lemma = fold_spelling(stem.value.lemma) if stem else ""
            if stem and lemma in spell_list("speech.toml", "quoting", "addressing"):
                return stem
    return None


def _is_something_else(lookups: Lookups, i: int, found: PhraseMatch[SpeechVerb]) -> bool:
    """Whether the word is a preposition, or a noun with one before it: "بين", "بقول"."""
    if found.skip and lookups.text(i)[found.skip - 1] in _BY_AND_LIKE:
        return True
    if lookups.text(i) in spell_list("speech.toml", "quoting", "no-cues"):
        return True
    leads = lookups.has_whole(clause_particles(), i + 1)
    if lookups.is_particle(i) and not leads:
        return True
    participle = all(verb.tense == "participle" for verb in found.values)
    after_comma = lookups.text(i - 1) in ("،", "-", "–")
    return participle and not (is_accusative(lookups.text(i)) or leads or after_comma)
