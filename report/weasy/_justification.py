"""Justified lines: where they end, and what fills them.

The engine ends a line where the next word does not fit any more, and spreads what is left over its spaces.
Here the lines of a paragraph are chosen together (`_total_fit`), a space may lose a little too, and words may
be drawn out (`_kashida`). The engine is led by the width that it gets for a line: what is in the line, its
notes, links and floats, it finds itself, and a page may end after any of them. Lines that cannot be measured
it breaks as ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline

from report.typography.kashida import Way, find_ways
from report.weasy._empty_boxes import split_level
from report.weasy._hanging_spaces import split_first_line
from report.weasy._kashida import Insertions, draw_out, lay_out, measure, measure_tatweel
from report.weasy._paragraphs import Paragraph, measure_paragraph
from report.weasy._total_fit import TIGHTEST, Measure, Stretch
from report.weasy._trailing_spaces import remove_last_whitespace

if TYPE_CHECKING:
    from report.weasy._values import Justification

_LOCK = threading.RLock()
"""The engine's functions belong to the process: one document is laid out at a time."""

_MILLIMETRE = 96 / 25.4

_LEAST_END = 15 * _MILLIMETRE

_NEAR = 1.5
"""In em: kashidas of two lines are to be this far apart."""


@contextmanager
def justify(justification: Justification) -> Iterator[None]:
    """Lay out lines by `justification` inside the block."""
    with _LOCK:
        setter = _Setter(justification, inline.split_inline_box, inline.justify_line)
        ours = {
            "split_inline_box": setter.split_inline_box,
            "justify_line": setter.justify_line,
            "remove_last_whitespace": remove_last_whitespace,
            "split_inline_level": partial(split_level, inline.split_inline_level),
            "split_first_line": partial(split_first_line, inline.split_first_line),
        }
        originals = {name: getattr(inline, name) for name in ours}
        for name, function in ours.items():
            setattr(inline, name, function)
        try:
            yield
        finally:
            for name, function in originals.items():
                setattr(inline, name, function)


@dataclass(slots=True)
class _Setting:
    """What is known of a line when it is justified: its paragraph, and the characters that it begins and ends
    with; whether it is filled already."""

    paragraph: Paragraph
    start: int
    end: int
    is_filled: bool = False


class _Setter:
    """Sets the lines of one document."""

    def __init__(
        self, justification: Justification, split: Callable[..., Any], justify_line: Callable[..., None]
    ) -> None:
        self._split, self._justify_line = split, justify_line
        self._is_planned = justification.breaks == "paragraph"
        self._ways = find_ways(justification.kashida)
        self._least = justification.least * _MILLIMETRE
        self._paragraphs: dict[int, tuple[Any, Paragraph | None]] = {}
        self._units: dict[Any, tuple[float, float]] = {}
        self._widths: dict[tuple[Any, str], float] = {}

    def split_inline_box(
        self,
        context: Any,
        box: Any,
        position_x: float,
        max_x: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
    ) -> Any:
        """Around `weasyprint.layout.inline.split_inline_box`, whose `max_x` decides where a line ends."""
        split = partial(self._split, context, box, position_x)
        others = (bottom_space, skip_stack, containing_block, *rest)
        if not isinstance(box, LineBox) or box.style["text_align_all"] != "justify" or any(rest[-2:]):
            return split(max_x, *others)
        paragraph = self._find_paragraph(context, box, containing_block)
        start = paragraph.find(box, skip_stack) if paragraph is not None else 0
        if paragraph is None:
            return split(max_x, *others)
        width = max_x - position_x
        space, tatweel = self._find_units(box.style)
        planned = paragraph.find_end(
            start,
            Measure(first=width, other=width + box.text_indent, space=space, least_end=_LEAST_END),
            self._find_stretch(paragraph, box, width, tatweel),
        )
        if planned is None:
            return split(max_x, *others)
        result = split(position_x + planned[0], *others)
        line, resume_at = result[:2]
        end = len(paragraph.text) if resume_at is None else paragraph.find(box, resume_at)
        line.setting = _Setting(paragraph, start, end)
        self._tighten(context, line, width, space)
        return result

    def _find_paragraph(self, context: Any, box: Any, containing_block: Any) -> Paragraph | None:
        if not self._is_planned:
            return None
        found = self._paragraphs.get(id(box))
        if found is None:
            # The box is held, so that no other comes to lie at the same address.
            found = self._paragraphs[id(box)] = box, measure_paragraph(context, box, containing_block)
        return found[1]

    def _find_units(self, style: Any) -> tuple[float, float]:
        """The widths of a word space and of a tatweel."""
        key = _name_style(style)
        found = self._units.get(key)
        if found is None:
            found = self._units[key] = measure("\u00a0", style), measure_tatweel(style)
        return found

    def _measure(self, text: str, style: Any) -> float:
        key = _name_style(style), text
        width = self._widths.get(key)
        if width is None:
            width = self._widths[key] = measure(text, style)
        return width

    def _find_ways(self, line: Any, width: float) -> tuple[Way, ...]:
        return self._ways if line.style["direction"] == "rtl" and width >= self._least else ()

    def _find_stretch(
        self, paragraph: Paragraph, line: Any, width: float, tatweel: float
    ) -> tuple[Stretch, ...]:
        if tatweel <= 0:
            return ()
        return tuple(
            Stretch(
                start=way.start,
                keep=way.keep,
                line=way.line,
                apart=way.apart,
                relief=way.relief,
                step=tatweel,
                reach=max(1, int(way.longest * line.style["font_size"] / tatweel)) * tatweel,
                words=paragraph.stretchable,
            )
            for way in self._find_ways(line, width)
        )

    def _tighten(self, context: Any, line: Any, width: float, space: float) -> None:
        """Take from the spaces what `line` is too long; the engine only ever gives to them."""
        remove_last_whitespace(context, line)
        spaces = inline.count_expandable_spaces(line)
        room = width - line.width
        if spaces and 0 > room >= (TIGHTEST - 0.1) * spaces * space:
            inline.add_word_spacing(context, line, room / spaces, 0)
            line.setting.is_filled = True

    def justify_line(self, context: Any, line: Any, room: float) -> None:
        """In place of `weasyprint.layout.inline.justify_line`."""
        setting: _Setting | None = getattr(line, "setting", None)
        if setting is not None and setting.is_filled:
            return
        spaces = inline.count_expandable_spaces(line)
        if not spaces:
            return
        space, _tatweel = self._find_units(line.style)
        layouts, gain = self._draw_out(line, room, spaces * space)
        if layouts:
            _spread(line, layouts, (room - gain) / spaces, 0.0)
        else:
            self._justify_line(context, line, room)

    def _draw_out(self, line: Any, room: float, unit: float) -> tuple[dict[Any, Any], float]:
        """The new layouts of the boxes of `line` that are drawn out, and how much of `room` they take.

        `unit` is the width of the line's spaces together.
        """
        setting: _Setting | None = getattr(line, "setting", None)
        width, em = line.width + room, line.style["font_size"]
        _space, tatweel = self._find_units(line.style)
        texts = list(_iterate_texts(line))
        avoid = _find_near(setting, em, width) if setting else frozenset[int]()
        layouts: dict[Any, Any] = {}
        gain = 0.0
        for way in self._find_ways(line, width):
            if room <= way.start * unit:
                break
            insertions = draw_out(texts, way, room - way.keep * unit, tatweel, avoid, self._measure)
            layouts = {box: lay_out(box, inserted) for box, inserted in insertions.items()}
            gain = sum(layout.width - box.width for box, layout in layouts.items())
            if setting:
                _note_drawn(setting, texts, insertions, width)
            if room - gain <= way.relief * unit:
                break
        return layouts, gain


