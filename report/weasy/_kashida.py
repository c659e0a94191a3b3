"""A justified line with words drawn out: their tatweels are laid out and drawn, and are not in the text.

Pango lays out the text with tatweels in it; the box keeps the text without. When the line is drawn, each of
these tatweels becomes a part of the letter on its right, whose code thus draws a longer letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import Any

from weasyprint.text.line_break import create_layout, line_size

from report.typography.kashida import Joint, Way, choose_joints, find_joints
from report.weasy._text_letters import Cluster

TATWEEL = "\u0640"

Insertions = dict[int, int]
"""The number of tatweels before the character at each offset of a text."""


Ruler = Callable[[str, Any], float]
"""The width of a text in a style."""


def measure(text: str, style: Any) -> float:
    """The width of `text` in one line."""
    layout = create_layout(text, style, None, None, 0)
    line, _index = layout.get_first_line()
    width, _height = line_size(line, style)
    layout.deactivate()
    return float(width)


def measure_tatweel(style: Any) -> float:
    return measure("ســس", style) - measure("سـس", style)


def draw_out(
    texts: list[Any], way: Way, room: float, step: float, avoid: frozenset[int], measure: Ruler
) -> dict[Any, Insertions]:
    """What to insert into each of the `texts`, the text boxes of a line, to fill up to `room` of it.

    `step` is about the width of a tatweel. No kashida comes to the offsets `avoid` of the line's text.
    """
    if step <= 0:
        return {}
    em = texts[0].style["font_size"]
    most = max(1, int(way.longest * em / step))
    wanted = -(-int(room / step) // most)
    chosen = choose_joints(find_joints("".join(box.text for box in texts)), way, wanted, avoid)
    found: dict[Any, Insertions] = {}
    for number, (box, offset) in enumerate(_place(reversed(chosen), texts)):
        share = room / (len(chosen) - number)
        begin, end = _find_word(box.text, offset)
        word, place = box.text[begin:end], offset - begin
        for count in range(min(most, int(share / step)), 0, -1):
            gain = measure(insert(word, {place: count}), box.style) - measure(word, box.style)
            if gain <= room:
                found.setdefault(box, {})[offset] = count
                room -= gain
                break
    return found


def _place(joints: Iterator[Joint], texts: list[Any]) -> Iterator[tuple[Any, int]]:
    """The box of each joint, and the offset in it."""
    for joint in joints:
        offset = joint.offset
        for box in texts:
            if offset < len(box.text):
                # A word that begins in another box is left alone: the joint may be the border between them.
                if offset:
                    yield box, offset
                break
            offset -= len(box.text)


def _find_word(text: str, offset: int) -> tuple[int, int]:
    return text.rfind(" ", 0, offset) + 1, (text + " ").index(" ", offset)


def insert(text: str, insertions: Insertions) -> str:
    pieces, last = [], 0
    for offset, count in sorted(insertions.items()):
        pieces.append(text[last:offset] + TATWEEL * count)
        last = offset
    return "".join(pieces) + text[last:]


def lay_out(box: Any, insertions: Insertions) -> Any:
    """The Pango layout of `box` with its `insertions`; it knows its width, and them, for `join_kashidas`."""
    layout = create_layout(insert(box.text, insertions), box.style, None, None, 0)
    line, _index = layout.get_first_line()
    layout.width, _height = line_size(line, box.style)
    layout.kashidas = frozenset(_list_bytes(box.text, insertions))
    layout.deactivate()
    return layout


def _list_bytes(text: str, insertions: Insertions) -> Iterator[int]:
    """Where our tatweels stand in the text that Pango gets, in bytes."""
    place = last = 0
    for offset, count in sorted(insertions.items()):
        place += len(text[last:offset].encode())
        for _ in range(count):
            yield place
            place += len(TATWEEL.encode())
        last = offset


def join_kashidas(clusters: list[Cluster], layout: Any) -> list[Cluster]:
    """`clusters` with the tatweels of ours taken into the letters that they draw out."""
    kashidas = getattr(layout, "kashidas", None)
    if not kashidas:
        return clusters
    joined: list[Cluster] = []
    for cluster in sorted(clusters, key=attrgetter("start")):
        text = _leave_out(cluster, kashidas)
        if text:
            joined.append(replace(cluster, text=text))
        elif joined:
            joined[-1] = _join(joined[-1], cluster)
    return sorted(joined, key=attrgetter("x"))


def _leave_out(cluster: Cluster, kashidas: frozenset[int]) -> str:
    place, kept = cluster.start, []
    for character in cluster.text:
        if place not in kashidas:
            kept.append(character)
        place += len(character.encode())
    return "".join(kept)


def _join(letter: Cluster, tatweel: Cluster) -> Cluster:
    """`letter`, which then begins where the tatweel on its left does."""
    x = min(letter.x, tatweel.x)
    glyphs = [
        (glyph, round(right + cluster.x - x, 3), up)
        for cluster in (letter, tatweel)
        for glyph, right, up in cluster.glyphs
    ]
    return replace(letter, x=x, advance=letter.advance + tatweel.advance, glyphs=tuple(glyphs))
