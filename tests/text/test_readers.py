"""The project's article and the hard text, in the fonts that ship, as four readers give them back.

`python -m tests.text.measure` measures all texts and fonts. What a reader cannot give is in docs/text.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from report.weasy import layout, paint
from tests.text.readers import READERS, find_version, stop_readers
from tests.text.samples import Font, build_pdf, list_fonts, list_texts
from tests.text.score import normalise, score
from tests.tools import give_up

# docs/text.md, "What no arrangement gives": a space after IL-76 before a bracket, Latin runs of several
# pieces, Arabic-Indic numbers, equal vowel marks on narrow letters, a marked letter before a bracket.
LEAST = {
    ("article", "PDFium"): 0.999,
    ("stress", "PDFium"): 0.972,
    ("stress", "MuPDF"): 0.996,
    ("vocalised", "PDFium"): 0.995,
    ("vocalised", "Poppler"): 0.995,
    ("vocalised", "pdf.js"): 0.995,
}
FONTS = [font for font in list_fonts() if font.ships]
TEXTS = [text for text in list_texts() if text.name != "wire article"]
FOUR = ("PDFium", "Poppler", "MuPDF", "pdf.js")


@pytest.fixture(scope="module", autouse=True)
def _stop() -> Iterator[None]:
    yield
    stop_readers()


SAMPLES = [pytest.param((text, font), id=f"{text.name}, {font.name}") for text in TEXTS for font in FONTS]


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str, Path]:
    text, font = request.param
    path = tmp_path_factory.mktemp("text") / "sample.pdf"
    path.write_bytes(build_pdf(text, font.load()))
    return text.name, text.running, path


@pytest.mark.parametrize("reader", FOUR)
def test_the_text_comes_back(sample: tuple[str, str, Path], reader: str) -> None:
    if not find_version(reader):
        give_up(f"not here: {reader}")
    name, source, path = sample
    assert score(source, READERS[reader](path)) >= LEAST.get((name, reader), 1.0)


@pytest.fixture(scope="module", params=list_fonts(), ids=lambda font: font.name)
def article(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    font: Font = request.param
    if not font.path.exists():
        give_up(f"not here: {font.path}; run npm ci in tests/")
    path = tmp_path_factory.mktemp("article") / "sample.pdf"
    path.write_bytes(build_pdf(TEXTS[0], font.load()))
    return path


def list_words() -> set[str]:
    return {word.strip('()[]«»،.:؛؟"') for word in normalise(TEXTS[0].running).split()}


@pytest.mark.parametrize("reader", ["PDFium", "Poppler"])
def test_each_word_of_the_article_is_there(article: Path, reader: str) -> None:
    if not find_version(reader):
        give_up(f"not here: {reader}")
    found = normalise(READERS[reader](article))
    assert {word for word in list_words() if word not in found} == set()


def test_each_word_of_the_article_is_found(article: Path) -> None:
    """By PDFium's own search, which takes our marks of direction for letters: they stand beside a hyphen."""
    with pypdfium2.PdfDocument(article) as pdf:
        pages = [page.get_textpage() for page in pdf]
        words = {word for word in list_words() if "-" not in word}
        lost = {word for word in words if not any(page.search(word).get_next() for page in pages)}
    assert lost == set()


@pytest.mark.parametrize("reader", FOUR)
def test_a_row_of_a_table_comes_back(reader: str, tmp_path: Path) -> None:
    if not find_version(reader):
        give_up(f"not here: {reader}")
    rows = "<tr><td>13<td>IL-76<td>آي إل-76<td>70<tr><td>14<td>An-124<td>إيه إن-124 (نقل)<td>5"
    page = f'<html lang="ar" dir="rtl"><title>t</title><body><table style="width: 100%">{rows}</table>'
    pages = layout(page, stylesheets=("html { font-family: Sample }",), faces=(FONTS[0].load(),))
    path = tmp_path / "table.pdf"
    path.write_bytes(paint(pages).data)
    expected = "13 IL-76 آي إل-76 70 14 An-124 إيه إن-124 (نقل) 5"
    assert normalise(READERS[reader](path)) == expected


@pytest.mark.parametrize("reader", FOUR)
def test_two_lines_that_begin_and_end_with_a_digit_come_back(reader: str, tmp_path: Path) -> None:
    """PDFium misses a line end between a line that begins with a lone sign and one that ends with one."""
    if not find_version(reader):
        give_up(f"not here: {reader}")
    lines = '<bdi dir="ltr">5</bdi> سنوات في قرية<br>وكتاب <bdi dir="ltr">9</bdi>'
    page = f'<html lang="ar" dir="rtl"><title>t</title><body><p>{lines}'
    pages = layout(page, stylesheets=("html { font-family: Sample }",), faces=(FONTS[0].load(),))
    path = tmp_path / "lines.pdf"
    path.write_bytes(paint(pages).data)
    assert normalise(READERS[reader](path)) == "5 سنوات في قرية وكتاب 9"
