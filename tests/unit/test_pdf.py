from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from report import pdfium
from report.document import Document, Heading, Paragraph, Text
from report.edition import Edition, compose_edition
from report.errors import ConfigError
from report.weasy import Layout
from report.writers import Artifact, Attachment, WriterOptions, pdf
from report.writers._pages import is_mark, join_passages
from report.writers.pdf import choose_paper, shorten, tighten
from tests.pdf_structure import dump_structure
from tests.unit.epub_samples import Script, make_document, make_edition, make_renderer, make_tables
from tests.unit.test_pdfium import strip_marks

SIZES = {"A4": (595.28, 841.89), "A5": (419.53, 595.28), "Letter": (612, 792)}


def write(edition: Edition, **options: object) -> Artifact:
    (artifact,) = pdf.write(edition, make_renderer(), WriterOptions(**options), {})  # type: ignore[arg-type]
    return artifact


def compose(document: Document, *, with_facts: bool = False) -> Edition:
    tables = make_tables(document) if with_facts else ()
    return compose_edition(document, tables, timestamp="2022-01-20T00:00:00Z")


def make_plain(title: str = "عنوان المقال", paragraphs: int = 3, deck: str = "") -> Document:
    """An article of paragraphs, with no facts and no notes."""
    script = Script()
    heading = script.text(title)
    script.line_end()
    standfirst = (script.text(deck),) if deck else ()
    script.line_end()
    blocks = tuple(script.paragraph("كتب الطالب الدرس ثم سكت قليلا. " * 12) for _ in range(paragraphs))
    document = make_document()
    return replace(
        document,
        source=replace(document.source, text="".join(script.parts)),
        title=heading,
        deck=standfirst,
        credit=None,
        blocks=blocks,
        footnotes=(),
    )


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    """One block of every kind, with facts and notes."""
    return write(make_edition())


# The artifact.


def test_the_artifact_is_a_file_without_findings(artifact: Artifact) -> None:
    assert (artifact.name, artifact.media_type) == ("briefing.pdf", "application/pdf")
    assert artifact.data.startswith(b"%PDF-1.7")
    assert artifact.findings == ()


def test_the_outline_lists_headings_tables_and_pages(artifact: Artifact) -> None:
    def titles(kind: str) -> list[tuple[str, int]]:
        return [(entry.title, entry.page) for entry in artifact.outline if entry.kind == kind]

    assert titles("heading") == [
        ("المحتويات", 2),
        ("صورة واحدة عن Il-76 و(An-124)", 3),
        ("لماذا & كيف؟", 3),
        ("عنوان فرعي عن CSTO", 3),
        ("جداول الحقائق", 4),
        ("بيان الطبعة", 5),
    ]
    assert titles("table") == [("الأرقام كما وردت في النص", 4)]
    assert titles("page") == [("الغلاف", 1), ("2", 2), ("3", 3), ("4", 4), ("5", 5)]
    levels = {entry.title: entry.level for entry in artifact.outline if entry.kind == "heading"}
    assert levels["لماذا & كيف؟"] == 2 and levels["عنوان فرعي عن CSTO"] == 3


def test_the_reading_text_is_the_article_then_its_notes(artifact: Artifact) -> None:
    lines = [strip_marks(line) for line in artifact.reading_text.split("\n")]
    assert lines[2] == "لماذا & كيف؟"
    assert lines[-3:-2] == ["خاتمة."]
    assert lines[-1] == "حاشية ثانية."
    assert "تقرير" not in artifact.reading_text  # the cover's brand is not the article's


def test_a_paragraph_on_two_pages_is_one_line() -> None:
    document = make_plain(paragraphs=12)
    printed = write(compose(document), paper="A5")
    passages = pdfium.read_passages(printed.data, is_mark)
    bodies = [passage for passage in passages if "Art" in passage.path and "الطالب" in passage.text]
    lines = [line for line in printed.reading_text.split("\n") if "الطالب" in line]
    assert len(bodies) > len(lines) == 12
    assert join_passages(passages) == printed.reading_text


