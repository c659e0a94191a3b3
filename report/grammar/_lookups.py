"""What the words of a passage are in the lexicon: each is looked up once, by its place among the tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, Protocol, TypeVar

from report.arabic.tokens import ARTICLE, Token
from report.document import Span
from report.grammar._passages import Passage, remembered
from report.grammar.gazetteer import PhraseIndex, PhraseMatch, split_list
from report.grammar.vocabulary import names
from report.grammar.words import fold_spelling, is_ordinary_word
from report.resources import read_lexicon_toml


class _Placed(Protocol):
    @property
    def first(self) -> int: ...


Value = TypeVar("Value")
Placed = TypeVar("Placed", bound=_Placed)

_TO_THE = "لل"
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_CLOSING = frozenset("،.؛:!؟)»”")
_TANWEEN = "ا"
_HERS = "ها"
_FEMININE = "ه"  # ta marbuta, in folded spelling
_FUTURE = "س"
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا", "ه")
_IMPERFECT = ("ي", "ت")
_LONGEST_CLITICS = 2
_LONGEST_PHRASE = 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Lookups:
    """The tokens of a passage in folded spelling, and what the indexes of the lexicon know at each."""

    passage: Passage
    tokens: tuple[Token, ...]
    spelled: tuple[str, ...]
    _found: dict[tuple[int, int], Any] = field(default_factory=dict, repr=False)

    def find(self, index: PhraseIndex[Value], i: int) -> PhraseMatch[Value] | None:
        """The longest phrase of `index` that begins at token `i`, with or without clitics."""
        if not 0 <= i < len(self.tokens) or self.tokens[i].kind == "mark":
            return None
        key = (id(index), i)
        if key not in self._found:
            self._found[key] = index.find(self.spelled, i) or self._find_merged(index, i)
        found: PhraseMatch[Value] | None = self._found[key]
        return found

    def _find_merged(self, index: PhraseIndex[Value], i: int) -> PhraseMatch[Value] | None:
        """The phrase with the article before lam, whose letters "لـ" shares: "للجنة الأولمبية"."""
        word = self.spelled[i]
        skip = word.find(_TO_THE, 0, len(_TO_THE) + 1)
        if skip < 0 or word[skip + 1 :] not in spell_list("entities.toml", "lam"):
            return None
        words = (ARTICLE + word[skip + 1 :], *self.spelled[i + 1 : i + _LONGEST_PHRASE])
        found = index.find(words)
        return replace(found, skip=skip) if found and not found.skip else None

    def find_whole(self, index: PhraseIndex[Value], i: int) -> PhraseMatch[Value] | None:
        """The same, where no clitic stands before the phrase."""
        found = self.find(index, i)
        return found if found and found.skip == 0 else None

    def has(self, index: PhraseIndex[Any], i: int) -> bool:
        """Whether a phrase of `index` begins at token `i`, with or without clitics."""
        return self.find(index, i) is not None

    def has_whole(self, index: PhraseIndex[Any], i: int) -> bool:
        """The same, where no clitic stands before the phrase."""
        return self.find_whole(index, i) is not None

    def text(self, i: int) -> str:
        """The spelling of token `i`; nothing beyond the ends."""
        return self.spelled[i] if 0 <= i < len(self.spelled) else ""

    def kind(self, i: int) -> str:
        return self.tokens[i].kind if 0 <= i < len(self.tokens) else ""

    def is_word(self, i: int) -> bool:
        return self.kind(i) == "word"

    def is_particle(self, i: int) -> bool:
        word = self.text(i)
        if word not in particles() and word.removeprefix(_CONJUNCTIONS[0]) not in particles():
            return False
        named = word.endswith("ي") and word in names()
        return not (named and (not self.ends_in_maqsura(i) or self.text(i + 1) in _CLOSING))

    def ends_in_maqsura(self, i: int) -> bool:
        """Whether the last letter, which folding makes ya, was written without dots: "على", not "علي"."""
        token = self.tokens[i]
        return self.passage.surface(token.end - 1, token.end).startswith("ى")

    def start_of(self, i: int, skip: int) -> int:
        """Where a phrase of `skip` clitic letters begins; "لل" belongs to it, for it holds the article."""
        token = self.tokens[i]
        merged = skip >= len(_TO_THE) and self.spelled[i][skip - 2 : skip] == _TO_THE
        return token.start + skip - (len(_TO_THE) if merged else 0)


@remembered
def look_up(passage: Passage) -> Lookups:
    return Lookups(
        passage=passage,
        tokens=passage.tokens,
        spelled=tuple(fold_spelling(token.text) for token in passage.tokens),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Tokens `first` to `after` of a passage, from the folded character `start` on: clitics are left out."""

    passage: Passage
    first: int
    after: int
    start: int
    end: int

    @property
    def surface(self) -> str:
        """The words as they are written, in one line; "لل" before them gives the article its alef back."""
        return read_surface(self.passage, self.start, self.end)

    @property
    def words(self) -> tuple[str, ...]:
        """The words in folded spelling, without marks."""
        return read_words(self.passage, self.start, self.end)

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.passage.source_spans(self.start, self.end)


def mention_of(passage: Passage, first: int, after: int, skip: int = 0) -> Mention:
    """The mention that is tokens `first` to `after`, without `skip` clitic letters."""
    start = look_up(passage).start_of(first, skip)
    return Mention(passage=passage, first=first, after=after, start=start, end=passage.tokens[after - 1].end)


