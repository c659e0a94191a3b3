"""Laws of folding: it is stable, it maps back to whole graphemes, and marks make no difference to it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from report.arabic.fold import fold, fold_text

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئٱپچکگیہ"
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0670\u0640\u200c\u200d"
_CONTROLS = "\u200e\u200f\u061c\u202a\u202c\u2066\u2069\ufeff"
_OTHERS = '0123٤٥٦۷۸۹ \u00a0\n،؛؟.,%٪٫٬abcXYZ-()"«»\ufefb\ufedb\ufe70\ufe77\ufdf2'
TEXTS = st.text(alphabet=_LETTERS + _MARKS + _CONTROLS + _OTHERS, max_size=60)


@given(TEXTS | st.text(max_size=60))
def test_every_folded_character_stands_for_original_ones_in_their_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(TEXTS)
def test_folding_is_stable(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(TEXTS, st.data())
def test_a_match_maps_back_to_whole_graphemes_that_say_the_same(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.span(start, end)
    assert folded.text[start:end] in fold_text(text[first:last])
    after = text[last : last + 1]
    assert not after or unicodedata.category(after) not in ("Mn", "Me")


@given(
    st.lists(st.tuples(st.sampled_from(_LETTERS + " 12"), st.text(alphabet=_MARKS + _CONTROLS, max_size=3)))
)
def test_marks_and_controls_make_no_difference(pairs: list[tuple[str, str]]) -> None:
    plain = "".join(letter for letter, _ in pairs)
    marked = "".join(letter + marks.replace("\u0654", "") for letter, marks in pairs)
    assert fold_text(marked) == fold_text(plain)


@given(TEXTS, TEXTS)
def test_a_text_is_folded_character_by_character(one: str, other: str) -> None:
    """But for a mark at a seam, which belongs to the letter before it."""
    whole = fold_text(one + "|" + other)
    assert whole.startswith(fold_text(one) + "|")
