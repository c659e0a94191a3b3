"""Names of places after a noun that announces them, and names that no list holds.

"مدينة إيزيوم" is announced; "بوسكورة قرب الدار البيضاء" and "فابريانو الإيطالية" stand beside what tells that
they are places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from report.arabic.tokens import ARTICLE
from report.grammar._lookups import (
    Lookups,
    drop_clitics,
    is_accusative,
    is_definite_word,
    is_unknown,
    is_verb,
    spell_list,
    times,
)
from report.grammar._passages import numeral_words
from report.grammar.gazetteer import Kind, nationalities, place_cues, places
from report.grammar.vocabulary import courtesy_titles, name_particles, names, organizations, roles
from report.grammar.words import fold_spelling

_LONGEST = 4
_FEMININE = "ه"  # ta marbuta, in folded spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The noun, tokens `first` to `after`, that announces a place of `kind`."""

    first: int
    after: int
    skip: int
    kind: Kind
    dropped: bool
    several: bool
    definite: bool
    state: bool


def find_cue(lookups: Lookups, i: int) -> Cue | None:
    """The noun at token `i` that announces a place; with the article only a few do."""
    found = lookups.find(place_cues(), i)
    if found is None:
        return None
    words = [lookups.text(i + k) for k in range(found.length)]
    words[0] = words[0][found.skip :]
    noun = " ".join(words)
    defines = is_definite_word(noun) or lookups.spelled[i][: found.skip].endswith("لل")
    if defines and noun not in _announce("article"):
        return None
    return Cue(
        first=i,
        after=i + found.length,
        skip=found.skip,
        kind=found.value,
        dropped=noun in _announce("dropped"),
        several=noun in _announce("several"),
        definite=noun in _announce("definite"),
        state=noun in _announce("states"),
    )


def read_announced(lookups: Lookups, cue: Cue, i: int) -> int | None:
    """The token after the name that the cue announces at token `i`, where no list holds it."""
    word = lookups.text(i)
    if not lookups.is_word(i) or lookups.is_particle(i) or word in times():
        return None
    end = read_unknown(lookups, i, with_names=not cue.dropped) or _read_word(lookups, cue, i)
    if end is None and cue.definite and is_definite_word(word) and word not in _announce("generic"):
        end = _read_definite(lookups, i)
    if end is None or cue.dropped:
        return end
    return read_qualities(lookups, end)


def _read_definite(lookups: Lookups, i: int) -> int | None:
    """The end of a name that is a noun with the article, or a title and a name: "الأمير محمد بن فهد"."""
    if lookups.has_whole(nationalities(), i) or _is_quality(lookups, i):
        return None
    titled = lookups.has_whole(courtesy_titles(), i)
    return (read_unknown(lookups, i + 1, with_names=True) if titled else None) or i + 1


def _read_word(lookups: Lookups, cue: Cue, i: int) -> int | None:
    """A word of the language as the name of a town: an adjective of "مدينة" would be feminine as it is."""
    word = lookups.text(i)
    feminine = lookups.text(cue.after - 1).endswith(_FEMININE)
    if not (cue.dropped and feminine) or is_definite_word(word) or word.endswith(_FEMININE):
        return None
    if is_verb(word) or is_accusative(word) or len(word) < 3:
        return None
    if lookups.has(nationalities(), i) or lookups.has(roles(), i):
        return None
    after = lookups.text(i + 1)
    ends = not lookups.is_word(i + 1) or lookups.is_particle(i + 1)
    nation = lookups.has_whole(nationalities(), i + 1) and is_definite_word(after)
    return i + 1 if ends or nation else None


def read_qualities(lookups: Lookups, i: int) -> int:
    """Past the adjectives that belong to the name of an airport, a stadium and the like."""
    while _is_quality(lookups, i):
        i += 1
    return i


def _is_quality(lookups: Lookups, i: int) -> bool:
    return lookups.text(i) in _announce("adjectives")


def read_unknown(lookups: Lookups, i: int, *, with_names: bool = False) -> int | None:
    """The token after a name of words that the language lacks, or that begins as names of places do.

    `with_names`: names of people may make it, as those of airports and streets.
    """
    end, known = i, False
    while end - i < _LONGEST:
        word = lookups.text(end)
        if word in _announce("heads") and _may_follow(lookups, end + 1):
            end, known = end + 2, True
        elif _is_foreign(lookups, end):
            end, known = end + 1, True
        elif with_names and (length := _find_name(lookups, end)):
            end, known = end + length, True
        elif with_names and end > i and is_ordinal(word):
            end += 1
        else:
            break
    return end if known else None


def _may_follow(lookups: Lookups, i: int) -> bool:
    """Whether a word may be the second of "تل براك"."""
    return lookups.is_word(i) and not lookups.is_particle(i) and lookups.text(i) not in times()


def _find_name(lookups: Lookups, i: int) -> int:
    """How many tokens from `i` on are of a person's name."""
    if lookups.text(i + 1) in _announce("son") and lookups.is_word(i + 2) and not lookups.is_particle(i):
        return 3
    found = lookups.find_whole(names(), i)
    if found:
        return found.length
    return 1 if lookups.text(i) in name_particles() and lookups.find_whole(names(), i + 1) else 0


def is_ordinal(word: str) -> bool:
    """Whether a word in folded spelling is "الخامس" or the like: that of a king or a pope."""
    return word.startswith(ARTICLE) and word[len(ARTICLE) :] in _ordinals()


def _is_foreign(lookups: Lookups, i: int) -> bool:
    """Whether the language lacks the word, and no list says that it is something else."""
    word = lookups.text(i)
    if not lookups.is_word(i) or not is_unknown(word) or word in name_particles():
        return False
    if lookups.has(organizations(), i) or lookups.has_whole(nationalities(), i) or lookups.has(roles(), i):
        return False
    return not any(stem in places() or stem in organizations() for stem in drop_clitics(word))


def find_unlisted(lookups: Lookups, i: int, *, after_place: bool) -> tuple[int, str] | None:
    """The token after a name at `i` that no list holds, and the rule by which it is a place.

    `after_place`: a place and one word stand before it: "من مسقط إلى كوتشي".
    """
    before = lookups.text(i - 1)
    if before not in _announce("where") or _is_named_person(lookups, i):
        return None
    end = read_unknown(lookups, i) if _is_foreign(lookups, i) else None
    if end is None:
        return None
    nation = lookups.find_whole(nationalities(), end)
    if nation and is_definite_word(lookups.text(end)) and lookups.text(end).endswith(_FEMININE):
        return end, "place.beside"
    if after_place and before in _announce("towards"):
        return end, "place.beside"
    if lookups.text(end) in _announce("beside") and lookups.has(places(), end + 1):
        return end, "place.beside"
    if before in _announce("inside") and lookups.text(end) != "(":
        return end, "place.unlisted"
    return None


def _is_named_person(lookups: Lookups, i: int) -> bool:
    """Whether a name of people begins here."""
    return lookups.has_whole(names(), i)


@cache
def _announce(name: str) -> frozenset[str]:
    return spell_list("places.toml", "announce", name)


@cache
def _ordinals() -> frozenset[str]:
    return frozenset(map(fold_spelling, numeral_words().ordinals))
