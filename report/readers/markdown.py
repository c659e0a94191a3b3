"""Markdown: CommonMark with front matter, tables and footnotes. Raw HTML is text.

The parser tells only on which lines a block stands. Its rules are wrapped here so that its tokens also know
where they begin and end; `_blocks` and `_inlines` walk them along the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

from report.arabic.direction import direction_of_language
from report.document import (
    Block,
    BlockQuote,
    Document,
    Heading,
    Hints,
    Inline,
    ListBlock,
    NoteReference,
    Paragraph,
    Source,
    Span,
    Text,
    iterate_leaves,
    read_inlines,
)
from report.errors import LimitError, SourceError, message
from report.readers._alignment import NormalText
from report.readers._blocks import BlockBuilder, check_notes
from report.readers._front_matter import read_front_matter
from report.readers._language import detect_language
from report.readers._tokens import NESTING_LIMIT

SUFFIXES = (".markdown", ".md")

_LEAVES = ("heading", "lheading", "paragraph", "table")
_CALL = re.compile(r"\[\^[^\] \n]{1,100}\]")
_REFUSED = re.compile(r"\s*(?:javascript|vbscript|file|data):", re.IGNORECASE)

_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_InlineRule = Callable[[StateInline, bool], bool]


def read(source: Source, hints: Hints) -> Document:
    """The article; `hints` are for formats without markup and count for nothing here."""
    front = read_front_matter(source)
    normal = NormalText(source, front.end)
    tokens = _Parser(source, normal).parse(normal.text)
    builder = BlockBuilder(source, normal, tokens, unescapeAll)
    blocks = builder.build()
    title = front.get("title")
    if title is None:
        title, blocks = _take_title(source, blocks)
    elif blocks and _repeats(title, blocks[0]):
        blocks = blocks[1:]
    blocks = _number_headings(blocks, [])
    language = front.get("language")
    tag = language.text if language else detect_language(source.text[front.end :] + title.text)
    date, subtitle = front.get("date"), front.get("subtitle")
    return Document(
        source=source,
        language=tag,
        direction=direction_of_language(tag),
        title=title,
        deck=(subtitle,) if subtitle else (),
        attribution=front.get("source"),
        author=front.get("author"),
        licence=front.get("licence"),
        date=date.text if date else None,
        blocks=blocks,
        footnotes=check_notes(source, blocks, builder.definitions),
    )


class _Parser(MarkdownIt):
    """markdown-it whose tokens know their places: see `Token` for what is put into `meta`."""

    def __init__(self, source: Source, normal: NormalText) -> None:
        # The parser drops what is nested deeper than its own limit, so ours must come first.
        super().__init__("commonmark", {"html": False, "maxNesting": NESTING_LIMIT + 4})
        self.enable("table")
        self.disable("text_join")  # escapes and entities stay tokens of their own
        self.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        self._source = source
        self._normal = normal
        self._in_image = False
        for block_rule in self.block.ruler.__rules__:
            block_rule.fn = self._place_block(block_rule.name, block_rule.fn)
        for inline_rule in self.inline.ruler.__rules__:
            if inline_rule.name in ("autolink", "link"):
                inline_rule.fn = _place_inline(inline_rule.fn)
            elif inline_rule.name == "image":
                inline_rule.fn = self._mark_image(_place_inline(inline_rule.fn))
            elif inline_rule.name == "footnote_ref":
                inline_rule.fn = _bound_label(inline_rule.fn)

    def validateLink(self, url: str) -> bool:
        """Links that could run a program or read a file stay text; for images the builder has an error."""
        return self._in_image or not _REFUSED.match(url)

    def normalizeLinkText(self, link: str) -> str:
        return link

    def _place_block(self, name: str, rule: _BlockRule) -> _BlockRule:
        def placed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            if silent:
                return rule(state, start, end, silent)
            place = state.bMarks[start] + state.tShift[start]
            if state.level > NESTING_LIMIT:
                raise LimitError(
                    "nested more than {limit} levels deep",
                    limit=NESTING_LIMIT,
                    location=self._source.locate(self._normal.place(place)),
                )
            first = len(state.tokens)
            if not rule(state, start, end, silent):
                return False
            if len(state.tokens) > first:
                state.tokens[first].meta["start"] = place
                if name in _LEAVES:
                    lines = range(start, state.line)
                    state.tokens[first].meta["lines"] = [state.bMarks[i] + state.tShift[i] for i in lines]
            return True

        return placed

    def _mark_image(self, rule: _InlineRule) -> _InlineRule:
        def marked(state: StateInline, silent: bool) -> bool:
            if self._in_image and not silent:
                return False  # an image in the text of an image: the parser would recurse without a limit
            self._in_image, before = True, self._in_image
            try:
                return rule(state, silent)
            finally:
                self._in_image = before

        return marked


def _place_inline(rule: _InlineRule) -> _InlineRule:
    def placed(state: StateInline, silent: bool) -> bool:
        if not rule(state, silent):
            return False
        if not silent:
            state.tokens[-1].meta["end"] = state.pos
        return True

    return placed


def _bound_label(rule: _InlineRule) -> _InlineRule:
    """The rule of note calls looks for the end of a label through the whole text, from every `[^`."""

    def bounded(state: StateInline, silent: bool) -> bool:
        return bool(_CALL.match(state.src, state.pos)) and rule(state, silent)

    return bounded


def _take_title(source: Source, blocks: tuple[Block, ...]) -> tuple[Text, tuple[Block, ...]]:
    """The title where the front matter has none: the first `#` heading, else the first text; and the rest."""
    texts = [
        block
        for block in blocks
        if isinstance(block, Heading | Paragraph) and read_inlines(block.inlines).text.strip()
    ]
    first = [block for block in texts if isinstance(block, Heading) and block.level == 1] or texts
    if not first:
        raise SourceError(
            "the article has no title",
            location=source.locate(0),
            hint=message("begin with a line # followed by the title, or set title: in the front matter"),
        )
    taken = first[0]
    rest = tuple(block for block in blocks if block is not taken)
    return _make_title(source, taken.inlines), rest


def _repeats(title: Text, block: Block) -> bool:
    """Whether `block` is a `#` heading that says the title of the front matter once more."""
    return isinstance(block, Heading) and block.level == 1 and read_inlines(block.inlines).text == title.text


def _make_title(source: Source, inlines: tuple[Inline, ...]) -> Text:
    for leaf in iterate_leaves(inlines):
        if isinstance(leaf, NoteReference):
            raise SourceError("a title cannot call a note", location=source.locate(leaf.span.start))
    reading = read_inlines(inlines)
    return Text(text=reading.text, span=Span(reading.spans[0].start, reading.spans[-1].end))


def _number_headings(blocks: tuple[Block, ...], path: list[int]) -> tuple[Block, ...]:
    """Headings from level 2 on without a gap: each stands one below the nearest one above it in rank.

    `path` are the levels, as written, of the headings around the current place.
    """
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            while path and path[-1] >= block.level:
                path.pop()
            path.append(block.level)
            block = replace(block, level=min(len(path) + 1, 6))
        elif isinstance(block, BlockQuote):
            block = replace(block, blocks=_number_headings(block.blocks, path))
        elif isinstance(block, ListBlock):
            items = (replace(item, blocks=_number_headings(item.blocks, path)) for item in block.items)
            block = replace(block, items=tuple(items))
        numbered.append(block)
    return tuple(numbered)
