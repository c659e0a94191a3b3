"""Adding a thing is adding one file: a toy of each kind is dropped into a copy of the package, and works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "عنوان المقال التجريبي\n\nانتهت الحرب عام 1945 وبدأ عهد جديد من البناء في المدن كلها.\n"

READER = '''
"""An article in which each line is turned around."""
from dataclasses import replace
from report.document import Source
from report.readers import text

SUFFIXES = (".toy",)


def read(source, hints):
    lines = (line[::-1] for line in source.text.split("\\n"))
    return text.read(replace(source, text="\\n".join(lines)), hints)
'''

TABLE = '''
"""The years in which wars ended."""
import re
from report.document import iterate_texts, read_inlines
from report.facts import Fact, FactCell, quote_evidence
from report.tables import Cell, Column, Row

TITLE = "table.wars"
COLUMNS = (Column(key="year", title="column.year", numeric=True),)
RULES = {"war.ended": "a year after the end of a war"}
TRUSTED = ("war.ended",)
STRINGS = {"ar": {"table.wars": "حروب", "column.year": "السنة"}}


def extract(document):
    for inlines in iterate_texts(document):
        reading = read_inlines(inlines)
        for match in re.finditer(r"الحرب عام (\\d{4})", reading.text):
            evidence = quote_evidence(document.source, *reading.source_spans(*match.span(1)))
            cell = FactCell(name="year", value=int(match[1]), evidence=evidence)
            yield Fact(id="wars-1", table="wars", rule="war.ended", cells=(cell,))


def rows(facts):
    for fact in facts:
        cell = Cell(text=str(fact.value("year")), facts=(fact.id,))
        yield Row(fact_id=fact.id, span=fact.evidence[0].span, cells=(cell,))
'''

CHECK = '''
"""No article may speak of peace that is not there."""
from report.errors import Finding, Severity, message

RULES = {"article-is-a-toy": "every article is a toy"}


def check(subject):
    yield Finding(rule="article-is-a-toy", severity=Severity.WARNING, message=message("a toy"))
'''

WRITER = '''
"""The title alone."""
from report.writers import Artifact

SUFFIX = ".title"
MEDIA_TYPE = "text/plain"
AFTER = ()


def write(edition, renderer, options, earlier):
    data = edition.metadata.title.encode()
    return (Artifact(name=options.stem + SUFFIX, media_type=MEDIA_TYPE, data=data),)
'''

COMMAND = '''
"""`taqrir toy`."""
import click


@click.command()
def command():
    """Play."""
    click.echo("played")
'''


class Copy:
    """A copy of the package with its data, and a project beside it."""

    def __init__(self, folder: Path) -> None:
        self.code = folder / "code"
        self.project = folder / "project"
        shutil.copytree(ROOT / "report", self.code / "report", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "templates", self.code / "templates")
        for name in ("fonts", "assets"):
            (self.code / name).symlink_to(ROOT / name)
        self.project.mkdir()
        (self.project / "article.txt").write_text(ARTICLE, encoding="utf-8")

    def add(self, name: str, text: str) -> None:
        path = self.code / name
        assert not path.exists()
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.code)}
        command = [sys.executable, "-P", "-m", "report", *arguments]
        done = subprocess.run(command, cwd=self.project, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done

    def write_settings(self, text: str) -> None:
        (self.project / "report.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_reader_is_one_file(copy: Copy) -> None:
    copy.add("report/readers/toy.py", READER)
    turned = "\n".join(line[::-1] for line in ARTICLE.split("\n"))
    (copy.project / "article.toy").write_text(turned, encoding="utf-8")
    assert "عنوان المقال التجريبي" in copy.run("show", "document", "article.toy").stdout


def test_a_table_is_one_file(copy: Copy) -> None:
    copy.add("report/tables/wars.py", TABLE)
    copy.write_settings('article = "article.txt"\ntables = ["wars"]\n')
    assert "facts-wait-for-review" not in copy.run("build", ".").stderr
    facts = json.loads((copy.project / "out" / "facts.json").read_text(encoding="utf-8"))["facts"]
    assert [(fact["table"], fact["cells"]["year"]["value"]) for fact in facts] == [("wars", 1945)]
    assert (copy.project / "out" / "tables" / "wars.csv").exists()
    assert "war.ended" in copy.run("explain").stdout


def test_the_rules_of_a_table_that_vouches_for_none_wait_for_an_editor(copy: Copy) -> None:
    copy.add("report/tables/wars.py", TABLE.replace('TRUSTED = ("war.ended",)', ""))
    copy.write_settings('article = "article.txt"\ntables = ["wars"]\n')
    assert "facts-wait-for-review" in copy.run("build", ".").stderr


def test_a_check_is_one_file(copy: Copy) -> None:
    copy.add("report/checks/toy.py", CHECK)
    findings = json.loads(copy.run("check", "article.txt", "--format", "json").stdout)["findings"]
    assert "article-is-a-toy" in [finding["rule"] for finding in findings]
    assert copy.run("explain", "article-is-a-toy").stdout == "every article is a toy\n"


def test_a_theme_is_one_file(copy: Copy) -> None:
    briefing = (ROOT / "templates/themes/briefing.toml").read_text(encoding="utf-8")
    assert "#0f3d4c" in briefing
    copy.add("templates/themes/toy.toml", briefing.replace("#0f3d4c", "#123456"))
    copy.write_settings('article = "article.txt"\ntheme = "toy"\noutputs = ["epub"]\n')
    copy.run("build", ".")
    assert (copy.project / "out" / "briefing.epub").exists()


def test_an_output_is_one_file(copy: Copy) -> None:
    copy.add("report/writers/title.py", WRITER)
    copy.write_settings('article = "article.txt"\noutputs = ["title"]\n')
    copy.run("build", ".")
    assert (copy.project / "out" / "briefing.title").read_text(encoding="utf-8") == ARTICLE.split("\n")[0]


def test_a_command_is_one_file(copy: Copy) -> None:
    copy.add("report/cli/toy.py", COMMAND)
    assert copy.run("toy").stdout == "played\n"
    assert "Play." in copy.run("--help").stdout
