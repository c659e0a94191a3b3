"""Notes and fact tables of an e-book: links both ways, and tables that a small screen can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from lxml import etree

from report.arabic.digits import DIGITS, DigitFamily
from report.checks import Subject
from report.checks._publication import XHTML, Publication, open_publication, report
from report.errors import Finding, message

RULES = {
    "note-leads-back": "each call leads to its note, each note back to its call, under a name of its own",
    "mark-is-isolated": "a number of ours has a direction of its own, so that it joins no number beside it",
    "numbers-are-of-one-family": "the numbers of pages, notes and facts are in the digits of the edition",
    "table-reads-as-cards": "a table has a caption, headers with scope, roles, and four columns at most",
    "fact-leads-to-its-sentence": "each row of facts leads to its sentence, each mark of a sentence to a row",
}

_MOST_COLUMNS = 4
_KOBO_NOTE = range(9, 5001)  # characters; a longer or shorter one opens no pop-up (Kobo's EPUB specification)


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    for path, root in book.documents.items():
        yield from check_tables(path, root)
        yield from check_marks(path, root)
    yield from check_notes(book)
    yield from check_digits(book, subject.edition.metadata.digits)
    yield from check_facts(book, [article.id for article in subject.edition.articles])


def check_notes(book: Publication) -> Iterator[Finding]:
    rule = "note-leads-back"
    calls = {
        (path, call.get("id", "")): book.resolve(path, call.get("href", ""))
        for path, root in book.in_order()
        for call in root.iterfind(f".//{XHTML}a[@role='doc-noteref']")
    }
    names: Counter[str] = Counter()
    read: set[tuple[str, str]] = set()  # the calls of this document and of those before it
    for path, root in book.in_order():
        read.update(call for call in calls if call[0] == path)
        for note in root.iterfind(f".//{XHTML}aside[@role='doc-footnote']"):
            here = (path, note.get("id", ""))
            back = note.find(f".//{XHTML}a[@role='doc-backlink']")
            target = book.resolve(path, back.get("href", "")) if back is not None else ("", "")
            if calls.get(target) != here:
                yield report(rule, message("the note {id} does not lead back to its call", id=here[1]), path)
            elif target not in read:
                yield report(rule, message("the note {id} comes before its call", id=here[1]), path)
            names[back.get("aria-label", "") if back is not None else ""] += 1
            if len("".join(map(str, note.itertext())).strip()) not in _KOBO_NOTE:
                text = message("the note {id} is too short or too long for a pop-up", id=here[1])
                yield report(rule, text, path)
    for name, count in names.items():
        if count > 1 or not name:
            yield report(rule, message("{count} links of one name: {name}", count=count, name=name))


def check_marks(path: str, root: etree._Element) -> Iterator[Finding]:
    """Digits in a row are one number to the bidirectional algorithm, whatever elements they are in."""
    for mark in root.iterfind(f".//{XHTML}a[@data-ours]"):
        if "".join(map(str, mark.itertext())).isdecimal() and "dir" not in mark.attrib:
            text = message("the mark {name} has no direction", name=mark.get("aria-label"))
            yield report("mark-is-isolated", text, path)


def check_digits(book: Publication, family: DigitFamily) -> Iterator[Finding]:
    """Print, markers, navigation and marks say a number in one way."""
    for path, root in book.documents.items():
        said = [
            *(element.get("aria-label", "") for element in root.iterfind(".//*[@role='doc-pagebreak']")),
            *("".join(map(str, mark.itertext())) for mark in root.iterfind(f".//{XHTML}a[@data-ours]")),
            *(
                "".join(map(str, link.itertext()))
                for nav in root.iterfind(f".//{XHTML}nav[@role='doc-pagelist']")
                for link in nav.iter(f"{XHTML}a")
            ),
        ]
        for number in said:
            if number.isdecimal() and not set(number) <= set(DIGITS[family]):
                text = message("the number {number} is not in {family} digits", number=number, family=family)
                yield report("numbers-are-of-one-family", text, path)


def check_tables(path: str, root: etree._Element) -> Iterator[Finding]:
    rule = "table-reads-as-cards"
    for table in root.iterfind(f".//{XHTML}table[@class='facts']"):
        name = table.get("id", "")
        caption = table.find(f"{XHTML}caption")
        if caption is None or not "".join(map(str, caption.itertext())).strip():
            yield report(rule, message("the table {id} has no caption", id=name), path)
        rows = list(table.iter(f"{XHTML}tr"))
        if any(len(row) > _MOST_COLUMNS for row in rows):
            yield report(rule, message("the table {id} has more than four columns", id=name), path)
        roles = {f"{XHTML}tr": ("row",), f"{XHTML}td": ("cell",), f"{XHTML}th": ("rowheader", "columnheader")}
        for element in table.iter(*roles):
            scoped = not element.tag.endswith("th") or element.get("scope") in ("row", "col")
            if element.get("role") not in roles[element.tag] or not scoped:
                text = message("a cell of the table {id} has no role or scope", id=name)
                yield report(rule, text, path)
                break
        if any(row.find(f"{XHTML}th") is None for row in rows):
            yield report(rule, message("a row of the table {id} has no header", id=name), path)


def check_facts(book: Publication, articles: Collection[str]) -> Iterator[Finding]:
    """Rows have an id and lead to a sentence; after a sentence stand marks, and every mark leads to a row.

    A sentence of many facts has a mark for several. `articles` are the ids of their sections.
    """
    rows = {
        (path, row.get("id", "")): row
        for path, root in book.in_order()
        for row in root.iterfind(f".//{XHTML}table[@class='facts']/{XHTML}tbody/{XHTML}tr")
    }
    marked: set[tuple[str, str]] = set()
    for path, root in book.in_order():
        sentence = ""
        for element in root.iter(f"{XHTML}span", f"{XHTML}a"):
            if element.get("class") == "sentence":
                sentence = element.get("id", "")
            elif element.get("class") == "fact-mark":
                marked.add((path, sentence))
                if book.resolve(path, element.get("href", "")) not in rows:
                    text = message("the mark {name} leads to no fact", name=element.get("aria-label"))
                    yield report("fact-leads-to-its-sentence", text, path)
    for (path, name), row in rows.items():
        link = row.find(f".//{XHTML}a[@class='fact-number']")
        target = book.resolve(path, link.get("href", "")) if link is not None else ("", "")
        stands_in_title = target[1] in articles  # the title carries no marks
        if target[0] not in book.documents or not (target in marked or stands_in_title):
            text = message("the fact {id} and its sentence do not lead to each other", id=name)
            yield report("fact-leads-to-its-sentence", text, path)
