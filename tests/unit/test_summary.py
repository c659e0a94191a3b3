"""The summary: which sentences are taken, that they are the article's, and what an editor can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Anchor, iterate_block_texts, iterate_leaves, read_inlines
from report.edition import Edition, Section, choose_sentences, find_nearest, find_sentences
from report.edition._summary import list_sentences
from report.errors import ConfigError
from report.pipeline import draft
from report.project import load_project

ROOT = Path(__file__).resolve().parents[2]

ARTICLE = """---
title: ميناء صور يعود إلى العمل
language: ar
date: 2024-03-01
---

{lead}

## ما الذي تغيّر؟

{second}

## ومن يدفع؟

{third}
"""
_FILLER = "ثم مضى الناس إلى أعمالهم كما كانوا يفعلون كل صباح في ذلك الحي القديم من المدينة."
LEAD = "أعلنت وزارة النقل اللبنانية في 12 فبراير/شباط 2024 أن ميناء صور استقبل 40 سفينة."
SECOND = "قال مدير الميناء كريم حداد إن الرافعات الجديدة تنقل 300 حاوية في اليوم."
THIRD = "تبلغ كلفة الأعمال 5 ملايين دولار، يدفع البنك الدولي ثلثيها قبل نهاية عام 2025."


def make_project(folder: Path, settings: str = "", **paragraphs: str) -> Path:
    texts = {"lead": LEAD, "second": SECOND, "third": THIRD} | paragraphs
    folder.joinpath("article.md").write_text(
        ARTICLE.format(**{name: f"{text} {' '.join([_FILLER] * 6)}" for name, text in texts.items()}),
        encoding="utf-8",
    )
    folder.joinpath("report.toml").write_text(f'article = "article.md"\n{settings}', encoding="utf-8")
    return folder


def draft_edition(folder: Path) -> Edition:
    return draft(load_project(folder)).edition


def read_summary(edition: Edition) -> list[str]:
    return [
        squeeze(read_inlines(item.inlines).text)
        for section in edition.front_matter
        for item in section.summary
    ]


def squeeze(text: str) -> str:
    """`text` with plain spaces, in place of those that keep a number with its noun."""
    return " ".join(text.split())


def list_anchors(section: Section) -> set[str]:
    texts = [text for block in section.blocks for text in iterate_block_texts((block,))]
    return {leaf.id for text in texts for leaf in iterate_leaves(text) if isinstance(leaf, Anchor)}


def test_a_sentence_of_each_section_is_taken_in_the_order_of_the_article(tmp_path: Path) -> None:
    assert read_summary(draft_edition(make_project(tmp_path))) == [LEAD, SECOND, THIRD]


def test_each_sentence_leads_to_where_it_stands_in_full(tmp_path: Path) -> None:
    edition = draft_edition(make_project(tmp_path))
    (section,) = edition.front_matter
    assert {item.sentence for item in section.summary} <= list_anchors(edition.articles[0])
    source = draft(load_project(tmp_path)).articles[0].document.source
    paragraphs = source.paragraphs()
    for item in section.summary:
        assert squeeze(read_inlines(item.inlines).text) in source[paragraphs[item.paragraph - 1]]


@pytest.mark.parametrize(
    "leaning",
    [
        "لكن {}",
        "غير أن {}",
        "وبعد ذلك {}",
        "في المقابل، {}",
        "وكانت هذه السفن كثيرة، ثم {}",
        "فقد {}",
        "وأثار ذلك أسئلة، إذ {}",
    ],
)
def test_a_sentence_that_leans_on_another_is_not_taken(tmp_path: Path, leaning: str) -> None:
    edition = draft_edition(make_project(tmp_path, second=leaning.format(SECOND)))
    assert read_summary(edition) == []  # two sentences are no summary


@pytest.mark.parametrize(
    "broken",
    [
        "من يعرف متى وصلت 40 سفينة إلى ميناء صور في 12 فبراير/شباط 2024؟",
        "وصلت 40 سفينة.",
        "قال كريم حداد: «وصلت 40 سفينة إلى الميناء في 12 فبراير/شباط 2024. ثم عادت كلها».",
        f"{' '.join(['سفينة'] * 40)} {LEAD}",
    ],
    ids=["question", "short", "quotation cut in two", "long"],
)
def test_a_sentence_that_says_nothing_whole_is_not_taken(tmp_path: Path, broken: str) -> None:
    assert read_summary(draft_edition(make_project(tmp_path, lead=broken))) == []


def test_a_short_article_has_no_summary(tmp_path: Path) -> None:
    make_project(tmp_path)
    path = tmp_path / "article.md"
    path.write_text(path.read_text(encoding="utf-8").replace(_FILLER, ""), encoding="utf-8")
    assert read_summary(draft_edition(tmp_path)) == []


def test_an_editor_chooses_the_sentences_and_their_order(tmp_path: Path) -> None:
    make_project(tmp_path, 'summary = ["تبلغ كلفة الأعمال", "أعلنت وزارة النقل"]\n')
    assert read_summary(draft_edition(tmp_path)) == [THIRD, LEAD]


def test_a_sentence_without_facts_gets_a_place_to_lead_to(tmp_path: Path) -> None:
    plain = "عاد الصيادون إلى البحر بلا خوف."
    make_project(tmp_path, 'summary = ["عاد الصيادون"]\n', third=plain)
    edition = draft_edition(tmp_path)
    assert read_summary(edition) == [plain]
    assert edition.front_matter[0].summary[0].sentence in list_anchors(edition.articles[0])


def test_an_editor_can_do_without(tmp_path: Path) -> None:
    assert read_summary(draft_edition(make_project(tmp_path, "summary = false\n"))) == []


@pytest.mark.parametrize(
    ("words", "says", "hint"),
    [
        ("أعلنت وزارة النفط", "no sentence of the article begins", "أعلنت وزارة النقل"),
        ("ثم مضى", "sentences of the article begin", "more of its words"),
    ],
)
def test_a_sentence_that_is_not_there_or_not_alone_is_refused_with_its_place(
    tmp_path: Path, words: str, says: str, hint: str
) -> None:
    make_project(tmp_path, f'theme = "briefing"\nsummary = [\n  "{words}",\n]\n')
    with pytest.raises(ConfigError) as caught:
        draft_edition(tmp_path)
    assert says in str(caught.value) and hint in str(caught.value.hint)
    assert caught.value.location is not None
    assert (caught.value.location.line, caught.value.location.column) == (4, 3)


def test_spelling_and_quotation_marks_do_not_matter_to_a_beginning(tmp_path: Path) -> None:
    edition = draft_edition(make_project(tmp_path))
    (found,) = find_sentences(edition, "اعلنت  وزارة «النقل»")
    assert squeeze(found.text) == LEAD
    assert find_nearest(edition, "كلام آخر تماما") == ""


def test_every_sentence_of_the_own_summary_is_a_sentence_of_the_article() -> None:
    edition = draft_edition(ROOT)
    known = [squeeze(sentence.text) for sentence in list_sentences(edition)]
    summary = read_summary(edition)
    assert 3 <= len(summary) <= 5
    assert all(sentence in known for sentence in summary)
    assert 90 <= sum(len(sentence.split()) for sentence in summary) <= 190


def test_the_choice_is_the_same_each_time(tmp_path: Path) -> None:
    edition = draft_edition(make_project(tmp_path))
    assert choose_sentences(edition) == choose_sentences(edition)
