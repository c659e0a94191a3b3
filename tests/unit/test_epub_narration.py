"""An article that is read aloud: cues, elements for them, overlays, and what the package says of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from lxml import etree

from report.checks import Subject, epub_accessibility, epub_narration
from report.errors import ConfigError, ReportError, SourceError
from report.pipeline import Build, build, draft
from report.project import load_project
from report.writers import Narration
from report.writers._epub_narration import make_audio, read_cues
from report.writers.epub import read_text
from tests.epub.audio import ARTICLE, CUES, MP3, write_project

OVERLAY, OPF, PAGE = "EPUB/audio/article.smil", "EPUB/content.opf", "EPUB/text/article.xhtml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build(load_project(write_project(tmp_path_factory.mktemp("audio") / "project")))


def read_files(made: Build) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.artifacts["epub"].data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def test_each_cue_has_an_element_with_its_words(made: Build) -> None:
    page = etree.fromstring(read_files(made)[PAGE])
    spans = [element for element in page.iter("{*}span") if element.get("id", "").startswith("cue-")]
    heard = ["".join(map(str, element.itertext())) for element in spans]
    assert [" ".join(text.split()) for text in heard] == [
        "رحلة الكراكي",
        "أول الرحلة",
        "طارت ثلاثة كراكي من الشجرة.",
        "ثم عاد IL-76 إلى البحيرة قبل المساء.",
        "بند يقرأ أيضا.",
        "قال الراعي: «رأيتها بعيني».",
    ]


def test_the_overlay_names_the_elements_and_their_times(made: Build) -> None:
    files = read_files(made)
    overlay = etree.fromstring(files[OVERLAY])
    texts = [element.get("src") for element in overlay.iter("{*}text")]
    assert texts == [f"../text/article.xhtml#cue-{i}" for i in range(1, 7)]
    times = [(element.get("clipBegin"), element.get("clipEnd")) for element in overlay.iter("{*}audio")]
    assert times[0] == ("0:00:00.000", "0:00:01.000") and times[-1] == ("0:00:05.000", "0:00:07.125")
    assert files["EPUB/audio/reading.mp3"] == MP3


def test_the_package_says_what_is_heard(made: Build) -> None:
    package = etree.fromstring(read_files(made)[OPF])
    said = [
        (meta.get("property"), meta.get("refines"), meta.text)
        for meta in package.iter("{*}meta")
        if str(meta.get("property")).startswith("media:")
    ]
    assert said == [
        ("media:duration", "#overlay-article", "0:00:06.875"),
        ("media:duration", None, "0:00:06.875"),
        ("media:narrator", None, "سلمى"),
        ("media:active-class", None, "-epub-media-overlay-active"),
    ]
    (page,) = [item for item in package.iter("{*}item") if item.get("href") == "text/article.xhtml"]
    assert page.get("media-overlay") == "overlay-article"
    assert ".-epub-media-overlay-active {" in read_files(made)["EPUB/css/book.css"].decode()


def read_accessibility(made: Build) -> dict[str, list[str]]:
    package = etree.fromstring(read_files(made)[OPF])
    said: dict[str, list[str]] = {}
    for meta in package.iter("{*}meta"):
        name = meta.get("property", "")
        if name.startswith("schema:"):
            said.setdefault(name.removeprefix("schema:"), []).append(meta.text or "")
    return said


def test_a_chapter_that_is_read_to_its_end_can_be_heard_alone(made: Build) -> None:
    said = read_accessibility(made)
    assert said["accessMode"] == ["textual", "auditory"]
    assert said["accessModeSufficient"] == ["textual", "auditory"]
    assert "synchronizedAudioText" in said["accessibilityFeature"]
    assert said["accessibilityHazard"] == [
        "noFlashingHazard", "noMotionSimulationHazard", "unknownSoundHazard",
    ]  # fmt: skip
    assert "يمكن سماع" in said["accessibilitySummary"][0]


def test_a_chapter_of_which_a_part_is_read_cannot(tmp_path: Path) -> None:
    cues = CUES[: CUES.rindex("00:00:05.000 -->")]
    said = read_accessibility(
        build(load_project(write_project(tmp_path / "project", cues=cues, outputs=("epub",))))
    )
    assert said["accessMode"] == ["textual", "auditory"] and said["accessModeSufficient"] == ["textual"]


def test_the_text_is_the_same_as_without_a_recording(made: Build, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    (project / "report.toml").write_text("", encoding="utf-8")
    silent = build(load_project(project))
    assert made.artifacts["epub"].reading_text == silent.artifacts["epub"].reading_text
    assert made.artifacts["pdf"].data == silent.artifacts["pdf"].data
    assert not [name for name in read_files(silent) if "audio" in name]


def test_our_checks_find_nothing(made: Build) -> None:
    assert [finding for finding in made.findings if finding.rule.startswith(("audio", "accessib"))] == []


@pytest.mark.parametrize(
    ("cues", "place", "words"),
    [
        (CUES.replace("طارت ثلاثة", "طارت أربعة"), "13:1", ["nearest to it: طارت ثلاثة كراكي"]),
        (CUES.replace("أول الرحلة", "قال الراعي: «رأيتها بعيني»."), "13:1", ["does not say, from here on"]),
        (CUES.replace("رحلة الكراكي\n", "رحلة الكراكي أول الرحلة\n"), "7:1", ["not within one paragraph"]),
        (CUES.replace("طارت ثلاثة كراكي من الشجرة.", "طارت\n\n00:03.000 --> 00:03.200\nكراكي", 1), "", []),
        (CUES.replace("WEBVTT", "1"), "1:1", ["does not begin with WEBVTT"]),
        (CUES.replace("00:03.250", "00:02.250"), "16:1", ["does not come after"]),
        (CUES.replace("00:04.000\n", "00:03.000\n"), "16:1", ["does not come after"]),
        (CUES.replace("00:03.250 --> 00:04.000", "3 - 4"), "15:1", ["no times", "00:01.000 --> 00:04.500"]),
    ],
)  # fmt: skip
def test_a_cue_that_is_wrong(tmp_path: Path, cues: str, place: str, words: list[str]) -> None:
    project = load_project(write_project(tmp_path / "project", cues=cues, outputs=("epub",)))
    if not place:
        build(project)  # words that nobody reads are passed over
        return
    with pytest.raises(SourceError) as caught:
        build(project)
    assert str(caught.value.location).endswith(f"reading.vtt:{place}")
    for said in words:
        assert said in f"{caught.value} {caught.value.hint}"


def test_a_cue_that_ends_amid_emphasised_words(tmp_path: Path) -> None:
    article = ARTICLE.replace("**ثلاثة** كراكي", "**ثلاثة كراكي**")
    cues = CUES.replace("طارت ثلاثة كراكي من الشجرة.", "طارت ثلاثة")
    with pytest.raises(SourceError, match="amid emphasised words"):
        build(
            load_project(write_project(tmp_path / "project", article=article, cues=cues, outputs=("epub",)))
        )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[audio]\nfile = "assets/reading.mp3"', "go together"),
        ('[audio]\nfile = "assets/none.mp3"\ncues = "assets/reading.vtt"', "cannot be used"),
        ('[audio]\nfile = "../reading.mp3"\ncues = "assets/reading.vtt"', "outside the project"),
        ('[audio]\nfile = "assets/reading.vtt"\ncues = "assets/reading.vtt"', "not MP3, M4A or Opus"),
    ],
)
def test_settings_that_name_no_recording(tmp_path: Path, settings: str, words: str) -> None:
    project = write_project(tmp_path / "project")
    (project / "report.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(ConfigError, match=words) as caught:
        build(load_project(project))
    assert "report.toml:" in str(caught.value.location)


def test_cues_that_are_not_unicode(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    (project / "assets" / "reading.vtt").write_bytes(CUES.encode("cp1256", "replace"))
    with pytest.raises(ReportError, match="not UTF-8"):
        build(load_project(project))


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (MP3, "audio/mpeg"),
        (b"ID3\x04" + bytes(20), "audio/mpeg"),
        (b"\x00\x00\x00\x1cftypM4A \x00", "audio/mp4"),
        (b"OggS\x00" + bytes(23) + b"OpusHead", "audio/ogg; codecs=opus"),
    ],
)
def test_a_recording_is_known_by_its_bytes(data: bytes, media_type: str) -> None:
    audio = make_audio(Narration(name="a", data=data, cues="", cues_path=""))
    assert audio.media_type == media_type and audio.data == data


def test_times_with_and_without_hours() -> None:
    cues = read_cues(
        "WEBVTT\n\n00:01.500 --> 00:02.000\nكلمة\n\n01:00:00.000 --> 01:00:00.001\nكلمة", "a.vtt"
    )
    assert [(cue.start, cue.end) for cue in cues] == [(1500, 2000), (3_600_000, 3_600_001)]


def swap(path: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        changed = re.sub(old, new, files[path].decode(), count=1, flags=re.DOTALL)
        assert changed.encode() != files[path]
        files[path] = changed.encode()

    return change


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (swap(OVERLAY, "#cue-3", "#cue-99"), "audio-follows-the-text"),
        (swap(OVERLAY, "(#cue-1.*)#cue-2", r"#cue-2\g<1>#cue-1"), "audio-follows-the-text"),
        (swap(OVERLAY, 'clipBegin="0:00:03.250"', 'clipBegin="0:00:02.250"'), "audio-follows-the-text"),
        (swap(OVERLAY, "reading.mp3", "other.mp3"), "audio-follows-the-text"),
        (swap(OVERLAY, "</seq>", ""), "audio-follows-the-text"),
        (swap(OPF, "0:00:06.875", "0:00:07.875"), "audio-follows-the-text"),
        (swap(OPF, ' media-overlay="overlay-article"', ""), "audio-follows-the-text"),
        (swap(OPF, ">synchronizedAudioText<", ">transcript<"), "accessibility-is-as-said"),
        (swap(OPF, '(accessModeSufficient">)auditory', r"\1visual"), "accessibility-is-as-said"),
        (swap(PAGE, 'id="cue-6"', 'id="cue-7"'), "audio-follows-the-text"),
    ],
)
def test_a_fault_is_found(made: Build, change: Callable[[dict[str, bytes]], None], rule: str) -> None:
    files = read_files(made)
    change(files)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as container:
        for name, data in files.items():
            container.writestr(name, data)
    book = replace(
        made.artifacts["epub"], data=written.getvalue(), reading_text=read_text(written.getvalue())
    )
    subject = Subject(
        articles=(),
        edition=made.edition,
        renderer=draft(made.project).renderer,
        artifacts=MappingProxyType({"epub": book}),
    )
    findings = [*epub_narration.check(subject), *epub_accessibility.check_features(
        epub_accessibility.open_publication(subject)  # type: ignore[attr-defined,arg-type]
    )]  # fmt: skip
    assert rule in {finding.rule for finding in findings}
