"""What the engine raises, as our own errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from report.errors import LimitError, ReportError, TemplateError, message


@contextmanager
def translate_errors() -> Iterator[None]:
    try:
        yield
    except ReportError:
        raise
    except (RecursionError, MemoryError) as error:
        raise LimitError("the text is nested too deeply, or too large, for the page engine") from error
    except Exception as error:
        raise TemplateError(
            "the page engine failed: {kind}: {reason}",
            kind=type(error).__name__,
            reason=error,
            hint=message("a value in a template or stylesheet may be out of range"),
        ) from error
