"""Where words may be drawn out: on words, and on lines."""

from __future__ import annotations

from itertools import pairwise

import pytest

from report.typography.kashida import Joint, Way, choose_joints, find_joints, find_ways

MILD, FULL = find_ways("mild")


def draw_out(text: str) -> str:
    """`text` with a tatweel at the best joint of each of its words."""
    for joint in reversed(find_joints(text)):
        text = f"{text[: joint.offset]}ـ{text[joint.offset :]}"
    return text


@pytest.mark.parametrize(
    ("word", "drawn"),
    [
        ("السلاح", "السـلاح"),  # after sin, before all others
        ("المسكين", "المسـكين"),
        ("فلسطين", "فلسـطين"),
        ("المنظمة", "المنظمـة"),  # before a final ta marbuta, ha, dal
        ("المحدود", "المحـدود"),
        ("كتاب", "كتـاب"),  # before a final alef, ta, lam, kaf
        ("الكبير", "الكبـير"),  # before a tooth and ra
        ("مختلف", "مختلـف"),  # before a final waw, ain, qaf, fa
        ("«المحمولة»،", "«المحمولـة»،"),
        ("والكتاب", "والكتـاب"),
        ("رسائل", "رسـائل"),
    ],
)
def test_the_best_joint_of_a_word(word: str, drawn: str) -> None:
    assert draw_out(word) == drawn


@pytest.mark.parametrize(
    "word",
    [
        "سلم",  # fewer than four letters
        "الله",
        "والله",
        "بالله",
        "فلله",
        "كــتابة",  # the author's own
        "لـ",
        "IL-76",
        "2014",
        "آي",
        "إل-76",
        "الـ19",
        "كُتُبُكُمُ",  # every joint carries a mark
        "وزير",  # nothing but a bowl and a tail
        "ألان",  # lam-alef
        "الأمن",  # the article, and a bowl
        "و\u200dكتابة",  # joined over the border of a tag
    ],
)
def test_words_that_are_left_alone(word: str) -> None:
    assert draw_out(word) == word


@pytest.mark.parametrize("word", ["الكتب", "بالكتب", "للكتب", "وللكتب", "اللجان"])
def test_no_joint_up_to_the_lam_of_the_article(word: str) -> None:
    (joint,) = find_joints(word)
    assert "لل" not in word[joint.offset - 1 :]
    assert not word[: joint.offset].endswith(("ال", "لل", "ب"))


def test_words_are_counted_over_all_white_space() -> None:
    found = find_joints("من\u00a0السلاح إلى المنظمة")
    assert [(joint.word, joint.priority) for joint in found] == [(1, 8), (3, 7)]


WORDS = "المنظمة السلاح المساعدة الرئيس المستقبل الأساسية السوفياتي المنظمة"


@pytest.mark.parametrize("way", [MILD, FULL], ids=["mild", "full"])
def test_a_line_gets_few_kashidas_apart_and_none_in_its_first_word(way: Way) -> None:
    chosen = choose_joints(find_joints(WORDS), way, 9)
    numbers = [joint.word for joint in chosen]
    assert len(numbers) == way.line and 0 not in numbers
    assert all(other - one >= way.apart for one, other in pairwise(numbers))


def test_no_more_than_are_wanted() -> None:
    assert len(choose_joints(find_joints(WORDS), FULL, 1)) == 1


def test_the_best_joint_first_and_of_equals_the_last() -> None:
    joints = (Joint(1, 5, 3), Joint(4, 20, 8), Joint(8, 40, 8), Joint(12, 60, 7))
    assert choose_joints(joints, MILD, 1) == (Joint(8, 40, 8),)
    assert choose_joints(joints, MILD, 1, [40]) == (Joint(4, 20, 8),)


def test_off_has_no_way() -> None:
    assert find_ways("off") == ()
