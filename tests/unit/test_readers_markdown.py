from __future__ import annotations

from typing import Any

import pytest

from report.document import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Figure,
    Grid,
    Heading,
    Hints,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    NoteReference,
    Paragraph,
    Source,
    Strong,
    Text,
    ThematicBreak,
    read_inlines,
)
from report.errors import LimitError, ReportError, SourceError
from report.readers import read

FRONT = "---\ntitle: عنوان\n---\n"


def read_markdown(text: str) -> Document:
    return read(Source.from_text(text, path="a.md"), Hints())


def read_body(text: str) -> Document:
    return read_markdown(FRONT + text)


def refuse(text: str, kind: type[ReportError] = SourceError) -> tuple[str, str]:
    """What the reader says against `text`, and where."""
    with pytest.raises(kind) as caught:
        read_markdown(text)
    return str(caught.value), str(caught.value.location).removeprefix("a.md:")


def show(document: Document, inlines: tuple[Inline, ...]) -> list[Any]:
    """Runs as (text, what is written for it), elements as (name, what is written, children)."""
    shown: list[Any] = []
    for inline in inlines:
        assert not isinstance(inline, str)
        written = document.source[inline.span]  # type: ignore[union-attr]
        if isinstance(inline, Text):
            shown.append((inline.text, written))
        elif isinstance(inline, Code):
            shown.append(("code", inline.text, written))
        elif isinstance(inline, Emphasis | Strong | Link):
            name = inline.href if isinstance(inline, Link) else type(inline).__name__.lower()
            shown.append((name, written, show(document, inline.children)))
        elif isinstance(inline, LineBreak):
            shown.append(("break", written))
        elif isinstance(inline, NoteReference):
            shown.append(("note", inline.label, written))
    return shown


def show_first(text: str) -> list[Any]:
    document = read_body(text)
    block = document.blocks[0]
    while isinstance(block, BlockQuote | ListBlock):
        block = block.blocks[0] if isinstance(block, BlockQuote) else block.items[0].blocks[0]
    assert isinstance(block, Paragraph | Heading)
    return show(document, block.inlines)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("نص", [("نص", "نص")]),
        ("  نص  ", [("نص", "نص")]),
        (r"أ\*ب\ج", [("أ", "أ"), ("*", r"\*"), (r"ب\ج", r"ب\ج")]),
        (
            "أ &amp; ب &#1575;&bad;",
            [("أ ", "أ "), ("&", "&amp;"), (" ب ", " ب "), ("ا", "&#1575;"), ("&bad;", "&bad;")],
        ),
        ("أ*ب", [("أ*ب", "أ*ب")]),
        ("*أ* **ب**", [("emphasis", "*أ*", [("أ", "أ")]), (" ", " "), ("strong", "**ب**", [("ب", "ب")])]),
        ("***أ***", [("emphasis", "***أ***", [("strong", "**أ**", [("أ", "أ")])])]),
        ("**أ*ب***", [("strong", "**أ*ب***", [("أ", "أ"), ("emphasis", "*ب*", [("ب", "ب")])])]),
        ("`` أ`ب ``", [("code", "أ`ب", "أ`ب")]),
        ("`أ`ب", [("code", "أ", "أ"), ("ب", "ب")]),
        ("` `", [("code", " ", " ")]),
        ("<b>نص</b>", [("<b>نص</b>", "<b>نص</b>")]),
        ("أ\nب", [("أ", "أ"), (" ", "\n"), ("ب", "ب")]),
        ("أ \n  ب", [("أ", "أ"), (" ", " \n  "), ("ب", "ب")]),
        ("أ\r\nب", [("أ", "أ"), (" ", "\r\n"), ("ب", "ب")]),
        ("أ  \nب", [("أ", "أ"), ("break", "  \n"), ("ب", "ب")]),
        ("أ\\\nب", [("أ", "أ"), ("break", "\\\n"), ("ب", "ب")]),
        ("> أ\n> ب", [("أ", "أ"), (" ", "\n> "), ("ب", "ب")]),
        ("> أ\nب", [("أ", "أ"), (" ", "\n"), ("ب", "ب")]),
        ("> - أ\n>   ب", [("أ", "أ"), (" ", "\n>   "), ("ب", "ب")]),
        ("- أ\n\tب", [("أ", "أ"), (" ", "\n\t"), ("ب", "ب")]),
        ("# أ *ب* ##", [("أ ", "أ "), ("emphasis", "*ب*", [("ب", "ب")])]),
        ("> ## أ #ب ##  ", [("أ #ب", "أ #ب")]),
        ("أ\nب\n---", [("أ", "أ"), (" ", "\n"), ("ب", "ب")]),
        ("[أ](https://e.org/)", [("https://e.org/", "[أ](https://e.org/)", [("أ", "أ")])]),
        (
            '[أ](<https://e.org> "ع")ب',
            [("https://e.org", '[أ](<https://e.org> "ع")', [("أ", "أ")]), ("ب", "ب")],
        ),
        ("[أ [ب]][ج]\n\n[ج]: https://e.org", [("https://e.org", "[أ [ب]][ج]", [("أ [ب]", "أ [ب]")])]),
        ("[أ]\n\n[أ]: https://e.org", [("https://e.org", "[أ]", [("أ", "أ")])]),
        (
            "[*أ* ب](mailto:a@e.org)",
            [
                (
                    "mailto:a@e.org",
                    "[*أ* ب](mailto:a@e.org)",
                    [("emphasis", "*أ*", [("أ", "أ")]), (" ب", " ب")],
                )
            ],
        ),
        (
            "<https://e.org/ب>",
            [("https://e.org/%D8%A8", "<https://e.org/ب>", [("https://e.org/ب", "https://e.org/ب")])],
        ),
        ("<a@e.org>", [("mailto:a@e.org", "<a@e.org>", [("a@e.org", "a@e.org")])]),
        ("[أ](javascript:alert)", [("[أ](javascript:alert)", "[أ](javascript:alert)")]),
        ("[أ](&#106;avascript:x)", [("[أ](", "[أ]("), ("j", "&#106;"), ("avascript:x)", "avascript:x)")]),
        ("[أ](data:image/png;base64,x)", [("[أ](data:image/png;base64,x)", "[أ](data:image/png;base64,x)")]),
        ("[أ](FILE:///etc)", [("[أ](FILE:///etc)", "[أ](FILE:///etc)")]),
        ("<file:///etc>", [("<file:///etc>", "<file:///etc>")]),
        ("أ[^1]ب\n\n[^1]: ج", [("أ", "أ"), ("note", "1", "[^1]"), ("ب", "ب")]),
    ],
)
def test_each_run_has_its_place(text: str, runs: list[Any]) -> None:
    assert show_first(text) == runs


