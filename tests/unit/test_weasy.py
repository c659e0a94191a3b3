from __future__ import annotations

import io
import logging
import threading
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report import pdfium
from report.errors import DependencyError, Finding, LimitError, Severity, TemplateError
from report.weasy import EmbeddedFile, count_lines, layout, load_engine, memory_url
from report.weasy._fetcher import LockedFetcher
from report.weasy._log import collect_log
from report.weasy._version import require_tested
from tests.unit.epub_samples import PIXEL
from tests.unit.weasy_samples import CSS, lay_out, load_faces, paint_pages, print_pages


def open_pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def list_rules(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.value) for finding in findings]


# The version guard.


@pytest.mark.parametrize("version", ["70.0", "70.3.1"])
def test_tested_versions_pass(version: str) -> None:
    require_tested(version)


@pytest.mark.parametrize("version", ["69.0", "71.0", "7", "", "next"])
def test_other_versions_are_refused(version: str) -> None:
    with pytest.raises(DependencyError, match="not a version that this program was tested with"):
        require_tested(version)


def test_the_engine_is_one_that_was_tested() -> None:
    require_tested(load_engine().__version__)


# What a page may read.


@pytest.fixture
def fetcher(tmp_path: Path) -> LockedFetcher:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "in.css").write_text("p { color: red }")
    (tmp_path / "out.css").write_text("p { color: blue }")
    (tmp_path / "root" / "link.css").symlink_to(tmp_path / "out.css")
    return LockedFetcher({"faces/a b.ttf": b"face"}, (tmp_path / "root",))


def test_memory_and_files_below_the_roots_are_served(fetcher: LockedFetcher, tmp_path: Path) -> None:
    served = fetcher.fetch(memory_url("faces/a b.ttf"))
    assert served.read() == b"face"
    served = fetcher.fetch((tmp_path / "root" / "in.css").as_uri())
    assert b"red" in served.read()
    served.close()
    assert fetcher.fetch("data:text/plain,x").read() == b"x"
    assert fetcher.refused == {}


@pytest.mark.parametrize(
    "address",
    [
        "memory:faces/none.ttf",
        "http://example.org/a.css",
        "https://example.org/a.css",
        "ftp://example.org/a.css",
        "file:///etc/passwd",
        "file://example.org/etc/passwd",
        "{root}/../out.css",
        "{root}/%2e%2e/out.css",
        "{root}/link.css",
        "{root}/none.css",
        "nonsense:x",
    ],
)
def test_anything_else_is_refused(fetcher: LockedFetcher, tmp_path: Path, address: str) -> None:
    address = address.format(root=(tmp_path / "root").as_uri())
    with pytest.raises((ValueError, OSError)):
        fetcher.fetch(address)
    assert list(fetcher.refused) == [address]


