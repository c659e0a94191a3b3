"""What a printer refuses: colours that are no inks, pages that end where the knife falls, things to click."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.checks import Subject
from report.errors import Finding, Location, Message, Severity, message
from report.images import find_hard_edges
from report.pdfium import rasterise
from report.preflight import Box, Sheet, list_colours, list_output_intents, list_sheets
from report.writers import Artifact

RULES = {
    "press-colours-are-ink": "in the profile press, every colour of the PDF is in the inks that its output"
    " intent names",
    "press-pages-have-bleed": "in the profile press, every page of the PDF has a trim, a bleed of 3 mm around"
    " it that what reaches the trim fills, room for marks around that, and nothing to click",
}

BLEED = 3 * 72 / 25.4
"""Points."""

_TOLERANCE = 0.05

# Grey is black ink alone (ISO 32000-1, 10.3.2); a pattern has the colours of what draws it.
_INK = re.compile(
    r"((Indexed|I|Pattern|Separation|DeviceN) on )*(DeviceCMYK|CMYK|DeviceGray|G|ICCBased 4)|Pattern"
)


def check(subject: Subject) -> Iterator[Finding]:
    if subject.profile == "press" and "pdf" in subject.artifacts:
        artifact = subject.artifacts["pdf"]
        yield from check_colours(artifact)
        yield from check_sheets(artifact)


def check_colours(artifact: Artifact) -> Iterator[Finding]:
    intents = list_output_intents(artifact.data)
    if [(intent.standard, intent.components) for intent in intents] != [("GTS_PDFX", 4)]:
        text = message("the PDF does not say for which inks it is")
        yield _find("press-colours-are-ink", text, artifact)
    for colour in list_colours(artifact.data):
        if not _INK.fullmatch(colour.space):
            text = message(
                "page {page}: {use} in {space}", page=colour.page, use=colour.use, space=colour.space
            )
            yield _find("press-colours-are-ink", text, artifact)


def check_sheets(artifact: Artifact) -> Iterator[Finding]:
    for sheet in list_sheets(artifact.data):
        faults = tuple(_find_faults(sheet)) or _find_edges(sheet, artifact.data)
        for text in faults:
            yield _find("press-pages-have-bleed", text, artifact)


def _find_faults(sheet: Sheet) -> Iterator[Message]:
    if sheet.trim is None or sheet.bleed is None:
        yield message("page {page} says nothing of its trim or its bleed", page=sheet.page)
        return
    left, bottom, right, top = sheet.bleed
    margins = (
        sheet.trim[0] - left,
        sheet.trim[1] - bottom,
        right - sheet.trim[2],
        top - sheet.trim[3],
    )
    if any(abs(margin - BLEED) > _TOLERANCE for margin in margins):
        yield message("page {page} has no bleed of 3 mm around its trim", page=sheet.page)
    outer = sheet.media
    if not (outer[0] < left and outer[1] < bottom and outer[2] > right and outer[3] > top):
        yield message("page {page} has no room for marks around its bleed", page=sheet.page)
    for kind, box in sheet.annotations:
        if box[0] < right and box[2] > left and box[1] < top and box[3] > bottom:
            yield message("page {page} has an annotation on it: {kind}", page=sheet.page, kind=kind)


def _find_edges(sheet: Sheet, data: bytes) -> Iterator[Message]:
    """Where a ground or a picture ends at the trim, so that white shows when the knife is not exact."""
    left, _bottom, right, top = sheet.media
    width = round(right - left)
    scale = width / (right - left)

    def place(box: Box | None) -> Box:
        x0, y0, x1, y1 = box or sheet.media
        return (x0 - left) * scale, (top - y1) * scale, (x1 - left) * scale, (top - y0) * scale

    picture = rasterise(data, page=sheet.page, width=width)
    for side in find_hard_edges(picture, place(sheet.trim), place(sheet.bleed)):
        yield message("page {page}: what is printed ends at the trim: {side}", page=sheet.page, side=side)


def _find(rule: str, text: Message, artifact: Artifact) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=text, location=Location(artifact.name))
