"""Faces found in `fonts/`, and proved to be whole and embeddable."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.sfnt import SFNTReader, calcChecksum
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from report.errors import ResourceError, message
from report.resources import Resources

SIZE_LIMIT = 20_000_000
"""Bytes. The largest Arabic text face known to us has 0.6 MB."""

_SFNT_VERSIONS = (b"\x00\x01\x00\x00", b"true", b"OTTO")  # OpenType, "Organization of an OpenType font"
_REQUIRED_TABLES = ("OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post")
_ARABIC_TABLES = ("GSUB", "GPOS")
_ARABIC_BEH = 0x0628

# OS/2 fsType, OpenType 1.9: the lowest four bits are the usage, then "no subsetting" and "bitmaps only".
_USAGE, _RESTRICTED, _NO_SUBSETTING, _BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One font file, whole and allowed to be embedded.

    `licence` is an SPDX identifier, `characters` the code points that it can draw, `subset_name` the family
    name of a subset: a modified version must not use a reserved name (SIL OFL 1.1, condition 3).
    """

    family: str
    weight: int
    style: Literal["normal", "italic"]
    path: Path
    data: bytes
    version: str
    licence: str
    licence_text: str
    reserved_names: tuple[str, ...]
    subset_name: str
    characters: frozenset[int]


class _Table(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-")
    )


class _FaceEntry(_Table):
    file: Annotated[str, StringConstraints(pattern=r"^[^/\\]+$")]
    weight: Annotated[int, Field(strict=True, ge=1, le=1000)]
    style: Literal["normal", "italic"]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class _FamilyFile(_Table):
    """`family.toml`."""

    family: Annotated[str, StringConstraints(min_length=1)]
    version: str
    source: str
    licence: str
    licence_file: Annotated[str, StringConstraints(pattern=r"^[^/\\]+$")]
    reserved_names: tuple[str, ...]
    subset_name: str = ""
    face: Annotated[tuple[_FaceEntry, ...], Field(min_length=1)]


def load_families(resources: Resources, names: Iterable[str]) -> tuple[Face, ...]:
    """Every face of the named families, in that order; a `ResourceError` for one that cannot be used."""
    found = dict(_find_families(resources))
    faces: list[Face] = []
    for name in names:
        if name not in found:
            raise ResourceError(
                "there is no font family {name}",
                name=name,
                hint=message("the font families are: {names}", names=", ".join(found)),
            )
        folder, family = found[name]
        faces.extend(_load_family(resources, folder, family))
    return tuple(faces)


def _find_families(resources: Resources) -> Iterator[tuple[str, tuple[str, _FamilyFile]]]:
    """Folder and description of each family by name; a project's own hides a built-in one."""
    seen: dict[str, Path] = {}
    for name in resources.list_names("fonts", "*/family.toml"):
        path = resources.find("fonts", name)
        try:
            family = _FamilyFile.model_validate(resources.read_toml("fonts", name))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            key = ".".join(map(str, first["loc"]))
            raise ResourceError("{path}: {key}: {reason}", path=path, key=key, reason=first["msg"]) from error
        other = seen.get(family.family)
        if other is None:
            seen[family.family] = path
            yield family.family, (name.rpartition("/")[0], family)
        elif other.parent.parent == path.parent.parent:
            raise ResourceError(
                "{path} and {other} describe the same family {family}",
                path=path,
                other=other,
                family=family.family,
            )


def _load_family(resources: Resources, folder: str, family: _FamilyFile) -> Iterator[Face]:
    taken: dict[tuple[int, str], str] = {}
    licence = resources.read("fonts", f"{folder}/{family.licence_file}").decode(errors="replace")
    for entry in family.face:
        other = taken.setdefault((entry.weight, entry.style), entry.file)
        if other != entry.file:
            raise ResourceError(
                "{file} and {other} are both {family} {weight} {style}",
                file=entry.file,
                other=other,
                family=family.family,
                weight=entry.weight,
                style=entry.style,
            )
        path = resources.find("fonts", f"{folder}/{entry.file}")
        data = resources.read("fonts", f"{folder}/{entry.file}")
        font = _open(path, data)
        digest = hashlib.sha256(data).hexdigest()
        if digest != entry.sha256:
            raise ResourceError(
                "{path} is not the file that family.toml describes: its sha256 is {digest}",
                path=path,
                digest=digest,
            )
        _check_embedding(path, font)
        yield Face(
            family=family.family,
            weight=entry.weight,
            style=entry.style,
            path=path,
            data=data,
            version=family.version,
            licence=family.licence,
            licence_text=licence,
            reserved_names=family.reserved_names,
            subset_name=_name_subset(path, family),
            characters=frozenset(font.getBestCmap()),
        )


def _name_subset(path: Path, family: _FamilyFile) -> str:
    name = family.subset_name or f"{family.family} Book"
    for reserved in family.reserved_names:
        if reserved.casefold() in name.casefold():
            raise ResourceError(
                "{path}: a subset may not be named {name}, {reserved} is a reserved font name",
                path=path,
                name=name,
                reserved=reserved,
                hint=message("set subset-name in family.toml"),
            )
    return name


def _open(path: Path, data: bytes) -> TTFont:
    """The font, after every table was found whole: inside the file, its checksum right, its form too."""
    if len(data) > SIZE_LIMIT:
        raise ResourceError("{path} is larger than {limit} MB", path=path, limit=SIZE_LIMIT // 1_000_000)
    if data[:4] not in _SFNT_VERSIONS:
        raise ResourceError("{path} is not a TrueType or OpenType font", path=path)
    table = "table directory"
    try:
        reader = SFNTReader(io.BytesIO(data))
        for table, entry in sorted(reader.tables.items()):
            _check_table(
                table, data[entry.offset : entry.offset + entry.length], entry.length, entry.checkSum
            )
        font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
        for table in (*_REQUIRED_TABLES, "CFF " if data[:4] == b"OTTO" else "glyf"):
            if table not in reader.tables:
                raise TTLibError("it is not there")
            if table not in ("glyf", "CFF "):
                font[table]
        table = "cmap"
        characters = font.getBestCmap()
        if not characters:
            raise TTLibError("it has no Unicode characters")
        for table in _ARABIC_TABLES if _ARABIC_BEH in characters else ():
            if table not in reader.tables:
                raise TTLibError("it is not there, and Arabic letters need it")
    except (
        TTLibError,
        struct.error,
        AssertionError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ) as error:
        raise ResourceError(
            "{path} is damaged: {table}: {reason}", path=path, table=table.strip(), reason=error
        ) from error
    return font


def _check_table(table: str, data: bytes, length: int, checksum: int) -> None:
    """OpenType 1.9, "Calculating checksums": `head` is summed with its own checksumAdjustment as zero."""
    if len(data) < length:
        raise TTLibError("the file ends before the table does")
    summed = data[:8] + bytes(4) + data[12:] if table == "head" else data
    if calcChecksum(summed) != checksum:
        raise TTLibError("its checksum is wrong")


def _check_embedding(path: Path, font: TTFont) -> None:
    bits = font["OS/2"].fsType
    if bits & _USAGE == _RESTRICTED or bits & (_NO_SUBSETTING | _BITMAPS_ONLY):
        raise ResourceError(
            "{path}: its licence bits forbid embedding (OS/2 fsType 0x{bits})", path=path, bits=f"{bits:04X}"
        )
