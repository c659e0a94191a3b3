"""Faults and bad inputs through the command line, as a user meets them.

Each case tells its exit code, its place, what it says, and that last week's files are as they were.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from report.cli import main

ROOT = Path(__file__).resolve().parents[2]
GOOD = "عنوان قصير\n\nفقرة أولى من كلمات عربية تكفي لأن تكون فقرة في مقال.\n\nوفقرة ثانية مثلها تماما.\n"
SETTINGS = 'article = "article.md"\noutputs = ["epub"]\n'


def png(width: int, height: int) -> bytes:
    """The head of a PNG that claims to be so large."""
    import struct
    import zlib

    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IEND\xaeB`\x82"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Files of a project, and how the build of it ends."""

    id: str
    code: int
    says: str
    place: str = ""
    files: dict[str, bytes | str] = field(default_factory=dict)


FAULTS = (
    Fault(id="F08-corrupt-font", code=4, says="is damaged: OS/2: it is not there",
          files={"fonts/noto-naskh-arabic/NotoNaskhArabic-Regular.ttf": b"\0\1\0\0" + bytes(400)}),
    Fault(id="F13-invalid-utf8", code=3, place="article.md:1:5", says="the byte 0xFF at offset 7",
          files={"article.md": "نص ع".encode()[:-1] + b"\xb9\xff\n"}),
    Fault(id="F14-windows-1256", code=3, place="article.md:1:", says="iconv -f WINDOWS-1256",
          files={"article.md": GOOD.encode("windows-1256")}),
    Fault(id="F14-utf-16", code=3, place="article.md:1:", says="UTF-16",
          files={"article.md": GOOD.encode("utf-16")}),
    Fault(id="F16-nul", code=3, place="article.md:3:4", says="the character U+0000 is not allowed",
          files={"article.md": "عنوان\n\nنص \0\n"}),
    Fault(id="F17-override", code=3, place="article.md:3:4", says="the character U+202E is not allowed",
          files={"article.md": "عنوان\n\nنص \u202e\n"}),
    Fault(id="F21-empty", code=3, place="article.md", says="the article is empty", files={"article.md": ""}),
    Fault(id="F22-too-large", code=7, place="article.md", says="larger than 5 MB",
          files={"article.md": "كلمة " * 700_000}),
    Fault(id="F25-remote-image", code=3, place="article.md:3:1", says="example.org",
          files={"article.md": "عنوان\n\n![صورة](https://example.org/a.png)\n"}),
    Fault(id="F27-image-outside", code=3, place="article.md:3:1", says="outside the project",
          files={"article.md": "عنوان\n\n![صورة](../../../../etc/passwd)\n"}),
    Fault(id="F27-article-outside", code=3, place="report.toml:1:1", says="outside the project",
          files={"report.toml": 'article = "/etc/hostname"\n'}),
    Fault(id="F29-image-that-is-none", code=4, says="the image a.png",
          files={"article.md": "عنوان\n\n![صورة](a.png)\n", "a.png": "<html>"}),
    Fault(id="F31-image-bomb", code=4, says="the image a.png",
          files={"article.md": "عنوان\n\n![صورة](a.png)\n", "a.png": png(30_000, 30_000)}),
    Fault(id="F32-entity-bomb", code=4, says="the image a.svg",
          files={"article.md": "عنوان\n\n![صورة](a.svg)\n",
                 "a.svg": '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'}),
    Fault(id="F34-template-syntax", code=4, place="cover.html.j2:2", says="template syntax",
          files={"templates/cover.html.j2": "one\n{% if %}"}),
    Fault(id="F34-undefined-variable", code=4, place="cover.html.j2:2", says="is undefined",
          files={"templates/cover.html.j2": "one\n{{ nothing }}"}),
    Fault(id="F36-template-reaches", code=3, place="cover.html.j2:1", says="reached for what it may not",
          files={"templates/cover.html.j2": "{{ ''.__class__.__mro__ }}"}),
    Fault(id="F38-unknown-setting", code=2, place="report.toml:2:1", says="did you mean outputs?",
          files={"report.toml": 'article = "article.md"\noutput = ["pdf"]\n'}),
    Fault(id="F38-duplicate-key", code=2, place="report.toml:2:", says="not TOML",
          files={"report.toml": 'article = "article.md"\narticle = "article.md"\n'}),
    Fault(id="F42-note-undefined", code=3, place="article.md:3:", says="لا",
          files={"article.md": "عنوان\n\nنص[^لا].\n"}),
    Fault(id="F42-note-defined-twice", code=3, place="article.md:7:", says="أ",
          files={"article.md": "عنوان\n\nنص[^أ].\n\n[^أ]: واحد.\n\n[^أ]: اثنان.\n"}),
    Fault(id="F43-no-alternative", code=3, place="article.md:3:1", says="alternative",
          files={"article.md": "عنوان\n\n![](a.png)\n", "a.png": png(1, 1)}),
    Fault(id="F04-out-is-a-file", code=5, says="is in the way", files={"out": "a file"}),
    Fault(id="unknown-front-matter", code=3, place="article.md:2:1", says="author",
          files={"article.md": "---\nauhtor: فلان\n---\n\nنص.\n"}),
    Fault(id="unknown-theme", code=2, place="report.toml:2:1", says="there is no theme nothing",
          files={"report.toml": 'article = "article.md"\ntheme = "nothing"\n'}),
)  # fmt: skip


