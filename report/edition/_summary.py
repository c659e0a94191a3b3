"""The article in a minute: a few of its own sentences, each with the place that it comes from.

Sentences are taken, never written (H. P. Edmundson, New Methods in Automatic Extracting, 1969): one that says
many of the printed facts, has words of the title, and stands first in its section is worth more; one that
leans on the sentence before it is left out. At most one is taken from a section, so that they are spread over
the article. An editor's choice replaces all this.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from report.arabic.fold import fold_text
from report.arabic.sentences import split_sentences
from report.document import (
    Anchor,
    Block,
    Emphasis,
    Heading,
    Inline,
    Link,
    Paragraph,
    Source,
    Strong,
    Text,
    read_inlines,
)
from report.edition._marks import Weaver, slice_text
from report.edition._model import Edition, Section, SummarySentence
from report.resources import read_lexicon_toml

FEWEST, MOST = 3, 5
_WORDS = 190
"""Of a minute and a half: Arabic is read at 138 words a minute, SD 20 (S. Trauzettel-Klosinski and K. Dietz,
Standardized Assessment of Reading Performance, IOVS 53, 2012)."""

_SHORTEST_ARTICLE = 250
"""Words: a shorter article needs no summary."""

_SHORTEST, _LONGEST = 7, 45
"""Words of a sentence that is taken."""

_TITLE_WORD, _FIRST, _LOOSE, _MUCH = 0.5, 1.5, 0.75, 6.0
"""What a word of the title and the first place in a section are worth in facts, and what each loose end at
the beginning costs; more facts than so many say no more."""

_LEAST = 0.5
"""A sentence worth no more is not taken."""

_STRETCHES = 4
"""An article without headings is divided into so many."""

_BEGINNING, _SHORT_WORD = 4, 3
"""Words of a sentence that tell whether it leans on the one before it; letters of a word without ending."""

_WORD = re.compile(r"\w+")
_QUOTES = dict.fromkeys(map(ord, "«»“”„\"'‘’"))
_PAIRS = (("«", "»"), ("(", ")"), ("[", "]"), ("“", "”"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Characters `start` to `end` of what block `block` shows; `anchor` is the id of the link target there.

    `section` counts the headings before it, `place` the sentences since; `facts` is how many rows of the
    tables stand on it.
    """

    text: str
    block: int
    start: int
    end: int
    section: int
    place: int
    anchor: str
    facts: int


def list_sentences(edition: Edition) -> tuple[Sentence, ...]:
    """The sentences of the article's paragraphs; none in a book of many articles."""
    if len(edition.articles) != 1:
        return ()
    tables = [item for item in edition.tables if item.table.beside]
    facts = [name for item in tables for row in item.rows for name in row.sentences]
    return tuple(_list_sentences(edition.articles[0].blocks, facts))


def _list_sentences(blocks: Sequence[Block], facts: Sequence[str]) -> Iterator[Sentence]:
    section = place = 0
    for number, block in enumerate(blocks):
        if isinstance(block, Heading):
            section, place = section + 1, 0
        if not isinstance(block, Paragraph):
            continue
        text = read_inlines(block.inlines).text
        anchors = dict(_place_anchors(block.inlines))
        for start, end in split_sentences(text):
            anchor = anchors.get(start, "")
            yield Sentence(
                text=text[start:end],
                block=number,
                start=start,
                end=end,
                section=section,
                place=place,
                anchor=anchor,
                facts=facts.count(anchor) if anchor else 0,
            )
            place += 1


def _place_anchors(inlines: Iterable[Inline], position: int = 0) -> Iterator[tuple[int, str]]:
    """The offset and id of each anchor."""
    for inline in inlines:
        if isinstance(inline, Anchor):
            yield position, inline.id
        elif isinstance(inline, Emphasis | Strong | Link):
            yield from _place_anchors(inline.children, position)
        position += len(read_inlines((inline,)).text)


def choose_sentences(edition: Edition) -> tuple[Sentence, ...]:
    """The sentences of the summary, in the order of the article; none where too few are good enough."""
    sentences = list_sentences(edition)
    if not edition.metadata.language.startswith("ar") or _count_words(sentences) < _SHORTEST_ARTICLE:
        return ()
    title = _words_of(edition.metadata.title)
    sections = {sentence.section for sentence in sentences}
    if len(sections) < FEWEST:
        sentences = tuple(_divide(sentences))
    best: dict[int, tuple[float, Sentence]] = {}
    for sentence in sentences:
        value = _weigh(sentence, title)
        if _stands_alone(sentence) and sentence.facts and value > best.get(sentence.section, (_LEAST,))[0]:
            best[sentence.section] = value, sentence
    chosen: list[Sentence] = []
    for _value, sentence in sorted(best.values(), key=lambda item: (-item[0], item[1].section)):
        if len(chosen) < MOST and _count_words((*chosen, sentence)) <= _WORDS:
            chosen.append(sentence)
    chosen.sort(key=lambda sentence: (sentence.block, sentence.start))
    return tuple(chosen) if len(chosen) >= FEWEST else ()


