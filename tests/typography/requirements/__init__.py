"""The 64 requirements of Arabic typography, each with its check, a page with that one fault, and one without.

A module of this folder holds a family of them. `requirement` puts the function below it on the list; the
function looks at a `Subject` and yields what is wrong, with its place.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from tests.typography.subject import Page, Subject

Check = Callable[[Subject], Iterator[str]]
Severity = Literal["must", "should"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """`rules` are the checks of the product (`report/checks/`) that look after it in every build.

    `fault` is a page that breaks this requirement and is else as `sound`, a page that keeps it; `fault_is`
    says in a few words what is wrong with it.
    """

    number: int
    demands: str
    severity: Severity
    check: Check
    fault: Page
    fault_is: str
    sound: Page
    rules: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        module = self.check.__module__.rpartition(".")[2]
        return f"{module}.{self.check.__name__}"


_FOUND: dict[int, Requirement] = {}


def requirement(
    number: int,
    demands: str,
    *,
    severity: Severity,
    fault: Page,
    fault_is: str,
    sound: Page,
    rules: tuple[str, ...] = (),
) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        assert number not in _FOUND, f"requirement {number} is there twice"
        _FOUND[number] = Requirement(
            number=number,
            demands=demands,
            severity=severity,
            check=check,
            fault=fault,
            fault_is=fault_is,
            sound=sound,
            rules=rules,
        )
        return check

    return register


def list_requirements() -> tuple[Requirement, ...]:
    """All of them, in the order of their numbers."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return tuple(_FOUND[number] for number in sorted(_FOUND))