@pytest.mark.parametrize(
    ("target", "ours"), [("fact-1", True), ("note-2", True), ("heading-1", False), ("table-x", False)]
)
def test_marks_are_known_by_where_they_lead(target: str, ours: bool) -> None:
    assert is_mark(target) is ours


# Metadata, attachments, bytes.


def test_the_file_and_its_metadata_say_whose_it_is(artifact: Artifact) -> None:
    edition = make_edition()
    with pikepdf.open(io.BytesIO(artifact.data)) as file, file.open_metadata() as metadata:
        assert metadata["dc:identifier"] == edition.metadata.identifier
        assert metadata["dc:title"] == edition.metadata.title == str(file.docinfo.Title)
        assert metadata["dc:language"] == {"ar"}
        assert metadata["xmp:CreateDate"] == metadata["xmp:ModifyDate"] == "2022-01-20T00:00:00Z"
        assert str(file.docinfo.CreationDate) == "D:20220120000000Z"
        identifier = file.trailer.ID[0]
        assert bytes(identifier) == edition.metadata.identifier.encode()


def test_attachments_are_in_the_file_with_words_of_ours() -> None:
    data = "نص\r\n".encode("cp1256")
    source = Attachment(name="مقال.txt", media_type="text/plain", data=data, relationship="Source")
    facts = Attachment(name="facts.json", media_type="application/json", data=b"{}", relationship="Data")
    printed = write(compose(make_plain()), attachments=(source, facts))
    with pikepdf.open(io.BytesIO(printed.data)) as file:
        assert file.attachments["مقال.txt"].get_file().read_bytes() == data
        assert file.attachments["مقال.txt"].description == "المقال كما كُتب"
        assert file.attachments["facts.json"].description == "الحقائق وأدلتها"


def test_the_same_edition_gives_the_same_bytes(artifact: Artifact) -> None:
    assert write(make_edition()).data == artifact.data


def test_both_profiles_have_the_same_text(artifact: Artifact) -> None:
    other = write(make_edition(), profile="archive-2")
    assert other.data.startswith(b"%PDF-2.0")
    assert other.findings == ()
    assert other.reading_text == artifact.reading_text
    assert other.outline == artifact.outline
    assert pdfium.list_links(other.data) == pdfium.list_links(artifact.data)
    assert write(make_edition(), profile="archive-2").data == other.data


# Paper.


@pytest.mark.parametrize(
    ("paper", "with_facts"), [("A4", False), ("A5", True), ("A5", False), ("Letter", True)]
)
def test_every_paper_prints_every_article(paper: str, with_facts: bool) -> None:
    document = make_document()
    printed = write(
        replace(compose(document, with_facts=with_facts), images=make_edition().images), paper=paper
    )
    assert printed.findings == ()
    with pikepdf.open(io.BytesIO(printed.data)) as file:
        for page in file.pages:
            assert [float(edge) for edge in page.MediaBox] == pytest.approx([0, 0, *SIZES[paper]], abs=0.1)


def test_an_unknown_paper_is_a_setting_that_cannot_be() -> None:
    with pytest.raises(ConfigError, match="no paper size B5") as caught:
        write(compose(make_plain()), paper="B5")
    assert "A4, Letter, A5" in str(caught.value.hint)


def test_a_column_stands_beside_the_text_where_there_is_room_and_need() -> None:
    renderer = make_renderer()
    assert choose_paper(renderer, "A4", has_facts=True)["has_side"]
    assert not choose_paper(renderer, "A4", has_facts=False)["has_side"]
    assert not choose_paper(renderer, "A5", has_facts=True)["has_side"]


