from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pikepdf
import pytest

from report.checks import Article, Subject
from report.checks.pdf import RULES, check, check_fonts, is_of_family
from report.errors import Finding, Severity
from report.facts import Ledger
from report.writers import Artifact, OutlineEntry, WriterOptions, pdf
from tests.unit.epub_samples import make_document, make_edition, make_renderer, write_epub

FAMILIES = ("Amiri", "IBM Plex Sans Arabic")


@pytest.fixture(scope="module")
def printed() -> Artifact:
    (artifact,) = pdf.write(make_edition(), make_renderer(), WriterOptions(), {})
    return artifact


@pytest.fixture(scope="module")
def reflowed() -> Artifact:
    return write_epub(make_edition())


def run(**artifacts: Artifact) -> list[Finding]:
    document = make_document()
    subject = Subject(
        articles=(Article(document=document, ledger=Ledger(document.source)),),
        edition=make_edition(document),
        renderer=make_renderer(),
        artifacts=MappingProxyType(artifacts),
    )
    return list(check(subject))


def change(artifact: Artifact, edit: Callable[[pikepdf.Pdf], None]) -> Artifact:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(artifact.data)) as file:
        edit(file)
        file.save(written)
    return replace(artifact, data=written.getvalue())


def test_a_good_book_has_no_findings(printed: Artifact, reflowed: Artifact) -> None:
    assert run(pdf=printed, epub=reflowed) == []
    assert run(pdf=printed) == run(epub=reflowed) == []


# Fonts.


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("Amiri", True),
        ("Amiri-Bold", True),
        ("IBM-Plex-Sans-Arabic-Semi-Bold", True),
        ("IBMPlexSansArabic-SemiBold", True),
        ("IBM-Plex-Sans-Arabic-Medium-Italic", True),
        ("IBM-Plex-Sans", False),
        ("Amiri-Quran", False),
        ("DejaVu-Sans", False),
        ("Bold", False),
    ],
)
def test_a_font_is_known_by_its_family(name: str, ours: bool) -> None:
    assert is_of_family(name, FAMILIES) is ours


def test_a_font_of_another_family_is_found(printed: Artifact) -> None:
    findings = list(check_fonts(printed, FAMILIES[:1]))
    assert findings
    for finding in findings:
        assert (finding.rule, finding.severity) == ("pdf-fonts-are-ours", Severity.ERROR)
        assert "Plex" in str(finding.message) and "not of the theme" in str(finding.message)
        assert str(finding.location) == "briefing.pdf"


def remove_program(file: pikepdf.Pdf) -> None:
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and str(item.get("/FontName", "")).endswith("+Amiri"):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in item:
                    del item[key]


def rename_subset(file: pikepdf.Pdf) -> None:
    for item in file.objects:
        if isinstance(item, pikepdf.Dictionary) and str(item.get("/BaseFont", "")).endswith("+Amiri"):
            item["/BaseFont"] = pikepdf.Name.Amiri


@pytest.mark.parametrize(
    ("edit", "said"), [(remove_program, "is not embedded"), (rename_subset, "embedded whole")]
)
def test_a_font_that_is_not_a_subset_inside_is_found(
    printed: Artifact, edit: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    (finding,) = run(pdf=change(printed, edit))
    assert finding.rule == "pdf-fonts-are-ours"
    assert "Amiri" in str(finding.message) and said in str(finding.message)
    assert str(finding.message).startswith("page 1: ")


# Page labels.


def test_labels_that_are_not_the_folios_are_found(printed: Artifact) -> None:
    def shift(file: pikepdf.Pdf) -> None:
        file.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=2)])

    findings = run(pdf=change(printed, shift))
    assert {finding.rule for finding in findings} == {"page-labels-are-folios"}
    assert str(findings[0].message) == "page 2: a viewer calls it 3, and the folio is 2"


def test_missing_labels_are_found(printed: Artifact) -> None:
    def remove(file: pikepdf.Pdf) -> None:
        del file.Root.PageLabels

    findings = run(pdf=change(printed, remove))
    assert "a viewer calls it -, and the folio is 2" in str(findings[0].message)


# PDF and e-book.


def rename(artifact: Artifact, kind: str, title: str) -> Artifact:
    """The last entry of a kind under another title."""
    outline = list(artifact.outline)
    index = max(
        index
        for index, entry in enumerate(outline)
        if entry.kind == kind and (kind == "table" or entry.level > 1)
    )
    outline[index] = replace(outline[index], title=title)
    return replace(artifact, outline=tuple(outline))


@pytest.mark.parametrize("kind", ["heading", "table"])
def test_another_title_is_found(printed: Artifact, reflowed: Artifact, kind: str) -> None:
    (finding,) = run(pdf=printed, epub=rename(reflowed, kind, "غير ذلك"))
    assert finding.rule == "pdf-and-epub-agree"
    assert str(finding.message).startswith(f"the {kind}s differ: ")
    assert "غير ذلك in the e-book" in str(finding.message)


@pytest.mark.parametrize("kind", ["heading", "table"])
def test_a_title_too_few_or_too_many_is_found(printed: Artifact, reflowed: Artifact, kind: str) -> None:
    more = OutlineEntry(kind=kind, title="زيادة", target="x", level=2)  # type: ignore[arg-type]
    (finding,) = run(pdf=printed, epub=replace(reflowed, outline=(*reflowed.outline, more)))
    assert "differ: - in the PDF, زيادة in the e-book" in str(finding.message)
    (finding,) = run(pdf=replace(printed, outline=(*printed.outline, more)), epub=reflowed)
    assert "differ: زيادة in the PDF, - in the e-book" in str(finding.message)


def test_every_rule_is_tried_here() -> None:
    assert set(RULES) == {"pdf-fonts-are-ours", "page-labels-are-folios", "pdf-and-epub-agree"}
