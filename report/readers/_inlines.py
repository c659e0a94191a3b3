"""The inside of a Markdown block: the parser's tokens walked along the content that they were read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from report.document import (
    Code,
    Emphasis,
    Figure,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Source,
    Span,
    Strong,
    Text,
    read_inlines,
)
from report.errors import LimitError, SourceError, message
from report.readers._alignment import Alignment
from report.readers._tokens import NESTING_LIMIT, Token

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_SPECIAL = re.compile(r"\\[!-/:-@\[-`{-~]|&#?[A-Za-z0-9]{1,32};|\n[ \t]*")

Piece = Inline | Figure


@dataclass
class _Open:
    """An element whose end has not been met; `make` makes it of its children and its span."""

    start: int
    make: Callable[[tuple[Inline, ...], Span], Inline] | None
    children: list[Piece] = field(default_factory=list)


class InlineBuilder:
    """Turns the tokens of one content into inlines; images come out as figures, for the block to place."""

    def __init__(
        self, source: Source, content: str, alignment: Alignment, unescape: Callable[[str], str]
    ) -> None:
        self.source = source
        self.content = content
        self.alignment = alignment
        self.unescape = unescape

    def build(self, tokens: Sequence[Token], start: int = 0) -> tuple[Piece, ...]:
        """The inlines of `tokens`, which were read from the content from `start` on."""
        cursor = start
        stack = [_Open(start, None)]
        for token in tokens:
            kind = token.type
            if kind.endswith("_open"):
                stack.append(self._open(token, cursor, len(stack)))
                cursor += len(token.markup) if kind != "link_open" else 1
            elif kind.endswith("_close"):
                end = start + token.meta["end"] if kind == "link_close" else cursor + len(token.markup)
                self._close(stack, end)
                cursor = end
            else:
                cursor = self._add_leaf(stack[-1].children, token, cursor)
        return tuple(stack[0].children)

    def _open(self, token: Token, cursor: int, depth: int) -> _Open:
        if depth > NESTING_LIMIT:
            raise LimitError(
                "nested more than {limit} levels deep",
                limit=NESTING_LIMIT,
                location=self.source.locate(self.alignment.starts[cursor]),
            )
        if token.type == "link_open":
            href = str(token.attrs["href"])
            if not _SCHEME.match(href) or href.startswith("//"):
                raise SourceError(
                    "the link {href} leads nowhere from a book",
                    href=unquote(href) or "[]()",
                    location=self.source.locate(self.alignment.starts[cursor]),
                    hint=message("write the whole address, with https://"),
                )
            return _Open(cursor, lambda children, span: Link(href=href, children=children, span=span))
        if token.type == "strong_open":
            return _Open(cursor, lambda children, span: Strong(children=children, span=span))
        return _Open(cursor, lambda children, span: Emphasis(children=children, span=span))

    def _close(self, stack: list[_Open], end: int) -> None:
        closed = stack.pop()
        span = self.alignment.span(closed.start, end)
        assert closed.make
        stack[-1].children.append(closed.make(self.refuse_figures(closed.children), span))

    def refuse_figures(self, pieces: Sequence[Piece]) -> tuple[Inline, ...]:
        """`pieces`, none of which may be a figure here."""
        inlines: list[Inline] = []
        for piece in pieces:
            if isinstance(piece, Figure):
                raise SourceError(
                    "an image inside a line of text",
                    location=self.source.locate(piece.span.start),
                    hint=message("put it on a line of its own"),
                )
            inlines.append(piece)
        return tuple(inlines)

    def _add_leaf(self, out: list[Piece], token: Token, cursor: int) -> int:
        """Add the leaf `token`, which begins at `cursor`, to `out`; where it ends."""
        if token.type == "text":
            end = cursor + len(token.content)
            self._add_text(out, cursor, end)
        elif token.type == "text_special":
            end = cursor + len(token.markup)
            if token.content == token.markup:
                self._add_text(out, cursor, end)
            else:
                out.append(Text(text=token.content, span=self.alignment.span(cursor, end)))
        elif token.type in ("softbreak", "hardbreak"):
            end = self._skip_break(cursor)
            span = self.alignment.gap(cursor, end)
            out.append(LineBreak(span=span) if token.type == "hardbreak" else Text(text=" ", span=span))
        elif token.type == "code_inline":
            end = self._add_code(out, token, cursor)
        elif token.type == "footnote_ref":
            label = token.meta["label"]
            end = cursor + len(label) + len("[^]")
            out.append(NoteReference(label=label, span=self.alignment.span(cursor, end)))
        else:
            end = token.meta["end"]
            out.append(self._read_image(token, cursor, end))
        return end

    def _add_text(self, out: list[Piece], start: int, end: int) -> None:
        for first, last in self.alignment.pieces(start, end):
            text = Text(text=self.content[first:last], span=self.alignment.span(first, last))
            before = out[-1] if out else None
            if isinstance(before, Text) and _follows(before, text) and not is_break(self.source, before):
                text = Text(text=before.text + text.text, span=Span(before.span.start, text.span.end))
                out.pop()
            out.append(text)

    def _skip_break(self, cursor: int) -> int:
        """The end of the line break at `cursor`, with the white space around it."""
        line_end = self.content.index("\n", cursor)
        end = line_end + 1
        while self.content[end : end + 1] in (" ", "\t"):
            end += 1
        return end

    def _add_code(self, out: list[Piece], token: Token, cursor: int) -> int:
        start = cursor + len(token.markup)
        end = start + len(token.content)
        if self.content[start:end].replace("\n", " ") == token.content:
            after = end
        else:  # one space was cut off each side
            start, end = start + 1, end + 1
            after = end + 1
        out.append(Code(text=token.content, span=self.alignment.span(start, end)))
        return after + len(token.markup)

    def _read_image(self, token: Token, start: int, end: int) -> Figure:
        span = self.alignment.span(start, end)
        place = self.source.locate(span.start)
        path = str(token.attrs["src"])
        if _SCHEME.match(path):
            raise SourceError(
                "the image {name} is not a file beside the article",
                name=path if len(path) < 80 else f"{path[:60]}…",
                location=place,
                hint=message("put a copy of it into the project, and write its path"),
            )
        if not path:
            raise SourceError("the image has no path", location=place)
        alternative = self._read_alternative(token, start + 2)
        if not alternative.text.strip():
            raise SourceError(
                "the image {name} has no alternative text",
                name=unquote(path),
                location=place,
                hint=message("say in the brackets what it shows: ![…](…)"),
            )
        title = str(token.attrs.get("title", ""))
        caption = self._read_caption(title, start, end) if title.strip() else ()
        return Figure(path=unquote(path), alternative=alternative, caption=caption, span=span)

    def _read_alternative(self, token: Token, start: int) -> Text:
        """What the label of an image says, as one text."""
        pieces = self.build(token.children or (), start)
        reading = read_inlines(self.refuse_figures(pieces))
        if not reading.spans:
            return Text(text="", span=self.alignment.span(start, start))
        return Text(text=reading.text, span=Span(reading.spans[0].start, reading.spans[-1].end))

    def _read_caption(self, title: str, start: int, end: int) -> tuple[Inline, ...]:
        """The title of the image from `start` to `end`, which stands in quotation marks at its end."""
        written = self.content[start:end]
        last = len(written[:-1].rstrip()) - 1
        first = _find_opening(written, last)
        if first < 0 or written[-1] != ")" or self.unescape(written[first + 1 : last]) != title:
            # It stands in a reference definition: the image is all we can point to.
            return (Text(text=" ".join(title.split()), span=self.alignment.span(start, end)),)
        out: list[Piece] = []
        cursor = start + first + 1
        for match in _SPECIAL.finditer(self.content, cursor, start + last):
            self._add_text(out, cursor, match.start())
            cursor = match.end()
            span = self.alignment.gap(match.start(), cursor)
            text = " " if match[0].startswith("\n") else self.unescape(match[0])
            if text == match[0]:
                self._add_text(out, match.start(), cursor)
            else:
                out.append(Text(text=text, span=span))
        self._add_text(out, cursor, start + last)
        return self.refuse_figures(out)


def is_break(source: Source, inline: object) -> bool:
    """Whether `inline` is the space that a line end in the source is shown as."""
    if isinstance(inline, LineBreak):
        return True
    return isinstance(inline, Text) and inline.text == " " and bool(set("\r\n") & set(source[inline.span]))


def _follows(before: Text, text: Text) -> bool:
    """Whether `text` goes on where `before` ends, both as written, so that they are one text."""
    exact = all(len(part.text) == part.span.end - part.span.start for part in (before, text))
    return exact and before.span.end == text.span.start


def _find_opening(written: str, last: int) -> int:
    """The opening mark of the image title whose closing mark is at `last`."""
    if last < 0 or written[last] not in "\"')":
        return -1
    opening = "(" if written[last] == ")" else written[last]
    place = written.rfind(opening, 0, last)
    while place > 0 and written[place - 1] == "\\":
        place = written.rfind(opening, 0, place)
    return place
