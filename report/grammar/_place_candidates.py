"""The places that a passage seems to name, before the rest of the article is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from report.grammar._lookups import (
    Lookups,
    Mention,
    is_definite_word,
    is_unknown,
    is_verb,
    look_up,
    read_words,
    spell_list,
)
from report.grammar._organization_names import read_quoted
from report.grammar._passages import Passage, remembered
from report.grammar._place_names import (
    Cue,
    find_cue,
    find_unlisted,
    read_announced,
    read_qualities,
)
from report.grammar._titles import find_titles
from report.grammar.gazetteer import (
    Kind,
    PhraseMatch,
    Place,
    nationalities,
    place_prepositions,
    places,
    split_clitics,
)
from report.grammar.organizations import find_organizations
from report.grammar.vocabulary import organizations
from report.grammar.words import is_ordinary_word

_LIKE = "ك"
_IN_OR_TO = ("ب", "ل")
_COMMA = "،"
_AND = "و"
_TA_MARBUTA = "ة"
_ADMINISTERED: tuple[Kind, ...] = ("city", "region")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(Mention):
    """A place where it is named: `start` to `end` is the name, tokens `first` to `after` hold its cue too.

    `tell` are the characters that tell the kind. `values` are what the lexicon knows under the name; if
    `uncertain`, it is a place only where the article speaks of its country.
    """

    rule: str
    kind: Kind
    iso: str
    key: tuple[str, ...]
    tell: tuple[int, int]
    values: tuple[Place, ...] = ()
    uncertain: bool = False


@remembered
def find_candidates(passage: Passage) -> tuple[PlaceMention, ...]:
    """Every seeming place of the passage outside the names of organisations, in order."""
    return tuple(_Scan(look_up(passage)).scan())


class _Scan:
    """Goes over the tokens once; `cue` is the noun that announces the list being read, if one does."""

    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self.last = -1
        self.cue: Cue | None = None
        self.blocked = {mention.first: mention.after for mention in find_organizations(lookups.passage)}
        self.blocked.update((title.first, title.after) for title in find_titles(lookups.passage))

    def scan(self) -> Iterator[PlaceMention]:
        i = 0
        while i < len(self.lookups.tokens):
            if i in self.blocked:
                i = self.blocked[i]
                continue
            if not self._is_listed(i):
                self.cue = None
            found = self._read(i)
            if found is None:
                i += 1
                continue
            yield found
            self.last = i = found.after

    def _is_listed(self, i: int) -> bool:
        """Whether a list of places goes on at token `i`."""
        if self.last < 0:
            return False
        if i == self.last:
            return self.lookups.text(i).startswith(_AND)
        return i == self.last + 1 and self.lookups.text(self.last) == _COMMA

    def _read(self, i: int) -> PlaceMention | None:
        cue = find_cue(self.lookups, i)
        if cue:
            found = self._read_cued(cue)
            if found:
                self.cue = cue if cue.several else None
                return found
        return self._read_listed(i) or self._read_unlisted(i)

    # After a noun that announces it.

    def _read_cued(self, cue: Cue) -> PlaceMention | None:
        lookups, i = self.lookups, cue.after
        if i in self.blocked and cue.kind != "facility":
            return None
        listed = lookups.find_whole(places(), i)
        if listed:
            country = next((value for value in listed.values if value.kind == "country"), None)
            fits = any(value.kind == cue.kind for value in listed.values)
            if country and not fits and cue.kind in ("region", "city"):
                return self._make_state(cue, i + listed.length, country) if cue.state else None
            return self._make_cued(cue, i, i + listed.length, listed.values)
        end = read_announced(lookups, cue, i) if cue.kind != "country" else None
        if end is None and cue.kind == "facility" and (quoted := read_quoted(lookups, i)):
            end = quoted[1] + 1
        return self._make_cued(cue, i, end, ()) if end else None

    def _make_state(self, cue: Cue, after: int, country: Place) -> PlaceMention:
        """ "جمهورية جنوب أفريقيا", where the lexicon has the country without the noun."""
        lookups = self.lookups
        start = lookups.start_of(cue.first, cue.skip)
        return self._make(
            "place.country", cue.first, after, start, "country", country.iso, tell=None, values=(country,)
        )

    def _make_cued(self, cue: Cue, first: int, after: int, values: tuple[Place, ...]) -> PlaceMention:
        lookups = self.lookups
        fitting = tuple(value for value in values if value.kind == cue.kind)
        chosen = fitting or values
        kind: Kind = cue.kind
        dropped = cue.dropped
        if chosen and dropped and cue.kind in ("country", "region", "city") and not fitting:
            kind, dropped = self._choose_kind(cue, chosen)
        if not dropped:
            after = read_qualities(lookups, after)
        start = lookups.tokens[first].start if dropped else lookups.start_of(cue.first, cue.skip)
        cue_place = lookups.start_of(cue.first, cue.skip), lookups.tokens[cue.after - 1].end
        iso = chosen[0].iso if chosen and kind == "country" else ""
        return self._make(
            "place.announced", cue.first, after, start, kind, iso, tell=cue_place, values=fitting
        )

    def _choose_kind(self, cue: Cue, values: tuple[Place, ...]) -> tuple[Kind, bool]:
        """The kind of a listed place after a noun that does not fit it; whether its name stands alone."""
        kinds = {value.kind for value in values}
        if cue.kind == "country":
            return values[0].kind, True
        if kinds & {"country", "former-country"}:
            return cue.kind, self.lookups.text(cue.first)[cue.skip :].startswith("ال")
        if cue.kind in _ADMINISTERED and kinds & set(_ADMINISTERED):
            return cue.kind, True
        return cue.kind, True

    # By its name.

    def _read_listed(self, i: int) -> PlaceMention | None:
        found = self.lookups.find(places(), i)
        if found is None or self._is_word_of_its_own(i, found):
            return None
        values = _prefer_countries(tuple(value for value in found.values if self._is_free(value, i, found)))
        announced = self.cue is not None
        firm = tuple(value for value in values if announced or self._is_met(value, i, found))
        if not firm and not (values and self._is_located(i, found)):
            return None
        chosen = firm or values
        kind, tell = chosen[0].kind, None
        if self.cue:
            chosen = tuple(value for value in chosen if value.kind == self.cue.kind)
            kind = self.cue.kind
            tokens = self.lookups.tokens
            tell = tokens[self.cue.first].start, tokens[self.cue.after - 1].end
        rule = "place.careful" if not firm or firm[0].needs else f"place.{_group(kind)}"
        return self._make(
            rule,
            i,
            i + found.length,
            self.lookups.start_of(i, found.skip),
            kind,
            chosen[0].iso if chosen and kind == "country" else "",
            tell=tell,
            values=chosen,
            uncertain=not firm,
        )

    def _is_word_of_its_own(self, i: int, found: PhraseMatch[Place]) -> bool:
        """Whether a clitic was taken from a word that the language has whole: "بابين" is no "أبين"."""
        if found.skip == 0:
            return False
        like = self.lookups.spelled[i][found.skip - 1] == _LIKE
        whole = found.length == 1 and is_ordinary_word(self.lookups.text(i)) and not self._is_listed(i)
        wide = found.value.kind in ("country", "former-country", "continent") and not found.value.needs
        return (like or whole) and not wide

    def _is_free(self, value: Place, i: int, found: PhraseMatch[Place]) -> bool:
        """Whether nothing stands beside the name that makes it something else."""
        before = (
            {stem for _, stem in split_clitics(self.lookups.text(i - 1))} if i and not found.skip else set()
        )
        if before & set(value.not_after):
            return False
        following = " ".join(self.lookups.spelled[i + found.length : i + found.length + 2])
        first = following.partition(" ")[0]
        return not any(phrase in (first, following) for phrase in value.not_before)

    def _is_met(self, value: Place, i: int, found: PhraseMatch[Place]) -> bool:
        """Whether the name has what it needs to be a place."""
        needs = value.needs or ("preposition" if self._is_respelled(value, i, found) else "")
        close = self._is_listed(i) and self.last == i
        if not needs or close or self._leads_list(i, found):
            return True
        if needs == "noun":
            return not self._may_describe(i, found)
        if needs == "preposition":
            return self._has_preposition(i, found) or self._opens_dateline(i, found)
        return False

    def _is_respelled(self, value: Place, i: int, found: PhraseMatch[Place]) -> bool:
        """Whether the name ends in ta marbuta and the text has a pronoun there: "زواره" is no "زوارة"."""
        written = self.lookups.tokens[i + found.length - 1].text
        return value.name.endswith(_TA_MARBUTA) and not written.endswith(_TA_MARBUTA)

    def _leads_list(self, i: int, found: PhraseMatch[Place]) -> bool:
        """Whether another place is joined to the name, about which there is no doubt."""
        after = i + found.length
        following = self.lookups.find(places(), after)
        joined = following is not None and following.skip > 0 and self.lookups.text(after).startswith(_AND)
        return bool(joined and following and not following.value.needs)

    def _may_describe(self, i: int, found: PhraseMatch[Place]) -> bool:
        before = self.lookups.text(i - 1)
        if found.skip or not self.lookups.is_word(i - 1):
            return False
        return (
            is_definite_word(before)
            or not is_ordinary_word(before)
            or self.lookups.has(organizations(), i - 1)
            or self.lookups.has(places(), i - 1)
        )

    def _has_preposition(self, i: int, found: PhraseMatch[Place]) -> bool:
        clitics = self.lookups.spelled[i][: found.skip]
        return self.lookups.text(i - 1) in place_prepositions() or clitics.endswith(_IN_OR_TO)

    def _opens_dateline(self, i: int, found: PhraseMatch[Place]) -> bool:
        return i == 0 and self.lookups.text(found.length) in ("-", "–", "—", "/", ":")

    def _is_located(self, i: int, found: PhraseMatch[Place]) -> bool:
        """Whether something is "in" or "from" the name, and nothing describes it."""
        before = self.lookups.text(i - 1) in spell_list("places.toml", "announce", "where")
        inside = self.lookups.spelled[i][: found.skip].endswith(_IN_OR_TO[:1])
        if not (before or inside):
            return False
        after = i + found.length
        if self.lookups.kind(after) in ("number", "latin"):
            return False
        if not self.lookups.is_word(after) or self.lookups.is_particle(after):
            return True
        word = self.lookups.text(after)
        nation = self.lookups.find_whole(nationalities(), after)
        return (nation is not None and is_definite_word(word)) or is_verb(word)

    # By what stands beside it.

    def _read_unlisted(self, i: int) -> PlaceMention | None:
        lookups = self.lookups
        if self.cue and self._is_listed(i) and is_unknown(lookups.text(i)[len(_AND) :]):
            start = lookups.tokens[i].start + len(_AND)
            tell = lookups.tokens[self.cue.first].start, lookups.tokens[self.cue.after - 1].end
            return self._make("place.announced", i, i + 1, start, self.cue.kind, "", tell=tell)
        found = find_unlisted(lookups, i, after_place=self.last == i - 1)
        if found is None:
            return None
        end, rule = found
        return self._make(rule, i, end, lookups.tokens[i].start, "city", "")

    # Results.

    def _make(
        self,
        rule: str,
        first: int,
        after: int,
        start: int,
        kind: Kind,
        iso: str,
        *,
        tell: tuple[int, int] | None = None,
        values: tuple[Place, ...] = (),
        uncertain: bool = False,
    ) -> PlaceMention:
        passage, end = self.lookups.passage, self.lookups.tokens[after - 1].end
        return PlaceMention(
            passage=passage,
            first=first,
            after=after,
            start=start,
            end=end,
            rule=rule,
            kind=kind,
            iso=iso,
            key=read_words(passage, start, end),
            tell=tell or (start, end),
            values=values,
            uncertain=uncertain,
        )


def _prefer_countries(values: tuple[Place, ...]) -> tuple[Place, ...]:
    """Without the regions that a noun must announce, as the country has their name: "جورجيا"."""
    if not any(value.kind == "country" for value in values):
        return values
    return tuple(value for value in values if value.kind != "region")


def _group(kind: Kind) -> str:
    """The rule of a listed place: countries and cities have one each, wider parts of the world another."""
    if kind in ("country", "former-country"):
        return "country"
    return kind if kind in ("city", "facility") else "region"


def is_located(mention: PlaceMention) -> bool:
    """Whether something is "in" the place, or goes "to" it, or a noun announces it."""
    lookups = look_up(mention.passage)
    clitics = lookups.spelled[mention.first][: mention.start - lookups.tokens[mention.first].start]
    before = lookups.text(mention.first - 1) in spell_list("places.toml", "announce", "where")
    return before or clitics.endswith(_IN_OR_TO[:1]) or mention.rule == "place.announced"


def settle(mention: PlaceMention, value: Place) -> PlaceMention:
    """`mention` with the meaning that the article decides for."""
    iso = value.iso if value.kind == "country" else ""
    return replace(mention, kind=value.kind, iso=iso, values=(value,))
