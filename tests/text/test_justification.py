"""A filled line reads like one that is not: the same text in four readers, without a tatweel of ours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from report.typography.kashida import Kashida
from report.weasy import Justification, paint
from tests.text.justification import list_lines, set_text
from tests.text.readers import READERS, find_version, stop_readers
from tests.text.samples import list_texts
from tests.text.score import score
from tests.tools import give_up

TEXTS = {text.name: text for text in list_texts() if text.name != "wire article"}
FAMILIES = ("Amiri", "Noto Naskh Arabic", "IBM Plex Sans Arabic")


@pytest.fixture(scope="module", autouse=True)
def _stop() -> Iterator[None]:
    yield
    stop_readers()


@cache
def draw(name: str, family: str, kashida: Kashida) -> bytes:
    pages = set_text(TEXTS[name], 120, Justification(breaks="paragraph", kashida=kashida), family)
    assert (kashida == "off") != any(line.kashidas for line in list_lines(pages))
    return paint(pages, direction="rtl").data


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("name", ["article", "stress"])
@pytest.mark.parametrize("reader", ["PDFium", "Poppler", "MuPDF", "pdf.js"])
def test_kashida_changes_nothing_for_a_reader(name: str, family: str, reader: str, tmp_path: Path) -> None:
    if not find_version(reader):
        give_up(f"not here: {reader}")
    scores, tatweels = [], []
    for kashida in ("off", "mild", "full"):
        path = tmp_path / f"{kashida}.pdf"
        path.write_bytes(draw(name, family, kashida))
        text = READERS[reader](path)
        scores.append(score(TEXTS[name].running, text))
        tatweels.append(text.count("ـ"))
    assert len(set(scores)) == 1, scores
    assert len(set(tatweels)) == 1