def _name_style(style: Any) -> tuple[Any, ...]:
    """What the width of a text depends on, among what our stylesheets set."""
    return (
        tuple(style["font_family"]),
        style["font_size"],
        style["font_weight"],
        style["font_feature_settings"],
        style["word_spacing"],
        style["lang"],
    )


def _find_near(setting: _Setting, em: float, width: float) -> frozenset[int]:
    """The offsets in a line that stand under a kashida of the line above."""
    above = setting.paragraph.drawn.get(setting.start, ())
    return frozenset(
        offset
        for offset in range(setting.end - setting.start if above else 0)
        if any(abs(_find_place(setting, offset, width) - place) < _NEAR * em for place in above)
    )


def _note_drawn(setting: _Setting, texts: list[Any], insertions: dict[Any, Insertions], width: float) -> None:
    places, begin = [], 0
    for box in texts:
        places += [_find_place(setting, begin + offset, width) for offset in insertions.get(box, ())]
        begin += len(box.text)
    setting.paragraph.drawn[setting.end] = tuple(places)


def _find_place(setting: _Setting, offset: int, width: float) -> float:
    """How far along a filled line of `width` its character `offset` is."""
    places, start = setting.paragraph.places, setting.start
    natural = places[setting.end] - places[start]
    return (places[start + offset] - places[start]) / natural * width


def _iterate_texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif isinstance(child, InlineBox):
            yield from _iterate_texts(child)


def _spread(box: Any, layouts: dict[Any, Any], spacing: float, shift: float) -> float:
    """Like `weasyprint.layout.inline.add_word_spacing`, for boxes of which some have gained width.

    `shift` is what stands on the left of `box` has gained; with what `box` itself gains it is returned.
    """
    if isinstance(box, TextBox):
        box.position_x += shift
        spaces = inline.count_expandable_spaces(box)
        gain = spacing * spaces
        if box in layouts:
            gain += layouts[box].width - box.width
            box.pango_layout = layouts[box]
        box.justification_spacing = box.pango_layout.justification_spacing = spacing
        box.width += gain
        end: float = shift + gain
        return end
    if not isinstance(box, LineBox | InlineBox):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    children = box.children if box.style["direction"] == "ltr" else box.children[::-1]
    end = shift
    for child in children:
        if child.is_in_normal_flow():
            end = _spread(child, layouts, spacing, end)
    box.width += end - shift
    return end
