"""Requirements 50 to 53: counters and markers of lists, marks and rule of footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.typography.lines import POINTS
from tests.typography.requirements import requirement
from tests.typography.setting import is_marker
from tests.typography.subject import Page, Subject

_COUNTER = re.compile(r"([0-9]+|[٠-٩]+|[۰-۹]+|[ابجدهوزحطيكلمنسعفصقرشتثخذضظغأإ]+ـ?)[.)\-–]?")

_LIST = "<ol><li>البند الأول</li><li>البند الثاني</li></ol>"
_FLOAT = (
    "i { float: footnote } i::footnote-call { font-size: .6em; vertical-align: .3em }"
    " @page { @footnote { border-block-start: .5pt solid #000 } }"
)
_NOTE = "<p>نص له حاشية<i>الحاشية الأولى</i>. ثم نص آخر له حاشية<i>الحاشية الثانية</i>.</p>"


@requirement(
    50,
    "the counters of a list are digits of one family, or letters in the order of the abjad",
    severity="should",
    fault=Page(body=_LIST, css="ol { list-style-type: lower-alpha }"),
    fault_is="a list counted a, b",
    sound=Page(body=_LIST),
)
def counters_are_arabic(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        counter = line.text.strip()
        is_counted = is_marker(line) and any(map(str.isalnum, counter))
        if is_counted and not _COUNTER.fullmatch(counter):
            yield f"{line.place}: the counter {counter}"


@requirement(
    51,
    "a list is indented from the right, and its markers stand there",
    severity="must",
    fault=Page(body=_LIST, css="li { direction: ltr }"),
    fault_is="markers at the left of their items",
    sound=Page(body=_LIST),
)
def markers_are_at_the_right(subject: Subject) -> Iterator[str]:
    markers = [line for line in subject.lines if is_marker(line)]
    texts = [line for line in subject.lines if line.tag == "li" and line.text.strip() and not is_marker(line)]
    for marker in markers:
        beside = [line for line in texts if line.page == marker.page and abs(line.top - marker.top) < 6]
        for line in beside:
            if marker.runs[0].left < max(run.left + run.width for run in line.runs) - 1:
                yield f"{line.place}: its marker is not at the right of it"


@requirement(
    52,
    "marks of notes are raised and stand right after a word; notes are numbered at the right",
    severity="must",
    fault=Page(body=_NOTE, css=_FLOAT + "i::footnote-call { vertical-align: 0 }"),
    fault_is="marks on the line",
    sound=Page(body=_NOTE, css=_FLOAT),
)
def marks_of_notes_are_raised(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        for index, run in enumerate(line.runs):
            if not (run.tag.endswith("::footnote-call") or run.kind == "note-call"):
                if run.tag.endswith("::footnote-marker") and run.left + run.width < line.column[1] - 12:
                    yield f"{line.place}: its number is not at the right"
                continue
            before = "".join(one.text for one in line.runs[:index]).rstrip("\u200b\u2060")
            if not before or before[-1].isspace():
                yield f"{line.place}: a space before the mark {run.text}"
            if float(run.box.position_y + run.box.baseline) * POINTS > line.baseline - 0.5:
                yield f"{line.place}: the mark {run.text} is not raised"


@requirement(
    53,
    "the rule over the notes begins at the right and is 30 to 100 per cent wide",
    severity="should",
    fault=Page(body=_NOTE, css=_FLOAT + "@page { @footnote { border-block-start: 0 } }"),
    fault_is="notes without a rule",
    sound=Page(body=_NOTE, css=_FLOAT),
)
def rules_stand_over_notes(subject: Subject) -> Iterator[str]:
    for number, page in enumerate(subject.layout.document.pages, 1):
        for box in page._page_box.children:
            if type(box).__name__ == "FootnoteAreaBox" and box.children:
                share = float(box.border_width()) / float(page._page_box.width)
                if not float(box.border_top_width) or not 0.3 <= share <= 1:
                    yield f"page {number}: a rule of {float(box.border_top_width)} pixels, {share:.0%} wide"
