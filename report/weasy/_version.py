"""The versions of WeasyPrint that this code was tested against; any other is refused, loudly."""

from __future__ import annotations

import contextlib
import io
import re
import warnings
from types import ModuleType

from report.errors import DependencyError, message

TESTED = (70,)
"""Major versions. We lean on private parts of the engine, so a new one is tested before it is let in."""


def load_engine() -> ModuleType:
    """The `weasyprint` module; a `DependencyError` where it or Pango is missing or of another version."""
    try:
        # It prints advice on stdout when Pango is missing, and warns when the system has no fonts: we need
        # none.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import weasyprint
    except ImportError as error:
        raise DependencyError("WeasyPrint is not installed: {reason}", reason=error) from error
    except OSError as error:
        raise DependencyError(
            "WeasyPrint cannot load Pango: {reason}",
            reason=str(error).partition(":")[0],
            hint=message("install Pango 1.44 or later (Debian: libpango-1.0-0 libpangoft2-1.0-0)"),
        ) from error
    require_tested(weasyprint.__version__)
    engine: ModuleType = weasyprint
    return engine


def require_tested(version: str) -> None:
    """Refuse a `version` of WeasyPrint that is not in `TESTED`."""
    major = re.match(r"\d+", version)
    if major is None or int(major[0]) not in TESTED:
        raise DependencyError(
            "WeasyPrint {version} is not a version that this program was tested with ({tested})",
            version=version,
            tested=", ".join(map(str, TESTED)),
            hint=message("install the versions of requirements.lock"),
        )
