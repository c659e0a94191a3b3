"""Questions: where they begin and end, and where the article answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report.document import Document, Heading, Hints, Source, Span
from report.facts import Fact, FactCell, quote_evidence
from report.readers import read as read_article
from report.tables import questions
from tests.unit.facts_samples import derive, make_document


def read(*paragraphs: str) -> list[object]:
    return [fact.value("text") for fact in derive(make_document("عنوان", *paragraphs), "questions")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("هل يعقل هذا؟ ولماذا الآن؟ ومن المستفيد؟", ["هل يعقل هذا؟", "لماذا الآن؟", "من المستفيد؟"]),
        ("في عملية نشطة، فما هي تلك المنظمة؟ ومن أعضاؤها؟", ["ما هي تلك المنظمة؟", "من أعضاؤها؟"]),
        ("وإلى أي وقت ستظل هناك؟", ["إلى أي وقت ستظل هناك؟"]),
        ("ما هذه المنظمة، ومن أعضاؤها؟", ["ما هذه المنظمة، ومن أعضاؤها؟"]),
        ("العلمين: من قاتل من؟", ["من قاتل من؟"]),
        ("الكوليرا تضرب من جديد.. فمن يوقفها؟", ["من يوقفها؟"]),
        ("من المسؤول: الحكومة أم الناس؟", ["من المسؤول: الحكومة أم الناس؟"]),
        ("وقال: «لماذا لا نبدأ؟» ثم صمت.", ["لماذا لا نبدأ؟"]),
        ("ما هي «معاهدة الأمن. الجديدة»؟", ["ما هي «معاهدة الأمن. الجديدة»؟"]),
        ("أكان ثمن الأمن أن يحرسه غيره؟", ["أكان ثمن الأمن أن يحرسه غيره؟"]),
        ("والماء؟", ["والماء؟"]),
        ("بلغ 7.5 مليون، فكم يبلغ بعد عام؟!", ["كم يبلغ بعد عام؟!"]),
        ("1- هل ما حدث نتيجة؟", ["هل ما حدث نتيجة؟"]),
        ("مَتَى يَلْعَبُ؟", ["مَتَى يَلْعَبُ؟"]),
        ("Why now? لا أحد يعرف.", ["Why now?"]),
    ],
)
def test_the_whole_question(text: str, found: list[str]) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "تساءل محللون عما إذا كان ذلك ممكنا.",
        "الخبر (؟) غير مؤكد.",
        "في http://example.org/?a=1 صورة.",
        "؟ ؟",
    ],
)
def test_what_is_no_question(text: str) -> None:
    assert read(text) == []


def with_headings(document: Document, *lines: int) -> Document:
    """`document` with the paragraphs on those lines of the source as headings."""
    spans = {document.source.line_span(line) for line in lines}
    return replace(
        document,
        blocks=tuple(
            Heading(level=2, inlines=block.inlines, span=block.span) if block.span in spans else block  # type: ignore[union-attr]
            for block in document.blocks
        ),
    )


def find_answers(document: Document) -> list[tuple[object, object]]:
    return [(fact.value("answered"), fact.value("answer")) for fact in derive(document, "questions")]


def test_a_heading_is_answered_by_the_paragraph_after_it() -> None:
    document = make_document("عنوان", "كم بقيت القوات؟", "بقيت أسبوعين.", "ثم رحلت.", "هل تعود؟")
    assert find_answers(with_headings(document, 2, 5)) == [(True, "بقيت أسبوعين."), (False, None)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("كم سيكلف الممر؟ تقدر دراسة الكلفة بالكثير.", "تقدر دراسة الكلفة بالكثير."),
        ("وسألته: «هل تخاف؟» فأجاب: «نعم».", "فأجاب: «نعم»."),
        ("كتبت الصحيفة: «لماذا الآن؟ لأن الغاز لا ينتظر».", "لأن الغاز لا ينتظر»."),
        ("صرخت: «هل من أحد؟ فلم يجبني إلا الماء».", None),
        ("جلس في الظل. فهل يفتح الملف من جديد؟ ابتسم ولم يقل شيئا.", None),
        ("وسألت: «هل بقي لي بيت هناك؟».", None),
    ],
)
def test_an_answer_in_the_same_paragraph(text: str, answer: str | None) -> None:
    assert find_answers(make_document("عنوان", text)) == [(answer is not None, answer)]


def test_what_the_lead_asks_the_sections_answer() -> None:
    document = make_document(
        "عنوان",
        "تشارك المنظمة في عملية، فما هي تلك المنظمة؟ ومن الدول الأعضاء فيها؟ وإلى متى ستظل هناك؟ ومن يدفع؟",
        "ما هي منظمة الأمن؟",
        "أنشئت قبل عقود.",
        "تشمل المنظمة في عضويتها ست دول.",
        "ما هي مدة بقاء القوات؟",
        "أيام أو أسابيع.",
    )
    assert find_answers(with_headings(document, 3, 6)) == [
        (True, "أنشئت قبل عقود."),
        (True, "تشمل المنظمة في عضويتها ست دول."),
        (True, "أيام أو أسابيع."),
        (False, None),
        (True, "أنشئت قبل عقود."),
        (True, "أيام أو أسابيع."),
    ]


def test_a_row_prints_question_and_answer() -> None:
    facts = tuple(derive(make_document("عنوان", "من سيدفع؟ تدفع الدول. ومتى؟"), "questions"))
    assert [[cell.text for cell in row.cells] for row in questions.rows(facts)] == [
        ["من سيدفع؟", "تدفع الدول."],
        ["متى؟", ""],
    ]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"answered": (True, "تدفع"), "answer": ("تدفع الدول", "تدفع الدول")}, set()),
        ({"answered": (False, "من سيدفع؟"), "answer": ("تدفع الدول", "تدفع الدول")}, {"answered"}),
        ({"answered": (True, "تدفع")}, {"answered"}),
        ({"answered": (True, "تدفع"), "answer": ("يدفع الناس", "تدفع الدول")}, {"answer"}),
        ({"text": ("من سيربح؟", "من سيدفع؟"), "answered": (False, "من سيدفع؟")}, {"text"}),
    ],
)
def test_an_editors_row_is_read_again(changes: dict[str, tuple[str | bool, str]], wrong: set[str]) -> None:
    document = make_document("عنوان", "من سيدفع؟ تدفع الدول.")
    source = document.source

    def cite(name: str, value: str | bool, quote: str) -> FactCell:
        start = source.text.index(quote)
        return FactCell(
            name=name, value=value, evidence=quote_evidence(source, Span(start, start + len(quote)))
        )

    cells = {"text": ("من سيدفع؟", "من سيدفع؟"), **changes}
    fact = Fact(
        id="questions-9",
        table="questions",
        rule="question.text",
        cells=tuple(cite(name, *cell) for name, cell in cells.items()),
        status="overridden",
    )
    assert set(dict(questions.prove(fact, document))) == wrong


def test_the_questions_of_the_wire_article(wire_article: Path) -> None:
    source = Source.from_text(wire_article.read_text(encoding="utf-8"), path="article.txt")
    facts = derive(read_article(source, Hints()), "questions")
    assert [fact.value("answered") for fact in facts] == [True] * 10
    assert [fact.rule for fact in facts] == ["question.text"] * 4 + ["question.heading"] * 6
