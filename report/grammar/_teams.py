"""Clubs whose short names are words or cities as well: "الهلال", "برشلونة"."""

from __future__ import annotations

from functools import cache

from report.grammar._lookups import Lookups, look_up, spell_list
from report.grammar._passages import Article, remembered
from report.grammar.gazetteer import PhraseIndex, PhraseMatch, split_list
from report.resources import read_lexicon_toml

_NEAR = 3
_GAMES = 2  # words of games that an article of sport has at least
_CLUBS = "organizations.toml", "clubs"


def find_club(lookups: Lookups, i: int) -> PhraseMatch[str] | None:
    """The club at token `i`, if the passage speaks of games and something near tells who plays."""
    found = lookups.find(clubs(), i)
    if found is None or not _speaks_of_games(lookups.passage.article):
        return None
    return found if _plays(lookups, i, i + found.length) else None


@remembered
def _speaks_of_games(article: Article) -> bool:
    games = spell_list(*_CLUBS, "games")
    words = (word for passage in article.passages for word in look_up(passage).spelled)
    return sum(word in games for word in words) >= _GAMES


def _plays(lookups: Lookups, first: int, after: int) -> bool:
    """Whether a result, an opponent or a score stands beside the name."""
    before = [lookups.text(i) for i in range(max(0, first - _NEAR), first)]
    if before[-1:] and before[-1].removeprefix("ل") in spell_list(*_CLUBS, "of"):
        return True
    if _is_score(lookups, after):
        return True
    if before[-1:] and before[-1] in spell_list(*_CLUBS, "against"):
        return lookups.kind(first - 2) == "number" or any(map(_is_result, _sentence_before(lookups, first)))
    if before[-1:] and _is_result(before[-1]):
        return True
    joined = lookups.text(first).startswith("و")
    return joined and any(
        lookups.find(clubs(), i) and _plays_plainly(lookups, i) for i in _tokens_before(first)
    )


def _plays_plainly(lookups: Lookups, i: int) -> bool:
    return _is_result(lookups.text(i - 1)) or lookups.text(i - 1) in spell_list(*_CLUBS, "against")


def _tokens_before(first: int) -> range:
    return range(max(0, first - 3 * _NEAR), first)


def _sentence_before(lookups: Lookups, first: int) -> list[str]:
    words: list[str] = []
    for i in _tokens_before(first)[::-1]:
        if lookups.text(i) == ".":
            break
        words.append(lookups.text(i))
    return words


def _is_result(word: str) -> bool:
    results = spell_list(*_CLUBS, "results")
    return word in results or word[1:] in results


def _is_score(lookups: Lookups, i: int) -> bool:
    return (
        lookups.kind(i) == "number" and lookups.text(i + 1) in ("-", "–") and lookups.kind(i + 2) == "number"
    )


@cache
def clubs() -> PhraseIndex[str]:
    names = split_list(read_lexicon_toml("organizations.toml")["clubs"]["names"])
    return PhraseIndex((name, name) for name in names)
