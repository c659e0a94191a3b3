"""The gate: a build whose PDF does not give the text back is stopped, and the lost words are named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont

import report.weasy._text_drawing as drawing
import report.weasy._text_fonts as fonts
from report.cli import main
from report.fonts import load_families
from report.fonts._mistaken import list_mistakes
from report.pdfium import read_text
from report.resources import Resources
from tests.text.lying_fonts import FAMILY, draw_as, make_family, split_dots, swap_letters
from tests.text.samples import Font, list_fonts
from tests.tools import give_up

ROOT = Path(__file__).resolve().parents[2]
PLEX, AMIRI = "ibm-plex-sans-arabic/IBMPlexSansArabic-Regular.ttf", "amiri/Amiri-Regular.ttf"

ARTICLE = """---
title: طائرات وجنود
date: 2022-01-10
---

وصلت إلى كازاخستان طائرات تحمل جنودا من دول المنظمة، وكتبت الصحف عن بداية المهمة وعن تجهيزاتها.

## بعد ستة أيام

كانت القوات قد بلغت 2500 جندي بينهم 26 ضابطا، وتولت حماية المباني والمطارات في البلاد.

ثم أعلن الرئيس في كازاخستان أن المهمة انتهت، وأن القوات ستبدأ بالرحيل بعد يومين.
"""

Say = Callable[[Path], tuple[int, str]]


@contextmanager
def draw_as_the_engine_does(pages: object) -> Iterator[SimpleNamespace]:
    yield SimpleNamespace(has_ltr_lines=False)


@pytest.fixture
def build(capsys: pytest.CaptureFixture[str]) -> Say:
    """Build a project: the exit code and what was said."""

    def run(project: Path) -> tuple[int, str]:
        return main(["--lang", "en", "build", str(project)]), capsys.readouterr().err

    return run


def make_project(folder: Path, family: str, output: str = "pdf") -> Path:
    """`ARTICLE`, its text in `family`."""
    theme = (ROOT / "templates/themes/briefing.toml").read_text(encoding="utf-8")
    ours = 'text = ["Amiri", "IBM Plex Sans Arabic"]'
    assert ours in theme
    path = folder / "templates" / "themes" / "lying.toml"
    path.parent.mkdir(parents=True)
    path.write_text(theme.replace(ours, f'text = ["{family}", "Amiri"]'), encoding="utf-8")
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    settings = f'article = "article.md"\noutputs = ["{output}"]\ntheme = "lying"\n'
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    return folder


@pytest.fixture(params=["Noto Naskh Arabic", FAMILY])
def split(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A project whose face draws the dots apart from the letters: one that does so, and one that we made."""
    if request.param == FAMILY:
        make_family(tmp_path, PLEX, split_dots)
    return make_project(tmp_path, request.param)


def test_a_face_with_its_dots_apart_is_true_as_we_draw_it(split: Path, build: Say) -> None:
    code, said = build(split)
    assert (code, "does not come back" in said) == (0, False)
    words = "".join(read_text((split / "out" / "briefing.pdf").read_bytes())).split()
    assert words.count("كازاخستان") >= 2


def test_a_face_with_its_dots_apart_lies_as_the_engine_draws_it(
    split: Path, build: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "mend_text", draw_as_the_engine_does)
    code, said = build(split)
    assert code == 1
    assert re.search(r"error: the PDF gives back \d", said)
    fonts_named = re.findall(r"«\w+» comes back from the PDF as .*; letters: .*; font: (.+)", said)
    family = FAMILY if (split / "fonts").exists() else "NotoNaskhArabic"
    assert any(family in re.sub("[ -]", "", name.partition(" [")[0]) for name in fonts_named)
    assert not (split / "out").exists()


