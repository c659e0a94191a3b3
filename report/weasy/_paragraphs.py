"""A paragraph as total fit sees it: its text, where a line may end, and how far along each character is.

Measured once, as if in one line. Where the engine then ends a line elsewhere, or its width is another beside
a float, the rest of the paragraph is planned anew.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from struct import iter_unpack
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.ffi import FROM_UNITS, ffi
from weasyprint.text.line_break import can_break_text, create_layout, get_log_attrs

from report.typography.kashida import find_joints
from report.weasy._total_fit import Measure, Stop, Stretch, break_lines

_INFO, _INFO_SIZE = "=IiiiI", 20
"""`PangoGlyphInfo`, as in `_text_clusters`."""


@dataclass(slots=True)
class Paragraph:
    """`places` tells for each character, and for the end, how far along it is; `starts` at which character
    each text box begins, by its address; `stretchable` are the words that may be drawn out.

    `plan` says of a line, by the character that it begins with, at which stop it ends, and the width that it
    was found for; `drawn` by the end of a line how far along it its kashidas are.
    """

    text: str
    places: list[float]
    starts: dict[int, tuple[Any, int]]
    stops: list[Stop]
    stretchable: frozenset[int]
    plan: dict[int, tuple[int, float]] = field(default_factory=dict)
    drawn: dict[int, tuple[float, ...]] = field(default_factory=dict)

    def find(self, box: Any, skip_stack: Any) -> int:
        """The character that a line begins with which the engine begins at `skip_stack`."""
        position = 0
        while skip_stack:
            ((index, skip_stack),) = skip_stack.items()
            if isinstance(box, TextBox):
                position = self.starts[id(box)][1] + len(box.text.encode()[: index or 0].decode())
                break
            if index >= len(box.children):
                position = max(self.starts[id(text)][1] + len(text.text) for text in _iterate_texts(box))
                break
            box = box.children[index]
        else:
            first = next(_iterate_texts(box), None)
            position = self.starts[id(first)][1] if first is not None else 0
        while self.text[position : position + 1] == " ":
            position += 1
        return position

    def find_end(self, start: int, measure: Measure, ways: Sequence[Stretch]) -> tuple[float, int] | None:
        """How wide the engine must take the line from `start` to be, and where it then ends.

        None where no line can begin there.
        """
        number = bisect_left(self.stops, start, key=attrgetter("position"))
        if number + 1 >= len(self.stops) or self.stops[number].position != start:
            return None
        found = self.plan.get(start)
        if found is None or abs(found[1] - measure.first) > 0.01:
            self._plan(number, measure, ways)
            found = self.plan[start]
        end = self.stops[found[0]]
        width = end.end - self.stops[number].start
        if found[0] + 1 == len(self.stops):
            return max(width + measure.space, measure.first), end.position
        return width + (self.stops[found[0] + 1].end - end.end) / 2, end.position

    def _plan(self, number: int, measure: Measure, ways: Sequence[Stretch]) -> None:
        begin = number
        for index in break_lines(self.stops[number:], measure, ways):
            width = measure.first if begin == number else measure.other
            self.plan[self.stops[begin].position] = number + index, width
            begin = number + index


def measure_paragraph(context: Any, line: Any, containing_block: Any) -> Paragraph | None:
    """None where the paragraph holds what cannot be measured: pictures, floats, leaders, line breaks."""
    reader = _Reader(context, containing_block)
    try:
        reader.read(line)
    except _UnmeasurableError:
        return None
    return reader.finish()


class _UnmeasurableError(Exception):
    pass


class _Reader:
    def __init__(self, context: Any, containing_block: Any) -> None:
        self._context, self._containing_block = context, containing_block
        self._text, self._places, self._breaks = "", list[float](), set[int]()
        self._starts: dict[int, tuple[Any, int]] = {}
        self._place = 0.0
        self._border_style: Any = None

    def read(self, parent: Any) -> None:
        for child in parent.children:
            if child.is_footnote():
                continue  # its call stands in the text
            if not child.is_in_normal_flow():
                raise _UnmeasurableError
            if isinstance(child, TextBox):
                self._read_text(child, parent)
            elif isinstance(child, InlineBox) and not child.is_leader:
                before, after = self._measure_decoration(child)
                self._place += before
                self.read(child)
                self._place += after
            else:
                raise _UnmeasurableError
            self._border_style = parent.style

    def _measure_decoration(self, box: Any) -> tuple[float, float]:
        resolve_percentages(box, self._containing_block)
        sides = []
        for side in ("left", "right"):
            lengths = [getattr(box, f"{name}_{side}") for name in ("margin", "padding")]
            lengths.append(getattr(box, f"border_{side}_width"))
            sides.append(sum(0.0 if length == "auto" else length for length in lengths))
        return (sides[0], sides[1]) if box.style["direction"] == "ltr" else (sides[1], sides[0])

    def _read_text(self, box: Any, parent: Any) -> None:
        style, text = box.style, box.text
        start = len(self._text)
        self._starts[id(box)] = box, start
        if not text:
            return
        if (
            style["white_space"] not in ("normal", "nowrap")
            or style["letter_spacing"] != "normal"
            or style["hyphens"] == "auto"
            or not style["font_size"]
            or set("\n\t\u00ad") & set(text)
        ):
            raise _UnmeasurableError
        border = self._border_style or parent.style
        if (
            start
            and border["white_space"] == "normal"
            and can_break_text(self._text[-1] + text[0], style["lang"])
        ):
            self._breaks.add(start)
        if style["white_space"] == "normal":
            attributes = get_log_attrs(text, style["lang"])
            self._breaks.update(
                start + index for index in range(1, len(text)) if attributes[index].is_line_break
            )
        advances = _measure_characters(self._context, box)
        for advance in advances:
            self._places.append(self._place)
            self._place += advance
        self._text += text
        self._border_style = parent.style

    def finish(self) -> Paragraph | None:
        text, places = self._text, [*self._places, self._place]
        if not text.strip(" "):
            return None
        return Paragraph(
            text=text,
            places=places,
            starts=self._starts,
            stops=list(_list_stops(text, places, self._breaks)),
            stretchable=frozenset(joint.word for joint in find_joints(text)),
        )


def _list_stops(text: str, places: list[float], breaks: set[int]) -> Iterator[Stop]:
    """The begin of the text, each place where a line may end, and the end of the text."""
    begin = len(text) - len(text.lstrip(" "))
    yield Stop(begin, places[begin], places[begin], begin, begin, 0)
    words = [match.start() for match in re.finditer(r"\S+", text)]
    spaces, last = 0, begin
    for position in [*sorted(breaks), len(text)]:
        while position < len(text) and text[position] == " ":
            position += 1
        end = len(text[:position].rstrip(" "))
        if position <= last or end <= begin:
            continue
        spaces += text.count(" ", last, position) + text.count("\u00a0", last, position)
        yield Stop(
            position,
            places[end],
            places[position],
            spaces - (position - end),
            spaces,
            bisect_left(words, position),
        )
        last = position


def _measure_characters(context: Any, box: Any) -> list[float]:
    """The advance of each character of the text of `box`; a cluster's is with its first one."""
    layout = create_layout(box.text, box.style, context, None, 0)
    line, _index = layout.get_first_line()
    encoded = box.text.encode()
    advances = [0.0] * (len(encoded) + 1)
    run = line.runs[0]
    while run != ffi.NULL:
        offset, glyphs = run.data.item.offset, run.data.glyphs
        starts = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        infos = iter_unpack(_INFO, ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _INFO_SIZE))
        for start, info in zip(starts, infos, strict=True):
            advances[offset + start] += info[1] * FROM_UNITS
        run = run.next
    layout.deactivate()
    if len(encoded) == len(box.text):
        return advances[:-1]
    return [advances[index] for index, byte in enumerate(encoded) if byte & 0xC0 != 0x80]


def _iterate_texts(box: Any) -> Iterator[Any]:
    if isinstance(box, TextBox):
        yield box
    elif isinstance(box, LineBox | InlineBox):
        for child in box.children:
            yield from _iterate_texts(child)
