from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report.checks import Article, Subject
from report.checks.press import check, check_colours, check_sheets
from report.facts import Ledger
from report.project import Profile
from report.writers import Artifact, WriterOptions, pdf
from tests.unit.epub_samples import make_document, make_edition, make_renderer
from tests.unit.test_press import draw


def write(profile: Profile) -> Artifact:
    (artifact,) = pdf.write(make_edition(), make_renderer(), WriterOptions(profile=profile), {})
    return artifact


@pytest.fixture(scope="module")
def printed() -> Artifact:
    return write("press")


def change(artifact: Artifact, edit: Callable[[pikepdf.Pdf], None]) -> Artifact:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(artifact.data)) as file:
        edit(file)
        file.save(written)
    return replace(artifact, data=written.getvalue())


def run(artifact: Artifact, profile: Profile = "press") -> list[str]:
    document = make_document()
    subject = Subject(
        articles=(Article(document=document, ledger=Ledger(document.source)),),
        edition=make_edition(document),
        renderer=make_renderer(),
        artifacts=MappingProxyType({"pdf": artifact}),
        profile=profile,
    )
    return [f"{finding.rule}: {finding.message}" for finding in check(subject)]


def test_a_book_for_the_press_has_no_findings(printed: Artifact) -> None:
    assert run(printed) == []


@pytest.mark.parametrize("profile", ["archive", "archive-2"])
def test_a_book_for_keeping_is_none_for_the_press(profile: Profile) -> None:
    archived = write(profile)
    assert run(archived, profile) == []
    found = run(archived)
    assert "press-colours-are-ink: the PDF does not say for which inks it is" in found
    assert "press-colours-are-ink: page 1: fill in DeviceRGB" in found
    assert "press-colours-are-ink: page 1: gradient in ICCBased 3" in found
    assert "press-pages-have-bleed: page 1 has no bleed of 3 mm around its trim" in found
    assert "press-pages-have-bleed: page 3 has an annotation on it: Link" in found


def add_content(text: bytes, **resources: object) -> Callable[[pikepdf.Pdf], None]:
    def edit(file: pikepdf.Pdf) -> None:
        page = file.pages[1]
        for kind, entries in resources.items():
            table = page.Resources.get(f"/{kind}", Dictionary())
            for key, make in entries.items():  # type: ignore[attr-defined]
                table[f"/{key}"] = make(file)
            page.Resources[f"/{kind}"] = table
        page.contents_add(file.make_stream(text))

    return edit


def make_stream(content: bytes = b"", **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    return lambda file: file.make_stream(content, Dictionary(**entries))


def make_image(space: object, **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    described = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": space, **entries}
    return make_stream(b"abcd", Type=Name.XObject, Subtype=Name.Image, **described)


def make_form(content: bytes, **entries: Any) -> Callable[[pikepdf.Pdf], Any]:
    box = Array([0, 0, 9, 9])
    return make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, **entries)


def make_icc(file: pikepdf.Pdf) -> object:
    return Array([Name.ICCBased, file.make_stream(b"", N=3)])


def make_mask(file: pikepdf.Pdf) -> object:
    group = make_form(b"1 0 0 rg")(file)
    return Dictionary(SMask=Dictionary(S=Name.Luminosity, G=file.make_indirect(group)))


def make_tile(file: pikepdf.Pdf) -> object:
    return file.make_stream(
        b"1 0 0 RG",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 9, 9]),
        XStep=9,
        YStep=9,
        Resources=Dictionary(),
    )


def make_shading(file: pikepdf.Pdf) -> object:
    return file.make_indirect(Dictionary(ShadingType=2, ColorSpace=Name.CalRGB))


def make_spot(file: pikepdf.Pdf) -> object:
    return Array([Name.Separation, Name("/Spot"), Name.DeviceRGB, Dictionary(FunctionType=2)])


def make_type_3(file: pikepdf.Pdf) -> object:
    glyph = file.make_stream(b"0 0 1 rg 0 0 9 9 re f")
    return Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=glyph))


INDEXED = Array([Name.Indexed, Name.DeviceRGB, 0, pikepdf.String(b"abc")])


