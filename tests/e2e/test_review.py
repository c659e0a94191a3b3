"""An editor's work from the first review file to the book: through the command line, with its exit codes."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from report.cli import main
from report.facts import Precision

ARTICLE = """---
title: جسر جوي إلى الشمال
date: 2024-03-02
language: ar
---

قالت وزارة الدفاع إن 70 طائرة من طراز "آي إل-76" (IL-76) نقلت حوالي 7 آلاف جندي روسي بكلفة 5 ملايين دولار.

وشارك عضوان من التحالف في العملية، ووصلت ست دول إلى الاجتماع.

وقالت الصحيفة إن 70 طائرة لم تصل.
"""
SETTINGS = 'tables = ["figures", "designations"]\noutputs = ["epub"]\n'


class Desk:
    """A project, and what the command line says of it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.article = folder / "assets" / "article.md"
        self.review = folder / "assets" / "facts.toml"
        self._capsys = capsys
        self.article.parent.mkdir()
        self.article.write_text(ARTICLE, encoding="utf-8")
        (folder / "report.toml").write_text(SETTINGS, encoding="utf-8")

    def run(self, *arguments: str | Path, code: int = 0) -> tuple[str, str]:
        self._capsys.readouterr()
        done = main([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        assert done == code, said.err
        return said.out, said.err

    def build(self, review: str, code: int = 0) -> str:
        self.review.write_text(review, encoding="utf-8")
        return self.run("build", self.folder, code=code)[1]

    def facts(self) -> list[dict[str, Any]]:
        data = json.loads((self.folder / "out" / "facts.json").read_text(encoding="utf-8"))
        facts: list[dict[str, Any]] = data["facts"]
        return facts

    def printed(self) -> str:
        with zipfile.ZipFile(self.folder / "out" / "briefing.epub") as book:
            return book.read("EPUB/text/facts.xhtml").decode()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk where these rules are trusted, whatever is measured today."""
    trusted = ("num.digits", "num.scale", "num.money", "pair.latin-second")
    measured = dict.fromkeys(trusted, Precision(hits=100, right=100, lower=0.963))
    monkeypatch.setattr("report.tables.load_precision", lambda: measured)
    return Desk(tmp_path, capsys)


CONFIRM = '[[confirm]]\ntable = "figures"\nevidence = "ست"\nparagraph = "وشارك عضوان"\n'
CORRECT = '[[correct]]\ntable = "figures"\nevidence = "7 آلاف"\nset = { counted = "جندي" }\n'
REJECT = '[[reject]]\ntable = "figures"\nevidence = "70"\nparagraph = "وقالت الصحيفة إن"\n'
CAPTION = '[caption]\nkey-figures = "الأرقام كما راجعها المحرر"\n'


def test_the_first_file_lists_every_row_and_decides_nothing(desk: Desk) -> None:
    out, err = desk.run("facts", desk.article, "--review", desk.review)
    assert out == f"{desk.review}\n"
    assert ", of which wait for an editor: " in err
    text = desk.review.read_text(encoding="utf-8")
    assert text.count('# [[confirm]]\n# table = "figures"\n') == 6
    assert text.index("== For review: ") < text.index("num.words") < text.index("== Printed as they are: ")
    assert "num.words" in text and "«وشارك عضوان من التحالف في العملية، ووصلت ست دول إلى الاجتماع.»" in text
    desk.run("build", desk.folder)
    assert {fact["status"] for fact in desk.facts()} == {"auto"}


def test_each_action_of_the_first_file_names_its_row(desk: Desk) -> None:
    desk.run("facts", desk.article, "--review", desk.review)
    lines = desk.review.read_text(encoding="utf-8").split("\n")
    actions = ("# [[confirm]]", "# table = ", "# evidence = ", "# paragraph = ", "# occurrence = ")
    taken = [line.removeprefix("# ") if line.startswith(actions) else line for line in lines]
    desk.build("\n".join(taken).replace("[[confirm]]   ", "# [[confirm]]   "))
    assert {fact["status"] for fact in desk.facts()} == {"confirmed"}


def test_the_first_file_is_written_over_no_other(desk: Desk) -> None:
    desk.review.write_text(CONFIRM, encoding="utf-8")
    _, err = desk.run("facts", desk.article, "--review", desk.review, code=2)
    assert "is there already" in err
    assert desk.review.read_text(encoding="utf-8") == CONFIRM


def test_the_first_file_speaks_arabic(desk: Desk) -> None:
    desk.run("--lang", "ar", "facts", desk.article, "--review", desk.review)
    assert "# == للمراجعة: " in desk.review.read_text(encoding="utf-8")


def test_a_row_of_a_rule_that_is_not_trusted_is_printed_when_it_is_confirmed(desk: Desk) -> None:
    err = desk.build("")
    assert "facts that wait for an editor and are not printed: 2 [facts-wait-for-review]" in err
    assert "ست" not in desk.printed()
    assert any(fact["cells"]["value"]["value"] == 6 for fact in desk.facts() if fact["table"] == "figures")
    err = desk.build(CONFIRM)
    assert "are not printed: 1" in err
    assert "دول" in desk.printed()


def test_a_build_with_every_action_is_verified_and_a_tampered_file_is_not(desk: Desk) -> None:
    desk.build(CONFIRM + CORRECT + REJECT + CAPTION)
    path = desk.folder / "out" / "facts.json"
    desk.run("verify", path, desk.article)
    statuses = sorted(fact["status"] for fact in desk.facts() if fact["status"] != "auto")
    assert statuses == ["confirmed", "overridden"]
    assert "الأرقام كما راجعها المحرر" in desk.printed()
    assert len(desk.facts()) == 6
    text = path.read_text(encoding="utf-8")
    for before, after in (('"value": "جندي"', '"value": "جنود"'), ('"value": 6', '"value": 7')):
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
        desk.run("verify", path, desk.article, code=1)


def test_the_facts_command_applies_the_review(desk: Desk) -> None:
    desk.review.write_text(REJECT, encoding="utf-8")
    out, _ = desk.run("facts", desk.article)
    assert len([fact for fact in json.loads(out)["facts"] if fact["table"] == "figures"]) == 5


def test_a_lone_article_has_its_review_beside_it(desk: Desk) -> None:
    lone = desk.folder / "lone"
    lone.mkdir()
    (lone / "article.md").write_text(ARTICLE, encoding="utf-8")
    (lone / "facts.toml").write_text(REJECT, encoding="utf-8")
    out, _ = desk.run("facts", lone / "article.md")
    assert len([fact for fact in json.loads(out)["facts"] if fact["table"] == "figures"]) == 5


@pytest.mark.parametrize(
    ("review", "code", "place", "said"),
    [
        (CONFIRM.replace("ست", "سبع"), 3, "1:1", "no row of figures stands on «سبع»"),
        (REJECT + CONFIRM.replace("وشارك", "ولم يشارك"), 3, "5:1", "no row of figures stands on «ست»"),
        (CORRECT.replace("جندي", "جنود"), 3, "4:9", "the words are not in the quote"),
        (CONFIRM.replace("table", "tabel"), 2, "2:1", "unknown key tabel"),
        (CONFIRM + CONFIRM.replace("confirm", "reject"), 2, "5:1", "and under confirm at"),
        ("[[confirm]\n", 2, "1", "not TOML"),
        (CAPTION.replace("key-figures", "figurs"), 2, "2:1", "there is no table or section figurs"),
    ],
)
def test_a_file_that_is_wrong_stops_the_build_with_its_place(
    desk: Desk, review: str, code: int, place: str, said: str
) -> None:
    err = desk.build(review, code)
    assert f"facts.toml:{place}" in err and said in err
    assert not (desk.folder / "out").exists()


def test_a_stale_row_names_the_nearest(desk: Desk) -> None:
    err = desk.build(CONFIRM.replace("ست", "ستة"), 3)
    assert 'evidence = "ست", paragraph = "وشارك عضوان من التحالف في العملية،"' in err


def test_the_csv_says_what_an_editor_said(desk: Desk) -> None:
    desk.build(CONFIRM + CORRECT)
    data = (desk.folder / "out" / "tables" / "figures.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    by_value = {row["value"]: row for row in rows}
    assert (by_value["6"]["status"], by_value["6"]["printed"]) == ("confirmed", "yes")
    assert (by_value["7000"]["status"], by_value["7000"]["counted"]) == ("overridden", "جندي")
    assert (by_value["2"]["status"], by_value["2"]["printed"]) == ("auto", "no")
    assert (by_value["5000000"]["unit"], by_value["5000000"]["kind"]) == ("USD", "money")


@pytest.mark.parametrize(
    ("file", "title"), [("settings", "article"), ("review", "confirm"), ("facts", "facts")]
)
def test_each_schema_is_printed(desk: Desk, file: str, title: str) -> None:
    schema = json.loads(desk.run("schema", file)[0])
    assert title in schema["properties"]


def test_a_rule_that_finds_facts_is_explained_with_its_precision(desk: Desk) -> None:
    out, _ = desk.run("explain", "num.scale")
    sentence, precision, use, example = out.strip().split("\n")
    assert "thousands" in sentence and "times" in precision and "→" in example
    assert use in ("its rows are printed", "its rows wait for an editor")
