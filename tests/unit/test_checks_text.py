from __future__ import annotations

import unicodedata
from dataclasses import replace
from types import MappingProxyType

import pytest

from report.checks import Article, Subject, text
from report.checks.text import Comparison, LostWord, check, compare_text
from report.document import (
    BlockQuote,
    CodeBlock,
    Document,
    FootnoteDefinition,
    NoteReference,
    Paragraph,
    Source,
    Span,
    Text,
)
from report.edition import Edition, compose_edition
from report.errors import Finding, Severity
from report.facts import Ledger
from report.writers import Artifact, WriterOptions, pdf
from tests.unit.epub_samples import Script, make_renderer

LINES = ("عنوان المقال", "تمهيد", "كتب الطالب الدرس.", "قال «نعم» ثم سكت.", "x = 1 y = 2", "حاشية أولى.")


def make_document() -> Document:
    """An article that reads as `LINES`."""
    script = Script()
    title = script.text("عنوان المقال")
    script.line_end()
    deck = script.text("تمهيد")
    script.line_end()
    first = script.paragraph("كتب الطالب  الدرس.", NoteReference(label="a", span=script.here))
    quote = script.paragraph("قال «نعم» ثم سكت.")
    code = script.text("x = 1\ny = 2")
    script.line_end()
    note = script.paragraph("حاشية أولى.")
    return Document(
        source=Source.from_text("".join(script.parts), path="مقال.txt"),
        language="ar",
        direction="rtl",
        title=title,
        deck=(deck,),
        blocks=(
            first,
            BlockQuote(blocks=(quote,), span=quote.span),
            CodeBlock(text=code.text, span=code.span),
        ),
        footnotes=(FootnoteDefinition(label="a", blocks=(note,), span=note.span),),
    )


@pytest.fixture(scope="module")
def document() -> Document:
    return make_document()


@pytest.fixture(scope="module")
def edition(document: Document) -> Edition:
    return compose_edition(document, (), timestamp="1980-01-01T00:00:00Z")


def compare(document: Document, edition: Edition, *lines: str) -> Comparison:
    return compare_text([document], edition, "\n".join(lines))


@pytest.mark.parametrize(
    "lines",
    [
        LINES,
        ("عنوان  المقال", "\u200fتمهيد\u200e", *LINES[2:]),  # white space, marks of direction
        (*LINES[:2], "كتب الطالب", "الدرس.", *LINES[3:]),  # a block in two lines
        (*LINES[:2], f"{LINES[2]} {LINES[3]}", *LINES[4:]),  # two blocks in one
        tuple(unicodedata.normalize("NFD", line) for line in LINES),
    ],
)
def test_the_whole_text_is_found(document: Document, edition: Edition, lines: tuple[str, ...]) -> None:
    assert compare(document, edition, *lines) == Comparison(1.0, ())


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("كتب اللطالب الدرس.", [("الطالب", "اللطالب")]),
        ("كتب الطا لب الدرس.", [("الطالب", "الطا لب")]),
        ("كتب الدرس.", [("الطالب", "")]),
        ("الطالب كتب الدرس.", [("", "الطالب"), ("الطالب", "")]),
        ("كتب ٢ الطالب الدرس.", [("", "٢")]),
        ("كتب الطالب الدرس،", [("الدرس.", "الدرس،")]),
        ("كتب الطالب الد\u200cرس.", [("الدرس.", "الد\u200cرس.")]),
    ],
)
def test_a_word_that_differs_is_found(
    document: Document, edition: Edition, line: str, words: list[tuple[str, str]]
) -> None:
    found = compare(document, edition, *LINES[:2], line, *LINES[3:])
    assert [(lost.word, lost.found) for lost in found.lost] == words
    assert found.accuracy < 1


def test_accuracy_counts_edits_of_characters(document: Document, edition: Edition) -> None:
    total = sum(map(len, LINES))
    found = compare(document, edition, *LINES[:2], "كتب الطالب الدرسX", *LINES[3:])
    assert found.accuracy == pytest.approx(1 - 1 / total)
    assert compare(document, edition).accuracy == 0.0
    assert compare(document, edition, "س" * 5 * total).accuracy == 0.0


@pytest.mark.parametrize("missing", range(len(LINES)))
def test_a_block_that_is_lost_is_found(document: Document, edition: Edition, missing: int) -> None:
    found = compare(document, edition, *LINES[:missing], *LINES[missing + 1 :])
    assert [lost.word for lost in found.lost] == LINES[missing].split()
    assert {lost.found for lost in found.lost} == {""}


def test_blocks_in_another_order_are_found(document: Document, edition: Edition) -> None:
    assert compare(document, edition, LINES[0], LINES[1], LINES[3], LINES[2], *LINES[4:]).lost


