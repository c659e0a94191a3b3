"""A collection of ten articles in three parts: one PDF, one e-book, and the facts of each article."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from report.checks.text import compare_text
from report.errors import Severity
from report.pdfium import list_bookmarks, read_text
from tests.conftest import ROOT, build_path

if TYPE_CHECKING:
    from report.pipeline import Build

SAMPLE = ROOT / "tests" / "samples" / "collection"
DIRECTIONS = dict.fromkeys(map(ord, "\u200e\u200f"))
NAMES = ("bridge", "mills", "flood", "poem", "harbour", "lighthouse", "salt", "well", "fog", "map")


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LANG", "TZ")}
    return subprocess.run(
        [sys.executable, "-P", "-m", "report", *arguments],
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_found(collection_build: Build) -> None:
    assert [f for f in collection_build.findings if f.severity is not Severity.INFO] == []


def test_the_text_of_the_pdf_is_that_of_the_sources(collection_build: Build) -> None:
    documents = [article.document for article in collection_build.articles]
    comparison = compare_text(
        documents, collection_build.edition, collection_build.artifacts["pdf"].reading_text
    )
    assert (comparison.accuracy, comparison.lost) == (1, ())


def test_lost_text_is_told_by_the_name_of_its_article(collection_build: Build) -> None:
    documents = [article.document for article in collection_build.articles]
    text = collection_build.artifacts["pdf"].reading_text.replace("السردين", "السردي")
    comparison = compare_text(documents, collection_build.edition, text)
    assert [Path(lost.source.path).name for lost in comparison.lost] == ["harbour.md"]


def test_each_article_has_its_facts_and_tables(collection_build: Build) -> None:
    assert {f"facts/{name}.json" for name in NAMES} <= set(collection_build.files)
    assert "tables/harbour/figures.csv" in collection_build.files
    assert "facts.json" not in collection_build.files


def test_the_pdf_carries_every_article_and_its_facts(collection_build: Build) -> None:
    with pikepdf.open(io.BytesIO(collection_build.artifacts["pdf"].data)) as file:
        found = {name: file.attachments[name].get_file().read_bytes() for name in file.attachments}
    assert {Path(name).stem.removesuffix(".facts") for name in found} == set(NAMES)
    assert len(found) == 2 * len(NAMES)
    assert found["flood.txt"] == (SAMPLE / "rivers" / "flood.txt").read_bytes()
    assert found["fog.facts.json"] == collection_build.files["facts/fog.json"]


def test_parts_articles_and_headings_are_three_levels(collection_build: Build) -> None:
    found = [(mark.level, mark.title) for mark in list_bookmarks(collection_build.artifacts["pdf"].data)]
    assert (1, "على السواحل") in found
    assert (2, "ميناء ينام نهارا") in found
    assert (3, "الساعة الثالثة") in found


def test_running_heads_name_part_and_article(tmp_path: Path) -> None:
    paragraph = "هذه فقرة عن النهر وأهله، وما يقولونه عن الماء حين يعلو وحين ينخفض. " * 60
    for name in ("أولى", "ثانية"):
        text = f"---\ntitle: قصة {name}\nlanguage: ar\n---\n\n{paragraph}\n\n{paragraph}\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    part = '[[collection.parts]]\ntitle = "الباب"\narticles = ["أولى.md", "ثانية.md"]\n'
    (tmp_path / "report.toml").write_text(f'[collection]\ntitle = "كتاب"\n{part}', encoding="utf-8")
    pages = [page.translate(DIRECTIONS) for page in read_text(build_path(tmp_path).artifacts["pdf"].data)]
    going_on = [page for page in pages if "فقرة" in page and "الباب" in page]
    heads = [[name for name in ("أولى", "ثانية") if f"قصة {name}" in page] for page in going_on]
    assert heads == [["أولى"]] * (len(heads) // 2) + [["ثانية"]] * (len(heads) // 2)
    assert heads


def test_the_ebook_has_a_document_for_each_part_and_article(collection_build: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(collection_build.artifacts["epub"].data)) as book:
        names = set(book.namelist())
        navigation = book.read("EPUB/text/nav.xhtml").decode()
    assert {f"EPUB/text/article-{number}.xhtml" for number in range(1, 11)} <= names
    assert {f"EPUB/text/part-{number}.xhtml" for number in range(1, 4)} <= names
    assert 'epub:type="page-list"' in navigation
    assert navigation.index("part-2.xhtml") < navigation.index("article-5.xhtml")


def test_the_index_names_the_pages_of_the_printed_book(collection_build: Build) -> None:
    """A name stands on each page that the index tells of it."""
    data = collection_build.artifacts["pdf"].data
    pages = [" ".join(page.translate(DIRECTIONS).split()) for page in read_text(data)]
    (index,) = (page for page in pages if page.startswith("فهرس الأعلام"))
    for name in ("إسطنبول", "بغداد", "المغرب", "سالم الهاشمي"):
        told = re.findall(rf"{name}(?: \([^)]*\))? ([\d، ]+)", index)
        numbers = [int(number) for group in told for number in re.findall(r"\d+", group)]
        assert numbers, name
        assert len(set(numbers)) == len(numbers)
        assert all(name in pages[number - 1] for number in numbers)


@pytest.mark.parametrize("name", ["rivers/bridge.md", "rivers/flood.txt"])
def test_the_facts_of_an_article_are_proved_by_it_alone(
    collection_build: Build, name: str, tmp_path: Path
) -> None:
    facts = tmp_path / "facts.json"
    facts.write_bytes(collection_build.files[f"facts/{Path(name).stem}.json"])
    done = run("verify", str(facts), str(SAMPLE / name))
    assert done.returncode == 0, done.stdout + done.stderr
    derived = run("facts", str(SAMPLE / name))
    assert derived.stdout == facts.read_text(encoding="utf-8")


def test_facts_are_of_one_article(tmp_path: Path) -> None:
    done = run("facts", str(SAMPLE))
    assert done.returncode == 2
    assert "is a collection of 10 articles" in done.stderr


def test_another_environment_makes_the_same_bytes(collection_build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "مجلد آخر"
    shutil.copytree(SAMPLE, folder)
    out = tmp_path / "out"
    done = run(
        "build", str(folder), "--out", str(out), cwd=tmp_path,
        TZ="Pacific/Kiritimati", LC_ALL="ar_SA.UTF-8", PYTHONHASHSEED="4711",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in collection_build.files}
    assert written == {
        name: hashlib.sha256(data).hexdigest() for name, data in collection_build.files.items()
    }
