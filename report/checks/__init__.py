"""One file per family of rules.

A check is a module of this folder that defines `RULES` (rule id → sentence) and
`check(subject) -> Iterator[Finding]`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from report.document import Document
from report.edition import Edition
from report.errors import Finding
from report.facts import Ledger
from report.plugins import load_plugins
from report.project import Profile, PublishingSettings
from report.render import Renderer
from report.writers import Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article and what is proved from it; `facts_file` is the name under which its facts go out.

    `derived` are the facts as the rules found them, `waiting` the ids of those that wait for an editor.
    """

    document: Document
    ledger: Ledger
    derived: Ledger | None = None
    waiting: frozenset[str] = frozenset()
    facts_file: str = "facts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Everything a check may look at. `artifacts` maps the writer's name to its first artifact.

    `articles` are in the order of those of the edition.
    """

    articles: tuple[Article, ...]
    edition: Edition
    renderer: Renderer
    artifacts: Mapping[str, Artifact]
    publishing: PublishingSettings = field(default_factory=PublishingSettings)
    profile: Profile = "archive"


class Check(Protocol):
    RULES: dict[str, str]

    def check(self, subject: Subject) -> Iterator[Finding]: ...


def load_checks() -> dict[str, Check]:
    modules = load_plugins(sys.modules[__name__], ("RULES", "check"))
    return {name: cast(Check, module) for name, module in modules.items()}


def run_checks(subject: Subject) -> tuple[Finding, ...]:
    """The findings of every check, in the order of the files, then as each check gives them."""
    return tuple(finding for check in load_checks().values() for finding in check.check(subject))