def test_a_tighter_paper_has_less_leading_and_the_same_sizes() -> None:
    paper = choose_paper(make_renderer(), "A4", has_facts=True)
    tighter = tighten(paper, 0.04)
    assert tighter["scale"]["text"] == (13, 19.68)
    assert tighter["scale"]["between"] == 7.2
    assert tighter["margins"] == paper["margins"]
    assert tighter["cell"] == paper["cell"]
    assert tighten(paper, 0.04, 0.5)["cell"] == paper["cell"] / 2


@pytest.mark.parametrize(
    ("pages", "leadings", "chosen"),
    [
        (6, [(6, 0.5)], 0),  # the last page is well filled
        (6, [(6, 0.1), (5, 0.9)], 1),
        (6, [(6, 0.1), (6, 0.05), (5, 1.0)], 2),
        (6, [(6, 0.1), (6, 0.05), (6, 0.02), (6, 0.01), (6, 0.2), (6, 0.3)], 5),  # a wider leading fills it
        (
            6,
            [(6, 0.1), (6, 0.05), (6, 0.02), (6, 0.01), (7, 0.5), (6, 0.2)],
            0,
        ),  # no leading saves or fills it
        (4, [(4, 0.1)], 0),  # so short a book has no other page to take the lines
        (40, [(40, 0.1)], 0),  # so long a book is not laid out again
    ],
)
def test_a_last_page_with_next_to_nothing_is_saved(
    monkeypatch: pytest.MonkeyPatch, pages: int, leadings: list[tuple[int, float]], chosen: int
) -> None:
    """The page before the back cover is the one that counts."""
    layouts = [
        Layout(
            document=None,
            page_count=count,
            pages={},
            fills=tuple(fill if page == count - 2 else 1.0 for page in range(count)),
            findings=(),
        )
        for count, fill in leadings
    ]
    coming = iter(layouts)
    monkeypatch.setattr(pdf._Book, "render", lambda self: "")
    monkeypatch.setattr(pdf._Book, "_lay_out", lambda *arguments, **options: next(coming))
    book = pdf._Book(compose(make_plain()), make_renderer(), WriterOptions())
    assert book.lay_out() is layouts[chosen]
    assert list(coming) == []
    assert layouts[0].page_count == pages


@pytest.mark.parametrize(("text", "chosen"), [(4, 1), (3, 0)])
def test_contents_that_end_on_a_page_of_their_own_are_saved(
    monkeypatch: pytest.MonkeyPatch, text: int, chosen: int
) -> None:
    """The contents begin on page 2; page 3 carries next to nothing, theirs or the first of the text."""
    layouts = [
        Layout(
            document=None,
            page_count=8,
            pages={"contents": 2, "article": text},
            fills=(1, 1, fill, 1, 1, 1, 1, 1),
            findings=(),
        )
        for fill in (0.1, 0.5)
    ]
    coming = iter(layouts)
    monkeypatch.setattr(pdf._Book, "render", lambda self: "")
    monkeypatch.setattr(pdf._Book, "_lay_out", lambda *arguments, **options: next(coming))
    book = pdf._Book(compose(make_plain()), make_renderer(), WriterOptions())
    assert book.lay_out() is layouts[chosen]


# What an article may lack or have too much of.


def test_an_article_without_facts_has_no_facts_section() -> None:
    printed = write(compose(make_plain()))
    assert printed.findings == ()
    assert [entry.title for entry in printed.outline if entry.kind == "table"] == []
    assert "جداول الحقائق" not in " ".join(pdfium.read_text(printed.data))


def test_an_article_without_headings_has_no_contents() -> None:
    titles = [entry.title for entry in write(compose(make_plain())).outline if entry.kind == "heading"]
    assert titles == ["عنوان المقال", "بيان الطبعة"]


