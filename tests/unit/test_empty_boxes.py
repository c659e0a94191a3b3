"""A line ends before the anchor of a sentence as it would without it."""

from __future__ import annotations

import pytest

from report.weasy import Justification, layout
from tests.typography.lines import read_lines
from tests.unit.weasy_samples import CSS, load_faces

ANCHOR = '<span id="s"></span>'


def break_lines(body: str, width: int) -> list[str]:
    html = f'<html lang="ar" dir="rtl"><head><title>عنوان</title></head><body><p>{body}</p></body></html>'
    style = f"p {{ width: {width}pt; text-align: justify }} a {{ white-space: nowrap }}"
    pages = layout(
        html, stylesheets=(CSS, style), faces=load_faces(), justification=Justification(breaks="paragraph")
    )
    return [line.text for line in read_lines(pages.document)]


@pytest.mark.parametrize("width", range(80, 200, 5))
def test_a_line_may_end_before_an_anchor(width: int) -> None:
    body = "تقع المدينة القديمة على تل مرتفع <a>1</a> {}يحيط بها سور من الحجر <a>2</a> {}وتجري تحتها عين ماء."
    with_anchors, without = (break_lines(body.format(one, one), width) for one in (ANCHOR, ""))
    assert with_anchors[0] == without[0]


def test_no_line_ends_before_an_anchor_inside_a_word() -> None:
    lines = break_lines(f"المدي{ANCHOR}نة القديمة على تل", 60)
    assert lines[0].replace("\u200d", "").startswith("المدينة ")
