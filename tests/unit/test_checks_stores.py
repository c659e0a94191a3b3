"""What shops refuse in a book."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest
from PIL import Image

from report.checks import Subject
from report.checks.stores import check
from report.errors import Severity
from report.project import PublishingSettings
from report.writers import Artifact
from tests.epub.test_mutants import OPF, Files, pack, put, rewrite, sub
from tests.unit.epub_samples import make_document, make_edition, write_epub
from tests.unit.test_checks_epub import make_subject

STORES = ("apple", "google", "kindle", "kobo")
COVER = "EPUB/images/cover.png"


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    return write_epub(make_edition())


def make(artifact: Artifact, change: Callable[[Files], None] | None = None, *stores: str) -> Subject:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(artifact.data)) as container:
        files = {name: container.read(name) for name in container.namelist()}
    if change:
        change(files)
    subject = make_subject(replace(artifact, data=pack(files)), make_document())
    printed = Artifact(name="briefing.pdf", media_type="application/pdf", data=b"")
    return replace(
        subject,
        publishing=PublishingSettings.model_validate({"stores": stores or STORES}),
        artifacts=MappingProxyType({**subject.artifacts, "pdf": printed}),
    )


def paint(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "PNG")
    return stream.getvalue()


def test_every_shop_takes_the_book_and_says_what_it_alone_can_tell(artifact: Artifact) -> None:
    findings = list(check(make(artifact)))
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    unseen = [str(finding.message) for finding in findings if finding.rule == "store-alone-can-tell"]
    assert [text.partition(":")[0] for text in unseen] == [
        "Apple Books",
        "Google Play Books",
        "Kindle",
        "Kobo",
    ]
    wanted = [str(finding.message) for finding in findings if finding.rule == "store-asks-for-more"]
    assert wanted == [f"shops ask for dc:{name}, which is not said" for name in ("creator", "subject")]


def test_without_shops_nothing_is_asked(artifact: Artifact) -> None:
    assert list(check(replace(make(artifact), publishing=PublishingSettings()))) == []


@pytest.mark.parametrize(
    ("store", "change", "reason"),
    [
        ("apple", put(COVER, paint(1000, 1600)), "the cover has 1000 x 1600 pixels"),
        ("apple", put(COVER, paint(2100, 3000)), "has more than 5600000 pixels"),
        ("apple", sub(OPF, '<meta property="ibooks:specified-fonts">true</meta>', ""), "specified-fonts"),
        ("google", put(COVER, paint(600, 900)), "the cover has 600 x 900 pixels"),
        ("kindle", sub(OPF, "horizontal-rl", "horizontal-lr"), "primary-writing-mode is not horizontal-rl"),
        ("kobo", rewrite(OPF, '<meta name="cover"[^>]*>', ""), "it finds the cover by"),
        ("kobo", sub(OPF, ' properties="cover-image"', ""), "the book has no cover"),
        (
            "kobo",
            put("EPUB/text/article.xhtml", b"<a>" + b" " * 10_000_001 + b"</a>"),
            "is larger than 10000000",
        ),
    ],
)
def test_what_a_shop_refuses(
    artifact: Artifact, store: str, change: Callable[[Files], None], reason: str
) -> None:
    refused = [
        str(finding.message)
        for finding in check(make(artifact, change, store))
        if finding.rule == "store-takes-the-book"
    ]
    assert len(refused) == 1 and reason in refused[0]


def test_google_wants_the_pdf_too(artifact: Artifact) -> None:
    subject = make(artifact, None, "google")
    alone = replace(subject, artifacts=MappingProxyType({"epub": subject.artifacts["epub"]}))
    assert "it takes the PDF" in str(next(iter(check(alone))).message)
