"""The proof of a stored facts file: every cell must stand on words that are in the article and that say it.

Pure: the caller derives the facts of the article again and hands them in. A row with status "auto" must be
one of them, whole. So must a "confirmed" row that goes by the id of one: an editor confirms what the rules
found. Any other row is an editor's own; what it cites is read again by its table's prover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from report.document import Source, Span
from report.errors import Finding, Location, Message, Severity, message
from report.facts._interchange import FactsFile, StoredCell, StoredEvidence, StoredFact, store_fact
from report.facts._model import Evidence, Fact, FactCell, Ledger, Scalar
from report.facts._proof import is_whole_words, prove_by_quotes

Prover = Callable[[Fact], Iterable[tuple[str, Message]]]
"""Says of an editor's row which cells (by name) their evidence does not support, and why."""

RULES = {
    "facts-are-of-this-article": "a facts file carries the sha256 of the article that it was made from",
    "facts-date-is-the-articles": "a facts file gives the date that the article gives, if it gives one",
    "facts-paragraphs-are-the-articles": "a facts file lists the lines of the article that are not empty",
    "fact-id-is-unique": "no two facts have the same id",
    "fact-table-is-known": "every fact belongs to a table kind that there is",
    "cell-has-evidence": "every cell cites at least one stretch of the article",
    "quote-is-in-source": "evidence quotes the article at the place that it names, to the letter",
    "quote-is-whole-words": "evidence that an editor chose neither begins nor ends inside a word",
    "quote-is-in-its-paragraph": "evidence names the paragraph in which it begins",
    "fact-is-derived": "a fact that no editor changed is what the rules find in the article, cell by cell",
    "cell-is-supported": "the words that a cell cites say what the cell says",
}


def verify(
    file: FactsFile, source: Source, derived: Ledger, provers: Mapping[str, Prover], date: str | None = None
) -> tuple[Finding, ...]:
    """What is wrong with `file` as a record of `source`; `provers` holds the prover of each table kind.

    `derived` are the facts that the rules find, `date` is the date that the article itself gives.
    """
    return tuple(_Verification(file, source, derived, provers).check(date))


