"""Findings as data: for programs, code scanners and continuous integration."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from report import __version__
from report.errors import Finding, Location, Message, ReportError, Severity

_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write_json(
    findings: Iterable[Finding],
    silenced: Iterable[tuple[Finding, str]] = (),
    error: ReportError | None = None,
) -> str:
    """One object; `error` is what stopped the build before its rules could be run."""
    report = {
        "schema": "taqrir-findings/1",
        "findings": [_describe(finding) for finding in findings],
        "silenced": [{**_describe(finding), "reason": reason} for finding, reason in silenced],
        "error": _describe_error(error) if error else None,
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def write_sarif(
    findings: Iterable[Finding],
    rules: Mapping[str, str],
    silenced: Iterable[tuple[Finding, str]] = (),
    error: ReportError | None = None,
) -> str:
    """SARIF 2.1.0 (OASIS), as code scanners read it."""
    results = [_sarif_result(finding) for finding in findings]
    for finding, reason in silenced:
        suppression = {"kind": "external", "justification": reason}
        results.append({**_sarif_result(finding), "suppressions": [suppression]})
    invocation: dict[str, Any] = {"executionSuccessful": error is None}
    if error:
        notification: dict[str, Any] = {
            "level": "error",
            "message": {"text": _sentence(error.message, error.hint)},
        }
        if error.location:
            notification["locations"] = [_sarif_location(error.location)]
        invocation |= {"exitCode": error.exit_code, "toolExecutionNotifications": [notification]}
    driver = {
        "name": "taqrir",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in sorted(rules.items())],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def write_github(findings: Iterable[Finding]) -> str:
    """Workflow commands of GitHub Actions, one a line."""
    return "\n".join(
        _github_command(
            _GITHUB_LEVELS[finding.severity],
            _sentence(finding.message, finding.hint),
            finding.rule,
            finding.location,
        )
        for finding in findings
    )


def write_github_error(error: ReportError) -> str:
    return _github_command("error", _sentence(error.message, error.hint), "taqrir", error.location)


def _describe(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": str(finding.message),
        "hint": str(finding.hint) if finding.hint else None,
        **_describe_place(finding.location),
    }


def _describe_error(error: ReportError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "exit_code": error.exit_code,
        "message": str(error.message),
        "hint": str(error.hint) if error.hint else None,
        **_describe_place(error.location),
    }


def _describe_place(location: Location | None) -> dict[str, Any]:
    return {
        "path": location.path if location else None,
        "line": (location.line or None) if location else None,
        "column": (location.column or None) if location else None,
    }


def _sentence(said: Message, hint: Message | None) -> str:
    return f"{said}; {hint}" if hint else str(said)


def _sarif_result(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": _sentence(finding.message, finding.hint)},
    }
    if finding.location:
        result["locations"] = [_sarif_location(finding.location)]
    return result


def _sarif_location(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(location.path)}}
    if location.line:
        place["region"] = {"startLine": location.line, "startColumn": location.column or 1}
    return {"physicalLocation": place}


def _github_command(level: str, text: str, title: str, location: Location | None) -> str:
    """https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands"""
    values: dict[str, object] = {}
    if location:
        values["file"] = location.path
        values |= {"line": location.line} if location.line else {}
        values |= {"col": location.column} if location.column else {}
    values["title"] = title
    properties = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in values.items())
    return f"::{level} {properties}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
