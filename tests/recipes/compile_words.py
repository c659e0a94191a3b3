"""Compile report/lexicon/words.bin, the ordinary words of Arabic, from the Ayaspell dictionary of hunspell.

    apt-get install hunspell-ar
    python tests/recipes/compile_words.py /usr/share/hunspell

Reads ar.aff and ar.dic (their sha256 is checked) and tests/recipes/words-added.txt; the same input gives the
same bytes. What differs from the dictionary: spelling is folded (`report.grammar.words.fold_spelling`), names
of people and places are left out, and so are the forms with the question prefix, which without its hamza
makes a word of almost any name.

Suffixed forms go into a minimal acyclic automaton (J. Daciuk and others, "Incremental construction of minimal
acyclic finite-state automata", 2000); the number at a form's end says which clitic prefixes it may take.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from report.grammar.words import MAGIC, fold_spelling  # noqa: E402

SHA256 = {
    "ar.aff": "e76aa9c94b8285ca72b37c5d6c513484d2b9e9d393d2c602b5018d612e37e1ee",
    "ar.dic": "7aeb0346703918e1702f18e0278021c4d1fe799acea84d676c29eb0a869bad51",
}
ADDED = Path(__file__).with_name("words-added.txt")

IGNORED = dict.fromkeys(map(ord, "ًٌٍَُِّْـٰ\u200e"))  # IGNORE of ar.aff, fathatan, and a stray mark
NOT_A_WORD = re.compile("[^\u0621-\u064a\u0671]")
QUESTION = ("أ", "آ")

# Where ar.dic lists countries, capitals and people, by line; class 58 there are adjectives, which are words.
NAME_LINES = range(13614, 14086)
ADJECTIVE_CLASS = 58
# The classes of names elsewhere in ar.dic, and what is a word in spite of its class.
NAME_CLASSES = {64, 92, 222, 223, 224, 225}


@dataclass(frozen=True, slots=True)
class Affix:
    strip: str
    add: str
    condition: re.Pattern[str]
    continuation: int  # the class of what may follow a suffix


@dataclass(slots=True)
class Grammar:
    """The affix file: classes (AF) as sets of flags, and the affixes of each flag."""

    classes: list[frozenset[str]] = field(default_factory=lambda: [frozenset()])
    prefixes: dict[str, list[Affix]] = field(default_factory=dict)
    suffixes: dict[str, list[Affix]] = field(default_factory=dict)

    def list_suffixes(self, number: int) -> list[Affix]:
        return [affix for flag in sorted(self.classes[number]) for affix in self.suffixes.get(flag, [])]

    def list_prefix_flags(self, number: int) -> frozenset[str]:
        return frozenset(flag for flag in self.classes[number] if flag in self.prefixes)


def read_checked(folder: Path, name: str) -> str:
    data = (folder / name).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256[name]:
        raise SystemExit(f"{folder / name}: sha256 {found}, not {SHA256[name]}")
    return data.decode()


def read_grammar(text: str) -> Grammar:
    grammar = Grammar()
    for line in text.split("\n"):
        parts = line.split()
        if len(parts) >= 2 and parts[0] == "AF" and not parts[1].isdigit():
            flags = parts[1]
            grammar.classes.append(frozenset(flags[i : i + 2] for i in range(0, len(flags), 2)))
        elif len(parts) >= 4 and parts[0] in ("PFX", "SFX") and not (parts[2] == "Y" and parts[3].isdigit()):
            table = grammar.prefixes if parts[0] == "PFX" else grammar.suffixes
            table.setdefault(parts[1], []).append(read_affix(parts))
    return grammar


def read_affix(parts: list[str]) -> Affix:
    add, _, continuation = parts[3].partition("/")
    add = add.translate(IGNORED)
    condition = parts[4] if len(parts) > 4 else "."
    return Affix(
        strip="" if parts[2] == "0" else parts[2],
        add="" if add == "0" else add,
        condition=re.compile(condition if parts[0] == "PFX" else condition + r"\Z"),
        continuation=int(continuation) if continuation else 0,
    )


def read_entries(text: str) -> Iterator[tuple[str, int]]:
    """The stems of the dictionary that are no names, and their classes."""
    for number, line in enumerate(text.split("\n"), 1):
        stem, _, flags = line.split("\t")[0].partition("/")
        stem = stem.translate(IGNORED).strip()
        class_number = int(flags) if flags else 0
        is_name = class_number in NAME_CLASSES or (number in NAME_LINES and class_number != ADJECTIVE_CLASS)
        if stem and not is_name and not NOT_A_WORD.search(stem):
            yield stem, class_number


def read_added(text: str) -> Iterator[tuple[str, int]]:
    """Our own additions: a class of ar.aff, then the stems that inflect by it."""
    for line in text.split("\n"):
        number, _, stems = line.partition(":")
        if stems and not line.startswith("#"):
            yield from ((stem, int(number)) for stem in stems.split())


@dataclass(slots=True)
class Forms:
    """Folded forms and, as bits, the prefixes that each may take; bit 0 is no prefix."""

    grammar: Grammar
    prefixes: dict[str, int] = field(default_factory=lambda: {"": 0})
    masks: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[str, frozenset[str]], int] = field(default_factory=dict)

    def add_stem(self, stem: str, number: int) -> None:
        """Every form of a stem: itself, with a suffix, with a suffix upon a suffix."""
        flags = self.grammar.list_prefix_flags(number)
        self.add_form(stem, flags)
        for form, affix in self.apply(stem, number):
            inner = flags | self.grammar.list_prefix_flags(affix.continuation)
            self.add_form(form, inner)
            for outer_form, outer in self.apply(form, affix.continuation):
                self.add_form(outer_form, inner | self.grammar.list_prefix_flags(outer.continuation))

    def apply(self, stem: str, number: int) -> Iterator[tuple[str, Affix]]:
        for affix in self.grammar.list_suffixes(number):
            if stem.endswith(affix.strip) and affix.condition.search(stem):
                yield stem.removesuffix(affix.strip) + affix.add, affix

    def add_form(self, form: str, flags: frozenset[str]) -> None:
        folded = fold_spelling(form)
        if folded:
            self.masks[folded] = self.masks.get(folded, 0) | 1 | self.find_mask(form[0], flags)

    def find_mask(self, first: str, flags: frozenset[str]) -> int:
        """The prefixes of `flags` before a form; their conditions look at its first letter alone."""
        key = (first, flags)
        if key not in self.known:
            mask = 0
            for flag in sorted(flags):
                for prefix in self.grammar.prefixes[flag]:
                    if prefix.condition.match(first) and first.startswith(prefix.strip):
                        mask |= self.find_bit(prefix)
            self.known[key] = mask
        return self.known[key]

    def find_bit(self, prefix: Affix) -> int:
        """The bit of what stands before the form; a stripped letter is the form's own ("للجنة": ل, لجنة)."""
        letters = fold_spelling(prefix.add.removesuffix(prefix.strip))
        if prefix.add.startswith(QUESTION) or not letters:
            return 0
        return 1 << self.prefixes.setdefault(letters, len(self.prefixes))


