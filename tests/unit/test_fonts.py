from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from report.document import CodeBlock, Document, FootnoteDefinition, Paragraph, Source, Text
from report.errors import ResourceError
from report.fonts import (
    SIZE_LIMIT,
    Face,
    compress_face,
    covered_characters,
    find_missing,
    load_families,
    missing_characters,
    require_coverage,
    subset_face,
)
from report.resources import Resources, builtin_folder

FAMILIES = ("Amiri", "IBM Plex Sans Arabic", "Noto Naskh Arabic")
NOTO = builtin_folder() / "fonts" / "noto-naskh-arabic"
REGULAR = (NOTO / "NotoNaskhArabic-Regular.ttf").read_bytes()

FAMILY_FILE = """
family = "Trial Naskh"
version = "1"
source = "here"
licence = "OFL-1.1"
licence-file = "OFL.txt"
reserved-names = [{reserved}]
{extra}
[[face]]
file = "Trial.ttf"
weight = 400
style = "normal"
sha256 = "{sha256}"
"""


def put_family(
    project: Path,
    data: bytes,
    *,
    reserved: str = "",
    extra: str = "",
    sha256: str = "",
    folder: str = "trial",
) -> Resources:
    place = project / "fonts" / folder
    place.mkdir(parents=True)
    (place / "Trial.ttf").write_bytes(data)
    (place / "OFL.txt").write_text("licence", encoding="utf-8")
    text = FAMILY_FILE.format(
        reserved=reserved, extra=extra, sha256=sha256 or hashlib.sha256(data).hexdigest()
    )
    (place / "family.toml").write_text(text, encoding="utf-8")
    return Resources(project=project)


def load_trial(project: Path, data: bytes) -> tuple[Face, ...]:
    return load_families(put_family(project, data), ["Trial Naskh"])


def change_font(change: Callable[[TTFont], object]) -> bytes:
    font = TTFont(io.BytesIO(REGULAR), recalcTimestamp=False)
    change(font)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def test_the_built_in_families_are_whole_and_described_truly() -> None:
    faces = load_families(Resources(), FAMILIES)
    assert [(face.family, face.weight) for face in faces] == [
        ("Amiri", 400),
        ("Amiri", 700),
        *(("IBM Plex Sans Arabic", weight) for weight in (400, 500, 600, 700)),
        ("Noto Naskh Arabic", 400),
        ("Noto Naskh Arabic", 700),
    ]
    for face in faces:
        font = TTFont(io.BytesIO(face.data))
        assert font["name"].getBestFamilyName() == face.family
        assert font["OS/2"].usWeightClass == face.weight
        assert font["name"].getDebugName(5) == f"Version {face.version}"
        assert "SIL OPEN FONT LICENSE Version 1.1" in face.licence_text
        for name in face.reserved_names:
            assert f'Reserved Font Name "{name}"' in face.licence_text
    letters = {ord(char) for char in "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئةىًٌٍَُِّْ«»،؛؟…–—0123456789٠١٢٣٤٥٦٧٨٩٪"}
    assert all(letters <= face.characters for face in faces)


def test_a_family_that_nobody_has_is_named() -> None:
    with pytest.raises(ResourceError, match="no font family Trajan"):
        load_families(Resources(), ["Trajan"])


def test_a_family_of_the_project_hides_the_built_in_one(tmp_path: Path) -> None:
    resources = put_family(tmp_path, REGULAR)
    toml = tmp_path / "fonts" / "trial" / "family.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("Trial Naskh", "Amiri"), encoding="utf-8")
    (face,) = load_families(resources, ["Amiri"])
    assert face.path.name == "Trial.ttf"


def test_two_folders_of_one_family(tmp_path: Path) -> None:
    put_family(tmp_path, REGULAR)
    with pytest.raises(ResourceError, match="same family Trial Naskh"):
        load_families(put_family(tmp_path, REGULAR, folder="other"), ["Trial Naskh"])


def test_two_faces_of_one_weight_and_style(tmp_path: Path) -> None:
    resources = put_family(tmp_path, REGULAR)
    toml = tmp_path / "fonts" / "trial" / "family.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text + text[text.index("[[face]]") :].replace("Trial.ttf", "Other.ttf"), encoding="utf-8")
    with pytest.raises(ResourceError, match=r"Other.ttf and Trial.ttf are both Trial Naskh 400 normal"):
        load_families(resources, ["Trial Naskh"])


