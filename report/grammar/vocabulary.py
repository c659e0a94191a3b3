"""What the grammar knows of people and their words: names, roles, verbs of speech, organisations.

Each function gives a `PhraseIndex` over the forms of its lexicon; what a word means in its sentence is for
the grammars to find out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from report.grammar.gazetteer import PhraseIndex, split_list
from report.grammar.words import fold_spelling, is_ordinary_word
from report.resources import read_lexicon_toml

Gender = Literal["masculine", "feminine"]
Tense = Literal["past", "present", "participle"]
SpeechKind = Literal["direct", "clause", "channel"]
AttributionKind = Literal["speaker", "channel", "either", "anonymous"]

_ARTICLE = "ال"
_UNUSED = "-"
_CARRIED = " ل"
_FEMININE, _FEMININE_PLURAL = "ة", "ات"
_MASCULINE_PLURAL, _MASCULINE_PLURAL_CASES = "ون", ("ين", "و", "ي")
_ADJECTIVE_ENDINGS = ("", _FEMININE, _MASCULINE_PLURAL, "ين", _FEMININE_PLURAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A given or family name; a family name has no gender, a foreign one is not of Arabs or other Muslims."""

    name: str
    part: Literal["given", "family"]
    gender: Gender | None = None
    foreign: bool = False

    @property
    def ordinary(self) -> bool:
        """Whether the name is an everyday word as well."""
        return all(map(is_ordinary_word, self.name.split()))


@cache
def names() -> PhraseIndex[Name]:
    return PhraseIndex((name.name, name) for name in _list_names())


def _list_names() -> Iterator[Name]:
    lexicon = read_lexicon_toml("names-people.toml")
    given: tuple[tuple[str, Gender, bool], ...] = (
        ("masculine", "masculine", False),
        ("feminine", "feminine", False),
        ("foreign-masculine", "masculine", True),
        ("foreign-feminine", "feminine", True),
    )
    for table, gender, foreign in given:
        for name in split_list(lexicon["given"][table]):
            yield Name(name=name, part="given", gender=gender, foreign=foreign)
    family = lexicon["family"]
    for name in split_list(f"{family['names']}،{family['common']}،{lexicon['given']['mononyms']}"):
        yield Name(name=name, part="family")


@cache
def name_particles(*, careful: bool = False) -> frozenset[str]:
    """What joins the parts of a name, folded; the `careful` ones are mostly words of the language."""
    return _fold_list("names-people.toml", "particles", "careful" if careful else "names")


@cache
def courtesy_titles() -> PhraseIndex[str]:
    return _index_list("names-people.toml", "particles", "titles")


