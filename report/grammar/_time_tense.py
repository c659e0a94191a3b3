"""Does a sentence speak of what was or of what will be? Told from the verbs beside an expression."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from report.grammar._time_text import TimeText, time_words
from report.grammar._time_values import Direction
from report.grammar.gazetteer import places
from report.grammar.vocabulary import names
from report.grammar.words import fold_spelling, is_ordinary_word

_BEFORE, _AFTER = 40, 8  # words
_AUXILIARY = 3  # words from "was" to its verb
_SENTENCE_ENDS = ".!؟?؛"
_PERSONS = "يت"
_FUTURE = "س"
_ARTICLE = "ال"
_FEMININE, _NOUNS = "ت", "ات"
_PLURAL = "وا"
_WEAK = ("و", "ي")
_SHORTEST = 4


def find_direction(text: TimeText, first: int, after: int) -> Direction:
    """Whether the nearest verb, best before the tokens `first` to `after`, is of the past (-1) or not (1)."""
    if text.find_word(text.before(first), "since"):
        return -1
    before = range(first - 1, max(-1, first - 1 - _BEFORE), -1)
    behind = range(after, min(len(text.tokens), after + _AFTER))
    return _look(text, before) or _look(text, behind) or -1


def _look(text: TimeText, indexes: Iterable[int]) -> Direction:
    for k in indexes:
        token = text.tokens[k]
        if token.kind == "mark" and token.text in _SENTENCE_ENDS:
            break
        if token.kind != "word":
            continue
        if text.find_word(k, "future"):
            return 1
        if is_past(token.text):
            return -1
        if is_future_or_present(token.text):
            return -1 if _is_put_back(text, k) else 1
    return 0


def _is_put_back(text: TimeText, verb: int) -> bool:
    """Whether "was" or "did not" makes a verb of the present one of the past."""
    return any(text.find_word(k, "put-back") for k in range(max(0, verb - _AUXILIARY), verb))


@lru_cache(maxsize=65536)
def is_future_or_present(word: str) -> bool:
    """Whether a word is a verb of the third person, perhaps with the prefix of the future."""
    return any(_is_present(stem) for stem in _strip_conjunction(fold_spelling(word)))


def _strip_conjunction(word: str) -> tuple[str, ...]:
    return (word, word[1:]) if len(word) > _SHORTEST and word[0] in "وف" else (word,)


def _is_present(word: str) -> bool:
    """It keeps its sense in the other gender, and is no noun: nouns may have the article."""
    if is_ordinary_word(_ARTICLE + word) or _is_name(word):
        return False
    if word[0] == _FUTURE and len(word) > _SHORTEST:
        word = word[1:]
    if len(word) < _SHORTEST or word[0] not in _PERSONS:
        return False
    return all(is_ordinary_word(person + word[1:]) for person in _PERSONS)


def _is_name(word: str) -> bool:
    return word in places() or word in names()


@lru_cache(maxsize=65536)
def is_past(word: str) -> bool:
    """Whether a word is a verb of the past: it has a feminine or a plural, or news prose uses it."""
    stems = _strip_conjunction(fold_spelling(word))
    groups = time_words().groups
    if any(stem in groups["past"] or stem in groups["news"] for stem in stems):
        return True
    if any(map(_is_present, stems)):
        return False
    return any(stem in groups["lasting"] or _is_past(stem) for stem in stems)


def _is_past(word: str) -> bool:
    if len(word) < _SHORTEST or word.startswith(_ARTICLE) or word.endswith(_WEAK):
        return False
    if is_ordinary_word(_ARTICLE + word) or _is_name(word):
        return False
    if word.endswith(_FEMININE) and not word.endswith(_NOUNS):
        return is_ordinary_word(word)
    return is_ordinary_word(word + _PLURAL)
