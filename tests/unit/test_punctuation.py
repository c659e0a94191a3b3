from __future__ import annotations

import pytest

from report.arabic.punctuation import Conventions, Rule, apply_edits, find_edits
from report.arabic.quotations import find_quotations

NBSP = "\u00a0"
ARABIC = Conventions(direction="rtl", marks={",": "،", ";": "؛", "?": "؟"}, quotes=("«", "»", "“", "”"))
ENGLISH = Conventions(direction="ltr", marks={}, quotes=("“", "”", "‘", "’"))


def change(text: str, *rules: Rule, conventions: Conventions = ARABIC, joints: tuple[int, ...] = ()) -> str:
    return apply_edits(text, find_edits(text, rules, conventions, joints=joints))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('قال "نعم" ثم', "قال «نعم» ثم"),
        ('وصف الحدث بـ"المهم"', "وصف الحدث بـ«المهم»"),
        ('قال و"نعم"و"لا"', "قال و«نعم»و«لا»"),
        ("قال “نعم” ثم", "قال «نعم» ثم"),
        ("قال ”نعم“ ثم", "قال «نعم» ثم"),
        ("قال „نعم“ ثم", "قال «نعم» ثم"),
        ('قال "إن "الحلف" قائم"', "قال «إن “الحلف” قائم»"),
        ('قال «إن "الحلف" قائم»', "قال «إن “الحلف” قائم»"),
        ('قال "إن «الحلف» قائم"', "قال «إن “الحلف” قائم»"),
        ('قال "نعم".', "قال «نعم»."),
        ('من طراز "An-124" الثقيل', "من طراز «An-124» الثقيل"),
        # Unpaired marks leave all as it is: nobody knows which of them is missing.
        ('قال "نعم ثم "لا" وسكت', 'قال "نعم ثم "لا" وسكت'),
        ('"قال نعم ثم سكت', '"قال نعم ثم سكت'),
        # An inch is no quotation mark; a citation in Latin letters keeps its own.
        ('شاشة 15" من نوع "جديد"', 'شاشة 15" من نوع «جديد»'),
        ('انظر: Smith, "The CSTO", 2022', 'انظر: Smith, "The CSTO", 2022'),
        ('"The CSTO"', '"The CSTO"'),
    ],
)
def test_quotation_marks(text: str, expected: str) -> None:
    assert change(text, "quotation-marks") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نعم, ثم لا; فهل تم?", "نعم، ثم لا؛ فهل تم؟"),
        ("في 2014, 2015 و2016", "في 2014، 2015 و2016"),
        ("بلغ 1,234.5 مترا", "بلغ 1,234.5 مترا"),
        ("من طراز IL-76, ثم عاد", "من طراز IL-76، ثم عاد"),
        ("بين IL-76, An-124 وغيرهما", "بين IL-76, An-124 وغيرهما"),
        ("هل هذه IL-76?", "هل هذه IL-76؟"),
        ("سأل How are you? ثم مضى", "سأل How are you? ثم مضى"),
        ("على https://e.org/?a=b,c ثم", "على https://e.org/?a=b,c ثم"),
        ("(Smith, 2020; Jones, 2021) ثم", "(Smith, 2020; Jones, 2021) ثم"),
        ("قال «نعم, أليس كذلك?», ثم", "قال «نعم, أليس كذلك?»، ثم"),
        ("12, 13?", "12, 13?"),
    ],
)
def test_punctuation_marks(text: str, expected: str) -> None:
    assert change(text, "punctuation-marks") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نعم ، ثم لا ؛ فهل تم ؟ انتهى .", "نعم، ثم لا؛ فهل تم؟ انتهى."),
        ("المصدر : وكالة", "المصدر: وكالة"),
        ("عجبا !", "عجبا!"),
        ("عجبا ؟ !", "عجبا؟!"),
        ("تشكيك .. لماذا", "تشكيك .. لماذا"),
        ("موقع .com وملف .pdf", "موقع .com وملف .pdf"),
        ("بنسبة 3 : 2 للفريق", "بنسبة 3 : 2 للفريق"),
        ("قال «نعم ، لا» ،", "قال «نعم ، لا»،"),
        ("النص Hello ! ثم", "النص Hello ! ثم"),
    ],
)
def test_no_space_before_marks(text: str, expected: str) -> None:
    assert change(text, "space-before-marks") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نعم،ثم لا؛فهل تم؟نعم", "نعم، ثم لا؛ فهل تم؟ نعم"),
        ("انتهى اليوم.وبدأ الغد", "انتهى اليوم. وبدأ الغد"),
        ("كَتَبَ اليومَ.وبدأ", "كَتَبَ اليومَ. وبدأ"),
        ("قال:نعم", "قال: نعم"),
        ("قال:«نعم»", "قال: «نعم»"),
        ("أ.د.محمد وم.ب", "أ.د.محمد وم.ب"),
        ("بلغ 3،5 في 10:30 من البقرة:255", "بلغ 3،5 في 10:30 من البقرة:255"),
        ("أحقا؟! نعم؟»", "أحقا؟! نعم؟»"),
        ("«نعم،لا»", "«نعم،لا»"),
        ("على https://ar.e.org/باب:كتاب وقال:نعم", "على https://ar.e.org/باب:كتاب وقال: نعم"),
    ],
)
def test_a_space_after_marks(text: str, expected: str) -> None:
    assert change(text, "space-after-marks") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال « نعم » ثم ( لا ) و[ ربما ]", "قال «نعم» ثم (لا) و[ربما]"),
        ('قال " نعم " ثم', "قال «نعم» ثم"),
        (f"قال «{NBSP}نعم{NBSP}»", "قال «نعم»"),
        ("ضع علامة [ ] هنا أو ( )", "ضع علامة [ ] هنا أو ( )"),
    ],
)
def test_no_space_inside_brackets(text: str, expected: str) -> None:
    assert change(text, "quotation-marks", "space-inside-brackets") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دخل عضوان -هما كذا وكذا- في نزاع", f"دخل عضوان –{NBSP}هما كذا وكذا{NBSP}– في نزاع"),
        ("تولى -عام 2019- الرئاسة", f"تولى –{NBSP}عام 2019{NBSP}– الرئاسة"),
        ("القرن -أي الـ19-، ثم", f"القرن –{NBSP}أي الـ19{NBSP}–، ثم"),
        ("طراز –كذا– ثم", f"طراز –{NBSP}كذا{NBSP}– ثم"),
        ("آي إل-76 وإيه إن-124 بين 2019-2021", "آي إل-76 وإيه إن-124 بين 2019-2021"),
        ("الحرب الروسية -الأوكرانية. انتهى الأمر- نعم", "الحرب الروسية -الأوكرانية. انتهى الأمر- نعم"),
        ("القاهرة - دمشق - بيروت", "القاهرة - دمشق - بيروت"),
        ("-أول -ثان -ثالث", "-أول -ثان -ثالث"),
        ("بلغت -5 درجات- أو", "بلغت -5 درجات- أو"),
        ("قال «جاء -وهو عضو- إلينا»", "قال «جاء -وهو عضو- إلينا»"),
    ],
)
def test_parenthetic_dashes(text: str, expected: str) -> None:
    assert change(text, "parenthetic-dashes") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("كلمة  ثم   كلمة", "كلمة ثم كلمة"),
        ("كلمة\n  كلمة  ", "كلمة\n  كلمة  "),
        ("قال «نعم  لا»", "قال «نعم  لا»"),
    ],
)
def test_single_spaces(text: str, expected: str) -> None:
    assert change(text, "single-spaces") == expected


