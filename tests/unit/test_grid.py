"""Lines of running text stand on one grid, whatever stands between the paragraphs."""

from __future__ import annotations

import pytest

from report.document import Hints, Source
from report.edition import compose_edition
from report.errors import ConfigError
from report.readers import read
from report.weasy import Grid, layout
from report.writers.pdf import measure_vowels, to_points
from tests.typography.lines import Line, read_lines
from tests.unit.weasy_samples import CSS, load_faces

GRID = Grid(leading=15, origin=20)
PARAGRAPH = f"<p>{'كلمة ' * 100}</p>"
BETWEEN = (
    '<div style="height: 17pt"></div><h2 style="font-size: 12pt; line-height: 15pt; margin: 4pt 0">عنوان</h2>'
)


def lay_out(body: str, grid: Grid | None = GRID) -> list[Line]:
    html = f'<html lang="ar" dir="rtl"><head><title>عنوان</title></head><body>{body}</body></html>'
    return list(read_lines(layout(html, stylesheets=(CSS,), faces=load_faces(), grid=grid).document))


def list_steps(lines: list[Line]) -> set[float]:
    """How far the first lines of all pages are from those of the grid, in halves of a line."""
    first = lines[0].baseline
    return {round((line.baseline - first) / 7.5 % 1, 2) % 1 for line in lines if line.tag == "p"}


def test_lines_of_all_pages_are_on_the_grid() -> None:
    body = PARAGRAPH + BETWEEN + PARAGRAPH + BETWEEN * 2 + PARAGRAPH
    assert {line.page for line in lay_out(body)} >= {1, 2, 3}
    assert list_steps(lay_out(body)) == {0}
    assert list_steps(lay_out(body, None)) != {0}


def test_text_of_another_leading_stays_where_it_is() -> None:
    body = f'{PARAGRAPH}<div style="height: 4pt"></div><p style="line-height: 13pt">كلمة</p>'
    (with_grid, without) = (lay_out(body, grid)[-1].top for grid in (GRID, None))
    assert with_grid == without


def test_cells_of_tables_stay_where_they_are() -> None:
    body = f"{PARAGRAPH}<table><tr><td>كلمة</td></tr></table>"
    assert lay_out(body)[-1].top == lay_out(body, None)[-1].top


@pytest.mark.parametrize(("length", "points"), [("25.4mm", 72), ("2.54cm", 72), ("1in", 72), ("9pt", 9)])
def test_lengths_are_those_of_css(length: str, points: float) -> None:
    assert to_points(length) == pytest.approx(points)


def test_another_length_is_refused() -> None:
    with pytest.raises(ConfigError, match="the margin 2em is not a number with mm, cm, in or pt"):
        to_points("2em")


@pytest.mark.parametrize(("words", "share"), [("كَتَبَ", 1.0), ("كتب", 0.0), ("كتبَ", 1 / 3)])
def test_vowels_are_counted_by_the_letter(words: str, share: float) -> None:
    document = read(Source.from_text(f"# عنوان\n\n{words}\n", path="a.md"), Hints())
    edition = compose_edition(document, (), timestamp="2022-01-20T00:00:00Z")
    assert measure_vowels(edition) == pytest.approx(share)
