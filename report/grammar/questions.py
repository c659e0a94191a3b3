"""Questions: what ends in a question mark, from where it begins; and where the article itself answers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from report.arabic.tokens import ARTICLE
from report.grammar._passages import Article, Passage, remembered
from report.grammar._quoted import Quoted, read_quoted
from report.grammar.gazetteer import PhraseIndex, split_clitics, split_list
from report.grammar.labels import blank_addresses
from report.resources import read_lexicon_toml

Place = tuple[int, int]

_MARK = re.compile(r"[؟?][؟?!]*")
_BORDER = re.compile(r"(?<!\.)\.(?![.\w])|[!؟?؛\n]|\.{2,}|…|:(?![0-9])")
_SENTENCE_END = re.compile(r"[.!][»\"”]*(?=\s)")
_AROUND = ' -–—*«»"وف'
_PAUSES = ("..", "…")
_LABEL = re.compile(r"\s*[([]?(?:[0-9]{1,3}|\w)\s?[-–.)\]:]\s*")
_JOINTS = re.compile(r"،|;|\s[-–—]\s?")
_CONJUNCTIONS = "وف"
_MOST_BORDERS = 20  # pauses and colons in one question
_FIRST = 5  # characters before a question that opens a paragraph
_LEADS = 3  # paragraphs before the first heading that may ask what the headings answer
_TOPIC, _HEAD, _ENOUGH = 3, 2, 2
_MENTIONS = 2  # words of a topic that a paragraph needs
_SPOKEN_OF = ("members",)  # topics that a paragraph answers by its words
_MOST_ASKED = 10  # questions of one paragraph that headings may answer


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
    borders = [(match.start(), match.end()) for match in _BORDER.finditer(text)] if marks else []
    quoted = read_quoted(passage)
    for match in marks:
        quotation = quoted.find(match.start())
        start = _find_start(text, match.start(), borders, quoted)
        if start < match.start():
            place = start, match.end()
            is_heading = passage.kind in ("heading", "title") or _is_alone(passage, *place)
            is_quoted = quotation is not None
            yield Question(
                passage=passage,
                rule="question.heading" if is_heading and not is_quoted else "question.text",
                start=start,
                end=match.end(),
                is_quoted=is_quoted,
            )


def _is_alone(passage: Passage, start: int, end: int) -> bool:
    """Whether a question is a paragraph by itself: a heading that does not look like one."""
    text = passage.text
    if passage.kind != "paragraph" or start >= _FIRST or len(text) - end >= _FIRST:
        return False
    return not (text[:start] + text[end:]).strip(_AROUND)


def _is_doubt(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark in brackets doubts the word before it."""
    before, after = text[max(0, mark.start() - 2) : mark.start()], text[mark.end() : mark.end() + 2]
    return before.rstrip().endswith("(") and after.lstrip().startswith(")")


def _find_start(text: str, mark: int, borders: Sequence[Place], quoted: Quoted) -> int:
    """Where the question begins that ends at `mark`, in the same quotation as that."""
    quotation = quoted.find(mark)
    start = opening = quotation[0] if quotation else 0
    k = bisect_left(borders, (mark, 0)) - 1
    for _ in range(_MOST_BORDERS):
        if k < 0 or borders[k][0] < opening:
            break
        begin, end = borders[k]
        inner = quoted.find(begin)
        if inner != quotation and inner is not None:
            k = bisect_left(borders, (inner[0], 0)) - 1
            continue
        if _is_border(text, borders, k, opening):
            start = end
            break
        k -= 1
    label = _LABEL.match(text, start, mark)
    start = _skip_marks(text, label.end() if label else start, mark)
    return _strip_conjunction(text, _find_clause(text, start, mark, quoted))


def _is_border(text: str, borders: Sequence[Place], k: int, opening: int) -> bool:
    """Whether a sentence begins after border `k`: after a pause or a colon only one that asks."""
    found, end = text[slice(*borders[k])], borders[k][1]
    if found.startswith(_PAUSES):
        return _asks(text, end, strong=False)
    return found != ":" or not _asks(text, _find_line(text, borders, k, opening), strong=False)


