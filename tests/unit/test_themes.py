"""Each theme is one file of tokens, and makes both books of the project's own article without a fault."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from report.errors import Severity
from report.pdfium import count_pages, list_page_labels, read_passages
from report.pipeline import Build, build
from report.project import load_project
from report.render import load_theme
from report.resources import Resources

ROOT = Path(__file__).resolve().parents[2]
THEMES = ("briefing", "book", "memo")
BRAND = 'name = "مركز الأفق"\nlogo = "logo.svg"\n[colours]\nprimary = "#5b2a6e"\naccent = "#0a6b5e"\n'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><path d="M0 0h30v10z"/></svg>'

A4, A5 = (595.28, 841.89), (419.53, 595.28)

Make = Callable[[str], Build]


def make(folder: Path, settings: str) -> Build:
    (folder / "assets").mkdir()
    (folder / "assets" / "article.md").write_bytes((ROOT / "assets" / "article.md").read_bytes())
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    return build(load_project(folder))


@pytest.fixture(scope="module")
def make_theme(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """The report in a theme; each is built once."""
    made: dict[str, Build] = {}

    def make_once(name: str) -> Build:
        if name not in made:
            made[name] = make(tmp_path_factory.mktemp(name), f'theme = "{name}"\n')
        return made[name]

    return make_once


def list_faults(made: Build) -> list[str]:
    return [
        str(finding.message)
        for finding in made.findings
        if finding.severity in (Severity.ERROR, Severity.WARNING)
    ]


def measure_pages(made: Build) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(made.artifacts["pdf"].data)) as pdf:
        _, _, width, height = (float(side) for side in pdf.pages[0].mediabox)
    return width, height


@pytest.mark.parametrize("name", THEMES[1:])
def test_a_theme_has_the_tokens_of_the_briefing(name: str) -> None:
    briefing, theme = (load_theme(Resources(), each).tokens for each in ("briefing", name))
    assert theme.keys() == briefing.keys()
    for part in ("colours", "scale", "print", "paper", "brand"):
        assert theme[part].keys() == briefing[part].keys(), part


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_makes_both_books_without_a_fault(make_theme: Make, name: str) -> None:
    made = make_theme(name)
    assert list_faults(made) == []
    assert set(made.artifacts) == {"pdf", "epub"}


@pytest.mark.parametrize(("name", "size"), [("briefing", A4), ("book", A5), ("memo", A4)])
def test_a_theme_has_its_usual_paper(make_theme: Make, name: str, size: tuple[float, float]) -> None:
    assert measure_pages(make_theme(name)) == pytest.approx(size, abs=0.02)


def test_the_memo_is_the_text_on_two_pages(make_theme: Make) -> None:
    pdf = make_theme("memo").artifacts["pdf"]
    assert count_pages(pdf.data) == 2
    assert list_page_labels(pdf.data) == ("1", "2")
    assert [entry for entry in pdf.outline if entry.kind == "table"] == []


def test_the_memo_begins_with_whose_it_is_and_the_title_over_the_key_figures(make_theme: Make) -> None:
    words = [passage.text for passage in read_passages(make_theme("memo").artifacts["pdf"].data)]
    title = words.index("معاهدة الأمن الجماعي في امتحان كازاخستان")
    assert words[0] == "تقرير"
    assert not any("2500" in text for text in words[:title])
    assert any("2500" in text for text in words[title + 1 : title + 4])


def test_the_book_has_a_cover_and_its_tables(make_theme: Make) -> None:
    pdf = make_theme("book").artifacts["pdf"]
    assert list_page_labels(pdf.data)[0] == "الغلاف"
    assert [entry for entry in pdf.outline if entry.kind == "table"] != []


def test_the_settings_choose_another_paper(tmp_path: Path) -> None:
    made = make(tmp_path, 'theme = "book"\npaper = "A4"\noutputs = ["pdf"]\n')
    assert measure_pages(made) == pytest.approx(A4, abs=0.02)
    assert list_faults(made) == []


@pytest.mark.parametrize("name", THEMES)
def test_a_dressed_theme_makes_both_books_without_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "brand.toml").write_text(BRAND, encoding="utf-8")
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    made = make(tmp_path, f'theme = "{name}"\nbrand = "brand.toml"\n')
    assert list_faults(made) == []
    assert made.edition.metadata.publisher == "مركز الأفق"
