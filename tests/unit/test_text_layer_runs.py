"""The arrangement of lines: clusters in, chunks out, no engine."""

from __future__ import annotations

import pytest

from report.weasy._text_codes import LRM, POP, RLM, Chunk
from report.weasy._text_letters import Cluster
from report.weasy._text_runs import arrange

EM = 10.0


def shape(*pieces: str, rtl: bool = True, advance: float = 6.0, space: float = 3.0) -> list[Cluster]:
    """Clusters of a line: each piece one, with a glyph; a piece after "<" stands in a run to the right."""
    clusters: list[Cluster] = []
    start = 0
    for piece in pieces:
        is_foreign, text = piece.startswith("<"), piece.lstrip("<")
        width = space if text == " " else advance
        clusters.append(
            Cluster(text, start, rtl != is_foreign, 0.0, width, ((start + 1, 0.0, 0.0),), "f", EM)
        )
        start += len(text.encode())
    _place(clusters, rtl)
    return clusters


def _place(clusters: list[Cluster], rtl: bool) -> None:
    """Runs after each other in the direction of the line, letters in that of the run."""
    runs: list[list[Cluster]] = []
    for cluster in clusters:
        if runs and runs[-1][0].rtl == cluster.rtl:
            runs[-1].append(cluster)
        else:
            runs.append([cluster])
    x = 0.0
    for run in reversed(runs) if rtl else runs:
        for cluster in reversed(run) if run[0].rtl else run:
            cluster.x = x
            x += cluster.advance


def texts(chunks: list[Chunk]) -> list[str]:
    return ["".join(code.text for code in chunk.codes) for chunk in chunks]


def test_a_line_of_arabic_is_one_chunk_as_it_is_seen() -> None:
    (chunk,) = arrange(shape("ا", "ب", " ", "ت"), rtl=True)
    assert [code.text for code in chunk.codes] == ["ت", " ", "ب", "ا"]
    assert [code.x for code in chunk.codes] == [0.0, 6.0, 9.0, 15.0]


def test_runs_come_in_reading_order() -> None:
    chunks = arrange(shape("ا", "<5", "<6", "ب"), rtl=True)
    assert texts(chunks) == [f"ا{LRM}", f"{RLM}56", "ب"]
    assert [chunk.codes[0].x for chunk in chunks] == [18.0, 6.0, 0.0]


def test_a_bracket_stands_alone_between_marks_of_both_directions() -> None:
    chunks = arrange(shape("ا", "(", "ب", ")"), rtl=True)
    assert texts(chunks)[1::2] == [f"{RLM}({LRM}", f"{RLM}){LRM}"]


def test_a_hyphen_stands_alone() -> None:
    assert texts(arrange(shape("ا", "-", "<7"), rtl=True)) == [f"ا{LRM}", f"{RLM}-", f"{RLM}7"]


def test_spaces_at_a_jump_are_stored_with_the_letter_beside_them() -> None:
    chunks = arrange(shape("ا", " ", "<5", " ", "ب"), rtl=True)
    assert texts(chunks) == [f"{RLM} ا{LRM}", f"{RLM}5", f"ب {RLM}"]


def test_every_character_has_one_code_and_marks_of_direction_draw_nothing() -> None:
    line = shape("ا", "(", "<I", "<L", ")", " ", "ب")
    for chunk in arrange(line, rtl=True):
        for code in chunk.codes:
            kept = code.text.replace(RLM, "").replace(LRM, "").replace(" ", "")
            assert len(kept) <= 1
            assert bool(code.glyphs) == bool(code.text.strip(RLM + LRM))


def test_a_vowel_mark_gets_a_code_without_advance_left_of_its_letter() -> None:
    (chunk,) = arrange(shape("ب", "ت\u064e", "ث"), rtl=True)
    assert [(code.text, code.advance) for code in chunk.codes] == [
        ("ث", 6.0),
        ("\u064e", 0.0),
        ("ت", 6.0),
        ("ب", 6.0),
    ]


def test_a_mark_in_a_cluster_of_its_own_is_drawn_with_its_letter() -> None:
    clusters = shape("ب", "\u064e")
    clusters[1].advance, clusters[1].x, clusters[0].x = 0.0, 0.0, 0.0
    clusters[1].glyphs = ((9, 2.0, 5.0),)
    (chunk,) = arrange(clusters, rtl=True)
    assert [code.glyphs for code in chunk.codes if code.glyphs] == [((1, 0.0, 0.0), (9, 2.0, 5.0))]