def test_a_word_that_markup_cuts_is_found_in_the_source() -> None:
    document = read_body(r"قيمة **25**\% &amp; نص")
    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    reading = read_inlines(paragraph.inlines)
    assert reading.text == "قيمة 25% & نص"
    assert [document.source[span] for span in reading.source_spans(5, 8)] == ["25", r"\%"]


BLOCKS: list[tuple[str, type[Block], str]] = [
    ("# أ\n", Heading, "# أ"),
    ("> ## أ ##  \n", BlockQuote, "> ## أ ##"),
    ("أ\n===\n", Heading, "أ\n==="),
    ("- أ\n- ب\n", ListBlock, "- أ\n- ب"),
    ("3) أ\n\n   ب\n", ListBlock, "3) أ\n\n   ب"),
    ("> أ\n> > ب\nج\n", BlockQuote, "> أ\n> > ب\nج"),
    ("```py\nx = 1\n```\nب", CodeBlock, "```py\nx = 1\n```"),
    ("    x\n\n    y\n\nب", CodeBlock, "x\n\n    y"),
    ("***\n", ThematicBreak, "***"),
    ("|أ|\n|-|\n|ب|\n\nج", Grid, "|أ|\n|-|\n|ب|"),
]


@pytest.mark.parametrize(("text", "kind", "written"), BLOCKS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_block_has_its_place(text: str, kind: type[Block], written: str, line_end: str) -> None:
    document = read_body(text.replace("\n", line_end))
    block = document.blocks[0]
    assert type(block) is kind
    assert document.source[block.span] == written.replace("\n", line_end)


def test_items_of_nested_lists() -> None:
    document = read_body("> 7. أ\n>    - ب\n>    - ج\n> 8. د\n> 9.\n")
    quote = document.blocks[0]
    assert isinstance(quote, BlockQuote)
    outer = quote.blocks[0]
    assert isinstance(outer, ListBlock)
    inner = outer.items[0].blocks[1]
    assert isinstance(inner, ListBlock)
    assert (outer.ordered, outer.start, inner.ordered, inner.start) == (True, 7, False, 1)
    written = [document.source[item.span] for item in (*outer.items, *inner.items)]
    assert written == ["7. أ\n>    - ب\n>    - ج", "8. د", "9.", "- ب", "- ج"]


def test_code_keeps_its_lines() -> None:
    (block,) = read_body("```\nx\n\n  y\n```\n").blocks
    assert isinstance(block, CodeBlock)
    assert block.text == "x\n\n  y"


def test_a_table_of_the_author() -> None:
    document = read_body("| أ | ب |\n|---|--:|\n| `x\\|y` \\| ج | *2* |\n| د |\n")
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [cell.numeric for cell in grid.head] == [False, True]
    rows = [[show(document, cell.inlines) for cell in row] for row in grid.rows]
    assert rows == [
        [
            [("code", "x|y", "x\\|y"), (" ", " "), ("|", "\\|"), (" ج", " ج")],
            [("emphasis", "*2*", [("2", "2")])],
        ],
        [[("د", "د")], []],
    ]
    assert [document.source[cell.span] for cell in grid.rows[0]] == ["`x\\|y` \\| ج", "*2*"]


@pytest.mark.parametrize(
    ("levels", "numbered"),
    [
        ("## ## ###", [2, 2, 3]),
        ("# ## #", [2, 3, 2]),
        ("### ## ####", [2, 2, 3]),
        ("## ##### ### ##", [2, 3, 3, 2]),
        ("# ## ### #### ##### ######", [2, 3, 4, 5, 6, 6]),
    ],
)
def test_headings_leave_no_level_out(levels: str, numbered: list[int]) -> None:
    document = read_body("\n\n".join(f"{level} جزء" for level in levels.split()))
    assert [block.level for block in document.blocks if isinstance(block, Heading)] == numbered


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("# أ\n\nب", "أ", ["ب"]),
        ("ب\n\n# أ *ج*\n", "أ ج", ["ب"]),
        ("## أ\n\nب", "أ", ["ب"]),
        ("أ\n\nب", "أ", ["ب"]),
        ("---\nlanguage: ar\n---\n\nأ\n\nب", "أ", ["ب"]),
        ("---\ntitle: أ\n---\n\n# أ\n\nب", "أ", ["ب"]),
        ("---\ntitle: أ\n---\n\n# ج\n\nب", "أ", ["ج", "ب"]),
        ("---\ntitle:\n---\n\n# أ\n\nب", "أ", ["ب"]),
    ],
)
def test_where_the_title_comes_from(text: str, title: str, rest: list[str]) -> None:
    document = read_markdown(text)
    assert document.title.text == title
    texts = [block.inlines for block in document.blocks if isinstance(block, Heading | Paragraph)]
    assert [read_inlines(inlines).text for inlines in texts] == rest


