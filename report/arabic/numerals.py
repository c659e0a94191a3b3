"""Numerals in folded text: digits of every family, words in every gender and case, and what joins the two.

`find_numerals` reads tokens and knows no nouns: whether 1.500 is one and a half or fifteen hundred, whether
2-1 is a score, what a third is a third of, is for `grammar` to say, which sees what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from report.arabic.fold import fold_text
from report.arabic.tokens import ARTICLE, TO_THE, Token, carries_article, is_definite

Number = int | float
Form = Literal["digits", "words", "scale", "ordinal", "fraction", "range", "pair"]

_DASHES = "-–—−"
_LONGEST = 18  # characters; what is longer is an account or a telephone
_CONJUNCTION = "و"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number that the folded text says at `start` to `end`: the tokens `first` to `after` (exclusive).

    `form` is "scale" where a thousand, million … has a part in it, "range" for 10 to 20 (then `value_max`,
    and the two ends as `parts`), "pair" for two numbers with a dash between them, of which only the context
    knows whether they are a range, a score or a code. `other` is the second reading of a literal whose
    separator may group thousands or begin decimals. `definite` tells "the five" from "five".
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
    joined: bool = False
    """The word "and" is written together with it."""
    from_to: bool = False
    """A range that the words "from … to" make: after a verb of change it is two numbers."""
    parts: tuple[Numeral, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeralWords:
    """The words of `lexicon/numerals.toml`, folded."""

    ones: Mapping[str, int]
    compound: Mapping[str, int]
    ten: Mapping[str, int]
    tens: Mapping[str, int]
    hundred: Mapping[str, int]
    hundreds: Mapping[str, int]
    scale_one: Mapping[str, int]
    scale_two: Mapping[str, int]
    scale_either: Mapping[str, int]
    scale_many: Mapping[str, int]
    ordinals: Mapping[str, int]
    parts: Mapping[str, Fraction]
    denominators: Mapping[str, int]
    vague: frozenset[str]
    between: frozenset[str]
    from_: frozenset[str]
    to: frozenset[str]
    or_: frozenset[str]
    traps: frozenset[str]
    scales: Mapping[str, int]
    """Every scale word that may follow a number."""
    starts: frozenset[str]
    """Every word with which a numeral may begin."""

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> NumeralWords:
        def read(name: str) -> dict[str, int]:
            return {fold_text(word): int(value) for value, words in table[name].items() for word in words}

        def read_scale(kind: str) -> dict[str, int]:
            scales = table["scale"].items()
            return {fold_text(word): int(value) for value, kinds in scales for word in kinds[kind]}

        def read_set(section: str, name: str) -> frozenset[str]:
            return frozenset(map(fold_text, table[section][name]))

        numbers = {
            name: read(name)
            for name in ("ones", "compound", "ten", "tens", "hundred", "hundreds", "ordinals", "denominators")
        }
        scale = {kind: read_scale(kind) for kind in ("one", "two", "either", "many")}
        parts = {
            fold_text(word): Fraction(value) for value, words in table["parts"].items() for word in words
        }
        cardinals = [words for name, words in numbers.items() if name not in ("ordinals", "denominators")]
        alone = [scale["one"], scale["two"], scale["either"]]
        return cls(
            **numbers,
            scale_one=scale["one"],
            scale_two=scale["two"],
            scale_either=scale["either"],
            scale_many=scale["many"],
            parts=parts,
            vague=read_set("vague", "words"),
            between=read_set("connectors", "between"),
            from_=read_set("connectors", "from"),
            to=read_set("connectors", "to"),
            or_=read_set("connectors", "or"),
            traps=read_set("traps", "words"),
            scales={**scale["one"], **scale["either"], **scale["many"]},
            starts=frozenset().union(*cardinals, *alone, parts),
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number read so far: the tokens up to `after`, the last scale in it."""

    value: Fraction
    after: int
    scale: int = 1
    form: Form = "words"
    other: Fraction | None = None


def find_numerals(tokens: Sequence[Token], words: NumeralWords) -> tuple[Numeral, ...]:
    """Every numeral of the tokens, ranges joined, in order. Linear in their number."""
    return tuple(_join_ranges(tuple(_Reader(tokens, words).read_all()), tokens, words))


