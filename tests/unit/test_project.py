from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from report.document import Hints
from report.errors import (
    BusyError,
    ConfigError,
    LimitError,
    Location,
    ReportError,
    ResourceError,
    SourceError,
)
from report.project import ARTICLE_LIMIT, Settings, SettingsFile, create_project, load_project, read_source
from report.project._settings import write_sample

ARTICLE = "العنوان\n\nوصلت ثلاث سفن إلى الميناء.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of one short article; tests add to its settings."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "article.md").write_text(ARTICLE)
    (tmp_path / "report.toml").write_text("")
    return tmp_path


def refuse(folder: Path, settings: str) -> ConfigError:
    (folder / "report.toml").write_text(settings)
    with pytest.raises(ConfigError) as caught:
        load_project(folder)
    return caught.value


def place(error: ReportError) -> tuple[int, int]:
    assert error.location is not None
    return error.location.line, error.location.column


# What a path may be.


def test_a_folder_with_a_settings_file_is_a_project(folder: Path) -> None:
    (folder / "report.toml").write_text('theme = "plain"\nout = "made"\n')
    project = load_project(folder)
    assert project.folder == folder
    assert project.settings.theme == "plain"
    assert project.out == folder / "made"
    assert project.articles[0].source.path == str(folder / "assets" / "article.md")
    assert project.articles[0].source.text == ARTICLE
    assert project.articles[0].source.sha256 == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert project.resources.project == folder


def test_settings_may_live_in_pyproject(folder: Path) -> None:
    (folder / "report.toml").unlink()
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.taqrir]\npaper = "A5"\n')
    project = load_project(folder)
    assert project.settings.paper == "A5"
    assert project.locate_setting("paper") == Location(str(folder / "pyproject.toml"), 5, 1)


def test_a_pyproject_of_something_else_is_no_project(folder: Path) -> None:
    (folder / "report.toml").unlink()
    (folder / "pyproject.toml").write_text('[tool]\nother = "x"\n')
    with pytest.raises(ConfigError, match="is not a project") as caught:
        load_project(folder)
    assert "taqrir new" in str(caught.value.hint)


def test_two_settings_files_are_one_too_many(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.taqrir]\n")
    with pytest.raises(ConfigError, match=r"settings both here and in .*pyproject\.toml"):
        load_project(folder)


def test_an_article_alone_needs_no_settings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    project = load_project(tmp_path / "a.txt")
    assert project.folder is None
    assert project.settings == Settings()
    assert project.out == Path("out")
    assert load_project(tmp_path / "a.txt", out="there").out == Path("there")


def test_an_article_takes_the_settings_beside_it(folder: Path) -> None:
    (folder / "other.txt").write_text(ARTICLE)
    (folder / "report.toml").write_text('theme = "plain"\narticle = "missing.md"\n')
    project = load_project(folder / "other.txt")
    assert project.settings.theme == "plain"
    assert project.folder == folder
    assert project.articles[0].source.path == str(folder / "other.txt")
    assert project.out == Path("out")
    (folder / "report.toml").write_text('out = "made"\n')
    assert load_project(folder / "other.txt").out == folder / "made"


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not there"):
        load_project(tmp_path / "none.md")


def test_an_article_that_the_settings_name_in_vain_is_a_source_error(folder: Path) -> None:
    (folder / "report.toml").write_text('\narticle = "none.md"\n')
    with pytest.raises(SourceError, match="is not there") as caught:
        load_project(folder)
    assert caught.value.location == Location(str(folder / "report.toml"), 2, 1)


@pytest.mark.parametrize("name", ["../outside.md", "/etc/hostname", "link.md"])
def test_settings_cannot_reach_outside_the_project(folder: Path, name: str) -> None:
    (folder / "link.md").symlink_to("/etc/hostname")
    (folder / "report.toml").write_text(f'article = "{name}"\n')
    with pytest.raises(SourceError, match="outside the project"):
        load_project(folder)
    assert "outside the project" in str(refuse(folder, 'out = "../elsewhere"\n'))


# Settings.


