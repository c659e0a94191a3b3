"""Requirements 54 to 58: binding, folios and running heads, contents, pages that are nearly empty."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal
from xml.etree import ElementTree

from report.pdfium import read_folios
from tests.typography.lines import POINTS, Line, Run, read_lines_inside
from tests.typography.requirements import requirement
from tests.typography.setting import list_running
from tests.typography.subject import Page, Subject

Side = Literal["left", "right"]

_TEXT = "<p>تقع المدينة القديمة على تل مرتفع يحيط به سور من الحجر.</p>"
_TWO_PAGES = f'{_TEXT}<div style="break-before: page">{_TEXT}</div>'

_MIRRORED = "@page :left { margin-right: 48pt } @page :right { margin-left: 48pt }"
_HEADS = """
    @page :left { @top-left { content: "الجزء" } @top-right { content: "الكتاب" } }
    @page :right { @top-right { content: "الجزء" } @top-left { content: "الكتاب" } }
"""
_FOLIO = "content: counter(page)"
_OUTSIDE = f"@page :left {{ @bottom-left {{ {_FOLIO} }} }} @page :right {{ @bottom-right {{ {_FOLIO} }} }}"

_CONTENTS = (
    '<p><a href="#one">السور والعين</a><span class="leader" data-href="#one"></span></p>'
    f'<div id="one" style="break-before: page">{_TEXT}</div>'
)
_LEADER = 'p .leader::after { content: leader(" . ") %s }'

_LEAST_FILLED = 0.25
_NO_TEXT = frozenset(("cover", "blank", "part", "contents"))
_BEFORE_BREAK = frozenset(("page", "left", "right", "recto", "verso"))


@requirement(
    54,
    "an Arabic book is bound on the right: page 1 is a left-hand page, and margins mirror from page to page",
    severity="must",
    fault=Page(body=_TWO_PAGES, css="@page { margin-right: 48pt }"),
    fault_is="the same wide margin on the right of all pages",
    sound=Page(body=_TWO_PAGES, css=_MIRRORED),
)
def binding_is_on_the_right(subject: Subject) -> Iterator[str]:
    first: Side = "left" if subject.root.get("dir") == "rtl" else "right"
    margins = set()
    for number, page in enumerate(_list_pages(subject), 1):
        if (page.page_type.side == first) != (number % 2 == 1):
            yield f"page {number} is a {page.page_type.side}-hand page"
        left, right = page.margin_left * POINTS, page.margin_right * POINTS
        if left or right:  # a cover has no margins
            inner, outer = (right, left) if page.page_type.side == "left" else (left, right)
            margins.add((round(inner, 1), round(outer, 1)))
            if inner < outer - 0.1:
                yield f"page {number}: the margin at the binding is {inner:.1f} pt, the outer one {outer:.1f}"
    if len(margins) > 1:
        yield f"margins at the binding and outside differ from page to page: {sorted(margins)}"


@requirement(
    55,
    "a viewer turns the pages from right to left, unless a line runs from left to right; spreads begin alone",
    severity="must",
    fault=Page(body=_TEXT, direction="ltr"),
    fault_is="a file that says it is read from the left",
    sound=Page(body=_TEXT),
)
def pages_turn_from_the_right(subject: Subject) -> Iterator[str]:
    """Why a line from left to right is the exception, docs/text.md says."""
    foreign = [
        run
        for line in subject.lines
        for run in line.runs
        if line.style["direction"] == "ltr" and sum(map(str.isalpha, run.text)) > 1
    ]
    wanted = "/R2L" if subject.root.get("dir") == "rtl" and not foreign else "/L2R"
    preferences = subject.catalog["/ViewerPreferences"]
    if preferences["/Direction"] != wanted:
        yield f"/Direction is {preferences['/Direction']}, and should be {wanted}"
    if subject.catalog["/PageLayout"] != "/TwoPageRight":
        yield f"/PageLayout is {subject.catalog['/PageLayout']}"
    if subject.epub:
        progression = _read_progression(subject.epub.data)
        if progression != subject.root.get("dir"):
            yield f"page-progression-direction of the e-book is {progression}"


def _read_progression(epub: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        (package,) = (name for name in archive.namelist() if name.endswith(".opf"))
        spine = ElementTree.fromstring(archive.read(package)).find("{*}spine")
    return spine.get("page-progression-direction", "default") if spine is not None else ""


@requirement(
    56,
    "the folio is at the outer edge of the foot, the section at that of the head, the book inside",
    severity="should",
    fault=Page(body=_TWO_PAGES, css=_HEADS + f"@page {{ @bottom-center {{ {_FOLIO} }} }}"),
    fault_is="folios in the middle of the page",
    sound=Page(body=_TWO_PAGES, css=_HEADS + _OUTSIDE),
    rules=("page-labels-are-folios",),
)
def folios_are_outside(subject: Subject) -> Iterator[str]:
    running = {line.page for line in list_running(subject)}
    heads: dict[str, set[str]] = {"outer": set(), "inner": set()}
    for number, page in enumerate(_list_pages(subject), 1):
        outer: Side = page.page_type.side
        boxes = {box.at_keyword: box for box in page.children if hasattr(box, "at_keyword")}
        folios = [name for name, box in boxes.items() if name.startswith("@bottom") and _read(box)]
        if number in running and not folios:
            yield f"page {number} has no folio"
        for name in folios:
            if name != f"@bottom-{outer}" or not _is_at_edge(boxes[name], page, outer):
                yield f"page {number}: the folio is at {name}"
        for name, box in boxes.items():
            if name.startswith("@top") and _read(box):
                side: Side = "left" if "left" in name else "right"
                heads["outer" if side == outer else "inner"].add(_read(box))
                if not _is_at_edge(box, page, side):
                    yield f"page {number}: the running head is off the edge at {name}"
    for text in sorted(heads["outer"] & heads["inner"]):
        yield f"the running head “{text}” is now inside, now outside"


def _read(box: Any) -> str:
    return "".join(line.text for line in read_lines_inside(box)).strip()


def _is_at_edge(box: Any, page: Any, side: Side) -> bool:
    runs = [run for line in read_lines_inside(box) for run in line.runs if run.text.strip()]
    if side == "left":
        distance = min(run.left for run in runs) - page.margin_left * POINTS
    else:
        edge = (page.margin_left + page.width) * POINTS
        distance = max(run.left + run.width for run in runs) - edge
    return bool(abs(distance) < 1)


@requirement(
    57,
    "contents have titles on the right, folios on the left, leaders between them, and the right numbers",
    severity="must",
    fault=Page(body=_CONTENTS, css=_LEADER % "counter(page)"),
    fault_is="the number of the page of the contents at an entry",
    sound=Page(body=_CONTENTS, css=_LEADER % "target-counter(attr(data-href), page)"),
)
def contents_lead_to_their_pages(subject: Subject) -> Iterator[str]:
    folios = read_folios(subject.pdf)
    for line in subject.lines:
        leader = next((run for run in line.runs if "leader" in run.kind.split()), None)
        if leader is None:
            continue
        shown = [run for run in line.runs if run.text.strip()]
        folio, title = min(shown, key=lambda run: run.left), max(shown, key=lambda run: run.left)
        if line.style["direction"] == "ltr":
            folio, title = title, folio
        target = leader.box.element.get("data-href", "").removeprefix("#")
        page = subject.layout.pages.get(target, 0)
        if not folio.text.strip().isdigit() or int(folio.text) != page:
            yield f"{line.place} says page {folio.text.strip()}, and is on page {page}"
        if page and folios[page - 1] and folio.text.strip() != folios[page - 1]:
            yield f"{line.place} says {folio.text.strip()}, and the folio is {folios[page - 1]}"
        if title.tag.endswith("::after") or not _is_filled(line, folio, title):
            yield f"{line.place}: the title, leader and folio do not fill the line"


def _is_filled(line: Line, folio: Run, title: Run) -> bool:
    """Whether title and folio stand at the edges of the line, and dots fill what is between them."""
    ends = sorted((folio, title), key=lambda run: run.left)
    dots = [run for run in line.runs if set(run.text.strip()) == {"."}]
    gap = ends[1].left - ends[0].left - ends[0].width
    return (
        abs(ends[0].left - line.column[0]) < 1
        and abs(ends[1].left + ends[1].width - line.column[1]) < 1
        and (sum(run.width for run in dots) > 0.5 * gap or gap < 3 * line.size)
    )


@requirement(
    58,
    "no part of a book ends on a page of its text that is filled by less than a quarter",
    severity="should",
    fault=Page(
        body=_TEXT * 4 + '<div style="break-before: page"></div>' + _TEXT, css="p { margin-block-end: 41pt }"
    ),
    fault_is="one line on the last page of a part",
    sound=Page(
        body=_TEXT * 5 + '<div style="break-before: page"></div>' + _TEXT, css="p { margin-block-end: 41pt }"
    ),
)
def no_page_is_a_stub(subject: Subject) -> Iterator[str]:
    """A part that is short, on one page, is none, nor are covers and blank pages; contents are no text."""
    pages = _list_pages(subject)
    begins = [number == 0 or _begins_part(*pair) for number, pair in enumerate(pairwise((None, *pages)))]
    for number, page in enumerate(pages, 1):
        is_last = number == len(pages) or begins[number]
        if is_last and not begins[number - 1] and page.page_type.name not in _NO_TEXT:
            filled = _measure_fill(page)
            if filled < _LEAST_FILLED:
                yield f"page {number} ends a part and is filled by {filled:.0%}"


def _begins_part(before: Any, page: Any) -> bool:
    """Whether `page` begins by force: with an element that was not on the page before and asks for it."""
    if before.page_type.name != page.page_type.name:
        return True
    known = {id(box.element) for box in before.descendants() if box.element is not None}
    box = page
    while getattr(box, "children", ()):
        box = box.children[0]
        is_new = box.element is not None and id(box.element) not in known
        if is_new and box.style["break_before"] in _BEFORE_BREAK:
            return True
    return False


def _measure_fill(page: Any) -> float:
    """How far down its measure a page has lines or pictures."""
    bottoms = [
        box.position_y + box.height
        for box in page.children[0].descendants()
        if type(box).__name__ == "LineBox" or type(box).__name__.endswith("ReplacedBox")
    ]
    return float((max(bottoms, default=0.0) - page.margin_top) / page.height)


def _list_pages(subject: Subject) -> list[Any]:
    return [page._page_box for page in subject.layout.document.pages]
