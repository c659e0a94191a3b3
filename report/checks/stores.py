"""What the shops named in the settings ask of an e-book, and what only they can tell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image

from report.checks import Subject
from report.checks._publication import DC, EPUB_TYPE, OPF, XHTML, Publication, open_publication, report
from report.errors import Finding, Message, Severity, message
from report.resources import read_lexicon_toml

RULES = {
    "store-takes-the-book": "the book is as the shops of the settings want it",
    "store-asks-for-more": "metadata that every shop asks for is there",
    "store-alone-can-tell": "what no check of ours can see is said",
}

_WANTED = ("creator", "publisher", "description", "subject", "date")
_OPTIONS = "META-INF/com.apple.ibooks.display-options.xml"


def check(subject: Subject) -> Iterator[Finding]:
    book = open_publication(subject)
    if book is None:
        return
    for store in subject.publishing.stores:
        profile = read_lexicon_toml("stores.toml")[store]
        for text in _find_refusals(book, subject, profile):
            yield report("store-takes-the-book", _name(profile, text), book.package_path)
        unseen = message("{store}: not checked here: {what}", store=profile["name"], what=profile["unseen"])
        yield report("store-alone-can-tell", unseen, severity=Severity.INFO)
    if subject.publishing.stores:
        yield from check_metadata(book)


def _name(profile: Mapping[str, Any], text: Message) -> Message:
    return message("{store}: {reason}", store=profile["name"], reason=text)


def check_metadata(book: Publication) -> Iterator[Finding]:
    for name in _WANTED:
        if book.package.find(f".//{DC}{name}") is None:
            text = message("shops ask for dc:{name}, which is not said", name=name)
            yield report("store-asks-for-more", text, book.package_path, Severity.WARNING)


def _find_refusals(book: Publication, subject: Subject, profile: Mapping[str, Any]) -> Iterator[Message]:
    yield from _check_sizes(book, subject, profile)
    yield from _check_cover(book, profile)
    if profile.get("pdf") and "pdf" not in subject.artifacts:
        yield message("it takes the PDF with the e-book, and none is made")
    if profile.get("writing-mode") and subject.edition.metadata.direction == "rtl":
        modes = [meta.get("content") for meta in book.package.iter(f"{OPF}meta")
                 if meta.get("name") == "primary-writing-mode"]  # fmt: skip
        if modes != ["horizontal-rl"]:
            yield message("primary-writing-mode is not horizontal-rl")
    if "contents-levels" in profile and _count_levels(book) > profile["contents-levels"]:
        yield message("the contents have more than {count} levels", count=profile["contents-levels"])
    if profile.get("own-fonts") and not _shows_own_fonts(book):
        yield message("it shows the book's own fonts only where specified-fonts says so")


def _shows_own_fonts(book: Publication) -> bool:
    return book.metadata("ibooks:specified-fonts") == ("true",) and _OPTIONS in book.files


def _check_sizes(book: Publication, subject: Subject, profile: Mapping[str, Any]) -> Iterator[Message]:
    size = len(subject.artifacts["epub"].data)
    if size > profile["bytes"]:
        yield message(
            "the book has {size} bytes, at most {limit} are taken", size=size, limit=profile["bytes"]
        )
    limit = profile.get("document-bytes", size)
    for path in book.documents:
        if len(book.files[path]) > limit:
            yield message("{path} is larger than {limit} bytes", path=path, limit=limit)


def _check_cover(book: Publication, profile: Mapping[str, Any]) -> Iterator[Message]:
    cover = book.item("cover-image")
    if cover is None or cover.path not in book.files:
        yield message("the book has no cover")
        return
    for item in book.manifest:
        if not item.media_type.startswith("image/") or item.media_type == "image/svg+xml":
            continue
        with Image.open(io.BytesIO(book.files[item.path])) as image:
            width, height = image.size
        if width * height > profile.get("image-pixels", width * height):
            yield message(
                "{path} has more than {limit} pixels", path=item.path, limit=profile["image-pixels"]
            )
        least, most = profile["cover-width"]
        if item == cover and not (least <= width and height <= most and height > width):
            yield message("the cover has {width} x {height} pixels", width=width, height=height)
    named = [meta.get("content") for meta in book.package.iter(f"{OPF}meta") if meta.get("name") == "cover"]
    if profile.get("cover-meta") and named != [cover.id]:
        yield message('it finds the cover by <meta name="cover">, which does not name it')


def _count_levels(book: Publication) -> int:
    root = book.navigation
    contents = (
        [] if root is None else [nav for nav in root.iter(f"{XHTML}nav") if nav.get(EPUB_TYPE) == "toc"]
    )
    links = [link for nav in contents for link in nav.iter(f"{XHTML}a")]
    return max((sum(1 for _ in link.iterancestors(f"{XHTML}ol")) for link in links), default=0)
