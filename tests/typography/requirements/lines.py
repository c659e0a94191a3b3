"""Requirements 33 to 40: leading, the grid, where lines end, and what fills them."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from itertools import pairwise

from report.weasy._kashida import TATWEEL
from tests.typography.lines import Line
from tests.typography.requirements import requirement
from tests.typography.setting import (
    Rectangle,
    draw_text,
    find_edges,
    find_leading,
    is_justified,
    list_blocks,
    list_ink,
    list_pages,
    list_running,
    measure_spaces,
)
from tests.typography.subject import Page, Subject

_VOCALISED = "<p>وَمُنْذُ ذٰلِكَ الْيَوْمِ كُنْتُ أَمُرُّ بِهِ فِي طَرِيقِي إِلَى الْمَدْرَسَةِ كُلَّ صَبَاحٍ وَأُسَلِّمُ عَلَيْهِ فَيَرُدُّ السَّلَامَ.</p>"
_PLAIN = (
    "<p>تقع المدينة القديمة على تل مرتفع يحيط به سور من الحجر، وتجري تحتها عين ماء يشرب منها "
    "الناس والدواب كل يوم.</p>"
)
_JUSTIFIED = (
    "<p>تقع المدينة القديمة على تل مرتفع يحيط به سور من الحجر، وتجري تحتها عين ماء يشرب منها "
    "الناس <bdi>والدواب كل يوم، ويمر بها طريق القوافل الذي كان يصل البحر بالصحراء</bdi> قبل "
    "أن تشق الطرق الحديثة.</p>"
)
_RESOLUTION, _INK = 288, 128
"""Pixels an inch; levels of grey that are darker are ink."""

_OWN_STYLE = "p { text-align: justify }"


@requirement(
    33,
    "the leading leaves room for ascenders, tails and marks: lines do not touch",
    severity="must",
    fault=Page(body=_VOCALISED, css="body { line-height: 1.1 }"),
    fault_is="vocalised text with a leading of 1.3",
    sound=Page(body=_VOCALISED, css="body { line-height: 1.9 }"),
)
def lines_do_not_touch(subject: Subject) -> Iterator[str]:
    """Boxes of glyphs that meet are looked at on the painted page."""
    for block in list_blocks(list_running(subject)):
        for upper, lower in pairwise(block):
            if upper.page == lower.page:
                boxes = list(list_ink(upper)), list(list_ink(lower))
                if any(_touch(subject, upper.page, place, boxes) for place in _find_meetings(*boxes)):
                    yield f"{lower.place} touches the line above"


def _find_meetings(upper: list[Rectangle], lower: list[Rectangle]) -> Iterator[tuple[float, float]]:
    """From where to where along the line boxes of two glyphs meet."""
    lowest, highest = max(box[3] for box in upper), min(box[1] for box in lower)
    near = [box for box in lower if box[1] < lowest]
    for one in upper:
        for other in near if one[3] > highest else ():
            if one[0] < other[2] and other[0] < one[2] and other[1] < one[3]:
                yield min(one[0], other[0]), max(one[2], other[2])


def _touch(
    subject: Subject,
    page: int,
    place: tuple[float, float],
    boxes: tuple[list[Rectangle], list[Rectangle]],
) -> bool:
    """Whether ink goes on from above the highest glyph of the lower line to below the lowest of the upper."""
    upper, lower = ([box for box in line if box[0] < place[1] and box[2] > place[0]] for line in boxes)
    top, bottom = min(box[1] for box in lower), max(box[3] for box in upper)
    scale = _RESOLUTION / 72
    left, right = round(place[0] * scale), round(place[1] * scale)
    crop = subject.raster(page, _RESOLUTION).crop(
        (left, round((top - 1) * scale), right, round((bottom + 1) * scale))
    )
    levels = enumerate(crop.tobytes())
    inked = {(index % crop.width, index // crop.width) for index, level in levels if level < _INK}
    reached = [point for point in inked if point[1] < scale / 2]
    inked -= set(reached)
    while reached:
        x, y = reached.pop()
        if y > crop.height - scale / 2:
            return True
        near = {(x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)} & inked
        inked -= near
        reached += near
    return False


@requirement(
    34,
    "running text stands on one grid of half lines, from page to page (SD below 0.3 pt)",
    severity="should",
    fault=Page(body=f'{_PLAIN}<div style="height: 7pt"></div>{_PLAIN}'),
    fault_is="a third of a line between two paragraphs",
    sound=Page(body=f'{_PLAIN}<div style="height: 20.5pt"></div>{_PLAIN}'),
)
def lines_are_on_the_grid(subject: Subject) -> Iterator[str]:
    lines, unit = list_running(subject), find_leading(subject).leading / 2
    if not lines:
        return
    first = lines[0].baseline
    steps = [(line.baseline - first) / unit for line in lines]
    strays = [(step - round(step)) * unit for step in steps]
    if statistics.pstdev(strays) >= 0.3:
        worst = max(range(len(lines)), key=lambda index: abs(strays[index]))
        yield f"{lines[worst].place} is {strays[worst]:.1f} pt off the grid"


@requirement(
    35,
    "a line ends between words alone",
    severity="must",
    fault=Page(body=_PLAIN, css="p { width: 20pt; overflow-wrap: anywhere }"),
    fault_is="`overflow-wrap: anywhere` on a narrow measure",
    sound=Page(body=_PLAIN, css="p { width: 60pt }"),
)
def words_are_whole(subject: Subject) -> Iterator[str]:
    words = set("".join(subject.root.itertext()).split())
    for block in list_blocks(subject.lines):
        for upper, lower in pairwise(block):
            pieces = upper.text.split()[-1:], lower.text.split()[:1]
            if all(pieces) and _is_letter(pieces[0][0][-1]) and _is_letter(pieces[1][0][0]):
                end, begin = pieces[0][0], pieces[1][0]
                if end + begin in words and not {end, begin} <= words:
                    yield f"{upper.place}: {end + begin} is broken"


def _is_letter(character: str) -> bool:
    return re.fullmatch(r"[\u0620-\u065f\u066e-\u06d3]", character) is not None


@requirement(
    36,
    "no word is hyphenated, and there is no soft hyphen",
    severity="must",
    fault=Page(body="<p>مدي\u00adنة كبيرة على تل مرتفع</p>"),
    fault_is="a soft hyphen in a word",
    sound=Page(body="<p>مدينة كبيرة على تل مرتفع</p>"),
)
def there_is_no_hyphenation(subject: Subject) -> Iterator[str]:
    for name, texts in (("markup", [subject.html]), ("PDF", subject.texts)):
        if any("\u00ad" in text for text in texts):
            yield f"a soft hyphen in the {name}"
    for line in subject.lines:
        if line.style["hyphens"] == "auto":
            yield f"{line.place} may be hyphenated"


@requirement(
    37,
    "justified lines are flush at both edges (SD below 0.2 pt)",
    severity="must",
    fault=Page(body=_JUSTIFIED, css=_OWN_STYLE + "bdi { position: relative; inset-inline-start: 4pt }"),
    fault_is="a run that sticks out",
    sound=Page(body=_JUSTIFIED, css=_OWN_STYLE),
)
def edges_are_flush(subject: Subject) -> Iterator[str]:
    """By the glyphs as they are drawn, so that what was measured and what is drawn are compared."""
    first = {id(block[0]) for block in list_blocks(subject.lines)}  # may be indented
    justified = filter(is_justified, list_running(subject))
    # The plate of a mark of ours goes on after its digits.
    for lines in list_pages(line for line in justified if not _ends_with_plate(line)):
        found = [find_edges(line) for line in lines]
        for side, name in enumerate(("left", "right")):
            strays = [
                0.0 if side and id(line) in first else edges[side] - line.column[side]
                for line, edges in zip(lines, found, strict=True)
            ]
            if len(strays) > 1 and statistics.pstdev(strays) >= 0.2:
                worst = max(range(len(strays)), key=lambda index: abs(strays[index]))
                yield f"{lines[worst].place}: {strays[worst]:+.2f} pt at the {name}"


def _ends_with_plate(line: Line) -> bool:
    return [run.kind for run in line.runs if run.text.strip()][-1].endswith("-mark")


@requirement(
    38,
    "spaces of justified lines are 0.8 to 1.5 times the natural one, on nine lines of ten, never above 2.2",
    severity="should",
    fault=Page(body=_JUSTIFIED, css=_OWN_STYLE + "p { width: 90pt }"),
    fault_is="justified text on a measure of 90 pt",
    sound=Page(body=_JUSTIFIED, css=_OWN_STYLE),
)
def spaces_are_even(subject: Subject) -> Iterator[str]:
    lines = [line for line in list_running(subject) if is_justified(line)]
    spaces = [space for line in lines for space in measure_spaces(line)[:1]]
    for line in lines:
        for space in measure_spaces(line)[:1]:
            if not 0.79 <= space <= 2.2:
                yield f"{line.place}: spaces are {space:.2f} times the natural one"
    loose = sum(space > 1.5 for space in spaces)
    if loose > max(1, len(spaces) / 10):
        yield f"{loose} of {len(spaces)} lines have spaces above 1.5"


@requirement(
    39,
    "a word is drawn out once at most, no no two side by side, none on last lines, in headings or tables",
    severity="should",
    fault=Page(body="<p>كتـاب واسع عن المديـنـة القديمة</p>"),
    fault_is="a word drawn out twice",
    sound=Page(body="<p>كتـاب واسع عن المديـنة القديمة</p>"),
)
def kashidas_are_few(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        drawn, written = "".join(draw_text(run) for run in line.runs), line.text
        counts = [_count_tatweels(word) for word in drawn.split()]
        ours = [count > _count_tatweels(word) for count, word in zip(counts, written.split(), strict=True)]
        if max(counts, default=0) > 1:
            yield f"{line.place}: a word is drawn out twice"
        if any(one and other for one, other in pairwise(ours)):
            yield f"{line.place}: two words side by side are drawn out"
        if drawn != written and not is_justified(line):
            yield f"{line.place}: drawn out, and no full line of text"


def _count_tatweels(word: str) -> int:
    """Inside the word; one at its end is the author's, before digits or Latin."""
    return len(re.findall(f"{TATWEEL}+", word.rstrip(TATWEEL)))


@requirement(
    40,
    "the last line of a justified paragraph begins at the start and keeps its natural spaces",
    severity="must",
    fault=Page(body=_JUSTIFIED, css=_OWN_STYLE + "p { text-align-last: justify }"),
    fault_is="`text-align-last: justify`",
    sound=Page(body=_JUSTIFIED, css=_OWN_STYLE),
)
def last_lines_are_natural(subject: Subject) -> Iterator[str]:
    for line in list_running(subject):
        if line.box.resume_at is None and line.style["text_align_all"] == "justify":
            spaces = measure_spaces(line)
            if any(space > 1.01 for space in spaces):
                yield f"{line.place}: spaces of the last line are {max(spaces):.2f} times the natural one"
