"""Reading the article: its text exactly as stored, and what is refused before anything is parsed."""

from __future__ import annotations

import codecs
import hashlib
import re
import stat
from pathlib import Path

from report.arabic.encodings import guess_encoding
from report.document import Source
from report.errors import LimitError, Location, Message, SourceError, message

ARTICLE_LIMIT = 5_000_000
"""Bytes. The longest novels are shorter; what is longer is another kind of file."""

# Controls have no meaning in a book; overrides make a text read as what it is not (Unicode UAX 9, UTR 36).
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]")


def read_source(path: Path, encoding: str = "utf-8") -> Source:
    """The article at `path`, which is also how messages name it."""
    data = read_file(path, limit=ARTICLE_LIMIT)
    text = _decode(data, path, encoding)
    if not text.strip():
        raise SourceError("the article is empty", location=Location(str(path)))
    source = Source(id="article", path=str(path), text=text, sha256=hashlib.sha256(data).hexdigest())
    found = FORBIDDEN.search(text)
    if found:
        raise SourceError(
            "the character U+{code} is not allowed in a text",
            code=f"{ord(found[0]):04X}",
            location=source.locate(found.start()),
            hint=_explain_forbidden(found[0], data, path),
        )
    return source


def read_file(path: Path, *, limit: int) -> bytes:
    """The bytes of a regular file; a `LimitError` where there are more than `limit`."""
    try:
        # Asked first: opening a pipe or a terminal would wait for somebody to write.
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError("not a file", location=Location(str(path)))
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError("cannot be read: {reason}", reason=reason, location=Location(str(path))) from error
    if len(data) > limit:
        raise LimitError("larger than {limit} MB", limit=limit // 1_000_000, location=Location(str(path)))
    return data


def _decode(data: bytes, path: Path, encoding: str) -> str:
    mark = codecs.BOM_UTF8 if codecs.lookup(encoding).name == "utf-8" else b""
    body = data.removeprefix(mark)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, errors="replace")
        line = before.rpartition("\n")[2]
        raise SourceError(
            "not {encoding}: the byte 0x{byte} at offset {offset}",
            encoding=encoding.upper(),
            byte=body[error.start : error.start + 1].hex().upper(),
            offset=len(data) - len(body) + error.start,
            location=Location(str(path), before.count("\n") + 1, len(line) + 1),
            hint=_suggest_encoding(data, path, encoding),
        ) from error
    except UnicodeError as error:  # UTF-16 without a mark, and the like
        raise SourceError(
            "not {encoding}: {reason}", encoding=encoding.upper(), reason=error, location=Location(str(path))
        ) from error


def _suggest_encoding(data: bytes, path: Path, encoding: str) -> Message | None:
    guess = guess_encoding(data)
    if guess is None or guess == encoding.lower():
        return None
    return message(
        "it reads as {name}: convert it with `iconv -f {iconv} -t UTF-8 {path} > {copy}`,"
        ' or set encoding = "{guess}" in report.toml',
        name=guess.upper().replace("WINDOWS", "Windows"),
        iconv=guess.upper(),
        path=path,
        copy=path.with_stem(f"{path.stem}-utf8"),
        guess=guess,
    )


def _explain_forbidden(char: str, data: bytes, path: Path) -> Message | None:
    if char >= "\u202a":
        return message(
            "it changes the order in which the text is read; delete it, or use an isolate (U+2066 to U+2069)"
        )
    return _suggest_encoding(data, path, "utf-8") or message("delete it")
