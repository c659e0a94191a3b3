from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from report.cli import main
from report.errors import ResourceError
from report.pdfium import count_pages, list_fonts, list_links, list_page_labels
from report.preflight import Box, list_colours, list_output_intents, list_sheets
from report.render import Theme
from report.separation import Separation
from report.weasy import Press
from report.writers import Artifact, WriterOptions, pdf
from report.writers._press import load_press
from tests.unit.epub_samples import make_edition, make_renderer
from tests.unit.test_pdfium import strip_marks
from tests.unit.weasy_samples import lay_out, paint_pages

POINT = 72 / 25.4
DATE = "2022-01-20T00:00:00Z"


@cache
def press() -> Press:
    return load_press(make_renderer())


def write(**options: object) -> Artifact:
    (artifact,) = pdf.write(make_edition(), make_renderer(), WriterOptions(**options), {})  # type: ignore[arg-type]
    return artifact


@pytest.fixture(scope="module")
def printed() -> Artifact:
    """One block of every kind, with facts and notes, for the press."""
    return write(profile="press", multiple=4)


@pytest.fixture(scope="module")
def archived() -> Artifact:
    return write()


def make_image(form: str, mode: str = "RGB", colour: object = (200, 30, 40), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (3, 2), colour).save(stream, form, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def draw(body: str, css: str = "", resources: Mapping[str, bytes] | None = None) -> bytes:
    pages = lay_out(
        body,
        css=f"@page {{ bleed: 3mm }} {css}",
        resources=resources,
        variant="pdf/x-4",
    )
    return paint_pages(pages, variant="pdf/x-4", press=press(), timestamp=DATE).data


def spaces(data: bytes, use: str) -> set[str]:
    return {colour.space for colour in list_colours(data) if colour.use == use}


def read_steps(content: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Each operator of a content stream with its operands."""
    steps: Any = pikepdf.parse_content_stream(content)
    return [(str(operator), tuple(operands)) for operands, operator in steps]


def operators(data: bytes, *kinds: str) -> list[tuple[float, ...]]:
    """The operands of every operator of `kinds` on the first page, each once, in order."""
    with pikepdf.open(io.BytesIO(data)) as file:
        steps = read_steps(file.pages[0])
    found = (tuple(map(float, operands)) for operator, operands in steps if operator in kinds)
    return list(dict.fromkeys(found))


# The whole book.


def test_the_file_says_what_it_is(printed: Artifact) -> None:
    assert printed.findings == ()
    assert printed.data.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(printed.data)) as file:
        assert str(file.docinfo["/Trapped"]) == "/False"
        assert str(file.docinfo["/GTS_PDFXVersion"]) == "PDF/X-4"
        assert str(file.docinfo["/ModDate"]) == "D:20220120000000Z"
        metadata = file.Root.Metadata.read_bytes().decode()
        assert "/EmbeddedFiles" not in file.Root.get("/Names", {})
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4<" in metadata
    assert f"<xmp:MetadataDate>{DATE}<" in metadata
    assert "<pdfx:GTS_PDFXVersion>PDF/X-4<" in metadata and "GTS_PDFXConformance" not in metadata
    (intent,) = list_output_intents(printed.data)
    assert (intent.standard, intent.condition, intent.components) == ("GTS_PDFX", "FOGRA39", 4)


def test_the_same_edition_gives_the_same_bytes(printed: Artifact) -> None:
    assert write(profile="press", multiple=4).data == printed.data


def test_the_text_is_that_of_the_archived_file(printed: Artifact, archived: Artifact) -> None:
    texts = [
        [line for line in map(strip_marks, artifact.reading_text.split("\n")) if line]
        for artifact in (printed, archived)
    ]
    assert texts[0] == texts[1] and len(texts[0]) > 10


def test_all_fonts_are_embedded(printed: Artifact) -> None:
    assert all(font.embedded for font in list_fonts(printed.data))


def test_nothing_can_be_clicked(printed: Artifact, archived: Artifact) -> None:
    assert list_links(printed.data) == () != list_links(archived.data)


def test_the_covers_reach_the_edge_of_the_bleed(printed: Artifact) -> None:
    """The corners of the bleed have the colour of the corners of the trim."""
    import pypdfium2

    with pypdfium2.PdfDocument(printed.data) as document:
        for number in (0, len(document) - 1):
            page = document[number].render(scale=2).to_pil().convert("RGB")
            sheet = list_sheets(printed.data)[number]
            assert sheet.bleed and sheet.trim
            for x, inner in ((sheet.bleed[0] + 1, 3 * POINT), (sheet.bleed[2] - 1, -3 * POINT)):
                for y, up in ((sheet.bleed[1] + 1, 3 * POINT), (sheet.bleed[3] - 1, -3 * POINT)):
                    outside, inside = (
                        page.getpixel((int((at_x - sheet.media[0]) * 2), int((sheet.media[3] - at_y) * 2)))
                        for at_x, at_y in ((x, y), (x + inner, y + up))
                    )
                    assert outside != (255, 255, 255)
                    assert outside == inside


FORBIDDEN = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/AcroForm", "/Annots", "/EF", "/AF", "/Encrypt",
    "/TR", "/TR2", "/HT", "/BG", "/UCR", "/OPI", "/Alternates", "/PS", "/Ref", "/OC",
}  # fmt: skip
"""Keys of what PDF/X-4 forbids or restricts (ISO 15930-7, clause 6), none of which we need."""


def collect_keys(value: Any) -> set[str]:
    """The keys of a dictionary or stream, and of what is written inside it."""
    if isinstance(value, pikepdf.Array):
        return {key for item in value for key in collect_keys(item)}
    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return set()
    values: list[Any] = list(value.values())
    inside = [item for item in values if isinstance(item, pikepdf.Object) and not item.is_indirect]
    return set(value.keys()) | {key for item in inside for key in collect_keys(item)}


def test_nothing_is_in_the_file_that_the_standard_forbids(printed: Artifact, archived: Artifact) -> None:
    with pikepdf.open(io.BytesIO(printed.data)) as file:
        keys = {key for item in file.objects for key in collect_keys(item)} | set(file.trailer.keys())
    assert keys & FORBIDDEN == set()
    assert {"/DestOutputProfile", "/SMask", "/ID"} <= keys
    with pikepdf.open(io.BytesIO(archived.data)) as file:
        assert "/Annots" in {key for item in file.objects for key in collect_keys(item)}


# The command line.


def test_the_command_line_chooses_the_profile(tmp_path: Path) -> None:
    article = tmp_path / "article.md"
    article.write_text("# عنوان المقال\n\nكتب الطالب الدرس ثم سكت.\n", encoding="utf-8")
    common = [str(article), "--to", "pdf", "--profile", "press"]
    assert main(["build", *common, "--multiple", "4", "--out", str(tmp_path / "out")]) == 0
    data = (tmp_path / "out" / "briefing.pdf").read_bytes()
    assert [intent.standard for intent in list_output_intents(data)] == ["GTS_PDFX"]
    assert count_pages(data) % 4 == 0
    assert main(["check", *common]) == 0


# Pages.


@pytest.mark.parametrize(("multiple", "blank"), [(1, 0), (6, 1)])
def test_pages_are_filled_up_before_the_back_cover(multiple: int, blank: int, archived: Artifact) -> None:
    artifact = write(profile="press", multiple=multiple)
    pages = count_pages(archived.data)
    assert count_pages(artifact.data) == pages + blank
    with pikepdf.open(io.BytesIO(artifact.data)) as file:
        contents: list[Any] = [page.Contents for page in file.pages]
        texts = [b"TJ" in content[1].read_bytes() for content in contents]
    assert texts == [True] * (pages - 1) + [False] * blank + [True]
    assert len(list_page_labels(artifact.data)) == pages + blank


def test_pages_are_filled_up_for_the_press_alone(archived: Artifact) -> None:
    assert count_pages(write(multiple=4).data) == count_pages(archived.data) == 5


def is_inside(point: tuple[float, ...], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


@pytest.mark.parametrize(("paper", "width", "height"), [("A4", 210, 297), ("A5", 148, 210)])
def test_boxes_and_marks_stand_around_each_other(paper: str, width: float, height: float) -> None:
    data = write(profile="press", paper=paper).data
    trim = (0.0, 0.0, width * POINT, height * POINT)
    bleed = (-3 * POINT, -3 * POINT, (width + 3) * POINT, (height + 3) * POINT)
    (boxes,) = {(sheet.media, sheet.bleed, sheet.trim) for sheet in list_sheets(data)}
    assert boxes[1] == pytest.approx(bleed, abs=0.01)
    assert boxes[2] == pytest.approx(trim, abs=0.01)
    with pikepdf.open(io.BytesIO(data)) as file:
        marks: Any = file.pages[0].Contents
        steps = read_steps(marks[0])
    points = [tuple(map(float, operands)) for operator, operands in steps if operator in ("m", "l")]
    assert len(points) == 16
    assert not any(is_inside(point, bleed) for point in points)
    assert all(is_inside(point, boxes[0]) for point in points)
    at_edges = [
        any(start[axis] == end[axis] == pytest.approx(trim[axis + side], abs=0.01) for side in (0, 2))
        for start, end in list(pairwise(points))[::2]
        for axis in (0, 1)
    ]
    assert at_edges.count(True) == 8
    assert steps[0][0] == "BDC"


# Colours.


def test_text_is_black_ink_alone(printed: Artifact) -> None:
    assert operators(draw("<p style='color: #17212b'>نص</p>"), "k") == [(0, 0, 0, 1)]


@pytest.mark.parametrize(
    ("colour", "inks"),
    [
        ("black", (0, 0, 0, 1)),
        ("#808080", (0, 0, 0, 0.498)),
        ("#0f3d4c", (0.9, 0.55, 0.45, 0.45)),
        ("#a8481f", (0.2, 0.8, 1, 0.12)),
        ("rgb(15 61 76 / 50%)", (0.9, 0.55, 0.45, 0.45)),
        ("hsl(200 80% 40%)", None),
    ],
)
def test_colours_are_those_of_the_theme_or_go_through_the_profile(
    colour: str, inks: tuple[float, ...] | None
) -> None:
    data = draw(f"<p style='background: {colour}; border: 1pt dotted {colour}'></p>")
    (found,) = operators(data, "k")
    assert found == inks or (inks is None and len(found) == 4)
    assert operators(data, "rg", "RG") == []


SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20' viewBox='0 0 40 20'>{}</svg>"
FADING = (
    "<defs><{0}Gradient id='g'><stop offset='0' stop-color='red'/>"
    "<stop offset='1' stop-color='blue' stop-opacity='.2'/></{0}Gradient></defs>"
    "<rect width='40' height='20' fill='url(#g)'/>"
)
MASKED = (
    "<defs><mask id='m'><rect width='40' height='20' fill='#ff8000'/></mask></defs>"
    "<rect width='40' height='20' fill='red' mask='url(#m)'/>"
)
TILED = (
    "<defs><pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'>"
    "<rect width='2' height='2' fill='lime'/></pattern></defs><rect width='40' height='20' fill='url(#p)'/>"
)


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ("<p><a href='https://example.org/'>رابط</a></p>", ""),
        ("<p>ن</p>", "p { background: linear-gradient(red, #00f8 40%, transparent) }"),
        ("<p>ن</p>", "p { background: radial-gradient(red, lime); border: 3pt ridge purple }"),
        (
            "<p>ن</p>",
            "p { opacity: .4; color: teal; text-decoration: underline wavy red; outline: 1pt solid }",
        ),
        (SVG.format(FADING.format("linear")), ""),
        (SVG.format(FADING.format("radial")), ""),
        (SVG.format(MASKED), ""),
        (SVG.format(TILED), ""),
        (SVG.format("<text y='9' fill='green' stroke='red'>A</text>"), ""),
        ("<p>ن</p>", "@page { background: red; @bottom-left { content: counter(page); color: blue } }"),
    ],
)
def test_whatever_is_drawn_is_in_ink(body: str, css: str) -> None:
    found = {colour.space for colour in list_colours(draw(body, css=css))}
    assert "DeviceCMYK" in found
    assert found <= {"DeviceCMYK", "DeviceGray", "Pattern"}


def test_a_mask_is_as_light_as_its_colours() -> None:
    data = draw(SVG.format(MASKED))
    with pikepdf.open(io.BytesIO(data)) as file:
        masks = [
            item.SMask.G
            for item in file.pages[0].Resources.ExtGState.values()
            if isinstance(item.get("/SMask"), pikepdf.Dictionary)
        ]
        (mask,) = masks
        assert str(mask.Group.CS) == "/DeviceGray"
        (light,) = {float(operands[0]) for operator, operands in read_steps(mask) if operator == "g"}
    assert light == pytest.approx(0.3 + 0.59 * 128 / 255, abs=0.001)


# Images.


@pytest.mark.parametrize(
    ("name", "data", "space"),
    [
        ("a.png", make_image("PNG"), "DeviceCMYK"),
        ("a.png", make_image("PNG", "RGBA", (200, 30, 40, 128)), "DeviceCMYK"),
        ("a.png", make_image("PNG", "P", 3), "DeviceCMYK"),
        ("a.png", make_image("PNG", "L", 90), "DeviceGray"),
        ("a.jpg", make_image("JPEG", quality=95), "DeviceCMYK"),
        ("a.jpg", make_image("JPEG", "L", 90), "DeviceGray"),
        ("a.jpg", make_image("JPEG", "CMYK", (10, 200, 30, 0)), "DeviceCMYK"),
        ("a.webp", make_image("WEBP", lossless=True), "DeviceCMYK"),
        ("a.gif", make_image("GIF"), "DeviceCMYK"),
    ],
)
def test_images_are_in_ink(name: str, data: bytes, space: str) -> None:
    written = draw(f"<img src='memory:{name}' alt='x'>", resources={name: data})
    assert space in spaces(written, "image") <= {space, "DeviceGray"}


def test_an_image_has_the_inks_of_its_colour() -> None:
    written = draw("<img src='memory:a.png' alt='x'>", resources={"a.png": make_image("PNG")})
    with pikepdf.open(io.BytesIO(written)) as file:
        (pixels,) = (item.read_bytes() for item in file.pages[0].Resources.XObject.values())
    inks = Separation(press().profile).separate_colour((200 / 255, 30 / 255, 40 / 255))
    assert len(pixels) == 3 * 2 * 4
    assert tuple(pixels[:4]) == tuple(round(ink * 255) for ink in inks)
    assert inks[1] > 0.8 and inks[2] > 0.7 and inks[0] < 0.3


def test_no_colour_of_the_profile_takes_more_ink_than_paper_bears() -> None:
    separation = Separation(press().profile)
    steps = [step / 4 for step in range(5)]
    totals = [sum(separation.separate_colour((r, g, b))) for r in steps for g in steps for b in steps]
    assert max(totals) <= 3.02


# The printing condition.


def with_inks(**inks: object) -> Theme:
    theme = make_renderer().theme
    return replace(theme, tokens={**theme.tokens, "inks": inks})


@pytest.mark.parametrize("inks", [{"ink": (0, 0, 0)}, {"ink": (0, 0, 0, 101)}, {"teal": (0, 0, 0, 1)}])
def test_inks_that_cannot_be_are_refused(inks: dict[str, object]) -> None:
    renderer = make_renderer()
    renderer.theme = with_inks(**inks)
    with pytest.raises(ResourceError, match="cannot print"):
        load_press(renderer)


def test_a_profile_that_is_none_is_refused() -> None:
    with pytest.raises(ResourceError, match="no ICC profile"):
        Separation(b"no profile")
