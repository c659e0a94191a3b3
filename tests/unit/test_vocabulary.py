from __future__ import annotations

import pytest

from report.grammar import vocabulary
from report.grammar.gazetteer import split_list
from report.grammar.words import fold_spelling
from report.resources import read_lexicon_toml


@pytest.mark.parametrize(
    ("text", "part", "gender", "ordinary"),
    [
        ("كريم", "given", "masculine", True),
        ("ولخديجة", "given", "feminine", False),
        ("عبد الله", "given", "masculine", True),
        ("أوليكسندر", "given", "masculine", False),
        ("كونداليزا", None, None, False),
        ("توكاييف", "family", None, False),
        ("وبوتين", "family", None, True),
    ],
)
def test_names_are_known(text: str, part: str | None, gender: str | None, ordinary: bool) -> None:
    found = vocabulary.names().find(text.split())
    assert (found.value.part if found else None) == part
    if found:
        assert found.length == len(text.split())
        assert (found.value.gender, found.value.ordinary) == (gender, ordinary)


def test_what_joins_a_name_is_known() -> None:
    assert fold_spelling("بن") in vocabulary.name_particles()
    assert fold_spelling("لا") in vocabulary.name_particles(careful=True)
    assert "آية الله" in vocabulary.courtesy_titles()
    assert "زوجته" in vocabulary.kinship_nouns()


@pytest.mark.parametrize(
    ("text", "lemma", "gender", "plural", "definite"),
    [
        ("وزيرة", "وزير", "feminine", False, False),
        ("الوزراء", "وزير", "masculine", True, True),
        ("المديرة التنفيذية", "مدير تنفيذي", "feminine", False, True),
        ("والأمين العام", "أمين عام", "masculine", False, True),
        ("رئيس هيئة الأركان المشتركة", "رئيس هيئة الأركان المشتركة", "masculine", False, False),
        ("مسؤولي", "مسؤول", "masculine", True, False),
        ("الباحثات", "باحث", "feminine", True, True),
        ("حارس المرمى", "حارس المرمى", "masculine", False, False),
    ],
)
def test_roles_are_found_in_their_forms(
    text: str, lemma: str, gender: str, plural: bool, definite: bool
) -> None:
    found = vocabulary.roles().find(text.split())
    assert found is not None and found.length == len(text.split())
    role = found.value
    assert (role.lemma, role.gender, role.plural, role.definite) == (lemma, gender, plural, definite)


def test_what_goes_with_a_role_is_known() -> None:
    assert fold_spelling("السابقة") in vocabulary.role_modifiers()
    assert "متحدث باسم" in vocabulary.role_prefixes()
    assert "الشؤون الخارجية" in vocabulary.portfolios()


@pytest.mark.parametrize(
    ("word", "lemma", "kind", "tense", "gender", "plural"),
    [
        ("قالت", "قال", "direct", "past", "feminine", False),
        ("وأوضحوا", "أوضح", "clause", "past", "masculine", True),
        ("تؤكد", "أكد", "clause", "present", "feminine", False),
        ("مضيفة", "أضاف", "direct", "participle", "feminine", False),
        ("ونقلت", "نقل", "channel", "past", "feminine", False),
    ],
)
def test_verbs_of_speech_tell_kind_tense_and_gender(
    word: str, lemma: str, kind: str, tense: str, gender: str, plural: bool
) -> None:
    found = vocabulary.speech_verbs().find([word])
    assert found is not None
    verb = found.value
    assert (verb.lemma, verb.kind, verb.tense, verb.gender, verb.plural) == (
        lemma,
        kind,
        tense,
        gender,
        plural,
    )


def test_every_verb_of_speech_has_nine_forms() -> None:
    lines = [line for table in read_lexicon_toml("speech.toml")["verbs"].values() for line in table.split()]
    assert [line for line in lines if line.count("/") != 8] == []


@pytest.mark.parametrize(
    ("text", "kind", "carried", "length"),
    [
        ("وفقا لرويترز", "either", True, 1),
        ("نقلا عن رويترز", "channel", False, 2),
        ("على حد قول الوزير", "speaker", False, 3),
        ("مصادر أمنية", "anonymous", False, 2),
    ],
)
def test_attributions_without_a_verb(text: str, kind: str, carried: bool, length: int) -> None:
    found = vocabulary.attributions().find(text.split())
    assert found is not None and found.length == length
    assert (found.value.kind, found.value.carried) == (kind, carried)


def test_words_around_a_saying() -> None:
    nouns = vocabulary.speech_nouns().find(["المؤتمر", "الصحفي"])
    assert nouns is not None and (nouns.value, nouns.length) == ("saying", 2)
    assert "أنها" in vocabulary.clause_particles()
    assert fold_spelling("عن") in vocabulary.source_particles()


@pytest.mark.parametrize(
    ("text", "name", "kind", "latin", "careful"),
    [
        ("حلف شمال الأطلسي", "الناتو", "international", ("NATO",), False),
        ("للأمم المتحدة", "الأمم المتحدة", "international", ("UN",), False),
        ("وكالة أسوشيتد برس", "أسوشيتد برس", "agency", ("AP", "Associated Press"), False),
        ("الأناضول", "الأناضول", "agency", ("AA", "Anadolu"), True),
        ("وكالة الأناضول", "الأناضول", "agency", ("AA", "Anadolu"), False),
        ("نيويورك تايمز", "نيويورك تايمز", "media", ("The New York Times", "NYT"), False),
        ("باريس سان جيرمان", "باريس سان جيرمان", "team", ("PSG",), False),
    ],
)
def test_organizations_are_known(
    text: str, name: str, kind: str, latin: tuple[str, ...], careful: bool
) -> None:
    found = vocabulary.organizations().find(text.split())
    assert found is not None and found.length == len(text.split())
    assert found.value == vocabulary.Organization(name=name, kind=kind, latin=latin, careful=careful)


def test_organizations_are_known_by_their_latin_names() -> None:
    found = vocabulary.latin_organizations().find(["NATO"])
    assert found is not None and found.value.name == "الناتو"


def test_triggers_tell_the_kind_and_whether_they_are_definite() -> None:
    bare, definite = (vocabulary.organization_triggers().find([word]) for word in ("ولوزارة", "الجامعة"))
    assert bare is not None and definite is not None
    assert bare.value == vocabulary.OrganizationTrigger(kind="government", definite=False)
    assert definite.value == vocabulary.OrganizationTrigger(kind="education", definite=True)


def test_careful_organizations_are_organizations() -> None:
    known = {
        fold_spelling(name)
        for lines in read_lexicon_toml("organizations.toml")["known"].values()
        for line in lines.strip().split("\n")
        for name in split_list(line.partition("=")[0])
    }
    careful = split_list(read_lexicon_toml("organizations.toml")["careful"]["names"])
    assert [name for name in careful if fold_spelling(name) not in known] == []
