"""Requirements 16 to 24: the direction of the text and of what runs against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from report.arabic.digits import detect_digits
from report.arabic.direction import find_foreign_runs, has_letters
from report.document import Hints, Source
from report.readers import read
from report.typography._joints import find_joints
from tests.typography.lines import Line
from tests.typography.markup import Block, Piece, read_blocks
from tests.typography.oracle import keep_visible, predict_line
from tests.typography.painted import PAIRS, find_characters, find_opening, fold_signs, is_in_order
from tests.typography.requirements import requirement
from tests.typography.subject import Page, Subject

_ARABIC = "<p>اللغة العربية تُكتب من اليمين إلى اليسار.</p>"


@requirement(
    16,
    "the base direction is said in the markup, not by an attribute of alignment, and orders every line",
    severity="must",
    fault=Page(body=_ARABIC, root='<html lang="ar">'),
    fault_is="an `html` element without `dir`",
    sound=Page(body=_ARABIC),
)
def direction_is_explicit(subject: Subject) -> Iterator[str]:
    root = subject.root
    if root.get("dir") not in ("rtl", "ltr") or not root.get("lang"):
        yield f"<html lang={root.get('lang')} dir={root.get('dir')}>"
    for element in root.iter():
        if isinstance(element.tag, str) and re.fullmatch("left|right", element.get("align", "")):
            yield f"<{element.tag} align={element.get('align')}>"
    for line in subject.lines:
        # PDFium leaves out some dots of leaders: requirement 57 looks at the contents.
        has_leader = any(run.kind == "leader" for run in line.runs)
        if not has_leader and not is_in_order(find_characters(subject, line), predict_line(line)):
            yield f"{line.place}: not in the order of the bidirectional algorithm"


@requirement(
    17,
    "each run of Latin letters, with its numbers and signs, stands in one isolate of its direction",
    severity="must",
    fault=Page(body='<p>طائرة <bdi dir="ltr">IL</bdi>-<bdi dir="ltr">76</bdi> هبطت</p>'),
    fault_is="IL-76 in two isolates",
    sound=Page(body='<p>طائرة <bdi dir="ltr">IL-76</bdi> هبطت</p>'),
    rules=("latin-run-is-isolated",),
)
def runs_are_isolated(subject: Subject) -> Iterator[str]:
    for block in read_blocks(subject):
        for start, end in find_foreign_runs(block.text, "rtl") if block.direction == "rtl" else ():
            pieces = list(_cut(block, start, end))
            isolates = {id(piece.isolate) for piece in pieces}
            if len(isolates) > 1 or any(piece.direction != "ltr" for piece in pieces):
                yield f"{block.place}: {block.text[start:end]}"


def _cut(block: Block, start: int, end: int) -> Iterator[Piece]:
    """The pieces of `block` that share in its text from `start` to `end`."""
    place = 0
    for piece in block.pieces:
        if place < end and place + len(piece.text) > start:
            yield piece
        place += len(piece.text)


@requirement(
    18,
    "brackets and angled quotation marks turn their hollow side to what they hold",
    severity="must",
    fault=Page(body='<p>طائرة <bdi dir="ltr">(IL-76</bdi>) هبطت</p>'),
    fault_is="an isolate that takes in one bracket of two",
    sound=Page(body='<p>طائرة (<bdi dir="ltr">IL-76</bdi>) من «طراز» [قديم]</p>'),
    rules=("brackets-are-balanced",),
)
def brackets_are_mirrored(subject: Subject) -> Iterator[str]:
    """Of a pair on one line the left one is painted open to the right, and the right one to the left."""
    for line in subject.lines:
        text = keep_visible(line.text)
        for opening, closing in _find_pairs(text):
            # Two pairs of one kind: their order is that of the line, requirement 23.
            if sum(character in text[opening] + text[closing] for character in text) == 2:
                painted = find_characters(subject, line)
                signs = [one for one in painted if one.text in text[opening] + text[closing]]
                sides = [find_opening(subject, character) for character in signs]
                if sides != ["left", "right"]:
                    yield f"{line.place}: {text[opening : closing + 1]} {sides}"


def _find_pairs(text: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for index, character in enumerate(text):
        if character in PAIRS:
            opened.append(index)
        elif opened and character == PAIRS[text[opened[-1]]]:
            yield opened.pop(), index


_NUMBERS = re.compile(r"[+\-−≈]?\d+(?:[./:,٫٬\-–−]\d+)+|[+\-−≈]\d+")


@requirement(
    19,
    "ranges, dates and signed numbers are painted in the order of the bidirectional algorithm",
    severity="must",
    fault=Page(body="<p>صدر القرار في 2014/<b>03</b>/18 بالإجماع</p>"),
    fault_is="a date with an element inside, which the engine orders by itself",
    sound=Page(body="<p>صدر القرار في <b>2014/03/18</b> بالإجماع بين 2019–2021 عند −3</p>"),
)
def numbers_keep_their_order(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        if _NUMBERS.search(line.text) and not is_in_order(find_characters(subject, line), predict_line(line)):
            yield f"{line.place}: {_NUMBERS.findall(line.text)}"


_PER_CENT = re.compile(r"(?<![\d.,٫٬])([\d.,٫٬]*\d)([ \u00a0\u202f]?)[%٪]")


@requirement(
    20,
    "the sign of per cent touches its number and stands on one side of it throughout",
    severity="must",
    fault=Page(body='<p>ارتفع 12% ثم هبط</p><p>زاد <bdi dir="ltr">7%</bdi> ثم ثبت</p>'),
    fault_is="12% as the text orders it and 7% in an isolate",
    sound=Page(body="<p>ارتفع 12% ثم هبط</p><p>زاد 7% ثم ثبت</p>"),
    rules=("number-is-isolated",),
)
def per_cent_is_uniform(subject: Subject) -> Iterator[str]:
    seen: dict[str, str] = {}
    for line in subject.lines:
        text = " ".join(run.text for run in line.runs if not has_letters(run.text, "ltr"))
        for match in _PER_CENT.finditer(text):
            painted = "".join(one.text for one in find_characters(subject, line))
            number, family = match[1], detect_digits(match[1])
            if match[2]:
                yield f"{line.place}: a space before the sign, {match[0]}"
            side = "right" if re.search(rf"{re.escape(number)}[%٪]", painted) else "left"
            if seen.setdefault(family, side) != side:
                yield f"{line.place}: {match[0]} with its sign at the {side}"


@requirement(
    21,
    "a letter or a name and the number tied to it by a hyphen stay on one line",
    severity="must",
    fault=Page(body="<p>هبطت طائرة آي إل-\u200b76 أمس</p>", css="p { width: 1pt }"),
    fault_is="a chance to break after the hyphen, in a narrow column",
    sound=Page(body="<p>هبطت طائرة آي إل-76 أمس</p>", css="p { width: 1pt }"),
)
def names_keep_their_numbers(subject: Subject) -> Iterator[str]:
    for first, second in pairwise(subject.lines):
        is_tied = re.search(r"[^\W\d_][-‐‑][\s\u200b]*$", first.text) and re.match(r"\s*\d", second.text)
        if first.block == second.block and is_tied:
            yield f"{first.place} | {second.text[:12]}"


@requirement(
    22,
    "a number and what it counts stay on one line",
    severity="should",
    fault=Page(body="<p>وصل إلى المدينة أمس 2500 عنصر من القوات</p>", css="p { width: 1pt }"),
    fault_is="a plain space between 2500 and what it counts, in a narrow column",
    sound=Page(body="<p>وصل إلى المدينة أمس 2500\u00a0عنصر من القوات</p>", css="p { width: 1pt }"),
)
def numbers_keep_their_nouns(subject: Subject) -> Iterator[str]:
    """What a number counts is said by the grammar; where the lines end, by the engine."""
    for _, lines in groupby(subject.lines, key=lambda line: line.block):
        texts = [line.text.strip() for line in lines]
        whole = " ".join(texts)
        if len(texts) > 1 and re.search(r"\d", whole):
            ends = {sum(map(len, texts[:count])) + count - 1 for count in range(1, len(texts))}
            document = read(Source.from_text(whole.replace("\u00a0", " "), path="block.txt"), Hints())
            for joint in find_joints(document):
                if joint.start in ends:
                    yield f"“{whole[max(0, joint.start - 12) : joint.end + 8]}”"


@requirement(
    23,
    "a Latin phrase that goes on over lines is read from the left on each, and from the top",
    severity="must",
    fault=Page(
        body='<p>أصدرت المنظمة بيانا باسم <bdi dir="ltr">Collective</bdi> <bdi dir="ltr">Security</bdi>'
        ' <bdi dir="ltr">Treaty</bdi> <bdi dir="ltr">Organization</bdi> أمس</p>',
        css="p { width: 220pt }",
    ),
    fault_is="each word of the phrase in an isolate of its own",
    sound=Page(
        body='<p>أصدرت المنظمة بيانا باسم <bdi dir="ltr">Collective Security Treaty Organization</bdi></p>',
        css="p { width: 220pt }",
    ),
)
def phrases_read_from_the_top(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        if has_letters(line.text, "ltr") and not is_in_order(
            find_characters(subject, line), predict_line(line)
        ):
            yield f"{line.place}: not in the order of the bidirectional algorithm"
    for _, group in groupby(subject.lines, key=lambda line: line.block):
        lines = list(group)
        if len(lines) > 1 and lines[0].style["direction"] == "rtl":
            yield from _find_turned(subject, lines)


def _find_turned(subject: Subject, lines: list[Line]) -> Iterator[str]:
    """Each line's part of a phrase that is on several stands there as it is written."""
    whole = " ".join(line.text.rstrip() for line in lines)
    for start, end in find_foreign_runs(whole, "rtl"):
        place = 0
        for line in lines:
            after = place + len(line.text.rstrip())
            part, place = whole[max(start, place) : min(end, after)], after + 1
            if part and len(part) < end - start:
                painted = "".join(one.text for one in find_characters(subject, line))
                if fold_signs(keep_visible(part)) not in fold_signs(painted):
                    yield f"{line.place}: {part}"


@requirement(
    24,
    "direction is said by elements: no embedding or override (U+202A to U+202E) is in the text",
    severity="must",
    fault=Page(body="<p>طائرة \u202aIL-76\u202c هبطت</p>"),
    fault_is="IL-76 between U+202A and U+202C",
    sound=Page(body='<p>طائرة <bdi dir="ltr">IL-76</bdi> هبطت</p>'),
    rules=("latin-run-is-isolated",),
)
def controls_are_elements(subject: Subject) -> Iterator[str]:
    places = {"markup": subject.html, "PDF": "".join(subject.texts)}
    if subject.epub:
        places["e-book"] = subject.epub.reading_text
    for place, text in places.items():
        for control in sorted(set(re.findall("[\u202a-\u202e]", text))):
            yield f"{place}: U+{ord(control):04X}"
