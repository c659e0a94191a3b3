"""epubcheck-ts and Ace, from `tests/node_modules`. (EPUBCheck itself is driven in `tests/conformance`.)"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.tools import find_node

MODULES = Path(__file__).parents[1] / "node_modules"
PATIENCE = 600  # seconds; a validator that takes longer hangs


def run_epubcheck_ts(book: Path) -> list[str]:
    """Errors and warnings, each with its id and place."""
    report = book.with_suffix(".epubcheck-ts.json")
    program = MODULES / "@likecoin/epubcheck-ts/bin/epubcheck.js"
    _run([str(program), str(book), "--json", str(report), "-q"], expected=(0, 1))
    messages: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["messages"]
    return [
        f"{message['id']} {message.get('location')}: {message['message']}"
        for message in messages
        if str(message["severity"]).lower() in ("fatal", "error", "warning")
    ]


def run_ace(book: Path) -> tuple[list[str], set[str]]:
    """The violations that Ace finds, and the accessibility metadata that it misses."""
    folder = book.with_suffix(".ace")
    program = MODULES / "@daisy/ace-cli/bin/ace.js"
    _run([str(program), "-E", "-s", "-f", "-o", str(folder), str(book)], expected=(0, 2))
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    violations = [
        f"{part['earl:testSubject']['url']}: {found['earl:test']['dct:title']}: "
        f"{found['earl:result']['dct:description']}"
        for part in report["assertions"]
        for found in part["assertions"]
    ]
    assert (report["earl:result"]["earl:outcome"] == "pass") == (not violations)
    return violations, set(report["a11y-metadata"]["missing"])


def _run(arguments: list[str], *, expected: tuple[int, ...]) -> None:
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(
        [str(find_node()), *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment,
        check=False,
    )
    assert done.returncode in expected, done.stdout + done.stderr
