"""What an EPUB may truly say of its accessibility, counted in its documents.

The words are those of the Schema.org accessibility properties for discoverability vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
_MOVING = ("image/gif", "image/webp", "image/svg+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """What there is to perceive, what helps and what harms.

    `modes` are the senses that some content is for, `sufficient` those with which all of it can be read.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazard: str


def describe_accessibility(documents: Iterable[etree._Element], image_types: Iterable[str]) -> Accessibility:
    """`documents` are the content documents without the cover, `image_types` those of their images."""
    documents = tuple(documents)
    images = [image for document in documents for image in document.iter(f"{XHTML}img")]
    described = all(image.get("alt") for image in images)
    return Accessibility(
        modes=("textual", "visual") if images else ("textual",),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(_find_features(documents, images)),
        # Nothing flashes, moves or sounds, but for an image that may be animated: that one nobody looked at.
        hazard="unknown" if any(media_type in _MOVING for media_type in image_types) else "none",
    )


def _find_features(documents: tuple[etree._Element, ...], images: list[etree._Element]) -> Iterator[str]:
    if any(document.find(f".//{XHTML}nav") is not None for document in documents):
        yield "tableOfContents"
    yield "readingOrder"
    if any(len(list(document.iter(*_HEADINGS))) > 1 for document in documents):
        yield "structuralNavigation"
    if images and all(image.get("alt") for image in images):
        yield "alternativeText"
    if _has_role(documents, "doc-pagebreak"):
        yield "pageBreakMarkers"
    if _has_role(documents, "doc-pagelist"):
        yield "pageNavigation"
    yield "displayTransformability"
    if any(document.xpath("//@role") for document in documents):
        yield "ARIA"
    yield "unlocked"


def _has_role(documents: tuple[etree._Element, ...], role: str) -> bool:
    return any(document.find(f".//*[@role='{role}']") is not None for document in documents)
