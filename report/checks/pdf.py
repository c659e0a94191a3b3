"""What validators of PDF do not see: whose fonts are in the file, what a viewer calls its pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest

from report.checks import Subject
from report.document import read_inlines
from report.errors import Finding, Location, Message, Severity, message
from report.fonts import name_families
from report.pdfium import list_fonts, list_page_labels, read_folios
from report.writers import Artifact

RULES = {
    "pdf-fonts-are-ours": "the PDF is set in the fonts of the theme alone, each embedded as a subset",
    "page-labels-are-folios": "a viewer calls each page what is printed at its foot",
    "pdf-and-epub-agree": "PDF and e-book have the same headings and the same tables, in the same order",
}

# ISO 32000-1, 9.6.4: the name of a subset begins with six capitals.
_SUBSET = re.compile(r"[A-Z]{6}\+(.+)")
_STYLE = re.compile(
    r"(thin|(extra|ultra|semi|demi)?light|book|regular|medium|(semi|demi|extra|ultra)?bold|heavy|black)?"
    r"(italic|oblique)?"
)


def check(subject: Subject) -> Iterator[Finding]:
    if "pdf" not in subject.artifacts:
        return
    artifact = subject.artifacts["pdf"]
    yield from check_fonts(artifact, name_families(subject.renderer.faces("print")))
    yield from check_page_labels(artifact)
    if "epub" in subject.artifacts:
        prints = subject.renderer.theme.tokens["print"]
        titles = [" ".join(read_inlines(article.title).text.split()) for article in subject.edition.articles]
        yield from check_agreement(
            artifact, subject.artifacts["epub"], with_tables=prints["facts"], titles=titles
        )


def check_fonts(artifact: Artifact, families: Iterable[str]) -> Iterator[Finding]:
    families = tuple(families)
    for font in list_fonts(artifact.data):
        values = {"font": font.name, "page": font.page}
        subset = _SUBSET.fullmatch(font.name)
        if not is_of_family(subset[1] if subset else font.name, families):
            text = message("page {page}: the font {font} is not of the theme", **values)
        elif not font.embedded:
            text = message("page {page}: the font {font} is not embedded", **values)
        elif not subset:
            text = message("page {page}: the font {font} is embedded whole, not as a subset", **values)
        else:
            continue
        yield _find("pdf-fonts-are-ours", text, artifact)


def is_of_family(name: str, families: Iterable[str]) -> bool:
    """Whether `name` ("IBM-Plex-Sans-Arabic-Semi-Bold") is one of `families` with or without a style."""
    squeezed = _squeeze(name)
    return any(
        squeezed.startswith(family) and _STYLE.fullmatch(squeezed.removeprefix(family))
        for family in map(_squeeze, families)
    )


def _squeeze(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def check_page_labels(artifact: Artifact) -> Iterator[Finding]:
    """Only pages with a folio can be wrong; a cover has none."""
    labels = list_page_labels(artifact.data)
    for page, (label, folio) in enumerate(zip(labels, read_folios(artifact.data), strict=True), 1):
        if folio and label != folio:
            text = message(
                "page {page}: a viewer calls it {label}, and the folio is {folio}",
                page=page,
                label=label or "-",
                folio=folio,
            )
            yield _find("page-labels-are-folios", text, artifact)


def check_agreement(
    pdf: Artifact, epub: Artifact, *, with_tables: bool = True, titles: Collection[str] = ()
) -> Iterator[Finding]:
    """The headings inside the articles and the tables, where the theme prints them.

    The texts are both compared with the source. `titles` are those of the articles, which stand one level
    deeper in the outline of a PDF that has parts.
    """
    pair = _find_difference(_list_headings(pdf, titles), _list_headings(epub, titles))
    if pair:
        text = message("the headings differ: {printed} in the PDF, {reflowed} in the e-book", **pair)
        yield _find("pdf-and-epub-agree", text, pdf)
    pair = _find_difference(_list_tables(pdf), _list_tables(epub)) if with_tables else {}
    if pair:
        text = message("the tables differ: {printed} in the PDF, {reflowed} in the e-book", **pair)
        yield _find("pdf-and-epub-agree", text, pdf)


def _find_difference(printed: list[str], reflowed: list[str]) -> dict[str, str]:
    """The first titles that differ, "-" for none."""
    for one, other in zip_longest(printed, reflowed, fillvalue="-"):
        if one != other:
            return {"printed": one, "reflowed": other}
    return {}


def _list_headings(artifact: Artifact, titles: Collection[str]) -> list[str]:
    headings = [entry for entry in artifact.outline if entry.kind == "heading" and entry.level > 1]
    return [entry.title for entry in headings if entry.title not in titles]


def _list_tables(artifact: Artifact) -> list[str]:
    return [entry.title for entry in artifact.outline if entry.kind == "table"]


def _find(rule: str, text: Message, artifact: Artifact) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=text, location=Location(artifact.name))
