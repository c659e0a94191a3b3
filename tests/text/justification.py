"""Justification in figures: `python -m tests.text.justification` writes them into docs/justification.md.

Both articles are set on the measures of `MEASURES` in each way. The last line of a paragraph is not justified
and does not count. `--check` compares with the table in the document instead of writing it; `--time` prints
what each way costs; `--keep FOLDER` keeps the PDFs.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Literal

from report.fonts import Face, load_families
from report.resources import Resources
from report.typography.kashida import WAYS, Kashida
from report.weasy import Justification, Layout, layout, paint
from tests.text.samples import REPOSITORY, Text, isolate, list_texts

DOCUMENT = REPOSITORY / "docs" / "justification.md"
BEGIN, END = "<!-- begin: python -m tests.text.justification -->\n", "<!-- end -->\n"

MEASURES = (120, 150)

Breaks = Literal["line", "paragraph"]
BREAKS: tuple[Breaks, ...] = ("line", "paragraph")

FAMILY = "Amiri"

_STYLE = """
@page { size: %gmm 297mm; margin: 10mm }
body { font: 13pt/20.5pt "%s"; margin: 0; word-spacing: .01px }
p { text-align: justify; margin: 0 0 7.5pt }
"""

_RUNS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`space` is the word space as a multiple of the natural one; `width` is in millimetres."""

    is_last: bool
    space: float
    kashidas: int
    words: int
    width: float


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the table differs")
    parser.add_argument("--time", action="store_true", help="print what each way costs, and write nothing")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the PDFs there")
    arguments = parser.parse_args()
    if arguments.time:
        print("\n".join(compare_times()))
        return 0
    if arguments.keep:
        keep_pages(arguments.keep)
    table = "".join(f"{line}\n" for line in write_table())
    head, _begin, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    old, _end, tail = rest.partition(END)
    if arguments.check:
        return int(old != table)
    DOCUMENT.write_text(head + BEGIN + table + END + tail, "utf-8")
    return 0


def write_table() -> Iterator[str]:
    """In Markdown. "off 1" is the root of the mean square of what the spaces are off the natural one."""
    for text, measure in product(list_texts()[:2], MEASURES):
        yield ""
        yield f"**{text.name}, {measure} mm**"
        yield ""
        yield (
            "| breaks by | kashida | lines | mean | SD | off 1 | least | most | > 1.5 | > 2"
            " | kashidas (lines) | short ends |"
        )
        yield "|---|---|" + "---:|" * 10
        for breaks, kashida in product(BREAKS, WAYS):
            justification = Justification(breaks=breaks, kashida=kashida)
            cells = _summarise(list(list_lines(set_text(text, measure, justification))))
            yield f"| {breaks} | {kashida} | {' | '.join(cells)} |"


def _summarise(lines: list[Line]) -> Iterator[str]:
    full = [line for line in lines if not line.is_last]
    spaces = [line.space for line in full]
    yield str(len(full))
    yield f"{statistics.fmean(spaces):.2f}"
    yield f"{statistics.pstdev(spaces):.2f}"
    yield f"{statistics.fmean((space - 1) ** 2 for space in spaces) ** 0.5:.2f}"
    yield f"{min(spaces):.2f}"
    yield f"{max(spaces):.2f}"
    yield str(sum(space > 1.5 for space in spaces))
    yield str(sum(space > 2 for space in spaces))
    yield f"{sum(line.kashidas for line in full)} ({sum(line.kashidas > 0 for line in full)})"
    yield str(sum(line.is_last and (line.words < 2 or line.width < 15) for line in lines))


def set_text(text: Text, measure: float, justification: Justification, family: str = FAMILY) -> Layout:
    body = "".join(f"<p>{isolate(paragraph)}</p>" for paragraph in text.paragraphs)
    return layout(
        f'<html lang="ar" dir="rtl"><head><title>{text.name}</title></head><body>{body}</body></html>',
        stylesheets=(_STYLE % (measure + 20, family),),
        faces=_load(family),
        justification=justification,
    )


@cache
def _load(family: str) -> tuple[Face, ...]:
    return load_families(Resources(), (family,))


def list_lines(pages: Layout) -> Iterator[Line]:
    """The lines of paragraphs that have more than one."""
    from weasyprint.formatting_structure.boxes import LineBox

    from report.weasy._kashida import measure

    boxes = [box for page in pages.document.pages for box in page._page_box.descendants()]
    for parent in boxes:
        lines = [child for child in getattr(parent, "children", ()) if isinstance(child, LineBox)]
        for line in lines if len(lines) > 1 else ():
            texts = list(_iterate_texts(line))
            spacing = next((box.justification_spacing for box in texts if box.justification_spacing), 0.0)
            yield Line(
                is_last=line.resume_at is None,
                space=1 + spacing / measure("\u00a0", line.style),
                kashidas=sum(map(_count_kashidas, texts)),
                words=len("".join(box.text for box in texts).split()),
                width=line.width * 25.4 / 96,
            )


def _iterate_texts(line: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure.boxes import TextBox

    return (box for box in line.descendants() if isinstance(box, TextBox))


def _count_kashidas(box: Any) -> int:
    """Tatweels that follow each other are one."""
    places: frozenset[int] = getattr(box.pango_layout, "kashidas", frozenset())
    return sum(place - len("ـ".encode()) not in places for place in places)


def compare_times() -> Iterator[str]:
    """Processor time for layout and painting, the least of some runs, as a multiple of the first way's."""
    text = list_texts()[0]
    times: dict[tuple[Breaks, Kashida], float] = {}
    for _run, key in product(range(_RUNS), product(BREAKS, WAYS)):
        begin = time.process_time()
        paint(set_text(text, MEASURES[0], Justification(breaks=key[0], kashida=key[1])))
        times[key] = min(time.process_time() - begin, times.get(key, float("inf")))
    first = times[BREAKS[0], WAYS[0]]
    for (breaks, kashida), duration in times.items():
        yield f"{breaks} {kashida}: {duration / first:.2f} ({duration:.3f} s)"


def keep_pages(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for text, measure, breaks, kashida in product(list_texts()[:2], MEASURES, BREAKS, WAYS):
        pages = set_text(text, measure, Justification(breaks=breaks, kashida=kashida))
        name = f"{text.name}-{measure}-{breaks}-{kashida}.pdf".replace(" ", "-")
        (folder / name).write_bytes(paint(pages, direction="rtl").data)


if __name__ == "__main__":
    sys.exit(main())
