"""Colours in inks: the engine paints in RGB whatever the output intent says, drawings and gradients too.

What is painted to be seen becomes CMYK; what is painted to say how much is seen (a luminosity mask) becomes
grey, since a mask knows no inks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pydyf

from report.separation import Separation

_OPERATOR = re.compile(rb"([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_SCREEN, _LAB = 3, re.compile(r"lab-d\d\d")

_Convert = Callable[[Sequence[float]], Sequence[float]]


def separate_colours(pdf: Any, separation: Separation) -> None:
    """Convert every colour of `pdf` (a `pydyf.PDF`) but those of images."""
    masks = set(_find_masks(pdf))
    for item in pdf.objects:
        in_mask = item.number in masks
        convert = measure_light if in_mask else separation.separate_colour
        if isinstance(item, pydyf.Stream):
            operators = {b"rg": b"g", b"RG": b"G"} if in_mask else {b"rg": b"k", b"RG": b"K"}
            if item.extra.get("Subtype") != "/Image":
                item.stream = [_rewrite(part, convert, operators) for part in item.stream]
            if in_mask and "Group" in item.extra:
                item.extra["Group"]["CS"] = "/DeviceGray"
        elif isinstance(item, dict) and "ShadingType" in item and item["ColorSpace"] != "/DeviceGray":
            _convert_function(item["Function"], convert)
            item["ColorSpace"] = "/DeviceGray" if in_mask else "/DeviceCMYK"
        elif isinstance(item, dict):
            _drop_lab(pdf, item)


def measure_light(colour: Sequence[float]) -> tuple[float]:
    """The luminosity of red, green and blue as a mask has it (ISO 32000-1, 11.5.3)."""
    red, green, blue = colour
    return (0.3 * red + 0.59 * green + 0.11 * blue,)


def _rewrite(part: Any, convert: _Convert, operators: Mapping[bytes, bytes]) -> Any:
    found = _OPERATOR.fullmatch(part) if isinstance(part, bytes) else None
    if not found:
        return part
    values = convert([float(found[number]) for number in (1, 2, 3)])
    return b" ".join((*(_write_number(value) for value in values), operators[found[4]]))


def _write_number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()


def _convert_function(function: Any, convert: _Convert) -> None:
    """The ends of a gradient, or of each of its parts."""
    for part in function.get("Functions", ()):
        _convert_function(part, convert)
    for end in ("C0", "C1"):
        if len(function.get(end, ())) == _SCREEN:
            function[end] = pydyf.Array(round(value, 4) for value in convert(function[end]))


def _drop_lab(pdf: Any, spaces: Any) -> None:
    """The engine declares two spaces in every file; where nothing is painted in them they say nothing."""
    declared = [name for name in spaces if _LAB.fullmatch(str(name))]
    if declared and not any(_paints_in_lab(item) for item in pdf.objects):
        for name in declared:
            del spaces[name]


def _paints_in_lab(item: Any) -> bool:
    return isinstance(item, pydyf.Stream) and any(
        isinstance(part, bytes) and part.startswith(b"/lab-d") for part in item.stream
    )


def _find_masks(pdf: Any) -> Iterator[int]:
    """The numbers of the objects that paint soft masks, and of what those use."""
    objects = {item.number: item for item in pdf.objects}
    waiting = [
        mask
        for item in pdf.objects
        for state in (item.get("ExtGState", {}) if isinstance(item, dict) else {}).values()
        for mask in _find_references(state.get("SMask", {}))
    ]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        yield number
        item = objects[number]
        extra = item.extra if isinstance(item, pydyf.Stream) else {}
        for resources in _find_references({"Resources": extra.get("Resources", b"")}):
            for kind in ("XObject", "Pattern", "Shading"):
                waiting.extend(_find_references(objects[resources].get(kind, {})))


def _find_references(values: Any) -> Iterator[int]:
    """The objects that the values of a dictionary refer to."""
    for value in values.values() if isinstance(values, dict) else ():
        found = _REFERENCE.fullmatch(value) if isinstance(value, bytes) else None
        if found:
            yield int(found[1])