def test_every_setting_can_be_said(folder: Path) -> None:
    (folder / "report.toml").write_text(
        """
        article = "assets/article.md"
        theme = "plain"
        paper = "Letter"
        outputs = ["epub"]
        tables = []
        out = "made"
        digits = "arabic"
        publisher = "دار\u200cالنشر"
        identifier = "urn:isbn:9780000000002"
        encoding = "utf-8-sig"
        date = 2026-01-31
        language = "ar-EG"
        [document]
        title = 1
        deck = 0
        credit = 0
        source = 3
        headings = [2, 3]
        [silence]
        pdf-text-is-the-source = "a draft"
        """
    )
    project = load_project(folder)
    assert project.settings.outputs == ("epub",)
    assert project.settings.tables == ()
    assert project.settings.date == "2026-01-31"
    assert project.settings.silence == {"pdf-text-is-the-source": "a draft"}
    assert project.articles[0].hints == Hints(title=1, deck=0, credit=0, source=3, headings=(2, 3))


@pytest.mark.parametrize(
    ("settings", "line", "column", "text", "hint"),
    [
        ('x = 1\n\n  tabels = ["figures"]\n', 3, 3, "unknown setting tabels", "did you mean tables?"),
        ("zzz = 1\n", 1, 1, "unknown setting zzz", "the settings are: article, outputs"),
        ("[document]\nheading = [1]\n", 2, 1, "unknown setting document.heading", "did you mean headings?"),
        ("document = { title = 1, dek = 2 }\n", 1, 25, "unknown setting document.dek", "did you mean deck?"),
        ('paper = "A3"\n', 1, 1, 'paper cannot be "A3"', "one of: A4, A5, Letter"),
        ('digits = "roman"\n', 1, 1, "digits cannot be", "one of: source, western, arabic, persian"),
        ('profile = "x-4"\n', 1, 1, 'profile cannot be "x-4"', "one of: archive, archive-2, press"),
        ("[press]\nmultiple = 0\n", 2, 1, "press.multiple cannot be 0", None),
        ("[press]\nmultipel = 4\n", 2, 1, "unknown setting press.multipel", "did you mean multiple?"),
        ("theme = 3\n", 1, 1, "theme cannot be 3: it should be a valid string", None),
        ("outputs = []\n", 1, 1, "outputs cannot be []", None),
        ('outputs = "pdf"\n', 1, 1, 'outputs cannot be "pdf"', None),
        ('tables = ["figures",\n  3]\n', 1, 1, "tables cannot be 3", None),
        ("[publishing]\nstore = []\n", 2, 1, "unknown setting publishing.store", "did you mean stores?"),
        ('publishing.stores = ["kobo", "x"]\n', 1, 1, 'publishing.stores cannot be "x"', None),
        ('document.title = "1"\n', 1, 1, 'document.title cannot be "1"', None),
        ("document.title = true\n", 1, 1, "document.title cannot be True", None),
        ("document.deck = -1\n", 1, 1, "document.deck cannot be -1", None),
        ("[document]\nheadings = [99]\n", 2, 1, "the article has 4 lines, not 99", None),
        ('[silence]\nfont-covers-text = " "\n', 2, 1, "font-covers-text is silenced without a reason", "why"),
        ('encoding = "klingon"\n', 1, 1, "no such encoding", None),
        ('encoding = "rot13"\n', 1, 1, "no such encoding", None),
        ('date = "2026-02-30"\n', 1, 1, "date cannot be", None),
        ("date = 2026-01-31T10:00:00\n", 1, 1, "date cannot be", None),
        ('language = "Arabic language"\n', 1, 1, "language cannot be", None),
        ('identifier = "no uri"\n', 1, 1, "identifier cannot be", None),
        ('publisher = "a\\u0007b"\n', 1, 1, "it holds U+0007", None),
        ('publisher = "a\\nb"\n', 1, 1, "it holds U+000A", None),
        ('article = "a\\u0000b"\n', 1, 1, "it holds U+0000", None),
        ('paper = "A4"\npaper = "A5"\n', 2, 13, "not TOML: cannot overwrite a value", None),
        ("paper = \n", 1, 9, "not TOML: invalid value", None),
        ('paper = """\nA4', 2, 0, "not TOML", None),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(
    folder: Path, settings: str, line: int, column: int, text: str, hint: str | None
) -> None:
    if settings.startswith("x = 1"):
        settings = settings.replace("x = 1", 'theme = "briefing"')
    error = refuse(folder, settings)
    assert error.exit_code == 2
    assert place(error) == (line, column)
    assert text in str(error)
    assert hint is None or hint in str(error.hint)


def test_the_first_of_several_errors_is_told(folder: Path) -> None:
    assert place(refuse(folder, 'paper = "A3"\nzzz = 1\n')) == (1, 1)
    assert place(refuse(folder, 'zzz = 1\npaper = "A3"\n')) == (1, 1)


def test_settings_that_are_not_utf8_are_refused(folder: Path) -> None:
    (folder / "report.toml").write_bytes(b'theme = "briefing"\n# \xc7\n')
    with pytest.raises(ConfigError, match="not UTF-8") as caught:
        load_project(folder)
    assert place(caught.value) == (2, 0)


def test_keys_are_found_around_long_strings() -> None:
    text = 'a = """\npaper = "x"\n"""\n"paper" = "A3"\n[ tool . taqrir ]\n\'out\' = "o"\n'
    assert SettingsFile(path="f", text=text).locate("paper") == Location("f", 4, 1)
    nested = SettingsFile(path="f", text=text, prefix=("tool", "taqrir"))
    assert nested.locate("out") == Location("f", 6, 1)
    assert nested.locate("theme") == Location("f", 5, 3)
    assert SettingsFile(path="f", text="").locate("out") == Location("f")


# The article's bytes.


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_article_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="the article is empty"):
        read_source(path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_text_is_as_stored_but_for_the_byte_order_mark(tmp_path: Path, end: str, mark: bytes) -> None:
    path = tmp_path / "a.txt"
    data = mark + ARTICLE.replace("\n", end).encode()
    path.write_bytes(data)
    source = read_source(path)
    assert source.text == ARTICLE.replace("\n", end)
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_invalid_utf8_is_placed_to_the_byte(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "a.txt"
    before = mark + "سطر\nسط".encode()
    path.write_bytes(before + b"\xff" + "ر آخر".encode())
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert str(caught.value) == f"not UTF-8: the byte 0xFF at offset {len(before)}"
    assert place(caught.value) == (2, 3)
    assert caught.value.hint is None


@pytest.mark.parametrize(
    ("encoding", "name", "iconv"),
    [
        ("windows-1256", "Windows-1256", "WINDOWS-1256"),
        ("iso-8859-6", "ISO-8859-6", "ISO-8859-6"),
        ("utf-16", "UTF-16", "UTF-16"),
        ("utf-16le", "UTF-16LE", "UTF-16LE"),
        ("utf-16be", "UTF-16BE", "UTF-16BE"),
    ],
)
def test_another_encoding_is_named_and_can_be_set(folder: Path, encoding: str, name: str, iconv: str) -> None:
    path = folder / "assets" / "article.md"
    path.write_bytes(ARTICLE.encode(encoding))
    with pytest.raises(SourceError) as caught:
        load_project(folder)
    assert f"it reads as {name}" in str(caught.value.hint)
    assert f"iconv -f {iconv} -t UTF-8" in str(caught.value.hint)
    assert f'encoding = "{encoding}"' in str(caught.value.hint)
    (folder / "report.toml").write_text(f'encoding = "{encoding}"\n')
    assert load_project(folder).articles[0].source.text == ARTICLE


@pytest.mark.parametrize("char", ["\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f"])
def test_control_characters_are_refused_with_their_place(tmp_path: Path, char: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"سطر\nثان{char}".encode())
    with pytest.raises(SourceError, match=re.escape(f"U+{ord(char):04X} is not allowed")) as caught:
        read_source(path)
    assert place(caught.value) == (2, 4)


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e")
def test_direction_overrides_are_refused(tmp_path: Path, char: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"نص {char}مقلوب")
    with pytest.raises(SourceError, match="is not allowed") as caught:
        read_source(path)
    assert "order" in str(caught.value.hint)


def test_marks_and_isolates_are_allowed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "می\u200cخواهم\u200d \u200e\u200f\u061c \u2066abc\u2069\tنص"
    path.write_text(text)
    assert read_source(path).text == text


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    with pytest.raises(LimitError, match="larger than 5 MB"):
        read_source(path)
    path.write_bytes(b"a" * ARTICLE_LIMIT)
    assert len(read_source(path).text) == ARTICLE_LIMIT


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(SourceError, match="not a file"):
        read_source(tmp_path / "pipe")
    with pytest.raises(SourceError, match="not a file"):
        read_source(Path("/dev/zero"))
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path / "loop")
    with pytest.raises(SourceError, match="cannot be read"):
        load_project(tmp_path / "loop")


# Images, and what changes under the build.


def test_images_are_read_from_inside_the_project(folder: Path) -> None:
    (folder / "map.png").write_bytes(b"png")
    (folder.parent / f"{folder.name}.png").write_bytes(b"outside")
    (folder / "assets" / "out.png").symlink_to(folder.parent / f"{folder.name}.png")
    project = load_project(folder)
    assert project.read_image(project.articles[0], "../map.png") == b"png"
    here = Location("a.md", 3)
    for name in (f"../../{folder.name}.png", "/etc/hostname", "out.png", "a\0b"):
        with pytest.raises(SourceError, match="outside the project") as refused:
            project.read_image(project.articles[0], name, here)
        assert refused.value.location == here
    with pytest.raises(ResourceError, match=r"none\.png cannot be used: cannot be read: No such file"):
        project.read_image(project.articles[0], "none.png", here)


def test_images_of_an_article_alone_lie_beside_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE)
    (tmp_path / "map.png").write_bytes(b"png")
    (tmp_path / "in" / "map.png").write_bytes(b"inside")
    project = load_project(tmp_path / "in" / "a.txt")
    assert project.read_image(project.articles[0], "map.png") == b"inside"
    with pytest.raises(SourceError, match="outside the project"):
        project.read_image(project.articles[0], "../map.png")


def test_a_change_under_the_build_is_noticed(folder: Path) -> None:
    project = load_project(folder)
    project.check_unchanged()
    (folder / "assets" / "article.md").write_text(ARTICLE + " ")
    with pytest.raises(BusyError, match="changed while"):
        project.check_unchanged()
    (folder / "assets" / "article.md").unlink()
    with pytest.raises(BusyError, match="changed while"):
        project.check_unchanged()


# The time stamp.


@pytest.mark.parametrize(
    ("epoch", "timestamp"),
    [(None, None), ("0", "1970-01-01T00:00:00Z"), ("1643673600", "2022-02-01T00:00:00Z")],
)
def test_the_epoch_is_a_time(folder: Path, epoch: str | None, timestamp: str | None) -> None:
    assert load_project(folder, source_date_epoch=epoch).timestamp == timestamp


@pytest.mark.parametrize("epoch", ["", " 1", "-1", "1.5", "yesterday", "٣", "9" * 20])
def test_an_epoch_that_is_no_number_of_seconds_is_refused(folder: Path, epoch: str) -> None:
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH cannot be"):
        load_project(folder, source_date_epoch=epoch)


# The scaffold.


def test_a_new_project_has_an_article_and_its_settings_are_the_defaults(tmp_path: Path) -> None:
    project = create_project(tmp_path / "deep" / "new")
    assert project.settings == Settings()
    assert project.articles[0].source.text.startswith("---\ntitle:")
    assert create_project(tmp_path / "deep" / "empty") == load_project(tmp_path / "deep" / "empty")


def test_the_sample_settings_hold_when_the_comments_are_removed(folder: Path) -> None:
    said = re.sub(r"^# (?=\w[\w-]* = |\[)", "", write_sample(), flags=re.MULTILINE)
    names = re.findall(r"^(\w+) = ", said, flags=re.MULTILINE)
    assert set(Settings.model_fields) - set(names) == {
        "audio",
        "collection",
        "document",
        "press",
        "publishing",
        "silence",
        "typography",
    }
    settings = SettingsFile(path="report.toml", text=said).read()
    assert settings.document.headings == (5, 9)
    assert (
        settings.model_copy(
            update={name: getattr(Settings(), name) for name in ("date", "language", "document", "silence")}
        )
        == Settings()
    )


def test_a_new_project_does_not_touch_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("mine")
    for path in (tmp_path, tmp_path / "note"):
        with pytest.raises(ConfigError, match="is not an empty folder"):
            create_project(path)
    assert [item.name for item in tmp_path.iterdir()] == ["note"]
