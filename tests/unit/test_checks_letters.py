from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from report.checks import Subject, letters
from report.document import Hints, Source
from report.readers import read


def check(text: str, path: str = "a.md") -> list[tuple[str, str]]:
    document = read(Source.from_text(f"عنوان المقال\n\n{text}\n", path=path), Hints())
    subject = cast(Subject, SimpleNamespace(articles=(SimpleNamespace(document=document),)))
    return [(finding.rule, str(finding.location)) for finding in letters.check(subject)]


@pytest.mark.parametrize(
    ("text", "rule", "column"),
    [
        ("كلمة \ufefb هنا.", "letters-are-characters", 6),
        ("كلمة علی هنا.", "letters-are-of-the-language", 8),
        ("كلمة كتـاب هنا.", "words-are-not-stretched", 8),
        ("كلمة (بلا إغلاق.", "brackets-are-balanced", 6),
        ("كلمة «(متداخلة» خطأ).", "brackets-are-balanced", 15),
        ("كلمة \u2067معزولة.", "isolates-are-balanced", 6),
        ("كلمة معزولة\u2069.", "isolates-are-balanced", 12),
    ],
)
def test_each_fault_is_placed(text: str, rule: str, column: int) -> None:
    assert (rule, f"a.md:3:{column}") in check(text)


@pytest.mark.parametrize(
    "text",
    [
        "كلمة سليمة (IL-76) «آي إل-76» في القرن الـ19.",
        "1) أول، 2) ثان، أ) ثالث.",
        "كلمة \u2068IL-76\u2069 معزولة، وﷺ علامة.",
        "«قول “فيه قول” آخر».",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert check(text) == []


def test_persian_letters_are_right_in_persian() -> None:
    text = "---\ntitle: آزمایش\nlanguage: fa\n---\n\nاین یک متن فارسی است.\n"
    document = read(Source.from_text(text, path="a.md"), Hints())
    assert (
        list(letters.check(cast(Subject, SimpleNamespace(articles=(SimpleNamespace(document=document),)))))
        == []
    )


def test_a_character_is_told_once_with_its_count() -> None:
    text = "علی ثم علی ثم علی."
    document = read(Source.from_text(f"عنوان\n\n{text}\n", path="a.md"), Hints())
    (finding,) = letters.check(cast(Subject, SimpleNamespace(articles=(SimpleNamespace(document=document),))))
    assert dict(finding.message.values)["count"] == 3
