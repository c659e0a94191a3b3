"""A quantity in the making, and what stands around its numeral."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from report.arabic.numerals import Number, Numeral
from report.arabic.tokens import ARTICLE, is_definite
from report.document import Span
from report.grammar._lexicon import context, nouns
from report.grammar._passages import Passage, remembered
from report.grammar._phrases import is_possessed

Kind = Literal["count", "money", "percent", "measure", "ordinal", "fraction", "vague", "score"]
Place = tuple[int, int]

_CONTEXT = 12  # tokens that are looked at for a change
_CONJUNCTIONS = ("و", "ف")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a number before its hedge is sought; `end` is the token after all of it."""

    rule: str
    kind: Kind
    value: str | Number | None
    place: Place
    unit: str | None
    unit_place: Place
    end: int
    counted: tuple[Passage, Place] | None = None
    unit_passage: Passage | None = None
    elsewhere: tuple[Span, ...] = ()


def has_before(passage: Passage, numeral: Numeral, words: frozenset[str]) -> bool:
    """Whether one of `words` stands a little before the numeral."""
    return has_words(passage, range(max(0, numeral.first - _CONTEXT), numeral.first), words)


def has_words(passage: Passage, indexes: Iterable[int], words: frozenset[str]) -> bool:
    """Whether one of the tokens at `indexes` is one of `words`, clitics aside."""
    return any(passage.tokens[i].find_stem(words) for i in indexes)


@remembered
def speaks_of_game(passage: Passage) -> bool:
    """Whether the passage is about a game, so that 2-1 is a score."""
    return has_words(passage, range(len(passage.tokens)), context().sport)


class Surroundings:
    """The tokens around one numeral of a passage."""

    def __init__(self, passage: Passage, numeral: Numeral) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.numeral = numeral
        self.place = numeral.start, numeral.end
        self.rule = "num.range" if numeral.form in ("range", "pair") else ""

    def has_preposition(self) -> bool:
        """Whether a preposition is written together with the numeral, so that it is no adjective."""
        token = self.tokens[self.numeral.first]
        prefix = token.text[: max(0, self.numeral.start - token.start)]
        if self.before() < self.numeral.first - 1:
            prefix = self.tokens[self.numeral.first - 1].text
        return prefix.removesuffix(ARTICLE) not in ("", *_CONJUNCTIONS)

    def text(self, i: int) -> str:
        return self.tokens[i].text if i < len(self.tokens) else ""

    def before(self) -> int:
        """The index of the token before the numeral and what is written together with it; -1 for none."""
        i = self.numeral.first - 1
        if (
            i >= 0
            and self.tokens[i].end == self.tokens[self.numeral.first].start
            and self.tokens[i].kind == "word"
        ):
            i -= 1
        return i

    def is_range(self) -> bool:
        """Whether a pair with a dash is a range: it rises, and no letter or other dash is tied to it."""
        numeral = self.numeral
        before = self.tokens[numeral.first - 1] if numeral.first else None
        after = self.tokens[numeral.after] if numeral.after < len(self.tokens) else None
        tied = (before is not None and before.end == numeral.start and before.kind != "mark") or (
            after is not None and after.start == numeral.end and after.text in "-–/:"
        )
        return not tied and numeral.value_max is not None and numeral.value < numeral.value_max

    def find_head(self, i: int) -> int:
        """The noun of which token `i` may be an adjective."""
        word = self.tokens[i].text
        if i and word.endswith(context().nisba) and self.is_named(self.tokens[i - 1].text):
            return i - 1
        return i

    def is_named(self, word: str) -> bool:
        return word not in context().stop and (is_definite(word) or is_possessed(word))

    def is_alone(self, i: int) -> bool:
        """Whether nothing that could be an adjective or the rest of a name follows."""
        before = self.before()
        is_after_noun = before >= 0 and self.is_named(self.tokens[before].text) and not self.has_preposition()
        word = self.text(i)
        return not is_after_noun and (
            i >= len(self.tokens) or self.tokens[i].kind != "word" or word in context().stop
        )

    def find_head_start(self, i: int) -> int:
        """Where the noun at token `i` begins, clitics left out and its article kept."""
        token = self.tokens[i]
        stem = token.find_stem(nouns().heads)
        if stem is None:
            return token.start
        kept = len(ARTICLE) if token.text.endswith(ARTICLE + stem) else 0
        return token.end - len(stem) - kept
