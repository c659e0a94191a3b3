"""Requirements 45 to 49: Latin beside Arabic, tables, drawings, signs and units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tests.typography.requirements import requirement
from tests.typography.setting import iterate_boxes, measure_heights, read_run
from tests.typography.subject import Page, Subject

_NEAR = 0.7
"""In CSS pixels."""

_NUMBER = re.compile(r"[\d.,٫٬٪%]+")

_LATIN = '<p>حلقت طائرة من طراز <bdi dir="ltr" lang="en">Ilyushin</bdi> فوق المدينة</p>'
_TABLE = (
    "<table><thead><tr><th>الدولة</th><th>العدد</th></tr></thead><tbody>"
    "<tr><td>أرمينيا</td><td class=n>2500</td></tr><tr><td>روسيا</td><td class=n>70</td></tr></tbody></table>"
)
_BARS = '<div class="bar-track"><div class="bar" style="width: 40%; height: 9pt"></div></div>'
_SIGNS = "<p>بلغت الحرارة <bdi>−3</bdi> درجات، ثم بلغت <bdi>−8</bdi> درجات</p>"


@requirement(
    45,
    "Latin letters are of the size of the Arabic ones: an x is 0.85 to 1.3 times as high as a dal",
    severity="should",
    fault=Page(body=_LATIN, css="bdi { font-size: 1.4em }"),
    fault_is="Latin at 1.4 em",
    sound=Page(body=_LATIN),
)
def latin_is_of_one_size_with_arabic(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        arabic = [run for run in line.runs if re.search("[\u0621-\u064a]", run.text)]
        latin = [run for run in line.runs if re.search("[a-z]", run.text)]
        for run in latin if arabic else ():
            ratio = measure_heights(run.style)["x"] / measure_heights(arabic[0].style)["د"]
            if not 0.85 <= ratio <= 1.3:
                yield f"{line.place}: {run.text} is {ratio:.2f} times as high as the Arabic"


@requirement(
    46,
    "numbers in a column of a table stand with their units under each other",
    severity="should",
    fault=Page(body=_TABLE, css="td.n { text-align: end }"),
    fault_is="numbers set to the left",
    sound=Page(body=_TABLE),
)
def numbers_are_aligned(subject: Subject) -> Iterator[str]:
    for table in _list_tables(subject):
        columns: dict[int, list[tuple[str, float]]] = {}
        for cell in _list_cells(table, "td"):
            words = " ".join(box.text for box in _list_texts(cell)).strip()
            if _NUMBER.fullmatch(words):
                edge = max(float(box.position_x + box.width) for box in _list_texts(cell))
                columns.setdefault(cell.grid_x, []).append((words, edge))
        for cells in columns.values():
            edges = [edge for _words, edge in cells]
            if max(edges) - min(edges) > _NEAR:
                yield f"{', '.join(words for words, _edge in cells)}: not aligned on the units"


@requirement(
    47,
    "the first column is at the right, and the head is repeated on each page of a table",
    severity="must",
    fault=Page(body=_TABLE, css="table { direction: ltr }"),
    fault_is="a table from left to right",
    sound=Page(body=_TABLE),
)
def tables_begin_at_the_right(subject: Subject) -> Iterator[str]:
    for table in _list_tables(subject):
        for row in table.descendants():
            if row.element_tag == "tr":
                places = [float(cell.position_x) for cell in sorted(row.children, key=lambda one: one.grid_x)]
                if places != sorted(places, reverse=True):
                    yield f"a row from left to right: {_read(row)}"
        groups = [box.element_tag for box in table.descendants() if box.element_tag in ("thead", "tbody")]
        if groups and "thead" not in groups[:1]:
            yield f"a part of a table without its head: {_read(table)}"


@requirement(
    48,
    "bars grow from the right, where zero is; the oldest event and the first card stand at the right",
    severity="must",
    fault=Page(body=_BARS, css=".bar { float: inline-end }"),
    fault_is="a bar that grows from the left",
    sound=Page(body=_BARS),
)
def drawings_begin_at_the_right(subject: Subject) -> Iterator[str]:
    for box in iterate_boxes(subject):
        kinds = _list_kinds(box)
        if "bar-track" in kinds:
            for bar in (child for child in box.descendants() if "bar" in _list_kinds(child)):
                if abs(_end(bar) - _end(box)) > _NEAR:
                    yield f"a bar begins {_end(box) - _end(bar):.1f} pixels from the right"
        if kinds & {"axis", "event-row", "card-row", "whole"}:
            places = [_end(child) for child in box.children if child.is_in_normal_flow()]
            if any(later > before + _NEAR for before, later in pairwise(places)):
                yield f"from left to right: {_read(box)}"


@requirement(
    49,
    "a sign stands on one side of its number throughout the text, and throughout the tables",
    severity="should",
    fault=Page(body=_SIGNS.replace("<bdi>", '<bdi dir="ltr">', 1)),
    fault_is="one number with its sign isolated, another not",
    sound=Page(body=_SIGNS),
    rules=("number-is-isolated",),
)
def signs_stand_on_one_side(subject: Subject) -> Iterator[str]:
    sides: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for line in subject.lines:
        for run in line.runs:
            is_cell = line.tag in ("td", "th") and run.kind != "quote"
            found = re.search(r"(?<![\w.])([≈~±−+-])\s?(\d)", run.text)
            if found and "mark" not in run.kind:
                places = {cluster.text: cluster.x for cluster in reversed(read_run(run))}
                if found[1] in places and found[2] in places:
                    side = "left" if places[found[1]] < places[found[2]] else "right"
                    sides[is_cell].setdefault(side, f"{line.place}: {found[0]}")
    for found_sides in sides.values():
        if len(found_sides) > 1:
            yield " but ".join(f"{side} in {place}" for side, place in found_sides.items())


def _list_tables(subject: Subject) -> list[Any]:
    return [box for box in iterate_boxes(subject) if type(box).__name__ == "TableBox"]


def _list_cells(table: Any, tag: str) -> list[Any]:
    return [box for box in table.descendants() if box.element_tag == tag and hasattr(box, "grid_x")]


def _list_texts(box: Any) -> list[Any]:
    return [child for child in box.descendants() if hasattr(child, "pango_layout") and child.text.strip()]


def _list_kinds(box: Any) -> set[str]:
    if box.element is None or "::" in (box.element_tag or ""):
        return set()
    return set((box.element.get("class") or "").split())


def _end(box: Any) -> float:
    return float(box.position_x + box.margin_width()) - float(box.margin_right)


def _read(box: Any) -> str:
    return " ".join(child.text for child in _list_texts(box))[:60]
