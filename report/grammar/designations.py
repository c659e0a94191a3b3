"""Names in Arabic and Latin letters side by side, and model names that stand alone.

A pair is believed where both sides have the same number or the same consonants, where the Latin side
abbreviates the name of an organisation, or where the Arabic side spells its letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from report.arabic.fold import fold_text
from report.arabic.tokens import ARTICLE, Token, carries_article
from report.grammar._lexicon import context, fold_words
from report.grammar._passages import Passage, remembered
from report.grammar._quantities import Quantity, find_quantities
from report.grammar.labels import blank_addresses
from report.resources import read_lexicon_toml

Place = tuple[int, int]

# Words and numbers with what joins them; five words at most.
_LATIN = re.compile(
    r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:(?:[-‐‑–./'’&+]|[ ](?=[A-Za-z0-9])){0,1}[A-Za-zÀ-ɏ0-9]+){0,8}"
)
_LATIN_MODEL = re.compile(r"[A-Z][A-Za-z]{0,5}[-‐‑–][0-9]{1,4}[A-Za-z]{0,3}(?![-‐‑–]?[0-9])")
_ARABIC_INSIDE = re.compile(r"[\u0621-\u064a\u0671-\u06d3][\u0621-\u064a\u0671-\u06d30-9 .\-‐‑–]*")
_QUOTES = "\"'«»“”„‘’"
_DASHES = "-‐‑–"
_REACH = 60  # characters inside quotation marks or brackets
_WORDS = 4
_SHORTEST_SOUND = 2
_SURE_SOUND = 3
_SHORTEST_WORD = 4
_NUMBER = re.compile(r"[0-9]+")
_LATIN_NUMBER = re.compile(r"[0-9]+|\b[IVX]+\b")
_ROMAN_NUMBERS = dict(
    zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), map(str, range(1, 11)), strict=True)
)
_SPECIES = re.compile(r"[A-Z][a-z]+ [a-z]+")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&]{1,6}")
_ROMAN = re.compile(r"[IVXLCDM]+")
_NAME_WORDS = 6  # of an organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """A name at `start` to `end` of `passage.text`, in Latin or in Arabic letters or in both."""

    passage: Passage
    rule: str
    start: int
    end: int
    latin: Place | None
    arabic: Place | None


def claim(passage: Passage) -> Iterator[Place]:
    for found in find_designations(passage):
        yield found.start, found.end


@remembered
def find_designations(passage: Passage) -> tuple[Designation, ...]:
    """Every pair and every model name of the passage, in order."""
    text = blank_addresses(passage.text)
    found = list(_find_arabic_models(passage))
    for match in _LATIN.finditer(text):
        designation = _read_pair(passage, match.span()) or _read_latin(passage, match.span())
        if designation:
            found.append(designation)
    kept: list[Designation] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def find_count(designation: Designation) -> Quantity | None:
    """How many there are of what is designated: "70 aircraft of the type …"."""
    passage, quantities = designation.passage, find_quantities(designation.passage)
    index = bisect_right([quantity.end for quantity in quantities], designation.start) - 1
    if index < 0 or quantities[index].kind != "count":
        return None
    first, last = passage.token_at(quantities[index].end), passage.token_at(designation.start)
    between = [token.text for token in passage.tokens[first:last]]
    named = all(text in _words("type") or text in _QUOTES for text in between)
    return quantities[index] if named else None


def _read_pair(passage: Passage, latin: Place) -> Designation | None:
    text = passage.text
    before, after = _skip_back(text, latin[0], _QUOTES), _skip(text, latin[1], _QUOTES)
    if before and text[before - 1] == "(" and text[after : after + 1] == ")":
        arabic = _find_arabic_before(passage, before - 1, text[slice(*latin)])
        rule, start, end = "pair.latin-second", _open_quote(text, arabic), after + 1
    else:
        opening = _skip(text, after, " ")
        if text[opening : opening + 1] != "(":
            return None
        arabic = _find_arabic_inside(text, opening + 1, text[slice(*latin)])
        rule, start, end = (
            "pair.arabic-second",
            before,
            _skip(text, arabic[1], _QUOTES + ")") if arabic else 0,
        )
    if arabic is None:
        return None
    return Designation(passage=passage, rule=rule, start=start, end=end, latin=latin, arabic=arabic)


def _open_quote(text: str, arabic: Place | None) -> int:
    return _skip_back(text, arabic[0], _QUOTES) if arabic else 0


def _find_arabic_before(passage: Passage, bracket: int, latin: str) -> Place | None:
    """The Arabic name before the bracket: what quotation marks hold, or the words that sound alike."""
    text = passage.text
    end = _skip_back(text, bracket, " ")
    if end and text[end - 1] in _QUOTES:
        end = _skip_back(text, end, _QUOTES)
        start = end
        while start and text[start - 1] not in _QUOTES and end - start < _REACH:
            start -= 1
        quoted = start > 0 and text[start - 1] in _QUOTES and _ARABIC_INSIDE.fullmatch(text, start, end)
        return (start, end) if quoted and _match_names(text[start:end], latin, errors=1) else None
    return (
        _find_sounds(passage, passage.token_at(end) - 1, end, latin)
        or (_find_organization(passage, end) if _ABBREVIATION.fullmatch(latin) else None)
        or (_find_pair_of_words(passage, end) if _SPECIES.fullmatch(latin) else None)
    )


def _find_sounds(passage: Passage, last: int, end: int, latin: str) -> Place | None:
    """The most words up to `last` that sounds like the Latin name, else the shortest of its number."""
    best: Place | None = None
    numbered: Place | None = None
    for first in range(last, max(-1, last - 2 * _WORDS), -1):
        token = passage.tokens[first]
        if token.kind not in ("word", "number") and token.text not in _DASHES:
            break
        name = passage.text[token.start : end]
        if token.kind != "word":
            continue
        if _sounds_alike(name, latin, errors=1 if first == last else 0):
            best = token.start, end
        elif numbered is None and _match_names(name, latin):
            numbered = _widen(passage, first), end
    if best and best[0] == passage.tokens[last].start:
        best = _widen(passage, last), end
    return best or numbered


def _find_pair_of_words(passage: Passage, end: int) -> Place | None:
    """A noun and its adjective, for the two Latin words that name a species."""
    last = passage.token_at(end) - 1
    pair = passage.tokens[max(0, last - 1) : last + 1]
    if len(pair) < 2 or not all(token.kind == "word" and token.text.startswith(ARTICLE) for token in pair):
        return None
    return pair[0].start, end


def _find_organization(passage: Passage, end: int) -> Place | None:
    """The name of an organisation that ends at `end`: from its first noun on.

    A noun of organisations that has the article may be in the middle of a longer name.
    """
    found: Place | None = None
    last = passage.token_at(end) - 1
    for first in range(last, max(-1, last - _NAME_WORDS), -1):
        token = passage.tokens[first]
        if token.kind != "word" or token.text in context().stop:
            break
        stem = token.find_stem(_organization_nouns())
        if stem and not carries_article(token.text, stem):
            return token.end - len(stem), end
        if stem and found is None:
            found = token.end - len(stem) - len(ARTICLE), end
    return found


def _widen(passage: Passage, first: int) -> int:
    """Where the name begins whose sound begins at token `first`: letters that are vowels belong to it."""
    letters = _words("letters")
    while first and passage.tokens[first - 1].text in letters and len(passage.tokens[first - 1].text) <= 3:
        first -= 1
    return passage.tokens[first].start


def _find_arabic_inside(text: str, start: int, latin: str) -> Place | None:
    start = _skip(text, start, _QUOTES + " ")
    match = _ARABIC_INSIDE.match(text, start, min(len(text), start + _REACH))
    if match is None:
        return None
    end = _skip_back(text, match.end(), " ")
    closed = text[_skip(text, end, _QUOTES + " ") :][:1] == ")"
    return (start, end) if closed and _match_names(text[start:end], latin) else None


def _match_names(arabic: str, latin: str, errors: int = 0) -> bool:
    """Whether the two sides name the same thing: equal numbers, or the same letters or consonants.

    `errors` is how many consonants of a long name may differ.
    """
    numbers = _NUMBER.findall(arabic)
    if numbers or _NUMBER.search(latin):
        others = [_ROMAN_NUMBERS.get(number, number) for number in _LATIN_NUMBER.findall(latin)]
        return numbers == others or (not numbers and _sounds_alike(arabic, latin, errors))
    words = arabic.replace("-", " ").split()
    if _ABBREVIATION.fullmatch(latin) and len(words) == len(latin) and set(words) <= _words("letters"):
        return True
    return _sounds_alike(arabic, latin, errors)


def _sounds_alike(arabic: str, latin: str, errors: int = 0) -> bool:
    """Whether the consonants are the same; model numbers and the letters before them are left out."""
    words = [word for word in latin.split() if not _NUMBER.search(word) and word not in _ROMAN_NUMBERS]
    sound, other = _spell(_NUMBER.sub("", arabic), "arabic"), _spell(" ".join(words).lower(), "latin")
    if len(other) < _SHORTEST_SOUND:
        is_word = len(latin) >= _SHORTEST_WORD and latin.isalpha() and not latin.isupper()
        return is_word and sound == other and " " not in arabic
    return sound == other or (errors > 0 and len(other) >= _SURE_SOUND and _differs_by_one(sound, other))


def _differs_by_one(one: str, other: str) -> bool:
    """Whether a letter was left out of one of two words, or exchanged."""
    if len(one) < len(other):
        one, other = other, one
    shorter = len(one) - len(other)
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))
    return shorter <= 1 and one[same + 1 :] == other[same + (0 if shorter else 1) :]


def _spell(name: str, script: str) -> str:
    """The classes of the consonants of `name`, doubled ones once."""
    classes: list[str] = []
    i = 0
    while i < len(name):
        spelling, sound = next(
            ((item, sound) for item, sound in _sounds(script) if name.startswith(item, i)), (name[i], "")
        )
        if sound and classes[-1:] != [sound]:
            classes.append(sound)
        i += len(spelling)
    return "".join(classes)


def _read_latin(passage: Passage, latin: Place) -> Designation | None:
    """A model with a dash and a number; else a name, which begins with a capital."""
    match = _LATIN_MODEL.search(passage.text, *latin)
    start, end = match.span() if match else latin
    text = passage.text[start:end]
    if match is None and (len(text) < 2 or not text[0].isupper() or _ROMAN.fullmatch(text)):
        return None
    rule = "name.latin-model" if match else "name.latin"
    return Designation(passage=passage, rule=rule, start=start, end=end, latin=(start, end), arabic=None)


def _find_arabic_models(passage: Passage) -> Iterator[Designation]:
    """Letters written out in Arabic, then a dash and a number; or a maker's mark and a number."""
    tokens = passage.tokens
    for i, token in enumerate(tokens):
        if token.kind != "number" or i == 0 or not token.text.isdigit():
            continue
        dash = tokens[i - 1].text in _DASHES and tokens[i - 1].end == token.start
        last = i - 2 if dash else i - 1
        first = _first_letter(tokens, last, "letters" if dash else "alone")
        if first is None or (dash and tokens[last].end != tokens[i - 1].start):
            continue
        place = tokens[first].start, token.end
        yield Designation(
            passage=passage, rule="name.arabic-model", start=place[0], end=place[1], latin=None, arabic=place
        )


