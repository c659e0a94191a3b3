"""What stands on the pages of an article with one block of every kind."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageColor

from report.pdfium import rasterise, read_text
from report.pipeline import Build
from report.render import load_theme
from report.resources import Resources
from tests.conftest import build_path

ARTICLE = """عنوان المقال

فقرة أولى من كلمات عربية تكفي لأن تكون فقرة في مقال.

***

3. بند ثالث في القائمة
4. بند رابع فيها
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    settings = 'article = "article.md"\noutputs = ["pdf"]\n'
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    return build_path(folder)


def test_a_list_begins_with_its_number(made: Build) -> None:
    text = read_text(made.artifacts["pdf"].data)[1].replace("\u200e", "").replace("\u200f", "")
    assert "3." in text and "4." in text and "1." not in text


def test_a_thematic_break_is_in_the_middle_of_the_text(made: Build) -> None:
    """Automatic margins push it off a right-to-left page."""
    colour = ImageColor.getrgb(load_theme(Resources(), "briefing").tokens["colours"]["gold"])
    page = Image.open(io.BytesIO(rasterise(made.artifacts["pdf"].data, page=2, width=840)))
    gold = [x for x in range(page.width) for y in range(page.height) if page.getpixel((x, y)) == colour]
    assert gold, "no rule on the page"
    middle = (min(gold) + max(gold)) / 2
    assert abs(middle - page.width / 2) < 0.06 * page.width
