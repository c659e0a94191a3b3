"""Requirements 1 to 15: the letters, how they join, what is put on them, and the faces that draw them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from report.checks.pdf import is_of_family
from report.fonts import Face, missing_characters, name_families
from report.weasy._joining import JOINER
from tests.typography.lines import Line, Run
from tests.typography.markup import read_blocks
from tests.typography.painted import RESOLUTION, crop, find_ground, has_ink, iterate_neighbours
from tests.typography.requirements import requirement
from tests.typography.shaping import choose_face, list_features, measure_height, shape
from tests.typography.subject import Page, Subject

ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
# Joining types of Unicode's ArabicShaping.txt: D joins on both sides, R to the letter before alone.
DUAL = (
    "\u0626\u0628\u062a-\u062e\u0633-\u063f\u0641-\u0647\u0649\u064a"
    "\u0678-\u0687\u069a-\u06bf\u06c1\u06c2\u06cc"
)
_RIGHT = "\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671\u0688-\u0699\u06c0\u06c3-\u06cb\u06d2\u06d3"
JOINING = f"{DUAL}{_RIGHT}\u0640"
_JOINS_ON = re.compile(f"[{DUAL}]")
_JOINS_BACK = re.compile(f"[{JOINING}]")
_OPEN_JOIN = re.compile(f"[{DUAL}\u0640][{MARKS}]*$")
_BEGINS_JOINED = re.compile(f"[{JOINING}]")
_REQUIRED = ("rlig", "init", "medi", "fina", "ccmp", "calt", "mark", "mkmk", "curs", "liga")
_SHAPES = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf1\ufdf3-\ufdf9\ufe70-\ufefc]")

_TEXT = "<p>كتب الكاتب رسالة طويلة إلى صديقه في المدينة.</p>"


def arabic_runs(subject: Subject) -> Iterator[tuple[Line, Run]]:
    """The runs that have Arabic letters."""
    for line in subject.lines:
        for run in line.runs:
            if ARABIC.search(run.text):
                yield line, run


@requirement(
    1,
    "letters join wherever both can",
    severity="must",
    fault=Page(body='<svg width="200" height="40"><text x="150" y="25" font-size="20">كتاب</text></svg>'),
    fault_is="the text of an SVG drawing, which the engine sets letter by letter",
    sound=Page(body=_TEXT),
)
def letters_join(subject: Subject) -> Iterator[str]:
    """Ink goes on over the border between two letters that join."""
    for first, second in iterate_neighbours(subject):
        if _JOINS_ON.match(first.text) and _JOINS_BACK.match(second.text):
            border = (first.box[0] + second.box[2]) / 2
            width = 72 / RESOLUTION
            column = (border - width / 2, min(first.box[1], second.box[1]), border + width / 2, first.box[3])
            if not has_ink(crop(subject, first.page, column)):
                yield f"page {first.page}: {first.text} does not join {second.text}"


@requirement(
    2,
    "no border of an element opens a word: where one stands inside, joiners hold the letters together",
    severity="must",
    fault=Page(body="<p>كت<data>اب</data> مفتوح</p>"),
    fault_is="an element inside a word that the engine's door does not know",
    sound=Page(body="<p>كت<b>اب</b> مفتوح</p>"),
)
def borders_are_joined(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        for first, second in pairwise(line.runs):
            if _OPEN_JOIN.search(first.text) and _BEGINS_JOINED.match(second.text.lstrip(JOINER)):
                yield f"{line.place}: {first.text[-6:]} | {second.text[:6]}"
            elif first.text.endswith(JOINER) != second.text.startswith(JOINER):
                yield f"{line.place}: a joiner on one side alone"


@requirement(
    3,
    "lam and alef make their ligature, with hamza and madda and marks too",
    severity="must",
    fault=Page(body="<p>الأمن والسلام لا الحرب</p>", css='p { font-feature-settings: "liga" 0, "rlig" 0 }'),
    fault_is='`font-feature-settings: "liga" 0, "rlig" 0`',
    sound=Page(body="<p>الأمن والسلام لا الحرب</p>"),
)
def lam_alef_is_a_ligature(subject: Subject) -> Iterator[str]:
    """The two letters are not drawn as they are beside others, by the faces and features of the page."""
    for line, run in arabic_runs(subject):
        for pair in sorted(set(re.findall(f"ل[{MARKS}]*[اأإآ]", run.text))):
            face = choose_face(subject.faces, run, "ل")
            if face and not _is_ligature(face, re.sub(f"[{MARKS}]", "", pair), list_features(run)):
                yield f"{line.place}: {pair} in {face.family}"
            elif face and not _is_ligature(face, pair, list_features(run)):
                yield f"{line.place}: {pair} with its mark in {face.family}"


def _is_ligature(face: Face, pair: str, features: tuple[str, ...]) -> bool:
    lam, alef = shape(face, "لب")[0].id, shape(face, f"ب{pair[-1]}")[-1].id
    return not {lam, alef} & {glyph.id for glyph in shape(face, pair, features)} or (
        lam not in {glyph.id for glyph in shape(face, pair, features)}
    )


@requirement(
    4,
    "the features that Arabic needs are on: rlig, init, medi, fina, ccmp, calt, liga, mark, mkmk, curs",
    severity="must",
    fault=Page(body=_TEXT, css='p { font-feature-settings: "calt" 0 }'),
    fault_is='`font-feature-settings: "calt" 0`',
    sound=Page(body=_TEXT, css='p { font-feature-settings: "tnum", "calt" 1 }'),
    rules=("letters-keep-their-forms",),
)
def required_features_are_on(subject: Subject) -> Iterator[str]:
    for line, run in arabic_runs(subject):
        for feature in list_features(run):
            tag, _, value = feature.partition("=")
            if tag in _REQUIRED and value == "0":
                yield f"{line.place}: {feature}"


_ALLAH = re.compile(f"(?<![{JOINING}{MARKS}])(?:[وفبت][{MARKS}]*)?ا?لله(?![{JOINING}])")


@requirement(
    5,
    "the word الله has the form that its face draws for it, which no other word gets",
    severity="should",
    fault=Page(body="<p>بسم ال<span>له</span> نبدأ</p>"),
    fault_is="the word divided by an element: joined, but without its form",
    sound=Page(body="<p>بسم الله نبدأ باللهجة واللهب</p>"),
)
def the_name_has_its_form(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        whole = sum(len(_ALLAH.findall(run.text)) for run in line.runs)
        if whole < len(_ALLAH.findall(line.text.replace(JOINER, ""))):
            yield f"{line.place}: the word is divided"
    for line, run in arabic_runs(subject):
        face = choose_face(subject.faces, run, "ل") if _ALLAH.search(run.text) else None
        if face:
            name = {glyph.id for glyph in shape(face, "الله", list_features(run))}
            if name != {glyph.id for glyph in shape(face, "الله")}:
                yield f"{line.place}: {face.family} is kept from its form"
            usual = {glyph.id for word in ("لب", "بلب", "به", "ا") for glyph in shape(face, word)}
            for word in ("اللهجة", "اللهب"):
                if (name - usual) & {glyph.id for glyph in shape(face, word, list_features(run))}:
                    yield f"{line.place}: {face.family} draws {word} with it"


@requirement(
    6,
    "marks sit on their letter, vowels over a shadda, and none stands alone or reaches the line above",
    severity="must",
    fault=Page(body="<p>قال م<span>ُ</span>حمد كلمته</p>"),
    fault_is="a vowel divided from its letter by an element",
    sound=Page(body="<p>قال مُحَمَّدٌ كلمتَه، وَرَدَّ عَلَيْهِ صَاحِبُهُ بِكَلِمَةٍ طَيِّبَةٍ تُفْرِحُ القَلْبَ وَتُرْضِيهِ</p>"),
)
def marks_sit_on_their_letters(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        for run in line.runs:
            text = run.text.lstrip(JOINER)
            if text and re.match(f"[{MARKS}]", text):
                yield f"{line.place}: a mark stands without its letter"
    for characters in subject.characters_by_page.values():
        for before, mark in pairwise(characters):
            if unicodedata.category(mark.text) == "Mn" and mark.ink[2] - mark.ink[0] > 0.5:
                centre, reach = (mark.ink[0] + mark.ink[2]) / 2, 0.15 * mark.size
                if not before.box[0] - reach <= centre <= before.box[2] + reach:
                    yield f"page {mark.page}: {before.text}{mark.text} is not on its letter"
    yield from _find_stacked(subject)


def _find_stacked(subject: Subject) -> Iterator[str]:
    """A vowel with a shadda stands clear of it, by the face that draws both."""
    for line, run in arabic_runs(subject):
        for letter, *vowels in sorted(
            set(re.findall("([\u0628-\u064a])(?:\u0651([\u064e\u064f]))", run.text))
        ):
            face = choose_face(subject.faces, run, letter)
            glyphs = shape(face, f"{letter}\u0651{vowels[0]}", list_features(run)) if face else ()
            marks = sorted(measure_height(face, glyph) for glyph in glyphs if face and glyph.advance == 0)
            for (_, top), (bottom, _) in pairwise(marks):
                if bottom < top - 60:
                    yield f"{line.place}: shadda and vowel over {letter} lie on each other"


@requirement(
    7,
    "kasra with shadda stands where it stands in the rest of the paragraph: under the letter or the shadda",
    severity="should",
    fault=Page(body="<p>المعلِّم قال للمتعلِّم <b style=\"font-family: 'IBM Plex Sans Arabic'\">المدرِّس</b></p>"),
    fault_is="a paragraph in two faces that put it in different places",
    sound=Page(body="<p>المعلِّم قال للمتعلِّم <b>المدرِّس</b></p>"),
)
def shadda_kasra_is_uniform(subject: Subject) -> Iterator[str]:
    seen: dict[int, bool] = {}
    for line, run in arabic_runs(subject):
        for letter in sorted(set(re.findall("([\u0621-\u064a])(?:\u0651\u0650|\u0650\u0651)", run.text))):
            face = choose_face(subject.faces, run, letter)
            if face:
                plain = {glyph.id for glyph in shape(face, f"{letter}\u0651")}
                marks = [one for one in shape(face, f"{letter}\u0651\u0650") if one.advance == 0]
                is_raised = min(measure_height(face, one)[0] for one in marks if one.id not in plain) > 200
                if seen.setdefault(line.block, is_raised) != is_raised:
                    yield f"{line.place}: {letter} in {face.family}"


@requirement(
    8,
    "text is stored as letters, not as their shapes (Arabic Presentation Forms)",
    severity="must",
    fault=Page(body="<p>\ufedb\ufe98\ufe8e\ufe8f</p>"),
    fault_is="a word that was reshaped before it was given to the engine",
    sound=Page(body="<p>كتاب، صلى الله عليه وسلم \ufdfa</p>"),
    rules=("letters-are-characters",),
)
def letters_are_letters(subject: Subject) -> Iterator[str]:
    places = {"markup": subject.html, "PDF": "".join(subject.texts)}
    if subject.epub:
        places["e-book"] = subject.epub.reading_text
    for place, text in places.items():
        for shape_of_letter in sorted(set(_SHAPES.findall(text))):
            yield f"{place}: U+{ord(shape_of_letter):04X}"


@requirement(
    9,
    "joiners, non-joiners, tatweel and marks of the author are kept",
    severity="must",
    fault=Page(body="<p>الـ<span>\u0640</span>19 كِتَاب</p>", css="span { display: none }"),
    fault_is="a tatweel that the style hides",
    sound=Page(body="<p>الـ19 كِتَاب می\u200cروم</p>"),
    rules=("pdf-text-is-the-source",),
)
def signs_of_the_author_are_kept(subject: Subject) -> Iterator[str]:
    given = Counter(re.findall(f"[\u0640\u200c{MARKS}]", "".join(_list_words(subject))))
    shown = Counter("".join(line.text for line in subject.lines))
    stored = Counter(unicodedata.normalize("NFD", "".join(subject.texts)))
    for sign, count in given.items():
        if shown[sign] < count:
            yield f"U+{ord(sign):04X}: {count} in the markup, {shown[sign]} on the pages"
        if sign != "\u200c" and stored[sign] < count:
            yield f"U+{ord(sign):04X}: {count} in the markup, {stored[sign]} in the PDF"


def _list_words(subject: Subject) -> Iterator[str]:
    for block in read_blocks(subject):
        if block.element.tag != "title":
            yield block.text


@requirement(
    10,
    "no space is put between the letters of Arabic: it opens every join",
    severity="must",
    fault=Page(body=_TEXT, css="p { letter-spacing: .05em }"),
    fault_is="`letter-spacing: .05em`",
    sound=Page(body=f"{_TEXT}<p><bdi dir='ltr'>IL-76</bdi></p>", css="bdi { letter-spacing: .05em }"),
    rules=("letters-keep-their-forms",),
)
def letters_are_not_spaced(subject: Subject) -> Iterator[str]:
    for line, run in arabic_runs(subject):
        if run.style["letter_spacing"] not in ("normal", 0):
            yield f"{line.place}: letter-spacing {run.style['letter_spacing']}"


@requirement(
    11,
    "nothing is slanted, and every weight has a face of its own",
    severity="must",
    fault=Page(body="<p>قال <i>كلمته</i> ومضى</p>", css="i { font-style: italic }"),
    fault_is="`font-style: italic`",
    sound=Page(body="<p>قال <i>كلمته</i> ومضى</p>"),
    rules=("letters-keep-their-forms", "pdf-fonts-are-ours"),
)
def nothing_is_slanted(subject: Subject) -> Iterator[str]:
    for line, run in arabic_runs(subject):
        if run.style["font_style"] != "normal":
            yield f"{line.place}: {run.style['font_style']}"
        face = choose_face(subject.faces, run, ARABIC.findall(run.text)[0])
        if face and face.weight != int(run.style["font_weight"]):
            yield f"{line.place}: {face.family} has no weight {run.style['font_weight']}"
    for font in subject.fonts:
        if re.search("italic|oblique", font.name, re.IGNORECASE):
            yield f"page {font.page}: {font.name}"


@requirement(
    12,
    "running text is emphasised by weight, face, colour or «», never by a line under it",
    severity="should",
    fault=Page(body="<p>قال <u>كلمته</u> ومضى</p>"),
    fault_is="a word with a line under it",
    sound=Page(body="<p>قال <b>كلمته</b> ومضى</p>"),
)
def text_is_not_underlined(subject: Subject) -> Iterator[str]:
    for line, run in arabic_runs(subject):
        if line.tag in ("p", "li", "td", "blockquote") and _decorations(run):
            yield f"{line.place}: {_decorations(run)}"


def _decorations(run: Run) -> set[str]:
    lines = run.style["text_decoration_line"]
    return set() if lines == "none" else set(lines)


@requirement(
    13,
    "a line under a heading or a link clears the dots and tails of the letters",
    severity="should",
    fault=Page(
        body="<h2>بيت في ريف</h2>", css="h2 { text-decoration: underline; text-underline-offset: .15em }"
    ),
    fault_is="`text-underline-offset: .15em`",
    sound=Page(
        body="<h2>بيت في ريف</h2>",
        css="h2 { text-decoration: underline .5pt; text-underline-offset: .55em }",
    ),
)
def underlines_clear_the_letters(subject: Subject) -> Iterator[str]:
    for line, run in arabic_runs(subject):
        if "underline" in _decorations(run) and not _is_clear(subject, line, run):
            yield f"{line.place}: {run.text[:20]}"


def _is_clear(subject: Subject, line: Line, run: Run) -> bool:
    """Above and below the row that is inked from end to end, there is none."""
    baseline = subject.page_height(line.page) - line.baseline
    margin = run.width * 0.02
    area = (run.left + margin, baseline - line.size, run.left + run.width - margin, baseline - 0.5)
    image = crop(subject, line.page, area)
    width, height = image.size
    ground = find_ground(image)
    inked = [
        sum(abs(value - ground) > 60 for value in image.crop((0, row, width, row + 1)).tobytes())
        for row in range(height)
    ]
    rows = [row for row, count in enumerate(inked) if count > width * 0.97]
    if not rows:
        return False
    above, below = inked[max(rows[0] - 3, 0)], inked[min(rows[-1] + 3, height - 1)]
    return above == 0 and below == 0


@requirement(
    14,
    "letters are of one solid colour: where two overlap, a transparent one shows a spot",
    severity="should",
    fault=Page(body=_TEXT, css="p { color: rgba(0, 0, 0, .5) }"),
    fault_is="`color: rgba(0, 0, 0, .5)`",
    sound=Page(body=_TEXT, css="p { color: #808080 }"),
    rules=("letters-keep-their-forms",),
)
def letters_are_solid(subject: Subject) -> Iterator[str]:
    for line, run in arabic_runs(subject):
        if run.style["color"].alpha < 1:
            yield f"{line.place}: {run.style['color'].alpha}"


@requirement(
    15,
    "the fonts are those of the theme, and have every character that is shown",
    severity="must",
    fault=Page(body="<p>كتاب 中</p>"),
    fault_is="a Chinese character, which no face of the theme has",
    sound=Page(body="<p>كتاب 2022 ﷺ</p>"),
    rules=("font-covers-text", "pdf-fonts-are-ours"),
)
def fonts_cover_the_text(subject: Subject) -> Iterator[str]:
    families = name_families(subject.faces)
    for font in subject.fonts:
        if not is_of_family(font.name.partition("+")[2] or font.name, families) or not font.embedded:
            yield f"page {font.page}: {font.name}"
    codes = {face.family: frozenset[int]() for face in subject.faces}
    for face in subject.faces:
        codes[face.family] |= face.characters
    for line in subject.lines:
        for run in line.runs:
            covered = [codes[family] for family in run.style["font_family"] if family in codes]
            for character in sorted(set(run.text)):
                if not any(ord(character) in face for face in covered):
                    missing = missing_characters(frozenset().union(*covered), character)
                    yield from (f"{line.place}: {one} (U+{ord(one):04X})" for _, one in missing)
    if "\ufffd" in "".join(subject.texts):
        yield "U+FFFD in the text of the PDF"
