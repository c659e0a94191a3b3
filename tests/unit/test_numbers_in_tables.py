"""Numbers of a table keep their sign and unit on the right side, in the e-book and in print."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from types import MappingProxyType

import pytest
from pypdfium2 import PdfDocument

from report.checks import Subject, numbers
from report.checks.numbers import iterate_cells
from report.document import Isolate, Paragraph, Strong, read_inlines
from report.edition import _composer
from report.pipeline import Build, build, draft
from report.project import load_project
from report.writers import Artifact

ARTICLE = """---
title: جدول الأعداد
date: 2024-03-01
language: ar
---

فقرة قبل الجدول: -9 و60%.

| الصنف | العدد |
|---|---|
| أدنى | -5 |
| نصيب | **50%** من الكل |
| تقريب | ≈ 7000 |
| طول | نحو 12 % على IL-76 |
| نطاق | 1990-1995 |
| هندية | ٥٠٪ |
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("numbers")
    path = folder / "article.md"
    path.write_text(ARTICLE, encoding="utf-8")
    return build(load_project(path, out=folder))


DIRECTIONS = {"-5": "ltr", "50%": "ltr", "≈ 7000": "rtl", "12 %": "rtl", "٥٠٪": "rtl"}


def find_isolates(made: Build) -> Iterator[Isolate]:
    for cell in iterate_cells(made.edition):
        for inline in cell:
            inner = inline.children if isinstance(inline, Strong) else (inline,)
            yield from (found for found in inner if isinstance(found, Isolate))


def test_a_number_is_isolated_with_its_sign_and_unit(made: Build) -> None:
    found = {
        read_inlines(isolate.children).text.replace("\u00a0", " "): isolate for isolate in find_isolates(made)
    }
    assert {text: found[text].direction for text in DIRECTIONS} == DIRECTIONS
    assert {found[text].language for text in DIRECTIONS} == {"ar"}
    assert found["IL-76"].language == "en" and "1990-1995" not in found


def test_running_text_has_its_signs_on_the_same_side(made: Build) -> None:
    paragraph = made.edition.articles[0].blocks[0]
    assert isinstance(paragraph, Paragraph)
    isolates = [inline for inline in paragraph.inlines if isinstance(inline, Isolate)]
    assert [(read_inlines(one.children).text, one.direction) for one in isolates] == [
        ("-9", "ltr"),
        ("60%", "ltr"),
    ]


@pytest.mark.parametrize("text", ["-5", "50%"])
def test_the_printed_page_draws_a_number_from_left_to_right(made: Build, text: str) -> None:
    places = locate(made.artifacts["pdf"].data, text)
    assert places == sorted(places)


def locate(data: bytes, text: str) -> list[float]:
    """The left edges of the visible characters of `text`, where it stands last in a PDF."""
    with closing(PdfDocument(data)) as document:
        for page in document:
            reader = page.get_textpage()
            running = [reader.get_text_range(i, 1) for i in range(reader.count_chars())]
            first = "".join(character if len(character) == 1 else " " for character in running).rfind(text)
            if first >= 0:
                wanted = range(first, first + len(text))
                return [reader.get_charbox(i)[0] for i in wanted if running[i].strip()]
    raise AssertionError(f"no page has {text}")


def rewrite(artifact: Artifact, path: str, pattern: str, new: str) -> Artifact:
    """The same e-book with what `pattern` finds in one entry replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == f"EPUB/{path}":
                changed, count = re.subn(pattern, new, data.decode())
                assert count == 1
                data = changed.encode()
            target.writestr(entry, data)
    return replace(artifact, data=written.getvalue())


def make_subject(made: Build, artifacts: Mapping[str, Artifact]) -> Subject:
    renderer = draft(made.project).renderer
    return Subject(
        articles=(), edition=made.edition, renderer=renderer, artifacts=MappingProxyType(dict(artifacts))
    )


def test_the_good_book_has_no_finding(made: Build) -> None:
    assert [finding for finding in made.findings if finding.rule == "number-is-isolated"] == []


@pytest.mark.parametrize("number", ["-5", "50%", "≈ 7000", "٥٠٪"])
def test_a_number_that_is_not_isolated_is_found(made: Build, number: str) -> None:
    pattern = re.escape(number).replace("\\ ", "[ \u00a0]")
    bare = rewrite(made.artifacts["epub"], "text/article.xhtml", rf"<bdi [^>]*>({pattern})</bdi>", r"\1")
    (finding,) = numbers.check(make_subject(made, {"epub": bare}))
    assert (finding.rule, str(finding.location)) == ("number-is-isolated", "EPUB/text/article.xhtml")


def test_an_edition_whose_numbers_are_bare_is_found(made: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_composer, "find_quantities", lambda text: ())
    bare = build(made.project)
    found = [finding for finding in bare.findings if finding.rule == "number-is-isolated"]
    places = [finding.location is None for finding in found]
    assert places.count(True) == places.count(False) >= len(DIRECTIONS)