@pytest.mark.parametrize(
    "text", ["- أ\n", "---\nauthor: أ\n---\n", "***\n", "[أ]: https://e.org\n", "![أ](x.png)\n", "&nbsp;\n"]
)
def test_an_article_without_a_title_is_refused(text: str) -> None:
    assert refuse(text) == ("the article has no title", "1:1")


# Images.


def test_an_image_on_its_own_is_a_figure() -> None:
    document = read_body('![نص *بديل*](صور/a%20b.png "تعليق \\"أول\\" &amp; ثان")\n')
    (figure,) = document.blocks
    assert isinstance(figure, Figure)
    assert (figure.path, figure.alternative.text) == ("صور/a b.png", "نص بديل")
    assert document.source[figure.alternative.span] == "نص *بديل"
    shown = show(document, figure.caption)
    assert "".join(text for text, written in shown) == 'تعليق "أول" & ثان'
    assert ("&", "&amp;") in shown and ("تعليق ", "تعليق ") in shown
    assert document.source[figure.span].startswith("![") and document.source[figure.span].endswith(")")


def test_an_image_by_reference() -> None:
    document = read_body('![نص][س]\n\n[س]: a.png "تعليق"\n')
    (figure,) = document.blocks
    assert isinstance(figure, Figure)
    assert (figure.path, read_inlines(figure.caption).text) == ("a.png", "تعليق")


