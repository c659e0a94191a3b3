"""Everything that can go wrong, drawn as a tree.

    ReportError                 exit code
    ├── ConfigError             2    settings, command line
    │   └── PluginError         2    a plug-in module lacks a name
    ├── SourceError             3    the input is refused
    │   └── EvidenceError       3    a quote that is not in its source
    ├── ResourceError           4    a font, template or image is missing or unusable
    │   └── TemplateError       4    a template that cannot be rendered
    ├── DependencyError         4    a program or library is missing
    ├── WriteError              5    the output cannot be written
    ├── BusyError               6    another build holds the folder, or the input changed
    ├── LimitError              7    over a limit of size or time
    └── CheckFailed             1    findings at error level

An exception stops the run; a `Finding` is counted and reported at the end. Both carry a `Message`:
an English template and its values, so that a catalogue can say the same in Arabic.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person: an English template and the values that fill it.

    The template is the key of the catalogue (`report/lexicon/messages.toml`).
    """

    template: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.fill(self.template)

    def fill(self, template: str) -> str:
        """Put the values into `template`, which may be a translation of this one."""
        return template.format(**dict(self.values)) if self.values else template


def message(template: str, **values: object) -> Message:
    return Message(template, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; `line` and `column` count from 1, 0 where unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that does not hold somewhere; `rule` is a kebab-case id listed in some check's `RULES`."""

    rule: str
    severity: Severity
    message: Message
    location: Location | None = None
    hint: Message | None = None


class ReportError(Exception):
    """The base of every error that Taqrir raises on purpose."""

    exit_code = 70

    def __init__(
        self,
        template: str,
        *,
        hint: Message | None = None,
        location: Location | None = None,
        **values: object,
    ) -> None:
        self.message = message(template, **values)
        self.hint = hint
        self.location = location
        super().__init__(str(self.message))


class ConfigError(ReportError):
    exit_code = 2


class PluginError(ConfigError):
    pass


class SourceError(ReportError):
    exit_code = 3


class EvidenceError(SourceError):
    pass


class ResourceError(ReportError):
    exit_code = 4


class TemplateError(ResourceError):
    pass


class DependencyError(ReportError):
    exit_code = 4


class WriteError(ReportError):
    exit_code = 5


class BusyError(ReportError):
    exit_code = 6


class LimitError(ReportError):
    exit_code = 7


class CheckFailed(ReportError):
    """Findings at error level; the findings themselves say what is wrong."""

    exit_code = 1

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        super().__init__("{count} errors; nothing was written", count=errors)
