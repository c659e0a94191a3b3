"""Numbers that say something else than how many: each grammar of this folder may claim its own.

A grammar is a module without an underscore. If it defines `claim(passage)`, that gives the stretches (start
and end in `passage.text`) whose numbers it explains: a date, a formation, a model name. What is claimed is no
figure.
"""

from __future__ import annotations

import importlib
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache

from report.grammar._passages import Passage, remembered
from report.plugins import load_plugins

Claim = Callable[[Passage], Iterable[tuple[int, int]]]


@lru_cache(maxsize=1)
def load_claims() -> tuple[Claim, ...]:
    """The `claim` of every grammar that has one."""
    modules = load_plugins(importlib.import_module("report.grammar"), ())
    return tuple(module.claim for module in modules.values() if hasattr(module, "claim"))


@remembered
def find_claims(passage: Passage) -> tuple[tuple[int, int], ...]:
    """What the grammars claim of the passage, merged, in order."""
    claimed = sorted(place for claim in load_claims() for place in claim(passage))
    merged: list[tuple[int, int]] = []
    for start, end in claimed:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def is_claimed(passage: Passage, start: int, end: int) -> bool:
    """Whether a grammar claims any of `passage.text[start:end]`."""
    claims = find_claims(passage)
    before = bisect_right(claims, (end - 1, len(passage.text) + 1)) - 1
    return before >= 0 and claims[before][1] > start
