"""The laws of typographic changes: no letter, no word of a quotation, and back again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.arabic.punctuation import RULES, Conventions, Rule, apply_edits, find_edits
from report.arabic.quotations import find_quotations
from report.document import (
    Document,
    Hints,
    Inline,
    Reading,
    Source,
    Span,
    iterate_texts,
    read_inlines,
)
from report.errors import ReportError
from report.readers import read
from report.resources import read_lexicon_toml
from report.typography import find_changes
from tests.property.strategies import MARKUP, TEXT_MARKUP, any_text, soup

LAWS = settings(derandomize=True, database=None, max_examples=150, deadline=None)
ALL: tuple[Rule, ...] = tuple(RULES)

_TABLE = read_lexicon_toml("punctuation.toml")
LANGUAGES = {
    tag: Conventions(
        direction="ltr" if tag == "en" else "rtl", marks=table["marks"], quotes=tuple(table["quotes"])
    )
    for tag, table in _TABLE.items()
}

PIECES = (
    "قال", "كازاخستان", "مُحَمَّد", "آي إل-76", "لـ", "و", "ب", "IL-76", "How are you", "https://e.org/a?b=c,d",
    "a@b.org", "2500", "1,234.5", "10:30", "2019-2021", "٣", "۴", ".com", "5", '"', '"', "“", "”", "«", "»",
    "(", ")", "[", "]", ",", ",", ";", "?", "؟", "،", "؛", ".", "..", "…", ":", "!", "-", "-", "–",
    " ", " ", " ", " ", " ", "  ", "   ", "\u00a0", "\n", "\ufffc",
)  # fmt: skip


def prose() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def texts() -> st.SearchStrategy[str]:
    return st.one_of(prose(), prose(), soup(TEXT_MARKUP), any_text())


def change(text: str, language: str = "ar", rules: tuple[Rule, ...] = ALL) -> str:
    joints = [match.start() for match in re.finditer(r"(?<=\d) (?= *\w)", text)]
    return apply_edits(text, find_edits(text, rules, LANGUAGES[language], joints=joints))


def list_letters(text: str) -> list[str]:
    return [character for character in text if unicodedata.category(character)[0] in "LMN"]


@pytest.mark.parametrize("language", LANGUAGES)
@LAWS
@given(text=texts())
def test_a_second_time_changes_nothing(language: str, text: str) -> None:
    once = change(text, language)
    assert change(once, language) == once


@pytest.mark.parametrize("language", LANGUAGES)
@LAWS
@given(text=texts())
def test_letters_marks_and_digits_stay(language: str, text: str) -> None:
    assert list_letters(change(text, language)) == list_letters(text)


@LAWS
@given(text=texts())
def test_in_a_quotation_only_quotation_marks_change(text: str) -> None:
    edits = {edit.index: edit for edit in find_edits(text, ALL, LANGUAGES["ar"])}
    for start, end in find_quotations(text).words:
        inside = [edits[index] for index in range(start, end) if index in edits]
        assert {edit.rule for edit in inside} <= {"quotation-marks"}


@LAWS
@given(text=texts(), rules=st.sets(st.sampled_from(ALL)))
def test_rules_that_are_left_out_do_nothing(text: str, rules: set[Rule]) -> None:
    edits = find_edits(text, rules, LANGUAGES["ar"])
    assert {edit.rule for edit in edits} <= rules


@LAWS
@given(text=texts())
def test_edits_backwards_give_the_text_back(text: str) -> None:
    edits = find_edits(text, ALL, LANGUAGES["ar"])
    shown = list(text)
    for edit in edits:
        assert shown[edit.index] == edit.before != edit.after
        shown[edit.index] = edit.after
    for edit in reversed(edits):
        shown[edit.index] = edit.before
    assert "".join(shown) == text


@LAWS
@given(text=texts(), fixed=st.sets(st.integers(0, 40)))
def test_fixed_characters_are_not_touched(text: str, fixed: set[int]) -> None:
    edits = find_edits(text, ALL, LANGUAGES["ar"], fixed=fixed)
    assert not {edit.index for edit in edits} & fixed


def restore(document: Document) -> tuple[Reading, Reading]:
    """The texts of a document as the reader made them, and out of the changed ones."""
    log = find_changes(document)
    texts = list(_list_texts(document))
    shown = {(span, text) for inlines in texts for span, text in _list_pieces(log.apply(inlines))}
    places = {change.span: change.after for change in log.changes}
    assert {(span, after) for span, after in places.items() if after} <= shown
    plain = sorted(
        {
            (span, character)
            for reading in map(read_inlines, texts)
            for span, character in zip(reading.spans, reading.text, strict=True)
        }
    )
    before = Reading(text="".join(text for _, text in plain), spans=tuple(span for span, _ in plain))
    return before, log.undo(read_inlines(log.apply(inlines)) for inlines in texts)


def _list_pieces(inlines: tuple[Inline, ...]) -> Iterator[tuple[Span, str]]:
    reading = read_inlines(inlines)
    for span, group in groupby(zip(reading.spans, reading.text, strict=True), key=lambda pair: pair[0]):
        yield span, "".join(character for _, character in group)


def _list_texts(document: Document) -> Iterator[tuple[Inline, ...]]:
    for field in (document.title, document.credit, document.attribution, document.author, document.licence):
        if field:
            yield (field,)
    yield from iterate_texts(document)


def is_simple(document: Document) -> bool:
    """Whether each character has a place of its own, so that a set of them is the text."""
    spans = [span for inlines in _list_texts(document) for span in read_inlines(inlines).spans]
    return len(spans) == len(set(spans))


@pytest.mark.parametrize("suffix", [".md", ".txt"])
@LAWS
@given(text=st.one_of(soup(MARKUP + PIECES), soup(TEXT_MARKUP + PIECES)))
def test_undoing_the_log_gives_the_source_back(suffix: str, text: str) -> None:
    try:
        document = read(Source.from_text(text, path=f"a{suffix}"), Hints())
    except ReportError:
        return
    if is_simple(document):
        before, undone = restore(document)
        assert undone == before
        for character, span in zip(undone.text, undone.spans, strict=True):
            written = document.source[span]
            assert written == character or len(written) > 1 or written.isspace()


@pytest.mark.parametrize("piece", [" ", '"', "« ", "-", "، ", " ,", "ب -", "( ", "ب.", "1"])
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    """A minute each if the time grew with the square of the length."""
    change(f"ب{piece * 15_000}ب")
