from __future__ import annotations

import io
import sys
import unicodedata

import pytest

from report.arabic.terminal import for_terminal
from report.cli._terminal import Terminal
from report.errors import Location, SourceError

FSI, LRI, RLI, PDI, RLM, LRM, ALM = "\u2068", "\u2066", "\u2067", "\u2069", "\u200f", "\u200e", "\u061c"


def read_cells(text: str) -> str:
    """The letters behind the joined forms, in the order of the cells from the left."""
    return unicodedata.normalize("NFKC", for_terminal(text))


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("سلام", "\ufee1\ufefc\ufeb3"),  # final meem, final lam-alef, initial seen
        ("درر", "\ufead\ufead\ufea9"),  # letters that join on one side, all isolated
        ("الله", "\ufeea\ufee0\ufedf\ufe8d"),  # letter by letter, not U+FDF2
        ("الـ19", "19\u0640\ufedf\ufe8d"),  # the author's tatweel stays
        ("ه\u200d", "\u0640\ufeeb"),  # a joiner joins
        ("ه\u200dلا", "\ufefc\u0640\ufeeb"),
        ("می\u200cخ", "\ufea5\ufbfd\ufee3"),  # a non-joiner parts, and is gone
    ],
)
def test_letters_are_joined(text: str, joined: str) -> None:
    assert for_terminal(text) == joined


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("من طراز IL-76 اليوم", "مويلا IL-76 زارط نم"),
        ("في 2022 و٣٤", "٣٤و 2022 يف"),
        ("13 يناير", "رياني 13"),
        # The two lines that set python-bidi's entry points apart.
        ("الأمن (IL-76) 12%", "12% (IL-76) نملأا"),
        ("قال «آي إل-76» (IL-76)", "(IL-76) «76-لإ يآ» لاق"),
        ("[باب] {x} <دار>", "<راد> {x} [باب]"),
        ("(((ب", "ب)))"),
        ("a (باب) b", "a (باب) b"),
        ("(a) ب (c)", "(a) ب (c)"),
    ],
)
def test_runs_brackets_and_numbers_have_their_order(text: str, cells: str) -> None:
    assert read_cells(text) == cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("باب: error", "error :باب"),
        ("error: باب", "error: باب"),
        ("a.md:3: خطأ في (b)", "a.md:3: يف أطخ (b)"),
        ("70 طائرة IL", "IL ةرئاط 70"),
        (f"{FSI}IL-76{PDI} هنا.", ".انه IL-76"),  # an isolate does not decide (rule P2)
        (f"{RLM}IL-76 هنا.", ".انه IL-76"),
        (f"{LRM}هنا.", "انه."),
    ],
)
def test_the_first_strong_letter_gives_the_line_its_direction(text: str, cells: str) -> None:
    assert read_cells(text) == cells


def test_each_line_has_its_own_direction() -> None:
    assert read_cells("باب!\nab باب!\n\n") == "!باب\nab باب!\n\n"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (f"الملف {LRI}a(b)-ج.md{PDI}:3", "3:a(b)-ج.md فلملا"),
        (f"قال {FSI}IL-76{PDI}!", "!IL-76 لاق"),
        (f"see {RLI}باب (a){PDI}, now", "see (a) باب, now"),
        (f"{FSI}{FSI}دار{PDI}{PDI}", "راد"),
        (f"دار {LRI}", " راد"),  # not closed
        (f"دار {PDI}", " راد"),  # not opened
    ],
)
def test_isolates_hold_and_are_gone(text: str, cells: str) -> None:
    assert read_cells(text) == cells


def test_controls_take_no_cell() -> None:
    text = f"\ufeffد{RLM}ا{ALM}ر {FSI}a{PDI}\u00ad"
    assert not {unicodedata.category(char) for char in for_terminal(text)} & {"Cf"}
    assert read_cells(text) == "a راد"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("كُتُب", "بتُكُ"),
        ("شدَّة", "ةدَّش"),  # shadda and fatha on one letter, in canonical order
        ("سلامٌ", "مٌلاس"),
        ("هٰذا", "اذهٰ"),
        ("بِ!", "!بِ"),
    ],
)
def test_marks_follow_their_letter(text: str, cells: str) -> None:
    assert unicodedata.normalize("NFC", read_cells(text)) == unicodedata.normalize("NFC", cells)


def test_marks_follow_their_ligature() -> None:
    assert for_terminal("لَا") == "\ufefb\u064e"


def test_a_latin_letter_keeps_its_accent() -> None:
    assert read_cells("قال Cafe\u0301 كتب") == "بتك Café لاق"


@pytest.mark.parametrize("text", ["", "plain", "(a) [b] «c» Café\u0301 \u2068x\u2069\u034f", "12%", "日本"])
def test_text_without_a_right_to_left_letter_is_left_alone(text: str) -> None:
    assert for_terminal(text) == text
    assert for_terminal(text * 50, 20) == text * 50


def test_a_long_line_is_broken_before_it_is_ordered() -> None:
    text = "واحد اثنان بعد أربعة خمسة ستة"
    assert read_cells(text)[::-1] == text
    rows = unicodedata.normalize("NFKC", for_terminal(text, 13)).split("\n")
    assert [row[::-1] for row in rows] == ["واحد اثنان", "بعد أربعة", "خمسة ستة"]


def test_the_rows_of_a_broken_line_keep_its_direction() -> None:
    rows = for_terminal("see باب (b) باب!", 9).split("\n")
    assert [unicodedata.normalize("NFKC", row) for row in rows] == ["see باب", "(b) باب!"]


def test_a_word_is_never_broken() -> None:
    assert "\n" not in for_terminal("مستشفياتكم", 4)
    assert for_terminal("بب سس-سس بب", 6).count("\n") == 2


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_messages_are_broken_to_the_width_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "dumb")
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    terminal = Terminal({})
    terminal.show_error(SourceError("كلمة " * 20, location=Location("a.md", 3)))
    rows = screen.getvalue().splitlines()
    assert rows[0].startswith("a.md:3: error: ")
    assert len(rows) > 2 and max(map(len, rows)) <= 40
