"""The structure tree of small pages, and that of our own article."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING

import pikepdf
import pytest

from report.weasy import memory_url
from tests.conftest import Golden
from tests.pdf_structure import dump_structure, read_marked_content
from tests.unit.epub_samples import PIXEL
from tests.unit.weasy_samples import lay_out, paint_pages, print_pages

if TYPE_CHECKING:
    from report.pipeline import Build


def dump(body: str, css: str = "") -> str:
    return dump_structure(print_pages(body, css=css)).removeprefix("Document\n")


def tree(text: str) -> str:
    return textwrap.indent(textwrap.dedent(text).lstrip("\n"), "  ")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<section><h1>عنوان</h1><p>نص</p><article><h2>آخر</h2></article></section>",
            """
            Sect
              H1 «عنوان»
              P «نص»
              Art
                H2 «آخر»
            """,
        ),
        # A text right inside a group is a paragraph; what is only layout adds nothing.
        (
            "<div><div>نص</div><section>نص <b>غليظ</b><p>فقرة</p>نص</section></div>",
            """
            P «نص»
            Sect
              P «نص غليظ»
              P «فقرة»
              P «نص»
            """,
        ),
        (
            '<blockquote><p>قول</p></blockquote><pre dir="ltr"><code>x = 1</code></pre><p><code>y</code></p>',
            """
            BlockQuote
              P «قول»
            P
              Code «x = 1»
            P
              Code «y»
            """,
        ),
        # Languages.
        (
            '<p>طائرة <bdi lang="en" dir="ltr">Boeing</bdi> <i lang="ar">نص</i></p><p lang="en">Text</p>'
            '<div lang="fr"><p>Texte</p></div>',
            """
            P «طائرة»
              Span [en] «Boeing»
              «نص»
            P [en] «Text»
            Div [fr]
              P «Texte»
            """,
        ),
        # Lists, one in another.
        (
            "<ol><li>أول</li><li>ثان<ul><li>داخل</li></ul></li></ol>",
            """
            L ListNumbering=Decimal
              LI
                Lbl «-»
                LBody «أول»
              LI
                Lbl «-»
                LBody «ثان»
                  L ListNumbering=Disc
                    LI
                      Lbl «◦»
                      LBody «داخل»
            """,
        ),
        # Tables: the scope of each header, cells that span, a caption, an empty cell.
        (
            """<table><caption>جدول</caption><thead><tr><th>أ</th><th scope="col">ب</th></tr></thead>
            <tbody><tr><th scope="row">١</th><td>٢</td></tr><tr><td colspan="2">٣</td></tr>
            <tr><td></td><td>٤</td></tr></tbody></table>""",
            """
            Table
              Caption «جدول»
              THead
                TR
                  TH Scope=Column «أ»
                  TH Scope=Column «ب»
              TBody
                TR
                  TH Scope=Row «١»
                  TD «٢»
                TR
                  TD ColSpan=2 «٣»
                TR
                  TD
                  TD «٤»
            """,
        ),
        # Links: to a place in the book, to elsewhere, to nowhere.
        (
            '<p id="x">هنا <a href="#x">داخل</a> <a href="https://example.org/">خارج</a> <a>لا</a></p>',
            """
            P «هنا»
              Reference
                Link «داخل»
                  → x (داخل)
              Link «خارج»
                → https://example.org/ (خارج)
              «لا»
            """,
        ),
        # Contents.
        (
            '<ol role="doc-toc"><li><a href="#x">باب</a><span class="leader"></span></li></ol>'
            '<h1 id="x">باب</h1>',
            """
            TOC
              TOCI
                Lbl «-»
                P
                  Reference
                    Link «باب»
                      → x (باب)
                  «1»
            H1 «باب»
            """,
        ),
    ],
)  # fmt: skip
def test_elements_become_structure(body: str, expected: str) -> None:
    css = "ol { list-style-type: '-' } .leader::after { content: leader(' . ') counter(page) }"
    assert dump(body, css) == tree(expected)


NOTES_CSS = """
    .note { float: footnote; footnote-display: block }
    .note::footnote-call, .note::footnote-marker { content: attr(data-number) }
