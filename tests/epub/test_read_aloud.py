"""A reading system plays the recording, and marks the words of each cue in their turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from report.pipeline import build
from report.project import load_project
from tests.epub.audio import write_project
from tests.epub.readers import HEIGHT, WIDTH, Foliate, open_browser, serve
from tests.tools import require


@pytest.fixture
def system(tmp_path: Path) -> Iterator[Foliate]:
    require("chromium", "reading-systems")
    made = build(load_project(write_project(tmp_path / "project", outputs=("epub",))))
    data = made.artifacts["epub"].data
    with open_browser() as browser, serve(lambda path: Foliate.answer(path, data)) as address:
        opened = Foliate(browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}))
        opened.open(address)
        yield opened


def test_the_words_that_are_heard_are_marked(system: Foliate) -> None:
    system.show("text/article.xhtml")
    system.ask(
        "() => { globalThis.heard = []; const { view } = reader;"
        " const name = view.book.media.activeClass, { doc } = view.renderer.getContents()[0];"
        " new MutationObserver(changes => changes.map(change => change.target)"
        "  .filter(element => element.classList.contains(name) && heard.at(-1)?.[0] !== element.id)"
        "  .forEach(element => heard.push([element.id, element.textContent.trim()]))"
        " ).observe(doc, { subtree: true, attributeFilter: ['class'] });"
        " view.mediaOverlay.addEventListener('error', e => heard.push([String(e.detail)]));"
        " view.mediaOverlay.start(view.book.sections.findIndex(s => s.id.endsWith('article.xhtml'))) }"
    )
    system.wait("() => heard.length >= 3")
    assert system.ask("() => heard.slice(0, 3)") == [
        ["cue-1", "رحلة الكراكي"],
        ["cue-2", "أول الرحلة"],
        ["cue-3", "طارت ثلاثة كراكي من الشجرة."],
    ]
