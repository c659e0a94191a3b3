# ruff: noqa: E501 -- one fault a line
"""Each fault of its own, put into a good book, is found by the checks; the good book has none.

The first part is the list on which EPUBCheck and epubcheck-ts were compared (44 faults), the second what
neither of them reports.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest

from report.checks import Article, Subject, load_checks
from report.errors import Finding, Severity
from report.facts import Ledger
from report.project import PublishingSettings
from report.writers import Artifact, WriterOptions, epub, pdf
from tests.unit.epub_samples import make_document, make_edition, make_renderer

Files = dict[str, bytes]
Change = Callable[[Files], None]

OPF, NCX, CSS = "EPUB/content.opf", "EPUB/toc.ncx", "EPUB/css/book.css"
COVER, NAV, ARTICLE, FACTS, NOTES = (
    f"EPUB/text/{name}.xhtml" for name in ("cover", "nav", "article", "facts", "notes")
)
PUBLISHING = PublishingSettings(certified_by="دار المثال")
END = "<p>خاتمة.</p>"


@cache
def write_good() -> tuple[Artifact, Artifact]:
    """The sample with a printed book, five columns of facts and a claim."""
    options = WriterOptions(paper="A5", publishing=PUBLISHING)
    edition, renderer = make_edition(width=5), make_renderer()
    (printed,) = pdf.write(edition, renderer, options, {})
    (book,) = epub.write(edition, renderer, options, MappingProxyType({"pdf": printed}))
    return printed, book


def run(data: bytes, printed: Artifact | None = None) -> list[Finding]:
    """What the checks of the e-book find in `data`."""
    good, book = write_good()
    printed = printed or good
    try:
        text = epub.read_text(data)
    except Exception:
        text = book.reading_text  # a book that cannot be read is found by another check
    document = make_document()
    subject = Subject(
        articles=(Article(document=document, ledger=Ledger(document.source)),),
        edition=make_edition(document, 5),
        renderer=make_renderer(),
        artifacts=MappingProxyType({"pdf": printed, "epub": replace(book, data=data, reading_text=text)}),
        publishing=PUBLISHING,
    )
    checks = [check for name, check in load_checks().items() if name.startswith("epub")]
    return [finding for check in checks for finding in check.check(subject)]


def read_files() -> Files:
    with zipfile.ZipFile(io.BytesIO(write_good()[1].data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def pack(files: Files, *, order: list[str] | None = None, kind: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name in order or files:
            entry = zipfile.ZipInfo(name, (2022, 1, 20, 0, 0, 0))
            deflate = name != "mimetype" or kind == "deflated"
            entry.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
            if name == "mimetype" and kind == "extra":
                entry.extra = b"UT\x05\x00\x03\x00\x00\x00\x00"
            container.writestr(entry, files[name])
    return stream.getvalue()


def sub(path: str, old: str, new: str, count: int = 1) -> Change:
    """Replace `old`, which must be there."""

    def change(files: Files) -> None:
        text = files[path].decode()
        assert old in text, (path, old)
        files[path] = text.replace(old, new, count).encode()

    return change


def rewrite(path: str, pattern: str, new: str) -> Change:
    def change(files: Files) -> None:
        text, count = re.subn(pattern, new, files[path].decode(), count=1, flags=re.DOTALL)
        assert count, (path, pattern)
        files[path] = text.encode()

    return change


def put(path: str, data: bytes) -> Change:
    return lambda files: files.__setitem__(path, data)


def together(*changes: Change) -> Change:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


def rename_facts(files: Files) -> None:
    name = "مقال.xhtml"
    files[f"EPUB/text/{name}"] = files.pop(FACTS)
    for path in (OPF, NAV, NCX, ARTICLE):
        files[path] = files[path].replace(b"facts.xhtml", name.encode())


def drop_licences(files: Files) -> None:
    for name in [name for name in files if name.endswith("licence.txt")]:
        del files[name]
    rewrite(OPF, r'(?:\s*<item href="fonts/[^"]*licence.txt"[^>]*>)+', "")(files)


def add_lexicon(spelling: str, said: str, links: bool = True) -> Change:
    """A lexicon of one word, that every document leads to or none."""
    lexeme = f"<lexeme><grapheme>{spelling}</grapheme><alias>{said}</alias></lexeme>"
    namespace = "http://www.w3.org/2005/01/pronunciation-lexicon"
    lexicon = f'<lexicon xmlns="{namespace}" version="1.0" alphabet="ipa" xml:lang="ar">{lexeme}</lexicon>'
    link = '<link rel="pronunciation" type="application/pls+xml" hreflang="ar" href="../speech/lexicon.pls"/>'

    def change(files: Files) -> None:
        files["EPUB/speech/lexicon.pls"] = lexicon.encode()
        sub(
            OPF,
            "</manifest>",
            '<item id="lexicon" href="speech/lexicon.pls" media-type="application/pls+xml"/></manifest>',
        )(files)
        sub(
            OPF,
            ">unlocked</meta>",
            '>unlocked</meta><meta property="schema:accessibilityFeature">ttsMarkup</meta>',
        )(files)
        for name in [name for name in files if links and name.endswith(".xhtml")]:
            sub(name, "</head>", f"{link}</head>")(files)

    return change


MODIFIED = '<meta property="dcterms:modified">2022-01-20T00:00:00Z</meta>'
SVG = "http://www.w3.org/2000/svg"

KNOWN: dict[str, tuple[str, Change]] = {
    "no time": ("package-is-complete", sub(OPF, MODIFIED, "")),
    "two times": ("package-is-complete", sub(OPF, MODIFIED, MODIFIED * 2)),
    "progression sideways": ("markup-has-direction", sub(OPF, 'progression-direction="rtl"', 'progression-direction="sideways"')),
    "no language": ("package-is-complete", sub(OPF, "<dc:language>ar<", "<dc:language>arabic language<")),
    "language with underscore": ("markup-has-direction", sub(ARTICLE, 'lang="ar" xml:lang="ar"', 'lang="ar_SA" xml:lang="ar_SA"')),
    "two languages": ("markup-has-direction", sub(ARTICLE, 'lang="ar" xml:lang="ar"', 'lang="en" xml:lang="ar"')),
    "html sideways": ("markup-has-direction", sub(ARTICLE, 'dir="rtl"', 'dir="sideways"')),
    "css direction": ("style-leaves-direction-to-markup", sub(CSS, "\np {", "\np { direction: rtl;")),
    "css unicode-bidi": ("style-leaves-direction-to-markup", sub(CSS, "\np {", "\np { unicode-bidi: embed;")),
    "css syntax": ("style-is-well-formed", sub(CSS, "\np {", "\np { margin: 0 } } p {")),
    "css names no font": ("fonts-are-those-named", sub(CSS, "Naskh-700.woff2", "Nope.woff2")),
    "font from a network": ("book-is-self-contained", sub(CSS, "../fonts/TaqrirNaskh-700.woff2", "https://example.org/a.woff2")),
    "type of a font": ("media-type-is-right", sub(OPF, 'media-type="font/ttf"', 'media-type="application/octet-stream"')),
    "fragment of the contents": ("link-leads-somewhere", sub(NAV, "article.xhtml#heading-1", "article.xhtml#nope")),
    "call to no note": ("link-leads-somewhere", sub(ARTICLE, "notes.xhtml#note-1", "notes.xhtml#note-99")),
    "link to no file": ("link-leads-somewhere", sub(ARTICLE, "notes.xhtml#note-1", "missing.xhtml")),
    "id twice": ("id-is-plain-and-used-once", sub(ARTICLE, 'id="heading-2"', 'id="heading-1"')),
    "pages out of order": (
        "pages-are-the-printed-ones",
        rewrite(NAV, r"(<li><a href=\"[^\"]*#page-3\">.*?</li>)\s*(<li><a href=\"[^\"]*#page-4\">.*?</li>)", r"\2\1"),
    ),
    "contents out of order": (
        "contents-follow-the-text",
        rewrite(NAV, r"(<li><a href=\"facts[^\"]*\">.*?</li>)\s*(<li><a href=\"notes[^\"]*\">.*?</li>)", r"\2\1"),
    ),
    "no contents": ("contents-follow-the-text", sub(NAV, 'epub:type="toc" role="doc-toc"', 'role="doc-toc"')),
    "empty entry": ("markup-is-in-its-place", sub(NAV, "<li>", "<li></li><li>")),
    "image without text": ("image-has-a-text", sub(COVER, " alt=", " data-alt=")),
    "unknown type": ("markup-is-in-its-place", sub(ARTICLE, 'epub:type="chapter"', 'epub:type="fasl"')),
    "no title": ("headings-are-in-order", rewrite(ARTICLE, "<title>.*?</title>", "")),
    "svg in small letters": (
        "markup-is-in-its-place",
        sub(ARTICLE, END, f'{END}<p><svg xmlns="{SVG}" viewbox="0 0 1 1"><lineargradient/></svg></p>'),
    ),
    "svg not said": (
        "media-type-is-right",
        sub(ARTICLE, END, f'{END}<p><svg xmlns="{SVG}" viewBox="0 0 1 1"><title>-</title></svg></p>'),
    ),
    "entity of HTML": ("epub-is-readable", sub(ARTICLE, END, f"{END}<p>&nbsp;</p>")),
    "control character": ("epub-is-readable", sub(ARTICLE, END, f"{END}<p>\x0b</p>")),
    "Arabic id": (
        "id-is-plain-and-used-once",
        together(sub(ARTICLE, 'id="heading-1"', 'id="فصل"'), sub(NAV, "#heading-1", "#فصل"), sub(NCX, "#heading-1", "#فصل")),
    ),
    "Arabic name of a file": ("epub-entries-are-listed-once", rename_facts),
    "spine names nothing": ("package-is-complete", sub(OPF, '<itemref idref="facts"/>', '<itemref idref="facts"/><itemref idref="zz"/>')),
    "spine names no NCX": ("package-is-complete", sub(OPF, 'toc="ncx"', 'toc="nonc"')),
    "file not in the manifest": ("epub-entries-are-listed-once", put("EPUB/text/extra.xhtml", b"<html/>")),
    "empty document": ("epub-is-readable", put(FACTS, b"")),
    "no claim": (
        "conformance-is-certified",
        together(rewrite(OPF, '<meta property="dcterms:conformsTo".*?</meta>', ""), rewrite(OPF, '<meta property="a11y:certifiedBy".*?</meta>', "")),
    ),
    "unknown property": ("package-is-complete", sub(OPF, '"pageBreakSource"', '"pageBrakeSource"')),
    "claim of a draft": ("conformance-is-certified", sub(OPF, "Accessibility 1.1", "Accessibility 1.2")),
    "cell outside a row": ("markup-is-in-its-place", sub(FACTS, '<tbody role="rowgroup">', '<tbody role="rowgroup"><td role="cell">5</td>')),
    "paragraph in a paragraph": ("markup-is-in-its-place", sub(ARTICLE, END, f"{END}<p><p>5</p></p>")),
    "role of another element": ("markup-is-in-its-place", sub(ARTICLE, END, f'{END}<p><span role="doc-chapter">5</span></p>')),
}  # fmt: skip

UNSEEN: dict[str, tuple[str, Change]] = {
    "lost paragraph": ("epub-text-is-the-source", sub(ARTICLE, END, "")),
    "lost letter": ("epub-text-is-the-source", sub(ARTICLE, "خاتمة.", "خاتم.")),
    "space inside a word": ("epub-text-is-the-source", sub(ARTICLE, "<strong>ال</strong><em>", "<strong>ال</strong> <em>")),
    "text in another place": ("epub-text-is-the-source", together(sub(ARTICLE, END, ""), sub(ARTICLE, "</header>", f"</header>{END}"))),
    "bare Latin": ("latin-run-is-isolated", rewrite(ARTICLE, r"<bdi [^>]*>CSTO</bdi>", "CSTO")),
    "override": ("latin-run-is-isolated", sub(ARTICLE, "خاتمة.", "\u202bخاتمة.\u202c")),
    "title without direction": ("markup-has-direction", sub(OPF, '<dc:title id="main-title" xml:lang="ar" dir="rtl">', "<dc:title>")),
    "claim of no one": ("conformance-is-certified", rewrite(OPF, '<meta property="a11y:certifiedBy".*?</meta>', "")),
    "claim without Level": ("conformance-is-certified", sub(OPF, "WCAG 2.2 Level AA", "WCAG 2.2 AA")),
    "feature that is not there": (
        "accessibility-is-as-said",
        sub(OPF, ">unlocked</meta>", '>unlocked</meta><meta property="schema:accessibilityFeature">index</meta>'),
    ),
    "feature not said": ("accessibility-is-as-said", sub(OPF, '<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>', "")),
    "no hazard": ("accessibility-is-as-said", sub(OPF, '<meta property="schema:accessibilityHazard">none</meta>', "")),
    "summary in no language": ("accessibility-is-as-said", rewrite(OPF, '(<meta property="schema:accessibilitySummary") xml:lang="ar"', r"\1")),
    "another printed book": ("pages-are-the-printed-ones", rewrite(OPF, '(<meta property="pageBreakSource">)[^<]*', r"\1urn:isbn:9780000000002")),
    "marker of another page": ("pages-are-the-printed-ones", sub(ARTICLE, 'aria-label="4"', 'aria-label="5"')),
    "marker at other words": (
        "pages-are-the-printed-ones",
        together(rewrite(ARTICLE, '<span id="page-4"[^>]*></span>', ""), sub(ARTICLE, END, '<span id="page-4" epub:type="pagebreak" role="doc-pagebreak" aria-label="4"></span>' + END)),
    ),
    "marker in a heading": (
        "pages-are-the-printed-ones",
        sub(ARTICLE, '<h2 id="heading-1">', '<h2 id="heading-1"><span id="page-9" epub:type="pagebreak" role="doc-pagebreak" aria-label="9"></span>'),
    ),
    "page without a marker": ("pages-are-the-printed-ones", rewrite(ARTICLE, '<span id="page-4"[^>]*></span>', "")),
    "second h1": ("headings-are-in-order", sub(ARTICLE, '<h2 id="heading-1">لماذا &amp; كيف؟</h2>', '<h1 id="heading-1">لماذا &amp; كيف؟</h1>')),
    "skipped heading": ("headings-are-in-order", together(sub(ARTICLE, "<h3", "<h5"), sub(ARTICLE, "</h3>", "</h5>"))),
    "landmark missing": ("contents-follow-the-text", rewrite(NAV, r'<li><a epub:type="bodymatter".*?</li>', "")),
    "NCX leads elsewhere": ("contents-follow-the-text", sub(NCX, "article.xhtml#heading-1", "article.xhtml#article")),
    "mark that joins a number": ("mark-is-isolated", sub(ARTICLE, 'class="fact-mark" data-ours="" dir="rtl"', 'class="fact-mark" data-ours=""')),
    "digits of another family": (
        "numbers-are-of-one-family",
        rewrite(NOTES, r'(<a class="note-number"[^>]*>)2<', r"\1٢<"),
    ),
    "notes before the text": (
        "note-leads-back",
        together(
            sub(OPF, '<itemref idref="notes"/>', ""),
            sub(OPF, '<itemref idref="article"/>', '<itemref idref="notes"/><itemref idref="article"/>'),
        ),
    ),
    "labels alike": ("note-leads-back", rewrite(NOTES, r'aria-label="[^"]*2[^"]*"', 'aria-label="العودة إلى موضع الحاشية 1 في النص"')),
    "note leads to another call": ("note-leads-back", sub(NOTES, "#note-call-2", "#note-call-1")),
    "table without caption": ("table-reads-as-cards", rewrite(FACTS, "<caption.*?</caption>", "")),
    "header without scope": ("table-reads-as-cards", sub(FACTS, ' scope="row"', "")),
    "cell without role": ("table-reads-as-cards", sub(FACTS, '<td role="cell"', "<td")),
    "five columns": ("table-reads-as-cards", sub(FACTS, '<td role="cell" class="details">', '<td role="cell">5</td><td role="cell" class="details">')),
    "fact without sentence": ("fact-leads-to-its-sentence", sub(FACTS, 'href="article.xhtml#sentence-1"', 'href="facts.xhtml#facts"')),
    "sentence without fact": ("fact-leads-to-its-sentence", rewrite(ARTICLE, r'<a class="fact-mark".*?</a>', "")),
    "white ground": ("style-leaves-the-page-to-the-reader", sub(CSS, "body {", "body { background-color: #fff;")),
    "ink": ("style-leaves-the-page-to-the-reader", sub(CSS, "\np {", "\np { color: black;")),
    "size of the text": ("style-leaves-the-page-to-the-reader", sub(CSS, "body {", "body { font-size: 110%;")),
    "margin at the left": ("style-leaves-direction-to-markup", sub(CSS, "\np {", "\np { margin-left: 1em;")),
    "text at the left": ("style-leaves-direction-to-markup", sub(CSS, "text-align: start", "text-align: left")),
    "letters apart": ("style-keeps-words-whole", sub(CSS, "\np {", "\np { letter-spacing: .1em;")),
    "slanted letters": ("style-keeps-words-whole", sub(CSS, "font-style: normal; font-weight: bold", "font-style: italic")),
    "no licence": (
        "fonts-are-those-named",
        drop_licences,
    ),
    "letter of no font": ("embedded-fonts-draw-the-text", sub(NOTES, "حاشية ثانية.", "حاشية ثانية. ↩漢")),
    "damaged font": ("embedded-fonts-draw-the-text", put("EPUB/fonts/TaqrirNaskh-400.ttf", b"\x00\x01\x00\x00" + b"x" * 90)),
    "type of an image": ("media-type-is-right", sub(OPF, 'media-type="image/png" properties', 'media-type="image/jpeg" properties')),
    "script": ("book-is-self-contained", sub(ARTICLE, END, f"{END}<script>x()</script>")),
    "event": ("book-is-self-contained", sub(ARTICLE, END, f'{END}<p onclick="x()">5</p>')),
    "image from a network": ("book-is-self-contained", rewrite(ARTICLE, r'src="\.\./images/image-1.png"', 'src="https://example.org/a.png"')),
    "encryption": ("book-is-self-contained", put("META-INF/encryption.xml", b"<encryption/>")),
    "lexicon that no document leads to": ("lexicon-is-of-the-book", add_lexicon("An-124", "خاتمة", links=False)),
    "word of no book in the lexicon": ("lexicon-is-of-the-book", add_lexicon("An-22", "خاتمة")),
    "invented pronunciation": ("lexicon-is-of-the-book", add_lexicon("An-124", "أنتونوف")),
    "abbreviation said as another": ("lexicon-is-of-the-book", add_lexicon("كم", "خاتمة")),
    "lexicon that is not XML": ("lexicon-is-of-the-book", together(add_lexicon("An-124", "خاتمة"), sub("EPUB/speech/lexicon.pls", "</lexeme>", ""))),
    "lexicon of another version": ("lexicon-is-of-the-book", together(add_lexicon("An-124", "خاتمة"), sub("EPUB/speech/lexicon.pls", '"1.0"', '"2.0"'))),
    "guide": ("package-is-complete", sub(OPF, "</package>", "<guide/></package>")),
    "EPUB 2": ("package-is-complete", sub(OPF, 'version="3.0"', 'version="2.0"')),
    "another identifier": ("package-is-complete", sub(OPF, ">urn:uuid:", ">urn:uuid:0")),
    "no container": ("epub-is-readable", put("META-INF/container.xml", b"")),
    "document twice in the spine": ("package-is-complete", sub(OPF, '<itemref idref="facts"/>', '<itemref idref="facts"/>' * 2)),
}  # fmt: skip

assert len(KNOWN) == 40


def test_the_good_book_has_no_finding() -> None:
    assert run(write_good()[1].data) == []
    assert run(pack(read_files())) == []


@pytest.mark.parametrize("name", [*KNOWN, *UNSEEN])
def test_a_fault_is_found(name: str) -> None:
    rule, change = {**KNOWN, **UNSEEN}[name]
    files = read_files()
    change(files)
    findings = run(pack(files))
    assert rule in {finding.rule for finding in findings if finding.severity is Severity.ERROR}, findings


def test_a_good_lexicon_has_no_finding() -> None:
    files = read_files()
    add_lexicon("An-124", "خاتمة")(files)
    assert run(pack(files)) == []


@pytest.mark.parametrize("kind", ["last", "deflated", "extra"])
def test_a_mimetype_in_another_form(kind: str) -> None:
    files = read_files()
    order = [*list(files)[1:], "mimetype"] if kind == "last" else list(files)
    rules = [finding.rule for finding in run(pack(files, order=order, kind=kind))]
    assert rules == ["mimetype-is-first-and-stored"]


def test_a_printed_book_that_calls_itself_otherwise() -> None:
    printed, book = write_good()
    name = make_edition().metadata.identifier.encode()
    renamed = replace(printed, data=printed.data.replace(name, name[::-1]))
    assert renamed.data != printed.data
    findings = run(book.data, printed=renamed)
    assert [str(finding.message) for finding in findings] == [f"the PDF does not call itself {name.decode()}"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_entry_twice() -> None:
    files = read_files()
    findings = run(pack(files, order=[*files, ARTICLE]))
    assert {finding.rule for finding in findings} == {"epub-entries-are-listed-once"}
