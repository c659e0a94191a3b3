"""HarfBuzz, which the page engine shapes with, asked directly: what a face makes of a word.

The library is there wherever Pango is.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from dataclasses import dataclass
from functools import cache
from typing import Any

from report.fonts import Face
from tests.typography.lines import Run

_NAMES = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "harfbuzz")
_PROPERTIES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """`x` and `y` are where it is moved to, in units of the face; `cluster` is a character of the text."""

    id: int
    cluster: int
    advance: int
    x: int
    y: int


class _Info(ctypes.Structure):
    _fields_ = [
        ("codepoint", ctypes.c_uint32),
        ("mask", ctypes.c_uint32),
        ("cluster", ctypes.c_uint32),
        ("var1", ctypes.c_uint32),
        ("var2", ctypes.c_uint32),
    ]


class _Position(ctypes.Structure):
    _fields_ = [
        ("x_advance", ctypes.c_int32),
        ("y_advance", ctypes.c_int32),
        ("x_offset", ctypes.c_int32),
        ("y_offset", ctypes.c_int32),
        ("var", ctypes.c_uint32),
    ]


class _Extents(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int32) for name in ("x_bearing", "y_bearing", "width", "height")]


class _Feature(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("tag", "value", "start", "end")]


def shape(face: Face, text: str, features: tuple[str, ...] = ()) -> tuple[Glyph, ...]:
    """The glyphs of `text`, in logical order, by `features` such as "liga=0"."""
    library, font = _load(), _open(face.data)
    buffer = ctypes.c_void_p(library.hb_buffer_create())
    encoded = text.encode("utf-32-le")
    library.hb_buffer_add_utf32(buffer, encoded, len(text), 0, len(text))
    library.hb_buffer_guess_segment_properties(buffer)
    wanted = (_Feature * len(features))()
    for index, feature in enumerate(features):
        assert library.hb_feature_from_string(feature.encode(), -1, ctypes.byref(wanted[index]))
    library.hb_shape(font, buffer, wanted, len(features))
    count = ctypes.c_uint()
    infos = library.hb_buffer_get_glyph_infos(buffer, ctypes.byref(count))
    positions = library.hb_buffer_get_glyph_positions(buffer, ctypes.byref(count))
    glyphs = [
        Glyph(
            infos[index].codepoint,
            infos[index].cluster,
            positions[index].x_advance,
            positions[index].x_offset,
            positions[index].y_offset,
        )
        for index in range(count.value)
    ]
    library.hb_buffer_destroy(buffer)
    return tuple(sorted(glyphs, key=lambda glyph: glyph.cluster))


def measure_height(face: Face, glyph: Glyph) -> tuple[int, int]:
    """The lowest and highest ink of a glyph where it was moved to, in units of the face."""
    extents = _Extents()
    _load().hb_font_get_glyph_extents(_open(face.data), glyph.id, ctypes.byref(extents))
    top = extents.y_bearing + glyph.y
    return top + extents.height, top


def choose_face(faces: tuple[Face, ...], run: Run, character: str) -> Face | None:
    """The face that `run` shows `character` in: the first family that has it, the nearest weight."""
    for family in run.style["font_family"]:
        having = [face for face in faces if face.family == family and ord(character) in face.characters]
        if having:
            return min(having, key=lambda face: abs(face.weight - int(run.style["font_weight"])))
    return None


def list_features(run: Run) -> tuple[str, ...]:
    """What the style of `run` asks of the face, as the page engine gives it to Pango."""
    from weasyprint.text.fonts import font_features

    asked: dict[str, Any] = font_features(**{name: run.style[name] for name in _PROPERTIES})
    return tuple(f"{tag}={value}" for tag, value in asked.items())


@cache
def _load() -> Any:
    for name in (*_NAMES, ctypes.util.find_library("harfbuzz") or ""):
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        for function in ("hb_blob_create", "hb_face_create", "hb_font_create", "hb_buffer_create"):
            getattr(library, function).restype = ctypes.c_void_p
        library.hb_buffer_get_glyph_infos.restype = ctypes.POINTER(_Info)
        library.hb_buffer_get_glyph_positions.restype = ctypes.POINTER(_Position)
        return library
    raise OSError("HarfBuzz is not here, and Pango needs it")


@cache
def _open(data: bytes) -> ctypes.c_void_p:
    """A font for as long as the tests run; `data` stays where it is in the cache."""
    library = _load()
    blob = ctypes.c_void_p(library.hb_blob_create(data, len(data), 1, None, None))
    face = ctypes.c_void_p(library.hb_face_create(blob, 0))
    return ctypes.c_void_p(library.hb_font_create(face))
