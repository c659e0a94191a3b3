"""From what names a row in the review file to the row, and back.

A row goes by its table and by words that its first cell stands on; where other rows of the table stand on the
same words, by their paragraph too, and by its place among those of one paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from report.errors import Location, Message, SourceError, message
from report.facts._model import Evidence, Fact
from report.facts._review_schema import RowKey
from report.facts._review_words import Paragraphs, squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """Words that the first cell of `fact` stands on."""

    fact: Fact
    evidence: Evidence
    paragraph: int


class RowFinder:
    """Finds the rows of `facts` by their keys."""

    def __init__(self, paragraphs: Paragraphs, facts: Iterable[Fact]) -> None:
        self.paragraphs = paragraphs
        self.mentions: dict[tuple[str, str], list[_Mention]] = {}
        self.facts: dict[str, list[Fact]] = {}
        for fact in facts:
            self.facts.setdefault(fact.table, []).append(fact)
            for item in fact.cells[0].evidence:
                mention = _Mention(fact=fact, evidence=item, paragraph=paragraphs.number_of(item.span))
                self.mentions.setdefault((fact.table, squeeze(item.quote)), []).append(mention)

    def find(self, table: str, key: RowKey, place: Location) -> Fact:
        """The row that `key` names; a `SourceError` names the nearest one where there is none."""
        rows = self.list_rows(table, key)
        if len(rows) == 1:
            return rows[0]
        if rows:
            raise SourceError(
                "{count} rows of {table} stand on «{words}»",
                count=len(rows), table=table, words=key.evidence, location=place,
                hint=message("say which: with paragraph, or with occurrence = 1 to {count}", count=len(rows)),
            )  # fmt: skip
        raise self._refuse(table, key, place)

    def list_rows(self, table: str, key: RowKey) -> list[Fact]:
        """The rows that `key` may mean, in the order of the source."""
        rows = self._list_rows(table, key.evidence, key.paragraph)
        return rows if key.occurrence is None else rows[key.occurrence - 1 : key.occurrence]

    def name(self, fact: Fact) -> RowKey:
        """The key of `fact`."""
        item = fact.cells[0].evidence[0]
        words = " ".join(item.quote.split())
        opening = self.paragraphs.opening(self.paragraphs.number_of(item.span))
        rows = self._list_rows(fact.table, words, opening)
        occurrence = rows.index(fact) + 1 if len(rows) > 1 else None
        return RowKey(evidence=words, paragraph=opening, occurrence=occurrence)

    def _list_rows(self, table: str, words: str, paragraph: str | int | None) -> list[Fact]:
        mentions = self.mentions.get((table, squeeze(words)), [])
        if paragraph is not None:
            chosen = self.paragraphs.choose(paragraph, (mention.paragraph for mention in mentions))
            mentions = [mention for mention in mentions if mention.paragraph in chosen]
        ordered = sorted(mentions, key=lambda mention: mention.evidence.span)
        return list({mention.fact.id: mention.fact for mention in ordered}.values())

    def _refuse(self, table: str, key: RowKey, place: Location) -> SourceError:
        hint = self._suggest(table, key)
        if key.paragraph is None:
            return SourceError(
                "no row of {table} stands on «{words}»",
                table=table, words=key.evidence, location=place, hint=hint,
            )  # fmt: skip
        return SourceError(
            "no row of {table} stands on «{words}» in the paragraph «{paragraph}»",
            table=table, words=key.evidence, paragraph=key.paragraph, location=place, hint=hint,
        )  # fmt: skip

    def _suggest(self, table: str, key: RowKey) -> Message:
        facts = self.facts.get(table, [])
        if not facts:
            return message("the rules find no rows of {table}", table=table)
        nearest = self.name(max(facts, key=lambda fact: self._likeness(fact, key)))
        said = f'evidence = "{nearest.evidence}", paragraph = "{nearest.paragraph}"'
        if nearest.occurrence:
            said += f", occurrence = {nearest.occurrence}"
        return message("the nearest row: {row}", row=said)

    def _likeness(self, fact: Fact, key: RowKey) -> float:
        """The words count twice, the paragraph once."""
        wanted = squeeze(key.evidence)
        best = 0.0
        for item in fact.cells[0].evidence:
            number = self.paragraphs.number_of(item.span)
            score = 2 * fuzz.ratio(wanted, squeeze(item.quote))
            if isinstance(key.paragraph, int):
                score += 100 / (1 + abs(key.paragraph - number))
            elif key.paragraph is not None:
                score += fuzz.partial_ratio(squeeze(key.paragraph), self.paragraphs.squeezed(number))
            best = max(best, score)
        return best
