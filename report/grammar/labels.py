"""Numbers that name: articles of law, telephones, list labels, formations, model numbers of any sort."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from report.arabic.numerals import Numeral
from report.arabic.tokens import Token
from report.grammar._lexicon import context, fold_words
from report.grammar._passages import Passage
from report.grammar._phrases import find_phrase
from report.grammar._units import find_unit
from report.resources import read_lexicon_toml

# A number to which a letter is tied by a dash, or without one: F-16, S300.
_TIED = re.compile(r"[^\W\d_][-‐‑–./]{0,1}[0-9]+(?:[.,][0-9]+)*|[0-9]+-?[A-Za-z]+[0-9]*")
_TELEPHONE = re.compile(
    r"(?:\+|00)[0-9]{1,3}[ -]?[0-9][0-9 -]{5,}[0-9]|(?<![0-9])0[0-9]{1,3}[ -]?[0-9][0-9 -]{4,}[0-9]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_LIST_LABEL = re.compile(r"\s*[([]?[0-9]{1,3} ?[.)\]\-–:] ?(?=\D)")
_CLITICS = 3  # letters that may be written together with a number
_REACH = 3  # words between a formation and its number
_TIES = "-‐‑–/"


def claim(passage: Passage) -> Iterator[tuple[int, int]]:
    """The stretches of the passage whose numbers are names."""
    for pattern in (_TELEPHONE, _ADDRESS):
        for match in pattern.finditer(passage.text):
            yield match.span()
    label = _LIST_LABEL.match(passage.text)
    if label and passage.kind != "cell":
        yield label.span()
    for numeral in passage.numerals:
        is_name = _is_tied(passage.tokens, numeral.first) or _is_cued(passage.tokens, numeral.first, "cues")
        if is_name or (_is_cued(passage.tokens, numeral.first, "weak") and not _counts(passage, numeral)):
            yield numeral.start, numeral.end


def _is_tied(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether the number at `i` is written together with a name: letters, with or without a dash between."""
    if tokens[i].kind != "number":
        return False
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before and before.end == tokens[i].start:
        if before.kind == "latin":
            return True
        if (
            before.text in _TIES
            and i > 1
            and tokens[i - 2].end == before.start
            and tokens[i - 2].kind != "mark"
        ):
            return tokens[i - 2].kind != "number"
    return bool(after and after.start == tokens[i].end and after.kind == "latin")


def _counts(passage: Passage, numeral: Numeral) -> bool:
    """Whether a unit or a noun follows the number."""
    return find_unit(passage, numeral) is not None or find_phrase(passage.tokens, numeral.after) is not None


def _is_cued(tokens: tuple[Token, ...], i: int, cues: str) -> bool:
    """Whether the number at `i` follows a word that numbers name, or a formation."""
    words = _words()
    k = i - 1
    if (
        k >= 0
        and tokens[k].kind == "word"
        and tokens[k].end == tokens[i].start
        and len(tokens[k].text) <= _CLITICS
    ):
        k -= 1
    if k < 0 or tokens[k].kind != "word":
        return False
    if tokens[k].find_stem(words[cues]):
        return True
    if tokens[i].kind != "number":
        return False
    for back in range(k, max(-1, k - 1 - _REACH), -1):
        token = tokens[back]
        if token.kind != "word" or token.text in context().stop:
            return False
        if token.find_stem(words["forces"]):
            return True
    return False


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = read_lexicon_toml("names.toml")
    forces = table["units-of-forces"]
    return {
        "cues": fold_words(table["cues"]["words"]),
        "weak": fold_words(table["cues"]["weak"]),
        "forces": fold_words(forces["words"]),
    }