def test_a_face_that_is_not_there(tmp_path: Path) -> None:
    resources = put_family(tmp_path, REGULAR)
    (tmp_path / "fonts" / "trial" / "Trial.ttf").unlink()
    with pytest.raises(ResourceError, match=r"fonts/trial/Trial.ttf is not there"):
        load_families(resources, ["Trial Naskh"])


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('version = "1"\n', "", "version"),
        ("weight = 400", 'weight = "400"', r"face\.0\.weight"),
        ('file = "Trial.ttf"', 'file = "../Trial.ttf"', r"face\.0\.file"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "colour"),
    ],
)
def test_a_wrong_family_file_names_the_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    resources = put_family(tmp_path, REGULAR)
    toml = tmp_path / "fonts" / "trial" / "family.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ResourceError, match=rf"family\.toml: {key}: "):
        load_families(resources, ["Trial Naskh"])


def test_another_file_than_the_described_one(tmp_path: Path) -> None:
    resources = put_family(tmp_path, REGULAR, sha256="0" * 64)
    with pytest.raises(ResourceError, match=r"not the file that family\.toml"):
        load_families(resources, ["Trial Naskh"])


def flip_byte(data: bytes, table: str) -> bytes:
    entry = TTFont(io.BytesIO(data)).reader.tables[table]
    place = entry.offset + entry.length // 2
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


@pytest.mark.parametrize("table", ["glyf", "GSUB", "cmap", "head"])
def test_one_damaged_byte_is_found_in_its_table(tmp_path: Path, table: str) -> None:
    with pytest.raises(ResourceError, match=f"damaged: {table}: its checksum is wrong") as caught:
        load_trial(tmp_path, flip_byte(REGULAR, table))
    assert caught.value.exit_code == 4
    assert "Trial.ttf" in str(caught.value)


@pytest.mark.parametrize("length", [4, 11, 100, 5_000, len(REGULAR) - 5])
def test_a_truncated_font(tmp_path: Path, length: int) -> None:
    with pytest.raises(ResourceError, match=r"Trial\.ttf is damaged: (table directory|\S+: the file ends)"):
        load_trial(tmp_path, REGULAR[:length])


@pytest.mark.parametrize("data", [b"", b"<html>", b"wOF2" + bytes(60), b"ttcf" + bytes(60), b"%PDF-1.7"])
def test_a_file_that_is_no_font(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ResourceError, match="not a TrueType or OpenType font"):
        load_trial(tmp_path, data)


def test_a_font_without_joining_rules_is_refused(tmp_path: Path) -> None:
    def drop(font: TTFont) -> None:
        del font["GSUB"]

    with pytest.raises(ResourceError, match="damaged: GSUB: it is not there"):
        load_trial(tmp_path, change_font(drop))


def test_a_font_that_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="larger than 20 MB"):
        load_trial(tmp_path, REGULAR + bytes(SIZE_LIMIT))


@pytest.mark.parametrize(
    ("bits", "refused"), [(0, False), (2, True), (4, False), (8, False), (0x100, True), (0x204, True)]
)
def test_licence_bits_that_forbid_embedding(tmp_path: Path, bits: int, refused: bool) -> None:
    data = change_font(lambda font: setattr(font["OS/2"], "fsType", bits))
    if refused:
        with pytest.raises(ResourceError, match=f"forbid embedding .*0x{bits:04X}"):
            load_trial(tmp_path, data)
    else:
        assert load_trial(tmp_path, data)


def test_a_reserved_name_needs_another_name_for_subsets(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="Trial is a reserved font name"):
        load_families(put_family(tmp_path, REGULAR, reserved='"Trial"'), ["Trial Naskh"])


@pytest.fixture(scope="module")
def plex() -> Face:
    return next(face for face in load_families(Resources(), ["IBM Plex Sans Arabic"]) if face.weight == 600)


