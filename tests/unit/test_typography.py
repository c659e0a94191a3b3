from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from report.checks import Subject, typography
from report.document import (
    Document,
    Emphasis,
    Hints,
    Paragraph,
    Source,
    Span,
    Text,
    iterate_texts,
    read_inlines,
)
from report.edition import Edition, compose_edition
from report.readers import read
from report.typography import RULES, UNCHANGED, Change, ChangeCount, count_changes, find_changes

WIRE = Path(__file__).resolve().parents[3] / "shared" / "articles" / "article.txt"
OWN = Path(__file__).resolve().parents[2] / "assets" / "article.md"
NBSP = "\u00a0"


def read_text(text: str, path: str = "a.md") -> Document:
    return read(Source.from_text(text, path=path), Hints())


def compose(text: str, path: str = "a.md") -> tuple[Document, Edition]:
    document = read_text(text, path)
    return document, compose_edition(document, (), timestamp="", changes=find_changes(document))


def show(text: str) -> list[str]:
    """The texts of the book, the title first."""
    document, edition = compose(text)
    return [
        edition.articles[0].read((document.title,)).text,
        *(edition.articles[0].read(item).text for item in iterate_texts(document)),
    ]


def test_every_text_of_the_document_is_set() -> None:
    text = """---
title: العنوان "الأول" هنا
subtitle: السطر "الثاني" هنا
---

فقرة "أولى" قصيرة.

## عنوان "ثالث" هنا

- بند "رابع" هنا

| رأس "خامس" | ب |
|---|---|
| خلية "سادسة" | ج |

نص[^1] قصير.

[^1]: حاشية "سابعة" هنا
"""
    assert '"' not in "".join(show(text))
    assert "".join(show(text)).count("«") == 8


def test_a_block_quotation_changes_its_quotation_marks_alone() -> None:
    shown = show('عنوان\n\n> قال , "نعم" ثم مضى إلى بيته .\n\nقال , ثم.\n')
    assert shown[1:] == ["قال , «نعم» ثم مضى إلى بيته .", "قال، ثم."]


def test_code_and_addresses_are_left_alone() -> None:
    shown = show("عنوان\n\nاكتب `a , b` أو <https://e.org/?a=1,2> , ثم.\n")
    assert shown[1] == f"اكتب a , b أو https://e.org/?a=1,2،{NBSP}ثم."


def test_changes_reach_over_the_borders_of_elements() -> None:
    _, edition = compose('عنوان\n\nقال "*نعم* , لا" *ثم* , مضى.\n')
    (paragraph,) = edition.body_matter[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert read_inlines(paragraph.inlines).text == f"قال «نعم , لا» ثم،{NBSP}مضى."
    assert sum(isinstance(inline, Emphasis) for inline in paragraph.inlines) == 2


def test_an_entity_is_one_character() -> None:
    assert show("عنوان\n\nقال &quot;نعم&quot; هنا\n")[1] == "قال «نعم» هنا"


def test_the_span_of_every_shown_character_is_what_it_stands_for() -> None:
    document, edition = compose('عنوان\n\nقال "نعم",ثم  مضى.\n')
    (text,) = iterate_texts(document)
    reading = edition.articles[0].read(text)
    assert reading.text == "قال «نعم»، ثم مضى."
    pairs = list(zip(reading.text, (document.source[span] for span in reading.spans), strict=True))
    assert pairs[4:11] == list(zip("«نعم»، ", '"نعم",,', strict=True))
    assert edition.articles[0].changes.undo([reading]).text == 'قال "نعم",ثم  مضى.'


def test_a_change_at_the_first_and_last_character() -> None:
    assert show('"عنوان"\n\n"نص"\n') == ["«عنوان»", "«نص»"]


def test_the_log_tells_rule_place_before_and_after() -> None:
    document = read_text("عنوان\n\nنعم,لا\n", "a.txt")
    assert find_changes(document).changes == (
        Change(rule="punctuation-marks", span=Span(10, 11), before=",", after="،"),
        Change(rule="space-after-marks", span=Span(10, 11), before="،", after="، "),
    )


def test_counts_are_in_the_order_of_the_rules_with_the_first_line() -> None:
    document = read_text('عنوان\n\nنعم,لا\n\nقال "نعم",لا\n', "a.txt")
    assert count_changes(document.source, find_changes(document)) == (
        ChangeCount(rule="quotation-marks", count=2, line=5),
        ChangeCount(rule="punctuation-marks", count=2, line=3),
        ChangeCount(rule="space-after-marks", count=2, line=3),
    )


def test_rules_that_are_off_change_nothing() -> None:
    document = read_text('عنوان\n\nقال , "نعم"  ثم.\n')
    assert {change.rule for change in find_changes(document, ("quotation-marks",)).changes} == {
        "punctuation-marks",
        "space-before-marks",
        "single-spaces",
    }
    assert find_changes(document, tuple(RULES)) == UNCHANGED


def test_a_language_without_conventions_is_left_alone() -> None:
    document = read_text('---\ntitle: T\nlanguage: ps\n---\n\n"د" , "ا"\n')
    assert find_changes(document) == UNCHANGED


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("نشر 2500 عنصر من القوات", "2500 عنصر"),
        ("يرابط فيها حوالي 7 آلاف جندي", "7 آلاف"),
        ("وصل يوم 6 يناير/كانون الثاني 2022", "6 يناير"),
        ("أندريه سيرديوكوف (59 عاما)، القائد", "59 عاما"),
        ("نشر ٢٥٠٠ عنصر من القوات", "٢٥٠٠ عنصر"),
    ],
)
def test_a_number_stays_with_its_noun(text: str, joined: str) -> None:
    assert joined.replace(" ", NBSP) in show(f"عنوان\n\n{text}\n")[1]


