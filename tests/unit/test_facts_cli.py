"""`taqrir facts` and `taqrir verify`: what they print, write and return."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.cli import main

ARTICLE = "نقلت 70 طائرة جنودا إلى العاصمة\n\nقالت الوزارة إن حوالي 7 آلاف جندي روسي وصلوا إلى البلاد.\n"
DATED = "---\ntitle: نقلت 70 طائرة\ndate: 2022-01-20\n---\n\nوصل 7 آلاف جندي روسي.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def facts(article: Path, tmp_path: Path) -> Path:
    out = tmp_path / "facts.json"
    assert main(["-q", "facts", str(article), "--out", str(out)]) == 0
    return out


def test_facts_are_data_on_stdout(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", str(article)]) == 0
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert data["schema"] == "arabic-facts/1"
    assert [fact["cells"]["value"]["value"] for fact in data["facts"] if fact["table"] == "figures"] == [
        70,
        7000,
    ]
    assert err == ""


def test_facts_go_into_a_file(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "f.json"
    assert main(["facts", str(article), "--out", str(out)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(out)
    for fact in json.loads(out.read_text(encoding="utf-8"))["facts"]:
        for cell in fact["cells"].values():
            for item in cell["evidence"]:
                assert ARTICLE[item["start"] : item["end"]] == item["text"]


def test_the_date_is_kept(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", str(article), "--date", "2022-01-08"]) == 0
    assert json.loads(capsys.readouterr().out)["article"]["date"] == "2022-01-08"


def test_two_runs_give_the_same_bytes(article: Path, facts: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    assert main(["-q", "facts", str(article), "--out", str(again)]) == 0
    assert again.read_bytes() == facts.read_bytes()


def test_our_own_facts_are_proved(article: Path, facts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(facts), str(article)]) == 0
    out, err = capsys.readouterr()
    assert "[" not in out
    assert "facts proved" in err


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"text": "7 آلاف"', '"text": "8 آلاف"', "quote-is-in-source"),
        ('"value": 7000', '"value": 7001', "fact-is-derived"),
        ('"value": "approx"', '"value": "exact"', "fact-is-derived"),
        ('"start": 5', '"start": 4', "quote-is-in-source"),
    ],
)
def test_what_is_not_so_is_refused(
    article: Path, facts: Path, old: str, new: str, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = facts.read_text(encoding="utf-8")
    assert old in text
    facts.write_text(text.replace(old, new, 1), encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", str(facts), str(article)]) == 1
    out = capsys.readouterr().out
    assert f"[{rule}]" in out
    assert out.startswith(f"{facts}:")


def test_another_article_is_refused(facts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.txt"
    other.write_text(ARTICLE.replace("روسي", "تركي"), encoding="utf-8")
    assert main(["verify", str(facts), str(other)]) == 1
    assert "[facts-are-of-this-article]" in capsys.readouterr().out


@pytest.mark.parametrize(("data", "code"), [(b"{", 3), (b"\xff\xfe", 3), (b"[]", 3), (None, 2)])
def test_an_unreadable_file_is_told(article: Path, tmp_path: Path, data: bytes | None, code: int) -> None:
    path = tmp_path / "broken.json"
    if data is not None:
        path.write_bytes(data)
    assert main(["-q", "verify", str(path), str(article)]) == code


def test_a_date_of_the_article_cannot_be_overruled_unseen(tmp_path: Path) -> None:
    article, out = tmp_path / "dated.md", tmp_path / "facts.json"
    article.write_text(DATED, encoding="utf-8")
    assert main(["-q", "facts", str(article), "--date", "2022-01-21", "--out", str(out)]) == 0
    assert main(["-q", "verify", str(out), str(article)]) == 1
    assert main(["-q", "verify", str(out), str(article), "--date", "2022-01-21"]) == 0