@pytest.mark.parametrize(
    ("words", "deck"), [(1, ""), (1, "تمهيد"), (12, "تمهيد طويل جدا " * 12), (60, ""), (60, "تمهيد " * 40)]
)
def test_titles_and_decks_of_any_length_fit(words: int, deck: str) -> None:
    title = " ".join(["عنوان"] * words)
    printed = write(compose(make_plain(title=title, deck=deck.strip())))
    assert printed.findings == ()
    lines = [strip_marks(line) for line in printed.reading_text.split("\n")]
    assert lines[0].split() == title.split()
    assert (lines[1].split() == deck.split()) if deck else ("الطالب" in lines[1])
    for link in pdfium.read_passages(printed.data):
        for line in link.lines:
            assert 0 <= line.box[0] < line.box[2] <= SIZES["A4"][0]


def test_a_title_is_set_in_balanced_lines() -> None:
    """The lines of a title on the cover are about as long as each other."""
    title = "سؤال طويل عن منظمة معاهدة الأمن الجماعي وما جرى بعد ذلك في شوارع المدينة"
    printed = write(compose(make_plain(title=title)))
    cover = next(passage for passage in pdfium.read_passages(printed.data) if len(passage.lines) > 1)
    widths = [line.box[2] - line.box[0] for line in cover.lines]
    assert cover.page == 1
    assert min(widths) > 0.6 * max(widths)


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("قصير", 10, "قصير"),
        ("كلمة ثانية ثالثة", 12, "كلمة ثانية…"),
        ("كلمة، ثانية", 8, "كلمة…"),
    ],
)
def test_a_running_head_is_cut_at_a_word(text: str, limit: int, short: str) -> None:
    assert shorten(text, limit) == short


# Facts, both ways.


def test_each_row_leads_to_its_sentence_and_back(artifact: Artifact) -> None:
    edition = make_edition()
    rows = [row for section in edition.sections for item in section.tables for row in item.rows]
    links = pdfium.list_links(artifact.data)
    with pikepdf.open(io.BytesIO(artifact.data)) as file:
        named = file.Root.Names.Dests.Names
        pages: list[object] = [page.objgen for page in file.pages]
        places = {str(named[at]): pages.index(named[at + 1][0].objgen) + 1 for at in range(0, len(named), 2)}
    assert rows
    for row in rows:
        assert places[row.id] == 4 and places[row.sentence] == 3
        to_row = [link for link in links if link.target == row.id]
        assert {link.page for link in to_row} == {3}
        assert [link.page for link in links if link.target == row.sentence] == [4]


def test_every_inner_link_has_a_target(artifact: Artifact) -> None:
    with pikepdf.open(io.BytesIO(artifact.data)) as file:
        named = file.Root.Names.Dests.Names
        names = {str(named[at]) for at in range(0, len(named), 2)}
    assert {link.target for link in pdfium.list_links(artifact.data) if not link.external} <= names


def test_every_entry_of_the_contents_is_one_link_with_its_words(artifact: Artifact) -> None:
    entries = [link for link in pdfium.list_links(artifact.data) if link.page == 2]
    assert [link.target for link in entries] == [
        "article",
        "heading-1",
        "heading-2",
        "facts",
        "table-figures",
    ]
    lines = dump_structure(artifact.data).splitlines()
    assert sum(line.strip() == "TOCI" for line in lines) == len(entries)
    assert "→ heading-2 (عنوان فرعي عن CSTO)" in {line.strip() for line in lines}


# Documents from the left.


def test_an_english_article_is_bound_on_the_left() -> None:
    document = make_plain(title="A title")
    text = Text(text="Some English text of the article. " * 5, span=document.title.span)
    heading = Heading(level=2, inlines=(replace(text, text="A heading"),), span=text.span)
    english = replace(
        document,
        language="en",
        direction="ltr",
        blocks=(heading, Paragraph(inlines=(text,), span=text.span)),
    )
    (printed,) = pdf.write(compose(english), make_renderer(language="en"), WriterOptions(), {})
    assert printed.findings == ()
    assert printed.reading_text.startswith("A title\nA heading\nSome English text of the article. Some")
    with pikepdf.open(io.BytesIO(printed.data)) as file:
        assert file.Root.ViewerPreferences.Direction == "/L2R"
        assert str(file.Root.Lang) == "en"