@pytest.mark.parametrize("text", ["لواء الحرس 45 للأغراض الخاصة", "زاد من 13.000 إلى 15.000 دينار"])
def test_a_number_parts_from_what_it_does_not_count(text: str) -> None:
    first = text.split()[3 if "45" in text else 2]
    assert f"{first} " in show(f"عنوان\n\n{text} ثم كلام بعده طويل.\n")[1]


def test_the_metadata_are_set_and_the_identifier_is_of_the_source() -> None:
    document, edition = compose('العنوان "الأول"\n\nنص.\n', "a.txt")
    plain = compose_edition(document, (), timestamp="")
    assert edition.metadata.title == "العنوان «الأول»"
    assert edition.metadata.identifier == plain.metadata.identifier


@pytest.mark.parametrize("path", [WIRE, OWN], ids=["wire", "own"])
def test_undoing_the_log_of_an_article_gives_its_code_points_back(path: Path) -> None:
    if not path.exists():
        pytest.skip("the wire article is not there")
    document = read(Source.from_text(path.read_text(encoding="utf-8"), path=path.name), Hints())
    edition = compose_edition(document, (), timestamp="", changes=find_changes(document))
    texts = [(document.title,), *iterate_texts(document)]
    undone = edition.articles[0].changes.undo(edition.articles[0].read(inlines) for inlines in texts)
    assert len(edition.articles[0].changes.changes) > 10
    for character, span in zip(undone.text, undone.spans, strict=True):
        assert document.source[span] == character
    plain = [read_inlines(inlines) for inlines in texts]
    assert sorted(undone.spans) == sorted(span for reading in plain for span in reading.spans)


@pytest.mark.parametrize(
    ("text", "columns"),
    [('كلمة "مفتوحة.', [6]), ('كلمة" مغلقة.', [5]), ('كلمة "سليمة" 15" ثم.', []), ("كلمة «مفتوحة.", [])],
)
def test_an_unpaired_quotation_mark_is_found(text: str, columns: list[int]) -> None:
    document = read_text(f"عنوان\n\n{text}\n")
    findings = list(
        typography.check(cast(Subject, SimpleNamespace(articles=(SimpleNamespace(document=document),))))
    )
    assert [finding.location.column for finding in findings if finding.location] == columns
    assert find_changes(document, tuple(set(RULES) - {"quotation-marks"})).changes == () or not columns


def test_the_sign_of_a_hebrew_abbreviation_is_no_quotation_mark() -> None:
    document = read_text('---\ntitle: כותרת\nlanguage: he\n---\n\nצה"ל הודיע על כך אמש  .\n')
    assert (
        list(typography.check(cast(Subject, SimpleNamespace(articles=(SimpleNamespace(document=document),)))))
        == []
    )
    assert {change.rule for change in find_changes(document).changes} == {"last-words", "space-before-marks"}


def test_text_pieces_are_plain_where_nothing_changed() -> None:
    text = Text(text="نص", span=Span(0, 2))
    assert UNCHANGED.apply((text,)) == (text,)
