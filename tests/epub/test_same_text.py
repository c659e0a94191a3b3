"""The e-book, the printed book and the source say the same: one hash of their code points, spaces left out.

What "the same" means is in the map: the source is what the document's spans hold, with the logged changes of
type made; marks of ours are left out of both books. The e-book is read from its XHTML, the PDF by PDFium.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from report.checks.text import iterate_expected, iterate_expected_notes
from report.pipeline import Build, build
from report.project import load_project
from report.writers._epub_reading import read_lines
from report.writers.epub import read_spine
from tests.epub.books import ARTICLES, write_article

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(path for path in (ROOT / "tests" / "samples").glob("*.*") if path.is_file())
TEXTS = [ROOT / "tests" / "text" / f"{name}.txt" for name in ("vocalised", "stress")]
BOOKS: dict[str, Callable[[Path], Path]] = {
    "collection": lambda folder: ROOT / "tests" / "samples" / "collection",
    **{path.stem + " text": lambda folder, path=path: path for path in (*TEXTS, *SAMPLES)},  # type: ignore[misc]
    **{name: lambda folder, name=name: write_article(name, folder) for name in ARTICLES},  # type: ignore[misc]
}
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u061c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"))
"""Marks that direct a line or join letters: a page shows their effect, and has no use for them."""

# "What no arrangement gives" (docs/text.md): PDFium puts some code points of a line in another place, and
# takes a vowel mark beside one of its kind for the same mark drawn twice.
OUT_OF_ORDER = ("stress text",)
WITHOUT_MARKS = ("vocalised text",)


@pytest.fixture(scope="module", params=["own", "wire", *BOOKS])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    if request.param not in BOOKS:
        shared: Build = request.getfixturevalue(f"{request.param}_build")
        return shared
    folder = tmp_path_factory.mktemp("same")
    return build(load_project(BOOKS[request.param](folder), out=folder / "out"))


def take_hash(texts: Iterable[str]) -> str:
    """Of the code points of all texts, canonically composed, without spaces."""
    running = "".join("".join(text.split()) for text in texts).translate(UNSEEN)
    return hashlib.sha256(unicodedata.normalize("NFC", running).encode()).hexdigest()


def read_source(made: Build) -> Iterator[str]:
    pairs = tuple(zip(made.articles, made.edition.articles, strict=True))
    for iterate in (iterate_expected, iterate_expected_notes):
        for article, section in pairs:
            yield from (reading.text for reading in iterate(article.document, section))


def read_epub(made: Build) -> Iterator[str]:
    """The chapters without their credits, then the notes."""
    documents = list(read_spine(made.artifacts["epub"].data))
    for document in documents:
        if document.root.find(".//*[@role='doc-chapter']") is not None:
            for credit in document.root.findall(".//{*}p[@class='credit']"):
                credit.getparent().remove(credit)  # type: ignore[union-attr]
            yield from read_lines(document.root)
    for document in documents:
        for note in document.root.iterfind(".//*[@role='doc-footnote']"):
            yield from read_lines(note)


def test_the_e_book_says_what_the_source_says(made: Build) -> None:
    assert take_hash(read_epub(made)) == take_hash(read_source(made))


def test_the_printed_book_says_what_the_source_says(made: Build, request: pytest.FixtureRequest) -> None:
    printed, source = made.artifacts["pdf"].reading_text, "".join(read_source(made))
    name = request.node.callspec.params["made"]
    if name in OUT_OF_ORDER:
        printed, source = ("".join(sorted(text.translate(UNSEEN))) for text in (printed, source))
    elif name in WITHOUT_MARKS:
        printed, source = (re.sub("[\u064b-\u0652]", "", text) for text in (printed, source))
    assert take_hash([printed]) == take_hash([source])
