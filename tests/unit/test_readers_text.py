from __future__ import annotations

from pathlib import Path

import pytest

from report.document import Document, Heading, Hints, Source, read_inlines
from report.errors import SourceError
from report.readers import read

SAMPLES = Path(__file__).parents[1] / "samples"
WIRE = Path(__file__).parents[3] / "shared" / "articles" / "article.txt"
LONG = "جملة طويلة تنتهي بنقطة، وفيها من الكلام ما يزيد على سطر من أسطر الصحف القديمة كلها."


def read_text(text: str, hints: Hints | None = None) -> Document:
    return read(Source.from_text(text, path="a.txt"), hints or Hints())


def read_file(path: Path) -> Document:
    return read(Source.from_text(path.read_text(encoding="utf-8"), path=str(path)), Hints())


def outline(document: Document) -> dict[str, object]:
    """What was inferred, in the order of the article."""
    found: dict[str, object] = {"title": document.title.text}
    for part in ("credit", "attribution", "author"):
        text = getattr(document, part)
        if text:
            found[part] = text.text
    if document.deck:
        found["deck"] = read_inlines(document.deck).text
    return found


def list_lines(document: Document, kind: type) -> list[int]:
    return [document.source.locate(b.span.start).line for b in document.blocks if type(b) is kind]


def list_headings(document: Document) -> list[str]:
    return [read_inlines(b.inlines).text for b in document.blocks if isinstance(b, Heading)]


@pytest.mark.parametrize(
    ("name", "parts", "headings", "blocks"),
    [
        (
            "no-deck",
            {"title": "جسر جديد يختصر الطريق إلى الجزيرة", "attribution": "صحيفة الجزيرة المحلية"},
            ["من دفع الثمن؟", "ماذا عن الصيادين"],
            7,
        ),
        (
            "no-headings",
            {
                "title": "مكتبة متنقلة تعبر الجبال على ظهور البغال",
                "credit": "رويترز",
                "attribution": "وكالات",
                "deck": "في قرى لا تصلها السيارات، صارت زيارة المكتبة موعدا ينتظره الأطفال كل أسبوعين",
            },
            [],
            4,
        ),
        (
            "credit-at-end",
            {
                "title": "الواحة التي عاد إليها الماء",
                "credit": "هدى المنصور",
                "attribution": "الجمعية الزراعية",
                "author": "مريم الزهراني",
                "deck": "بعد عشرين عاما من الجفاف، أعادت قناة قديمة الحياة إلى نخيل الواحة ومعها نصف أهلها",
            },
            ["قناة من زمن الأجداد", "كيف عاد الماء؟"],
            8,
        ),
        (
            "mail",
            {
                "title": "سباق القوارب يعود إلى النهر بعد عشر سنوات",
                "credit": "الفرنسية",
                "attribution": "اتحاد التجديف",
                "deck": "اثنا عشر فريقا وثلاثة أيام من التجديف على مسافة 42 كيلومترا",
            },
            ["لماذا توقف السباق؟"],
            4,
        ),
    ],
)
def test_samples_of_other_shapes(name: str, parts: dict[str, str], headings: list[str], blocks: int) -> None:
    document = read_file(SAMPLES / f"{name}.txt")
    assert outline(document) == parts
    assert list_headings(document) == headings
    assert len(document.blocks) == blocks


@pytest.mark.skipif(not WIRE.exists(), reason="the wire article is not ours to ship")
def test_the_wire_article() -> None:
    document = read_file(WIRE)
    assert document.credit and document.credit.text == "الأناضول"
    assert document.attribution and document.attribution.text == "أسوشيتد برس"
    assert document.source.locate(document.title.span.start).line == 1
    assert [document.source.locate(inline.span.start).line for inline in document.deck] == [3]  # type: ignore[union-attr]
    assert list_lines(document, Heading) == [13, 17, 25, 37, 43, 57]
    assert len(document.blocks) == 29


def test_lines_broken_by_a_mail_program_are_joined_with_the_line_end_as_a_space() -> None:
    document = read_file(SAMPLES / "mail.txt")
    source = document.source
    reading = read_inlines(document.blocks[0].inlines)  # type: ignore[union-attr]
    assert "\n" not in reading.text
    assert reading.text == source[document.blocks[0].span].replace("\n", " ")
    place = reading.text.index("7 مدن")
    (span,) = reading.source_spans(place, place + 5)
    assert source[span] == "7 مدن"


