"""Two reading systems in a headless Chromium, each driven through one small class.

Both run from `tests/node_modules` and see nothing but a server on the loopback. What is asked of both: open a
document, turn pages with the arrow keys, restyle as a reader does, and tell which font drew the letters.
"""

from __future__ import annotations

import http.server
import shutil
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Frame, Page, sync_playwright

MODULES = Path(__file__).parents[1] / "node_modules"
WIDTH, HEIGHT = 540, 720
"""CSS pixels of a screen of six inches."""

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
_TYPES = {".js": "text/javascript", ".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml"}
_WAIT = 60_000

Answer = tuple[str, bytes]


@contextmanager
def serve(answer: Callable[[str], Answer | None]) -> Iterator[str]:
    """A server on the loopback that gives what `answer` makes of a path: a media type and bytes."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = answer(self.path.partition("?")[0])
            self.send_response(200 if found else 404)
            media_type, data = found or ("text/plain", b"")
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def open_browser() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_ARGUMENTS))
        yield browser
        browser.close()


class ReadingSystem(ABC):
    """What both have in common; `page` is the browser's."""

    name: ClassVar[str]

    def __init__(self, page: Page) -> None:
        self.page = page

    def ask(self, script: str, argument: object = None) -> Any:
        return self.page.evaluate(script, argument)

    def wait(self, script: str, argument: object = None, frame: Frame | None = None) -> Any:
        """Ask again until it is true: `wait_for_function` needs `eval`, which foliate's page forbids."""
        for _ in range(_WAIT // 100):
            answer = (frame or self.page).evaluate(script, argument)
            if answer:
                return answer
            self.page.wait_for_timeout(100)
        raise AssertionError(f"never came true: {script}")

    def settle(self) -> None:
        """Wait until the place is the same in two looks: pages move with an animation."""
        before = None
        for _ in range(_WAIT // 200):
            self.page.wait_for_timeout(200)
            now = self.place()
            if now == before:
                return
            before = now
        raise AssertionError("the page does not come to rest")

    @abstractmethod
    def open(self, address: str) -> None: ...

    @abstractmethod
    def show(self, target: str) -> None:
        """Go to a place of the book, "text/article.xhtml#heading-1"."""

    @abstractmethod
    def place(self) -> Any:
        """Where the reader is, in the system's own terms."""

    @abstractmethod
    def progress(self) -> float:
        """A number that grows as the reader goes forward in a document."""

    @abstractmethod
    def read_visible(self) -> str:
        """The words that can be seen."""

    @abstractmethod
    def style(self, css: str) -> None:
        """Restyle the document that is open, as the reader's own settings do."""

    @abstractmethod
    def describe(self) -> dict[str, Any]:
        """Direction, language and lists of the book, as the system understood them."""

    def find_frame(self, selector: str) -> Frame:
        """The frame of the book that shows an element of this kind."""
        for _ in range(_WAIT // 100):
            for frame in self.page.frames[1:]:
                if not frame.is_detached() and frame.evaluate("s => !!document.querySelector(s)", selector):
                    return frame
            self.page.wait_for_timeout(100)
        raise AssertionError(f"no frame shows {selector}")

    def count_glyphs(self, selector: str) -> dict[bool, int]:
        """How many glyphs an embedded font drew, and how many another, as Chromium itself counts them."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        counts = {True: 0, False: 0}
        for node in _iterate_nodes(root, selector, inside=False):
            for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
                counts[bool(font["isCustomFont"])] += int(font["glyphCount"])
        session.detach()
        return counts

    def photograph(self, path: Path) -> None:
        self.page.screenshot(path=str(path))


def _iterate_nodes(node: Mapping[str, Any], name: str, *, inside: bool) -> Iterator[int]:
    """The nodes of an element's name inside frames."""
    if inside and node.get("localName") == name:
        yield node["nodeId"]
    for key in ("children", "shadowRoots"):
        for child in node.get(key, ()):
            yield from _iterate_nodes(child, name, inside=inside)
    if "contentDocument" in node:
        yield from _iterate_nodes(node["contentDocument"], name, inside=True)


class Foliate(ReadingSystem):
    """foliate-js with the reader that it comes with."""

    name = "foliate"

    @staticmethod
    def answer(path: str, book: bytes) -> Answer | None:
        if path == "/book.epub":
            return "application/epub+zip", book
        file = MODULES / "foliate-js" / path.lstrip("/")
        if not file.is_file():
            return None
        return _TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes()

    def open(self, address: str) -> None:
        self.page.goto(f"{address}/reader.html?url=/book.epub")
        self.wait("() => !!globalThis.reader?.view?.lastLocation")
        self.settle()

    def show(self, target: str) -> None:
        self.ask("target => reader.view.goTo('EPUB/' + target)", target)
        self.settle()

    def place(self) -> Any:
        return self.ask(
            "() => { const l = reader.view.lastLocation;"
            " return [l.section.current, l.fraction, l.pageItem?.label ?? ''] }"
        )

    def progress(self) -> float:
        return float(self.place()[1])

    def read_visible(self) -> str:
        return str(self.ask("() => reader.view.lastLocation.range.toString()"))

    def style(self, css: str) -> None:
        self.ask("css => reader.view.renderer.setStyles(css)", css)
        self.settle()

    def describe(self) -> dict[str, Any]:
        return dict(
            self.ask(
                "() => { const b = reader.view.book; return {direction: b.dir, language: b.metadata.language,"
                " contents: b.toc.length, landmarks: b.landmarks.length,"
                " pages: b.pageList.map(page => page.label)} }"
            )
        )

    def open_note(self, call: str) -> dict[str, Any]:
        """What the pop-up of a call holds, as foliate's own handler makes it."""
        self.ask(
            "async () => { const {FootnoteHandler} = await import('./footnotes.js');"
            " const handler = new FootnoteHandler(); globalThis.notes = [];"
            " handler.addEventListener('before-render', e => { const view = e.detail.view;"
            "  view.style.width = '300px'; view.style.height = '200px'; document.body.append(view) });"
            " handler.addEventListener('render', e => {"
            "  const doc = e.detail.view.renderer.getContents()[0].doc;"
            "  notes.push({type: e.detail.type, direction: doc.documentElement.dir,"
            "   text: doc.body.textContent.trim()}) });"
            " reader.view.addEventListener('link', e => handler.handle(reader.view.book, e)) }"
        )
        frame = self.find_frame(f"#{call}")
        frame.evaluate("id => document.getElementById(id).click()", call)
        self.wait("() => globalThis.notes.length > 0")
        return dict(self.ask("() => notes[0]"))


class EpubJs(ReadingSystem):
    """epub.js 0.3 with a page of ours that turns by the arrow keys as its examples do."""

    name = "epub.js"
    PAGE = """<!doctype html><meta charset="utf-8"><style>html,body{margin:0}</style><div id="area"></div>
<script src="/jszip.min.js"></script><script src="/epub.js"></script><script>
addEventListener('keyup', event => {
  const forward = book.packaging.metadata.direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  if (event.key === forward) rendition.next()
  else if (event.key.startsWith('Arrow')) rendition.prev()
})</script>"""

    @classmethod
    def answer(cls, path: str, book: bytes) -> Answer | None:
        files = {
            "/jszip.min.js": MODULES / "jszip/dist/jszip.min.js",
            "/epub.js": MODULES / "epubjs/dist/epub.min.js",
        }
        if path == "/":
            return "text/html", cls.PAGE.encode()
        if path == "/book.epub":
            return "application/epub+zip", book
        return ("text/javascript", files[path].read_bytes()) if path in files else None

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.ask(
            "async ([width, height]) => { globalThis.book = ePub('/book.epub'); await book.ready;"
            " const options = {width, height, flow: 'paginated', spread: 'none'};"
            " globalThis.rendition = book.renderTo('area', options);"
            " await rendition.display() }",
            [WIDTH, HEIGHT],
        )

    def show(self, target: str) -> None:
        self.ask("target => rendition.display(target)", target)
        self.settle()

    def place(self) -> Any:
        return self.ask(
            "async () => { const l = await rendition.currentLocation();"
            " return [l.start.href, l.start.displayed.page, rendition.manager.container.scrollLeft] }"
        )

    def progress(self) -> float:
        return float(self.place()[1])

    def read_visible(self) -> str:
        return str(
            self.ask(
                "async () => { const l = await rendition.currentLocation();"
                " const places = [l.start.cfi, l.end.cfi].map(place => book.getRange(place));"
                " const [first, last] = await Promise.all(places);"
                " const range = first.cloneRange(); range.setEnd(last.endContainer, last.endOffset);"
                " return range.toString() }"
            )
        )

    def style(self, css: str) -> None:
        self.ask(
            "css => { for (const contents of rendition.getContents()) {"
            " const sheet = contents.document.createElement('style'); sheet.textContent = css;"
            " contents.document.head.append(sheet) } }",
            css,
        )
        self.settle()

    def describe(self) -> dict[str, Any]:
        return dict(
            self.ask(
                "() => ({direction: book.packaging.metadata.direction,"
                " language: book.packaging.metadata.language,"
                " contents: book.navigation.toc.length, landmarks: book.navigation.landmarks.length,"
                " first: book.pageList.firstPage, last: book.pageList.lastPage,"
                " pages: book.pageList.pageList.map(page => String(page.page))})"
            )
        )


SYSTEMS: dict[str, type[Foliate] | type[EpubJs]] = {"foliate": Foliate, "epub.js": EpubJs}
