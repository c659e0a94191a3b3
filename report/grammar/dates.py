"""Dates: the numbers in them are no figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from report.grammar._lexicon import Phrases, fold_words, nouns
from report.grammar._passages import Passage
from report.resources import read_lexicon_toml

_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_NUMERIC = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}"
    r"|[0-9]{4} ?[-–/] ?[0-9]{4}|[0-9]{1,2}:[0-9]{2})(?![0-9])"
)
_DAY = re.compile(r"[0-9]{1,2}")


def claim(passage: Passage) -> Iterator[tuple[int, int]]:
    """The stretches of the passage that are dates: months with their numbers, years, centuries, hours."""
    for match in _NUMERIC.finditer(passage.text):
        yield match.span()
    yield from _claim_months(passage)
    yield from _claim_years(passage)


def _claim_months(passage: Passage) -> Iterator[tuple[int, int]]:
    """A month with the day before it and the year after it; two names of a month may stand side by side."""
    tokens = passage.tokens
    for i in range(len(tokens)):
        after = _match_month(passage, i)
        if after is None:
            continue
        first = i - 1 if i and tokens[i - 1].kind == "number" and _DAY.fullmatch(tokens[i - 1].text) else i
        while after < len(tokens) and tokens[after].text in "/()":
            after += 1
        after = _match_month(passage, after) or after
        while after < len(tokens) and tokens[after].text in ")،":
            after += 1
        if after < len(tokens) and _YEAR.fullmatch(tokens[after].text):
            after += 1
        yield tokens[first].start, tokens[after - 1].end


def _match_month(passage: Passage, i: int) -> int | None:
    """The token after the name of a month that begins at token `i`."""
    tokens = passage.tokens
    for stem in tokens[i].stems if i < len(tokens) else ():
        for words, _ in _months().by_first.get(stem, ()):
            last = i + len(words) - 1
            if last < len(tokens) and all(tokens[i + k].text == words[k] for k in range(1, len(words))):
                return last + 1
    return None


def _claim_years(passage: Passage) -> Iterator[tuple[int, int]]:
    table = _words()
    for numeral in passage.numerals:
        i = numeral.first - 1
        tokens = passage.tokens
        while i >= 0 and tokens[i].kind == "word" and tokens[i].end == tokens[i + 1].start:
            i -= 1
        before = tokens[i] if i >= 0 else None
        if before is None or before.kind != "word":
            continue
        follows = tokens[numeral.after].text if numeral.after < len(tokens) else ""
        named = before.find_stem(table["centuries"]) or before.find_stem(table["hours"])
        is_year = numeral.form == "digits" and _YEAR.fullmatch(passage.text[numeral.start : numeral.end])
        if named or (is_year and before.find_stem(table["years"]) and follows not in nouns().known):
            yield before.start, numeral.end


@lru_cache(maxsize=1)
def _months() -> Phrases:
    words = read_lexicon_toml("calendar.toml")["months"]["words"]
    return Phrases.from_pairs((word, "") for word in words)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = read_lexicon_toml("calendar.toml")["years"]
    return {
        "years": fold_words(table["words"]),
        "centuries": fold_words(table["centuries"]),
        "hours": fold_words(table["hours"]),
    }
