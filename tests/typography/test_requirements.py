"""Each requirement reports the page with its one fault, and is silent on a sound one and on whole books."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.conftest import ROOT
from tests.tools import find_shared
from tests.typography.requirements import Requirement, list_requirements
from tests.typography.subject import Subject, draw, make_book, make_long_book

REQUIREMENTS = list_requirements()
NUMBERS = [str(item.number) for item in REQUIREMENTS]

BOOKS: dict[str, Callable[[], Subject]] = {
    "own": lambda: make_book(ROOT),
    "wire": lambda: make_book(find_shared("articles/article.txt")),
    "vocalised": lambda: make_book(ROOT / "tests" / "text" / "vocalised.txt"),
    "stress": lambda: make_book(ROOT / "tests" / "text" / "stress.txt"),
    "long": make_long_book,
}

draw_once = cache(draw)


@pytest.fixture(scope="session", params=BOOKS)
def book(request: pytest.FixtureRequest) -> Subject:
    return BOOKS[request.param]()


@pytest.mark.parametrize("item", REQUIREMENTS, ids=NUMBERS)
def test_a_page_with_the_fault_is_reported(item: Requirement) -> None:
    assert list(item.check(draw_once(item.fault)))


@pytest.mark.parametrize("item", REQUIREMENTS, ids=NUMBERS)
def test_the_same_page_without_it_is_not(item: Requirement) -> None:
    assert list(item.check(draw_once(item.sound))) == []


@pytest.mark.parametrize("item", REQUIREMENTS, ids=NUMBERS)
def test_whole_books_keep_it(item: Requirement, book: Subject) -> None:
    assert list(item.check(book)) == []


def test_the_books_are_as_long_as_they_should_be(book: Subject) -> None:
    assert book.layout.page_count >= (4 if book.build else 100)
