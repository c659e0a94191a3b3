"""Requirements 41 to 44: where paragraphs end and pages break, what sets paragraphs apart, the measure."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from tests.typography.lines import Line
from tests.typography.requirements import requirement
from tests.typography.setting import (
    find_leading,
    is_heading,
    list_blocks,
    list_pages,
    list_running,
)
from tests.typography.subject import Page, Subject

_MILLIMETRE = 72 / 25.4

_LONG = "تقع المدينة القديمة على تل مرتفع يحيط به سور من الحجر، وتجري تحتها عين ماء يشرب منها الناس"
_TWO = f"<p>{_LONG}.</p><p>{_LONG} كل يوم.</p>"
_INDENT = "p::before { content: ''; display: inline-block; width: 14pt }"
_MANY = "<p>كلمة أولى<br/>كلمة ثانية<br/>كلمة ثالثة<br/>كلمة رابعة</p>"


@requirement(
    41,
    "the last line of a paragraph has two words and 15 mm, that of a heading two words",
    severity="should",
    fault=Page(body=f"<p>{_LONG}<br/>كلمة</p>"),
    fault_is="a last line of one word",
    sound=Page(body=f"<p>{_LONG}<br/>كل صباح ومساء</p>"),
)
def last_lines_are_long_enough(subject: Subject) -> Iterator[str]:
    headings = [line for line in subject.lines if is_heading(line)]
    running = [line for line in list_running(subject) if line.tag == "p"]
    for lines, least in ((running, 15 * _MILLIMETRE), (headings, 0.0)):
        for block in list_blocks(lines):
            last = block[-1]
            if len(block) > 1 and last.box.resume_at is None and _is_short(last, least):
                yield f"{last.place}: a short last line"


def _is_short(line: Line, least: float) -> bool:
    words = [word for run in line.runs if not run.kind.endswith("-mark") for word in run.text.split()]
    return len(words) < 2 or line.width < least


@requirement(
    42,
    "two lines of a paragraph stay together, a heading with its text, and no row or quotation is broken",
    severity="must",
    fault=Page(body=f'<div style="height: 130pt"></div>{_MANY}', css="p { orphans: 1; widows: 1 }"),
    fault_is="a paragraph that ends with one line on a page of its own",
    sound=Page(body=f'<div style="height: 130pt"></div>{_MANY}'),
)
def pages_break_well(subject: Subject) -> Iterator[str]:
    running = list_running(subject)
    for block in list_blocks(running):
        pages = [len(part) for part in list_pages(block)]
        if len(pages) > 1 and min(pages[0], pages[-1]) < 2:
            yield f"{block[0].place}: one line alone on a page"
    for lines in list_pages(subject.lines):
        for heading in filter(is_heading, lines):
            if not any(line.top > heading.top and not is_heading(line) for line in lines):
                yield f"{heading.place}: last on its page"
    rows: dict[int, int] = {}
    for number, page in enumerate(subject.layout.document.pages, 1):
        for group in page._page_box.descendants():
            for row in group.children if group.element_tag == "tbody" else ():
                if rows.setdefault(id(row.element), number) != number:
                    yield f"page {number}: a row of a table is broken"


@requirement(
    43,
    "paragraphs are set apart by a quarter to a half of a line or by an indent, not by both",
    severity="should",
    fault=Page(body=_TWO, css="p { margin-bottom: 7pt }" + _INDENT),
    fault_is="an indent besides the space",
    sound=Page(body=_TWO, css="p { margin-bottom: 7pt }"),
)
def paragraphs_are_set_apart_once(subject: Subject) -> Iterator[str]:
    leading = find_leading(subject).leading
    lines = [line for line in list_running(subject) if line.tag == "p"]
    for upper, lower in pairwise(lines):
        if upper.block == lower.block or upper.page != lower.page or upper.column != lower.column:
            continue
        if _stand_between(subject, upper, lower):
            continue
        space = (lower.baseline - upper.baseline) / leading - 1
        indent = lower.column[1] - max(run.left + run.width for run in lower.runs)
        if space > 0.05 and indent > 4:
            yield f"{lower.place}: space and indent"
        elif space <= 0.05 and indent <= 4:
            yield f"{lower.place}: neither space nor indent"
        elif indent <= 4 and not 0.24 <= space <= 1:
            yield f"{lower.place}: a space of {space:.2f} lines"


def _stand_between(subject: Subject, upper: Line, lower: Line) -> bool:
    return (
        any(
            upper.baseline < line.baseline < lower.baseline
            for line in subject.lines
            if line.page == upper.page and line.column == upper.column
        )
        or lower.baseline - upper.baseline > 3 * find_leading(subject).leading
    )


@requirement(
    44,
    "a line of running text has 55 to 80 characters (median)",
    severity="should",
    fault=Page(body=f"<p>{_LONG * 5}</p>", css="@page { size: 700pt 400pt }"),
    fault_is="a page of 700 pt in one column",
    sound=Page(body=f"<p>{_LONG * 5}</p>"),
)
def measure_is_readable(subject: Subject) -> Iterator[str]:
    lines = [line for line in list_running(subject) if line.tag == "p" and _is_full(line)]
    counts = [sum(not unicodedata.combining(sign) for sign in line.text.strip()) for line in lines]
    if len(counts) > 2 and not 55 <= statistics.median(counts) <= 80:
        yield f"{statistics.median(counts):.0f} characters on a line"


def _is_full(line: Line) -> bool:
    return line.box.resume_at is not None and line.width > 0.9 * (line.column[1] - line.column[0])
