"""How often each rule was right on labelled articles: a rule that is not trusted needs an editor.

`report/lexicon/rules.toml` is measured on the samples of `tests/facts/corpus/open`; a test recomputes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from report.resources import read_lexicon_toml

FEWEST_HITS = 20
LEAST_PRECISION = 0.9
"""A rule is trusted with as many labelled hits, and a precision that is surely (95 %) not lower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """`hits` rows that a rule made where an editor had labelled all, and how many were `right`.

    `lower` is the lower bound of the Wilson score interval at 95 %. `example` is a sentence, `finds` what the
    rule finds in it.
    """

    hits: int
    right: int
    lower: float
    example: str = ""
    finds: str = ""

    @property
    def is_trusted(self) -> bool:
        return self.hits >= FEWEST_HITS and self.lower >= LEAST_PRECISION


@cache
def load_precision() -> Mapping[str, Precision]:
    """Rule id → precision, for each rule with labelled hits."""
    table = read_lexicon_toml("rules.toml")
    return MappingProxyType({rule: Precision(**measured) for rule, measured in table.items()})
