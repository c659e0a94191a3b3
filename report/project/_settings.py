"""The settings of one report: their schema, and errors that name the line and the nearest known key."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from report.arabic.punctuation import Rule
from report.errors import ConfigError, Location, Message, message
from report.project._source import FORBIDDEN

_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_DOTTED_KEY = re.compile(rf"\s*({_KEY}(?:\s*\.\s*{_KEY})*)\s*")
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_URI = r"^([A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f]+)?$"  # RFC 3986, loosely
_SUBJECT = r"^(BISAC [A-Z]{3}[0-9]{6}|Thema [A-Z1-6][A-Z0-9-]*) \S.*$"
_LANGUAGE_TAG = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"  # RFC 5646


def _refuse_controls(text: str) -> str:
    found = re.search(r"[\t\n\r]", text) or FORBIDDEN.search(text)
    if found:
        raise ValueError(f"it holds U+{ord(found[0]):04X}")
    return text


def _as_iso_date(value: object) -> object:
    """A TOML date or a text, as YYYY-MM-DD; what is neither goes on, to be refused as no string."""
    if isinstance(value, str):
        return datetime.date.fromisoformat(value).isoformat()
    if type(value) is datetime.date:
        return value.isoformat()
    return value


def _as_summary(value: object) -> object:
    """`true` stands for our choice of sentences, `false` for none."""
    return (None if value else ()) if isinstance(value, bool) else value


def _known_encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError as error:
        raise ValueError("no such encoding") from error
    return name


_Schema = TypeVar("_Schema", bound=BaseModel)

Text = Annotated[str, AfterValidator(_refuse_controls)]
FileName = Annotated[Text, StringConstraints(min_length=1)]
Line = Annotated[int, Field(strict=True, ge=0)]
HeadingLine = Annotated[int, Field(strict=True, ge=1)]

Profile = Literal["archive", "archive-2", "press"]
"""PDF/A-3a and PDF/UA-1, PDF/A-4f (which is for files with attachments) and PDF/UA-2, or PDF/X-4."""


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentSettings(_Table):
    """Lines of a plain text article that the editor names, from 1; 0 means that there is none."""

    title: HeadingLine | None = Field(default=None, description="the title", examples=[1])
    deck: Line | None = Field(default=None, description="the standfirst", examples=[2])
    credit: Line | None = Field(default=None, description="the photo credit", examples=[0])
    source: Line | None = Field(default=None, description="where the article comes from", examples=[0])
    headings: tuple[HeadingLine, ...] | None = Field(
        default=None, description="every heading", examples=[(5, 9)]
    )


class PublishingSettings(_Table):
    """What a publisher says of the e-book to shops and to readers who need it accessible."""

    certified_by: Text = Field(
        default="",
        description="who has seen that the e-book meets WCAG 2.2 AA; without a name nothing is claimed",
        examples=[""],
    )
    certifier_credential: Text = Field(default="", description="what entitles them to say so", examples=[""])
    certifier_report: Annotated[str, StringConstraints(pattern=_URI)] = Field(
        default="", description="where their report is, a URL", examples=[""]
    )
    contact: Text = Field(
        default="", description="an e-mail address for questions of accessibility", examples=[""]
    )
    subjects: tuple[Annotated[str, StringConstraints(pattern=_SUBJECT)], ...] = Field(
        default=(),
        description='scheme, code and words of each subject, such as "Thema JPS International relations"',
        examples=[()],
    )
    stores: tuple[Literal["apple", "google", "kindle", "kobo"], ...] = Field(
        default=(), description="shops whose rules to check: apple, google, kindle, kobo", examples=[()]
    )


class TypographySettings(_Table):
    """Rules of type that are not to be used, see `report/arabic/punctuation.py`; and how lines are filled."""

    off: tuple[Rule, ...] = Field(
        default=(), description="typographic rules that are to change nothing", examples=[()]
    )
    justification: Literal["theme", "off", "mild", "full"] = Field(
        default="theme",
        description="how far words are drawn out to fill a line: off, mild, full, or as the theme says",
        examples=["theme"],
    )


class PartSettings(_Table):
    """A part of a collection."""

    title: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1)]
    articles: Annotated[tuple[FileName, ...], Field(min_length=1)]


class CollectionSettings(_Table):
    """Many articles in one book: listed one after the other, or in parts."""

    title: Text = Field(default="", description="the title of the book", examples=[""])
    subtitle: Text = Field(default="", description="what stands under it", examples=[""])
    articles: tuple[FileName, ...] = Field(
        default=(), description="the articles, files in this folder, in their order", examples=[()]
    )
    parts: tuple[PartSettings, ...] = Field(
        default=(),
        description='or parts: [[collection.parts]] with title = "…" and articles = ["one.md", "two.md"]',
        examples=[()],
    )

    @property
    def is_wanted(self) -> bool:
        return bool(self.title or self.articles or self.parts)


class PressSettings(_Table):
    """What a printer asks for, in the profile `press` alone."""

    multiple: Annotated[int, Field(strict=True, ge=1, le=64)] = Field(
        default=1, description="fill up with blank pages to a multiple of so many", examples=[1]
    )


class AudioSettings(_Table):
    """The article read aloud, for the e-book."""

    file: Text = Field(default="", description="the recording: MP3, M4A or Opus", examples=[""])
    cues: Text = Field(default="", description="what is heard when, a WebVTT file", examples=[""])
    narrator: Text = Field(default="", description="whose voice it is", examples=[""])

    @model_validator(mode="after")
    def _keep_together(self) -> Self:
        if bool(self.file) != bool(self.cues):
            raise ValueError("a recording and its cues go together")
        return self


class Settings(_Table):
    """`report.toml`, or `[tool.taqrir]` of `pyproject.toml`. The descriptions are those of the sample."""

    article: FileName = Field(default="assets/article.md", description="The article, a file in this folder")
    outputs: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        default=("pdf", "epub"), description="What to make"
    )
    tables: tuple[Text, ...] = Field(
        default=(
            "figures",
            "dates",
            "people",
            "organizations",
            "memberships",
            "places",
            "designations",
            "formations",
            "quotes",
            "questions",
            "sources",
        ),
        description="The fact tables, in this order",
    )
    theme: Text = Field(
        default="briefing",
        description="The theme, a file of templates/themes: briefing, book, memo or one of your own",
    )
    brand: Text = Field(
        default="",
        description="A file of this folder, such as brand.toml, that puts a house's name, logo and colours on"
        " the theme",
    )
    paper: Literal["A4", "A5", "Letter"] = Field(
        default="A4", description="The paper: A4, A5 or Letter; without it the theme's usual one"
    )
    profile: Profile = Field(
        default="archive",
        description="What the PDF is for: archive (PDF/A-3a and PDF/UA-1), archive-2 (PDF/A-4f and PDF/UA-2)"
        " or press (PDF/X-4)",
    )
    digits: Literal["source", "western", "arabic", "persian"] = Field(
        default="source",
        description="The digits of page and note numbers: western, arabic, persian, or source: the article's",
    )
    months: Text = Field(
        default="",
        description="Arabic names of the months: levantine, gulf, maghrebi, moroccan, mauritanian or both;"
        " without it those of the language's region, such as ar-LB, or both",
    )
    charts: Annotated[bool, Field(strict=True)] = Field(
        default=False,
        description="Whether a bar stands under each number of the author's own tables: true or false",
    )
    speech: Annotated[bool, Field(strict=True)] = Field(
        default=False,
        description="Whether the e-book tells a synthetic voice how to say Latin names and abbreviations:"
        " true or false",
    )
    out: FileName = Field(default="out", description="Where the files go, a folder in this one")
    summary: Annotated[tuple[Text, ...] | None, BeforeValidator(_as_summary)] = Field(
        default=None,
        description="The article in a minute, in sentences of its own: true, false, or the first words of"
        " each sentence that you want",
        examples=[True],
    )
    pull_quotes: bool = Field(
        default=True, description="Print some of what was said once more, large, where the theme does so"
    )
    publisher: Text = Field(default="", description="Who publishes")
    identifier: Annotated[str, StringConstraints(pattern=_URI)] = Field(
        default="",
        description="A URI that names the publication, such as urn:isbn:9780000000002;"
        " without it one is made from language and title",
    )
    date: Annotated[str, BeforeValidator(_as_iso_date)] | None = Field(
        default=None, description="The article's date, whatever it says itself", examples=["2026-01-31"]
    )
    language: Annotated[str, StringConstraints(pattern=_LANGUAGE_TAG)] | None = Field(
        default=None, description="The article's language, whatever it says itself", examples=["ar"]
    )
    encoding: Annotated[str, StringConstraints(pattern=r"^[\w-]+$"), AfterValidator(_known_encoding)] = Field(
        default="utf-8", description="The encoding of the article"
    )
    collection: CollectionSettings = Field(
        default_factory=CollectionSettings,
        description="Many articles in one book, in place of the one article",
    )
    document: DocumentSettings = Field(
        default_factory=DocumentSettings,
        description="Plain text has no markup. These lines of it, counted from 1, are",
    )
    typography: TypographySettings = Field(
        default_factory=TypographySettings,
        description="Punctuation, quotes and spaces are set by rule; `taqrir show edition` lists each change",
    )
    press: PressSettings = Field(default_factory=PressSettings, description="For the profile press")
    publishing: PublishingSettings = Field(
        default_factory=PublishingSettings,
        description="For shops, and for readers who need an accessible book",
    )
    audio: AudioSettings = Field(
        default_factory=AudioSettings, description="The article read aloud, in the e-book"
    )
    silence: Mapping[str, Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]] = Field(
        default_factory=dict, description="Rules that are not to be reported, each with the reason"
    )


_TABLES: dict[str, type[BaseModel]] = {
    "collection": CollectionSettings,
    "document": DocumentSettings,
    "typography": TypographySettings,
    "press": PressSettings,
    "publishing": PublishingSettings,
    "audio": AudioSettings,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFile:
    """The text of a settings file; the settings are its table `prefix`. `path` is for messages."""

    path: str
    text: str
    prefix: tuple[str, ...] = ()

    def read(self) -> Settings:
        """The settings; a `ConfigError` names the place of what is wrong."""
        return self.validate(Settings)

    def validate(self, schema: type[_Schema]) -> _Schema:
        """What the file says, as `schema` wants it."""
        table: Any = parse_toml(self.path, self.text)
        for name in self.prefix:
            table = table[name]
        try:
            return schema.model_validate(table)
        except ValidationError as error:
            explained = [self._explain(dict(item), schema) for item in error.errors(include_url=False)]
            raise min(explained, key=_line_of) from error

    def locate(self, *key: str) -> Location:
        """Where `key` ("document", "title") is set; the nearest table around it where it is not."""
        wanted = (*self.prefix, *key)
        best: tuple[int, Location] = (0, Location(self.path))
        for found, line, column, rest in _iterate_keys(self.text):
            depth = _common_length(found, wanted)
            if depth == len(found) > best[0]:
                inline = (
                    re.search(rf"\b{re.escape(wanted[depth])}\b\s*=", rest) if depth < len(wanted) else None
                )
                offset = inline.start() if inline else 0
                best = depth, Location(self.path, line, column + offset)
        return best[1]

    def locate_text(self, text: str, *key: str, occurrence: int = 1) -> Location:
        """Where `text` stands in quotes for the `occurrence`th time from `key` on; else where `key` is."""
        place = self.locate(*key)
        quoted = re.compile("|".join(re.escape(f"{mark}{text}{mark}") for mark in "\"'"))
        found = [
            Location(self.path, number, match.start() + 1)
            for number, line in enumerate(self.text.splitlines(), 1)
            if number >= place.line
            for match in quoted.finditer(line)
        ]
        return found[occurrence - 1] if len(found) >= occurrence else place

    def _explain(self, error: Mapping[str, Any], schema: type[BaseModel]) -> ConfigError:
        """Our words for an error of pydantic (https://docs.pydantic.dev/latest/errors/validation_errors/)."""
        keys = tuple(str(part) for part in error["loc"] if isinstance(part, str))
        key, value, context = ".".join(keys), error["input"], error.get("ctx", {})
        location = self.locate(*keys)
        match error["type"]:
            case "extra_forbidden":
                return ConfigError(
                    "unknown setting {key}", key=key, location=location, hint=_suggest(keys, schema)
                )
            case "missing":
                return ConfigError("the setting {key} is missing", key=key, location=location)
            case "literal_error":
                expected = context["expected"].replace("'", "").replace(" or ", ", ")
                return ConfigError(
                    "{key} cannot be {value}", key=key, value=_show(value), location=location,
                    hint=message("one of: {names}", names=expected),
                )  # fmt: skip
            case "string_too_short" if keys[0] == "silence":
                return ConfigError(
                    "the rule {rule} is silenced without a reason", rule=keys[-1], location=location,
                    hint=message('write {rule} = "why it may be broken here"', rule=keys[-1]),
                )  # fmt: skip
        reason = context.get("error") or error["msg"].replace("Input should be", "it should be")
        return ConfigError(
            "{key} cannot be {value}: {reason}", key=key, value=_show(value), reason=reason, location=location
        )


def parse_toml(path: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        reason = str(error)[: place.start()] if place else str(error)
        line, column = (int(part or 0) for part in place.groups()) if place else (0, 0)
        raise ConfigError(
            "not TOML: {reason}",
            reason=reason[:1].lower() + reason[1:],
            location=Location(path, line or text.count("\n") + 1, column),
        ) from error


def write_sample() -> str:
    """A `report.toml` that says each setting and its default."""
    lines = ["# The settings of this report, as they are when nothing is said. Remove a # to change one."]
    for name, field in Settings.model_fields.items():
        lines += ["", f"# {field.description}{':' if field.default_factory else '.'}"]
        if name in _TABLES:
            lines.append(f"# [{name}]")
            for key, inner in _TABLES[name].model_fields.items():
                lines.append(f"# {key} = {_write_value(inner.examples)}  # {inner.description}")
        elif name == "silence":
            lines += ["# [silence]", '# pdf-text-is-the-source = "why"']
        else:
            value = _write_value(field.examples or [field.default])
            lines.append(f"# {name} = {value}")
    return "\n".join(lines) + "\n"


def _write_value(values: Sequence[Any] | None) -> str:
    value = values[0] if values else ""
    if isinstance(value, tuple):
        return f"[{', '.join(_write_value([item]) for item in value)}]"
    return str(value).lower() if isinstance(value, int) else f'"{value}"'


def _iterate_keys(text: str) -> Iterator[tuple[tuple[str, ...], int, int, str]]:
    """Each table head and key of a TOML text: the whole key, its line and column, the line from there on."""
    table: tuple[str, ...] = ()
    quotes = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quotes:
            quotes = "" if line.count(quotes) % 2 else quotes
            continue
        quotes = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
        start = len(line) - len(line.lstrip(" \t["))
        match = _DOTTED_KEY.match(line, start)
        if not match:
            continue
        key = tuple(part.strip("\"' \t") for part in re.findall(_KEY, match[1]))
        if "[" in line[:start] and line[match.end() :].startswith("]"):
            table = key
            yield table, number, start + 1, line[start:]
        elif line[match.end() :].startswith("="):
            yield table + key, number, start + 1, line[start:]


def _common_length(left: Sequence[str], right: Sequence[str]) -> int:
    return next(
        (i for i, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]),
        min(len(left), len(right)),
    )


def _suggest(keys: Sequence[str], schema: type[BaseModel]) -> Message:
    """The known setting that is most like the unknown one, or all there are."""
    model = schema
    for key in keys[:-1]:
        inner = model.model_fields[key].annotation
        model = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else model
    near = difflib.get_close_matches(keys[-1], model.model_fields, n=1)
    if near:
        return message("did you mean {name}?", name=near[0])
    return message("the settings are: {names}", names=", ".join(model.model_fields))


def _show(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def _line_of(error: ConfigError) -> int:
    return error.location.line if error.location else 0
