"""Numbers with what they count: value, hedge, unit, noun phrase, each with the words it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from report.arabic.fold import fold_text
from report.arabic.numerals import Number, Numeral
from report.arabic.tokens import ARTICLE, carries_article, is_definite, split_tokens
from report.document import Span
from report.grammar._claims import is_claimed
from report.grammar._hedges import Hedge, find_hedge
from report.grammar._lexicon import context, nouns
from report.grammar._passages import Passage, numeral_words, remembered
from report.grammar._phrases import find_partitive, find_phrase
from report.grammar._units import Unit, find_dual_unit, find_unit

QuantityKind = Literal["count", "money", "percent", "measure", "ordinal", "fraction", "vague", "score"]
Place = tuple[int, int]

_CONTEXT = 12  # tokens that are looked at for a game or a change
_NUMBER_OF = 8
_HIGHEST_SCORE = 200
_THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")  # ISO 4217: minor unit 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A value and the stretches of the source that say it."""

    value: str | Number | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of things. `start` to `end` in `passage.text` is all that is said of it, the hedge included.

    `value` is None for "hundreds", text for a score. `place` is the numeral's.
    """

    passage: Passage
    rule: str
    start: int
    end: int
    place: Place
    kind: QuantityKind
    value: Quoted
    unit: Quoted | None
    modifier: Quoted
    counted: Quoted | None = None
    counted_place: Place | None = None
    value_max: Quoted | None = None


@remembered
def find_quantities(passage: Passage) -> tuple[Quantity, ...]:
    """Every quantity of the passage that no other grammar claims, in order."""
    if passage.kind in ("credit", "attribution"):
        return ()
    reader = _Reader(passage)
    found = [*reader.read_numerals(), *reader.read_words()]
    return tuple(sorted(found, key=lambda quantity: quantity.place))


def is_dual(text: str) -> bool:
    """Whether `text` is a noun in the dual."""
    tokens = split_tokens(fold_text(text))
    return len(tokens) == 1 and bool(tokens[0].find_stem(nouns().duals) or find_dual_unit(tokens[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What is known of a numeral before its hedge is sought."""

    rule: str
    kind: QuantityKind
    unit: str | None
    unit_place: Place
    value: str | Number | None
    end: int
    """The token after what is counted."""
    counted: tuple[Passage, Place] | None = None
    unit_passage: Passage | None = None


