"""The gate: a build whose PDF does not give the text back is stopped, and the lost words are named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

import report.weasy._text_drawing as drawing
from report.cli import main

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def draw_as_the_engine_does(pages: object) -> Iterator[SimpleNamespace]:
    yield SimpleNamespace(has_ltr_lines=False)


def make_project(folder: Path, family: str) -> Path:
    """The project's own article, its text in `family`."""
    theme = (ROOT / "templates/themes/briefing.toml").read_text(encoding="utf-8")
    ours = 'text = ["Amiri", "IBM Plex Sans Arabic"]'
    assert ours in theme
    path = folder / "templates" / "themes" / "lying.toml"
    path.parent.mkdir(parents=True)
    path.write_text(theme.replace(ours, f'text = ["{family}", "Amiri"]'), encoding="utf-8")
    (folder / "article.md").write_bytes((ROOT / "assets/article.md").read_bytes())
    settings = 'article = "article.md"\noutputs = ["pdf"]\ntheme = "lying"\n'
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    return folder


def test_a_face_with_its_dots_apart_is_true_as_we_draw_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path, "Noto Naskh Arabic")
    assert main(["--lang", "en", "build", str(project)]) == 0
    assert "does not come back" not in capsys.readouterr().err


def test_a_face_with_its_dots_apart_lies_as_the_engine_draws_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "mend_text", draw_as_the_engine_does)
    project = make_project(tmp_path, "Noto Naskh Arabic")
    assert main(["--lang", "en", "build", str(project)]) == 1
    said = capsys.readouterr().err
    assert "error: the PDF gives back" in said
    assert "«الاحتجاجات»" in said or "letters:" in said
    assert "NotoNaskhArabic" in said.replace(" ", "").replace("-", "")
    assert not (project / "out").exists()
