"""The words of numerals, as `lexicon/numerals.toml` lists them, folded and sorted by what they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from report.arabic.fold import fold_text


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeralWords:
    ones: Mapping[str, int]
    compound: Mapping[str, int]
    """Numerals only before ten or "and" with a ten."""
    ten: Mapping[str, int]
    tens: Mapping[str, int]
    hundred: Mapping[str, int]
    hundreds: Mapping[str, int]
    scale_one: Mapping[str, int]
    scale_two: Mapping[str, int]
    scale_either: Mapping[str, int]
    """The accusative after a number, the dual before a noun."""
    scale_many: Mapping[str, int]
    scales: Mapping[str, int]
    """Every scale word that may follow a number."""
    ordinals: Mapping[str, int]
    parts: Mapping[str, Fraction]
    denominators: Mapping[str, int]
    vague: frozenset[str]
    """Tens, hundreds …; before a noun with the article."""
    few: frozenset[str]
    """A few; before a noun without it."""
    between: frozenset[str]
    from_: frozenset[str]
    to: frozenset[str]
    or_: frozenset[str]
    traps: frozenset[str]
    possessives: tuple[str, ...]
    """Endings that say whose part it is."""
    starts: frozenset[str]
    """Every word with which a numeral may begin."""

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> NumeralWords:
        def read(name: str) -> dict[str, int]:
            return {fold_text(word): int(value) for value, words in table[name].items() for word in words}

        def read_scale(kind: str) -> dict[str, int]:
            scales = table["scale"].items()
            return {fold_text(word): int(value) for value, kinds in scales for word in kinds[kind]}

        def read_set(section: str, name: str) -> frozenset[str]:
            return frozenset(map(fold_text, table[section][name]))

        cardinals = {name: read(name) for name in ("ones", "compound", "ten", "tens", "hundred", "hundreds")}
        scale = {kind: read_scale(kind) for kind in ("one", "two", "either", "many")}
        parts = {
            fold_text(word): Fraction(value) for value, words in table["parts"].items() for word in words
        }
        return cls(
            **cardinals,
            ordinals=read("ordinals"),
            denominators=read("denominators"),
            scale_one=scale["one"],
            scale_two=scale["two"],
            scale_either=scale["either"],
            scale_many=scale["many"],
            scales={**scale["one"], **scale["either"], **scale["many"]},
            parts=parts,
            vague=read_set("vague", "words"),
            few=read_set("vague", "few"),
            between=read_set("connectors", "between"),
            from_=read_set("connectors", "from"),
            to=read_set("connectors", "to"),
            or_=read_set("connectors", "or"),
            traps=read_set("traps", "words"),
            possessives=tuple(table["possessives"]["endings"]),
            starts=frozenset().union(*cardinals.values(), scale["one"], scale["two"], scale["either"], parts),
        )
