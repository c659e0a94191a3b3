"""Questions: what ends in a question mark, from where it begins; and where the article itself answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from report.arabic.quotations import find_quotations
from report.arabic.tokens import ARTICLE
from report.grammar._passages import Article, Passage, remembered
from report.grammar.gazetteer import PhraseIndex, split_clitics, split_list
from report.grammar.labels import blank_addresses
from report.resources import read_lexicon_toml

Place = tuple[int, int]

_MARK = re.compile(r"[؟?][؟?!]*")
_BORDER = re.compile(r"(?<![.…])[.!؟?؛](?![.\w])|\.{2,}|…|:(?![0-9])|\n")
_SENTENCE_END = re.compile(r"[.!][»\"”]*(?=\s)")
_PAUSES = ("..", "…")
_JOINTS = re.compile(r"،|;|\s[-–—]\s?")
_CONJUNCTIONS = "وف"
_FIRST = 5  # characters before a question that opens a paragraph
_LEADS = 3  # paragraphs before the first heading that may ask what the headings answer
_TOPIC, _HEAD, _ENOUGH = 3, 2, 2
_MENTIONS = 2  # words of a topic that a paragraph needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question at `start` to `end` of `passage.text`, its mark included."""

    passage: Passage
    rule: str
    start: int
    end: int
    is_quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The words of `passage` that answer."""

    passage: Passage
    place: Place


@remembered
def find_questions(passage: Passage) -> tuple[Question, ...]:
    """The questions of the passage, in order."""
    if passage.kind in ("credit", "attribution"):
        return ()
    return tuple(_read_questions(passage))


def _read_questions(passage: Passage) -> Iterator[Question]:
    text = passage.text
    marks = [match for match in _MARK.finditer(blank_addresses(text)) if not _is_doubt(text, match)]
    if not marks:
        return
    pairs = [(pair.start, pair.end) for pair in find_quotations(text).pairs]
    borders = [(match.start(), match.end()) for match in _BORDER.finditer(text)]
    for match in marks:
        around = [pair for pair in pairs if pair[0] < match.start() < pair[1]]
        opening = max((start + 1 for start, _ in around), default=0)
        inner = [pair for pair in pairs if opening <= pair[0] and pair[1] < match.start()]
        start = _find_start(text, match.start(), opening, borders, inner)
        if start < match.start():
            kind = "heading" if passage.kind in ("heading", "title") else "text"
            yield Question(
                passage=passage,
                rule=f"question.{'quoted' if around else kind}",
                start=start,
                end=match.end(),
                is_quoted=bool(around),
            )


def _is_doubt(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark in brackets doubts the word before it."""
    return text[: mark.start()].rstrip().endswith("(") and text[mark.end() :].lstrip().startswith(")")


def _find_start(text: str, mark: int, opening: int, borders: Sequence[Place], quoted: Sequence[Place]) -> int:
    """Where the question begins that ends at `mark`, not before `opening`."""
    start = opening
    for k in range(bisect_left(borders, (mark, 0)) - 1, -1, -1):
        begin, end = borders[k]
        if begin < opening:
            break
        if any(left < begin < right for left, right in quoted):
            continue
        found = text[begin:end]
        is_pause = found.startswith(_PAUSES)
        if is_pause and not _asks(text, end, strong=False):
            continue
        if found == ":" and _asks(text, _find_line(text, borders, k, opening), strong=False):
            continue
        start = end
        break
    start = _skip_marks(text, start, mark)
    return _strip_conjunction(text, _find_clause(text, start, mark, quoted))


def _find_line(text: str, borders: Sequence[Place], k: int, opening: int) -> int:
    """Where the words before border `k` begin."""
    return max(opening, borders[k - 1][1] if k else 0)


def _skip_marks(text: str, start: int, mark: int) -> int:
    while start < mark and not text[start].isalnum():
        start += 1
    return start


def _find_clause(text: str, start: int, mark: int, quoted: Sequence[Place]) -> int:
    """Past what only leads to the question: "…, so who is it?"."""
    if _asks(text, start, strong=False):
        return start
    for joint in _JOINTS.finditer(text, start, mark):
        if any(left < joint.start() < right for left, right in quoted):
            continue
        if _asks(text, joint.end(), strong=True):
            return _skip_marks(text, joint.end(), mark)
    return start


def _strip_conjunction(text: str, start: int) -> int:
    if text[start : start + 1] not in _CONJUNCTIONS:
        return start
    return start + 1 if _asks(text, start + 1, strong=False) and not _is_word(text, start) else start


def _is_word(text: str, start: int) -> bool:
    """Whether the word at `start` asks as it stands, its first letter being its own."""
    words = _list_words(text, start)
    match = _words("strong").find(words) if words else None
    return (
        match is not None and match.skip == 0 and words[0][:1] in _CONJUNCTIONS and match.value not in _JOINED
    )


_JOINED = ("فما", "فمن", "وما")


def _list_words(text: str, start: int) -> list[str]:
    return re.findall(r"\w+", text[start : start + 60])[:4]


def _asks(text: str, start: int, *, strong: bool) -> bool:
    """Whether the words at `start` begin a question."""
    words = _list_words(text, start)
    if not words:
        return False
    if _words("strong").find(words) or (not strong and _words("weak").find(words)):
        return True
    led = _words("prepositions").find(words)
    return (
        led is not None
        and len(words) > 1
        and any(
            match is not None and match.skip == 0
            for match in (_words("strong").find(words, 1), _words("weak").find(words, 1))
        )
    )


