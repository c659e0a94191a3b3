"""Many articles in one book: how settings name them, how places, numbers and names come together."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import MappingProxyType

import pytest

from report.arabic.sorting import collate, find_initial
from report.document import FactMark, Hints, Source, Span, iterate_leaves, iterate_texts, read_inlines
from report.edition import Edition, Part, Piece, compose_book
from report.edition._index import Entry, Name, merge_names, sort_entries
from report.errors import ConfigError, ReportError, SourceError
from report.pipeline import draft, read_documents
from report.project import load_project
from report.readers import read
from report.writers.pdf import first_of_page
from tests.conftest import ROOT

SAMPLE = ROOT / "tests" / "samples" / "collection"
TITLE = 'title = "كتاب"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one.md", "two.txt"):
        (tmp_path / name).write_text(f"عنوان {name[:3]}\n\nفقرة واحدة في القاهرة.\n", encoding="utf-8")
    return tmp_path


def write(folder: Path, settings: str) -> Path:
    (folder / "report.toml").write_text(settings, encoding="utf-8")
    return folder


# The settings.


def test_articles_are_read_in_their_order(folder: Path) -> None:
    (folder / "two.facts.toml").write_text("", encoding="utf-8")
    project = load_project(write(folder, f'[collection]\n{TITLE}articles = ["two.txt", "one.md"]\n'))
    assert [article.name for article in project.articles] == ["two", "one"]
    assert [article.review is not None for article in project.articles] == [True, False]
    assert [part.title for part in project.parts] == [""]


def test_parts_have_titles(folder: Path) -> None:
    part = '[[collection.parts]]\ntitle = "{}"\narticles = ["{}"]\n'
    settings = f"[collection]\n{TITLE}" + part.format("أول", "one.md") + part.format("ثان", "two.txt")
    project = load_project(write(folder, settings))
    assert [(part.title, part.articles[0].name) for part in project.parts] == [("أول", "one"), ("ثان", "two")]


def test_two_articles_of_one_name_have_files_of_their_own(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "one.txt").write_text("عنوان\n\nفقرة.\n", encoding="utf-8")
    project = load_project(write(folder, f'[collection]\n{TITLE}articles = ["one.md", "deep/one.txt"]\n'))
    assert [article.name for article in project.articles] == ["one", "one-2"]


@pytest.mark.parametrize(
    ("settings", "place", "text"),
    [
        (
            f'article = "one.md"\n[collection]\n{TITLE}articles = ["one.md"]\n',
            (1, 1),
            "a report has one article or is a collection",
        ),
        (
            f'[collection]\n{TITLE}articles = ["one.md"]\n[document]\ntitle = 1\n',
            (4, 2),
            "the lines of a document are those of one article; this is a collection",
        ),
        (
            f'[collection]\n{TITLE}articles = ["one.md"]\n'
            '[[collection.parts]]\ntitle = "ب"\narticles = ["two.txt"]\n',
            (3, 1),
            "a collection lists its articles, or parts that do",
        ),
        (f"[collection]\n{TITLE}", (1, 2), "the collection has no articles"),
        ('[collection]\narticles = ["one.md"]\n', (1, 2), "the collection has no title"),
        (
            f'[collection]\n{TITLE}articles = [\n  "one.md",\n  "./one.md",\n]\n',
            (5, 3),
            "is named twice, first in line 4",
        ),
        (f'[collection]\n{TITLE}articles = ["one.md",\n "one.md"]\n', (4, 2), "is named twice"),
        (f'[collection]\n{TITLE}articles = ["one.md", "none.md"]\n', (3, 23), "none.md is not there"),
        (f'[collection]\n{TITLE}articles = ["../one.md"]\n', (3, 13), "is outside the project"),
        (
            f'[collection]\n{TITLE}[[collection.parts]]\ntitle = "أ"\narticles = []\n',
            (5, 1),
            "collection.parts.articles cannot be",
        ),
        (
            f'[collection]\n{TITLE}[[collection.parts]]\narticles = ["one.md"]\n',
            (3, 3),
            "the setting collection.parts.title is missing",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    folder: Path, settings: str, place: tuple[int, int], text: str
) -> None:
    with pytest.raises(ReportError) as caught:
        load_project(write(folder, settings))
    assert text in str(caught.value)
    assert caught.value.location
    assert (caught.value.location.line, caught.value.location.column) == place
    assert isinstance(caught.value, ConfigError | SourceError)


def test_a_book_has_one_language(folder: Path) -> None:
    (folder / "english.md").write_text("---\ntitle: A\nlanguage: en\n---\n\nText.\n", encoding="utf-8")
    project = load_project(write(folder, f'[collection]\n{TITLE}articles = ["one.md", "english.md"]\n'))
    with pytest.raises(ConfigError, match="this article is in the language en") as caught:
        read_documents(project)
    assert str(caught.value.location).endswith("english.md:1")
    said = load_project(
        write(folder, f'language = "ar"\n[collection]\n{TITLE}articles = ["one.md", "english.md"]\n')
    )
    assert {document.language for document in read_documents(said)} == {"ar"}


def test_an_article_of_a_collection_is_still_one(folder: Path) -> None:
    write(folder, f'[collection]\n{TITLE}articles = ["one.md", "two.txt"]\n')
    edition = draft(load_project(folder / "two.txt")).edition
    assert [section.id for section in edition.sections] == ["article", "facts", "colophon"]


# The book.


@pytest.fixture(scope="module")
def edition() -> Edition:
    return draft(load_project(SAMPLE)).edition


def test_each_article_has_its_section(edition: Edition) -> None:
    roles = Counter(section.role for section in edition.sections)
    assert roles == {"part": 3, "article": 10, "facts": 1, "notes": 1, "index": 1, "colophon": 1}
    assert edition.metadata.title == "دفاتر الماء"
    assert edition.metadata.date == "2025-06-01"
    assert read_inlines(edition.articles[4].part).text == "على السواحل"


def test_no_id_and_no_number_comes_twice(edition: Edition) -> None:
    groups = [group for section in edition.sections for group in section.groups]
    rows = [row for table in edition.tables for row in table.rows]
    ids = [
        *(section.id for section in edition.sections),
        *(group.id for group in groups),
        *(table.table.id for table in edition.tables),
        *(row.id for row in rows),
        *(entry.id for section in edition.sections for group in section.index for entry in group.entries),
    ]
    assert max(Counter(ids).values()) == 1
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    assert [note.number for note in edition.notes] == list(range(1, len(edition.notes) + 1))
    assert len(groups) == 10


def test_a_mark_leads_to_a_row_of_its_own_article(edition: Edition) -> None:
    for number, article in enumerate(edition.articles, 1):
        texts = [inlines for block in article.blocks for inlines in [getattr(block, "inlines", ())]]
        marks = [leaf for text in texts for leaf in iterate_leaves(text) if isinstance(leaf, FactMark)]
        assert marks
        assert {mark.target.endswith(f"-in-{number}") for mark in marks} == {True}


def test_images_of_one_name_stay_apart() -> None:
    text = "---\ntitle: عنوان\nlanguage: ar\n---\n\n![صورة](a.png)\n"
    document = read(Source.from_text(text, path="a.md"), Hints())
    pieces = tuple(
        Piece(document=document, images=MappingProxyType({"a.png": data}), key=key)
        for key, data in (("1", b"one"), ("2", b"two"))
    )
    book = compose_book((Part(pieces=pieces),), title="كتاب", timestamp="")
    assert dict(book.images) == {"1/a.png": b"one", "2/a.png": b"two"}
    assert [getattr(article.blocks[0], "path", "") for article in book.articles] == ["1/a.png", "2/a.png"]


def test_a_title_page_says_what_all_articles_agree_on() -> None:
    documents = [
        read(
            Source.from_text(
                f"---\ntitle: عنوان\nlanguage: ar\nauthor: {author}\nlicence: CC BY 4.0\n---\n\nفقرة.\n",
                path="a.md",
            ),
            Hints(),
        )
        for author in ("ليلى", "سالم")
    ]
    pieces = tuple(Piece(document=document, key=str(i)) for i, document in enumerate(documents, 1))
    book = compose_book((Part(pieces=pieces),), title="كتاب", timestamp="")
    assert (book.metadata.author, book.metadata.licence) == ("", "CC BY 4.0")
    assert all(list(iterate_texts(document)) for document in documents)


# The index.


def name(text: str, kind: str = "people", role: str = "", key: str | None = None) -> Name:
    known = text if key is None else key
    return Name(kind=kind, key=known, text=text, role=role, places=(Span(0, 1),))


def merge(*names: Name) -> list[Entry]:
    """One article for each name."""
    return merge_names([(found, f"article-{i}", f"مقال {i}", (f"s{i}",)) for i, found in enumerate(names, 1)])


@pytest.mark.parametrize(
    ("names", "sizes"),
    [
        ([name("ليلى الخوري"), name("ليلى الخوري")], [2]),
        ([name("ليلى الخوري", role="عالمة المياه"), name("ليلى الخوري", role="العالمة")], [2]),
        ([name("سالم الهاشمي", role="الشاعر"), name("سالم الهاشمي", role="المهندس")], [1, 1]),
        # It could be either of the two.
        (
            [
                name("سالم الهاشمي", role="الشاعر"),
                name("سالم الهاشمي", role="المهندس"),
                name("سالم الهاشمي"),
            ],
            [1, 1, 1],
        ),
        ([name("جابر", key=""), name("جابر", key="")], [1, 1]),
        ([name("الإمارات", "places", key="AE"), name("الإمارات العربية المتحدة", "places", key="AE")], [2]),
        ([name("العين", "places"), name("العين", "people")], [1, 1]),
    ],
)
def test_names_are_one_where_nothing_speaks_against_it(names: list[Name], sizes: list[int]) -> None:
    assert [len(entry.places) for entry in merge(*names)] == sizes


def test_two_of_one_article_are_two() -> None:
    found = [
        (name("محمد علي"), "article-1", "مقال", ("s1",)),
        (name("محمد علي"), "article-1", "مقال", ("s2",)),
    ]
    assert len(merge_names(found)) == 2


def test_namesakes_are_told_apart() -> None:
    entries = merge(
        name("سالم الهاشمي", role="الشاعر"), name("سالم الهاشمي", role="المهندس"), name("جابر", key="")
    )
    ordered = [(entry.text, qualifier) for entry, qualifier in sort_entries(entries, "people", "ar")]
    assert ordered == [("جابر", ""), ("سالم الهاشمي", "الشاعر"), ("سالم الهاشمي", "المهندس")]


def test_the_longest_name_is_printed() -> None:
    (entry,) = merge(
        name("الإمارات", "places", key="AE"), name("الإمارات العربية المتحدة", "places", key="AE")
    )
    assert entry.text == "الإمارات العربية المتحدة"


def test_names_stand_in_the_order_of_the_alphabet() -> None:
    names = ["يافا", "الرباط", "آسيا", "أبو ظبي", "أبوجا", "بَغْداد", "تونس", "هرات", "وهران", "NATO", "بيروت"]
    ordered = sorted(names, key=lambda text: collate(text, "ar"))
    assert ordered == [
        "أبو ظبي", "أبوجا", "آسيا", "بَغْداد", "بيروت", "تونس", "الرباط", "هرات", "وهران", "يافا", "NATO",
    ]  # fmt: skip
    assert [find_initial(text, "ar") for text in ("الرباط", "أبوجا", "nato", "")] == ["ر", "ا", "N", ""]


def test_the_index_of_the_sample(edition: Edition) -> None:
    (section,) = (section for section in edition.sections if section.role == "index")
    people, places = section.index
    shown = [(read_inlines(e.name).text, read_inlines(e.qualifier).text) for e in people.entries]
    assert ("سالم الهاشمي", "الشاعر") in shown
    assert ("سالم الهاشمي", "المهندس") in shown
    (layla,) = (entry for entry in people.entries if read_inlines(entry.name).text == "ليلى الخوري")
    assert [article for article, _ in layla.places] == ["article-1", "article-5", "article-8"]
    assert {"إسطنبول", "بغداد"} <= {read_inlines(e.name).text for e in places.entries if len(e.places) == 2}


def test_a_page_is_named_once() -> None:
    assert first_of_page(["a", "b", "c"], {"a": 4, "b": 4, "c": 6}) == ("a", "c")
    assert first_of_page(["a", "b"], {}) == ("a", "b")
