"""Numbers with what they count: value, hedge, unit, noun phrase, each with the words it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from report.arabic.fold import fold_text
from report.arabic.numerals import Number, Numeral
from report.arabic.tokens import split_tokens
from report.document import Span
from report.grammar._claims import is_claimed
from report.grammar._counting import draft_numeral
from report.grammar._drafts import Draft, Kind, Place, has_before
from report.grammar._hedges import Hedge, find_hedge
from report.grammar._lexicon import context, nouns
from report.grammar._passages import Passage, remembered
from report.grammar._units import find_dual_unit
from report.grammar._wordings import draft_dual, draft_vague


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A value and the stretches of the source that say it."""

    value: str | Number | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number of things; `start` to `end` in `passage.text` is all that is said of it, the hedge included.

    `value` is None for "hundreds", text for a score. `place` is the number's, `counted_place` what it counts
    in the same passage.
    """

    passage: Passage
    rule: str
    start: int
    end: int
    place: Place
    kind: Kind
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
    return tuple(_read_quantities(passage))


def is_dual(text: str) -> bool:
    """Whether `text` is a noun in the dual."""
    tokens = split_tokens(fold_text(text))
    return len(tokens) == 1 and bool(tokens[0].find_stem(nouns().duals) or find_dual_unit(tokens[0]))


def _read_quantities(passage: Passage) -> Iterator[Quantity]:
    until = 0  # the token up to which the last quantity reaches: "in the hundred" is no hundred
    for i in range(len(passage.tokens)):
        if i < until:
            continue
        numeral = passage.numeral_at(i)
        found = _read_numeral(passage, numeral) if numeral else _read_word(passage, i)
        for draft, hedge, read in found:
            until = max(until, draft.end)
            yield _make(passage, draft, hedge, read)
        until = max(until, numeral.after if numeral else 0)


_Found = Iterator[tuple[Draft, Hedge | None, Numeral | None]]


def _read_numeral(passage: Passage, numeral: Numeral) -> _Found:
    if is_claimed(passage, numeral.start, numeral.end):
        return
    is_change = numeral.from_to and (
        has_before(passage, numeral, context().change) or numeral.value > (numeral.value_max or 0)
    )
    if is_change:
        high = draft_numeral(passage, numeral.parts[1])
        drafts = [(part, draft_numeral(passage, part, like=high)) for part in numeral.parts]
    else:
        drafts = [(numeral, draft_numeral(passage, numeral))]
    for part, draft in drafts:
        if draft:
            yield draft, find_hedge(passage.tokens, part.first, draft.end), part


def _read_word(passage: Passage, i: int) -> _Found:
    """A quantity without a numeral: "hundreds of …", the dual of a noun."""
    token = passage.tokens[i]
    if token.kind != "word" or is_claimed(passage, token.start, token.end):
        return
    vague = draft_vague(passage, i)
    if vague:
        yield vague, Hedge(code="vague", place=vague.place), None
        return
    dual = draft_dual(passage, i)
    if dual:
        yield dual, find_hedge(passage.tokens, i, dual.end), None


def _make(passage: Passage, draft: Draft, hedge: Hedge | None, numeral: Numeral | None) -> Quantity:
    """The quantity that `draft` says, every cell with its words."""
    is_range = numeral is not None and numeral.form in ("range", "pair") and draft.kind != "score"
    code, said = ("range", [draft.place]) if is_range else ("exact", [draft.place])
    if hedge:
        code, said = hedge.code, [hedge.place, draft.place] if is_range else [hedge.place]
    value_place, value_max = draft.place, None
    if numeral and is_range:
        low, high = numeral.parts
        value_place = low.start, low.end
        value_max = Quoted(value=numeral.value_max, spans=passage.source_spans(high.start, high.end))
    unit_spans = (draft.unit_passage or passage).source_spans(*draft.unit_place)
    unit_spans = tuple(sorted({*unit_spans, *draft.elsewhere}))
    counted_place = draft.counted[1] if draft.counted and draft.counted[0] is passage else None
    places = [draft.place, *said]
    if draft.unit_passage is None:
        places.append(draft.unit_place)
    if counted_place:
        places.append(counted_place)
    return Quantity(
        passage=passage,
        rule=draft.rule,
        start=min(start for start, _ in places),
        end=max(end for _, end in places),
        place=draft.place,
        kind=draft.kind,
        value=Quoted(value=draft.value, spans=passage.source_spans(*value_place)),
        unit=Quoted(value=draft.unit, spans=unit_spans) if draft.unit else None,
        modifier=Quoted(
            value=code, spans=tuple(span for place in sorted(said) for span in passage.source_spans(*place))
        ),
        counted=_quote(draft.counted),
        counted_place=counted_place,
        value_max=value_max,
    )


def _quote(counted: tuple[Passage, Place] | None) -> Quoted | None:
    if counted is None:
        return None
    passage, place = counted
    return Quoted(value=passage.surface(*place), spans=passage.source_spans(*place))