def test_short_lines_of_verse_are_not_joined() -> None:
    verse = "\n".join(["يا نهر يا ساكنا في القلب والوادي"] * 6)
    assert len(read_text(f"قصيدة\n\n{LONG}\n\n{verse}\n\n{LONG}").blocks) == 8


@pytest.mark.parametrize(
    "line",
    [
        *("المصدر : رويترز", "المصدر: رويترز", "مصدر: رويترز", "المَصدر: رويترز", "المصدر:رويترز"),
        *("Source: رويترز", "source : رويترز", "المصدر/ رويترز", "المصدر :\nرويترز"),
        *("\u200fالمصدر\u200f: رويترز", "المصدر:رويترز"),
    ],
)
def test_the_source_line_and_its_variants(line: str) -> None:
    document = read_text(f"عنوان\n\n{LONG}\n\n{LONG}\n\n{line}\n")
    assert document.attribution
    assert document.attribution.text == document.source[document.attribution.span] == "رويترز"
    assert len(document.blocks) == 2


@pytest.mark.parametrize("line", ["المصدر الوحيد: شاهد.", "قال المصدر: لا", "المصدر: " + LONG * 2])
def test_a_sentence_about_a_source_is_text(line: str) -> None:
    document = read_text(f"عنوان\n\n{LONG}\n\n{line}\n\n{LONG}")
    assert document.attribution is None
    assert len(document.blocks) == 3


@pytest.mark.parametrize(
    ("deck", "credit"),
    [
        ("سطر يلخص الخبر (الأناضول)", "الأناضول"),
        ("سطر يلخص الخبر (وكالة الأنباء الفرنسية)", "وكالة الأنباء الفرنسية"),
        ("سطر يلخص الخبر (Reuters)", "Reuters"),
        ("سطر يلخص الخبر (الأناضول).", "الأناضول"),
        ("سطر يلخص خبر الطائرة (IL-76)", None),
        ("سطر يلخص خبر الحلف (NATO)", None),
        ("سطر يلخص خبر الحلف (تأسس عام 1949)", None),
        ("سطر يلخص الخبر", None),
    ],
)
def test_the_bracket_that_ends_the_deck_is_the_credit(deck: str, credit: str | None) -> None:
    document = read_text(f"عنوان\n\n{deck}\n\n{LONG}\n\n{LONG}")
    assert (document.credit and document.credit.text) == credit
    assert read_inlines(document.deck).text == (deck if credit is None else "سطر يلخص الخبر")


@pytest.mark.parametrize("line", ["تصوير: سلمى", "الصورة : سلمى", "(سلمى)", "Photo: سلمى"])
@pytest.mark.parametrize("after", ["", "\n\nالمصدر: رويترز"])
def test_a_credit_at_the_end(line: str, after: str) -> None:
    document = read_text(f"عنوان\n\n{LONG}\n\n{LONG}\n\n{line}{after}")
    assert document.credit and document.credit.text == "سلمى"
    assert len(document.blocks) == 2


def test_the_first_text_is_a_paragraph_where_it_is_a_sentence() -> None:
    document = read_text(f"عنوان\n\n{LONG}\n\n{LONG}")
    assert document.deck == ()
    assert len(document.blocks) == 2


def test_a_question_below_the_title_is_a_heading() -> None:
    document = read_text(f"عنوان\n\nما القصة؟\n\n{LONG}\n\n{LONG}")
    assert document.deck == ()
    assert list_headings(document) == ["ما القصة؟"]


@pytest.mark.parametrize(
    "lines",
    [
        ["روسيا", "أرمينيا", "بيلاروسيا"],
        ["- هل وصلت؟", "- نعم"],
        ["- من أنت؟"],
        ["«لن أعود»"],
        ["من أنت؟", "أنا جارك", "ومن أين؟"],
        ["نعم."],
        ["وهذه أسماؤهم:"],
        ["12 / 2022"],
        [LONG.rstrip(".") + " وزيادة عليه حتى يطول"],
    ],
)
def test_short_lines_that_are_no_headings(lines: list[str]) -> None:
    body = "\n\n".join([LONG, LONG, *lines, LONG])
    document = read_text(f"عنوان\n\n{body}")
    assert list_headings(document) == []
    assert len(document.blocks) == 3 + len(lines)


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (["تشكيك.. لماذا؟"], "تشكيك.. لماذا؟"),
        (["ورقة الغاز"], "ورقة الغاز"),
        (["1- البداية"], "1- البداية"),
        (["من قال \"لا\"؟"], "من قال \"لا\"؟"),
        (["ما العمل؟\u200f"], "ما العمل؟\u200f"),
        (["روسيا", "أرمينيا", "ماذا بعد؟"], "ماذا بعد؟"),
    ],
)  # fmt: skip
def test_short_lines_above_text_are_headings(lines: list[str], heading: str) -> None:
    body = "\n\n".join([LONG, LONG, *lines, LONG])
    assert list_headings(read_text(f"عنوان\n\n{body}")) == [heading]


