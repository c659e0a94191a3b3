from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.facts.folding import fold, fold_with_offsets
from tests.facts.gold import FOLDER, SETS, GoldError, dump_digests, label_files, read_gold
from tests.facts.quoting import find_all
from tests.facts.scorer import Score, add_scores, main, score, wilson_lower

TEXT = "قال الوزير كريم سعيد إنّ نحو ٧ آلاف شخص وصلوا إلى تونس أمس. وبلغ العدد 7000 في مصر وتونس.\n"
LABELS = """
file = "sample.txt"
date = "2024-05-02"
figures = [
  { value = 7000, quote = "7 آلاف", modifier = "approx", counted = "شخص" },
  { value = 7000, quote = "7000" },
]
dates = [{ expr = "أمس", value = "2024-05-01", undated = "@-1d", kind = "date", event = "وصلوا … أمس" }]
people = [{ name = "كريم سعيد", also = ["سعيد"], role = "الوزير" }]
places = [
  { name = "تونس", kind = "country", iso = "TN" },
  { name = "مصر", kind = "country", iso = "EG", optional = true },
]
quotes = [{ text = "نحو 7 آلاف … أمس", kind = "indirect", speaker = "كريم سعيد" }]
"""


def write_sample(folder: Path, labels: str = LABELS, text: str = TEXT) -> Path:
    (folder / "sample.txt").write_text(text, encoding="utf-8")
    (folder / "sample.toml").write_text(labels, encoding="utf-8")
    return folder / "sample.toml"


def cell(value: object, quote: str, occurrence: int = 1) -> dict[str, Any]:
    start = -1
    for _ in range(occurrence):
        start = TEXT.index(quote, start + 1)
    return {"value": value, "evidence": [{"start": start, "end": start + len(quote), "text": quote}]}


def fact(table: str, rule: str = "rule", **cells: dict[str, Any]) -> dict[str, Any]:
    return {"id": "x", "table": table, "rule": rule, "status": "auto", "cells": cells}


def measure(folder: Path, *facts: dict[str, Any], date: str | None = "2024-05-02") -> Score:
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    return score(
        {"article": {"sha256": sha256, "date": date}, "facts": facts}, read_gold(write_sample(folder))
    )


def tally(result: Score, table: str) -> tuple[int, int, int]:
    return (result.tables[table].right, result.tables[table].false, result.tables[table].missed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("القُرآن", "القران"),
        ("مـؤتمر", "موتمر"),
        ("مدينة", "مدينه"),
        ("على", "علي"),
        ("«٧٫٥ ٪»", "7.5 %"),
        ("۱۲", "12"),
        ("إلى  هنا.", "الى هنا"),
        ("شيء", "شي"),
        ("IL–76", "il-76"),
    ],
)
def test_spellings_that_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_maps_back() -> None:
    text = "في «القَرْنِ الـ19ءَ» مضى"
    folded = fold_with_offsets(text)
    start = folded.text.index("القرن")
    begin, end = folded.original_span(start, start + len("القرن ال19"))
    assert text[begin:end] == "القَرْنِ الـ19ءَ"


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("تونس", "تونسي وبتونس", ["تونس"]),
        ("70", "1970 و70 والـ70", ["70", "70"]),
        ("قال … هنا", "قال: لا شيء هنا", ["قال: لا شيء هنا"]),
    ],
)
def test_quotes_are_found_as_words(quote: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_all(quote, fold_with_offsets(text))] == found


@pytest.mark.parametrize(
    "figure",
    [cell(7000, "٧ آلاف"), cell(7000.0, "نحو ٧ آلاف شخص")],
    ids=["exact span", "wider span"],
)
def test_a_right_row(tmp_path: Path, figure: dict[str, Any]) -> None:
    assert tally(measure(tmp_path, fact("figures", value=figure)), "figures") == (1, 0, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        fact("figures", value=cell(7, "٧ آلاف")),
        fact("figures", value=cell(7000, "وصلوا")),
        fact("figures", unit=cell("count", "٧ آلاف")),
    ],
    ids=["key", "evidence", "no key"],
)
def test_a_false_row(tmp_path: Path, wrong: dict[str, Any]) -> None:
    assert tally(measure(tmp_path, wrong), "figures") == (0, 1, 2)