def test_a_ligature_shares_its_advance_and_is_drawn_once() -> None:
    (chunk,) = arrange(shape("لا"), rtl=True)
    alef, lam = chunk.codes
    assert (alef.text, alef.x, alef.advance, bool(alef.glyphs)) == ("ا", 0.0, 3.0, True)
    assert (lam.text, lam.x, lam.advance, bool(lam.glyphs)) == ("ل", 3.0, 3.0, False)


def test_a_latin_ligature_is_stored_from_left_to_right() -> None:
    (chunk,) = arrange(shape("fi", rtl=False), rtl=False)
    assert [(code.text, bool(code.glyphs)) for code in chunk.codes] == [("f", True), ("i", False)]


def test_a_wide_space_is_kept_narrow_and_the_glyph_before_it_takes_the_rest() -> None:
    (chunk,) = arrange(shape("ا", " ", "ب", space=9.0), rtl=True)
    assert [(code.text, code.x, code.advance) for code in chunk.codes] == [
        ("ب", 0.0, 12.0),
        (" ", 12.0, 3.0),
        ("ا", 15.0, 6.0),
    ]


def test_a_ligature_before_a_wide_space_is_drawn_by_its_last_code() -> None:
    (chunk,) = arrange(shape("ا", " ", "في", space=9.0), rtl=True)
    yeh, feh = chunk.codes[:2]
    assert (yeh.glyphs, feh.glyphs) == ((), ((4, -3.0, 0.0),))


@pytest.mark.parametrize("unwritten", ["\u00ad", "\u200d", "\u2068", "\u2069", "\u200f", "\u061c", "\u2060"])
def test_what_only_orders_or_joins_is_not_in_the_text(unwritten: str) -> None:
    clusters = shape("ا", unwritten, "ب")
    clusters[1].glyphs, clusters[1].advance = (), 0.0
    (chunk,) = arrange(clusters, rtl=True)
    assert [code.text for code in chunk.codes] == ["ب", "ا"]


def test_arabic_on_a_line_from_left_to_right_ends_with_a_mark_of_the_line() -> None:
    line = shape("a", " ", "<ا", "<ب", " ", "(", "5", ")", rtl=False)
    assert texts(arrange(line, rtl=False)) == ["a ", f"با{LRM}", " (5)"]


def test_arabic_words_on_a_line_from_left_to_right_are_stored_as_they_are_read() -> None:
    line = shape("a", " ", "<ا", "<ب", "< ", "<ت", "<.", " ", "b", rtl=False)
    plain, arabic, end = arrange(line, rtl=False)
    assert texts([plain, end]) == ["a ", " b"]
    assert [code.text for code in arabic.codes] == [
        "ب", "ا", f"{POP} ", "ت", f"{POP}.", f"{LRM}{POP}{LRM}{POP}{LRM}",
    ]  # fmt: skip
    assert [code.x for code in arabic.codes[:-1]] == [24.0, 30.0, 21.0, 15.0, 9.0]


@pytest.mark.parametrize("word", ["(", "ت\u064e"])
def test_brackets_and_vowel_marks_leave_the_words_as_they_are_seen(word: str) -> None:
    (_plain, arabic, _end) = arrange(shape("a", " ", "<ا", "< ", f"<{word}", " ", "b", rtl=False), rtl=False)
    assert [code.text for code in arabic.codes][-3:] == [" ", "ا", LRM]


@pytest.mark.parametrize("line", [("a", " ", "5", ")"), ("a", " ", "<ا")])
def test_a_line_from_left_to_right_has_no_other_marks(line: tuple[str, ...]) -> None:
    chunks = arrange(shape(*line, rtl=False), rtl=False)
    assert all(code.text not in (RLM, LRM) for chunk in chunks for code in chunk.codes)


def test_codes_of_a_chunk_leave_no_hole() -> None:
    for chunk in arrange(shape("ا", " ", "(", "<I", "<L", ")", "-", "ب", ".", " ", "ت"), rtl=True):
        for code, following in zip(chunk.codes, chunk.codes[1:], strict=False):
            assert code.x + code.advance == pytest.approx(following.x)


def test_another_font_begins_another_chunk() -> None:
    clusters = shape("ا", "ب")
    clusters[0].font = "other"
    assert [chunk.font for chunk in arrange(clusters, rtl=True)] == ["other", "f"]


@pytest.mark.parametrize("sign", ["<5", "."])
def test_a_lone_sign_at_the_end_of_a_line_stands_beside_its_mark(sign: str) -> None:
    """PDFium takes no direction from a chunk that begins and ends at one place."""
    last = arrange(shape("ا", "(", sign), rtl=True)[-1]
    assert [(code.text, code.x, code.advance) for code in last.codes] == [
        (RLM, pytest.approx(-0.1), pytest.approx(0.1)),
        (sign[-1], 0.0, 6.0),
    ]
