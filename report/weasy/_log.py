"""The log as findings: a missing image, an unknown property, a letter without a glyph are only logged."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from report.errors import Finding, Severity, message

_LOGGER = logging.getLogger("weasyprint")


class LogCollector(logging.Handler):
    """Keeps what this thread's calls of the engine log, each message once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()
        self._messages: dict[str, Severity] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            text = record.getMessage()
            self._messages.setdefault(text, _severity(record.levelno, text))

    def findings(self, refused: Mapping[str, str]) -> Iterator[Finding]:
        """What was logged, and the addresses `refused` with our reason in place of the engine's."""
        for url, reason in refused.items():
            yield Finding(
                rule="resource-is-in-the-project",
                severity=Severity.ERROR,
                message=message("{url} was not read: {reason}", url=_shorten(url), reason=reason),
            )
        for text, severity in self._messages.items():
            if not any(url in text for url in refused):
                yield Finding(
                    rule="engine-message",
                    severity=severity,
                    message=message("the page engine says: {text}", text=_shorten(text)),
                )


def _severity(level: int, text: str) -> Severity:
    # A letter that no face has is printed as a box; the engine calls that a warning.
    return Severity.ERROR if level >= logging.ERROR or text.startswith(".notdef") else Severity.WARNING


def _shorten(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:300]}…"


@contextmanager
def collect_log() -> Iterator[LogCollector]:
    """Collect what the engine logs inside the block, whatever the level of the program's own logging."""
    collector = LogCollector()
    level = _LOGGER.level
    if not _LOGGER.isEnabledFor(logging.WARNING):
        _LOGGER.setLevel(logging.WARNING)
    _LOGGER.addHandler(collector)
    try:
        yield collector
    finally:
        _LOGGER.removeHandler(collector)
        _LOGGER.setLevel(level)