def test_a_note_that_nothing_calls_is_lost(document: Document, edition: Edition) -> None:
    silent = replace(document, blocks=document.blocks[1:])
    other = compose_edition(silent, (), timestamp="1980-01-01T00:00:00Z")
    found = compare(silent, other, *LINES[:2], *LINES[3:5])
    assert [lost.word for lost in found.lost] == LINES[5].split()


def test_a_word_is_found_at_its_place(document: Document, edition: Edition) -> None:
    found = compare(document, edition, *LINES[:3], "قال «نعم» ثم شكت.", *LINES[4:])
    start = document.source.text.index("سكت")
    assert found.lost == (LostWord("سكت.", "شكت.", Span(start, start + 1), document.source),)


# Findings, on a book that was printed.


@pytest.fixture(scope="module")
def artifact(edition: Edition) -> Artifact:
    (artifact,) = pdf.write(edition, make_renderer(), WriterOptions(), {})
    return artifact


def run(document: Document, edition: Edition, artifact: Artifact) -> list[Finding]:
    subject = Subject(
        articles=(Article(document=document, ledger=Ledger(document.source)),),
        edition=edition,
        renderer=make_renderer(),
        artifacts=MappingProxyType({"pdf": artifact}),
    )
    return list(check(subject))


def read_lines(artifact: Artifact, *lines: str) -> Artifact:
    return replace(artifact, reading_text="\n".join(lines))


def test_a_whole_text_has_no_findings(document: Document, edition: Edition, artifact: Artifact) -> None:
    assert run(document, edition, read_lines(artifact, *LINES)) == []


def test_no_pdf_no_findings(document: Document, edition: Edition, artifact: Artifact) -> None:
    subject = Subject(
        articles=(Article(document=document, ledger=Ledger(document.source)),),
        edition=edition,
        renderer=make_renderer(),
        artifacts=MappingProxyType({"epub": artifact}),
    )
    assert list(check(subject)) == []


def test_the_book_says_what_it_lost(document: Document, edition: Edition, artifact: Artifact) -> None:
    """The source has another word than the printed book."""
    source = replace(document.source, text=document.source.text.replace("سكت", "سكن"))
    inlines = (Text(text="قال «نعم» ثم سكن.", span=document.blocks[1].span),)
    quote = BlockQuote(blocks=(Paragraph(inlines=inlines, span=document.blocks[1].span),), span=Span(0, 0))
    changed = replace(document, source=source, blocks=(document.blocks[0], quote, document.blocks[2]))
    total, word = run(changed, edition, read_lines(artifact, *LINES))
    assert (total.rule, total.severity) == ("pdf-text-is-the-source", Severity.WARNING)
    assert "98.63 %" in str(total.message) and "differ: 1" in str(total.message)
    assert str(total.location) == "briefing.pdf"
    assert "«سكن.» comes back from the PDF as «سكت.»" in str(word.message)
    assert "letters: ن (U+0646)" in str(word.message)
    assert "font: " in str(word.message) and "Amiri" in str(word.message)
    assert word.location == source.locate(source.text.index("سكن"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("كتب الدرس.", "«الطالب» does not come back from the PDF"),
        ("كتب ٢ الطالب الدرس.", "the PDF has «٢», which is not in the text"),
        ("كتب الطالب الدد رس.", "letters: د (U+062F)   (U+0020)"),
    ],
)
def test_each_word_is_named(
    document: Document, edition: Edition, artifact: Artifact, line: str, said: str
) -> None:
    _, word = run(document, edition, read_lines(artifact, *LINES[:2], line, *LINES[3:]))
    assert said in str(word.message)


def test_less_than_the_lowest_accuracy_is_an_error(
    document: Document, edition: Edition, artifact: Artifact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "LOWEST_ACCURACY", 0.99)
    total, *_ = run(document, edition, read_lines(artifact, *LINES[:2], *LINES[3:]))
    assert total.severity is Severity.ERROR
    total, *_ = run(document, edition, read_lines(artifact, *LINES[:5], "حاشية أولى،"))
    assert total.severity is Severity.ERROR


def test_never_whole_when_a_character_is_lost() -> None:
    (total, *_) = [text._sum_up(Comparison(0.99999, ()), "briefing.pdf")]
    assert "99.99 %" in str(total.message)


def test_only_some_words_are_named(document: Document, edition: Edition, artifact: Artifact) -> None:
    words = Text(text="كلمة " * 50, span=document.title.span)
    long = replace(document, blocks=(Paragraph(inlines=(words,), span=words.span),), footnotes=())
    total, *named = run(long, edition, read_lines(artifact, *LINES[:2]))
    assert len(named) == text.NAMED_WORDS
    assert "differ: 50" in str(total.message)
