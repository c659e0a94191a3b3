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

_TELEPHONE = re.compile(
    r"(?:\+|00)[0-9]{1,3}[ -]?[0-9][0-9 -]{5,20}[0-9]|(?<![0-9])0[0-9]{1,3}[ -]?[0-9][0-9 -]{4,20}[0-9]"
)
# Mail addresses are of bounded length (RFC 5321, 4.5.3.1), which keeps the search linear.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}")
_LIST_LABEL = re.compile(r"\s*[([]?[0-9]{1,3} ?[.)\]\-–:] ?(?=\D)")
_CLITICS = 3  # letters that may be written together with a number
_REACH = 3  # words between a formation and its number
_TIES = "-‐‑–/"


def blank_addresses(text: str) -> str:
    """`text` with spaces in the place of web and mail addresses."""
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text)


def claim(passage: Passage) -> Iterator[tuple[int, int]]:
    """The stretches of the passage whose numbers are names."""
    for pattern in (_TELEPHONE, _ADDRESS):
        yield from (match.span() for match in pattern.finditer(passage.text))
    label = _LIST_LABEL.match(passage.text)
    if label and passage.kind != "cell":
        yield label.span()
    for numeral in passage.numerals:
        if _is_name(passage, numeral):
            yield numeral.start, numeral.end


def _is_name(passage: Passage, numeral: Numeral) -> bool:
    tokens, i = passage.tokens, numeral.first
    if _is_tied(tokens, i) or _is_cued(tokens, i, "cues") or _is_of_forces(tokens, numeral):
        return True
    return numeral.form != "ordinal" and _is_cued(tokens, i, "weak") and not _counts(passage, numeral)


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
    """Whether the number at `i` follows a word of things that numbers name."""
    k = _step_back(tokens, i)
    return k >= 0 and tokens[k].kind == "word" and tokens[k].find_stem(_words()[cues]) is not None


def _is_of_forces(tokens: tuple[Token, ...], numeral: Numeral) -> bool:
    """Whether a number in digits, or an ordinal, follows a formation with few words between."""
    if tokens[numeral.first].kind != "number" and numeral.form != "ordinal":
        return False
    last = _step_back(tokens, numeral.first)
    for k in range(last, max(-1, last - 1 - _REACH), -1):
        if tokens[k].kind != "word" or tokens[k].text in context().stop:
            return False
        if tokens[k].find_stem(_words()["forces"]):
            return True
    return False


def _step_back(tokens: tuple[Token, ...], i: int) -> int:
    """The index of the token before the number at `i` and before what is written together with it."""
    k = i - 1
    is_clitic = k >= 0 and tokens[k].kind == "word" and len(tokens[k].text) <= _CLITICS
    return k - 1 if is_clitic and tokens[k].end == tokens[i].start else k


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = read_lexicon_toml("names.toml")
    forces = table["units-of-forces"]
    return {
        "cues": fold_words(table["cues"]["words"]),
        "weak": fold_words(table["cues"]["weak"]),
        "forces": fold_words(forces["words"]),
    }