@pytest.mark.parametrize(
    ("content", "resources", "use", "space"),
    [
        (b"1 0 0 rg", {}, "fill", "DeviceRGB"),
        (b"1 0 0 RG", {}, "stroke", "DeviceRGB"),
        (b"/DeviceRGB cs 1 0 0 sc", {}, "fill", "DeviceRGB"),
        (b"/X CS 1 0 0 SC", {"ColorSpace": {"X": make_icc}}, "stroke", "ICCBased 3"),
        (b"/X cs 1 scn", {"ColorSpace": {"X": make_spot}}, "fill", "Separation on DeviceRGB"),
        (b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc\nEI", {}, "image", "DeviceRGB"),
        (b"/X Do", {"XObject": {"X": make_image(Name.DeviceRGB)}}, "image", "DeviceRGB"),
        (b"/X Do", {"XObject": {"X": make_image(INDEXED)}}, "image", "Indexed on DeviceRGB"),
        (b"/X Do", {"XObject": {"X": make_form(b"0 0 1 rg")}}, "fill", "DeviceRGB"),
        (
            b"/X Do",
            {"XObject": {"X": make_form(b"", Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB))}},
            "group",
            "DeviceRGB",
        ),
        (b"/X gs", {"ExtGState": {"X": make_mask}}, "fill", "DeviceRGB"),
        (b"/Pattern cs /X scn", {"Pattern": {"X": make_tile}}, "stroke", "DeviceRGB"),
        (b"/X sh", {"Shading": {"X": make_shading}}, "gradient", "CalRGB"),
        (b"", {"Font": {"X": make_type_3}}, "fill", "DeviceRGB"),
    ],
)
def test_a_colour_that_is_no_ink_is_found_wherever_it_is(
    content: bytes, resources: dict[str, object], use: str, space: str, printed: Artifact
) -> None:
    changed = change(printed, add_content(content, **resources))
    found = [str(finding.message).partition(": ")[2] for finding in check_colours(changed)]
    assert f"{use} in {space}" in found
    assert set(found) <= {f"{use} in {space}", f"resource in {space}"}


@pytest.mark.parametrize(
    ("content", "resources"),
    [
        (b"0 0 0 1 k 0 0 0 1 K .5 g .5 G", {}),
        (b"/DeviceCMYK cs 0 0 0 1 sc", {}),
        (b"/X Do", {"XObject": {"X": make_image(Name.DeviceCMYK)}}),
        (b"/X Do", {"XObject": {"X": make_image(Name.DeviceGray)}}),
    ],
)
def test_inks_are_not_found(content: bytes, resources: dict[str, object], printed: Artifact) -> None:
    assert list(check_colours(change(printed, add_content(content, **resources)))) == []


def annotate(rect: tuple[float, ...], **entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def edit(file: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array(rect), **entries)
        file.pages[1].Annots = Array([file.make_indirect(note)])

    return edit


def test_an_annotation_is_found_on_the_page_and_not_beside_it(printed: Artifact) -> None:
    (finding,) = check_sheets(change(printed, annotate((10, 10, 20, 20))))
    assert str(finding.message) == "page 2 has an annotation on it: Text"
    assert list(check_sheets(change(printed, annotate((-29, 10, -20, 20))))) == []


def test_the_colour_of_an_annotation_is_found(printed: Artifact) -> None:
    (finding,) = check_colours(change(printed, annotate((-29, 10, -20, 20), C=Array([1, 0, 0]))))
    assert str(finding.message) == "page 2: annotation in DeviceRGB"


def set_box(name: str, box: tuple[float, ...] | None) -> Callable[[pikepdf.Pdf], None]:
    def edit(file: pikepdf.Pdf) -> None:
        page = file.pages[1].obj
        if box is None:
            del page[name]
        else:
            page[name] = Array(box)

    return edit


@pytest.mark.parametrize(
    ("name", "box", "message"),
    [
        ("/TrimBox", None, "page 2 says nothing of its trim or its bleed"),
        ("/BleedBox", None, "page 2 says nothing of its trim or its bleed"),
        ("/BleedBox", (0, 0, 595.28, 841.89), "page 2 has no bleed of 3 mm around its trim"),
        ("/MediaBox", (-8.5, -8.5, 603.8, 850.4), "page 2 has no room for marks around its bleed"),
    ],
)
def test_a_page_without_bleed_is_found(
    name: str, box: tuple[float, ...] | None, message: str, printed: Artifact
) -> None:
    (finding,) = check_sheets(change(printed, set_box(name, box)))
    assert (finding.rule, str(finding.message)) == ("press-pages-have-bleed", message)


def test_an_output_intent_for_screens_is_found(printed: Artifact) -> None:
    def edit(file: pikepdf.Pdf) -> None:
        file.Root.OutputIntents[0].DestOutputProfile.N = 3

    (finding,) = check_colours(change(printed, edit))
    assert str(finding.message) == "the PDF does not say for which inks it is"


GROUND = "position: absolute; width: 300pt; height: 200pt; top: 0; left: 0; background: #f5f0e6"


@pytest.mark.parametrize(
    ("css", "sides"),
    [
        ("@page { background: #0f3d4c }", []),
        (f"p {{ {GROUND}; top: -20pt; left: -20pt; width: 320pt; height: 240pt }}", ["right"]),
        (f"p {{ {GROUND}; width: 40pt }}", ["left", "top", "bottom"]),
        (f"p {{ {GROUND}; height: 1pt; top: 90pt; width: 400pt; left: -50pt }}", []),
        (f"p {{ {GROUND}; height: 2pt; top: 90pt }}", []),
        ("", []),
    ],
)
def test_a_ground_that_ends_at_the_trim_is_found(css: str, sides: list[str]) -> None:
    css = f"@page {{ margin: 0 }} body {{ position: static }} {css}"
    artifact = Artifact(name="x.pdf", media_type="application/pdf", data=draw("<p>ن</p>", css))
    found = [str(finding.message) for finding in check_sheets(artifact)]
    assert found == [f"page 1: what is printed ends at the trim: {side}" for side in sides]
