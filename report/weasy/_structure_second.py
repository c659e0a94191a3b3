"""What the structure has in PDF 2.0 beyond PDF 1.7, for PDF/UA-2 (ISO 14289-2).

Places within the book are named by structure element, not by page alone; references say what they refer to,
and notes who refers to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pydyf

from report.weasy._structure import Node, Structure

NAMESPACE = "http://iso.org/pdf2/ssn"

_HEADINGS = frozenset(f"H{level}" for level in range(1, 7))


def raise_structure(pdf: Any, root: Any, structure: Structure, elements: Mapping[Node, Any]) -> None:
    """Bring the tree at `root`, written as `elements`, and the destinations of `pdf` to PDF 2.0."""
    namespace = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(NAMESPACE)})
    pdf.add_object(namespace)
    root["Namespaces"] = pydyf.Array([namespace.reference])
    elements[structure.root]["NS"] = namespace.reference
    anchors = {name: _find_element(node, elements) for name, node in structure.anchors.items()}
    _refer(structure, anchors, elements, namespace.reference)
    _name_places(pdf, anchors)
    headings = [element for node, element in elements.items() if node.type in _HEADINGS]
    _lead_to_headings(pdf, headings)


def _find_element(node: Node | None, elements: Mapping[Node, Any]) -> Any:
    """The element of `node`, or of the nearest one around it that holds something."""
    while node is not None and node not in elements:
        node = node.parent
    return elements[node] if node is not None else None


def _refer(
    structure: Structure, anchors: Mapping[str, Any], elements: Mapping[Node, Any], namespace: bytes
) -> None:
    """Each reference names its target, and each note its references (ISO 14289-2, 8.2.5.14)."""
    citations: defaultdict[Node, list[bytes]] = defaultdict(list)
    for node, element in elements.items():
        if anchors.get(node.reference):
            element["Ref"] = pydyf.Array([anchors[node.reference].reference])
            citations[structure.anchors[node.reference]].append(element.reference)
    for node, element in elements.items():
        if node.type == "Note":
            element["S"], element["NS"] = "/FENote", namespace
            element["A"] = pydyf.Dictionary({"O": "/FENote", "NoteType": "/Footnote"})
            element["Ref"] = pydyf.Array(citations[node])


def _name_places(pdf: Any, anchors: Mapping[str, Any]) -> None:
    """ISO 32000-2, 12.3.2.3: structure destinations beside the places on pages."""
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for index in range(0, len(names), 2):
        element = anchors.get(names[index].string)
        if element:
            names[index + 1] = _pair(names[index + 1], element)


def _lead_to_headings(pdf: Any, headings: list[Any]) -> None:
    """The entries of the outline are the headings, in the same order."""
    entries = [item for item in pdf.objects if isinstance(item, dict) and "Title" in item and "Dest" in item]
    if len(entries) != len(headings):
        return
    for entry, heading in zip(entries, headings, strict=True):
        entry["A"] = pydyf.Dictionary({"S": "/GoTo", **_pair(entry.pop("Dest"), heading)})


def _pair(place: Any, element: Any) -> Any:
    return pydyf.Dictionary({"D": place, "SD": pydyf.Array([element.reference, *place[1:]])})