def _divide(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    blocks = sorted({sentence.block for sentence in sentences})
    for sentence in sentences:
        section = blocks.index(sentence.block) * _STRETCHES // len(blocks)
        yield replace(sentence, section=section, place=sentence.place if not sentence.block else 1)


def _weigh(sentence: Sentence, title: frozenset[str]) -> float:
    facts = min(float(sentence.facts), _MUCH)
    named = len(title & _words_of(sentence.text)) * _TITLE_WORD
    loose = _LOOSE * len(_list_loose_ends(fold_text(sentence.text).split()))
    return facts + named + (_FIRST if sentence.place == 0 else 0) - loose


def _list_loose_ends(words: Sequence[str]) -> list[str]:
    """The word that may begin with "and", and those that may end in "his" or "her"."""
    lexicon = _read_lexicon()
    joined = [word for word in words[:1] if word.startswith(lexicon.conjunction)]
    owned = [
        word
        for word in words[:_BEGINNING]
        if len(word) > _SHORT_WORD
        and word.endswith(lexicon.endings)
        and not word.endswith(lexicon.no_endings)
    ]
    return joined + owned[:1]


def _stands_alone(sentence: Sentence) -> bool:
    """Whether it says something whole that needs no sentence before it."""
    text, words = sentence.text, fold_text(sentence.text).split()
    if not _SHORTEST <= len(words) <= _LONGEST or not re.search(r"[.!۔][»”\"')\]]*$", text):
        return False
    if any(text.count(opening) != text.count(closing) for opening, closing in _PAIRS) or text.count('"') % 2:
        return False
    return not _leans_back(words)


def _leans_back(words: Sequence[str]) -> bool:
    """Whether it begins with words that join it to what was said, or points there with its first ones."""
    lexicon = _read_lexicon()
    first = [word.strip("،؛:.,") for word in words[:_BEGINNING]]
    beginning = " ".join(first) + " "
    if any(beginning.startswith(f"{phrase} ") for phrase in lexicon.joining):
        return True
    return any(tail in lexicon.pointing for word in first for tail in _strip_particles(word))


def _strip_particles(word: str) -> Iterator[str]:
    """`word`, and what is left of it without one particle and without two."""
    yield word
    for length in (1, 2):
        if set(word[:length]) <= _read_lexicon().particles:
            yield word[length:]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lexicon:
    joining: tuple[str, ...]
    pointing: frozenset[str]
    particles: frozenset[str]
    conjunction: str
    endings: tuple[str, ...]
    no_endings: tuple[str, ...]


@cache
def _read_lexicon() -> _Lexicon:
    table = read_lexicon_toml("summary.toml")
    return _Lexicon(
        joining=tuple(map(fold_text, table["joining"])),
        pointing=frozenset(map(fold_text, table["pointing"])),
        particles=frozenset(table["particles"]),
        conjunction=table["conjunction"],
        endings=tuple(table["endings"]),
        no_endings=tuple(map(fold_text, table["no-endings"])),
    )


def _words_of(text: str) -> frozenset[str]:
    """The words of three letters and more, without the article."""
    words = _WORD.findall(fold_text(text))
    return frozenset(word.removeprefix("\u0627\u0644") for word in words if len(word) > 2)


def _count_words(sentences: Iterable[Sentence]) -> int:
    return sum(len(sentence.text.split()) for sentence in sentences)


def find_sentences(edition: Edition, beginning: str) -> tuple[Sentence, ...]:
    """The sentences that begin so, whatever the spelling and the spaces."""
    wanted = _squeeze(beginning)
    return tuple(
        sentence for sentence in list_sentences(edition) if _squeeze(sentence.text).startswith(wanted)
    )


def find_nearest(edition: Edition, beginning: str) -> str:
    """The beginning of a sentence that is most like `beginning`; "" where none is."""
    length = len(beginning.split())
    known = {" ".join(sentence.text.split()[:length]): None for sentence in list_sentences(edition)}
    return next(iter(difflib.get_close_matches(beginning, known, n=1)), "")


def _squeeze(text: str) -> str:
    return " ".join(fold_text(text).translate(_QUOTES).split())


def add_summary(edition: Edition, source: Source, sentences: Sequence[Sentence]) -> Edition:
    """`edition` with a section that has `sentences` once more, each with the number of its paragraph."""
    if not sentences:
        return edition
    article = edition.articles[0]
    blocks, summary = list(article.blocks), []
    starts = [span.start for span in source.paragraphs()]
    for number, sentence in enumerate(sentences, 1):
        paragraph = blocks[sentence.block]
        assert isinstance(paragraph, Paragraph)
        anchor = sentence.anchor
        if not anchor:
            anchor = f"summarised-{number}"
            woven = Weaver({sentence.start: Anchor(id=anchor)}, {}).weave(paragraph.inlines)
            blocks[sentence.block] = replace(paragraph, inlines=woven)
        summary.append(
            SummarySentence(
                sentence=anchor,
                paragraph=bisect_right(starts, paragraph.span.start),
                inlines=tuple(_cut_inlines(paragraph.inlines, sentence.start, sentence.end)),
            )
        )
    section = Section(id="summary", role="summary", summary=tuple(summary))
    body = tuple(
        replace(part, blocks=tuple(blocks)) if part is article else part for part in edition.body_matter
    )
    return replace(edition, front_matter=(section, *edition.front_matter), body_matter=body)


def _cut_inlines(inlines: Iterable[Inline], start: int, end: int) -> Iterator[Inline]:
    """What characters `start` to `end` show, without links and marks; a run that is isolated stays whole."""
    position = 0
    for inline in inlines:
        length = len(read_inlines((inline,)).text)
        first, last = max(start - position, 0), min(end - position, length)
        position += length
        if first >= last:
            continue
        if isinstance(inline, Text):
            yield slice_text(inline, first, last)
        elif isinstance(inline, Link):
            yield from _cut_inlines(inline.children, first, last)
        elif isinstance(inline, Emphasis | Strong):
            yield replace(inline, children=tuple(_cut_inlines(inline.children, first, last)))
        else:
            yield inline
