"""The structure of a laid out book: what a page's boxes are to somebody who has it read aloud.

The engine's own tree is one box a node: a paragraph on two pages is two paragraphs, inner elements have no
language, notes, contents and references are nothing in particular, and running heads hang outside the tree
(Kozea/WeasyPrint#1836). Ours is one HTML element a node, wherever its boxes stand, and what repeats on every
page is an artifact (ISO 32000-1, 14.8.2.2).

This module plans the tree before the pages are painted; `_structure_tags` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure.boxes import (
    InlineLevelBox,
    LineBox,
    MarginBox,
    ReplacedBox,
    TextBox,
)

# ISO 32000-1, 14.8.4: the standard type of each HTML element; those without one add nothing to the structure.
_TYPES = {
    "article": "Art",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "figcaption": "Caption",
    "figure": "Sect",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    "img": "Figure",
    "li": "LI",
    "main": "Part",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
}

_GROUPS = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "L",
        "Table",
        "THead",
        "TBody",
        "TFoot",
        "TR",
        "TOC",
        "TOCI",
    ]
)
"""Types that hold blocks: a text right inside one becomes a paragraph of its own."""

_BLOCKS = frozenset(
    ["P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Caption", "TD", "TH", "Note", "Figure"]
)
"""Types that hold text; each gets an id, by which its parts on different pages are known to be one."""

_HOLDERS = frozenset(["TD", "TH", "LBody", "Caption"])
"""Blocks that a note may stand inside; it follows any other block that calls it."""

_SVG = "{http://www.w3.org/2000/svg}svg"

_POINTS = 0.75
"""Of a CSS pixel."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is painted for `box` on page `page` (from 0): a text or an image."""

    page: int
    box: Any


@dataclass(frozen=True, slots=True)
class Annotation:
    """The link annotation of `box`."""

    page: int
    box: Any


