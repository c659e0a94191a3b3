"""The language of an article that does not say it, by its letters."""

from __future__ import annotations

from report.arabic.direction import count_letters
from report.resources import read_lexicon_toml


def detect_language(text: str) -> str:
    """Arabic, unless the letters clearly say otherwise (`languages` in `structure.toml`)."""
    languages = read_lexicon_toml("structure.toml")["languages"]
    arabic = count_letters(text, "rtl")
    if count_letters(text, "ltr") > arabic:
        return str(languages["latin"])
    for language in languages["arabic"]:
        own = sum(text.count(letter) for letter in language["letters"])
        foreign = sum(text.count(letter) for letter in language["foreign"])
        enough = arabic >= languages["enough"] and own >= arabic * language["share"]
        if enough and foreign < arabic * languages["tolerated"]:
            return str(language["tag"])
    return str(languages["default"])
