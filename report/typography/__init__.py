"""The article set by the rules of good type: every change is logged with its place, and can be undone.

`find_changes` reads a document, whose facts were derived before; `ChangeLog.apply` shows the changes in its
texts, and `ChangeLog.undo` takes them out again, so that what is left are the code points of the source.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from report.arabic.punctuation import RULES, Conventions, Rule, find_edits
from report.document import (
    Document,
    Emphasis,
    Inline,
    Link,
    Reading,
    Source,
    Span,
    Strong,
    Text,
)
from report.resources import read_lexicon_toml
from report.typography._joints import find_joints
from report.typography._lines import Line, read_lines

__all__ = [
    "RULES",
    "UNCHANGED",
    "Change",
    "ChangeCount",
    "ChangeLog",
    "Rule",
    "count_changes",
    "find_changes",
    "list_rules",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`rule` made what the source shows at `span` from `before` into `after`, which may be nothing.

    Several rules may change one place; each then begins with what the one before it made.
    """

    rule: Rule
    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCount:
    """How often a rule changed something, and the source line (from 1) of the first time."""

    rule: Rule
    count: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLog:
    """Changes in the order of the source; those of one place in the order in which they were made."""

    changes: tuple[Change, ...] = ()
    _places: tuple[tuple[Span, str, str], ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        groups = (list(group) for _, group in groupby(self.changes, key=lambda change: change.span))
        places = tuple((group[0].span, group[0].before, group[-1].after) for group in groups)
        object.__setattr__(self, "_places", places)

    def apply(self, inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """`inlines` as they are to be shown; every shown character keeps the span that it stands for."""
        shown: list[Inline] = []
        for inline in inlines:
            if isinstance(inline, Text):
                shown.extend(self._set_text(inline))
            elif isinstance(inline, Emphasis | Strong | Link):
                shown.append(replace(inline, children=self.apply(inline.children)))
            else:
                shown.append(inline)
        return tuple(shown)

    def _set_text(self, text: Text) -> Iterator[Text]:
        position = text.span.start
        first = bisect_left(self._places, (Span(position, position),))
        for span, _, after in self._places[first:]:
            if span.start >= text.span.end:
                break
            if span not in text.span or (
                len(text.text) != text.span.end - text.span.start and span != text.span
            ):
                continue
            yield from _cut(text, position, span.start)
            if after:
                yield Text(text=after, span=span)
            position = span.end
        yield from (text,) if position == text.span.start else _cut(text, position, text.span.end)

    def undo(self, readings: Iterable[Reading]) -> Reading:
        """The texts of a whole document as they were before, in the order of the source."""
        before = {span: text for span, text, _ in self._places}
        pieces = {span: text for span, text, after in self._places if not after}
        for reading in readings:
            characters = zip(reading.spans, reading.text, strict=True)
            for span, group in groupby(characters, key=lambda pair: pair[0]):
                pieces[span] = before.get(span) or "".join(character for _, character in group)
        ordered = sorted(pieces.items())
        return Reading(
            text="".join(text for _, text in ordered),
            spans=tuple(span for span, text in ordered for _ in text),
        )


UNCHANGED = ChangeLog()


def _cut(text: Text, start: int, end: int) -> Iterator[Text]:
    """What `text`, which shows its span as it is, shows of characters `start` to `end` of the source."""
    if start < end:
        first = start - text.span.start
        yield Text(text=text.text[first : first + end - start], span=Span(start, end))


def find_changes(document: Document, left_out: Collection[str] = ()) -> ChangeLog:
    """What the rules of the document's language change in its texts, but for the rules `left_out`."""
    table = _read_table(document.language)
    rules = list_rules(document.language) - frozenset(left_out)
    if not rules:
        return UNCHANGED
    conventions = Conventions(
        direction=document.direction, marks=table["marks"], quotes=tuple(table["quotes"])
    )
    joints = find_joints(document) if "numbers-with-nouns" in rules else frozenset()
    changes = [
        change
        for line in read_lines(document)
        for change in _find_line_changes(line, rules, conventions, joints)
    ]
    return ChangeLog(changes=tuple(sorted(changes, key=lambda change: change.span)))


def list_rules(language: str) -> frozenset[Rule]:
    """The rules that are used in `language`: none in one that we do not know the conventions of."""
    return frozenset(_read_table(language).get("rules", ()))


def _read_table(language: str) -> dict[str, Any]:
    table: dict[str, Any] = read_lexicon_toml("punctuation.toml").get(language.partition("-")[0].lower(), {})
    return table


def _find_line_changes(
    line: Line, rules: frozenset[Rule], conventions: Conventions, joints: frozenset[Span]
) -> Iterator[Change]:
    edits = find_edits(
        line.text,
        rules & line.rules,
        conventions,
        fixed=line.fixed,
        joints=[index for index, span in enumerate(line.spans) if span in joints] if joints else (),
    )
    for edit in edits:
        yield Change(rule=edit.rule, span=line.spans[edit.index], before=edit.before, after=edit.after)


def count_changes(source: Source, log: ChangeLog) -> tuple[ChangeCount, ...]:
    """How often each rule changed something, in the order of the rules."""
    counts = []
    for rule in RULES:
        places = [change.span.start for change in log.changes if change.rule == rule]
        if places:
            counts.append(ChangeCount(rule=rule, count=len(places), line=source.locate(places[0]).line))
    return tuple(counts)