def test_a_subset_has_the_characters_the_features_and_no_reserved_name(plex: Face) -> None:
    data = subset_face(plex, map(ord, "Łódž"))
    font, whole = TTFont(io.BytesIO(data)), TTFont(io.BytesIO(plex.data))
    kept = set(font.getBestCmap())
    assert set(map(ord, "Łódž")) <= kept
    assert set(range(0x600, 0x700)) & plex.characters <= kept
    assert len(data) < len(plex.data) * 0.6

    def features(font: TTFont, table: str) -> set[str]:
        return {record.FeatureTag for record in font[table].table.FeatureList.FeatureRecord}

    arabic = {"init", "medi", "fina", "rlig", "calt", "ccmp"} & features(whole, "GSUB")
    assert arabic and arabic <= features(font, "GSUB")
    assert {"mark", "mkmk"} <= features(font, "GPOS")
    names = {record.nameID: record.toUnicode() for record in font["name"].names}
    assert {names[16], names[1], names[6]} == {"Taqrir Sans", "Taqrir Sans SemiBold", "TaqrirSans-SemiBold"}
    assert not [name for name in names.values() if "plex" in name.casefold()]
    assert "Copyright 2019 IBM Corp." in names[0] and "Open Font License" in names[13]
    assert font["OS/2"].usWeightClass == 600


def test_a_subset_draws_the_same_shapes(plex: Face) -> None:
    font, whole = TTFont(io.BytesIO(subset_face(plex, ()))), TTFont(io.BytesIO(plex.data))
    for char in "بلا«7":
        name, name_before = font.getBestCmap()[ord(char)], whole.getBestCmap()[ord(char)]
        assert font["hmtx"][name] == whole["hmtx"][name_before]
        coordinates, before = (
            tables[glyph].getCoordinates(tables)[0]
            for tables, glyph in ((font["glyf"], name), (whole["glyf"], name_before))
        )
        assert coordinates == before


def test_woff2_holds_the_same_font(plex: Face) -> None:
    data = subset_face(plex, ())
    compressed = compress_face(data)
    assert compressed[:4] == b"wOF2" and len(compressed) < len(data) / 2
    assert TTFont(io.BytesIO(compressed)).getBestCmap() == TTFont(io.BytesIO(data)).getBestCmap()


def missing(text: str, characters: str) -> list[tuple[int, str]]:
    return list(missing_characters(frozenset(map(ord, characters)), text))


def test_what_needs_no_glyph_is_not_missing() -> None:
    assert missing("ا\u200cب\u200f\u2068ج\u2069\u00a0\u202f\t\ufe0e\n\u00ad", "ابج") == []
    assert missing("\u0600\u06dd", "ا") == [(0, "\u0600"), (1, "\u06dd")]


def test_composed_and_decomposed_letters_stand_for_each_other() -> None:
    assert missing("é", "e\u0301") == []
    assert missing("e\u0301", "eé") == []
    assert missing("ا\u0653", "اآ") == []
    assert missing("x\u0301", "xe") == [(1, "\u0301")]


def make_document(text: str) -> Document:
    source = Source.from_text(text)
    lines = [source.line_span(line) for line in range(1, source.line_count + 1)]
    title, body, code, note = (Text(text=source[span], span=span) for span in lines)
    return Document(
        source=source,
        language="ar",
        direction="rtl",
        title=title,
        blocks=(
            Paragraph(inlines=(body,), span=body.span),
            CodeBlock(text=code.text, span=code.span),
        ),
        footnotes=(
            FootnoteDefinition(
                label="1", blocks=(Paragraph(inlines=(note,), span=note.span),), span=note.span
            ),
        ),
    )


def test_every_missing_character_has_its_first_place_and_its_count() -> None:
    faces = load_families(Resources(), ["Amiri"])
    found = find_missing(make_document("عنوان\nنص 漢 ثم 字 و漢\nx = 字\nحاشية 😀"), faces)
    assert [(item.character, item.code, str(item.location), item.count) for item in found] == [
        ("漢", "6F22", "article.txt:2:4", 2),
        ("字", "5B57", "article.txt:2:9", 2),
        ("😀", "1F600", "article.txt:4:7", 1),
    ]


def test_a_document_with_a_missing_character_is_refused_before_it_is_rendered() -> None:
    faces = load_families(Resources(), ["Amiri", "IBM Plex Sans Arabic"])
    require_coverage(make_document("عنوان\nنص «An-124» ١٢٪\nx = 1\nحاشية"), faces)
    with pytest.raises(ResourceError) as caught:
        require_coverage(make_document("عنوان ☃\nنص\nx\nحاشية"), faces)
    assert str(caught.value) == "no font has the character ☃ (U+2603 SNOWMAN)"
    assert str(caught.value.location) == "article.txt:1:7"
    assert "Amiri, IBM Plex Sans Arabic" in str(caught.value.hint)
    assert caught.value.exit_code == 4


def test_covered_characters_of_no_face_are_none() -> None:
    assert covered_characters(()) == frozenset()