class _Reader:
    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.taken = {i for numeral in passage.numerals for i in range(numeral.first, numeral.after)}

    def read_numerals(self) -> Iterator[Quantity]:
        for numeral in self.passage.numerals:
            if is_claimed(self.passage, numeral.start, numeral.end):
                continue
            if numeral.from_to and self._has_before(numeral, context().change):
                high = self._draft(numeral.parts[1])
                for part in numeral.parts:
                    yield from self._finish(part, self._draft(part, like=high))
            else:
                yield from self._finish(numeral, self._draft(numeral))

    def read_words(self) -> Iterator[Quantity]:
        """Quantities without a numeral: the dual of a noun, and "hundreds of …"."""
        for i, token in enumerate(self.tokens):
            if token.kind != "word" or i in self.taken or is_claimed(self.passage, token.start, token.end):
                continue
            yield from self._read_dual(i)
            yield from self._read_vague(i)

    # One numeral.

    def _draft(self, numeral: Numeral, like: _Draft | None = None) -> _Draft | None:
        """What `numeral` counts; `like` is what the number beside it counts, if this one does not say."""
        if numeral.form == "ordinal":
            return self._draft_ordinal(numeral)
        if numeral.form == "pair" and self._has_near(numeral, context().sport):
            return self._draft_score(numeral)
        if numeral.form == "pair" and not self._is_range(numeral):
            return None
        unit = find_unit(self.passage, numeral)
        if unit:
            return None if unit.kind == "time" else self._draft_unit(numeral, unit)
        if numeral.form == "fraction":
            return self._draft_fraction(numeral)
        return self._draft_count(numeral) or self._draft_like(numeral, like)

    def _draft_ordinal(self, numeral: Numeral) -> _Draft | None:
        before = self._before(numeral)
        stem = self.tokens[before].find_stem(nouns().ordinal) if before >= 0 else None
        if stem is None or self.tokens[before].text == stem:
            return None
        token = self.tokens[before]
        if token.text.endswith(ARTICLE + stem):
            stem = ARTICLE + stem
        return _Draft(
            rule="num.ordinal",
            kind="ordinal",
            unit="ordinal",
            unit_place=(numeral.start, numeral.end),
            value=numeral.value,
            end=numeral.after,
            counted=(self.passage, (token.end - len(stem), token.end)),
        )

    def _draft_score(self, numeral: Numeral) -> _Draft | None:
        low, high = numeral.value, numeral.value_max or 0
        if not all(isinstance(end, int) and end <= _HIGHEST_SCORE for end in (low, high)):
            return None
        return _Draft(
            rule="num.score",
            kind="score",
            unit="score",
            unit_place=(numeral.start, numeral.end),
            value=f"{low}-{high}",
            end=numeral.after,
        )

    def _draft_unit(self, numeral: Numeral, unit: Unit) -> _Draft:
        kind: QuantityKind = (
            "money" if unit.kind == "money" else "percent" if unit.kind == "percent" else "measure"
        )
        of = find_partitive(self.tokens, unit.end) if kind != "money" else None
        counted = None
        if of:
            counted = (self.passage, (self.tokens[unit.end + 1].start, self.tokens[of - 1].end))
        return _Draft(
            rule=self._choose_rule(numeral, f"num.{kind}"),
            kind=kind,
            unit=unit.name or None,
            unit_place=unit.place,
            value=_choose_reading(numeral, unit),
            end=of or max(unit.end, numeral.after),
            counted=counted,
        )

    def _draft_fraction(self, numeral: Numeral) -> _Draft | None:
        i = numeral.after
        if numeral.definite:
            return None
        end = find_partitive(self.tokens, i)
        first = i + 1 if end else i
        end = end or find_phrase(self.tokens, i, definite=True)
        if end is None:
            return None
        place = (self.tokens[first].start, self.tokens[end - 1].end)
        return _Draft(
            rule="num.fraction",
            kind="fraction",
            unit="fraction",
            unit_place=(numeral.start, numeral.end),
            value=numeral.value,
            end=end,
            counted=(self.passage, place),
        )

    def _draft_count(self, numeral: Numeral) -> _Draft | None:
        if numeral.form == "words" and numeral.value == 1:
            return self._draft_single(numeral)
        return (
            self._draft_noun_after(numeral)
            or self._draft_noun_before(numeral)
            or self._draft_number_of(numeral)
            or self._draft_cell(numeral)
        )

    def _draft_noun_after(self, numeral: Numeral) -> _Draft | None:
        i = numeral.after
        end = None
        if not (numeral.form == "words" and numeral.value == 2):
            end = find_phrase(self.tokens, i)
        if end and numeral.value in (100, 1000, 1_000_000) and numeral.form != "digits":
            word = self.tokens[i].text
            if numeral.after == numeral.first + 1 and word.endswith("ا"):
                return None  # "composed books", not "a thousand books"
        first = i
        if end is None:
            end, first = find_partitive(self.tokens, i), i + 1
        if end is None:
            return None
        rule = {"scale": "num.scale", "words": "num.words"}.get(numeral.form, "num.digits")
        return self._count(numeral, rule, first, end)

    def _draft_single(self, numeral: Numeral) -> _Draft | None:
        """One, said after its noun."""
        before = self._before(numeral)
        stem = self.tokens[before].find_stem(nouns().singulars) if before >= 0 else None
        if stem is None or stem in nouns().ordinal or numeral.definite:
            return None
        return self._count(numeral, "num.words", before, before + 1, end=numeral.after, stem=stem)

    def _draft_noun_before(self, numeral: Numeral) -> _Draft | None:
        """ "The five countries", "the 19th round"."""
        before = self._before(numeral)
        if not numeral.definite or before < 0 or numeral.form == "range":
            return None
        token = self.tokens[before]
        if token.kind != "word" or not is_definite(token.text):
            return None
        ordinal = token.find_stem(nouns().ordinal)
        if ordinal:
            return self._draft_ordinal(numeral)
        stem = token.find_stem(nouns().plurals)
        if stem is None:
            return None
        return self._count(
            numeral, "num.after-noun", before, before + 1, end=numeral.after, stem=ARTICLE + stem
        )

    def _draft_number_of(self, numeral: Numeral) -> _Draft | None:
        """ "The number of the dead rose to 15"."""
        i = self._before(numeral)
        hedge = find_hedge(self.tokens, numeral, numeral.after)
        if hedge and hedge.first is not None:
            i = hedge.first - 1
        if i < 0 or self.tokens[i].find_stem(context().says) is None:
            i += 1 if i >= 0 and self.tokens[i].kind == "word" else 0
        limit = max(-1, i - _NUMBER_OF)
        for k in range(i - 1, limit, -1):
            if self.tokens[k].kind != "word" or k in self.taken:
                return None
            if self.tokens[k].find_stem(context().number_of):
                end = find_phrase(self.tokens, k + 1, definite=True)
                return self._count(numeral, "num.number-of", k + 1, end, end=numeral.after) if end else None
        return None

    def _draft_cell(self, numeral: Numeral) -> _Draft | None:
        """A number that fills a table cell counts what the first cell of its row names."""
        row = self.passage.row
        if self.passage.kind != "cell" or row is None:
            return None
        others = [i for i in range(len(self.tokens)) if not numeral.first <= i < numeral.after]
        column = self.passage.column
        if (
            others
            or column is None
            or not any(token.find_stem(context().number_of) for token in column.tokens)
        ):
            return None
        whole = (row.tokens[0].start, row.tokens[-1].end)
        return _Draft(
            rule="num.cell",
            kind="count",
            unit="count",
            unit_place=whole,
            unit_passage=row,
            value=numeral.value,
            end=numeral.after,
            counted=(row, whole),
        )

    def _draft_like(self, numeral: Numeral, like: _Draft | None) -> _Draft | None:
        """The first of two numbers, which leaves the unit to the second."""
        if like is None or like.kind not in ("count", "money", "percent", "measure"):
            return None
        return _Draft(
            rule=like.rule,
            kind=like.kind,
            unit=like.unit,
            unit_place=like.unit_place,
            value=numeral.value,
            end=numeral.after,
            counted=like.counted,
        )

    def _count(
        self,
        numeral: Numeral,
        rule: str,
        first: int,
        after: int,
        *,
        end: int | None = None,
        stem: str | None = None,
    ) -> _Draft:
        """A count of the phrase that the tokens `first` to `after` are; `stem` cuts a clitic off its head."""
        head = self.tokens[first]
        start = head.end - len(stem) if stem else head.start
        unit = "times" if head.find_stem(nouns().times) else "count"
        return _Draft(
            rule=self._choose_rule(numeral, rule),
            kind="count",
            unit=unit,
            unit_place=(start, head.end),
            value=numeral.value,
            end=end or after,
            counted=(self.passage, (start, self.tokens[after - 1].end)),
        )

    def _choose_rule(self, numeral: Numeral, rule: str) -> str:
        return "num.range" if numeral.form in ("range", "pair") else rule

    # Without a numeral.

    def _read_dual(self, i: int) -> Iterator[Quantity]:
        token = self.tokens[i]
        unit = find_dual_unit(token)
        stem = unit.stem if unit else token.find_stem(nouns().duals)
        if stem is None or carries_article(token.text, stem):
            return
        place = (token.end - len(stem), token.end)
        if unit:
            kind: QuantityKind = "money" if unit.kind == "money" else "measure"
            draft = _Draft(
                rule="num.dual", kind=kind, unit=unit.name or None, unit_place=place, value=2, end=i + 1
            )
        else:
            name = "times" if nouns().duals[stem] in nouns().times else "count"
            draft = _Draft(
                rule="num.dual",
                kind="count",
                unit=name,
                unit_place=place,
                value=2,
                end=i + 1,
                counted=(self.passage, place),
            )
        yield from self._make(place, draft, find_hedge(self.tokens, i, i + 1), None)

    def _read_vague(self, i: int) -> Iterator[Quantity]:
        token = self.tokens[i]
        words = numeral_words()
        stem = token.find_stem(words.vague)
        if stem is None or carries_article(token.text, stem):
            return
        after = i + 1
        if after < len(self.tokens) and self.tokens[after].text.removeprefix(ARTICLE) in words.scale_many:
            after += 1
        place = (token.end - len(stem), self.tokens[after - 1].end)
        unit = find_unit(self.passage, after)
        if unit:
            if unit.kind == "time":
                return
            draft = _Draft(
                rule="num.vague",
                kind="vague",
                unit=unit.name or None,
                unit_place=unit.place,
                value=None,
                end=unit.end,
            )
        else:
            end = find_partitive(self.tokens, after)
            first = after + 1 if end else after
            end = end or find_phrase(self.tokens, after, definite=True)
            if end is None:
                return
            counted = (self.tokens[first].start, self.tokens[end - 1].end)
            head = (self.tokens[first].start, self.tokens[first].end)
            draft = _Draft(
                rule="num.vague",
                kind="vague",
                unit="count",
                unit_place=head,
                value=None,
                end=end,
                counted=(self.passage, counted),
            )
        yield from self._make(place, draft, Hedge(code="vague", place=place), None)

    # Putting it together.

    def _finish(self, numeral: Numeral, draft: _Draft | None) -> Iterator[Quantity]:
        if draft:
            hedge = find_hedge(self.tokens, numeral, draft.end)
            yield from self._make((numeral.start, numeral.end), draft, hedge, numeral)

    def _make(
        self, place: Place, draft: _Draft, hedge: Hedge | None, numeral: Numeral | None
    ) -> Iterator[Quantity]:
        passage = self.passage
        is_range = numeral is not None and numeral.form in ("range", "pair") and draft.kind != "score"
        value_place = (numeral.parts[0].start, numeral.parts[0].end) if numeral and is_range else place
        code, hedge_place = ("range", place) if is_range else ("exact", place)
        if hedge:
            code, hedge_place = hedge.code, hedge.place
        cited = [place, draft.unit_place] if draft.unit_passage is None else [place]
        if draft.counted and draft.counted[0] is passage:
            cited.append(draft.counted[1])
        kind_spans = (draft.unit_passage or passage).source_spans(*draft.unit_place)
        value_max = None
        if is_range and numeral:
            high = numeral.parts[1]
            value_max = Quoted(value=numeral.value_max, spans=passage.source_spans(high.start, high.end))
        yield Quantity(
            passage=passage,
            rule=draft.rule,
            start=min(start for start, _ in [*cited, hedge_place]),
            end=max(end for _, end in [*cited, hedge_place]),
            place=place,
            kind=draft.kind,
            value=Quoted(value=draft.value, spans=passage.source_spans(*value_place)),
            unit=Quoted(value=draft.unit, spans=kind_spans) if draft.unit else None,
            modifier=Quoted(value=code, spans=passage.source_spans(*hedge_place)),
            counted=_quote(draft.counted),
            counted_place=draft.counted[1] if draft.counted and draft.counted[0] is passage else None,
            value_max=value_max,
        )

    # Looking around.

    def _before(self, numeral: Numeral) -> int:
        """The index of the token before the numeral and what is written together with it; -1 for none."""
        i = numeral.first - 1
        if (
            i >= 0
            and self.tokens[i].end == self.tokens[numeral.first].start
            and self.tokens[i].kind == "word"
        ):
            i -= 1
        return i

    def _has_before(self, numeral: Numeral, words: frozenset[str]) -> bool:
        return self._has(range(max(0, numeral.first - _CONTEXT), numeral.first), words)

    def _has_near(self, numeral: Numeral, words: frozenset[str]) -> bool:
        first, last = max(0, numeral.first - _CONTEXT), min(len(self.tokens), numeral.after + _CONTEXT)
        return self._has(range(first, last), words)

    def _has(self, indexes: Iterable[int], words: frozenset[str]) -> bool:
        return any(self.tokens[i].find_stem(words) for i in indexes)

    def _is_range(self, numeral: Numeral) -> bool:
        """Whether a pair with a dash is a range: it rises, and no letter or other dash is tied to it."""
        before = self.tokens[numeral.first - 1] if numeral.first else None
        after = self.tokens[numeral.after] if numeral.after < len(self.tokens) else None
        tied = (before is not None and before.end == numeral.start and before.kind != "mark") or (
            after is not None and after.start == numeral.end and after.text in "-–/:"
        )
        return not tied and numeral.value_max is not None and numeral.value < numeral.value_max


def _quote(counted: tuple[Passage, Place] | None) -> Quoted | None:
    if counted is None:
        return None
    passage, place = counted
    return Quoted(value=passage.surface(*place), spans=passage.source_spans(*place))


def _choose_reading(numeral: Numeral, unit: Unit) -> Number:
    """Whether a separator before three digits groups thousands or begins decimals."""
    if numeral.other is not None and (unit.kind == "percent" or unit.name in _THREE_DECIMALS):
        return numeral.other
    return numeral.value