class _Verification:
    def __init__(
        self, file: FactsFile, source: Source, derived: Ledger, provers: Mapping[str, Prover]
    ) -> None:
        self.file = file
        self.source = source
        self.provers = provers
        self.paragraphs = source.paragraphs()
        starts = [span.start for span in self.paragraphs]
        self.derived = {fact.id: store_fact(fact, starts) for fact in derived}

    def check(self, date: str | None) -> Iterator[Finding]:
        yield from self._check_article(date)
        seen: dict[str, Location] = {}
        for fact in self.file.facts:
            if fact.id in seen:
                yield _find(
                    "fact-id-is-unique",
                    message("the id {id} is also that of {place}", id=fact.id, place=seen[fact.id]),
                    fact.location,
                )
            seen.setdefault(fact.id, fact.location)
            yield from self._check_fact(fact)

    def _check_article(self, date: str | None) -> Iterator[Finding]:
        place = Location(self.file.path)
        if self.file.sha256 != self.source.sha256:
            yield _find(
                "facts-are-of-this-article",
                message("the facts were made from another text than {path}", path=self.source.path),
                place,
            )
        if date is not None and self.file.date != date:
            yield _find(
                "facts-date-is-the-articles",
                message(
                    "the facts give the date {given}, the article {date}", given=self.file.date, date=date
                ),
                place,
            )
        expected = tuple((i, span.start, span.end) for i, span in enumerate(self.paragraphs, 1))
        if self.file.paragraphs != expected:
            yield _find(
                "facts-paragraphs-are-the-articles",
                message("the paragraphs are not those of {path}", path=self.source.path),
                place,
            )

    def _check_fact(self, fact: StoredFact) -> Iterator[Finding]:
        if fact.table not in self.provers:
            yield _find(
                "fact-table-is-known",
                message("{id}: there is no table kind {name}", id=fact.id, name=fact.table),
                fact.location,
            )
            return
        wrong = [finding for cell in fact.cells for finding in self._check_quotes(fact, cell)]
        yield from wrong
        original = self.derived.get(fact.id)
        if fact.status == "auto" or (fact.status == "confirmed" and original is not None):
            yield from self._compare(fact, original)
        elif not wrong:
            yield from self._check_words(fact)
            yield from self._prove(fact, original)

    def _check_quotes(self, fact: StoredFact, cell: StoredCell) -> Iterator[Finding]:
        if not cell.evidence:
            yield _find(
                "cell-has-evidence",
                message("{id}: the cell {cell} has no evidence", id=fact.id, cell=cell.name),
                fact.location,
            )
        for item in cell.evidence:
            inside = 0 <= item.start < item.end <= len(self.source.text)
            if not inside or self.source.text[item.start : item.end] != item.text:
                yield _find(
                    "quote-is-in-source",
                    message(
                        "{id}: the quote of the cell {cell} is not in the source: {quote}",
                        id=fact.id, cell=cell.name, quote=item.text,
                    ),
                    fact.location,
                    message("the source reads: {text}", text=self.source.text[item.start : item.end])
                    if inside
                    else None,
                )  # fmt: skip
            elif item.paragraph is not None and not self._is_in_paragraph(item):
                yield _find(
                    "quote-is-in-its-paragraph",
                    message(
                        "{id}: the quote of the cell {cell} is not in paragraph {number}: {quote}",
                        id=fact.id, cell=cell.name, number=item.paragraph, quote=item.text,
                    ),
                    fact.location,
                )  # fmt: skip

    def _check_words(self, fact: StoredFact) -> Iterator[Finding]:
        for cell in fact.cells:
            for item in cell.evidence:
                if not is_whole_words(self.source.text, item.start, item.end):
                    yield _find(
                        "quote-is-whole-words",
                        message(
                            "{id}: the quote of the cell {cell} cuts a word: {quote}",
                            id=fact.id, cell=cell.name, quote=item.text,
                        ),
                        fact.location,
                    )  # fmt: skip

    def _is_in_paragraph(self, item: StoredEvidence) -> bool:
        number = item.paragraph or 0
        if not 1 <= number <= len(self.paragraphs):
            return False
        return self.paragraphs[number - 1].start <= item.start < self.paragraphs[number - 1].end

    def _compare(self, fact: StoredFact, original: StoredFact | None) -> Iterator[Finding]:
        """A row that must be what the rules find."""
        if original is None:
            yield _find(
                "fact-is-derived",
                message("{id}: the rules find no such fact", id=fact.id),
                fact.location,
            )
            return
        differing = list(_list_differences(fact, original))
        for name in differing:
            yield _find(
                "fact-is-derived",
                message("{id}: {name} is not what the rules find", id=fact.id, name=name),
                fact.location,
            )

    def _prove(self, fact: StoredFact, original: StoredFact | None) -> Iterator[Finding]:
        """An editor's row: cells that the rules found too need no proof, the others are read again."""
        cells = (
            {cell.name: cell for cell in original.cells} if original and original.table == fact.table else {}
        )
        proved = {
            cell.name for cell in fact.cells if cell.name in cells and _is_same_cell(cell, cells[cell.name])
        }
        for name, reason in self.provers[fact.table](self._restore(fact)):
            if name not in proved:
                yield _find(
                    "cell-is-supported",
                    message("{id}: the evidence of the cell {cell} does not say it: {reason}",
                            id=fact.id, cell=name, reason=reason),
                    fact.location,
                )  # fmt: skip

    def _restore(self, fact: StoredFact) -> Fact:
        cells = tuple(
            FactCell(
                name=cell.name,
                value=cell.value,
                evidence=tuple(
                    Evidence(source_id=self.source.id, span=Span(item.start, item.end), quote=item.text)
                    for item in cell.evidence
                ),
            )
            for cell in fact.cells
        )
        return Fact(id=fact.id, table=fact.table, rule=fact.rule, cells=cells, status=fact.status)


def _list_differences(fact: StoredFact, original: StoredFact) -> Iterator[str]:
    """What of `fact` is not as the rules find it: its table, its rule, cells by name."""
    for name in ("table", "rule"):
        if getattr(fact, name) != getattr(original, name):
            yield name
    cells = {cell.name: cell for cell in original.cells}
    for cell in fact.cells:
        if cell.name not in cells or not _is_same_cell(cell, cells[cell.name]):
            yield cell.name
    given = {cell.name for cell in fact.cells}
    yield from (name for name in cells if name not in given)


def _is_same_cell(cell: StoredCell, original: StoredCell) -> bool:
    return (
        _is_same_scalar(cell.value, original.value)
        and len(cell.evidence) == len(original.evidence)
        and all(
            _drop_paragraph(item) == _drop_paragraph(other)
            for item, other in zip(cell.evidence, original.evidence, strict=True)
        )
    )


def _drop_paragraph(item: StoredEvidence) -> StoredEvidence:
    return replace(item, paragraph=None)


def _is_same_scalar(value: Scalar, other: Scalar) -> bool:
    """Equal and of one type: 1 is not true, nor 1.0."""
    return type(value) is type(other) and value == other


def _find(rule: str, said: Message, location: Location, hint: Message | None = None) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, message=said, location=location, hint=hint)


def prove_quoted_cells(fact: Fact) -> Iterator[tuple[str, Message]]:
    """The prover of a table that brings none: every value must stand in the words that it cites."""
    for cell in fact.cells:
        reason = prove_by_quotes(cell)
        if reason:
            yield cell.name, reason