def test_numbers_with_nouns_are_joined_where_the_caller_says() -> None:
    text = "نشر 2500 عنصر و70 طائرة"
    changed = change(text, "numbers-with-nouns", joints=(text.index(" عنصر"),))
    assert changed == f"نشر 2500{NBSP}عنصر و70 طائرة"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هذا نص من خمس كلمات.", f"هذا نص من خمس{NBSP}كلمات."),
        ("هذا نص قصير جدا.", "هذا نص قصير جدا."),
        ("قال لنا إن «الأمر كله باطل»", "قال لنا إن «الأمر كله باطل»"),
        ("هذه طائرة من طراز Antonov Airlines.", "هذه طائرة من طراز Antonov Airlines."),
    ],
)
def test_last_words(text: str, expected: str) -> None:
    assert change(text, "last-words") == expected


def test_hidden_characters_hide_what_they_stand_for() -> None:
    assert change("الأمر \ufffc\ufffc\ufffc , ثم", "punctuation-marks") == "الأمر \ufffc\ufffc\ufffc ، ثم"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" to it.', "He said “yes” to it."),
        ('"He said "yes" to it."', "“He said ‘yes’ to it.”"),
        ("It's a 5-year  plan , isn't it ?", "It's a 5-year plan , isn't it ?"),
        ("سطر عربي , وحده", "سطر عربي , وحده"),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert change(text, "quotation-marks", "single-spaces", conventions=ENGLISH) == expected


def test_several_rules_at_one_place_are_logged_one_by_one() -> None:
    edits = find_edits("نعم,لا", ("punctuation-marks", "space-after-marks"), ARABIC)
    assert [(edit.rule, edit.index, edit.before, edit.after) for edit in edits] == [
        ("punctuation-marks", 3, ",", "،"),
        ("space-after-marks", 3, "،", "، "),
    ]


@pytest.mark.parametrize(
    ("text", "pairs", "unpaired"),
    [
        ('"أ"', [(0, 2, 1)], []),
        ('"أ "ب""', [(0, 6, 1), (3, 5, 2)], []),
        ("«أ» ب»", [(0, 2, 1)], [5]),
        ('أ "ب', [], [2]),
        ('ب" أ', [], [1]),
        ('«أ" ب»', [(0, 5, 1)], [2]),
        ('5" أ', [], []),
    ],
)
def test_quotations(text: str, pairs: list[tuple[int, int, int]], unpaired: list[int]) -> None:
    found = find_quotations(text)
    assert [(pair.start, pair.end, pair.depth) for pair in found.pairs] == pairs
    assert list(found.unpaired) == unpaired