def test_a_list_ends_at_an_empty_line_where_lines_are_mixed() -> None:
    document = read_text(f"عنوان\n\n{LONG}\n{LONG}\nروسيا\nأرمينيا\n\nورقة الغاز\n{LONG}")
    assert list_headings(document) == ["ورقة الغاز"]


def test_the_last_line_is_no_heading() -> None:
    assert list_headings(read_text(f"عنوان\n\n{LONG}\n\nوالبقية تأتي")) == []


def test_an_article_that_is_only_a_title() -> None:
    document = read_text("عنوان\n")
    assert (document.title.text, document.blocks, document.deck) == ("عنوان", (), ())


def test_a_title_and_one_line_have_no_deck() -> None:
    document = read_text("عنوان\n\nسطر وحيد")
    assert document.deck == ()
    assert len(document.blocks) == 1


TOLD = f"وكالة\nعنوان\nسطر أول\n{LONG}\nسطر ثان\n{LONG}\nختام (سلمى)\n"


def test_hints_overrule_what_is_inferred() -> None:
    hints = Hints(title=2, deck=5, credit=7, source=1, headings=(3,))
    document = read_text(TOLD, hints)
    assert outline(document) == {
        "title": "عنوان",
        "credit": "ختام (سلمى)",
        "attribution": "وكالة",
        "deck": "سطر ثان",
    }
    assert list_headings(document) == ["سطر أول"]
    assert len(document.blocks) == 3


def test_a_hint_of_zero_says_that_there_is_none() -> None:
    text = f"عنوان\n\nسطر (الأناضول)\n\nورقة الغاز\n\n{LONG}\n\nالمصدر: رويترز\n"
    document = read_text(text, Hints(deck=0, credit=0, source=0, headings=()))
    assert outline(document) == {"title": "عنوان"}
    assert list_headings(document) == []
    assert len(document.blocks) == 4


def test_hints_for_the_deck_and_its_credit() -> None:
    text = f"عنوان\n\n{LONG} (الأناضول)\n\n{LONG}\n"
    document = read_text(text, Hints(deck=3, credit=3))
    assert outline(document) == {"title": "عنوان", "credit": "الأناضول", "deck": LONG}


def test_labels_and_brackets_are_cut_off_what_hints_name() -> None:
    text = f"عنوان\n{LONG}\n(الأناضول)\nالمصدر: رويترز\n{LONG}\n"
    document = read_text(text, Hints(credit=3, source=4))
    assert outline(document) == {"title": "عنوان", "credit": "الأناضول", "attribution": "رويترز"}


@pytest.mark.parametrize(
    ("hints", "line"), [(Hints(title=2), 2), (Hints(deck=1), 1), (Hints(headings=(1,)), 1)]
)
def test_a_hint_that_names_an_empty_or_a_taken_line_is_refused(hints: Hints, line: int) -> None:
    with pytest.raises(SourceError) as caught:
        read_text(f"عنوان\n\n{LONG}\n", hints)
    assert str(caught.value) == f"line {line} is empty, or is something else already"
    assert str(caught.value.location) == f"a.txt:{line}:1"


def test_a_hint_parts_lines_that_would_be_joined() -> None:
    text = (SAMPLES / "mail.txt").read_text(encoding="utf-8")
    document = read_text(text, Hints(headings=(6,)))
    assert list_lines(document, Heading) == [6]


def test_lines_count_the_same_with_every_line_end() -> None:
    text = (SAMPLES / "credit-at-end.txt").read_text(encoding="utf-8")
    lines = [list_lines(read_text(text.replace("\n", end)), Heading) for end in ("\n", "\r\n", "\r")]
    assert lines == [[8, 12]] * 3
