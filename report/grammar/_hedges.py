"""Words beside a number that say it is about, at least or at most so many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.arabic.fold import fold_text
from report.arabic.numerals import Numeral
from report.arabic.tokens import Token, split_tokens
from report.grammar._lexicon import hedges

_SUBJECT = 4  # words from a verb to its number
_BY = "ب"
_SIGNS = "%$€£¥"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A modifier code and where it is said; `first` is its first token where it stands before the number."""

    code: str
    place: tuple[int, int]
    first: int | None = None


def find_hedge(tokens: Sequence[Token], numeral: Numeral | int, after: int) -> Hedge | None:
    """The hedge before a numeral (or the word at an index), or after what it counts, at token `after`."""
    first = numeral if isinstance(numeral, int) else numeral.first
    return _find_before(tokens, first) or _find_after(tokens, after)


def _find_before(tokens: Sequence[Token], first: int) -> Hedge | None:
    last = first - 1
    while last >= 0 and (tokens[last].text in _SIGNS or _is_tied(tokens, last)):
        last -= 1
    if last < 0 or tokens[last].kind != "word":
        return None
    by = tokens[last + 1].text.startswith(_BY)  # "exceeds ours by two": two is no bound
    return _match_phrase(tokens, last) or (None if by else _match_verb(tokens, last))


def _match_phrase(tokens: Sequence[Token], last: int) -> Hedge | None:
    """The longest phrase that ends with token `last`."""
    for stem in tokens[last].stems:
        for words, code in hedges().before.by_last.get(stem, ()):
            start = _match_back(tokens, last, words)
            if start is not None:
                return Hedge(code=code, place=(start, tokens[last].end), first=last - len(words) + 1)
    return None


def _match_verb(tokens: Sequence[Token], last: int) -> Hedge | None:
    """A verb of more or less with its subject between it and the number: "their number exceeded 100"."""
    words = hedges()
    is_with_preposition = tokens[last].text in words.prepositions
    for i in range(last, max(-1, last - _SUBJECT - is_with_preposition), -1):
        token = tokens[i]
        if token.kind != "word":
            return None
        stem = (
            token.find_stem(words.over | words.under) if is_with_preposition else token.find_stem(words.past)
        )
        if stem is None:
            continue
        is_negated = i > 0 and tokens[i - 1].text in words.negations
        is_over = (stem not in words.under) != is_negated
        start = tokens[i - 1].start if is_negated else token.end - len(stem)
        end = tokens[last].end if is_with_preposition else token.end
        return Hedge(code="min" if is_over else "max", place=(start, end), first=i - is_negated)
    return None


def _is_tied(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i`, a clitic, is written together with the number after it."""
    return i + 1 < len(tokens) and tokens[i].end == tokens[i + 1].start and len(tokens[i].text) <= 3


def _match_back(tokens: Sequence[Token], last: int, words: tuple[str, ...]) -> int | None:
    """Where `words` begin if they end with token `last`; only the first may carry clitics."""
    first = last - len(words) + 1
    if first < 0 or words[0] not in tokens[first].stems:
        return None
    if any(tokens[first + k].text != words[k] for k in range(1, len(words))):
        return None
    return tokens[first].end - len(words[0])


def _find_after(tokens: Sequence[Token], after: int) -> Hedge | None:
    if after < len(tokens) and tokens[after].text in hedges().between:
        after += 1
    if after >= len(tokens):
        return None
    for words, code in hedges().after.by_first.get(tokens[after].text, ()):
        last = after + len(words) - 1
        if last < len(tokens) and all(tokens[after + k].text == word for k, word in enumerate(words)):
            return Hedge(code=code, place=(tokens[after].start, tokens[last].end))
    return None


def read_hedges(text: str) -> tuple[str, ...]:
    """The modifier codes of the hedges that `text` says anywhere."""
    tokens = split_tokens(fold_text(text))
    found = (
        _find_after(tokens, i) or (_find_before(tokens, i + 1) if token.kind == "word" else None)
        for i, token in enumerate(tokens)
    )
    return tuple(hedge.code for hedge in found if hedge)
