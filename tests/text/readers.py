"""What five readers make of a PDF: the running text, page after page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from report.pdfium import read_text
from tests.tools import find_node

HERE = Path(__file__).parent
PDFJS = HERE.parent / "node_modules" / "pdfjs-dist"


def read_pdfium(path: Path) -> str:
    return "\n".join(read_text(path.read_bytes()))


def read_poppler(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-q", str(path), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout


def read_mupdf(path: Path) -> str:
    import pymupdf

    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        return "\n".join(page.get_text("text") for page in document)


def read_pypdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def read_pdfjs(path: Path) -> str:
    process = _start_pdfjs()
    questions, answers = process.stdin, process.stdout
    assert questions is not None and answers is not None
    questions.write(f"{path.resolve()}\n")
    questions.flush()
    return _answer(answers)


def _answer(answers: IO[str]) -> str:
    line = answers.readline()
    if not line:
        raise RuntimeError("pdf.js ended without an answer")
    text: str = json.loads(line)
    return text


@cache
def _start_pdfjs() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(find_node()), str(HERE / "pdfjs.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "PDFJS": str(PDFJS / "legacy" / "build" / "pdf.mjs")},
    )


def stop_readers() -> None:
    if _start_pdfjs.cache_info().currsize:
        process = _start_pdfjs()
        process.communicate()
        _start_pdfjs.cache_clear()


READERS: dict[str, Callable[[Path], str]] = {
    "PDFium": read_pdfium,
    "Poppler": read_poppler,
    "MuPDF": read_mupdf,
    "pdf.js": read_pdfjs,
    "pypdf": read_pypdf,
}


def find_version(reader: str) -> str:
    """The version of a reader, "" where it is not installed."""
    if reader == "Poppler":
        if not shutil.which("pdftotext"):
            return ""
        said = subprocess.run(["pdftotext", "-v"], capture_output=True, check=False, encoding="utf-8").stderr
        return said.split()[2]
    if reader == "pdf.js":
        package = PDFJS / "package.json"
        return (
            str(json.loads(package.read_text("utf-8"))["version"]) if package.exists() and find_node() else ""
        )
    if reader == "PDFium":
        import pypdfium2

        return str(pypdfium2.version.PDFIUM_INFO).partition("@")[0]
    try:
        return version("pypdf") if reader == "pypdf" else _find_mupdf()
    except (PackageNotFoundError, ImportError):
        return ""


def _find_mupdf() -> str:
    import pymupdf

    return str(pymupdf.mupdf_version)
