"""What a reader sees: the e-book in two reading systems, on the project's own article.

Set TAQRIR_SCREENSHOTS to a folder to keep a picture of every look, for a person to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report.pipeline import Build
from report.weasy import keep_visible
from tests.epub.readers import HEIGHT, SYSTEMS, WIDTH, Foliate, ReadingSystem, open_browser, serve
from tests.tools import require

ARTICLE, FACTS = "text/article.xhtml", "text/facts.xhtml"
NIGHT = "html, body { background: #111 !important; color: #ddd !important }"
USER_FONT = '* { font-family: "DejaVu Sans", sans-serif !important }'
LARGE = "html { font-size: 200% !important }"
PLAIN = "html { }"

# Words of a table that stick out of it, or of the page: a table is one box on each page that it covers.
FIND_CLIPPED = """width => {
  const clipped = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, table = node.parentElement.closest('.table-wrap');
    if (!node.data.trim() || !table || node.parentElement.closest('thead')) continue;
    const pages = [...table.getClientRects()], range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const held = pages.some(page => page.width <= width && page.left - 1 <= box.left
        && box.right <= page.right + 1 && page.top - 1 <= box.top && box.bottom <= page.bottom + 1);
      if (box.width && !held) clipped.push(node.data);
    }
  }
  return clipped;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    require("chromium", "reading-systems")
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module", params=list(SYSTEMS))
def system(request: pytest.FixtureRequest, browser: Any, own_build: Build) -> Iterator[ReadingSystem]:
    kind = SYSTEMS[request.param]
    data = own_build.artifacts["epub"].data
    with serve(lambda path: kind.answer(path, data)) as address:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        opened = kind(page)
        opened.open(address)
        yield opened
        page.close()


@pytest.fixture(autouse=True)
def picture(request: pytest.FixtureRequest, system: ReadingSystem) -> Iterator[None]:
    yield
    folder = os.environ.get("TAQRIR_SCREENSHOTS")
    if folder:
        name = request.node.originalname.removeprefix("test_")
        system.photograph(Path(folder) / f"{system.name}-{name}.png")


def reload(system: ReadingSystem, target: str, css: str = PLAIN) -> None:
    """Show `target` in a fresh document under the reader's stylesheet `css`."""
    system.show("text/title.xhtml")
    system.show(target)
    system.style(css)


def test_the_book_runs_from_right_to_left_and_lists_what_is_in_it(
    system: ReadingSystem, own_build: Build
) -> None:
    described = system.describe()
    assert (described["direction"], described["language"]) == ("rtl", "ar")
    assert described["contents"] == len(own_build.edition.sections) and described["landmarks"] == 4
    folios = [start.folio for start in own_build.artifacts["pdf"].page_starts if start.folio]
    assert described["pages"] == folios
    if "first" in described:
        assert (described["first"], described["last"]) == (int(folios[0]), int(folios[-1]))


def test_the_left_arrow_goes_forward(system: ReadingSystem) -> None:
    reload(system, ARTICLE)
    start = system.progress()
    system.page.keyboard.press("ArrowLeft")
    system.settle()
    assert system.progress() > start
    system.page.keyboard.press("ArrowRight")
    system.settle()
    assert system.progress() == start


@pytest.mark.parametrize("element", ["p", "h1", "h2", "bdi", "td"])
def test_an_embedded_font_draws_every_letter(system: ReadingSystem, element: str) -> None:
    reload(system, ARTICLE)
    counts = system.count_glyphs(element)
    assert counts[True] > 20 and counts[False] == 0


def test_the_reader_chooses_the_font(system: ReadingSystem) -> None:
    reload(system, ARTICLE, USER_FONT)
    counts = system.count_glyphs("p")
    assert counts[True] == 0 and counts[False] > 1000


def test_the_reader_chooses_night(system: ReadingSystem) -> None:
    reload(system, FACTS, NIGHT)
    frame = system.find_frame("table.facts")
    looks = frame.evaluate(
        "() => [...document.querySelectorAll('h1, p, caption, th, td, td *, a')]"
        ".map(e => getComputedStyle(e)).map(s => [s.color, s.backgroundColor])"
    )
    assert len(looks) > 50
    assert {color for color, _ground in looks} == {"rgb(221, 221, 221)"}
    assert {ground for _color, ground in looks} == {"rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize(("target", "table"), [(FACTS, "table.facts"), (ARTICLE, "table.grid")])
def test_a_table_becomes_cards_whose_words_all_fit(system: ReadingSystem, target: str, table: str) -> None:
    reload(system, target, LARGE)
    frame = system.find_frame(table)
    show = "kind => getComputedStyle(document.querySelector(kind)).display"
    assert frame.evaluate(show, table) == "block"
    assert frame.evaluate(show, f"{table} .label") != "none"
    assert frame.evaluate(FIND_CLIPPED, WIDTH) == []


def test_a_page_of_the_page_list_has_the_first_words_of_the_printed_page(
    system: ReadingSystem, own_build: Build
) -> None:
    places = {
        entry.title: entry.target for entry in own_build.artifacts["epub"].outline if entry.kind == "page"
    }
    starts = [start for start in own_build.artifacts["pdf"].page_starts if start.words]
    assert len(starts) >= 3
    for start in starts:
        reload(system, places[start.folio])
        assert without_numbers(start.words) in without_numbers(system.read_visible()), start.folio


def without_numbers(text: str) -> str:
    """What is seen of `text`, without digits: marks of ours are numbers, and stand between the words."""
    return re.sub(r"\d+(?:[–+]\d+)?", "", keep_visible(text))


def test_the_pop_up_of_a_note_holds_the_note_alone(system: ReadingSystem, own_build: Build) -> None:
    if not isinstance(system, Foliate):
        pytest.skip("epub.js follows the link: it has no pop-ups")
    reload(system, f"{ARTICLE}#note-call-1")
    popup = system.open_note("note-call-1")
    (note,) = own_build.articles[0].document.footnotes
    assert (popup["type"], popup["direction"]) == ("footnote", "rtl")
    source = " ".join(own_build.articles[0].document.source[note.blocks[0].span].split())
    shown = " ".join(popup["text"].split())  # typography may change which space it is
    # Behind the note stand the numbers of the facts that stand on it.
    assert re.fullmatch(rf"1 {re.escape(source)}\d*", shown), shown


def test_marks_stand_after_the_number_that_ends_a_sentence(system: ReadingSystem) -> None:
    """Bare digits of a mark would join the number before it, and stand on its wrong side."""
    reload(system, ARTICLE)
    frame = system.find_frame("a.fact-mark")
    orders = frame.evaluate(
        "() => [...document.querySelectorAll('a.fact-mark')].map(mark => {"
        " const range = document.createRange(), before = mark.previousSibling;"
        " if (before?.nodeType !== Node.TEXT_NODE) return true;"
        " range.setStart(before, before.length - 1); range.setEnd(before, before.length);"
        " const [last, own] = [range.getBoundingClientRect(), mark.getBoundingClientRect()];"
        " return own.top > last.bottom || own.right <= last.left + 1 })"
    )
    assert len(orders) > 1 and all(orders)
