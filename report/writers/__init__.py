"""Edition → bytes, one file per format.

A writer is a module of this folder that defines `SUFFIX`, `MEDIA_TYPE`, `AFTER` (names of the writers whose
artifacts it needs, where they are wanted at all) and
`write(edition, renderer, options, earlier) -> tuple[Artifact, ...]`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, cast

from report.edition import Edition
from report.errors import ConfigError, Finding, Location, message
from report.plugins import load_plugins
from report.project import Profile, PublishingSettings
from report.render import Renderer
from report.typography.kashida import Kashida
from report.weasy import PageStart


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """A heading, a table or a page of the written file, and where it is: a page number (from 1) or a link."""

    kind: Literal["heading", "table", "page"]
    title: str
    target: str
    level: int = 1
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One written file.

    `reading_text` is what a reader gets back from `data`, a paragraph a line, without marks of ours;
    it is never taken from the HTML or the box tree. `name` is the file's name in the output folder;
    `page_starts` is where the pages of a printed book begin.
    """

    name: str
    media_type: str
    data: bytes
    reading_text: str = ""
    outline: tuple[OutlineEntry, ...] = ()
    page_starts: tuple[PageStart, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that belongs to the book: what it was made from (its source), or the data behind its tables."""

    name: str
    media_type: str
    data: bytes
    relationship: Literal["Source", "Data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """The article read aloud: a recording, as it is stored, and the cues that follow it, a WebVTT text.

    `location` is where the settings name the recording.
    """

    name: str
    data: bytes
    cues: str
    cues_path: str
    narrator: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterOptions:
    """`stem` names the files ("briefing"); `paper` is a size of the theme ("A4", "A5", "Letter").

    `profile` names the standards that the PDF keeps; for the press, its pages are filled up to a `multiple`.
    `justification` is how far words are drawn out, without it what the theme says; `pull_quotes` says whether
    quotations may be printed once more, large. `attachments` go into a file whose format takes them,
    `linked_data` (the facts as JSON-LD, by file name) into a package of data files. `charts` draws bars in
    the cells of the author's tables of numbers. With `speech`, a lexicon tells a synthetic voice how to
    say what it would spell out.
    """

    stem: str = "briefing"
    paper: str = "A4"
    profile: Profile = "archive"
    multiple: int = 1
    justification: Kashida | None = None
    pull_quotes: bool = True
    attachments: tuple[Attachment, ...] = ()
    linked_data: tuple[tuple[str, bytes], ...] = ()
    charts: bool = False
    publishing: PublishingSettings = field(default_factory=PublishingSettings)
    narration: Narration | None = None
    speech: bool = False


class Writer(Protocol):
    SUFFIX: str
    MEDIA_TYPE: str
    AFTER: tuple[str, ...]

    def write(
        self,
        edition: Edition,
        renderer: Renderer,
        options: WriterOptions,
        earlier: Mapping[str, Artifact],
    ) -> tuple[Artifact, ...]: ...


def choose_writers(names: Iterable[str]) -> dict[str, Writer]:
    """The named writers, each after the ones it needs; a `ConfigError` for a name that is not there."""
    modules = load_plugins(sys.modules[__name__], ("SUFFIX", "MEDIA_TYPE", "AFTER", "write"))
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in modules:
            raise ConfigError(
                "there is no output {name}",
                name=name,
                hint=message("the outputs are: {names}", names=", ".join(modules)),
            )
    ordered: dict[str, Writer] = {}

    def place(name: str) -> None:
        for before in modules[name].AFTER:
            if before in wanted and before not in ordered:
                place(before)
        ordered.setdefault(name, cast(Writer, modules[name]))

    for name in wanted:
        place(name)
    return ordered
