"""The rule of the product behind requirement 29: an article's own digits are of one family."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from report.checks import Subject, typography
from report.document import Hints, Source
from report.readers import read


def check(text: str) -> list[tuple[str, str]]:
    document = read(Source.from_text(f"عنوان المقال\n\n{text}\n", path="a.md"), Hints())
    subject = cast(Subject, SimpleNamespace(articles=(SimpleNamespace(document=document),)))
    return [(finding.rule, str(finding.location)) for finding in typography.check(subject)]


@pytest.mark.parametrize(
    ("text", "column"),
    [("وصل 59 رجلا و٥ نساء.", 14), ("وصل ٥٩ رجلا و5 نساء.", 14), ("وصل 59 رجلا و۵ نساء.", 14)],
)
def test_the_rarer_family_is_named_at_its_first_digit(text: str, column: int) -> None:
    assert check(text) == [("digits-are-of-one-family", f"a.md:3:{column}")]


@pytest.mark.parametrize("text", ["وصل 59 رجلا و5 نساء.", "وصلت ٥٩٠٠ طائرة IL-76 من طراز B2.", "لا رقم هنا."])
def test_one_family_is_left_alone(text: str) -> None:
    assert check(text) == []
