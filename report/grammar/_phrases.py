"""What is counted: the noun phrase after a number, bounded without a parser.

A head noun, then adjectives that agree with it, a second noun where the lexicon knows the pair, and for
people what they are members of ("a man of the peacekeeping force"). Rather too short than one word too long.
"""

from __future__ import annotations

from collections.abc import Sequence

from report.arabic.tokens import ARTICLE, Token, is_definite
from report.grammar._lexicon import context, nouns
from report.grammar._passages import numeral_words

_LONGEST_TAIL = 3
_LONGEST_CHAIN = 4


def find_phrase(tokens: Sequence[Token], i: int, *, definite: bool = False) -> int | None:
    """Where the noun phrase that begins at token `i` ends (exclusive); None where none begins there.

    `definite` asks for a noun with the article ("tens of the wounded"), else it must have none.
    """
    if not _is_word(tokens, i):
        return None
    word = tokens[i].text
    if definite:
        if not word.startswith(ARTICLE) or word in context().stop:
            return None
    elif not is_noun(word):
        return None
    after = _extend(tokens, i + 1, definite=definite)
    if word in nouns().members and _text(tokens, after) in numeral_words().from_:
        end = find_chain(tokens, after + 1)
        return end if end else after
    return after


def find_partitive(tokens: Sequence[Token], i: int) -> int | None:
    """The end of "of the …" that begins at token `i`, the noun with the article at its end."""
    return find_chain(tokens, i + 1) if _text(tokens, i) in numeral_words().from_ else None


def find_chain(tokens: Sequence[Token], i: int) -> int | None:
    """The end of a chain of nouns of which the last has the article, with one adjective of its own.

    "This" or "those" may stand before it.
    """
    i += _text(tokens, i) in context().demonstratives
    for k in range(i, min(i + _LONGEST_CHAIN + 1, len(tokens))):
        word = tokens[k].text
        if not _is_word(tokens, k) or word in context().stop or word in nouns().not_counted:
            return None
        if word.startswith(ARTICLE):
            more = k + 1
            return more + 1 if _is_word(tokens, more) and _continues(tokens[more].text, True) else more
        if is_possessed(word):
            return k + 1
        if is_definite(word) or not is_noun(word):
            return None
    return None


def is_noun(word: str) -> bool:
    """Whether a folded word without the article can be a noun after a number."""
    words = context()
    if word in nouns().known or word in words.not_verbs:
        return True
    if len(word) < 3 or word in words.stop or word in nouns().not_counted or is_definite(word):
        return False
    if word[0] == "و" or word.endswith("وا"):
        return False
    if word.endswith("ت") and not word.endswith("ات"):  # a verb of the third person feminine
        return False
    if word[0] in "بلك" or word[0] == "ت":
        return word.endswith("ا")
    if word[0] == "ف":
        return word.endswith(("ا", "ة"))
    return word[0] != "ي" and not word.startswith(("سي", "ست", "سن"))


def is_possessed(word: str) -> bool:
    """Whether a folded word seems to end in a possessive: their, its, our."""
    words = context()
    return len(word) > 3 and word.endswith(words.possessive) and word not in words.stop | words.not_possessed


def _extend(tokens: Sequence[Token], i: int, *, definite: bool) -> int:
    """Past the adjectives and second nouns that follow."""
    for _ in range(_LONGEST_TAIL):
        if not _is_word(tokens, i) or not _continues(tokens[i].text, definite):
            break
        i += 1
    return i


def _continues(word: str, definite: bool) -> bool:
    """Whether a word belongs to the noun before it: an adjective of its state, or a known second noun."""
    words = context()
    if word in words.stop or word.startswith(ARTICLE) != definite:
        return False
    bare = word[2:] if definite else word
    if bare in words.adjectives or (not definite and bare in words.construct):
        return True
    if not definite and bare[0] == "م" and bare.endswith("ة"):  # a participle, unless it is known as a noun
        return len(bare) > 4 and bare not in nouns().known
    if not bare.endswith(words.nisba) or len(bare) < 4:
        return False
    return bare in words.not_verbs or (bare[0] not in "يتوب" if not definite else True)


def _is_word(tokens: Sequence[Token], i: int) -> bool:
    return 0 <= i < len(tokens) and tokens[i].kind == "word"


def _text(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].text if i < len(tokens) else ""