def read_literal(text: str) -> tuple[Number, Number | None] | None:
    """The value of a number in western digits with any separators, and the second reading it may have."""
    found = _read_literal(text)
    if found is None:
        return None
    value, other = found
    return to_number(value), None if other is None else to_number(other)


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
            return None
        return self._make(i, token.end - len(stem), self._read_sum(i, stem), before=token.text[: -len(stem)])

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
        if text == _CONJUNCTION and i + 1 < len(self.tokens) and self.tokens[i + 1].kind == "number":
            return i + 1, self._text(i + 1)
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
        for two in (self.words.scale_two, self.words.scale_either):
            if stem in two:
                return self._add_part(_Piece(Fraction(2 * two[stem]), i + 1, two[stem], "scale"))
        if self.tokens[i].kind == "number":
            return self._read_digits(i)
        piece = self._read_part(i, stem) or self._read_below_thousand(i, stem)
        if piece and piece.form == "fraction":
            return piece
        return self._add_part(self._multiply(piece)) if piece else None

    def _multiply(self, piece: _Piece) -> _Piece:
        """`piece` times the scale words that follow it (a thousand millions has two)."""
        while self._text(piece.after) in self.words.scales:
            scale = self.words.scales[self._text(piece.after)]
            if piece.form == "scale" and scale <= piece.scale:
                break
            value = piece.value * scale
            piece = _Piece(value, piece.after + 1, scale, "scale")
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
        elif name in self.words.scales:
            return piece  # "half a million" of its own
        return replace(piece, value=piece.value + self.words.parts[joined[1]] * piece.scale, after=after)

    def _read_digits(self, i: int) -> _Piece | None:
        literal = _read_literal(self.tokens[i].text)
        if literal is None:
            return None
        value, other = literal
        follows = self._text(i + 1)
        if other is not None and follows in self.words.scales and "." in self.tokens[i].text:
            value, other = other, None  # 1.500 million is no fifteen hundred million
        piece = self._multiply(_Piece(value, i + 1, 1, "digits", other))
        return self._add_part(piece)

    # Numbers in words below a thousand, and parts.

    def _read_part(self, i: int, stem: str) -> _Piece | None:
        """A half, two thirds, three quarters; of a scale it is a number, of anything else a fraction."""
        part = self.words.parts.get(stem)
        after = i + 1
        denominator = self.words.denominators.get(self._text(after))
        if denominator and stem in self.words.ones:
            part, after = Fraction(self.words.ones[stem], denominator), after + 1
        if part is None:
            return None
        scale = self.words.scale_one.get(self._text(after))
        if stem in self.words.ones and not denominator and (scale or not is_definite(self._text(after))):
            return None  # five, not a fifth
        if scale:
            return _Piece(part * scale, after + 1, scale, "scale")
        return _Piece(part, after, 1, "fraction")

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
            if tens is not None:
                return _Piece(Fraction(ones + tens), i + 2)
            return _Piece(Fraction(ones), i + 1) if stem in words.ones else None
        value = words.tens.get(stem, words.ten.get(stem))
        return None if value is None else _Piece(Fraction(value), i + 1)

    def _read_ordinal(self, i: int) -> Numeral | None:
        """The first, the fifteenth, the twenty-third: with the article only."""
        token = self.tokens[i]
        stem = token.find_stem(self.words.ordinals)
        compound = token.find_stem(self.words.compound) if stem is None else None
        name = stem or compound
        if name is None or not carries_article(token.text, name):
            return None
        value, after = self.words.ordinals.get(name) or self.words.compound[name], i + 1
        joined = self._follows(after)
        tens = self.words.tens.get(joined[1].removeprefix(ARTICLE)) if joined else None
        if self._text(after) in self.words.ten and value < 10:
            value, after = value + 10, after + 1
        elif tens and value < 10:
            value, after = value + tens, after + 1
        elif compound:
            return None
        return Numeral(
            start=token.end - len(name) - len(ARTICLE),
            end=self.tokens[after - 1].end,
            first=i,
            after=after,
            value=value,
            form="ordinal",
            definite=True,
        )


def _read_literal(text: str) -> tuple[Fraction, Fraction | None] | None:
    """The value of the digits `text`; both readings where one separator has three digits after it."""
    digits = text.replace(" ", "").replace("٬", "").replace("٫", ".")
    points, commas = digits.count("."), digits.count(",")
    if len(digits) > _LONGEST or (digits.isdigit() and len(digits) > 2 and digits.startswith("0")):
        return None
    if "٫" in text or "٬" in text or not (points or commas):
        return (Fraction(Decimal(digits.replace(",", ""))), None) if points <= 1 else None
    if points and commas:
        group, decimal = (",", ".") if digits.rindex(".") > digits.rindex(",") else (".", ",")
        return _read_grouped(digits.split(decimal)[0], group, digits.partition(decimal)[2])
    separator = "." if points else ","
    whole, _, rest = digits.partition(separator)
    if points + commas > 1:
        return _read_grouped(digits, separator, "")
    decimal_value = Fraction(Decimal(f"{whole}.{rest}"))
    if len(rest) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        return Fraction(int(whole + rest)), decimal_value
    return decimal_value, None


def _read_grouped(whole: str, group: str, decimals: str) -> tuple[Fraction, None] | None:
    first, *others = whole.split(group)
    if (
        not 1 <= len(first) <= 3
        or any(len(part) != 3 for part in others)
        or (not decimals.isdigit() and decimals)
    ):
        return None
    return Fraction(Decimal(f"{first}{''.join(others)}.{decimals or 0}")), None


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
    if low.form not in ("digits", "words", "scale") or high.form not in ("digits", "words", "scale"):
        return None
    between = [token.text for token in tokens[low.after : high.first] if token.text != "%"]
    if between and high.joined and tokens[high.first].kind == "number":
        between.pop()  # the "and" that stands before digits as a token of its own
    before = tokens[low.first - 1] if low.first else None
    if low.form != "words" and low.first and before and before.end == low.start and before.kind == "word":
        before = tokens[low.first - 2] if low.first > 1 else None
    if len(between) == 1 and between[0] in _DASHES:
        return _make_pair(low, high, tokens)
    starts_between = before is not None and before.find_stem(words.between) is not None
    starts_from = before is not None and before.find_stem(words.from_) is not None
    to = len(between) == 1 and between[0] in words.to
    either = len(between) == 1 and between[0] in words.or_
    if not ((starts_between and (to or (not between and high.joined))) or to or either):
        return None
    value = low.value
    if high.scale > 1 and low.scale == 1 and low.value < high.value / high.scale:
        value = to_number(Fraction(low.value) * high.scale)
    return _make_range(replace(low, value=value), high, from_to=starts_from) if value < high.value else None


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


def _make_pair(low: Numeral, high: Numeral, tokens: Sequence[Token]) -> Numeral | None:
    if low.scale > 1 or low.form != "digits" or high.form not in ("digits", "scale"):
        return None
    pair = _make_range(low, high, from_to=False)
    return replace(pair, form="pair")
