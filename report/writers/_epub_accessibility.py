"""What an EPUB may truly say of its accessibility, counted in its documents.

The words are those of the Schema.org accessibility properties for discoverability vocabulary.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
_HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
_MOVING = ("image/gif", "image/webp", "image/svg+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """What there is to perceive, what helps and what harms.

    `modes` are the senses that some content is for, `sufficient` those with which all of it can be read,
    each alone.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]


def describe_accessibility(
    documents: Iterable[etree._Element], image_types: Iterable[str], spoken: Container[str] = ()
) -> Accessibility:
    """`documents` are the content documents without the cover, `image_types` those of their images.

    `spoken` are the ids of the elements that a recording reads aloud.
    """
    documents = tuple(documents)
    images = [image for document in documents for image in document.iter(f"{XHTML}img")]
    described = all(image.get("alt") for image in images)
    heard = any(element.get("id") in spoken for document in documents for element in document.iter())
    sufficient = ("textual",) if described else ("textual,visual",)
    # Nothing flashes, moves or sounds, but for an image that may be animated, and a recording: nobody
    # has looked at the one or listened to the other.
    moving = any(media_type in _MOVING for media_type in image_types)
    return Accessibility(
        modes=("textual", *(["visual"] if images else []), *(["auditory"] if heard else [])),
        sufficient=(*sufficient, *(["auditory"] if heard and _is_all_heard(documents, spoken) else [])),
        features=(*_find_features(documents, images), *(["synchronizedAudioText"] if heard else [])),
        hazards=_find_hazards(moving, heard),
    )


def _find_hazards(moving: bool, heard: bool) -> tuple[str, ...]:
    if not heard:
        return ("unknown",) if moving else ("none",)
    if moving:
        return ("unknown",)
    return "noFlashingHazard", "noMotionSimulationHazard", "unknownSoundHazard"


def _is_all_heard(documents: tuple[etree._Element, ...], spoken: Container[str]) -> bool:
    """Whether every word of the chapters is read aloud, and there is nothing to see or to look up but them.

    Tables of facts say nothing that the chapters do not say.
    """
    if any(
        document.find(f".//{XHTML}{name}") is not None for document in documents for name in ("img", "aside")
    ):
        return False
    chapters = [
        chapter for document in documents for chapter in document.iterfind(".//*[@role='doc-chapter']")
    ]
    return not any(_has_silent_words(chapter, spoken) for chapter in chapters)


def _has_silent_words(element: etree._Element, spoken: Container[str]) -> bool:
    if element.get("id") in spoken or "data-ours" in element.attrib:
        return False
    texts = (element.text, *(child.tail for child in element))
    return any(character.isalnum() for text in texts for character in text or "") or any(
        _has_silent_words(child, spoken) for child in element.iterchildren(etree.Element)
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
    if any(document.find(f".//{XHTML}link[@rel='pronunciation']") is not None for document in documents):
        yield "ttsMarkup"
    yield "unlocked"


def _has_role(documents: tuple[etree._Element, ...], role: str) -> bool:
    return any(document.find(f".//*[@role='{role}']") is not None for document in documents)