def test_images_on_lines_of_their_own_part_a_paragraph() -> None:
    document = read_body("أ\n![ب](b.png)\n![ج](c.png) ![د](d.png)\nهـ\nو\n")
    assert [document.source[block.span] for block in document.blocks] == [
        "أ",
        "![ب](b.png)",
        "![ج](c.png)",
        "![د](d.png)",
        "هـ\nو",
    ]


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("نص\n\n![](a.png)\n", "the image a.png has no alternative text", "3:1"),
        ("نص\n\n![ ](a.png)\n", "the image a.png has no alternative text", "3:1"),
        ("نص\n\n![أ]()\n", "the image has no path", "3:1"),
        (
            "نص\n\n![أ](https://e.org/a.png)\n",
            "the image https://e.org/a.png is not a file beside the article",
            "3:1",
        ),
        ("نص\n\n![أ](//e.org/a.png)\n", "the image //e.org/a.png is not a file beside the article", "3:1"),
        (
            "نص\n\n![أ](data:image/png;base64,AA)\n",
            "the image data:image/png;base64,AA is not a file beside the article",
            "3:1",
        ),
        ("نص\n\n![أ](file:///a.png)\n", "the image file:///a.png is not a file beside the article", "3:1"),
        ("نص\n\nأ ![ب](a.png) ج\n", "an image inside a line of text", "3:3"),
        ("نص\n\n## ![ب](a.png)\n", "an image inside a line of text", "3:4"),
        ("نص\n\n[![ب](a.png)](https://e.org)\n", "an image inside a line of text", "3:2"),
        ("نص\n\n|![ب](a.png)|\n|-|\n", "an image inside a line of text", "3:2"),
    ],
)
def test_images_that_are_refused(text: str, said: str, place: str) -> None:
    assert refuse(text) == (said, place)


# Notes, links, tables, limits.


def test_notes_and_what_is_in_them() -> None:
    document = read_body("أ[^b] ب[^a] ج[^b]\n\n[^a]: **نص**\n\n    فقرة\n\n[^b]: آخر\n")
    assert [note.label for note in document.footnotes] == ["a", "b"]
    assert [document.source[block.span] for block in document.footnotes[0].blocks] == ["**نص**", "فقرة"]
    assert document.source[document.footnotes[0].span] == "[^a]: **نص**\n\n    فقرة"
    assert [type(block) for block in document.blocks] == [Paragraph]


@pytest.mark.parametrize(
    ("text", "said", "place"),
    [
        ("نص\n\nأ[^x]\n", "the note x is not defined", "3:2"),
        ("نص\n\nأ[^1]\n\n[^1]: ب[^x]\n", "the note x is not defined", "5:8"),
        ("نص\n\nأ\n\n[^x]: ب\n", "the note x is not called anywhere", "5:1"),
        ("نص\n\nأ[^x]\n\n[^x]: ب\n\n[^x]: ج\n", "the note x is defined here and on line 5", "7:1"),
        ("نص\n\nأ[^x]\n\n[^x]:\n", "the note x is empty", "5:1"),
        ("نص[^x]\n\nأ\n\n[^x]: ب\n", "a title cannot call a note", "1:3"),
        ("نص\n\n[أ](b.md)\n", "the link b.md leads nowhere from a book", "3:1"),
        ("نص\n\n[أ](#ب)\n", "the link #ب leads nowhere from a book", "3:1"),
        ("نص\n\n[أ]()\n", "the link []() leads nowhere from a book", "3:1"),
        ("نص\n\n|أ|\n|-|\n|ب|ج|\n", "the row has 2 cells, the head of the table 1", "5:4"),
    ],
)
def test_what_is_refused_has_its_place(text: str, said: str, place: str) -> None:
    assert refuse(text) == (said, place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("نص\n\n" + ">" * 5000 + "أ", "3:34"),
        ("نص\n\n" + "- " * 3000 + "أ", "3:35"),
        ("نص\n\n" + "*أ **ب " * 2000 + "ب** أ*" * 2000, "3:113"),
    ],
)
def test_deep_nesting_is_over_the_limit(text: str, place: str) -> None:
    said, found = refuse(text, LimitError)
    assert (said, found) == ("nested more than 32 levels deep", place)


def test_deep_nesting_in_the_front_matter_is_over_the_limit() -> None:
    assert refuse("---\ntitle: " + "[" * 5000 + "\n---\n", LimitError)[1] == "2:1"


@pytest.mark.parametrize("opening", ["[", "![", "[^", "**a ", "`", "<", "&", "\\"])
def test_markup_that_never_closes_is_text(opening: str) -> None:
    document = read_body("أ" + opening * 2000)
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Paragraph)
    assert len(read_inlines(paragraph.inlines).text) >= 1000


def test_very_long_words_and_paragraphs() -> None:
    document = read_body("ك" * 5000 + "\n\n" + "كلمة **بارزة** " * 14_000)
    first, second = document.blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph)
    assert read_inlines(first.inlines).text == "ك" * 5000
    assert len(read_inlines(second.inlines).text) == 14_000 * 11 - 1
