"""Runs of the other direction: what must be isolated so that it keeps its order inside the text around it.

A run is what the Unicode Bidirectional Algorithm (UAX 9) would keep together if it saw the paragraph whole:
words of the other script, the numbers that follow them (rule W7) and the signs that join them. Brackets and
quotation marks around a run belong to the surrounding text (rule N0).
"""

from __future__ import annotations

import re
from typing import Literal

_LATIN = "A-Za-zªµºÀ-ÖØ-öø-ɏͰ-ϿЀ-ԯḀ-ỿ"  # Latin, Greek, Cyrillic: class L
_ARABIC = "\u0590-\u05ff\u0600-\u0603\u0608\u060b\u060d\u061e-\u064a\u066d-\u06d5\u06ee-\u08ff"  # R, AL
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_NUMBER = r"[0-9]+(?:[.,:/\-–][0-9]+)*%?"
_LATIN_WORD = (
    rf"[0-9@#~$€£]*[{_LATIN}](?:[{_LATIN}0-9{_MARKS}]|[-‐‑–._/:@&=?%#~+'’]{{1,3}}(?=[{_LATIN}0-9]))*"
    r"(?:\+\+?|#|%|/)?"
)
# Numbers after a mark go on with the run in a date ("May 5, 2014"), else where no word of the other script
# follows, whose numbers they are ("AP, 8 …").
_DAY = r"(?:(?<=[ \u00a0][0-9])|(?<=[ \u00a0][0-9]{2}))"
_LATIN_RUN = re.compile(
    rf"{_LATIN_WORD}(?:[,;:&]?[ \u00a0]{_LATIN_WORD}|[ \u00a0]{_NUMBER}(?![0-9])"
    rf"|{_DAY},[ \u00a0][0-9]{{4}}(?![0-9])"
    rf"|(?>(?:[,;:&][ \u00a0]{_NUMBER}(?![0-9]))+)(?![ \u00a0][{_ARABIC}]))*"
)
_ARABIC_WORD = rf"[{_ARABIC}](?:[{_ARABIC}{_MARKS}0-9\u0660-\u0669\u06f0-\u06f9]|[-.](?=[{_ARABIC}0-9]))*"
_ARABIC_RUN = re.compile(rf"{_ARABIC_WORD}(?:[،؛]?[ \u00a0]{_ARABIC_WORD})*")
_HEBREW = re.compile("[\u0590-\u05ff]")
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u08ff]")
_LETTER = {
    "rtl": re.compile(rf"[{_ARABIC}]"),
    "ltr": re.compile(rf"[{_LATIN}]"),
}


def find_foreign_runs(text: str, base: Literal["rtl", "ltr"]) -> tuple[tuple[int, int], ...]:
    """The start and end of each run in `text` whose direction is not `base`."""
    pattern = _LATIN_RUN if base == "rtl" else _ARABIC_RUN
    return tuple(match.span() for match in pattern.finditer(text))


def has_letters(text: str, direction: Literal["rtl", "ltr"]) -> bool:
    """Whether `text` has a letter that is written in `direction`."""
    return _LETTER[direction].search(text) is not None


def count_letters(text: str, direction: Literal["rtl", "ltr"]) -> int:
    """How many letters of `text` are written in `direction`."""
    return len(_LETTER[direction].findall(text))


def letter_class(direction: Literal["rtl", "ltr"]) -> str:
    """The letters written in `direction`, as the inside of a character class of a regular expression."""
    return _ARABIC if direction == "rtl" else _LATIN


# The scripts of languages written from right to left (CLDR likelySubtags); the others count as Latin.
_SCRIPTS = {
    **dict.fromkeys(("ar", "ckb", "fa", "ps", "sd", "ug", "ur"), "Arab"),
    **dict.fromkeys(("he", "yi"), "Hebr"),
    "arc": "Syrc",
    "dv": "Thaa",
}
_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


def script_of_language(tag: str) -> str:
    """The script (ISO 15924) of a text in the language `tag` (BCP 47): the one it names, or the usual one."""
    language, *rest = tag.split("-")
    named = [part.title() for part in rest if len(part) == 4 and part.isalpha()]
    return named[0] if named else _SCRIPTS.get(language.lower(), "Latn")


def find_scripts(text: str) -> tuple[str, ...]:
    """The right-to-left scripts (ISO 15924) that `text` has letters of."""
    found = {"Arab": _ARABIC_LETTER, "Hebr": _HEBREW}
    return tuple(script for script, pattern in found.items() if pattern.search(text))


def language_of_run(text: str) -> str:
    """A language whose letters are those of a run that nobody says the language of."""
    if has_letters(text, "rtl"):
        return "he" if _HEBREW.search(text) else "ar"
    return "en"


def direction_of_language(tag: str) -> Literal["rtl", "ltr"]:
    """The base direction of a text in the language `tag` (BCP 47); a script subtag overrules the language."""
    return "rtl" if script_of_language(tag) in _RTL_SCRIPTS else "ltr"
