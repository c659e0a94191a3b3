"""The order in which libraries put titles and names."""

from __future__ import annotations

import re

from report.arabic.fold import fold_text

_ARTICLE = "\u0627\u0644"  # alef and lam, the definite article, which does not count
_ALPHABET = " ءابپتةثجچحخدذرزژسشصضطظعغفقكگلمنهوي"
_SEATS = {ord("ؤ"): "و", ord("ئ"): "ي"}


def make_sort_key(text: str, language: str) -> str:
    """`text` without the article of its first word, where it is Arabic."""
    if language.partition("-")[0] != "ar":
        return text
    first, space, rest = text.partition(" ")
    if first.startswith(_ARTICLE) and len(first) > len(_ARTICLE) + 2:
        first = first.removeprefix(_ARTICLE)
    return f"{first}{space}{rest}"


def collate(text: str, language: str) -> str:
    """What `text` is to be compared by, letter by letter, in the order of an index.

    Vowel signs do not count, nor does the article, nor the seat of a hamza (Unicode CLDR, collation of `ar`).
    """
    return "".join(map(_rank, _list_letters(text, language)))


def find_initial(text: str, language: str) -> str:
    """The letter that `text` stands under in an index, "" where it has none."""
    return _list_letters(text, language)[:1].upper()


def _list_letters(text: str, language: str) -> str:
    folded = fold_text(make_sort_key(text, language)).translate(_SEATS)
    return " ".join(re.findall(r"\w+", folded))


def _rank(letter: str) -> str:
    """Spaces, the letters of Arabic script in their order, then all others: signs whose order is the same."""
    place = _ALPHABET.find(letter)
    return chr(place + 1) if place >= 0 else letter.casefold()
