"""The clause around an expression, as near to it as can be read alone: told from marks and words."""

from __future__ import annotations

from functools import cache

from report.grammar._quoted import read_quoted
from report.grammar._time_tense import is_future_or_present, is_past
from report.grammar._time_text import TimeText
from report.grammar.gazetteer import PhraseIndex, split_list
from report.resources import read_lexicon_toml

Place = tuple[int, int]

_SENTENCE_ENDS = ".!؟?؛…"
_PIECE_ENDS = "،:"
_CLOSING = ')»”"'
_DASHES = "-–—"
_LONGEST = 80  # words of a sentence on each side
_NAME = 4  # words before a bracket
_CONJUNCTIONS = "وف"


def find_clause(text: TimeText, first: int, after: int) -> Place | None:
    """What happened at the time that the tokens `first` to `after` say; None if nothing else is said."""
    return _Clauses(text, first, after).find()


class _Clauses:
    """The pieces of a sentence between its commas, as ranges of tokens."""

    def __init__(self, text: TimeText, first: int, after: int) -> None:
        self.text = text
        self.tokens = text.tokens
        self.first, self.after = first, after
        self.start, self.end = self._find_sentence()
        self.inserted = self._find_inserted()

    def find(self) -> Place | None:
        if self._is_bracketed():
            return self._find_named()
        start, end = self._find_piece(self.first, self.after)
        if self._is_bare(start, end):
            start, end = self._extend(start, end)
        start = self._cut_before(start)
        if self._is_filler(start, self.first):
            start = self.after if self._has_words(self.after, end) else start
        end = self._cut_after(end, is_said=start < self.first)
        while start < end and self.tokens[start].kind == "mark":
            start += 1
        while start < end and self.tokens[end - 1].kind == "mark" and self._text(end - 1) not in _CLOSING:
            end -= 1
        return (self.tokens[start].start, self.tokens[end - 1].end) if start < end else None

    # Marks.

    def _text(self, i: int) -> str:
        return self.text.text(i)

    def _find_sentence(self) -> tuple[int, int]:
        """The sentence, or what the quotation marks around the expression hold, if that has a verb."""
        start, end = max(0, self.first - _LONGEST), min(len(self.tokens), self.after + _LONGEST)
        first = next((k for k in range(self.first, start, -1) if self._text(k - 1) in _SENTENCE_ENDS), start)
        after = next((k for k in range(self.after, end) if self._text(k) in _SENTENCE_ENDS), end)
        passage = self.text.passage
        quotation = read_quoted(passage).find(self.tokens[self.first].start)
        if quotation:
            opening, closing = passage.token_at(quotation[0]), passage.token_at(quotation[1])
            if any(self._is_verb(k) for k in range(max(opening, first), self.first)):
                return max(opening, first), min(closing, after)
        return first, after

    def _is_border(self, i: int) -> bool:
        text = self._text(i)
        if text in _DASHES:
            return not (self.text.is_tied(i) and self.text.is_tied(i + 1)) and i not in self.inserted
        return text in _PIECE_ENDS and i not in self.inserted

    def _find_inserted(self) -> frozenset[int]:
        """The tokens between two dashes, and the dashes, if the expression is not among them."""
        inserted: set[int] = set()
        opening: int | None = None
        for i in range(self.start, self.end):
            if self._text(i) not in _DASHES or self.text.is_tied(i) == self.text.is_tied(i + 1):
                continue
            if self.text.is_tied(i + 1):
                opening = i
            elif opening is not None:
                if not opening < self.first < i:
                    inserted.update(range(opening, i + 1))
                opening = None
        return frozenset(inserted)

    def _find_piece(self, first: int, after: int) -> tuple[int, int]:
        start, end = first, after
        while start > self.start and not self._is_border(start - 1):
            start -= 1
        while end < self.end and not self._is_border(end):
            end += 1
        return start, end

    def _is_bracketed(self) -> bool:
        return self._text(self.first - 1) == "(" and self._text(self.after) == ")" and self.first > 1

    def _find_named(self) -> Place:
        """The name before the bracket that holds the expression."""
        start = self.first - 1
        while start > self.start and self.first - 1 - start < _NAME:
            token = self.tokens[start - 1]
            if token.kind == "mark" or self._is_verb(start - 1) or self._find(start - 1, "prepositions"):
                break
            start -= 1
        return self.tokens[start].start, self.tokens[self.after].end

    # Words.

    def _find(self, i: int, group: str) -> bool:
        found = self.text.find(i, _clause_words()[group])
        return found is not None and (found.skip == 0 or self._text(i)[0] in _CONJUNCTIONS)

    def _opens_clause(self, i: int) -> bool:
        return any(self._find(i, group) for group in ("relative", "content", "time"))

    def _is_verb(self, i: int) -> bool:
        word = self._text(i)
        if self.tokens[i].kind != "word":
            return False
        if is_past(word) or is_future_or_present(word) or word.endswith(_plural()):
            return True
        bare = next((word.removesuffix(end) for end in _pronouns() if word.endswith(end)), word)
        return bare != word and len(bare) > 3 and (is_past(bare) or is_future_or_present(bare))

    def _has_words(self, first: int, after: int) -> bool:
        return any(self.tokens[k].kind == "word" for k in range(first, after))

    def _is_filler(self, first: int, after: int) -> bool:
        """Whether only prepositions and the like stand there."""
        return all(
            self.tokens[k].kind == "mark" or self._find(k, "prepositions") for k in range(first, after)
        )

    def _is_bare(self, start: int, end: int) -> bool:
        """Whether a piece says nothing but the time, or nothing that has a verb after it."""
        if not self._is_filler(start, self.first):
            return False
        return not any(self._is_verb(k) for k in range(self.after, end)) and not self._opens(end)

    def _opens(self, end: int) -> bool:
        """Whether the piece with the expression begins the sentence and says something after it."""
        return self._is_filler(self.start, self.first) and self._has_words(self.after, end)

    def _extend(self, start: int, end: int) -> tuple[int, int]:
        """A piece that only says when belongs to the one before it, at the beginning to one after it."""
        if start - 1 > self.start:
            before, _ = self._find_piece(start - 2, start - 1)
            if self._text(start - 1) == ":" and not self._has_words(self.after, end):
                return before, start - 1
            following = end + 1
            if following < self.end and self._find(following, "prepositions"):
                _, end = self._find_piece(following, following + 1)
            return before, end
        while end + 1 < self.end:
            following, stop = self._find_piece(end + 1, end + 2)
            if not self._find(following, "prepositions"):
                self.after = following
                return following, stop
            end = stop
        return start, end

    # Clauses inside a piece.

    def _cut_before(self, start: int) -> int:
        """Where the clause begins that the expression is in."""
        for k in range(self.first - 1, start - 1, -1):
            if self._opens_clause(k):
                return k + 1 if k + 1 < self.first else start
            if self._is_verb(k):
                return self._include_auxiliary(k, start)
        return start

    def _include_auxiliary(self, verb: int, start: int) -> int:
        """The verb with the auxiliaries before it and, where the subject stands between them, with that."""
        for k in range(verb - 1, start - 1, -1):
            if self._find(k, "auxiliary") and verb - k < _NAME:
                return self._include_auxiliary(k, start)
            if self._opens_clause(k):
                return k + 1
            if self.tokens[k].kind == "mark" or self._is_verb(k):
                return verb
        return verb if self._has_verb_first(start, verb) else start

    def _has_verb_first(self, start: int, verb: int) -> bool:
        return verb - start > _NAME

    def _cut_after(self, end: int, *, is_said: bool) -> int:
        """Where the next clause begins, without a preposition that leads to it.

        `is_said` says that what happened stands before the expression, so that "and" may begin another thing.
        """
        for k in range(self.after, end):
            joins = is_said and k == self.after and self._text(k)[0] in _CONJUNCTIONS and self._is_verb(k)
            if self._opens_clause(k) or joins:
                end = k
                break
        while end > self.after and self._find(end - 1, "prepositions"):
            end -= 1
        return end


@cache
def _clause_words() -> dict[str, PhraseIndex[str]]:
    table = read_lexicon_toml("calendar.toml")["clauses"]
    return {
        name: PhraseIndex((phrase, phrase) for phrase in split_list(table[name]))
        for name in ("relative", "content", "time", "auxiliary", "prepositions")
    }


@cache
def _pronouns() -> tuple[str, ...]:
    return split_list(read_lexicon_toml("calendar.toml")["clauses"]["pronouns"])


@cache
def _plural() -> tuple[str, ...]:
    return split_list(read_lexicon_toml("calendar.toml")["clauses"]["plural"])
