"""Requirements 59 to 64: contrast, black ink, what is found in the file and said of it, sizes, UTF-8."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from report.colours import measure_contrast
from report.preflight import list_colours
from tests.typography.lines import POINTS, Line, Run
from tests.typography.requirements import requirement
from tests.typography.setting import list_running
from tests.typography.subject import Page, Subject

_TEXT = "<p>تقع المدينة القديمة على تل مرتفع يحيط به سور من الحجر.</p>"

_DIVIDED = "<p>تقع المدي<i></i>نة القديمة على تل مرتفع</p>"

LEAST_CONTRAST, LEAST_OF_LARGE = 4.5, 3.0
"""WCAG 2.2, success criterion 1.4.3; text is large from 18 points, bold from 14."""

_SANS = ("IBM Plex Sans", "Noto Sans", "Noto Kufi", "Cairo", "Tajawal", "Almarai", "Vazirmatn")
_SMALLEST_NASKH, _SMALLEST_SANS, _SMALLEST = 12.5, 9.0, 7.8

_SHAPES = re.compile("[\ufb50-\ufd3d\ufd40-\ufdef\ufe70-\ufefe]")
_CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNTYPED = re.compile("[\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e\u2060]")
_WORD = re.compile("[\u0620-\u06ff]+|[^\\W\\d_\u0620-\u06ff]+")
_MOJIBAKE = re.compile("[ØÙ][\u0080-¿]|Ã[\u0080-¿]|â€|\ufffd")


@requirement(
    59,
    "text stands out from its ground by 4.5:1, large text by 3:1, in colour and in grey",
    severity="must",
    fault=Page(body=_TEXT, css="p { color: #999 }"),
    fault_is="pale grey text on white",
    sound=Page(body=_TEXT, css="p { color: #666 }"),
)
def text_stands_out(subject: Subject) -> Iterator[str]:
    """`report/brand.py` keeps brands to it; here each run is measured on the ground that is under it."""
    told = set()
    for run, ground in _list_grounds(subject):
        colour = _read_colour(run.style["color"])
        if colour is None or not run.text.strip():
            continue
        size, weight = run.style["font_size"] * POINTS, run.style["font_weight"]
        least = LEAST_OF_LARGE if size >= 18 or (size >= 14 and weight >= 700) else LEAST_CONTRAST
        for kind, one, other in (("colour", colour, ground), ("grey", fade(colour), fade(ground))):
            contrast = measure_contrast(one, other)
            if contrast < least and (kind, one, other) not in told:
                told.add((kind, one, other))
                yield f"“{run.text.strip()[:30]}”: {one} on {other} has {contrast:.2f}:1 in {kind}"


def _list_grounds(subject: Subject) -> Iterator[tuple[Any, str]]:
    """Each box of text with the colour that was painted last under it."""
    for page in subject.layout.document.pages:
        yield from _walk(page._page_box, "#ffffff")


def _walk(box: Any, ground: str) -> Iterator[tuple[Any, str]]:
    # The engine moves the background of the root to the page (CSS 2.1, 14.2).
    ground = _read_colour(box.style["background_color"]) or ground
    if hasattr(box, "text"):
        yield box, ground
    for child in getattr(box, "children", ()):
        yield from _walk(child, ground)


def _read_colour(colour: Any) -> str | None:
    """`#rrggbb`, None for what is not painted."""
    if colour == "currentcolor" or colour.alpha == 0:
        return None
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in colour.coordinates)


def fade(colour: str) -> str:
    """The grey that a copier makes of it: luma (ITU-R BT.601)."""
    red, green, blue = bytes.fromhex(colour[1:])
    return "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}" * 3


@requirement(
    60,
    "for the press, running text is black ink alone, and nothing is in another colour than ink",
    severity="should",
    fault=Page(body=_TEXT, css="html { color: #1a2530 }"),
    fault_is="running text in a dark blue of four inks",
    sound=Page(body=_TEXT),
    rules=("press-colours-are-ink",),
)
def running_text_is_black(subject: Subject) -> Iterator[str]:
    colour = next((line.style["color"] for line in list_running(subject)), None)
    letters = sum(
        sum(map(str.isalpha, run.text))
        for line in list_running(subject)
        for run in line.runs
        if run.style["color"] == colour
    )
    black = _count_inks(subject.press)[0, 0, 0, 1]
    if black < 0.7 * letters:  # a code may be for several letters
        yield f"{black} codes are in black ink, for {letters} letters of running text"
    for colour in list_colours(subject.press):
        if colour.use != "resource" and ("RGB" in colour.space or "ICCBased 3" in colour.space):
            yield f"page {colour.page}: {colour.use} in {colour.space}"


def _count_inks(data: bytes) -> Counter[tuple[float, ...]]:
    """How many codes are shown in each mixture of inks."""
    found: Counter[tuple[float, ...]] = Counter()
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            ink: tuple[float, ...] = (0, 0, 0, 1)
            held = [ink]
            steps: Any = pikepdf.parse_content_stream(page)
            for operands, operator in steps:
                kind = str(operator)
                if kind == "q":
                    held.append(ink)
                elif kind == "Q":
                    ink = held.pop()
                elif kind in ("k", "scn", "sc") and len(operands) == 4:
                    ink = tuple(float(value) for value in operands)
                elif kind == "TJ":
                    shown = (item for item in operands[0] if isinstance(item, pikepdf.String))
                    found[ink] += sum(len(bytes(item)) for item in shown)
    return found


@requirement(
    61,
    "what is searched for is found: 97 words of 100 at least come back from the file as they were written",
    severity="must",
    fault=Page(body=_DIVIDED, css="i { display: inline-block; width: 20pt }"),
    fault_is="a gap inside a word",
    sound=Page(body=_DIVIDED),
    rules=("pdf-text-is-the-source",),
)
def words_are_found(subject: Subject) -> Iterator[str]:
    found = Counter(word for text in subject.texts for word in _split(text))
    wanted = [word for line in list_running(subject) for word in _split(line.text)]
    missing = [word for word in wanted if not found[word]]
    if len(missing) > 0.03 * len(wanted):
        yield f"{len(missing)} of {len(wanted)} words are not found: {' '.join(missing[:5])}"


def _split(text: str) -> list[str]:
    """Words of one script without what nobody searches for: tatweel, vowels, joiners, marks of direction."""
    return _WORD.findall(_UNTYPED.sub("", unicodedata.normalize("NFC", text)))


@requirement(
    62,
    "the file is tagged, says its language, and has its title as it was written",
    severity="must",
    fault=Page(body=_TEXT, root='<html dir="rtl">'),
    fault_is="a page that does not say its language",
    sound=Page(body=_TEXT),
)
def file_says_what_it_is(subject: Subject) -> Iterator[str]:
    catalog = subject.catalog
    if not catalog.get("/MarkInfo", {}).get("/Marked"):
        yield "the file is not tagged"
    if not subject.root.get("lang") or catalog.get("/Lang") != subject.root.get("lang"):
        yield f"the language of the file is {catalog.get('/Lang')}, of the page {subject.root.get('lang')}"
    if not catalog["/ViewerPreferences"].get("/DisplayDocTitle"):
        yield "a viewer shows the name of the file, not its title"
    wanted = subject.root.findtext(".//title")
    with pikepdf.open(io.BytesIO(subject.pdf)) as file:
        titles = {"Info": str(file.docinfo.get("/Title", "")), "XMP": file.open_metadata().get("dc:title")}
    for place, title in titles.items():
        if not title or title != wanted or _SHAPES.search(title) or _CONTROLS.search(title):
            yield f"the title in {place} is {title!r}, of the page {wanted!r}"


@requirement(
    63,
    "running text has 12.5 points in a Naskh, 9 in a sans, all other text 7.8 but for raised marks",
    severity="should",
    fault=Page(body=_TEXT, css="p { font-size: 7pt }"),
    fault_is="a paragraph of 7 points",
    sound=Page(body=_TEXT),
)
def text_is_large_enough(subject: Subject) -> Iterator[str]:
    running = {id(line) for line in list_running(subject)}
    for line in subject.lines:
        for run in line.runs:
            size = float(run.style["font_size"]) * POINTS
            is_sans = run.style["font_family"][0].startswith(_SANS)
            least = _SMALLEST
            if id(line) in running and run.style["font_size"] == line.style["font_size"]:
                least = _SMALLEST_SANS if is_sans else _SMALLEST_NASKH
            if size < least - 0.01 and run.text.strip() and not _is_raised(line, run):
                yield f"{line.place}: “{run.text.strip()[:20]}” has {size:.1f} pt, and should have {least} pt"


def _is_raised(line: Line, run: Run) -> bool:
    baseline = float(run.box.position_y + run.box.baseline) * POINTS
    return line.baseline - baseline > 0.5


@requirement(
    64,
    "what is written says that it is UTF-8, and no letter was read in another encoding",
    severity="must",
    fault=Page(body=_TEXT, head=""),
    fault_is="a page that does not say its encoding",
    sound=Page(body=_TEXT),
)
def encoding_is_said(subject: Subject) -> Iterator[str]:
    charset = subject.root.find(".//meta[@charset]")
    if charset is None or charset.get("charset").lower() != "utf-8":
        yield "no <meta charset> of UTF-8"
    for place, texts in (("markup", (subject.html,)), ("PDF", subject.texts)):
        for text in texts:
            if found := _MOJIBAKE.search(text):
                yield f"“{text[found.start() : found.start() + 20]}” in the {place}"
