"""What the page engine only logs reaches the user, with the rule's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.cli import main

ARTICLE = "عنوان المقال\n\nفقرة من كلمات عربية تكفي لأن تكون فقرة في مقال.\n"


def make_project(folder: Path, *, stylesheet: str) -> Path:
    path = folder / "templates" / "print" / "book.css.j2"
    path.parent.mkdir(parents=True)
    ours = Path(__file__).parents[2] / "templates" / "print" / "book.css.j2"
    path.write_text(ours.read_text(encoding="utf-8") + stylesheet, encoding="utf-8")
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "report.toml").write_text('article = "article.md"\noutputs = ["pdf"]\n', encoding="utf-8")
    return folder


def test_an_unknown_property_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project(tmp_path, stylesheet="\nbody { no-such-property: 1 }\n")
    assert main(["--lang", "en", "build", str(project)]) == 0
    said = capsys.readouterr().err
    assert "no-such-property" in said and "[engine-message]" in said


def test_what_a_stylesheet_asks_of_the_network_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "https://example.org/a.png"
    project = make_project(tmp_path, stylesheet=f'\nbody {{ background-image: url("{address}") }}\n')
    assert main(["--lang", "en", "build", str(project)]) == 1
    said = capsys.readouterr().err
    assert address in said and "[resource-is-in-the-project]" in said
    assert not (project / "out" / "briefing.pdf").exists()