@cache
def kinship_nouns() -> PhraseIndex[str]:
    """What announces a name by kinship or likeness: "زوجته", "نظيره"."""
    return _index_list("names-people.toml", "particles", "kinship")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office, rank or profession in one of its forms; `lemma` is the masculine singular."""

    lemma: str
    field: str
    gender: Gender
    plural: bool
    definite: bool


@cache
def roles() -> PhraseIndex[Role]:
    """Every form of every role, with and without the article."""
    return PhraseIndex(_list_roles())


def _list_roles() -> Iterator[tuple[str, Role]]:
    adjectives = role_modifiers()
    for field, entries in read_lexicon_toml("roles.toml")["roles"].items():
        for entry in split_list(entries):
            lemma, *_ = entry.split("/")
            for form, gender, plural in _inflect_role(entry.split("/")):
                for text in _add_article(form, adjectives):
                    definite = text.startswith(_ARTICLE)
                    yield (
                        text,
                        Role(lemma=lemma, field=field, gender=gender, plural=plural, definite=definite),
                    )


def _inflect_role(forms: list[str]) -> Iterator[tuple[str, Gender, bool]]:
    """The forms of an entry, and what follows from them by rule."""
    for place, form in enumerate(forms):
        if form == _UNUSED:
            continue
        yield form, "feminine" if place == 1 else "masculine", place > 1
        if " " in form:
            continue
        if place == 1 and form.endswith(_FEMININE):
            yield form.removesuffix(_FEMININE) + _FEMININE_PLURAL, "feminine", True
        if form.endswith(_MASCULINE_PLURAL):
            for ending in _MASCULINE_PLURAL_CASES:
                yield form.removesuffix(_MASCULINE_PLURAL) + ending, "masculine", True


def _add_article(form: str, adjectives: frozenset[str]) -> tuple[str, ...]:
    """`form`, and with the article where it is one word or a noun with its adjectives."""
    words = form.split()
    phrase = all(fold_spelling(word) in adjectives for word in words[1:])
    if form.startswith(_ARTICLE) or not phrase:
        return (form,)
    return form, " ".join(_ARTICLE + word for word in words)


@cache
def role_modifiers() -> frozenset[str]:
    """The adjectives that may belong to a role, in every form, folded."""
    stems = split_list(read_lexicon_toml("roles.toml")["modifiers"]["names"])
    return frozenset(
        fold_spelling(article + stem + ending)
        for stem in stems
        for article in ("", _ARTICLE)
        for ending in _ADJECTIVE_ENDINGS
    )


@cache
def role_prefixes() -> PhraseIndex[str]:
    """What may stand before another role: "نائب", "متحدث باسم"."""
    return _index_list("roles.toml", "prefixes", "names")


@cache
def portfolios() -> PhraseIndex[str]:
    """What a minister or adviser is for: "الدفاع"."""
    return _index_list("roles.toml", "portfolios", "names")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechVerb:
    """A verb of speech in one of its forms; `lemma` is "he said".

    A "direct" verb may introduce quoted words at once, a "clause" verb mostly "أن", a "channel" is of a
    medium that passes words on.
    """

    lemma: str
    kind: SpeechKind
    tense: Tense
    gender: Gender
    plural: bool


@cache
def speech_verbs() -> PhraseIndex[SpeechVerb]:
    return PhraseIndex(_list_speech_verbs())


def _list_speech_verbs() -> Iterator[tuple[str, SpeechVerb]]:
    table = read_lexicon_toml("speech.toml")["verbs"]
    kinds: tuple[SpeechKind, ...] = ("direct", "clause", "channel")
    tenses: tuple[Tense, ...] = ("past", "present", "participle")
    for kind in kinds:
        for line in table[kind].split():
            forms = line.split("/")
            for place, form in enumerate(forms):
                if form != _UNUSED:
                    yield (
                        form,
                        SpeechVerb(
                            lemma=forms[0],
                            kind=kind,
                            tense=tenses[place // 3],
                            gender="feminine" if place % 3 == 1 else "masculine",
                            plural=place % 3 == 2,
                        ),
                    )


@cache
def clause_particles() -> PhraseIndex[str]:
    """What opens the clause that a verb of speech introduces: "أن", "إنه"."""
    return _index_list("speech.toml", "particles", "clause")


@cache
def source_particles() -> frozenset[str]:
    """What leads from a channel's verb to who spoke, folded: "نقلت عن"."""
    return _fold_list("speech.toml", "particles", "source-after")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A phrase that attributes words; if `carried`, the next word begins with the preposition "ل"."""

    phrase: str
    kind: AttributionKind
    carried: bool


@cache
def attributions() -> PhraseIndex[Attribution]:
    table = read_lexicon_toml("speech.toml")["attributions"]
    kinds: tuple[AttributionKind, ...] = ("speaker", "channel", "either", "anonymous")
    found = [
        Attribution(phrase=text.removesuffix(_CARRIED), kind=kind, carried=text.endswith(_CARRIED))
        for kind in kinds
        for text in split_list(table[kind])
    ]
    return PhraseIndex((attribution.phrase, attribution) for attribution in found)


@cache
def speech_nouns() -> PhraseIndex[str]:
    """The nouns of a saying and of what carries it, each with its table: "saying", "document" and so on."""
    table = read_lexicon_toml("speech.toml")["nouns"]
    return PhraseIndex(_with_article((noun, kind) for kind in table for noun in split_list(table[kind])))


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organisation under one of its names; `name` is the usual one.

    A `careful` name is a word or another name as well: an organisation only after a trigger noun, with a verb
    of speech, or beside its Latin name.
    """

    name: str
    kind: str
    latin: tuple[str, ...] = ()
    careful: bool = False


@cache
def organizations() -> PhraseIndex[Organization]:
    """Well-known organisations under their Arabic names."""
    return PhraseIndex(
        (name, Organization(name=names[0], kind=kind, latin=latin, careful=fold_spelling(name) in _careful()))
        for kind, names, latin in _list_organizations()
        for name in names
    )


@cache
def latin_organizations() -> PhraseIndex[Organization]:
    """The same under their Latin names and abbreviations."""
    return PhraseIndex(
        (name, Organization(name=names[0], kind=kind, latin=latin))
        for kind, names, latin in _list_organizations()
        for name in latin
    )


@cache
def organization_nouns() -> Mapping[str, frozenset[str]]:
    """By the usual name of an organisation: the first words of all its names, folded, without the article."""
    return {
        names[0]: frozenset(fold_spelling(name).split()[0].removeprefix(_ARTICLE) for name in names)
        for _, names, _ in _list_organizations()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationTrigger:
    """A noun that begins a name; with the article it does so only before an adjective ("الهيئة الوطنية")."""

    kind: str
    definite: bool


@cache
def organization_triggers() -> PhraseIndex[OrganizationTrigger]:
    """The nouns that begin the name of an organisation, with the kind that they make."""
    table = read_lexicon_toml("organizations.toml")["triggers"]
    pairs = _with_article((noun, kind) for kind in table for noun in split_list(table[kind]))
    return PhraseIndex(
        (noun, OrganizationTrigger(kind=kind, definite=noun.startswith(_ARTICLE))) for noun, kind in pairs
    )


def _list_organizations() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    for kind, lines in read_lexicon_toml("organizations.toml")["known"].items():
        for line in lines.strip().split("\n"):
            arabic, _, latin = line.partition("=")
            yield kind, split_list(arabic), split_list(latin)


@cache
def _careful() -> frozenset[str]:
    return _fold_list("organizations.toml", "careful", "names")


def _with_article(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each phrase as it stands and, if it has no article, with one on each word: "المؤتمر الصحفي"."""
    for phrase, value in pairs:
        yield phrase, value
        if not phrase.startswith(_ARTICLE):
            yield " ".join(_ARTICLE + word for word in phrase.split()), value


def _fold_list(file: str, table: str, key: str) -> frozenset[str]:
    return frozenset(map(fold_spelling, split_list(read_lexicon_toml(file)[table][key])))


def _index_list(file: str, table: str, key: str) -> PhraseIndex[str]:
    return PhraseIndex((phrase, phrase) for phrase in split_list(read_lexicon_toml(file)[table][key]))
