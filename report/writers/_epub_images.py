"""Images as EPUB takes them: core media types (EPUB 3.3, section 3.2), told by their first bytes."""

from __future__ import annotations

from lxml import etree

from report.errors import ResourceError, message

_SIGNATURES = (
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", ".png", "image/png"),
    (b"GIF8", ".gif", "image/gif"),
)
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = ("href", "{http://www.w3.org/1999/xlink}href", "src")


def identify_image(name: str, data: bytes) -> tuple[str, str]:
    """Suffix and media type of an image; a `ResourceError` for what a reading system may not show."""
    for signature, suffix, media_type in _SIGNATURES:
        if data.startswith(signature):
            return suffix, media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp", "image/webp"
    if _is_safe_drawing(name, data):
        return ".svg", "image/svg+xml"
    raise ResourceError(
        "the image {name} is in a form that e-books do not take",
        name=name,
        hint=message("use JPEG, PNG, WebP, GIF or SVG"),
    )


def _is_safe_drawing(name: str, data: bytes) -> bool:
    """Whether `data` is SVG; one with scripts or with parts from elsewhere is refused."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    if root.tag != f"{_SVG}svg":
        return False
    for element in root.iter(etree.Element):
        scripted = element.tag == f"{_SVG}script" or any(str(key).startswith("on") for key in element.attrib)
        targets = [str(element.get(key, "#")) for key in _HREF]
        if scripted or not all(target.startswith(("#", "data:")) for target in targets):
            raise ResourceError("the image {name} holds a script or a part from elsewhere", name=name)
    return True
