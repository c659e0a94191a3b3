"""Quantities that no numeral says: the dual of a noun, and tens, hundreds or a few of something."""

from __future__ import annotations

from report.arabic.tokens import ARTICLE, carries_article
from report.grammar._additions import add_parts
from report.grammar._drafts import Draft, Kind, Place
from report.grammar._lexicon import nouns
from report.grammar._passages import Passage, numeral_words
from report.grammar._phrases import find_partitive, find_phrase
from report.grammar._units import find_dual_unit, find_unit


def draft_dual(passage: Passage, i: int) -> Draft | None:
    """The dual at token `i` of a unit or of a noun that is counted, which says 2."""
    token = passage.tokens[i]
    unit = find_dual_unit(token)
    stem = unit.stem if unit else token.find_stem(nouns().duals)
    if stem is None or carries_article(token.text, stem):
        return None
    place = token.end - len(stem), token.end
    kind: Kind = "count"
    if unit:
        kind = "money" if unit.kind == "money" else "measure"
    name = unit.name or None if unit else "times" if nouns().duals[stem] in nouns().times else "count"
    takes_parts = unit is not None or name == "times"
    value, end = add_parts(passage, 2, 1, i + 1, unit) if takes_parts else (2, i + 1)
    return Draft(
        rule="num.dual",
        kind=kind,
        unit=name,
        unit_place=place,
        value=value,
        place=(place[0], passage.tokens[end - 1].end),
        end=end,
        counted=None if unit else (passage, place),
    )


def draft_vague(passage: Passage, i: int) -> Draft | None:
    """ "Hundreds", "tens of thousands", "a few" at token `i`, with what there are so many of."""
    token, words = passage.tokens[i], numeral_words()
    if token.find_stem(words.few):
        return _draft_few(passage, i)
    stem = token.find_stem(words.vague)
    if stem is None or carries_article(token.text, stem):
        return None
    after = i + 1
    is_double = after < len(passage.tokens) and (
        passage.tokens[after].text.removeprefix(ARTICLE) in words.scale_many
    )
    after += is_double
    place = token.end - len(stem), passage.tokens[after - 1].end
    unit = find_unit(passage, after)
    if unit:
        return (
            None
            if unit.kind == "time"
            else _make(place, unit.name or None, unit.place, unit.end, None, passage)
        )
    end = find_partitive(passage.tokens, after)
    first = after + 1 if end else after
    end = end or find_phrase(passage.tokens, after, definite=True)
    if end:
        return _make_counted(passage, place, first, end)
    return _make(place, "count", place, after, None, passage) if is_double else None


def _draft_few(passage: Passage, i: int) -> Draft | None:
    end = find_phrase(passage.tokens, i + 1)
    unit = find_unit(passage, i + 1)
    if end is None or (unit and unit.kind == "time"):
        return None
    token = passage.tokens[i]
    stem = token.find_stem(numeral_words().few) or token.text
    return _make_counted(passage, (token.end - len(stem), token.end), i + 1, end)


def _make_counted(passage: Passage, place: Place, first: int, end: int) -> Draft:
    head = passage.tokens[first]
    counted = head.start, passage.tokens[end - 1].end
    return _make(place, "count", (head.start, head.end), end, counted, passage)


def _make(
    place: Place, unit: str | None, unit_place: Place, end: int, counted: Place | None, passage: Passage
) -> Draft:
    return Draft(
        rule="num.vague",
        kind="vague",
        unit=unit,
        unit_place=unit_place,
        value=None,
        place=place,
        end=end,
        counted=(passage, counted) if counted else None,
    )