def make_project(folder: Path, files: dict[str, bytes | str]) -> Path:
    for name, content in {"report.toml": SETTINGS, "article.md": GOOD, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def look(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.id)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    fault: Fault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project(tmp_path / "project", fault.files)
    if "out" not in fault.files:
        (project / "out").mkdir()
        (project / "out" / "briefing.epub").write_bytes(b"last week's")
    before = look(project)
    assert main(["--lang", "en", "build", str(project)]) == fault.code
    said = capsys.readouterr()
    first = said.err.splitlines()[0]
    assert fault.place in first.partition(" error: ")[0] if fault.place else "error: " in first
    assert fault.says in said.err
    assert said.out == ""
    assert look(project) == before


def run_build(project: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "report", "build", str(project)]
    return subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_a_build_that_is_killed_leaves_the_old_files_or_the_new(tmp_path: Path) -> None:
    """F01: at ten points of a build; then the next build needs no cleaning."""
    project = make_project(tmp_path, {})
    out = project / "out"
    out.mkdir()
    (out / "briefing.epub").write_bytes(b"last week's")
    for point in range(10):
        process = run_build(project)
        try:
            process.wait(timeout=0.2 + 0.15 * point)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        data = (out / "briefing.epub").read_bytes()
        assert data == b"last week's" or (data.startswith(b"PK") and (out / "facts.json").exists())
    process = run_build(project)
    output, _ = process.communicate()
    assert process.returncode == 0, output.decode()
    assert (out / "briefing.epub").read_bytes().startswith(b"PK")
    names = {path.name for path in out.iterdir()}
    assert names <= {"briefing.epub", "facts.json", "tables", ".taqrir.json"}


@pytest.mark.parametrize(
    "text",
    [
        "عنوان وحيد\n",
        "عنوان\n\n| أ | ب |\n|---|---|\n| ج | د |\n",
        "عنوان\n\n" + "كلمة " * 4_000 + "\n",
        "عنوان\n\n" + "ب" * 5_000 + "\n",
        "\ufeffعنوان\r\n\r\nنص بسطور من نوع آخر.\r\n",
        "عنوان\n\nنص فيه <script>alert(1)</script> و<b>وسوم</b> لا تطاع.\n",
    ],
    ids=["F21-title", "F21-table", "F21-paragraph", "F21-word", "F15-bom-crlf", "F29-script"],
)
def test_odd_articles_have_a_defined_result(text: str, tmp_path: Path) -> None:
    project = make_project(tmp_path, {"article.md": text, "report.toml": 'article = "article.md"\n'})
    assert main(["build", str(project)]) == 0
    assert (project / "out" / "briefing.pdf").read_bytes().startswith(b"%PDF")


def test_line_ends_do_not_change_the_book(tmp_path: Path) -> None:
    """F15: a mark, CRLF or a lone CR give the same e-book."""
    books = set()
    for number, text in enumerate(
        (GOOD, "\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r"))
    ):
        project = make_project(tmp_path / str(number), {"article.md": text})
        assert main(["-q", "build", str(project)]) == 0
        books.add((project / "out" / "briefing.epub").read_bytes())
    assert len(books) == 1


@pytest.mark.parametrize(
    "name", ["a b", "مجلد", "😀", "x" * 250, "dot."], ids=["space", "arabic", "emoji", "long", "dot"]
)
def test_folders_may_have_any_name(name: str, tmp_path: Path) -> None:
    """F49."""
    project = make_project(tmp_path / name, {})
    assert main(["-q", "build", str(project)]) == 0
    assert (project / "out" / "briefing.epub").exists()
