from __future__ import annotations

import pytest

from report.grammar.gazetteer import (
    PhraseIndex,
    list_places,
    nationalities,
    place_cues,
    place_prepositions,
    places,
    split_clitics,
    split_list,
)
from report.grammar.words import fold_spelling, is_ordinary_word
from report.resources import read_lexicon_toml


@pytest.mark.parametrize(
    ("text", "name", "kind", "iso"),
    [
        ("كازاخستان", "كازاخستان", "country", "KZ"),
        ("بريطانيا", "بريطانيا", "country", "GB"),
        ("وبيلاروسيا", "بيلاروسيا", "country", "BY"),
        ("قرغيزستان", "قرغيزستان", "country", "KG"),
        ("أمريكا", "أمريكا", "country", "US"),
        ("أمريكا الجنوبية", "أمريكا الجنوبية", "continent", ""),
        ("بالولايات المتحدة", "الولايات المتحدة", "country", "US"),
        ("البوسنة والهرسك", "البوسنة والهرسك", "country", "BA"),
        ("الاتحاد السوفيتي", "الاتحاد السوفيتي", "former-country", ""),
        ("سان بطرسبورغ", "سان بطرسبورغ", "city", "RU"),
        ("شبه جزيرة القرم", "شبه جزيرة القرم", "region", "RU"),
        ("البحر الأسود", "البحر الأسود", "water", ""),
        ("المسجد الأقصى", "المسجد الأقصى", "facility", ""),
        ("آسيا الوسطى", "آسيا الوسطى", "region", ""),
    ],
)
def test_places_are_found_with_kind_and_code(text: str, name: str, kind: str, iso: str) -> None:
    words = text.split()
    found = places().find(words)
    assert found is not None and found.length == len(words)
    assert (found.value.name, found.value.kind, found.value.iso) == (name, kind, iso)


@pytest.mark.parametrize(
    ("word", "name", "skip"),
    [
        ("لبنان", "لبنان", 0),
        ("ولبنان", "لبنان", 1),
        ("للبنان", "لبنان", 1),
        ("وللبنان", "لبنان", 2),
        ("للعراق", "العراق", 2),
        ("وللعراق", "العراق", 3),
        ("فبالعراق", "العراق", 2),
        ("لليابان", "اليابان", 2),
        ("كولومبيا", "كولومبيا", 0),
        ("والولايات", None, 0),
        ("كتاب", None, 0),
    ],
)
def test_clitics_before_a_place_are_counted(word: str, name: str | None, skip: int) -> None:
    found = places().find([word])
    assert (found.value.name if found else None) == name
    assert found is None or found.skip == skip


@pytest.mark.parametrize("spelling", ["إيران", "ايران", "إيـران", "إِيرَان"])
def test_a_place_is_known_in_every_spelling(spelling: str) -> None:
    found = places().find([spelling])
    assert found is not None and found.value.iso == "IR"


def test_a_name_of_two_places_gives_both() -> None:
    found = places().find(["عمان"])
    assert found is not None
    assert [(place.kind, place.iso) for place in found.values] == [("country", "OM"), ("city", "JO")]


@pytest.mark.parametrize(
    ("text", "iso", "length"),
    [
        ("الروسية", "RU", 1),
        ("روسيين", "RU", 1),
        ("والأتراك", "TR", 1),
        ("الأمريكيتان", "US", 1),
        ("الكورية الجنوبية", "KR", 2),
        ("جنوب أفريقية", None, 0),
        ("العربية", "", 1),
        ("السوفياتية", "", 1),
    ],
)
def test_adjectives_tell_the_country(text: str, iso: str | None, length: int) -> None:
    found = nationalities().find(text.split())
    assert (found.value.iso if found else None) == iso
    assert found is None or found.length == length


@pytest.mark.parametrize(
    ("name", "needs"), [("صور", "trigger"), ("مالي", "preposition"), ("السعودية", "noun"), ("فرنسا", "")]
)
def test_careful_names_say_what_they_need(name: str, needs: str) -> None:
    found = places().find([name])
    assert found is not None and found.value.needs == needs


def test_neighbours_that_rule_a_place_out_are_told() -> None:
    found = places().find(["قطر"])
    assert found is not None
    assert fold_spelling("نصف") in found.value.not_after
    assert fold_spelling("الدائرة") in found.value.not_before


def test_cues_tell_the_kind() -> None:
    found = place_cues().find(["شبه", "جزيرة", "القرم"])
    assert found is not None and (found.value, found.length) == ("region", 2)
    assert place_cues().find(["المدينة"]) is not None
    assert fold_spelling("إلى") in place_prepositions()


def test_the_longest_phrase_wins_and_then_the_one_with_fewer_clitics() -> None:
    index = PhraseIndex([("بنك", "bank"), ("نك", "clitic"), ("بنك الدم", "blood bank")])
    longest = index.find(["بنك", "الدم"])
    assert longest is not None and longest.values == ("blood bank",)
    alone = index.find(["بنك"])
    assert alone is not None and alone.values == ("bank",)
    assert "بنك الدم" in index and "الدم" not in index


def test_every_beginning_of_a_word_is_tried() -> None:
    assert split_clitics("وللجنة") == (
        (0, "وللجنه"),
        (1, "للجنه"),
        (2, "لجنه"),
        (3, "الجنه"),
    )


def test_the_lists_of_places_are_sound() -> None:
    """Every careful name is a name of a place, no country has two entries, every code has two letters."""
    lexicon = read_lexicon_toml("places.toml")
    names = {fold_spelling(place.name) for place in list_places()}
    listed = [
        name for need in ("trigger", "preposition", "noun") for name in split_list(lexicon["careful"][need])
    ]
    listed += [*lexicon["not-after"], *lexicon["not-before"]]
    assert [name for name in listed if fold_spelling(name) not in names] == []
    assert {place.iso for place in list_places() if place.kind != "region"} <= {"", *lexicon["countries"]}
    countries = [fold_spelling(place.name) for place in list_places() if place.kind == "country"]
    assert {name for name in countries if countries.count(name) > 1} == {fold_spelling("الكونغو")}


def test_every_adjective_of_a_place_is_an_ordinary_word() -> None:
    """`tests/recipes/words-added.txt` holds them; compile the words again after adding one."""
    lexicon = read_lexicon_toml("places.toml")
    stems = [country.get("nisba", "") for country in lexicon["countries"].values()]
    stems += [lexicon["former-countries"]["nisba"], lexicon["nisbas"]["region"]]
    words = {word for text in stems for stem in split_list(text) for word in stem.split()}
    assert sorted(word for word in words if not is_ordinary_word(word)) == []
