"""A small article with one block of every kind, for tests of the e-book."""

from __future__ import annotations

from dataclasses import dataclass, field

from report.document import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Figure,
    FootnoteDefinition,
    Grid,
    GridCell,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    NoteReference,
    Paragraph,
    Source,
    Span,
    Strong,
    Text,
    ThematicBreak,
    iterate_texts,
    read_inlines,
)
from report.edition import Edition, compose_edition
from report.render import Renderer, load_theme
from report.resources import Resources
from report.tables import Cell, Column, Row, Table
from report.writers import Artifact, WriterOptions, epub

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63680000008200815f"
    "7dc1a40000000049454e44ae426082"
)


@dataclass
class Script:
    """Writes a source text and hands out the values that stand on it."""

    parts: list[str] = field(default_factory=list)

    def text(self, words: str) -> Text:
        start = len("".join(self.parts))
        self.parts.append(words)
        return Text(text=words, span=Span(start, start + len(words)))

    def line_end(self) -> None:
        self.parts.append("\n")

    @property
    def here(self) -> Span:
        """The place after what was written so far."""
        return Span(len("".join(self.parts)), len("".join(self.parts)))

    def paragraph(self, *words: str | Inline) -> Paragraph:
        start = self.here.start
        inlines = tuple(self.text(word) if isinstance(word, str) else word for word in words)
        span = Span(start, self.here.end)
        self.line_end()
        return Paragraph(inlines=inlines, span=span)

    def heading(self, level: int, words: str) -> Heading:
        text = self.text(words)
        self.line_end()
        return Heading(level=level, inlines=(text,), span=text.span)


def make_document() -> Document:
    script = Script()
    title = script.text("صورة واحدة عن Il-76 و(An-124)")
    script.line_end()
    deck = script.text("تمهيد: نقلت 70 طائرة «IL-76» الجنود.")
    script.line_end()
    blocks = (*_running_text(script), *_containers(script))
    notes = (_note(script, "a", "حاشية أولى عن CSTO."), _note(script, "b", "حاشية ثانية."))
    credit = script.text("رويترز")
    attribution = script.text("وكالة الأنباء (AP)")
    return Document(
        source=Source.from_text("".join(script.parts)),
        language="ar",
        direction="rtl",
        title=title,
        deck=(deck,),
        credit=credit,
        attribution=attribution,
        date="2022-01-20",
        blocks=blocks,
        footnotes=notes,
    )


def _running_text(script: Script) -> tuple[Block, ...]:
    heading = script.heading(2, "لماذا & كيف؟")
    strong = Strong(children=(script.text("ال"),), span=script.here)
    emphasis = Emphasis(children=(script.text("كتاب"),), span=script.here)
    call = NoteReference(label="a", span=script.here)
    split_word = script.paragraph(strong, emphasis, call, "، ثم قال.")
    sentences = script.paragraph("أعلنت الوزارة أن 70 طائرة من طراز IL-76 أقلعت. ثم عادت 5 طائرات.")
    subheading = script.heading(3, "عنوان فرعي عن CSTO")
    link = Link(href="https://example.org/a?b=1&c=2", children=(script.text("رابط"),), span=script.here)
    joint = script.text(" و")
    code = Code(text="x < y", span=script.text("x < y").span)
    return (
        heading,
        split_word,
        sentences,
        subheading,
        script.paragraph(link, joint, code, LineBreak(span=script.here), "سطر ثان.", call),
        script.paragraph("الـ19\u200c كـ\u200dتاب \u2068A\u2069 \u200fنص\u00a0آخر <b> & \"و'."),
    )


def _containers(script: Script) -> tuple[Block, ...]:
    items = tuple(
        ListItem(blocks=(script.paragraph(words),), span=script.here)
        for words in ("بند أول", "بند ثان عن An-124")
    )
    cells = tuple(
        GridCell(inlines=(script.text(words),), span=script.here, numeric=words.isdigit())
        for words in ("السنة", "العدد", "2022", "70")
    )
    quote = script.paragraph("قول مأثور.", NoteReference(label="b", span=script.here))
    return (
        ListBlock(ordered=True, items=items, span=script.here, start=3),
        ListBlock(ordered=False, items=items[:1], span=script.here),
        BlockQuote(blocks=(quote,), span=script.here),
        Grid(head=cells[:2], rows=(cells[2:],), span=script.here),
        Figure(
            path="صورة.png",
            alternative=script.text("جنود عند طائرة"),
            caption=(script.text("تعليق الصورة."),),
            span=script.here,
        ),
        ThematicBreak(span=script.here),
        CodeBlock(text="print(1)\nprint(2)", span=script.text("print(1)\nprint(2)").span),
        script.paragraph("خاتمة."),
    )


def _note(script: Script, label: str, words: str) -> FootnoteDefinition:
    block = script.paragraph(words)
    return FootnoteDefinition(label=label, blocks=(block,), span=block.span)


def make_tables(document: Document, width: int = 2) -> tuple[Table, ...]:
    """Tables of `width` columns whose rows stand on sentences of the document."""

    def row(number: int, words: str) -> Row:
        start = document.source.text.index(words)
        fact = f"figures-{number}"
        cells = tuple(Cell(text=f"{words} خانة {i}" if i else words, facts=(fact,)) for i in range(width))
        return Row(fact_id=fact, span=Span(start, start + len(words)), cells=cells)

    columns = tuple(Column(key=f"c{i}", title="column.number") for i in range(width))
    rows = (row(1, "70 طائرة من طراز IL-76"), row(2, "5 طائرات"))
    return (Table(kind="figures", id="table-figures", title="table.figures", columns=columns, rows=rows),)


def make_edition(document: Document | None = None, width: int = 2) -> Edition:
    document = document or make_document()
    return compose_edition(
        document,
        make_tables(document, width) if "70 طائرة من" in document.source.text else (),
        timestamp="2022-01-20T00:00:00Z",
        publisher="دار المثال",
        images={"صورة.png": PIXEL},
    )


def make_renderer(resources: Resources | None = None, language: str = "ar") -> Renderer:
    resources = resources or Resources()
    return Renderer(resources, load_theme(resources, "briefing"), language)


def write_epub(edition: Edition, renderer: Renderer | None = None) -> Artifact:
    (artifact,) = epub.write(edition, renderer or make_renderer(), WriterOptions(), {})
    return artifact


def source_lines(document: Document) -> list[str]:
    """The title and every running text, folded as a reader folds white space."""
    texts = (document.title.text, *(read_inlines(inlines).text for inlines in iterate_texts(document)))
    return [" ".join(text.split()) for text in texts]