def test_what_is_refused_is_a_finding_with_our_reason(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    pages = lay_out(
        '<p>نص</p><img src="http://example.org/a.png" alt="x"/><img src="../secret.txt" alt="x"/>',
        css="@import url(https://example.org/b.css);",
        roots=(root,),
    )
    assert {rule for rule, _ in list_rules(pages.findings)} == {"resource-is-in-the-project"}
    said = " ".join(str(finding.message) for finding in pages.findings)
    assert "a build reads nothing from the network" in said
    assert "it lies outside the project" in said
    assert {finding.severity for finding in pages.findings} == {Severity.ERROR}


def test_a_file_named_as_an_attachment_is_not_embedded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    pages = lay_out(f'<p>نص</p><link rel="attachment" href="{secret.as_uri()}"/>')
    painting = paint_pages(pages)
    assert b"EmbeddedFiles" not in painting.data
    with open_pdf(painting.data) as file:
        assert not file.attachments


# Fonts.


def test_no_font_of_the_system_is_ever_used() -> None:
    pages = lay_out("<p>نص 漢字</p>", css="p { font-family: 'DejaVu Sans', serif }")
    painting = paint_pages(pages)
    names = {font.name.partition("+")[2] for font in pdfium.list_fonts(painting.data)}
    assert names <= {"Amiri", "IBM-Plex-Sans-Arabic"}
    findings = pages.findings + painting.findings
    assert ("engine-message", "error") in list_rules(findings)
    assert any("U+6F22" in str(finding.message) for finding in findings)


def test_one_face_for_each_family_weight_and_style() -> None:
    faces = load_faces()
    with pytest.raises(TemplateError, match="gives a font face twice"):
        layout("<p>x</p>", stylesheets=(), faces=(*faces, faces[0]))
    with pytest.raises(TemplateError, match="gives no font face"):
        layout("<p>x</p>", stylesheets=(), faces=())


# The log.


def test_messages_of_the_engine_are_findings_once_each() -> None:
    logger = logging.getLogger("weasyprint")
    with collect_log() as log:
        for _ in range(2):
            logger.warning("Ignored %r at %d", "x", 3)
        logger.error("Failed to load")
        logger.warning(".notdef glyph rendered")
        logger.info("Step 1")
        thread = threading.Thread(target=logger.error, args=("of another build",))
        thread.start()
        thread.join()
    logger.error("after")
    findings = tuple(log.findings({}))
    assert [str(finding.message).removeprefix("the page engine says: ") for finding in findings] == [
        "Ignored 'x' at 3",
        "Failed to load",
        ".notdef glyph rendered",
    ]
    assert [finding.severity.value for finding in findings] == ["warning", "error", "error"]


def test_the_log_is_collected_whatever_its_level() -> None:
    logger = logging.getLogger("weasyprint")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with collect_log() as log:
            logger.warning("said")
        assert len(tuple(log.findings({}))) == 1
        assert logger.level == logging.CRITICAL
    finally:
        logger.setLevel(before)


def test_an_unknown_property_is_a_finding() -> None:
    pages = lay_out("<p>نص</p>", css="p { no-such-thing: 1 }")
    assert list_rules(pages.findings) == [("engine-message", "warning")]


# Failures of the engine.


def test_deep_nesting_is_over_a_limit() -> None:
    with pytest.raises(LimitError, match="nested too deeply"):
        lay_out("<div>" * 3000 + "x")


def test_an_exception_of_the_engine_is_a_template_error() -> None:
    with pytest.raises(TemplateError, match="the page engine failed: ZeroDivisionError"):
        paint_pages(lay_out("<p>x</p>", css="p { font-size: 1e9px }"))


# Layout.


def test_ids_lines_and_fills_are_told() -> None:
    body = f'<h1 id="a">عنوان</h1><p id="b">{"كلمة " * 20}</p><p id="c" style="break-before: page">خاتمة</p>'
    pages = lay_out(body)
    assert pages.page_count == 2
    assert dict(pages.pages) == {"a": 1, "b": 1, "c": 2}
    lines = count_lines(pages)
    assert lines["a"] == lines["c"] == 1 < lines["b"]
    assert pages.fills[0] > pages.fills[1] > 0


def test_relative_addresses_start_from_the_first_root(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PIXEL)
    pages = lay_out('<img src="a.png" alt="نقطة"/>', roots=(tmp_path,))
    assert pages.findings == ()


# Links.


def list_links(data: bytes) -> list[tuple[int, str]]:
    return [(link.page, link.target) for link in pdfium.list_links(data)]


def test_a_link_has_one_area_a_line_whatever_it_holds() -> None:
    body = '<p><a href="#x">قال <bdi dir="ltr" lang="en">IL-76</bdi> <b>نعم</b></a></p><p id="x">هنا</p>'
    assert list_links(print_pages(body)) == [(1, "x")]
    assert list_links(print_pages(body.replace("نعم", "نعم " * 60))) == [(1, "x")] * 4


def test_a_link_without_line_height_can_be_clicked() -> None:
    data = print_pages(
        '<p>قال<a class="mark" href="#x">7</a></p><p id="x">هنا</p>', css=".mark { line-height: 0 }"
    )
    (link,) = pdfium.list_links(data)
    left, bottom, right, top = link.box
    assert right - left > 3 and top - bottom > 5


NOTES = """
    <p>كتب<span class="note" id="note-1" data-number="١" aria-label="الحاشية ١">حاشية <i>أولى</i></span> الدرس
    ثم سكت<span class="note" id="note-2" data-number="٢">حاشية ثانية</span>.</p>
"""
NOTES_CSS = """
    .note { float: footnote; footnote-display: block }
    .note::footnote-call, .note::footnote-marker { content: attr(data-number) }
    .note::footnote-call { line-height: 0 }
"""


def test_footnotes_are_linked_both_ways() -> None:
    data = print_pages(NOTES, css=NOTES_CSS)
    links = {link.target: link.box for link in pdfium.list_links(data)}
    assert list(links) == ["note-1", "note-2", "note-1-call", "note-2-call"]
    assert links["note-1"][1] > links["note-1-call"][3]  # the call stands above the note
    assert all(right > left and top > bottom for left, bottom, right, top in links.values())
    with open_pdf(data) as file:
        named = file.Root.Names.Dests.Names
        targets = {str(named[index]): named[index + 1] for index in range(0, len(named), 2)}
    assert set(targets) == {"note-1", "note-2", "note-1-call", "note-2-call"}
    assert targets["note-1-call"][3] > targets["note-1"][3]


def test_a_link_is_described_by_words() -> None:
    body = (
        '<p><a href="#x">إلى  <b>هناك</b></a> <a href="#x" aria-label="مرة أخرى">7</a></p><p id="x">هنا</p>'
    )
    with open_pdf(print_pages(body)) as file:
        described = [str(item.Contents) for item in file.pages[0].Annots]
    assert described == ["إلى هناك", "مرة أخرى"]


# The catalog and the metadata.


@pytest.fixture(scope="module")
def described() -> bytes:
    return print_pages(
        '<h1>عنوان</h1><p style="break-after: page">نص</p><p>نص</p>',
        direction="rtl",
        page_labels=("الغلاف", "٢"),
        identifier="urn:uuid:1<2",
    )


def test_the_catalog_says_how_to_show_the_book(described: bytes) -> None:
    with open_pdf(described) as file:
        assert str(file.Root.Lang) == "ar"
        assert file.Root.PageLayout == "/TwoPageRight"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert file.Root.ViewerPreferences.Direction == "/R2L"
        assert bool(file.Root.MarkInfo.Marked)
        assert file.docinfo.Title == "عنوان"
    assert pdfium.list_page_labels(described) == ("الغلاف", "٢")


def test_pages_from_the_left_say_so() -> None:
    with open_pdf(print_pages("<p>x</p>", direction="ltr")) as file:
        assert file.Root.ViewerPreferences.Direction == "/L2R"
        assert "/PageLabels" not in file.Root


STATED = ("dc:identifier", "dc:language", "pdfaid:part", "pdfaid:conformance", "pdfuaid:part")


def read_metadata(data: bytes) -> tuple[Any, ...]:
    """What the XMP says of `STATED`."""
    with open_pdf(data) as file, file.open_metadata() as metadata:
        return tuple(metadata.get(name) for name in STATED)


def test_the_metadata_name_identifier_language_and_standards(described: bytes) -> None:
    assert read_metadata(described) == ("urn:uuid:1<2", {"ar"}, "3", "A", "1")


def test_another_variant_claims_only_itself() -> None:
    data = paint_pages(lay_out("<p>x</p>", variant="pdf/ua-1"), variant="pdf/ua-1").data
    assert read_metadata(data) == (None, {"ar"}, None, None, "1")


FILES = (
    EmbeddedFile(
        name="مقال.md",
        media_type="text/markdown",
        data=b"x" * 99,
        description="المقال",
        relationship="Source",
    ),
    EmbeddedFile(
        name="facts.json",
        media_type="application/json",
        data=b"{}",
        description="الحقائق",
        relationship="Data",
    ),
)


def test_files_go_into_the_file_dated_as_told() -> None:
    with open_pdf(print_pages("<p>x</p>", files=FILES, timestamp="2022-01-20T01:02:03Z")) as file:
        assert list(file.attachments) == ["facts.json", "مقال.md"]
        for given in FILES:
            found = file.attachments[given.name]
            stored = found.get_file()
            assert stored.read_bytes() == given.data
            assert stored.mime_type == given.media_type
            assert found.description == given.description
            assert str(stored.obj.Params.ModDate) == "D:20220120010203Z"
            assert found.relationship == f"/{given.relationship}"
        assert len(file.Root.AF) == len(FILES)


def test_an_image_is_not_asked_to_be_smoothed() -> None:
    pages = lay_out(f'<img src="{memory_url("a.png")}" alt="نقطة"/>', resources={"a.png": PIXEL})
    with open_pdf(paint_pages(pages).data) as file:
        images = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert images
        assert not any(bool(image.Interpolate) for image in images)


# The same bytes.


def test_two_paints_of_the_same_pages_are_equal() -> None:
    def paint() -> bytes:
        return print_pages(
            NOTES, css=NOTES_CSS, identifier="urn:x", files=FILES, timestamp="2022-01-20T00:00:00Z"
        )

    assert paint() == paint()
    pages = lay_out(NOTES, css=NOTES_CSS)
    assert paint_pages(pages).data == paint_pages(pages).data


def test_painting_leaves_the_engine_as_it_was() -> None:
    import weasyprint.pdf

    before = (weasyprint.pdf.add_tags, weasyprint.pdf.Stream)
    print_pages("<p>x</p>")
    with pytest.raises(TemplateError):
        paint_pages(lay_out("<p>x</p>", css="p { font-size: 1e9px }"))
    assert (weasyprint.pdf.add_tags, weasyprint.pdf.Stream) == before


def test_stylesheets_are_taken_in_order() -> None:
    pages = layout(
        '<p id="a">x</p>',
        stylesheets=(CSS, "@page { size: 100pt 100pt }", "@page { size: 50pt 60pt; margin: 0 }"),
        faces=load_faces(),
    )
    with open_pdf(paint_pages(pages, variant=None).data) as file:
        assert [round(edge) for edge in file.pages[0].MediaBox] == [0, 0, 50, 60]
