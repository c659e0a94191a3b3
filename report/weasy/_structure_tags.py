"""Writes the structure that `_structure` planned, in place of the engine's own tree."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import pydyf
import weasyprint.pdf

from report.weasy._structure import Annotation, Content, Node, Structure, plan_structure
from report.weasy._structure_second import raise_structure

_LOCK = threading.RLock()
"""The engine's functions belong to the process: one document is painted at a time."""


class _Stream(weasyprint.pdf.Stream):  # type: ignore[misc]  # weasyprint has no types
    """Marks what stands outside the structure as an artifact, and says which kind (ISO 14289-1, 7.1)."""

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        artifact = getattr(box, "artifact", None)
        if self._tags is None or artifact is None:
            with super().marked(box, tag):
                yield
            return
        kind, subtype = artifact
        properties = pydyf.Dictionary({"Type": f"/{kind}"})
        if subtype:
            properties["Subtype"] = f"/{subtype}"
        self.begin_marked_content("Artifact", properties)
        yield
        self.end_marked_content()


@contextmanager
def mend_structure(document: Any, revise: Callable[[Structure], None] | None = None) -> Iterator[None]:
    """Give `document` (WeasyPrint's) our structure where it is written as a tagged PDF inside the block.

    `revise` may change what was planned.
    """
    structure = plan_structure(document.pages)
    if revise:
        revise(structure)
    with _LOCK:
        add_tags, stream = weasyprint.pdf.add_tags, weasyprint.pdf.Stream
        weasyprint.pdf.add_tags = partial(_add_tags, structure)
        weasyprint.pdf.Stream = _Stream
        try:
            yield
        finally:
            weasyprint.pdf.add_tags, weasyprint.pdf.Stream = add_tags, stream


def _add_tags(structure: Structure, pdf: Any, document: Any, version: Any, streams: Sequence[Any]) -> None:
    """In place of `weasyprint.pdf.tags.add_tags`."""
    writer = _Writer(pdf, streams)
    _prune(structure.root, writer.is_painted)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    root["K"] = pydyf.Array([writer.write(structure.root, root.reference)])
    root["IDTree"] = writer.write_ids()
    root["ParentTree"], root["ParentTreeNextKey"] = writer.write_parents()
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    if str(version) >= "2":
        raise_structure(pdf, root, structure, writer.elements)


def _prune(node: Node, is_painted: Any) -> bool:
    """Take away what holds nothing; whether `node` holds something. An empty cell keeps its place."""
    node.kids = [
        kid for kid in node.kids if (_prune(kid, is_painted) if isinstance(kid, Node) else is_painted(kid))
    ]
    return bool(node.kids) or node.type in ("TD", "TH")


class _Writer:
    def __init__(self, pdf: Any, streams: Sequence[Any]) -> None:
        self._pdf = pdf
        self._marks = [stream._tags for stream in streams]
        self._owners: list[dict[int, bytes]] = [{} for _ in streams]
        self._annotations: list[tuple[bytes, Any]] = []
        self._ids: list[tuple[str, bytes]] = []
        self.elements: dict[Node, Any] = {}

    def is_painted(self, kid: Content | Annotation) -> bool:
        if isinstance(kid, Annotation):
            return kid.box.link_annotation is not None
        return kid.box in self._marks[kid.page]

    def write(self, node: Node, parent: bytes) -> bytes:
        """Write `node` and all below it; the reference of its structure element."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.type}", "P": parent})
        self._pdf.add_object(element)
        self.elements[node] = element
        reference: bytes = element.reference
        self._describe(node, element)
        pages = [kid.page for kid in node.kids if not isinstance(kid, Node)]
        if pages:
            element["Pg"] = self._pdf.page_references[pages[0]]
        kids = [self._write_kid(kid, reference, pages[0] if pages else -1) for kid in node.kids]
        element["K"] = pydyf.Array(kids)
        return reference

    def _describe(self, node: Node, element: Any) -> None:
        if node.id:
            element["ID"] = pydyf.String(node.id)
            self._ids.append((node.id, element.reference))
        if node.language:
            element["Lang"] = pydyf.String(node.language)
        if node.alternative:
            element["Alt"] = pydyf.String(node.alternative)
        for owner, values in node.attributes.items():
            written = {
                name: pydyf.Array(value) if isinstance(value, tuple) else value
                for name, value in values.items()
            }
            element["A"] = pydyf.Dictionary({"O": f"/{owner}", **written})

    def _write_kid(self, kid: Node | Content | Annotation, parent: bytes, page: int) -> Any:
        if isinstance(kid, Node):
            return self.write(kid, parent)
        reference = self._pdf.page_references[kid.page]
        if isinstance(kid, Annotation):
            self._annotations.append((parent, kid.box.link_annotation))
            target = kid.box.link_annotation.reference
            return pydyf.Dictionary({"Type": "/OBJR", "Pg": reference, "Obj": target})
        mark: int = self._marks[kid.page].pop(kid.box)["mcid"]
        self._owners[kid.page][mark] = parent
        if kid.page == page:
            return mark
        return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": mark})

    def write_ids(self) -> Any:
        names = pydyf.Array()
        for name, reference in sorted(self._ids):
            names.extend((pydyf.String(name), reference))
        return pydyf.Dictionary({"Names": names})

    def write_parents(self) -> tuple[bytes, int]:
        """What each marked content and each annotation belongs to (ISO 32000-1, 14.7.4.4)."""
        left = [box for marks in self._marks for box in marks]
        if left:
            raise ValueError(f"painted and in no structure element: {left[0]!r}")
        numbers = pydyf.Array()
        for page, owners in enumerate(self._owners):
            numbers.extend((page, pydyf.Array(owners[mark] for mark in sorted(owners))))
        for key, (reference, annotation) in enumerate(self._annotations, len(self._owners)):
            numbers.extend((key, reference))
            annotation["StructParent"] = key
        tree = pydyf.Dictionary({"Nums": numbers})
        self._pdf.add_object(tree)
        return tree.reference, len(self._owners) + len(self._annotations)