@dataclass(slots=True, eq=False)
class Node:
    """A structure element.

    `attributes` are by owner ("Table"). `reference` is the anchor that a reference leads to. `origin` is the
    HTML element of a paragraph that is nobody's `p`.
    """

    type: str
    parent: Node | None = None
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    id: str = ""
    language: str = ""
    alternative: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    reference: str = ""
    origin: Any = None

    def add(self, type: str, **values: Any) -> Node:
        node = Node(type, self, **values)
        self.kids.append(node)
        return node

    def block(self) -> Node:
        """The nearest one, from here up, that holds a text of its own."""
        node = self
        while node.type not in _BLOCKS and node.parent is not None:
            node = node.parent
        return node

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The tree, and the node that begins at each anchor."""

    root: Node
    anchors: dict[str, Node]


def plan_structure(pages: Iterable[Any]) -> Structure:
    """The structure of `pages` (WeasyPrint's).

    Boxes that are no part of it get the attribute `artifact`: type and subtype (ISO 32000-1, table 330).
    """
    planner = _Planner()
    for number, page in enumerate(pages):
        planner.read_page(number, page)
    blocks = (node for node in planner.root.walk() if node.type in _BLOCKS)
    for number, node in enumerate(blocks, 1):
        node.id = f"b{number:05d}"
    return Structure(root=planner.root, anchors=planner.anchors)


class _Planner:
    def __init__(self) -> None:
        self.root = Node("Document")
        self.anchors: dict[str, Node] = {}
        self._page = 0
        self._height = 0.0
        self._linked: set[Any] = set()
        self._nodes: dict[tuple[Any, str], Node] = {}  # by element and pseudo-element
        self._heads: dict[Any, int] = {}  # the page on which the head of a table stood first
        self._calls: dict[Any, Node] = {}  # the block that calls a footnote

    def read_page(self, number: int, page: Any) -> None:
        self._page, self._height = number, page.height
        self._linked = {box for _type, _target, _rectangle, box in page.links}
        for box in page._page_box.children:
            if isinstance(box, MarginBox):
                _set_aside(box, "Pagination", "Footer" if "bottom" in box.at_keyword else "Header")
            else:
                self._visit(box, self.root, "")
        page.links = [link for link in page.links if not hasattr(link[3], "artifact")]

    def _visit(self, box: Any, parent: Node, language: str) -> None:
        box = getattr(box, "_box", box)  # of a placeholder: what is positioned stands in its parent
        if box.is_leader:
            _set_aside(box, "Layout")
        elif self._is_repeated(box):
            _set_aside(box, "Pagination")
        elif _is_hidden(box):
            _set_aside(box, "Layout")
        elif isinstance(box, TextBox):
            parent.kids.append(Content(self._page, box))
        elif isinstance(box, ReplacedBox):
            self._add_image(box, parent)
        else:
            node = self._find_node(box, parent, language)
            for child in box.children:
                self._visit(child, node, self._read_language(box) or language)
            if box in self._linked:
                node.kids.append(Annotation(self._page, box))

    def _is_repeated(self, box: Any) -> bool:
        """Whether this is the head or foot of a table that goes on from another page."""
        if box.element_tag not in ("thead", "tfoot"):
            return False
        return self._heads.setdefault(box.element, self._page) != self._page

    def _add_image(self, box: Any, parent: Node) -> None:
        alternative = _describe(box.element)
        if alternative == "" or "::" in box.element_tag:
            _set_aside(box, "Layout")
            return
        left, top = box.content_box_x(), self._height - box.content_box_y()
        edges = (left, top - box.height, left + box.width, top)
        figure = parent.add("Figure", alternative=alternative or "")
        figure.attributes["Layout"] = {"BBox": tuple(round(edge * _POINTS, 3) for edge in edges)}
        figure.kids.append(Content(self._page, box))

    def _find_node(self, box: Any, parent: Node, language: str) -> Node:
        """The node of the box's element: the one made for an earlier box of it, a new one, or `parent`."""
        element = box.element
        if element is None:
            return parent
        tag, _, pseudo = box.element_tag.partition("::")
        node = self._nodes.get((element, pseudo))
        if node is None:
            node = self._make_node(box, tag, pseudo, parent, language)
            if node is not parent:
                self._nodes[element, pseudo] = node
        if not pseudo and element.get("id"):
            self.anchors.setdefault(element.get("id"), node)
        if isinstance(box, LineBox) and node.type in _GROUPS:
            return _open_paragraph(node, element)
        return node

    def _make_node(self, box: Any, tag: str, pseudo: str, parent: Node, language: str) -> Node:
        if pseudo:
            return self._make_pseudo_node(box.element, pseudo, parent)
        node = self._make_element_node(box, tag, parent)
        own = self._read_language(box)
        if own and own != language and tag != "html":
            if node is parent:
                node = parent.add("Span" if isinstance(box, InlineLevelBox) else "Div")
            node.language = own
        return node

    def _make_pseudo_node(self, element: Any, pseudo: str, parent: Node) -> Node:
        if pseudo == "marker":
            item = self._nodes[element, ""]
            if item.type == "LBody" and item.parent is not None:
                item = item.parent
            label = Node("Lbl", item)
            item.kids.insert(0, label)
            return label
        if pseudo == "footnote-call":
            self._calls[element] = parent.block()
            name = element.get("id") or ""
            call = parent.add("Reference", reference=name)
            self.anchors[f"{name}-call"] = call  # as `_footnotes` names it
            return call.add("Link")
        if pseudo == "footnote-marker":
            return parent.add("Lbl").add("Link")
        return parent

    def _make_element_node(self, box: Any, tag: str, parent: Node) -> Node:
        element = box.element
        if element in self._calls:
            return self._make_note(element)
        if tag == "a" and element.get("href"):
            href = element.get("href")
            is_internal = href.startswith("#")
            return (parent.add("Reference", reference=href[1:]) if is_internal else parent).add("Link")
        if tag == "li":
            return parent.add("TOCI") if parent.type == "TOC" else parent.add("LI").add("LBody")
        if tag in ("ol", "ul"):
            if element.get("role") == "doc-toc":
                return parent.add("TOC")
            numbering = "/Decimal" if tag == "ol" else "/Disc"
            return parent.add("L", attributes={"List": {"ListNumbering": numbering}})
        if tag in ("td", "th"):
            return parent.add(tag.upper(), attributes=_describe_cell(box, tag, parent))
        return parent.add(_TYPES[tag]) if tag in _TYPES else parent

    def _make_note(self, element: Any) -> Node:
        """A note comes after the block that calls it, after the notes that the block called before."""
        block = self._calls.get(element, self.root)
        if block.parent is None or block.type in _HOLDERS:
            return block.add("Note")
        siblings = block.parent.kids
        place = siblings.index(block) + 1
        while place < len(siblings) and getattr(siblings[place], "type", "") == "Note":
            place += 1
        note = Node("Note", block.parent)
        siblings.insert(place, note)
        return note

    @staticmethod
    def _read_language(box: Any) -> str:
        if box.element is None or "::" in box.element_tag:
            return ""
        return box.element.get("lang") or ""


def _open_paragraph(group: Node, element: Any) -> Node:
    last = group.kids[-1] if group.kids else None
    if isinstance(last, Node) and last.origin is element:
        return last
    return group.add("P", origin=element)


def _describe(element: Any) -> str | None:
    """What an image shows, in words; "" where it is an ornament, `None` where nothing is said."""
    if element.tag == _SVG:
        title = element.find(f"{_SVG[:-3]}title")
        return None if title is None else title.text
    alternative: str | None = element.get("alt")
    return alternative


def _describe_cell(box: Any, tag: str, row: Node) -> dict[str, dict[str, Any]]:
    values: dict[str, Any] = {}
    if tag == "th":
        in_head = row.parent is not None and row.parent.type == "THead"
        scope = box.element.get("scope") or ("col" if in_head else "row")
        values["Scope"] = "/Row" if scope.startswith("row") else "/Column"
    if box.colspan > 1:
        values["ColSpan"] = box.colspan
    if box.rowspan > 1:
        values["RowSpan"] = box.rowspan
    return {"Table": values} if values else {}


def _is_hidden(box: Any) -> bool:
    """Whether the author of the markup keeps it from being read aloud (WAI-ARIA 1.2, aria-hidden)."""
    return box.element is not None and box.element.get("aria-hidden") == "true"


def _set_aside(box: Any, kind: str, subtype: str = "") -> None:
    for inner in box.descendants(placeholders=True):
        inner.artifact = (kind, subtype)