@pytest.mark.parametrize(
    ("source", "change", "expected"),
    [
        (PLEX, swap_letters("ب", "ت"), ["ب (U+0628) as ت (U+062A)", "ت (U+062A) as ب (U+0628)"]),
        (PLEX, draw_as("د", "ر"), ["د (U+062F) as ر (U+0631)"]),
        (PLEX, swap_letters("2", "6"), ["2 (U+0032) as 6 (U+0036)", "6 (U+0036) as 2 (U+0032)"]),
        # This face has no names of glyphs.
        (AMIRI, swap_letters("ب", "ت"), ["ب (U+0628) as ت (U+062A)", "ت (U+062A) as ب (U+0628)"]),
    ],
)
def test_a_damaged_map_of_characters_stops_the_build(
    tmp_path: Path, build: Say, source: str, change: Callable[[TTFont], None], expected: list[str]
) -> None:
    """The text comes back whole, for we write what the source says: the ink is wrong."""
    make_family(tmp_path, source, change)
    code, said = build(make_project(tmp_path, FAMILY))
    assert code == 1
    found = [line for line in said.splitlines() if f"pdf: {FAMILY} draws" in line]
    assert len(found) == len(expected)
    for pair in expected:
        (line,) = (line for line in found if f" draws {pair} in " in line)
        words = re.findall("«(.+?)»", line)
        assert "article.md:" in line and words and all(pair[0] in word for word in words)
    assert "the PDF gives back" not in said
    assert not (tmp_path / "out").exists()


def test_a_book_for_readers_with_such_a_face_is_stopped_too(tmp_path: Path, build: Say) -> None:
    make_family(tmp_path, PLEX, swap_letters("ب", "ت"))
    project = make_project(tmp_path, "Amiri", "epub")
    theme = project / "templates" / "themes" / "lying.toml"
    text = theme.read_text(encoding="utf-8")
    theme.write_text(text.replace('"Noto Naskh Arabic"', f'"{FAMILY}"'), encoding="utf-8")
    code, said = build(project)
    assert code == 1
    assert f"epub: {FAMILY} draws ب (U+0628) as ت (U+062A)" in said


def test_codes_that_say_another_letter_stop_the_build(
    tmp_path: Path, build: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ink is right, and what is copied is not."""
    write = fonts._map_to_unicode

    def swap(codes: dict[tuple[str, object], int]) -> Iterator[bytes]:
        letters = str.maketrans("بت", "تب")
        return write({(text.translate(letters), drawing): code for (text, drawing), code in codes.items()})

    monkeypatch.setattr(fonts, "_map_to_unicode", swap)
    code, said = build(make_project(tmp_path, "Amiri"))
    assert code == 1
    assert "error: the PDF gives back" in said
    assert re.search(r"«\w*ب\w*» comes back from the PDF as «\w*ت\w*»; letters: .*ب \(U\+0628\)", said)


def test_a_font_file_that_was_changed_is_refused(tmp_path: Path, build: Say) -> None:
    make_family(tmp_path, PLEX, swap_letters("ب", "ت"))
    project = make_project(tmp_path, FAMILY)
    description = project / "fonts" / "lying" / "family.toml"
    text = re.sub('sha256 = "."', 'sha256 = "x', description.read_text(encoding="utf-8"))
    described = re.sub('sha256 = ".', 'sha256 = "0', text)
    description.write_text(described, encoding="utf-8")
    code, said = build(project)
    assert code == 4
    assert "Lying.ttf is not the file that family.toml describes" in said


@pytest.mark.parametrize("font", list_fonts(), ids=lambda font: font.name)
def test_a_sound_face_bears_no_witness_against_itself(font: Font) -> None:
    if not font.path.exists():
        give_up(f"not here: {font.path}; run npm ci in tests/")
    assert list_mistakes(font.load()) == {}


def test_nor_does_any_face_that_ships() -> None:
    files = sorted((ROOT / "fonts").glob("*/family.toml"))
    families = [tomllib.loads(file.read_text("utf-8"))["family"] for file in files]
    faces = load_families(Resources(), families)
    assert len(faces) > len(families)
    assert [face.path.name for face in faces if list_mistakes(face)] == []
