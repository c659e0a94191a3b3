"""Numerals in folded text: digits of every family, words in every gender and case, and what joins the two.

`find_numerals` reads tokens and knows no nouns: whether 1.500 is one and a half or fifteen hundred, whether
2-1 is a score, what a third is a third of, is for `grammar` to say, which sees what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from report.arabic._numeral_words import NumeralWords
from report.arabic.literals import read_literal
from report.arabic.tokens import ARTICLE, TO_THE, Token, carries_article, is_definite

Number = int | float
Form = Literal["digits", "words", "scale", "ordinal", "fraction", "range", "pair"]

_DASHES = "-–—−"
_PERCENT = "%"
_JOINABLE = ("digits", "words", "scale")
_CONJUNCTION = "و"
_HIS = "ه"

__all__ = ["Number", "Numeral", "NumeralWords", "find_numerals", "to_number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number that the folded text says at `start` to `end`: the tokens `first` to `after` (exclusive).

    `form` is "scale" where a thousand, million … has a part in it, "range" for 10 to 20 (then `value_max`,
    and the two ends as `parts`), "pair" for two numbers with a dash between them, of which only the context
    knows whether they are a range, a score or a code. `other` is the second reading of a literal whose
    separator may group thousands or begin decimals: of the two, the smaller is the decimal one.
    """

    start: int
    end: int
    first: int
    after: int
    value: Number
    form: Form
    value_max: Number | None = None
    other: Number | None = None
    scale: int = 1
    definite: bool = False
    """It carries the article: "the five"."""
    possessed: bool = False
    """A part with an ending that says of what: "a third of them" in one word."""
    joined: bool = False
    """The word "and" is written together with it."""
    from_to: bool = False
    """A range that the words "from … to" make: after a verb of change it is two numbers."""
    parts: tuple[Numeral, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number read so far: the tokens up to `after`, the last scale in it."""

    value: Fraction
    after: int
    scale: int = 1
    form: Form = "words"
    other: Fraction | None = None
    possessed: bool = False


def find_numerals(tokens: Sequence[Token], words: NumeralWords) -> tuple[Numeral, ...]:
    """Every numeral of the tokens, ranges joined, in order. Linear in their number."""
    return tuple(_join_ranges(tuple(_Reader(tokens, words).read_all()), tokens, words))


def to_number(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else float(value)


class _Reader:
    """Reads numerals off tokens; each `_read_…` takes a token's index and the stem it is to be read as."""

    def __init__(self, tokens: Sequence[Token], words: NumeralWords) -> None:
        self.tokens = tokens
        self.words = words

    def read_all(self) -> Iterator[Numeral]:
        i = 0
        while i < len(self.tokens):
            found = self._read_numeral(i)
            if found:
                yield found
            i = found.after if found else i + 1

    def _read_numeral(self, i: int) -> Numeral | None:
        token = self.tokens[i]
        if token.kind == "number":
            return self._make(i, token.start, self._read_sum(i, token.text), before=self._before(i))
        if token.kind != "word" or token.text in self.words.traps:
            return None
        ordinal = self._read_ordinal(i)
        if ordinal:
            return ordinal
        stem = token.find_stem(self.words.starts)
        if stem is None:
            return self._read_possessed(i)
        return self._make(i, token.end - len(stem), self._read_sum(i, stem), before=token.text[: -len(stem)])

    def _read_possessed(self, i: int) -> Numeral | None:
        """A part with a possessive ending."""
        token = self.tokens[i]
        for ending in self.words.possessives:
            whole = Token(token.start, token.end, token.text.removesuffix(ending), "word")
            stem = whole.find_stem(self.words.parts) if whole.text != token.text else None
            if stem and not (ending == _HIS and stem in self.words.ones):  # the five, with a careless ending
                value, start = self.words.parts[stem], token.start + len(whole.text) - len(stem)
                return Numeral(
                    start=start,
                    end=token.end,
                    first=i,
                    after=i + 1,
                    value=to_number(value),
                    form="fraction",
                    possessed=True,
                )
        return None

    def _make(self, i: int, start: int, piece: _Piece | None, before: str) -> Numeral | None:
        """The numeral that `piece` is; `before` is what is written together with it, before it."""
        if piece is None:
            return None
        return Numeral(
            start=start,
            end=self.tokens[piece.after - 1].end,
            first=i,
            after=piece.after,
            value=to_number(piece.value),
            other=None if piece.other is None else to_number(piece.other),
            form=piece.form,
            scale=piece.scale,
            possessed=piece.possessed,
            definite=before.endswith((ARTICLE, TO_THE)),
            joined=before.startswith(_CONJUNCTION),
        )

    def _before(self, i: int) -> str:
        """The word that is written together with the number at `i`: "and", "by", the article."""
        previous = self.tokens[i - 1] if i else None
        if previous and previous.kind == "word" and previous.end == self.tokens[i].start:
            return previous.text
        return ""

    def _text(self, i: int) -> str:
        """What the token at `i` says; punctuation is a token too, so that no number reaches over it."""
        return self.tokens[i].text if i < len(self.tokens) else ""

    def _follows(self, i: int) -> tuple[int, str] | None:
        """What "and" joins at `i`: the index and stem of the word or number after it."""
        text = self._text(i)
        if text == _CONJUNCTION:  # before digits it is a token of its own; some part it from a word, too
            return (i + 1, self._text(i + 1)) if i + 1 < len(self.tokens) else None
        if text.startswith(_CONJUNCTION) and len(text) > 1:
            return i, text[1:]
        return None

    # Sums: groups of falling scale.

    def _read_sum(self, i: int, stem: str) -> _Piece | None:
        piece = self._read_group(i, stem)
        while piece and piece.scale >= 1000:
            joined = self._follows(piece.after)
            more = self._read_group(*joined) if joined else None
            if more is None or more.form == "fraction" or not 0 < more.value < piece.scale:
                break
            piece = _Piece(piece.value + more.value, more.after, more.scale, "scale")
        return piece

    def _read_group(self, i: int, stem: str) -> _Piece | None:
        """A number below a thousand or in digits, and the scale after it; or a scale word alone."""
        if stem in self.words.scale_one:
            scale = self.words.scale_one[stem]
            return self._add_part(self._multiply(_Piece(Fraction(scale), i + 1, scale, "scale")))
        if stem in self.words.scale_two:
            scale = self.words.scale_two[stem]
            return self._add_part(_Piece(Fraction(2 * scale), i + 1, scale, "scale"))
        if stem in self.words.scale_either:
            scale = self.words.scale_either[stem]
            count = 2 if self._is_noun_next(i + 1) else 1
            return self._add_part(_Piece(Fraction(count * scale), i + 1, scale, "scale"))
        if self.tokens[i].kind == "number":
            return self._read_digits(i)
        piece = self._read_part(i, stem) or self._read_below_thousand(i, stem)
        if piece and piece.form == "fraction":
            return piece
        return self._add_part(self._multiply(piece)) if piece else None

    def _is_noun_next(self, i: int) -> bool:
        """Whether a word follows that "and" does not join: the dual stands before its noun."""
        return i < len(self.tokens) and self.tokens[i].kind == "word" and self._follows(i) is None

    def _multiply(self, piece: _Piece) -> _Piece:
        """`piece` times the scale words that follow it (a thousand millions has two)."""
        while self._text(piece.after) in self.words.scales:
            scale = self.words.scales[self._text(piece.after)]
            if piece.form == "scale" and scale <= piece.scale:
                break
            other = None if piece.other is None else piece.other * scale
            piece = _Piece(piece.value * scale, piece.after + 1, scale, "scale", other)
        return piece

    def _add_part(self, piece: _Piece) -> _Piece:
        """ "… and a half" of the scale, which may be said again after it."""
        if piece.scale < 1000:
            return piece
        joined = self._follows(piece.after)
        if joined is None or joined[1] not in self.words.parts:
            return piece
        after = joined[0] + 1
        name = self._text(after)
        bare = name.removeprefix(ARTICLE)
        if piece.scale in (self.words.scale_one.get(name), self.words.scale_one.get(bare)):
            after += 1
        elif name in self.words.scales or joined[1] in self.words.ones:
            return piece  # "half a million" of its own; five, not a fifth
        return replace(piece, value=piece.value + self.words.parts[joined[1]] * piece.scale, after=after)

    def _read_digits(self, i: int) -> _Piece | None:
        literal = read_literal(self.tokens[i].text)
        if literal is None:
            return None
        value, other = literal
        if other is not None and self._text(i + 1) in self.words.scales and "." in self.tokens[i].text:
            value, other = other, value  # 1.500 million is no fifteen hundred million, as a rule
        piece = self._multiply(_Piece(value, i + 1, 1, "digits", other))
        return self._add_part(piece)

    # Numbers in words below a thousand, and parts.

    def _read_part(self, i: int, stem: str) -> _Piece | None:
        """A half, two thirds, three quarters; of a scale it is a number, of anything else a fraction."""
        part = self.words.parts.get(stem)
        after = i + 1
        denominator, possessed = self._find_denominator(after)
        if denominator and stem in self.words.ones:
            part, after = Fraction(self.words.ones[stem], denominator), after + 1
            if possessed:
                return _Piece(part, after, 1, "fraction", possessed=True)
        if part is None:
            return None
        scale = self.words.scale_one.get(self._text(after))
        if stem in self.words.ones and not denominator and (scale or not is_definite(self._text(after))):
            return None  # five, not a fifth
        if scale:
            return _Piece(part * scale, after + 1, scale, "scale")
        return _Piece(part, after, 1, "fraction")

    def _find_denominator(self, i: int) -> tuple[int | None, bool]:
        """The denominator at token `i`, and whether it has a possessive ending: three of its quarters."""
        text = self._text(i)
        if text in self.words.denominators:
            return self.words.denominators[text], False
        for ending in self.words.possessives:
            if text.removesuffix(ending) in self.words.denominators:
                return self.words.denominators[text.removesuffix(ending)], True
        return None, False

    def _read_below_thousand(self, i: int, stem: str) -> _Piece | None:
        hundreds, after = self.words.hundreds.get(stem, self.words.hundred.get(stem)), i + 1
        if (
            hundreds is None
            and 3 <= self.words.ones.get(stem, 0) <= 9
            and self._text(after) in self.words.hundred
        ):
            hundreds, after = 100 * self.words.ones[stem], after + 1
        if hundreds is None:
            return self._read_below_hundred(i, stem)
        joined = self._follows(after)
        rest = self._read_below_hundred(*joined) if joined else None
        if rest is None:
            return _Piece(Fraction(hundreds), after)
        return _Piece(hundreds + rest.value, rest.after)

    def _read_below_hundred(self, i: int, stem: str) -> _Piece | None:
        words = self.words
        ones = words.ones.get(stem, words.compound.get(stem))
        if ones is not None:
            if self._text(i + 1) in words.ten:
                return _Piece(Fraction(10 + ones), i + 2)
            joined = self._follows(i + 1)
            tens = words.tens.get(joined[1].removeprefix(ARTICLE)) if joined else None
            if joined and tens is not None:
                return _Piece(Fraction(ones + tens), joined[0] + 1)
            return _Piece(Fraction(ones), i + 1) if stem in words.ones else None
        value = words.tens.get(stem, words.ten.get(stem))
        return None if value is None else _Piece(Fraction(value), i + 1)

    def _read_ordinal(self, i: int) -> Numeral | None:
        """The first, the fifteenth, the twenty-third; without the article only as a word of its own."""
        token = self.tokens[i]
        stem = token.find_stem(self.words.ordinals)
        compound = token.find_stem(self.words.compound) if stem is None else None
        name = stem or compound
        definite = name is not None and carries_article(token.text, name)
        if name is None or not (definite or token.text == stem):
            return None
        value, after = self.words.ordinals.get(name) or self.words.compound[name], i + 1
        joined = self._follows(after)
        tens = self.words.tens.get(joined[1].removeprefix(ARTICLE)) if joined else None
        if self._text(after) in self.words.ten and value < 10:
            value, after = value + 10, after + 1
        elif joined and tens and value < 10:
            value, after = value + tens, joined[0] + 1
        elif compound:
            return None
        return Numeral(
            start=token.end - len(name) - (len(ARTICLE) if definite else 0),
            end=self.tokens[after - 1].end,
            first=i,
            after=after,
            value=value,
            form="ordinal",
            definite=definite,
            joined=token.text.startswith(_CONJUNCTION),
        )


# Ranges.


def _join_ranges(
    numerals: tuple[Numeral, ...], tokens: Sequence[Token], words: NumeralWords
) -> Iterator[Numeral]:
    i = 0
    while i < len(numerals):
        joined = _join(numerals[i], numerals[i + 1], tokens, words) if i + 1 < len(numerals) else None
        yield joined or numerals[i]
        i += 2 if joined else 1


def _join(low: Numeral, high: Numeral, tokens: Sequence[Token], words: NumeralWords) -> Numeral | None:
    """The range or pair that two numerals make, if they do."""
    if low.form not in _JOINABLE or high.form not in _JOINABLE:
        return None
    between = [token.text for token in tokens[low.after : high.first]]
    if between[:1] == [_PERCENT] and high.after < len(tokens) and tokens[high.after].text == _PERCENT:
        between.pop(0)
    if between and high.joined and tokens[high.first].kind == "number":
        between.pop()  # the "and" that stands before digits as a token of its own
    if len(between) == 1 and between[0] in _DASHES:
        return _make_pair(low, high)
    before = _find_word_before(low, tokens)
    is_between = before is not None and before.find_stem(words.between) is not None
    is_from = before is not None and before.find_stem(words.from_) is not None
    is_to = len(between) == 1 and between[0] in words.to
    is_either = len(between) == 1 and between[0] in words.or_
    if not (is_to or is_either or (is_between and not between and high.joined)):
        return None
    value = low.value
    if high.scale > 1 and low.scale == 1 and low.value < high.value / high.scale:
        value = to_number(Fraction(low.value) * high.scale)
    if value >= high.value and not (is_from and is_to):
        return None
    return _make_range(replace(low, value=value), high, from_to=is_from and is_to)


def _find_word_before(numeral: Numeral, tokens: Sequence[Token]) -> Token | None:
    """The word before a numeral and before what is written together with its digits."""
    i = numeral.first - 1
    if i >= 0 and tokens[i].kind == "word" and tokens[i].end == tokens[numeral.first].start:
        i -= 1
    return tokens[i] if i >= 0 else None


def _make_range(low: Numeral, high: Numeral, *, from_to: bool) -> Numeral:
    return replace(
        low,
        end=high.end,
        after=high.after,
        value_max=high.value,
        form="range",
        scale=high.scale,
        other=None,
        from_to=from_to,
        parts=(low, high),
    )


def _make_pair(low: Numeral, high: Numeral) -> Numeral | None:
    if low.form != "digits" or high.form not in ("digits", "scale"):
        return None
    return replace(_make_range(low, high, from_to=False), form="pair")
