"""What our drawing of text costs: `python -m tests.text.cost` prints it for the fonts that ship.

Processor time for layout and painting of the article ten times over, tagged, and for the whole build of this
project, with our drawing and with the engine's own; the least of some runs each, taken in turn.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from unittest.mock import patch

from report.pipeline import build
from report.project import load_project
from tests.text.samples import REPOSITORY, Text, build_pdf, list_fonts, list_texts

COPIES, RUNS = 10, 7


@contextmanager
def draw_as_the_engine_does(pages: object) -> Iterator[SimpleNamespace]:
    """In place of `report.weasy._text_drawing.mend_text`."""
    yield SimpleNamespace(has_ltr_lines=False)


def main() -> int:
    article = list_texts()[0]
    text = Text(name=article.name, paragraphs=article.paragraphs * COPIES)
    for font in list_fonts():
        if font.ships:
            print(f"{font.name}: {compare(partial(build_pdf, text, font.load()))}", flush=True)
    print(f"this project's build: {compare(partial(build, load_project(REPOSITORY)))}")
    return 0


def compare(make: Callable[[], object]) -> str:
    ours, stock = [], []
    for _run in range(RUNS):
        ours.append(measure(make))
        with patch("report.weasy._text_drawing.mend_text", draw_as_the_engine_does):
            stock.append(measure(make))
    return f"{min(ours):.2f} s, stock {min(stock):.2f} s: {min(ours) / min(stock) - 1:+.1%}"


def measure(make: Callable[[], object]) -> float:
    begin = time.process_time()
    make()
    return time.process_time() - begin


if __name__ == "__main__":
    sys.exit(main())
