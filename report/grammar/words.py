"""Is this an ordinary Arabic word? People's and places' names mostly are not.

The answer comes from `report/lexicon/words.bin`, compiled from the Ayaspell dictionary of hunspell by
`tests/recipes/compile_words.py`: an automaton over suffixed forms, whose final class says which clitic
prefixes a form may take. Spelling is folded further than `report.arabic.fold` does, because careless text is
asked about too.
"""

from __future__ import annotations

import json
import sys
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache

from report.resources import read_lexicon

MAGIC = b"taqrir-words 1\n"

_TASHKEEL = (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE))
_TATWEEL_AND_JOINERS = (0x0640, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F)
_SPELLING: dict[int, int | None] = {
    **dict.fromkeys((*_TASHKEEL, *_TATWEEL_AND_JOINERS)),
    **str.maketrans("أإآٱىئیؤةہک", "اااايييوههك"),
}


def fold_spelling(text: str) -> str:
    """`text` with one letter for those that hurried writers exchange: ا أ إ آ, ي ى ئ, و ؤ, ه ة.

    Tashkeel and tatweel are dropped; a text that `report.arabic.fold` has folded keeps its length.
    """
    return text.translate(_SPELLING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The tables of the file; the edges of node `n` are those from `first[n]` to `first[n + 1]`."""

    root: int
    letters: dict[str, int]
    prefixes: dict[str, int]
    longest_prefix: int
    first: array[int]
    targets: array[int]
    labels: bytes
    finals: bytes

    def find_class(self, form: str) -> int:
        """The class of a suffixed form, 0 for what is none."""
        node = self.root
        for letter in form:
            code = self.letters.get(letter)
            if code is None:
                return 0
            edge = self.labels.find(code, self.first[node], self.first[node + 1])
            if edge < 0:
                return 0
            node = self.targets[edge]
        return self.finals[node]


@lru_cache(maxsize=65536)
def is_ordinary_word(word: str) -> bool:
    """Whether `word`, clitics and all, is a word of the language and not only a name."""
    words = _load_words()
    folded = fold_spelling(word)
    for length in range(min(words.longest_prefix, len(folded) - 1) + 1):
        classes = words.prefixes.get(folded[:length])
        if classes and classes >> words.find_class(folded[length:]) & 1:
            return True
    return False


@cache
def _load_words() -> _Words:
    data = read_lexicon("words.bin")
    end = data.index(b"\n", len(MAGIC)) + 1
    header = json.loads(data[len(MAGIC) : end])
    nodes, edges = header["nodes"], header["edges"]
    first, targets = array("I"), array("H")
    first.frombytes(data[end : (end := end + 4 * (nodes + 1))])
    targets.frombytes(data[end : (end := end + 2 * edges)])
    if sys.byteorder == "big":
        first.byteswap()
        targets.byteswap()
    return _Words(
        root=header["root"],
        letters={letter: code for code, letter in enumerate(header["letters"])},
        prefixes=header["prefixes"],
        longest_prefix=max(map(len, header["prefixes"])),
        first=first,
        targets=targets,
        labels=data[end : end + edges],
        finals=data[end + edges :],
    )