def read_surface(passage: Passage, start: int, end: int) -> str:
    """`text[start:end]` as it is written, in one line, with the article whole."""
    if passage.text.startswith(_TO_THE, start) and is_merged(passage, start):
        return ARTICLE + " ".join(passage.surface(start + lam_length(passage, start), end).split())
    return " ".join(passage.surface(start, end).split())


def is_merged(passage: Passage, start: int) -> bool:
    """Whether "لل" at `start` is the preposition and the article, not the beginning of a word."""
    i = passage.token_at(start)
    token = passage.tokens[i]
    return (
        token.kind == "word" and token.text.startswith(_TO_THE, start - token.start) and token.end - start > 4
    )


def lam_length(passage: Passage, start: int) -> int:
    """How many letters at `start` stand for "لـ" and the article; one where the noun begins with lam."""
    i = passage.token_at(start)
    noun = look_up(passage).spelled[i][start - passage.tokens[i].start + 1 :]
    return 1 if noun in spell_list("entities.toml", "lam") else len(_TO_THE)


def read_words(passage: Passage, start: int, end: int) -> tuple[str, ...]:
    lookups = look_up(passage)
    first, last = passage.token_at(start), passage.token_at(end - 1)
    found = []
    for i in range(first, last + 1):
        token = passage.tokens[i]
        if token.kind == "mark":
            continue
        text = lookups.spelled[i][max(0, start - token.start) :]
        if i == first and text.startswith(_TO_THE) and is_merged(passage, start):
            text = ARTICLE + text[lam_length(passage, start) :]
        found.append(text)
    return tuple(found)


def slice_tokens(found: Sequence[Placed], first: int, last: int) -> Sequence[Placed]:
    """Those of `found`, which are in order, that begin at the tokens `first` to `last`."""
    start = bisect_left(found, first, key=_first_of)
    return found[start : bisect_left(found, last, lo=start, key=_first_of)]


def _first_of(placed: _Placed) -> int:
    return placed.first


# Words that are told by their form.


@cache
def particles() -> frozenset[str]:
    return spell_list("entities.toml", "particles")


@cache
def times() -> frozenset[str]:
    return spell_list("entities.toml", "times")


@cache
def spell_list(file: str, table: str, key: str = "names") -> frozenset[str]:
    """A list of the lexicon in folded spelling."""
    return frozenset(map(fold_spelling, split_list(read_lexicon_toml(file)[table][key])))


@lru_cache(maxsize=65536)
def is_verb(word: str) -> bool:
    """Whether a word in folded spelling is conjugated: its plural is a word too."""
    return any(map(_is_verb_form, (word, *_drop_conjunction(word))))


def _drop_conjunction(word: str) -> tuple[str, ...]:
    return (word[1:],) if len(word) > 3 and word.startswith(_CONJUNCTIONS) else ()


def _is_verb_form(word: str) -> bool:
    if len(word) < 3 or word.startswith(ARTICLE):
        return False
    imperfect = word.removeprefix(_FUTURE)
    if imperfect.startswith(_IMPERFECT) and is_ordinary_word(word):
        return is_ordinary_word(f"{imperfect}ون") or is_ordinary_word(f"{imperfect[:-1]}ون")
    if is_ordinary_word(f"{word}وا"):
        return True
    feminine = word.endswith("ت") and is_ordinary_word(f"{word[:-1]}وا")
    weak = word.endswith(("ا", "ي")) and is_ordinary_word(f"{word[:-1]}وا")
    return is_ordinary_word(word) and (feminine or weak)


def is_definite_word(word: str) -> bool:
    """Whether a word in folded spelling begins with the article."""
    return len(word) > 3 and word.startswith(ARTICLE)


def is_unknown(word: str) -> bool:
    """Whether the language lacks the word, with or without clitics."""
    return len(word) > 2 and not is_ordinary_word(word)


@lru_cache(maxsize=65536)
def drop_clitics(word: str) -> tuple[str, ...]:
    """What is left of a word without the clitics it may carry; the word itself is not among it."""
    found = list(_drop_conjunction(word))
    for stem in (word, *found):
        if len(stem) > 3 and stem.startswith(_PREPOSITIONS):
            found.append(stem[1:])
        if len(stem) > 4 and stem.startswith(_TO_THE):
            found.append(ARTICLE + stem[2:])
    return tuple(found)


@lru_cache(maxsize=65536)
def drop_pronoun(word: str) -> tuple[str, ...]:
    """The word, and what is left of it without a pronoun: "روايته" gives "رواية"."""
    found = [word]
    for pronoun in _PRONOUNS:
        stem = word.removesuffix(pronoun)
        if stem != word and len(stem) > 2:
            found.append(stem)
            if stem.endswith("ت"):
                found.append(stem[:-1] + _FEMININE)
    return tuple(found)


def drop_article(word: str) -> str:
    return word[len(ARTICLE) :] if is_definite_word(word) else word


def is_accusative(word: str) -> bool:
    """Whether the word ends in the alef of an indefinite accusative: "ردا", "رقما"."""
    if not word.endswith(_TANWEEN) or word.endswith(_HERS) or len(word) < 4:
        return False
    return is_ordinary_word(word[:-1]) and is_ordinary_word(word)