"""


def test_a_note_follows_the_block_that_calls_it() -> None:
    body = """<p>قال<span class="note" id="n1" data-number="1" aria-label="أولى">حاشية</span> ثم
        سكت<span class="note" id="n2" data-number="2" aria-label="ثانية">أخرى</span>.</p><p>بعد</p>"""
    assert dump(body, NOTES_CSS) == tree(
        """
        P «قال»
          Reference
            Link «1»
              → n1 (أولى)
          «ثم سكت»
          Reference
            Link «2»
              → n2 (ثانية)
          «.»
        Note
          Lbl
            Link «1»
              → n1-call (أولى)
          «حاشية»
        Note
          Lbl
            Link «2»
              → n2-call (ثانية)
          «أخرى»
        P «بعد»
        """
    )


def test_a_note_of_a_cell_stands_in_it() -> None:
    body = '<table><tr><td>قال<span class="note" id="n1" data-number="1">حاشية</span></td></tr></table>'
    lines = dump(body, NOTES_CSS).splitlines()
    assert lines.index("          Note") > lines.index("        TD «قال»")


def test_an_image_is_a_figure_with_its_words_and_a_place() -> None:
    address = memory_url("a.png")
    body = f"""<figure><img src="{address}" alt="نقطة" style="display: block; width: 10pt; height: 10pt"/>
        <figcaption>تعليق</figcaption></figure><p>نص <img src="{address}" alt=""/></p>"""
    data = paint_pages(lay_out(body, resources={"a.png": PIXEL})).data
    assert dump_structure(data) == "Document\n" + tree(
        """
        Sect
          Figure (نقطة)
          Caption «تعليق»
        P «نص»
        """
    )
    with pikepdf.open(io.BytesIO(data)) as file:
        (figure,) = (item for item in file.objects if is_element(item, "/Figure"))
        left, bottom, right, top = map(float, figure.A.BBox)
    assert (right - left, top - bottom) == pytest.approx((10, 10), abs=0.01)
    assert 0 < left < right < 300 and 100 < bottom < top < 200


def is_element(item: object, kind: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/S") == kind


# Over pages.


def test_a_paragraph_on_several_pages_is_one() -> None:
    text = "كلمة " * 300
    lines = dump(f"<section><p>{text}</p><p>بعد</p></section>").splitlines()
    assert [line.split()[0] for line in lines] == ["Sect", "P", "P"]
    assert int(lines[1].split()[-1]) == pytest.approx(len(text), abs=3)


def test_a_table_on_several_pages_is_one_with_one_head() -> None:
    rows = "".join(f"<tr><td>صف {number}</td></tr>" for number in range(40))
    css = "thead { display: table-header-group }"
    data = print_pages(f"<table><thead><tr><th>رأس</th></tr></thead><tbody>{rows}</tbody></table>", css=css)
    lines = dump_structure(data).splitlines()
    assert len(pikepdf.open(io.BytesIO(data)).pages) > 2
    for kind in ("Table", "THead", "TBody", "TH"):
        assert sum(line.split()[0] == kind for line in lines) == 1
    assert sum(line.split()[0] == "TD" for line in lines) == 40


def test_blocks_have_ids_that_the_tree_lists() -> None:
    with pikepdf.open(io.BytesIO(print_pages("<h1>أ</h1><p>ب</p><ul><li>ج</li></ul>"))) as file:
        names = file.Root.StructTreeRoot.IDTree.Names
        ids = [str(names[index]) for index in range(0, len(names), 2)]
        assert ids == sorted(set(ids))
        for index in range(0, len(names), 2):
            assert names[index] == names[index + 1].ID
        assert {str(names[index + 1].S) for index in range(0, len(names), 2)} == {"/H1", "/P", "/LBody"}


# Artifacts.


ARTIFACTS_CSS = """
    @page { @top-center { content: 'رأس' } @bottom-center { content: counter(page) } }
    .leader::after { content: leader(' . ') '9' }