def _first_letter(tokens: tuple[Token, ...], last: int, group: str) -> int | None:
    """The first of the letter names that end with token `last`."""
    if last < 0 or tokens[last].text not in _words(group):
        return None
    first = last
    while first and last - first < _WORDS - 1 and tokens[first - 1].text in _words("letters"):
        if tokens[first - 1].end + 1 != tokens[first].start:
            break
        first -= 1
    return first


def _skip(text: str, i: int, characters: str) -> int:
    while i < len(text) and text[i] in characters:
        i += 1
    return i


def _skip_back(text: str, i: int, characters: str) -> int:
    while i and text[i - 1] in characters:
        i -= 1
    return i


@lru_cache(maxsize=1)
def _organization_nouns() -> frozenset[str]:
    triggers = read_lexicon_toml("organizations.toml")["triggers"].values()
    return frozenset(fold_text(noun.strip()) for nouns in triggers for noun in nouns.split("،"))


@lru_cache(maxsize=4)
def _words(group: str) -> frozenset[str]:
    table: dict[str, Any] = read_lexicon_toml("names.toml")["letters"]
    return fold_words(table["words" if group == "letters" else group])


@lru_cache(maxsize=2)
def _sounds(script: str) -> tuple[tuple[str, str], ...]:
    pairs = read_lexicon_toml("names.toml")["sounds"][script]
    return tuple((fold_text(spelling), sound) for spelling, sound in pairs)
