from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest

from report.checks import Article, Subject
from report.checks.epub import RULES, check, check_mimetype
from report.document import Document, Paragraph, Text
from report.edition import compose_edition
from report.errors import Finding, Severity
from report.facts import Ledger
from report.writers import Artifact
from report.writers.epub import read_text
from tests.unit.epub_samples import make_document, make_edition, make_renderer, write_epub

Change = Callable[[str], str]


def make_subject(artifact: Artifact, document: Document | None = None) -> Subject:
    document = document or make_document()
    return Subject(
        articles=(Article(document=document, ledger=Ledger(document.source)),),
        edition=make_edition(document),
        renderer=make_renderer(),
        artifacts=MappingProxyType({"epub": artifact}),
    )


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    return write_epub(make_edition())


def repack(artifact: Artifact, path: str, change: Change) -> Artifact:
    """The same book with one entry changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == f"EPUB/{path}":
                changed = change(data.decode())
                assert changed != data.decode()
                data = changed.encode()
            target.writestr(entry, data)
    return replace(artifact, data=written.getvalue(), reading_text=read_text(written.getvalue()))


def run(artifact: Artifact) -> list[Finding]:
    return list(check(make_subject(artifact)))


def test_a_good_book_has_no_findings(artifact: Artifact) -> None:
    assert run(artifact) == []


def test_no_e_book_no_findings(artifact: Artifact) -> None:
    subject = replace(make_subject(artifact), artifacts=MappingProxyType({}))
    assert list(check(subject)) == []


def test_a_packed_mimetype(artifact: Artifact) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry), zipfile.ZIP_DEFLATED)
    (finding,) = run(replace(artifact, data=written.getvalue()))
    assert (finding.rule, finding.severity) == ("mimetype-is-first-and-stored", Severity.ERROR)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(60)])
def test_a_file_that_is_no_archive(data: bytes) -> None:
    (finding,) = check_mimetype(data, "book.epub")
    assert finding.rule in RULES and str(finding.location) == "book.epub"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("خاتمة.", "خاتمه."),
        ("<p>خاتمة.</p>", ""),
        ("<strong>ال</strong><em>", "<strong>ال</strong> <em>"),
        ("</bdi> أقلعت.", "</bdi>أقلعت."),
        ("<h2", "<h2 data-ours=''"),
    ],
)
def test_changed_text_is_found(artifact: Artifact, old: str, new: str) -> None:
    (finding,) = run(repack(artifact, "text/article.xhtml", lambda text: text.replace(old, new)))
    assert (finding.rule, finding.severity) == ("epub-text-is-the-source", Severity.ERROR)
    assert str(finding.message).startswith("the e-book lacks «")


def test_the_place_of_a_lost_text_is_that_of_the_source(artifact: Artifact) -> None:
    damaged = repack(artifact, "text/article.xhtml", lambda text: text.replace("<p>خاتمة.</p>", ""))
    (finding,) = run(damaged)
    document = make_document()
    assert finding.location == document.source.locate(document.source.text.index("خاتمة."))


def test_a_text_in_another_place_is_found(artifact: Artifact) -> None:
    def move(text: str) -> str:
        deck = text[text.index('<p class="deck">') : text.index("</p>", text.index('<p class="deck">')) + 4]
        return text.replace(deck, "").replace("</section>", f"{deck}</section>")

    findings = run(repack(artifact, "text/article.xhtml", move))
    assert findings and {finding.rule for finding in findings} == {"epub-text-is-the-source"}
    assert "in another place" in str(findings[0].message)


def test_a_note_that_nothing_calls_is_lost_text(artifact: Artifact) -> None:
    document = make_document()
    text = Text(text="خاتمة.", span=document.title.span)
    silent = replace(
        document, blocks=(Paragraph(inlines=(text,), span=text.span),), footnotes=document.footnotes[:1]
    )
    edition = compose_edition(silent, (), timestamp="1980-01-01T00:00:00Z")
    subject = replace(make_subject(write_epub(edition), silent), edition=edition)
    (finding,) = check(subject)
    assert "«حاشية أولى" in str(finding.message)


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        (
            "text/facts.xhtml",
            ' dir="rtl">\n<head>',
            ">\n<head>",
            'EPUB/text/facts.xhtml: html does not say dir="rtl"',
        ),
        ("text/nav.xhtml", '<body dir="rtl"', "<body", 'EPUB/text/nav.xhtml: body does not say dir="rtl"'),
        ("text/cover.xhtml", ' lang="ar" xml', " xml", 'EPUB/text/cover.xhtml: html does not say lang="ar"'),
        (
            "text/notes.xhtml",
            'xml:lang="ar"',
            'xml:lang="fa"',
            'EPUB/text/notes.xhtml: html does not say xml:lang="ar"',
        ),
        ("content.opf", ' dir="rtl" prefix', " prefix", 'EPUB/content.opf: package does not say dir="rtl"'),
        (
            "content.opf",
            'page-progression-direction="rtl"',
            "",
            'EPUB/content.opf: spine does not say page-progression-direction="rtl"',
        ),
    ],
)
def test_a_missing_direction_is_found(artifact: Artifact, path: str, old: str, new: str, place: str) -> None:
    (finding,) = run(repack(artifact, path, lambda text: text.replace(old, new, 1)))
    assert (finding.rule, str(finding.message)) == ("markup-has-direction", place)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<bdi lang="en" xml:lang="en" dir="ltr" class="short">CSTO</bdi>', "CSTO"),
        ('<code dir="ltr">', "<code>"),
    ],
)
def test_a_bare_latin_run_is_found(artifact: Artifact, old: str, new: str) -> None:
    damaged = repack(artifact, "text/article.xhtml", lambda text: text.replace(old, new))
    assert [finding.rule for finding in run(damaged)] == ["latin-run-is-isolated"]
