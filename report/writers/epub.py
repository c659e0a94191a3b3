"""The e-book: content documents from the templates, packed by EbookLib, repacked into canonical bytes.

EbookLib only packs: every document, the navigation and the NCX go in as finished bytes (`EpubItem`), because
its own `EpubHtml` parses and re-indents what it is given, which breaks words and loses text.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ebooklib import epub

from report.edition import Edition, Metadata
from report.errors import Finding, WriteError
from report.images import identify_image
from report.render import Renderer
from report.writers import Artifact, WriterOptions
from report.writers._epub_accessibility import describe_accessibility
from report.writers._epub_cover import paint_cover
from report.writers._epub_fonts import FontSet, choose_fonts, embed_face, licence_path
from report.writers._epub_metadata import CONFORMANCE, Statement, describe
from report.writers._epub_narration import Overlay, list_durations, make_audio, narrate
from report.writers._epub_package import Item, make_canonical, parse_timestamp
from report.writers._epub_pages import NAVIGATION, Page, parse_markup, render_ncx, render_pages
from report.writers._epub_pronunciation import add_lexicon
from report.writers._epub_reading import ContentDocument, read_outline, read_package, read_spine, read_text

__all__ = [
    "AFTER",
    "CONFORMANCE",
    "MEDIA_TYPE",
    "SUFFIX",
    "ContentDocument",
    "describe_accessibility",
    "read_outline",
    "read_package",
    "read_spine",
    "read_text",
    "write",
]

SUFFIX = ".epub"
MEDIA_TYPE = "application/epub+zip"
AFTER = ("pdf",)

STYLESHEET = "css/book.css"
APPLE_OPTIONS = "META-INF/com.apple.ibooks.display-options.xml"
_IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"


def write(
    edition: Edition,
    renderer: Renderer,
    options: WriterOptions,
    earlier: Mapping[str, Artifact],
) -> tuple[Artifact, ...]:
    """The EPUB as one artifact; what the page engine says of the cover is its findings."""
    cover, findings = _paint_cover(edition, renderer)
    images = dict(_name_images(edition))
    fonts = choose_fonts(renderer)
    pages = render_pages(
        edition,
        renderer,
        cover=cover.path,
        images={path: image.path for path, image in images.items()},
        fonts=fonts,
        charts=options.charts,
        page_starts=earlier["pdf"].page_starts if "pdf" in earlier else (),
    )
    overlays: tuple[Overlay, ...] = ()
    if options.narration:
        pages, overlays = narrate(pages, edition, renderer, options.narration)
    lexicon: tuple[Item, ...] = ()
    if options.speech:
        pages, lexicon = add_lexicon(pages, edition, renderer)
    navigation = Item(
        id="ncx",
        path="toc.ncx",
        media_type="application/x-dtbncx+xml",
        data=render_ncx(edition, renderer, pages),
    )
    font_items = _list_fonts(edition, renderer, fonts, pages)
    data = _list_data(options)
    heard = (*(overlay.item for overlay in overlays), *_list_audio(options, overlays), *lexicon)
    items = (*_list_pages(pages, overlays), navigation, *font_items, cover, *images.values(), *data, *heard)
    statements = _describe(edition, renderer, options, pages, images.values(), overlays)
    options_file = renderer.render("epub/display-options.xml.j2", edition).encode()
    packed = _pack(edition.metadata, statements, items, {APPLE_OPTIONS: options_file})
    return (_make_artifact(options.stem, make_canonical(packed, edition.metadata), findings),)


def _make_artifact(stem: str, data: bytes, findings: tuple[Finding, ...]) -> Artifact:
    return Artifact(
        name=stem + SUFFIX,
        media_type=MEDIA_TYPE,
        data=data,
        reading_text=read_text(data),
        outline=tuple(read_outline(data)),
        findings=findings,
    )


def _paint_cover(edition: Edition, renderer: Renderer) -> tuple[Item, tuple[Finding, ...]]:
    data, findings = paint_cover(edition, renderer)
    suffix, media_type = identify_image("cover", data)
    cover = Item(
        id="cover-image",
        path=f"images/cover{suffix}",
        media_type=media_type,
        data=data,
        properties=("cover-image",),
    )
    return cover, findings


def _name_images(edition: Edition) -> Iterator[tuple[str, Item]]:
    """The images of the edition under names that every reading system takes."""
    for number, (path, data) in enumerate(edition.images, 1):
        suffix, media_type = identify_image(path, data)
        name = f"image-{number}"
        yield path, Item(id=name, path=f"images/{name}{suffix}", media_type=media_type, data=data)


def _list_data(options: WriterOptions) -> Iterator[Item]:
    """The facts for machines: a foreign resource that no document refers to, so it needs no fallback
    (EPUB 3.3, section 3.3).
    """
    for number, (name, data) in enumerate(options.linked_data, 1):
        yield Item(
            id=f"linked-data-{number}",
            path=f"data/{name}",
            media_type="application/ld+json",
            data=data,
        )


def _list_audio(options: WriterOptions, overlays: Sequence[Overlay]) -> Iterator[Item]:
    if options.narration and overlays:
        yield make_audio(options.narration)


def _list_pages(pages: Iterable[Page], overlays: Iterable[Overlay]) -> Iterator[Item]:
    overlay_of = {overlay.page: overlay.item.id for overlay in overlays}
    for page in pages:
        yield Item(
            id=page.name,
            path=page.path,
            media_type="application/xhtml+xml",
            data=page.data,
            properties=("nav",) if page.path == NAVIGATION else (),
            in_spine=True,
            overlay=overlay_of.get(page.name),
        )


def _list_fonts(
    edition: Edition, renderer: Renderer, fonts: FontSet, pages: Iterable[Page]
) -> Iterator[Item]:
    """The stylesheet, the faces that it names, and their licences."""
    characters = frozenset("".join(page.data.decode() for page in pages))
    faces = tuple(embed_face(face, characters) for face in fonts.faces)
    stylesheet = renderer.render("epub/book.css.j2", edition, faces=faces, stacks=fonts.stacks)
    yield Item(id="stylesheet", path=STYLESHEET, media_type="text/css", data=stylesheet.encode())
    for file in (file for face in faces for file in face.files):
        yield Item(id=_make_id(file.path), path=file.path, media_type=file.media_type, data=file.data)
    for face in fonts.families:
        path, text = licence_path(face), face.licence_text
        yield Item(id=_make_id(path), path=path, media_type="text/plain", data=text.encode())


def _make_id(path: str) -> str:
    return path.replace("/", "-").replace(".", "-")


def _describe(
    edition: Edition,
    renderer: Renderer,
    options: WriterOptions,
    pages: Iterable[Page],
    images: Iterable[Item],
    overlays: Sequence[Overlay],
) -> tuple[Statement, ...]:
    documents = [parse_markup(page.data, page.path) for page in pages if page.name != "cover"]
    spoken = {par.id for overlay in overlays for par in overlay.pars}
    accessibility = describe_accessibility(documents, [image.media_type for image in images], spoken)
    has_pages = "pageBreakMarkers" in accessibility.features
    parts = {
        "text": True,
        "facts": any(section.tables for section in edition.sections),
        "pages": has_pages,
        "audio": bool(overlays),
    }
    summary = " ".join(renderer.string(f"epub.accessibility.{part}") for part, said in parts.items() if said)
    page_source = edition.metadata.identifier if has_pages else ""
    return tuple(
        describe(
            edition.metadata,
            accessibility,
            options.publishing,
            summary=summary,
            page_source=page_source,
            narrator=options.narration.narrator if options.narration else "",
            durations=tuple(list_durations(overlays)),
        )
    )


def _pack(
    metadata: Metadata,
    statements: Iterable[Statement],
    items: Iterable[Item],
    container_files: Mapping[str, bytes],
) -> bytes:
    """What EbookLib makes of finished resources: package document, container, archive."""
    book = epub.EpubBook()
    book.metadata.clear()  # a random identifier, and the name of the program
    book.set_identifier(metadata.identifier)
    book.set_direction(metadata.direction)
    book.add_prefix("ibooks", _IBOOKS)
    for statement in statements:
        namespace = "DC" if statement.core else None
        book.add_metadata(namespace, statement.name, statement.text, dict(statement.attributes))
    for item in items:
        packed = epub.EpubItem(
            uid=item.id, file_name=item.path, media_type=item.media_type, content=item.data
        )
        packed.properties = list(item.properties)
        packed.media_overlay = item.overlay
        book.add_item(packed)
        if item.in_spine:
            book.spine.append(packed)
    for path, data in container_files.items():
        kind = "application/xml"
        book.add_item(epub.EpubItem(uid=path, file_name=path, media_type=kind, content=data, manifest=False))
    written = io.BytesIO()
    options = {
        "mtime": parse_timestamp(metadata.timestamp),
        "package_direction": True,
        "raise_exceptions": True,
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a failed write, which is raised as well
            epub.write_epub(written, book, options)
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise WriteError("the e-book cannot be packed: {reason}", reason=error) from error
    return written.getvalue()
