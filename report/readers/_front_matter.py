"""The front matter of a Markdown article: YAML between two lines `---`, each value with its span."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from report.document import Source, Span, Text
from report.errors import LimitError, Message, SourceError, message

KEYS = ("title", "subtitle", "date", "language", "source", "licence", "author")

_FIRST_LINE = re.compile(r"(?:[ \t]*(?:\r\n?|\n))*---[ \t]*(?:\r\n?|\n|\Z)")
_CLOSING = re.compile(r"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # RFC 5646
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The values that are there, by key, and the offset in the source at which the article itself begins."""

    values: dict[str, Text] = field(default_factory=dict)
    end: int = 0

    def get(self, key: str) -> Text | None:
        return self.values.get(key)


def read_front_matter(source: Source) -> FrontMatter:
    """The front matter of `source`, empty where the first line that is not blank is not `---`."""
    start = len("\ufeff") if source.text.startswith("\ufeff") else 0
    opening = _FIRST_LINE.match(source.text, start)
    if not opening:
        return FrontMatter(end=start)
    fence = source.text.index("---")
    closing = _CLOSING.search(source.text, opening.end())
    if not closing:
        raise SourceError(
            "the front matter does not end",
            location=source.locate(fence),
            hint=message("close it with a line that says ---"),
        )
    values: dict[str, Text] = {}
    for key, value in _read_pairs(source, Span(opening.end(), closing.start())):
        if key.text in values:
            first = source.locate(values[key.text].span.start).line
            raise SourceError(
                "{key} is set here and on line {line}",
                key=key.text,
                line=first,
                location=source.locate(key.span.start),
            )
        values[key.text] = value
    present = {key: value for key, value in values.items() if value.text}
    _check_values(source, present)
    return FrontMatter(values=present, end=closing.end())


def _read_pairs(source: Source, span: Span) -> Iterator[tuple[Text, Text]]:
    root = _compose(source, span)
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        raise SourceError(
            "the front matter is not a list of `key: value` lines", location=source.locate(span.start)
        )
    for key, value in root.value:
        place = span.start + key.start_mark.index
        name = key.value if isinstance(key, yaml.ScalarNode) else source[_span_of(key, span.start)]
        if name not in KEYS:
            near = difflib.get_close_matches(str(name).lower(), KEYS, n=1)
            raise SourceError(
                "unknown key {key} in the front matter",
                key=name,
                location=source.locate(place),
                hint=message("did you mean {name}?", name=near[0])
                if near
                else message("the keys are: {names}", names=", ".join(KEYS)),
            )
        if not isinstance(value, yaml.ScalarNode):
            raise SourceError(
                "{key} is not a text", key=name, location=source.locate(span.start + value.start_mark.index)
            )
        yield Text(text=name, span=_span_of(key, span.start)), _read_scalar(source, value, span.start)


def _compose(source: Source, span: Span) -> yaml.Node | None:
    """The YAML of `span` as nodes: they know their places, and nothing is constructed from them."""
    try:
        return yaml.compose(source[span], Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SourceError(
            "the front matter is not YAML: {reason}",
            reason=error.problem or error.context,
            location=source.locate(span.start + (mark.index if mark else 0)),
            hint=_explain(error.problem or ""),
        ) from error
    except yaml.reader.ReaderError as error:
        raise SourceError(
            "the front matter is not YAML: {reason}",
            reason=error.reason,
            location=source.locate(span.start + error.position),
        ) from error
    except RecursionError as error:
        raise LimitError(
            "the front matter is nested too deeply", location=source.locate(span.start)
        ) from error


def _explain(problem: str) -> Message | None:
    if "mapping values" in problem:
        return message("a value that holds a colon goes in quotation marks")
    if "\\t" in problem:
        return message("YAML takes spaces, not tabs")
    return None


def _span_of(node: yaml.Node, base: int) -> Span:
    return Span(base + node.start_mark.index, base + node.end_mark.index)


def _read_scalar(source: Source, node: yaml.ScalarNode, base: int) -> Text:
    """A value as one line of text; its span is exact where the value stands in the file as it reads."""
    span = _span_of(node, base)
    if node.tag == _NULL:
        return Text(text="", span=span)
    text = " ".join(node.value.split("\n")).strip()
    if node.style in ("'", '"'):
        span = Span(span.start + 1, span.end - 1)
    written = source[span]
    start = span.start + len(written) - len(written.lstrip())
    if source.text.startswith(text, start) and start + len(text) <= span.end and text == written.strip():
        return Text(text=text, span=Span(start, start + len(text)))
    return Text(text=" ".join(text.split()), span=span)


def _check_values(source: Source, values: dict[str, Text]) -> None:
    date, language = values.get("date"), values.get("language")
    if date and not _is_date(date.text):
        raise SourceError(
            "the date cannot be {value}",
            value=date.text,
            location=source.locate(date.span.start),
            hint=message("write it as YYYY-MM-DD"),
        )
    if language and not _LANGUAGE.fullmatch(language.text):
        raise SourceError(
            "the language cannot be {value}",
            value=language.text,
            location=source.locate(language.span.start),
            hint=message("write a tag such as ar, fa or en"),
        )


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True
