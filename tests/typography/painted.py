"""What stands on the painted page: the characters of a line from the left, ink, the shape of brackets."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from PIL import Image

from tests.typography.lines import Line
from tests.typography.subject import Character, Subject

RESOLUTION = 144
INK = 40
"""So many levels of grey are seen as ink on what is around it."""

PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_SIGNS = str.maketrans({**{closing: opening for opening, closing in PAIRS.items()}, "…": "..."})


def is_seen(character: Character) -> bool:
    text = character.text
    return not text.isspace() and unicodedata.category(text) not in ("Mn", "Cf", "Zs", "Cc")


def find_characters(subject: Subject, line: Line) -> list[Character]:
    """The visible characters of `line`, a line of `subject`, from left to right."""
    if id(line) not in subject.found:
        subject.found[id(line)] = sorted(
            filter(is_seen, _find_near(subject, line)),
            key=lambda character: (character.box[0] + character.box[2]) / 2,
        )
    return subject.found[id(line)]


def _find_near(subject: Subject, line: Line) -> Iterator[Character]:
    height, reach = subject.page_height(line.page) - line.baseline, min(line.height, line.size * 1.6) * 0.45
    left = min([line.left, *(run.left for run in line.runs)])
    right = max([line.left + line.width, *(run.left + run.width for run in line.runs)])
    for baseline in range(round(height - reach), round(height + reach) + 1):
        for character in subject.characters_by_height.get((line.page, baseline), ()):
            centre = (character.box[0] + character.box[2]) / 2
            if abs(character.baseline - height) < reach and left - 1 <= centre <= right + 1:
                yield character


def is_in_order(characters: list[Character], wanted: str) -> bool:
    """Whether `characters`, from left to right, are `wanted`; those of one cluster stand in any order.

    Letters of a ligature have one place, and stacked letters overlap.
    """
    clusters: list[list[Character]] = []
    for character in characters:
        if clusters and character.box[0] < clusters[-1][-1].box[2] - 0.4 * (
            min(character.box[2] - character.box[0], clusters[-1][-1].box[2] - clusters[-1][-1].box[0])
        ):
            clusters[-1].append(character)
        else:
            clusters.append([character])
    wanted, place = fold_signs(wanted), 0
    for cluster in clusters:
        end = place + len(cluster)
        if sorted(wanted[place:end]) != sorted(fold_signs("".join(one.text for one in cluster))):
            return False
        place = end
    return place == len(wanted)


def fold_signs(text: str) -> str:
    """`text` with one sign for both of a pair, and an ellipsis as the dots that PDFium reads."""
    return text.translate(_SIGNS)


def crop(subject: Subject, page: int, box: tuple[float, float, float, float]) -> Image.Image:
    """What is painted inside `box` (points, from the lower left) of a page."""
    raster = subject.raster(page, RESOLUTION)
    scale, height = RESOLUTION / 72, subject.page_height(page)
    left, right = round(box[0] * scale), round(box[2] * scale)
    top, bottom = round((height - box[3]) * scale), round((height - box[1]) * scale)
    return raster.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def has_ink(image: Image.Image) -> bool:
    levels = image.tobytes()
    return max(levels) - min(levels) > INK


def find_ground(image: Image.Image) -> int:
    """The level of grey that most of `image` has."""
    histogram = image.histogram()
    return histogram.index(max(histogram))


def find_opening(subject: Subject, character: Character) -> Literal["left", "right", "unclear"]:
    """The side to which a bracket or quotation mark points: "(" and "«" to the left."""
    left, bottom, right, top = character.ink
    around = (left - 2, bottom - 2, right + 2, top + 2)
    image, ground = (
        crop(subject, character.page, character.ink),
        find_ground(crop(subject, character.page, around)),
    )
    width, height = image.size
    if width < 2 or height < 5:
        return "unclear"
    third = max(1, height // 12)
    middle = _find_centre(image.crop((0, (height - third) // 2, width, (height + third) // 2 + 1)), ground)
    ends = [
        _find_centre(image.crop((0, 0, width, third)), ground),
        _find_centre(image.crop((0, height - third, width, height)), ground),
    ]
    outer = [place for place in ends if place is not None]
    if middle is None or not outer:
        return "unclear"
    difference = sum(outer) / len(outer) - middle
    if abs(difference) < width * 0.01:
        return "unclear"
    return "left" if difference > 0 else "right"


def _find_centre(image: Image.Image, ground: int) -> float | None:
    total = weighted = 0
    width = image.size[0]
    for index, value in enumerate(image.tobytes()):
        weight = abs(value - ground)
        total += weight
        weighted += weight * (index % width)
    return weighted / total if total > INK else None


def iterate_neighbours(subject: Subject) -> Iterator[tuple[Character, Character]]:
    """Two letters that follow each other on one line of Arabic, the second at the left of the first."""
    for characters in subject.characters_by_page.values():
        letters = [one for one in characters if one.text != "\u200f" and one.text != "\u200e"]
        for first, second in pairwise(letters):
            if (
                abs(first.baseline - second.baseline) < first.size * 0.5
                and abs(second.box[2] - first.box[0]) < first.size * 0.08
                and second.box != first.box
            ):
                yield first, second
