"""Every sample article as a book of its own: its text comes back whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report.cli import main

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ARTICLES = sorted(
    path for pattern in ("*.txt", "collection/*/*.md", "collection/*/*.txt") for path in SAMPLES.glob(pattern)
)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_the_text_of_a_sample_comes_back(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (article, *article.parent.glob("*.svg")):
        shutil.copy(path, tmp_path)
    (tmp_path / "report.toml").write_text(f'article = "{article.name}"\ntheme = "book"\n', "utf-8")
    code = main(["--lang", "en", "build", str(tmp_path), "--to", "pdf", "--out", str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert code == 0, said
    assert "pdf-text-is-the-source" not in said
