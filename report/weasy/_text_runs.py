"""The arrangement of a line in the PDF from which readers get the text back in reading order.

A PDF says where glyphs stand, not in which order they are read; every reader has its own way to guess, and
each goes astray on Arabic with numbers, Latin words and brackets in it. The arrangement here is one that
PDFium, Poppler, MuPDF and pdf.js guess right (docs/text.md). It cuts a line into chunks, one text-showing
operator each, written in reading order: Arabic with its spaces and plain signs, stored as it is seen from
left to right; each run from left to right; each bracket or quotation mark alone; each sign like the hyphen
alone. `_text_codes` stores each of them.

Nothing here knows an engine: clusters come in, chunks go out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise

from report.weasy._text_codes import (
    LONE_SPACE,
    LRM,
    RLM,
    Chunk,
    Kind,
    Run,
    is_strong,
    spread,
    store,
    store_inserted,
    store_plain,
)
from report.weasy._text_letters import Cluster, Letter, read_letters

_MIRRORED = frozenset("()[]{}<>«»‹›“”‘’")
"""What PDFium mirrors beside Arabic (`GetMirrorChar`), the curly quotes among them."""


def arrange(clusters: Iterable[Cluster], *, rtl: bool, before: bool = False, after: str = "") -> list[Chunk]:
    """The chunks of `clusters`, one box of a line whose direction is `rtl`.

    `before` tells whether the line has other text before the box in reading order, `after` is the text that
    follows it on the line.
    """
    letters = read_letters(clusters)
    if not letters:
        return []
    if not rtl:
        return _arrange_plain(letters, after)
    for letter, following in pairwise(letters):
        letter.follower = following.character
    letters[-1].follower = after[:1]
    runs = _split_signs(_cut(letters, _kind), alone=not (before or after))
    if runs[-1].kind == "mirrored" and runs[-1].letters[0].character not in _MIRRORED and not after:
        runs[-1].kind = "joining"  # the mark of the other direction would tip the balance for PDFium
    runs = _join_spaces(runs, before=before, after=bool(after))
    chunks: list[Chunk] = []
    for number, run in enumerate(runs):
        has_before, has_after = before or number > 0, bool(after) or number + 1 < len(runs)
        chunks.extend(store(run, before=has_before, after=has_after))
    if not after:
        spread(chunks[-1])
    return chunks


def _arrange_plain(letters: list[Letter], after: str) -> list[Chunk]:
    """The chunks of a line from left to right."""
    runs = _cut(letters, lambda letter: "")
    return [
        store_inserted(run, after=bool(after) or run is not runs[-1])
        if run.letters[0].cluster.rtl
        else store_plain(run)
        for run in runs
    ]


def _cut(letters: list[Letter], kind: Callable[[Letter], str]) -> list[Run]:
    """Runs of one kind, direction, font and size; every mirrored or joining sign by itself."""
    runs: list[Run] = []
    last: tuple[object, ...] = ()
    for letter in letters:
        cluster, name = letter.cluster, kind(letter)
        key = (name, cluster.rtl, cluster.font, cluster.size)
        if key == last and name not in ("mirrored", "joining"):
            runs[-1].letters.append(letter)
        else:
            runs.append(Run(name, [letter]))  # type: ignore[arg-type]
        last = key
    return runs


def _kind(letter: Letter) -> Kind:
    return _kind_of(letter.character) if letter.cluster.rtl else "ltr"


@lru_cache(maxsize=4096)
def _kind_of(character: str) -> Kind:
    if character in _MIRRORED:
        return "mirrored"
    return "joining" if unicodedata.bidirectional(character) in ("ES", "ET", "EN") else "arabic"


def _split_signs(runs: list[Run], *, alone: bool) -> list[Run]:
    """Among others, a run of Arabic without a letter falls apart: every sign by itself, like a bracket."""
    split: list[Run] = []
    for run in runs:
        if (
            run.kind != "arabic"
            or (alone and len(runs) == 1)
            or any(is_strong(letter.character) for letter in run.letters)
        ):
            split.append(run)
            continue
        for letter in run.letters:
            if letter.character == " ":
                split.append(Run("arabic", [letter]))
            else:
                split.append(Run("mirrored", [letter]))
    return split


def _join_spaces(runs: list[Run], *, before: bool, after: bool) -> list[Run]:
    """Put each space at the edge of a chunk into its neighbour's code: pdf.js forgets it at the jump."""
    dropped: set[int] = set()
    for number, run in enumerate(runs):
        if run.kind != "arabic":
            continue
        has_before, has_after = before or number > 0, after or number + 1 < len(runs)
        first, last = run.letters[0], run.letters[-1]
        words = [letter for letter in run.letters if letter.character != " "]
        if not words:
            if has_before or has_after:
                _join_lone_space(runs, number, dropped)
            continue
        if first.character == " " and has_before:
            words[0].text += " "
            dropped.add(id(first))
        if last.character == " " and has_after:
            dropped.add(id(last))
            if words[-1].marks or not is_strong(words[-1].character):
                run.edge = True
            else:
                words[-1].text = f"{RLM} {words[-1].text}"
        elif words[-1] is last and last.marks and (not has_after or last.follower == " "):
            run.edge = True  # the space of the line's end, or of the next box
    for run in runs:
        run.letters = [letter for letter in run.letters if id(letter) not in dropped]
    return [run for run in runs if run.letters]


def _join_lone_space(runs: list[Run], number: int, dropped: set[int]) -> None:
    following = runs[number + 1] if number + 1 < len(runs) else None
    if following is not None and following.kind == "mirrored":
        following.letters[0].text = f"{LRM} {following.letters[0].text}"
        dropped.update(id(letter) for letter in runs[number].letters)
    else:
        runs[number].letters[0].text = LONE_SPACE