def test_one_label_serves_one_row(tmp_path: Path) -> None:
    result = measure(
        tmp_path,
        fact("people", name=cell("كريم سعيد", "كريم سعيد")),
        fact("people", name=cell("سعيد", "سعيد")),
    )
    assert tally(result, "people") == (1, 1, 0)


def test_equal_numbers_are_paired_by_their_evidence(tmp_path: Path) -> None:
    result = measure(
        tmp_path,
        fact("figures", value=cell(7000, "7000"), modifier=cell("exact", "7000")),
        fact("figures", value=cell(7000, "٧ آلاف"), modifier=cell("approx", "نحو")),
    )
    assert tally(result, "figures") == (2, 0, 0)
    assert result.cells["figures", "modifier"] == (2, 2)


def test_optional_rows_count_for_nothing(tmp_path: Path) -> None:
    result = measure(
        tmp_path, fact("places", name=cell("مصر", "مصر")), fact("places", name=cell("تونس", "تونس", 2))
    )
    assert tally(result, "places") == (1, 0, 0)
    assert result.rules["rule"].hits == 1


@pytest.mark.parametrize(("kind", "false"), [("label", 0), ("count", 1)])
def test_kinds_nobody_cares_for(tmp_path: Path, kind: str, false: int) -> None:
    row = fact("figures", value=cell(12, "الوزير"), kind=cell(kind, "الوزير"))
    assert tally(measure(tmp_path, row), "figures") == (0, false, 2)


@pytest.mark.parametrize(
    ("date", "value", "right"),
    [("2024-05-02", "2024-05-01", 1), ("2024-05-02", "@-1d", 0), (None, "@-1d", 1), (None, "2024-05-01", 0)],
)
def test_relative_dates_follow_the_date_of_the_run(
    tmp_path: Path, date: str | None, value: str, right: int
) -> None:
    row = fact("dates", expr=cell("أمس", "أمس"), value=cell(value, "أمس"))
    assert measure(tmp_path, row, date=date).cells["dates", "value"] == (right, 1)


@pytest.mark.parametrize(
    ("quote", "right"), [("وصلوا إلى تونس أمس", 1), ("شخص وصلوا إلى تونس", 1), ("أمس", 0), (TEXT[:-1], 0)]
)
def test_an_event_shares_half_of_the_words(tmp_path: Path, quote: str, right: int) -> None:
    row = fact("dates", expr=cell("أمس", "أمس"), event=cell(quote, quote))
    assert measure(tmp_path, row).cells["dates", "event"] == (right, 1)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"role": cell("الوزير", "الوزير")}, (1, 1)),
        ({"role": cell("وزير", "الوزير")}, (0, 1)),
        ({}, (0, 1)),
    ],
    ids=["right", "wrong", "lacking"],
)
def test_cells_are_scored_apart(
    tmp_path: Path, cells: dict[str, dict[str, Any]], expected: tuple[int, int]
) -> None:
    result = measure(tmp_path, fact("people", "rule", name=cell("كريم سعيد", "كريم سعيد"), **cells))
    assert tally(result, "people") == (1, 0, 0)
    assert result.cells["people", "role"] == expected


def test_a_cell_that_should_not_be_there(tmp_path: Path) -> None:
    row = fact("people", name=cell("كريم سعيد", "كريم سعيد"), age=cell(7, "٧ آلاف"))
    assert measure(tmp_path, row).cells["people", "age"] == (0, 1)


@pytest.mark.parametrize(("speaker", "right"), [("سعيد", 1), ("كريم سعيد", 1), ("تونس", 0)])
def test_a_speaker_by_any_of_the_names(tmp_path: Path, speaker: str, right: int) -> None:
    said = "نحو ٧ آلاف شخص وصلوا إلى تونس أمس"
    row = fact("quotes", text=cell("إنّ " + said, said), speaker=cell(speaker, "سعيد"))
    result = measure(tmp_path, row)
    assert tally(result, "quotes") == (1, 0, 0)
    assert result.cells["quotes", "speaker"] == (right, 1)


def test_scores_add_up(tmp_path: Path) -> None:
    one = measure(tmp_path, fact("places", name=cell("تونس", "تونس"), rule="place.country"))
    both = add_scores([one, measure(tmp_path, fact("places", name=cell("قال", "قال"), rule="place.country"))])
    assert tally(both, "places") == (1, 1, 1)
    assert (both.rules["place.country"].hits, both.rules["place.country"].right) == (2, 1)
    assert both.overall.right == 1


