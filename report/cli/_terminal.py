"""What the program says and where: data on stdout, talk on stderr, each fit for a person or for a pipe."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from report.errors import Finding, Location, Message, ReportError, message

if TYPE_CHECKING:
    from rich.console import Console

_COLOURS = {"error": "bold red", "warning": "bold yellow", "hint": "bold cyan", "info": "bold blue"}

# Terminals that order right-to-left text themselves. VTE does from 0.58 on.
_BIDI_PROGRAMS = ("Apple_Terminal", "mintty", "mlterm")
_BIDI_VARIABLES = ("KONSOLE_VERSION", "MLTERM")
_BIDI_VTE = 5800

_NARROWEST = 20

STAGES = {
    "read": message("reading the article"),
    "facts": message("proving the facts"),
    "edition": message("composing the book"),
    "checks": message("checking"),
}
"""What the pipeline is doing, by the name of the stage; any other stage is an output."""


class Terminal:
    """The two streams, and how the user wants to be spoken to. Commands get it as Click's `obj`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.language = _language_of(environment)
        self.verbosity = 0
        self.bidi = "auto"

    # Data.

    def print_data(self, text: str, *, order: bool = True) -> None:
        """Lines of the answer, on stdout; `order=False` for what a program reads, even on a terminal."""
        sys.stdout.write((self._order(text, sys.stdout) if order else text) + "\n")

    # Talk.

    def say(self, said: Message) -> None:
        """Something good to know, on stderr, unless the user asked for quiet."""
        if self.verbosity >= 0:
            self._talk(self.translate(said))

    def show_error(self, error: ReportError) -> None:
        self._show("error", error.message, error.location, error.hint)

    def show_finding(self, finding: Finding) -> None:
        """A finding, on stderr; only errors where the user asked for quiet."""
        if self.verbosity >= 0 or finding.severity == "error":
            self._show(finding.severity, finding.message, finding.location, finding.hint, finding.rule)

    def warn(self, said: Message, hint: Message | None = None) -> None:
        if self.verbosity >= 0:
            self._show("warning", said, None, hint)

    def write_finding(self, finding: Finding) -> str:
        """A finding as lines of text."""
        place = f"{finding.location}: " if finding.location else ""
        label = self.label(finding.severity)
        lines = f"{place}{label}: {self.translate(finding.message)} [{finding.rule}]"
        if finding.hint:
            lines += f"\n  {self.label('hint')}: {self.translate(finding.hint)}"
        return lines

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Shows the stage at work on a terminal, each stage as a line where the user asked for more."""
        if self.verbosity > 0:
            yield lambda stage: self.say(_describe_stage(stage))
        elif self.verbosity < 0 or not sys.stderr.isatty():
            yield lambda stage: None
        else:
            with self._console().status("") as status:
                yield lambda stage: status.update(
                    self._order(self.translate(_describe_stage(stage)), sys.stderr)
                )

    # Words.

    def translate(self, said: Message) -> str:
        """A message in the user's language; English where the catalogue has no translation."""
        values = tuple((name, self._translate_value(value)) for name, value in said.values)
        template = said.template
        if self.language != "en":
            translations: Mapping[str, str] = _catalogue().get(self.language, {})
            template = translations.get(template, template)
        return Message(said.template, values).fill(template)

    def _translate_value(self, value: object) -> object:
        if isinstance(value, Message):
            return self.translate(value)
        return self.translate(value.message) if isinstance(value, ReportError) else value

    def label(self, name: str) -> str:
        labels: Mapping[str, str] = _catalogue().get("label", {}).get(self.language, {})
        return labels.get(name, name)

    # Streams.

    def _show(
        self,
        label: str,
        said: Message,
        location: Location | None,
        hint: Message | None,
        rule: str | None = None,
    ) -> None:
        text = self.translate(said) + (f" [{rule}]" if rule else "")
        self._talk(text, label, str(location or ""))
        if hint:
            self._talk(self.translate(hint), "hint", indent="  ")

    def _talk(self, text: str, label: str = "", place: str = "", indent: str = "") -> None:
        from rich.text import Text

        line = Text(indent)
        if place:
            line.append(f"{place}: ", style="bold")
        if label:
            line.append(self._order(self.label(label), sys.stderr), style=_COLOURS[label])
            line.append(": ")
        line.append(self._order(text, sys.stderr, taken=len(line)))
        self._console().print(line, soft_wrap=True, highlight=False)

    def _console(self) -> Console:
        from rich.console import Console

        return Console(file=sys.stderr)

    def _order(self, text: str, stream: TextIO, taken: int = 0) -> str:
        """`text` as a terminal without bidi must be given it, after `taken` columns; else as it is."""
        if self.bidi == "off" or text.isascii() or not stream.isatty():
            return text
        if self.bidi == "auto" and orders_right_to_left(self.environment):
            return text
        from report.arabic.terminal import for_terminal

        return for_terminal(text, max(shutil.get_terminal_size().columns - taken, _NARROWEST))


def orders_right_to_left(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is known to do the Unicode Bidirectional Algorithm itself."""
    version = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _BIDI_PROGRAMS
        or any(name in environment for name in _BIDI_VARIABLES)
        or (version.isdecimal() and int(version) >= _BIDI_VTE)
    )


def _language_of(environment: Mapping[str, str]) -> str:
    """The language of messages: POSIX's first locale variable that is set decides, Arabic or else English."""
    values = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in values if value), "")
    return "ar" if locale.partition("_")[0] == "ar" else "en"


def _describe_stage(stage: str) -> Message:
    return STAGES.get(stage) or message("writing {output}", output=stage)


def _catalogue() -> dict[str, Any]:
    from report.resources import read_lexicon_toml

    return read_lexicon_toml("messages.toml")