# Answers.


def find_answer(question: Question) -> Answer | None:
    """Where the article answers the question, if it does."""
    passage = question.passage
    if passage.kind == "heading" or _is_alone(question):
        following = _find_following(passage)
        return _take(following) if following else None
    after = _find_answer_after(question)
    if after:
        return after
    if question.is_quoted or not _is_lead(passage):
        return None
    return _find_related(question)


def _take(passage: Passage) -> Answer:
    return Answer(
        passage=passage, place=(_skip_marks(passage.text, 0, len(passage.text) - 1), len(passage.text))
    )


def _is_alone(question: Question) -> bool:
    """Whether the question is a paragraph by itself."""
    text = question.passage.text
    is_all = not text[: question.start].strip(' -–—*«"وف') and not text[question.end :].strip(' »"')
    return question.passage.kind == "paragraph" and is_all and not question.is_quoted


def _find_following(passage: Passage) -> Passage | None:
    """The first paragraph, item or cell after a passage, unless another heading comes first."""
    passages = passage.article.passages
    k = _index(passage.article)[id(passage)] + 1
    if k >= len(passages) or passages[k].kind in ("heading", "title", "credit", "attribution", "note"):
        return None
    return None if any(question.start < _FIRST for question in find_questions(passages[k])) else passages[k]


@remembered
def _index(article: Article) -> dict[int, int]:
    return {id(passage): k for k, passage in enumerate(article.passages)}


def _find_answer_after(question: Question) -> Answer | None:
    """The rest of the paragraph, if the question opens it or what follows says that it answers."""
    passage, text = question.passage, question.passage.text
    start = question.end
    while start < len(text) and not text[start].isalnum():
        start += 1
    if start >= len(text) or (question.is_quoted and "." in text[question.end : start]):
        return None
    end = len(text)
    following = next((other.start for other in find_questions(passage) if other.start >= start), None)
    if following is not None:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, following)]
        end = ends[-1] if ends else start
    end = len(text[:end].rstrip())
    if end <= start:
        return None
    words = _list_words(text, start)
    answers = _words("answers").find(words) is not None and _words("suppositions").find(words) is None
    opens = not question.is_quoted and not text[: question.start].strip(" -–—*وف0123456789.)")
    return Answer(passage=passage, place=(start, end)) if answers or opens else None


# What the lead asks and the body answers.


def _is_lead(passage: Passage) -> bool:
    if passage.kind in ("title", "deck"):
        return True
    leads = [other for other in _list_before_headings(passage.article) if other.kind == "paragraph"]
    return passage in leads[:_LEADS]


@remembered
def _list_before_headings(article: Article) -> tuple[Passage, ...]:
    found: list[Passage] = []
    for passage in article.passages:
        if passage.kind == "heading":
            return tuple(found)
        found.append(passage)
    return ()


def _find_related(question: Question) -> Answer | None:
    """The section whose heading asks or names the same; else a paragraph that speaks of the same topic."""
    article = question.passage.article
    asked = _Subject.read(question.passage.text[question.start : question.end])
    best: tuple[int, Passage] | None = None
    for passage in article.passages:
        if passage.kind == "heading":
            likeness = asked.compare(_Subject.read(passage.text))
            if likeness >= _ENOUGH and (best is None or likeness > best[0]) and _find_following(passage):
                best = likeness, passage
    following = _find_following(best[1]) if best else None
    if following:
        return _take(following)
    first = _index(article)[id(question.passage)] + 1
    for passage in article.passages[first:]:
        if passage.kind == "paragraph" and any(
            sum(word in _topics()[topic] for word in _read_words(passage.text)) >= _MENTIONS
            for topic in asked.topics & {"members"}
        ):
            return _take(passage)
    return None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a question or heading is about: its content words in order, and their topics."""

    words: tuple[str, ...]
    topics: frozenset[str]

    @classmethod
    def read(cls, text: str) -> _Subject:
        words = _read_words(text)
        topics = frozenset(name for name, index in _topics().items() if any(word in index for word in words))
        return cls(tuple(word for word in words if word not in _stop()), topics)

    def compare(self, other: _Subject) -> int:
        shared = len(set(self.words) & set(other.words))
        head = self.words[:1] == other.words[:1] and bool(self.words)
        return _TOPIC * len(self.topics & other.topics) + _HEAD * head + shared


def _read_words(text: str) -> tuple[str, ...]:
    """The words of a text, each without conjunction and article."""
    found: list[str] = []
    for word in re.findall(r"\w+", text):
        stem = split_clitics(word)[0][1]
        if len(stem) > 4 and stem[0] in _CONJUNCTIONS and stem[1:].startswith(ARTICLE):
            stem = stem[1:]
        found.append(stem.removeprefix(ARTICLE) if len(stem) > 4 else stem)
    return tuple(found)


@cache
def _words(group: str) -> PhraseIndex[str]:
    phrases = split_list(read_lexicon_toml("questions.toml")["words"][group])
    return PhraseIndex((phrase, phrase) for phrase in phrases)


@cache
def _stop() -> frozenset[str]:
    return frozenset(_read_words(read_lexicon_toml("questions.toml")["stop"]["words"]))


@cache
def _topics() -> dict[str, frozenset[str]]:
    table = read_lexicon_toml("questions.toml")["topics"]
    return {topic: frozenset(_read_words(phrases)) for topic, phrases in table.items()}
