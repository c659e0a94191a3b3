"""The lexicon for a synthetic voice: what it says, what it leaves out, and where it is linked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from report.pipeline import Build, build
from report.project import load_project
from report.writers._epub_pronunciation import _list_abbreviations
from tests.epub.books import write_spoken

LEXICON = "EPUB/speech/lexicon.pls"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(load_project(write_spoken(tmp_path_factory.mktemp("speech") / "project")))


def read_files(made: Build) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.artifacts["epub"].data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def test_the_lexicon_says_names_as_the_article_does_and_abbreviations_by_the_table(made: Build) -> None:
    root = etree.fromstring(read_files(made)[LEXICON])
    said = {lexeme[0].text: lexeme[1].text for lexeme in root.iter("{*}lexeme")}
    assert said == {
        "IL-76": "آي إل-76",
        "إلخ": "إلى آخره",
        "د.": "دكتور",
        "ص": "صفحة",
        "كلم": "كيلومتر",
        "م": "ميلادية",
        "هـ": "هجرية",
    }


def test_every_document_leads_to_the_lexicon(made: Build) -> None:
    pages = [data for name, data in read_files(made).items() if name.endswith(".xhtml")]
    link = '<link rel="pronunciation" type="application/pls+xml" hreflang="ar" href="../speech/lexicon.pls"/>'
    assert pages and all(page.count(link.encode()) == 1 for page in pages)


def test_the_package_says_that_there_is_help_for_voices(made: Build) -> None:
    assert b">ttsMarkup<" in read_files(made)["EPUB/content.opf"]


def test_without_the_setting_there_is_no_lexicon(tmp_path: Path) -> None:
    project = write_spoken(tmp_path / "project")
    (project / "report.toml").write_text('outputs = ["epub"]\n', encoding="utf-8")
    files = read_files(build(load_project(project)))
    assert LEXICON not in files and b"ttsMarkup" not in files["EPUB/content.opf"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("سار 40 كم", ["كم"]),
        ("سار ٤٠\u00a0كم", ["كم"]),
        ("كم سار؟ 40 كم", []),
        ("40 كمية", []),
        ("طوله 500 م", []),
        ("في سنة 1914 م", ["م"]),
        ("عام 1332هـ/1914م", ["م", "هـ"]),
        ("قال د. سالم", ["د."]),
        ("ج. نص\nد. نص", []),
        ("كتب أ.د. سالم", ["أ.د."]),
        ("وهي 3 كم²", ["كم²"]),
    ],
)
def test_an_abbreviation_is_said_where_nothing_else_is_written_so(text: str, found: list[str]) -> None:
    assert sorted(short for short, _ in _list_abbreviations("ar-LB", text)) == sorted(found)


def test_a_language_without_abbreviations_has_none() -> None:
    assert list(_list_abbreviations("en", "40 km, Dr. Salem")) == []
