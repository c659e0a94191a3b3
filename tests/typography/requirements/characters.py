"""Requirements 25 to 32: signs, quotation marks, spaces, dashes and digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.arabic.digits import DIGITS, DigitFamily
from report.arabic.direction import letter_class
from tests.typography.lines import Line, Run
from tests.typography.markup import Block, read_blocks
from tests.typography.requirements import requirement
from tests.typography.shaping import choose_face
from tests.typography.subject import Page, Subject

_LETTER = letter_class("rtl")
_HIDDEN = "\ufffc"
_PAIRS = {"«": "»", "“": "”", "‹": "›"}


def _read_arabic(subject: Subject) -> Iterator[Block]:
    """The blocks of words that run from the right."""
    for block in read_blocks(subject):
        if block.direction == "rtl" and re.search(f"[{_LETTER}]", block.own):
            yield block


def _report(subject: Subject, pattern: str) -> Iterator[str]:
    for block in _read_arabic(subject):
        for match in re.finditer(pattern, block.own):
            yield f"{block.place}: “{block.own[max(0, match.start() - 12) : match.end() + 12]}”"


@requirement(
    25,
    "Arabic text has Arabic commas, semicolons and question marks",
    severity="must",
    fault=Page(body="<p>وصل الوفد, ثم غادر</p>"),
    fault_is="a Latin comma between Arabic words",
    sound=Page(body='<p>وصل الوفد، ثم غادر 1,250 رجلا؛ هل عاد <bdi dir="ltr">AP, UN</bdi>؟</p>'),
)
def punctuation_is_arabic(subject: Subject) -> Iterator[str]:
    return _report(subject, rf"(?<=[{_LETTER})»\d])[,;?](?=\s|$)")


@requirement(
    26,
    "quotation marks are «…», inside them “…” or ‹…›, none is straight, and they close",
    severity="must",
    fault=Page(body='<p>قال "لن نعود" ثم مضى</p>'),
    fault_is="straight quotation marks",
    sound=Page(body="<p>قال «سمعت “لن نعود” أمس» ثم مضى</p>"),
    rules=("quotation-marks-are-paired", "brackets-are-balanced"),
)
def quotation_marks_are_angled(subject: Subject) -> Iterator[str]:
    for block in _read_arabic(subject):
        if re.search('["„]', block.own):
            yield f"{block.place}: a straight mark"
        opened: list[str] = []
        for character in block.own:
            if character in _PAIRS:
                opened.append(character)
            elif character in _PAIRS.values() and (not opened or _PAIRS[opened.pop()] != character):
                yield f"{block.place}: {character} closes nothing"
        if opened and not _is_cut(block):
            yield f"{block.place}: {opened[-1]} stands open"


def _is_cut(block: Block) -> bool:
    """Words of the article that are quoted as far as there is room for them."""
    return block.text.rstrip().endswith("…")


@requirement(
    27,
    "no space stands before ، . ؛ : ؟ ! or inside quotation marks and brackets, and one after",
    severity="should",
    fault=Page(body="<p>وصل الوفد ، ثم غادر</p>"),
    fault_is="a space before the comma",
    sound=Page(body="<p>وصل الوفد، ثم (قيل) غادر: «عاد»!</p>"),
)
def spaces_follow_the_signs(subject: Subject) -> Iterator[str]:
    yield from _report(subject, rf"[{_LETTER}»)]\s+[،.؛:؟!](?!\.|\w)")
    yield from _report(subject, rf"[«(]\s+[{_LETTER}]|[{_LETTER}]\s+[»)]")
    yield from _report(subject, rf"[{_LETTER}][،؛؟!][{_LETTER}]|[{_LETTER}]\s{{2,}}[{_LETTER}]")


@requirement(
    28,
    "a parenthesis stands between spaced dashes, not hyphens",
    severity="should",
    fault=Page(body="<p>كان الوفد -كما قال رئيسه- في طريقه</p>"),
    fault_is="a parenthesis between hyphens",
    sound=Page(body="<p>كان الوفد – كما قال رئيسه – في طريقه إلى آي إل-76</p>"),
)
def asides_stand_between_dashes(subject: Subject) -> Iterator[str]:
    return _report(subject, rf"\s-(?=[{_LETTER}])[^-\n]{{2,120}}[{_LETTER}]\s?-(?=[\s،.؛])")


@requirement(
    29,
    "one digit family through text, folios, contents, notes, tables and lists",
    severity="must",
    fault=Page(
        body="<p>وصل 59 رجلا</p><ol><li>أول</li><li>ثان</li></ol>",
        css="ol { list-style-type: arabic-indic }",
    ),
    fault_is="a list numbered ١ ٢ under a text with 59",
    sound=Page(body="<p>وصل 59 رجلا</p><ol><li>أول</li><li>ثان</li></ol>"),
    rules=("digits-are-of-one-family",),
)
def digits_are_of_one_family(subject: Subject) -> Iterator[str]:
    """What an author wrote in several families stays so, and is reported in every build: the rest is ours."""
    source = _find_mixed(subject)
    seen: dict[DigitFamily, Line] = {}
    for line, run in _iterate_digits(subject):
        for number in re.findall(r"\d+(?:[.,٫٬/:\-–]\d+)*", run.text):
            families = () if number in source else _find_families(number)
            for family in families:
                seen.setdefault(family, line)
    if len(seen) > 1:
        for family, line in seen.items():
            yield f"{line.place}: {family}"


def _find_mixed(subject: Subject) -> str:
    """The articles as they were written, where they have digits of several families, else nothing."""
    articles = subject.build.articles if subject.build else ()
    source = "\n".join(article.document.source.text for article in articles)
    return source if len(_find_families(source)) > 1 else ""


def _iterate_digits(subject: Subject) -> Iterator[tuple[Line, Run]]:
    for line in subject.lines:
        for run in line.runs:
            if run.style["direction"] == "rtl" and re.search(r"\d", run.text):
                yield line, run


def _find_families(text: str) -> tuple[DigitFamily, ...]:
    return tuple(family for family, digits in DIGITS.items() if any(digit in text for digit in digits))


@requirement(
    30,
    "the digits are of the language: Persian ones in Persian and Urdu, and there no Arabic-Indic ones",
    severity="must",
    fault=Page(body="<p>وصل ۱۲۳ رجلا</p>"),
    fault_is="Persian digits in Arabic",
    sound=Page(body="<p>وصل ١٢٣ رجلا</p>"),
)
def digits_are_of_the_language(subject: Subject) -> Iterator[str]:
    language = subject.root.get("lang", "").partition("-")[0]
    foreign: DigitFamily = "arabic" if language in ("fa", "ur") else "persian"
    for line, run in _iterate_digits(subject):
        if any(digit in run.text for digit in DIGITS[foreign]):
            yield f"{line.place}: {run.text[:30]}"
    if subject.edition and subject.edition.metadata.digits == foreign:
        yield f"the digits of the edition are {foreign}"


@requirement(
    31,
    "separators are those of the digits: 1,234.5 or ١٬٢٣٤٫٥ with ٪",
    severity="must",
    fault=Page(body="<p>بلغ العدد ١,٢٣٤.٥ نسمة</p>"),
    fault_is="Latin separators between Arabic-Indic digits",
    sound=Page(body="<p>بلغ العدد ١٬٢٣٤٫٥ نسمة و1,234.5 نسمة و٥٠٪ و50%</p>"),
)
def separators_match_the_digits(subject: Subject) -> Iterator[str]:
    yield from _report(subject, "[٠-٩۰-۹][.,][٠-٩۰-۹]|[٠-٩۰-۹] ?%")
    yield from _report(subject, "[0-9][٫٬][0-9]|[0-9] ?٪")


@requirement(
    32,
    "honorifics that are one character (ﷺ, ﷲ) are drawn by a face of the page",
    severity="should",
    fault=Page(body="<p style=\"font-family: 'IBM Plex Sans Hebrew'\">محمد \ufdfa</p>"),
    fault_is="ﷺ in a family that has none, without another to fall back on",
    sound=Page(body="<p>محمد \ufdfa</p>"),
    rules=("font-covers-text",),
)
def honorifics_are_drawn(subject: Subject) -> Iterator[str]:
    for line in subject.lines:
        for run in line.runs:
            for sign in sorted(set(re.findall("[\ufdf0-\ufdff]", run.text))):
                if choose_face(subject.faces, run, sign) is None:
                    yield f"{line.place}: no face of the page has U+{ord(sign):04X}"