"""


def test_running_heads_folios_and_leaders_are_artifacts() -> None:
    data = print_pages('<p>نص<span class="leader"></span></p>', css=ARTIFACTS_CSS)
    with pikepdf.open(io.BytesIO(data)) as file:
        commands = pikepdf.parse_content_stream(file.pages[0])
        properties = [
            command.operands[1]
            for command in commands
            if str(command.operator) == "BDC" and command.operands[0] == "/Artifact"
        ]
        kinds = {(str(one.Type), str(one.get("/Subtype", ""))) for one in properties}
    assert kinds == {("/Pagination", "/Header"), ("/Pagination", "/Footer"), ("/Layout", "")}
    assert dump_structure(data) == "Document\n  P «نص9»\n"
    outside = read_marked_content(data)[0, -1]
    assert "رأس" in outside and "1" in outside


def test_what_is_not_to_be_read_aloud_is_an_artifact() -> None:
    data = print_pages('<p>نص</p><aside aria-hidden="true"><p>مكرر</p></aside>')
    assert dump_structure(data) == "Document\n  P «نص»\n"
    assert "مكرر" in read_marked_content(data)[0, -1]


def test_every_text_is_inside_the_structure_or_an_artifact() -> None:
    """Nothing is painted in between (ISO 14289-1, 7.1)."""
    body = f"<ul><li>بند</li></ul><table><tr><td>خانة</td></tr></table><p>{'كلمة ' * 90}</p>"
    with pikepdf.open(io.BytesIO(print_pages(body, css=ARTIFACTS_CSS))) as file:
        for page in file.pages:
            depth = 0
            for command in pikepdf.parse_content_stream(page):
                operator = str(command.operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
                assert depth or operator not in ("Tj", "TJ", "Do", "f", "S", "sh")


# PDF 2.0.


def print_second(body: str, css: str = "") -> pikepdf.Pdf:
    pages = lay_out(body, css=css, variant="pdf/a-4f")
    return pikepdf.open(io.BytesIO(paint_pages(pages, variant="pdf/a-4f").data))


def test_places_are_named_by_element_as_well() -> None:
    body = '<h1 id="a">أول</h1><h2 id="b">ثان</h2><p id="c"><a href="#b">إلى</a></p>'
    with print_second(body) as file:
        names = file.Root.Names.Dests.Names
        places = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}
        first = file.Root.Outlines.First
        assert (str(places["a"].SD[0].S), str(places["c"].SD[0].S)) == ("/H1", "/P")
        assert places["b"].SD[0].objgen == first.First.A.SD[0].objgen
        assert first.A.S == "/GoTo" and str(first.A.SD[0].S) == "/H1"
        for place in places.values():
            assert place.D[0].Type == "/Page" and list(place.D)[1:] == list(place.SD)[1:]


def test_references_and_notes_know_each_other() -> None:
    body = """<p>قال<span class="note" id="n" data-number="1">حاشية</span> ثم <a href="#n">مرة أخرى</a></p>"""
    with print_second(body, NOTES_CSS) as file:
        (note,) = (item for item in file.objects if is_element(item, "/FENote"))
        references = [item for item in file.objects if is_element(item, "/Reference")]
        assert note.A.NoteType == "/Footnote"
        assert note.NS.NS == file.Root.StructTreeRoot.K[0].NS.NS == "http://iso.org/pdf2/ssn"
        assert [item.objgen for item in note.Ref] == [item.objgen for item in references]
        assert [item.Ref[0].objgen for item in references] == [note.objgen] * 2


# The whole book.


def test_our_own_article_reads_as_it_was_written(own_build: Build, golden: Golden) -> None:
    lines = dump_structure(own_build.artifacts["pdf"].data).splitlines()
    start = lines.index("    Art")
    end = next(at for at in range(start + 1, len(lines)) if not lines[at].startswith("      "))
    golden("structure/own-article.txt", textwrap.dedent("\n".join(lines[start:end])) + "\n")
