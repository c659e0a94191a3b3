from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from report.checks import Article, Subject
from report.checks.fonts import check
from report.document import Document, Paragraph, Source, Text
from report.edition import compose_edition
from report.errors import Severity
from report.facts import Ledger
from report.resources import Resources, builtin_folder
from report.writers import Artifact
from tests.unit.epub_samples import make_renderer

NOTHING = Artifact(name="x", media_type="x", data=b"")


def make_subject(words: str, *outputs: str, resources: Resources | None = None) -> Subject:
    source = Source.from_text(f"عنوان\n{words}")
    title, body = (Text(text=source[source.line_span(n)], span=source.line_span(n)) for n in (1, 2))
    document = Document(
        source=source,
        language="ar",
        direction="rtl",
        title=title,
        blocks=(Paragraph(inlines=(body,), span=body.span),),
    )
    return Subject(
        articles=(Article(document=document, ledger=Ledger(source)),),
        edition=compose_edition(document, (), timestamp="1980-01-01T00:00:00Z"),
        renderer=make_renderer(resources),
        artifacts=MappingProxyType({name: NOTHING for name in outputs}),
    )


def test_texts_that_the_fonts_cover() -> None:
    assert list(check(make_subject("قال «نعم» عن IL-76، ١٢٪ – 2014…", "pdf", "epub"))) == []


def test_one_finding_for_each_character_and_output() -> None:
    findings = list(check(make_subject("نص 漢 و漢 و☃", "pdf", "epub")))
    assert [(str(finding.location), str(finding.message)) for finding in findings] == [
        (
            "article.txt:2:4",
            "pdf: no font has the character 漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22); uses: 2",
        ),
        ("article.txt:2:10", "pdf: no font has the character ☃ (U+2603 SNOWMAN); uses: 1"),
        (
            "article.txt:2:4",
            "epub: no font has the character 漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22); uses: 2",
        ),
        ("article.txt:2:10", "epub: no font has the character ☃ (U+2603 SNOWMAN); uses: 1"),
    ]
    assert {(finding.rule, finding.severity) for finding in findings} == {
        ("font-covers-text", Severity.ERROR)
    }
    assert "Amiri" in str(findings[0].hint) and "Noto Naskh Arabic" in str(findings[2].hint)


def test_only_the_outputs_that_were_made_are_checked() -> None:
    assert list(check(make_subject("☃"))) == []
    assert len(list(check(make_subject("☃", "epub")))) == 1


def test_our_own_words_are_checked_too(tmp_path: Path) -> None:
    table = (builtin_folder() / "templates" / "locales" / "ar.toml").read_text(encoding="utf-8")
    (tmp_path / "templates" / "locales").mkdir(parents=True)
    (tmp_path / "templates" / "locales" / "ar.toml").write_text(f'sign = "☃"\n{table}', encoding="utf-8")
    (finding,) = check(make_subject("نص", "epub", resources=Resources(project=tmp_path)))
    assert str(finding.message) == "epub: no font has the character ☃ (U+2603) of the string sign"


def test_a_theme_of_the_project_is_looked_at(tmp_path: Path) -> None:
    subject = make_subject("نص", "epub")
    place = tmp_path / "templates" / "themes"
    place.mkdir(parents=True)
    (place / "briefing.toml").write_text('[faces.epub]\ntext = ["Amiri"]\n', encoding="utf-8")
    renderer = make_renderer(Resources(project=tmp_path))
    assert {face.family for face in renderer.faces("epub")} == {"Amiri"}
    assert list(check(replace(subject, renderer=renderer))) == []