@pytest.mark.parametrize(
    ("right", "hits", "lower"), [(0, 0, 0.0), (20, 20, 0.8389), (35, 35, 0.9011), (95, 100, 0.8882)]
)
def test_the_wilson_bound(right: int, hits: int, lower: float) -> None:
    assert wilson_lower(right, hits) == pytest.approx(lower, abs=1e-4)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('people = [{ name = "سمير" }]', "not in the article: سمير"),
        ('places = [{ name = "تونس", n = 3 }]', "not in the article 3 times: تونس"),
        ('places = [{ name = "تونس", within = "مصر … وتونس", kind = "town" }]', "kind cannot be 'town'"),
        ('places = [{ name = "مصر", within = "قال … تونس" }]', "مصر is not within"),
        ('people = [{ name = "كريم سعيد", title = "وزير" }]', "unknown \\['title'\\]"),
        ('people = [{ name = "كريم سعيد", role = "طبيب" }]', "role is not in the article"),
        ("persons = []", "unknown \\['persons'\\]"),
        ('sha256 = "00"', "not the text that was labelled"),
        ("people = [", "sample.toml"),
    ],
)
def test_labels_that_do_not_hold(tmp_path: Path, line: str, message: str) -> None:
    path = write_sample(tmp_path, f'file = "sample.txt"\n{line}\n')
    with pytest.raises(GoldError, match=message):
        read_gold(path)


def test_facts_of_another_text(tmp_path: Path) -> None:
    gold = read_gold(write_sample(tmp_path))
    with pytest.raises(ValueError, match="another text"):
        score({"article": {"sha256": "00", "date": None}, "facts": []}, gold)


def test_digests_say_the_same_without_words(tmp_path: Path) -> None:
    facts = [
        fact("figures", value=cell(7000, "٧ آلاف"), counted=cell("شخص", "شخص")),
        fact("people", name=cell("سعيد", "سعيد")),
        fact("people", name=cell("الوزير", "الوزير")),
        fact("dates", expr=cell("أمس", "أمس"), value=cell("@-1d", "أمس"), event=cell("وصلوا", "وصلوا")),
    ]
    plain = read_gold(write_sample(tmp_path))
    path = tmp_path / "digests.json"
    path.write_text(dump_digests(plain, "sample.txt"), encoding="utf-8")
    assert path.read_text(encoding="utf-8").isascii()
    article = {"sha256": plain.sha256, "date": None}
    one, other = (score({"article": article, "facts": facts}, gold) for gold in (plain, read_gold(path)))
    assert (one.tables, one.rules, one.cells) == (other.tables, other.rules, other.cells)
    assert one.overall.right == 3


@pytest.mark.parametrize("path", label_files(*SETS), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_sample_is_whole(path: Path) -> None:
    assert "sha256" in path.read_text(encoding="utf-8")
    assert read_gold(path).rows


def test_the_gold_of_the_wire_article_holds_no_words() -> None:
    content = (FOLDER / "gold-article.json").read_text(encoding="utf-8")
    assert content.isascii()
    rows = json.loads(content)["rows"]
    assert sum(not row.get("optional", False) for row in rows) == 70


@pytest.mark.parametrize("name", ["held", "fresh"])
def test_what_the_closed_samples_lack_is_not_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([name, "--list"])
    assert "for figures only" in capsys.readouterr().err


def test_the_command_reads_facts_and_prints_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_sample(tmp_path)
    facts = {
        "article": {"sha256": read_gold(path).sha256, "date": "2024-05-02"},
        "facts": [fact("people", "person.role", name=cell("سعيد", "سعيد"))],
    }
    (tmp_path / "sample.json").write_text(json.dumps(facts), encoding="utf-8")
    assert main([str(path), "--facts", str(tmp_path), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["tables"]["people"]["f1"] == 1.0
    assert figures["rules"]["person.role"]["hits"] == 1
    assert main([str(path), "--facts", str(tmp_path / "sample.json"), "--list"]) == 0
    assert "sample: figures: 7 آلاف" in capsys.readouterr().out
