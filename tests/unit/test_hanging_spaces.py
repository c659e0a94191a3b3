"""A text that fits its line but for the space at its end is not broken after its first word."""

from __future__ import annotations

import pytest

from report.weasy import layout
from tests.typography.lines import read_lines
from tests.unit.weasy_samples import CSS, load_faces

SENTENCE = "تقع المدينة القديمة على تل مرتفع فوق النهر."


def break_lines(body: str, width: float) -> list[str]:
    html = f'<html lang="ar" dir="rtl"><head><title>عنوان</title></head><body><p>{body}</p></body></html>'
    style = f"p {{ width: {width}pt }} a {{ white-space: nowrap }}"
    pages = layout(html, stylesheets=(CSS, style), faces=load_faces())
    return [line.text.strip() for line in read_lines(pages.document)]


def measure(sentence: str) -> float:
    """The least width (pt) at which `sentence` is one line."""
    return next(
        tenths / 10 for tenths in range(1000, 4000, 2) if len(break_lines(sentence, tenths / 10)) == 1
    )


def test_the_mark_goes_to_the_next_line_and_no_word_with_it() -> None:
    width = measure(SENTENCE)
    for more in (0, 0.4, 0.8, 1.2, 1.6, 2):
        lines = break_lines(f"{SENTENCE} <a>الفقرة الأولى</a>", width + more)
        assert lines == [SENTENCE, "الفقرة الأولى"]


@pytest.mark.parametrize("width", [120, 150])
def test_a_text_that_is_too_long_is_broken_as_before(width: int) -> None:
    assert break_lines(f"{SENTENCE} <a>الفقرة</a>", width)[0] == break_lines(SENTENCE, width)[0]