@dataclass(slots=True)
class Automaton:
    """A minimal acyclic automaton; a node is its final class and its edges, in the order of the letters."""

    nodes: list[tuple[int, tuple[tuple[str, int], ...]]] = field(default_factory=list)
    register: dict[tuple[int, tuple[tuple[str, int], ...]], int] = field(default_factory=dict)
    root: int = 0

    @classmethod
    def from_classes(cls, classes: dict[str, int]) -> Automaton:
        automaton = cls()
        stack: list[tuple[list[int], list[tuple[str, int]]]] = [([0], [])]
        previous = ""
        for word in [*sorted(classes), ""]:
            shared = 0
            while shared < min(len(word), len(previous)) and word[shared] == previous[shared]:
                shared += 1
            while len(stack) > shared + 1:
                final, edges = stack.pop()
                stack[-1][1].append((previous[len(stack) - 1], automaton.freeze(final[0], edges)))
            stack.extend(([0], []) for _ in word[shared:])
            if word:
                stack[-1][0][0] = classes[word]
            previous = word
        automaton.root = automaton.freeze(0, stack[0][1])
        return automaton

    def freeze(self, final: int, edges: list[tuple[str, int]]) -> int:
        key = (final, tuple(edges))
        if key not in self.register:
            self.register[key] = len(self.nodes)
            self.nodes.append(key)
        return self.register[key]


def encode(automaton: Automaton, prefix_classes: dict[str, int]) -> bytes:
    """The file that `report.grammar.words` reads: a line of JSON, then four tables."""
    letters = sorted({letter for _, edges in automaton.nodes for letter, _ in edges})
    code = {letter: i for i, letter in enumerate(letters)}
    first, labels, targets = array("I", [0]), bytearray(), array("H")
    for _, edges in automaton.nodes:
        labels.extend(code[letter] for letter, _ in edges)
        targets.extend(target for _, target in edges)
        first.append(len(labels))
    if sys.byteorder == "big":
        first.byteswap()
        targets.byteswap()
    header = {
        "nodes": len(automaton.nodes),
        "edges": len(labels),
        "root": automaton.root,
        "letters": "".join(letters),
        "prefixes": prefix_classes,
    }
    line = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    finals = bytes(final for final, _ in automaton.nodes)
    return MAGIC + line + first.tobytes() + targets.tobytes() + bytes(labels) + finals


def compile_words(folder: Path) -> bytes:
    forms = Forms(read_grammar(read_checked(folder, "ar.aff")))
    for stem, number in read_entries(read_checked(folder, "ar.dic")):
        forms.add_stem(stem, number)
    for stem, number in read_added(ADDED.read_text("utf-8")):
        forms.add_stem(stem, number)
    masks = sorted(set(forms.masks.values()))
    classes = {mask: i for i, mask in enumerate(masks, 1)}
    prefix_classes = {
        prefix: sum(1 << classes[mask] for mask in masks if mask >> bit & 1)
        for prefix, bit in forms.prefixes.items()
    }
    automaton = Automaton.from_classes({form: classes[mask] for form, mask in forms.masks.items()})
    return encode(automaton, prefix_classes)


if __name__ == "__main__":
    target = ROOT / "report" / "lexicon" / "words.bin"
    target.write_bytes(compile_words(Path(sys.argv[1])))
    print(target, target.stat().st_size, hashlib.sha256(target.read_bytes()).hexdigest())
