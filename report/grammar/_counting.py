"""What one numeral counts: a unit beside it, a noun after it, a noun before it, the first cell of its row."""

from __future__ import annotations

from dataclasses import replace

from report.arabic.numerals import Number, Numeral, to_number
from report.arabic.tokens import carries_article, is_definite
from report.grammar._additions import add_parts
from report.grammar._conventions import choose_reading
from report.grammar._drafts import Draft, Kind, Place, Surroundings, has_words, speaks_of_game
from report.grammar._hedges import find_hedge
from report.grammar._lexicon import context, nouns
from report.grammar._passages import Passage, numeral_words
from report.grammar._phrases import find_chain, find_partitive, find_phrase, is_possessed
from report.grammar._units import Unit, find_unit

_NUMBER_OF = 8
_RULER = 3  # words of a ruler's title and name
_HIGHEST_SCORE = 200
_AGES = 1_000_000  # years; so many are no date
_ONES = (100, 1000, 1_000_000)


def draft_numeral(passage: Passage, numeral: Numeral, like: Draft | None = None) -> Draft | None:
    """What `numeral` counts; `like` is what the number beside it counts, if this one does not say."""
    return _Counting(passage, numeral).draft(like)


class _Counting(Surroundings):
    """Finds what its numeral counts; each `_draft_…` tries one way of saying it."""

    def draft(self, like: Draft | None) -> Draft | None:
        numeral = self.numeral
        if numeral.form == "ordinal":
            return self._draft_ordinal()
        if numeral.form == "pair" and not self._is_followed() and speaks_of_game(self.passage):
            return self._draft_score()
        if numeral.form == "pair" and not self.is_range():
            return None
        unit = find_unit(self.passage, numeral)
        if unit:
            return self._draft_unit(unit)
        if numeral.form == "fraction":
            return self._draft_fraction()
        return self._draft_count() or self._draft_like(like) or self._draft_bare()

    # Ordinals.

    def _draft_ordinal(self) -> Draft | None:
        numeral, before = self.numeral, self.before()
        after = self.tokens[numeral.after] if numeral.after < len(self.tokens) else None
        if (
            not numeral.definite and after and after.text in nouns().times
        ):  # "for the first time", without article
            return self._make_ordinal(numeral.after, numeral.after, end=numeral.after + 1)
        if before < 0:
            return None
        token = self.tokens[before]
        if not numeral.definite:
            fits = token.text in nouns().singulars and token.text not in nouns().unranked
            return self._make_ordinal(before, before) if fits else None
        if (
            self.text(numeral.after) in numeral_words().from_
            and self.text(numeral.after + 1) in context().its_kind
        ):
            return self._make_ordinal(None, None, end=numeral.after + 2)
        if token.kind != "word" or token.find_stem(nouns().unranked) or token.text in context().stop:
            return None
        if has_words(self.passage, range(max(0, before - _RULER), before), nouns().regnal):
            return None
        if is_definite(token.text) or is_possessed(token.text):
            return self._make_ordinal(self.find_head(before), before)
        return None

    def _make_ordinal(self, first: int | None, last: int | None, end: int | None = None) -> Draft:
        counted = None
        if first is not None and last is not None:
            counted = (self.passage, (self.find_head_start(first), self.tokens[last].end))
        return Draft(
            rule="num.ordinal",
            kind="ordinal",
            unit="ordinal",
            unit_place=self.place,
            value=self.numeral.value,
            place=self.place,
            end=end or self.numeral.after,
            counted=counted,
        )

    # Scores, units, fractions.

    def _draft_score(self) -> Draft | None:
        low, high = self.numeral.value, self.numeral.value_max or 0
        if max(low, high) > _HIGHEST_SCORE:
            return None
        return Draft(
            rule="num.score",
            kind="score",
            unit="score",
            unit_place=self.place,
            value=f"{low}-{high}",
            place=self.place,
            end=self.numeral.after,
        )

    def _draft_unit(self, unit: Unit) -> Draft | None:
        numeral = self.numeral
        if unit.kind == "time" and not (unit.name == "year" and numeral.scale >= _AGES):
            return None
        kind: Kind = "money" if unit.kind == "money" else "percent" if unit.kind == "percent" else "measure"
        value: Number = choose_reading(numeral, self.passage, is_measured=True, unit=unit.name or unit.kind)
        value, end = add_parts(self.passage, value, numeral.scale, max(unit.end, numeral.after), unit)
        place = self.place
        if end > max(unit.end, numeral.after):
            place = numeral.start, self.tokens[end - 1].end
        of = find_partitive(self.tokens, unit.end) if kind != "money" else None
        counted = (self.passage, (self.tokens[unit.end + 1].start, self.tokens[of - 1].end)) if of else None
        return Draft(
            rule=self.rule or f"num.{kind}",
            kind=kind,
            unit=unit.name or None,
            unit_place=unit.place,
            value=value,
            place=place,
            end=max(of or 0, end),
            counted=counted,
            elsewhere=unit.elsewhere,
        )

    def _draft_fraction(self) -> Draft | None:
        numeral, i = self.numeral, self.numeral.after
        after = self.text(i)
        if numeral.possessed:
            return self._make_fraction(None, i)
        if numeral.definite:
            return self._make_fraction(None, i) if self.is_alone(i) else None
        end = find_partitive(self.tokens, i)
        first = i + 1 if end else i
        if end is None and after not in nouns().not_counted:
            end = find_phrase(self.tokens, i, definite=True) or find_chain(self.tokens, i)
            end = end or (i + 1 if is_possessed(after) else None)
        return self._make_fraction((self.tokens[first].start, self.tokens[end - 1].end), end) if end else None

    def _make_fraction(self, counted: Place | None, end: int) -> Draft:
        return Draft(
            rule="num.fraction",
            kind="fraction",
            unit="fraction",
            unit_place=self.place,
            value=self.numeral.value,
            place=self.place,
            end=end,
            counted=(self.passage, counted) if counted else None,
        )

    # Counts.

    def _draft_count(self) -> Draft | None:
        if self.numeral.form == "words" and self.numeral.value == 1:
            return self._draft_single()
        return (
            self._draft_ranked()
            or (self._draft_noun_before() if self.numeral.definite else None)
            or self._draft_noun_after()
            or self._draft_number_of()
            or self._draft_cell()
            or self._draft_definite_part()
        )

    def _draft_definite_part(self) -> Draft | None:
        """ "The fifth", which is written like "the five"."""
        part = numeral_words().parts.get(self.passage.text[self.numeral.start : self.numeral.end])
        if part is None or not self.numeral.definite or not self.is_alone(self.numeral.after):
            return None
        return replace(self._make_fraction(None, self.numeral.after), value=to_number(part))

    def _draft_noun_after(self) -> Draft | None:
        numeral, i = self.numeral, self.numeral.after
        rule = {"scale": "num.scale", "words": "num.words"}.get(numeral.form, "num.digits")
        if numeral.form in ("words", "digits", "scale") and self.text(i) in context().of_them:
            return self._count(rule, None, None, end=i + 1)
        end = None
        if not (numeral.form == "words" and numeral.value == 2):
            end = find_phrase(self.tokens, i)
        if end and numeral.value in _ONES and numeral.form != "digits" and self._is_composed(i):
            return None
        if end:
            return self._count(rule, i, end)
        end = find_partitive(self.tokens, i)
        return self._count(rule, i + 1, end) if end else None

    def _is_composed(self, i: int) -> bool:
        """ "He composed books", which is written like "a thousand books" but for the case of the noun."""
        return self.numeral.after == self.numeral.first + 1 and self.tokens[i].text.endswith("ا")

    def _draft_single(self) -> Draft | None:
        """One, said after its noun."""
        before = self.before()
        token = self.tokens[before] if before >= 0 else None
        if token is None or self.numeral.definite or token.text in nouns().times:
            return None
        stem = token.find_stem(nouns().singulars)
        return (
            self._count("num.words", before, before + 1, end=self.numeral.after, stem=stem) if stem else None
        )

    def _draft_ranked(self) -> Draft | None:
        """ "The 19th round", "in place 75"."""
        before = self.before()
        token = self.tokens[before] if before >= 0 else None
        ranked = token.find_stem(nouns().ordinal) if token else None
        if not (token and ranked and carries_article(token.text, ranked)):
            return None
        if self.numeral.scale > 1 or self.numeral.form not in ("digits", "words") or self._is_followed():
            return None
        return self._make_ordinal(before, before)

    def _is_followed(self) -> bool:
        """Whether a noun follows that the numeral may count."""
        return not self.numeral.definite and find_phrase(self.tokens, self.numeral.after) is not None

    def _draft_noun_before(self) -> Draft | None:
        """ "The five countries"."""
        numeral, before = self.numeral, self.before()
        if before < 0 or numeral.form == "range" or self.tokens[before].kind != "word":
            return None
        token = self.tokens[before]
        if self.has_preposition() or not self.is_named(token.text):
            return None
        stem = token.find_stem(nouns().plurals)
        few = numeral.form == "words" and numeral.value > 2 and token.text not in nouns().not_counted
        if not (stem or few or is_possessed(token.text) or token.text.endswith(context().plural)):
            return None
        if numeral.form == "words" and not few:
            return None
        return self._count("num.after-noun", before, before + 1, end=numeral.after)

    def _draft_number_of(self) -> Draft | None:
        """ "The number of the dead rose to 15"."""
        i = self.before()
        hedge = find_hedge(self.tokens, self.numeral.first, self.numeral.after)
        if hedge and hedge.first is not None:
            i = hedge.first - 1
        if i < 0 or self.tokens[i].find_stem(context().says) is None:
            i += 1 if i >= 0 and self.tokens[i].kind == "word" else 0
        for k in range(i - 1, max(-1, i - _NUMBER_OF), -1):
            if self.tokens[k].kind != "word":
                return None
            if self.tokens[k].find_stem(context().number_of):
                end = find_phrase(self.tokens, k + 1, definite=True)
                return self._count("num.number-of", k + 1, end, end=self.numeral.after) if end else None
        return None

    def _draft_cell(self) -> Draft | None:
        """A number that fills a table cell counts what the first cell of its row names."""
        row, column = self.passage.row, self.passage.column
        if self.passage.kind != "cell" or row is None or column is None:
            return None
        others = [i for i in range(len(self.tokens)) if not self.numeral.first <= i < self.numeral.after]
        if others or not any(token.find_stem(context().number_of) for token in column.tokens):
            return None
        whole = (row.tokens[0].start, row.tokens[-1].end)
        return Draft(
            rule="num.cell",
            kind="count",
            unit="count",
            unit_place=whole,
            unit_passage=row,
            value=self.numeral.value,
            place=self.place,
            end=self.numeral.after,
            counted=(row, whole),
        )

    def _draft_like(self, like: Draft | None) -> Draft | None:
        """The first of two numbers, which leaves the unit to the second."""
        if like is None or like.kind not in ("count", "money", "percent", "measure"):
            return None
        is_measured = like.kind != "count"
        return Draft(
            rule=like.rule,
            kind=like.kind,
            unit=like.unit,
            unit_place=like.unit_place,
            value=choose_reading(self.numeral, self.passage, is_measured=is_measured, unit=like.unit or ""),
            place=self.place,
            end=self.numeral.after,
            counted=like.counted,
            elsewhere=like.elsewhere,
        )

    def _draft_bare(self) -> Draft | None:
        """Thousands or millions of what was said before; one word alone needs a hedge to be a number."""
        numeral, before = self.numeral, self.before()
        if before > 0 and self.tokens[before].text in context().out_of:  # "seven out of 12"
            return self._count("num.out-of", None, None)
        if numeral.form != "scale":
            return None
        hedge = find_hedge(self.tokens, numeral.first, numeral.after)
        if numeral.after == numeral.first + 1 and not hedge:
            return None
        return self._count("num.scale", None, None)

    def _count(
        self,
        rule: str,
        first: int | None,
        after: int | None,
        *,
        end: int | None = None,
        stem: str | None = None,
        value: Number | None = None,
    ) -> Draft:
        """A count of the phrase that the tokens `first` to `after` are, if the text has one."""
        numeral = self.numeral
        unit, unit_place, counted = "count", self.place, None
        if first is not None and after is not None:
            head = self.tokens[first]
            start = head.end - len(stem) if stem else self.find_head_start(first)
            unit = "times" if head.find_stem(nouns().times) else "count"
            unit_place, counted = (start, head.end), (self.passage, (start, self.tokens[after - 1].end))
        if value is None:
            value = choose_reading(numeral, self.passage, is_measured=False)
        return Draft(
            rule=self.rule or rule,
            kind="count",
            unit=unit,
            unit_place=unit_place,
            value=value,
            place=self.place,
            end=end or after or numeral.after,
            counted=counted,
        )