def _find_line(text: str, borders: Sequence[Place], k: int, opening: int) -> int:
    """Where the words before border `k` begin."""
    return max(opening, borders[k - 1][1] if k else 0)


def _skip_marks(text: str, start: int, mark: int) -> int:
    while start < mark and not text[start].isalnum():
        start += 1
    return start


def _find_clause(text: str, start: int, mark: int, quoted: Quoted) -> int:
    """Past what only leads to the question: "…, so who is it?"."""
    if _asks(text, start, strong=False):
        return start
    quotation = quoted.find(mark)
    for joint in _JOINTS.finditer(text, start, mark):
        if quoted.find(joint.start()) == quotation and _asks(text, joint.end(), strong=True):
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
    if passage.kind == "heading" or _is_alone(passage, question.start, question.end):
        following = _find_following(passage)
        return _take(following) if following else None
    after = _find_answer_after(question)
    if after:
        return after
    if question.is_quoted or not _is_lead(question):
        return None
    return _find_related(question)


def _take(passage: Passage) -> Answer:
    return Answer(
        passage=passage, place=(_skip_marks(passage.text, 0, len(passage.text) - 1), len(passage.text))
    )


def _find_following(passage: Passage) -> Passage | None:
    """The first paragraph, item or cell after a passage, unless another heading comes first."""
    passages = passage.article.passages
    k = _index(passage.article)[id(passage)] + 1
    if k >= len(passages) or passages[k].kind in ("heading", "title", "credit", "attribution", "note"):
        return None
    starts = _list_starts(passages[k])
    return None if starts and starts[0] < _FIRST else passages[k]


@remembered
def _list_starts(passage: Passage) -> tuple[int, ...]:
    return tuple(question.start for question in find_questions(passage))


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
    starts = _list_starts(passage)
    k = bisect_left(starts, start)
    following = starts[k] if k < len(starts) else None
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


def _is_lead(question: Question) -> bool:
    """Whether a question stands before the first heading, and is one of few there."""
    leads = _list_leads(question.passage.article)
    return question.passage in leads and question.start in _list_starts(question.passage)[:_MOST_ASKED]


@remembered
def _list_leads(article: Article) -> tuple[Passage, ...]:
    """Title, deck and the paragraphs before the first heading, of which only the first ask for the body."""
    found: list[Passage] = []
    for passage in article.passages:
        if passage in _list_headings(article)[:1]:
            return tuple(found)
        if passage.kind in ("title", "deck") or (
            passage.kind == "paragraph" and sum(other.kind == "paragraph" for other in found) < _LEADS
        ):
            found.append(passage)
    return ()


def _find_related(question: Question) -> Answer | None:
    """The section whose heading asks or names the same; else a paragraph that speaks of the same topic."""
    article = question.passage.article
    asked = _Subject.read(question.passage.text[question.start : question.end])
    likeness, heading = max(
        ((asked.compare(subject), -k) for k, subject in enumerate(_read_headings(article))), default=(0, 0)
    )
    if likeness >= _ENOUGH:
        following = _find_following(_list_headings(article)[-heading])
        if following:
            return _take(following)
    first = _index(article)[id(question.passage)] + 1
    topics = [_topics()[topic] for topic in _SPOKEN_OF if topic in asked.topics]
    for passage in article.passages[first:] if topics else ():
        words = _read_words(passage.text) if passage.kind == "paragraph" else ()
        if any(sum(word in topic for word in words) >= _MENTIONS for topic in topics):
            return _take(passage)
    return None


@remembered
def _list_headings(article: Article) -> tuple[Passage, ...]:
    """The headings, and the paragraphs that are a question by themselves."""
    return tuple(
        passage
        for passage in article.passages
        if passage.kind == "heading"
        or any(_is_alone(passage, question.start, question.end) for question in find_questions(passage)[:1])
    )


@remembered
def _read_headings(article: Article) -> tuple[_Subject, ...]:
    return tuple(_Subject.read(passage.text) for passage in _list_headings(article))


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
