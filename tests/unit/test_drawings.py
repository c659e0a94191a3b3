"""What is drawn of the facts of our own article, and where it stands on the pages in both directions."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageColor

from report.document import Grid, read_inlines
from report.edition import FactTable
from report.errors import Severity
from report.pdfium import count_pages, rasterise
from report.pipeline import Build, Draft, draft, make_contact_sheets
from report.pipeline._contact_sheets import CONTACT_SHEET, GRAY_SHEET
from report.project import load_project
from report.render import load_theme
from report.resources import Resources
from report.tables import Table
from report.writers import WriterOptions, pdf
from report.writers._drawings import Drawings, arrange, draw, draw_nothing, measure_cells
from report.writers.epub import read_spine
from tests.conftest import ROOT, build_path
from tests.unit.facts_samples import make_grid


@pytest.fixture(scope="module")
def drawings(own_build: Build) -> Drawings:
    return draw(list_tables(own_build), own_build.edition.metadata.digits)


def list_tables(made: Build | Draft) -> list[FactTable]:
    return [item for section in made.edition.sections for item in section.tables]


def find_table(made: Build, kind: str) -> Table:
    (table,) = [item.table for item in list_tables(made) if item.table.kind == kind]
    return table


def test_events_stand_in_the_order_of_time_and_are_not_many(own_build: Build, drawings: Drawings) -> None:
    table = find_table(own_build, "timeline")
    moments = {row.id: row.moment for row in table.rows}
    events = drawings.events[table.id]
    assert 3 <= len(events) <= 8
    drawn = [moments[event.row.id] for event in events]
    assert None not in drawn and drawn == sorted(moment for moment in drawn if moment)


def test_a_date_without_an_anchor_is_not_drawn(wire_build: Build) -> None:
    table = find_table(wire_build, "timeline")
    unknown = {row.id for row in table.rows if row.moment is None}
    events = draw(list_tables(wire_build), "western").events[table.id]
    assert unknown and events and not unknown & {event.row.id for event in events}


@pytest.mark.parametrize(
    ("count", "most", "lengths"),
    [(0, 4, []), (3, 4, [3]), (8, 6, [4, 4]), (7, 6, [4, 3]), (8, 4, [4, 4]), (5, 4, [3, 2])],
)
def test_rows_are_of_nearly_the_same_length(count: int, most: int, lengths: list[int]) -> None:
    assert [len(row) for row in arrange(range(count), most)] == lengths


def test_a_chart_compares_numbers_of_one_unit(drawings: Drawings) -> None:
    charts = [chart for of_table in drawings.charts.values() for chart in of_table]
    assert [chart.number for chart in charts] == list(range(1, len(charts) + 1))
    units = [{line.bar.item.amount.unit for line in chart.lines} for chart in charts]
    assert units == [{"people"}, {"aircraft"}]
    for chart in charts:
        values = [line.bar.item.amount.value for line in chart.lines]
        assert values == sorted(set(values), reverse=True)


def test_a_card_says_what_rows_say_and_leads_there(own_build: Build, drawings: Drawings) -> None:
    (cards,) = drawings.cards.values()
    names = [read_inlines(card.row.cells[0]).text for card in cards if card.is_subject]
    assert len(cards) == 6 and names == ["كازاخستان"]
    rows = {row.id for item in list_tables(own_build) for row in item.rows}
    assert {note.row.id for card in cards for note in card.said} <= rows
    assert any(card.said for card in cards)


def test_only_columns_of_numbers_of_one_unit_have_bars() -> None:
    document = make_grid(
        ("مادة", "كمية", "ملاحظة", "مدة"),
        ("قمح", "40", "3", "5 أيام"),
        ("شعير", "≈ 10", "لا", "7 سنوات"),
        ("ذرة", "", "9", "2"),
    )
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    bars = measure_cells(grid)
    assert {place: (bar.share, bar.is_hedged) for place, bar in bars.items()} == {
        (0, 1): (1.0, False),
        (1, 1): (0.25, True),
    }
    assert draw_nothing(grid) == {}


# On the pages.


@pytest.fixture(scope="module", params=["rtl", "ltr"])
def pages(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    made = draft(load_project(ROOT))
    edition = replace(made.edition, metadata=replace(made.edition.metadata, direction=request.param))
    (artifact,) = pdf.write(edition, made.renderer, WriterOptions(), {})
    return request.param, artifact.data


def list_links(data: bytes, targets: set[str]) -> dict[str, tuple[float, float]]:
    """Where links to `targets` begin to be read, on the one page that has them all: middle and top."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            links: dict[str, tuple[float, float]] = {}
            for link in page.get("/Annots", ()):
                if str(link.get("/Dest", "")) in targets:
                    left, _, right, top = map(float, link.Rect)
                    here = ((left + right) / 2, top)
                    links[str(link.Dest)] = max(links.get(str(link.Dest), here), here, key=lambda at: at[1])
            if links.keys() == targets:
                return links
    raise AssertionError("no page has them all")


def find_petrol(data: bytes) -> set[tuple[int, int]]:
    """Left and right end of each long stretch of the colour of bars, on the page that has most of them."""
    petrol = ImageColor.getrgb(load_theme(Resources(), "briefing").tokens["colours"]["petrol"])
    best: set[tuple[int, int]] = set()
    for number in range(3, count_pages(data)):
        page = Image.open(io.BytesIO(rasterise(data, page=number, width=600))).convert("RGB")
        other = ImageChops.difference(page, Image.new("RGB", page.size, petrol)).convert("L")
        found = set()
        for y in range(page.height):
            line = other.crop((0, y, page.width, y + 1)).tobytes()
            left, right = line.find(b"\0"), line.rfind(b"\0")
            if right - left > 20 and line.count(b"\0") == right - left + 1:
                found.add((left, right))
        best = max(best, found, key=len)
    return best


def test_bars_grow_from_where_reading_begins(pages: tuple[str, bytes]) -> None:
    """Those of exact numbers, 70 and 5; the head of a table and the rule of the timeline are full."""
    direction, data = pages
    ends = find_petrol(data)
    starts = {right if direction == "rtl" else left for left, right in ends}
    shortest, longer, *_ = sorted({right - left for left, right in ends})
    assert max(starts) - min(starts) <= 2
    assert shortest / longer == pytest.approx(5 / 70, abs=0.005)


def test_the_oldest_event_stands_where_reading_begins(pages: tuple[str, bytes]) -> None:
    """In each row of the timeline; the rows follow each other down the page."""
    direction, data = pages
    tables = list_tables(draft(load_project(ROOT)))
    (events,) = [found for found in draw(tables, "western").events.values() if found]
    links = list_links(data, {event.row.id for event in events})
    tops = []
    for row in arrange(events, 6):
        places = [links[event.row.id] for event in row]
        starts = [middle for middle, _ in places]
        assert starts == sorted(starts, reverse=direction == "rtl")
        assert max(top for _, top in places) - min(top for _, top in places) < 1
        tops.append(places[0][1])
    assert tops == sorted(tops, reverse=True)


def test_the_contact_sheet_has_a_second_one_in_black_alone(own_build: Build) -> None:
    sheets = make_contact_sheets(own_build)
    colour, gray = (Image.open(io.BytesIO(sheets[name])) for name in (CONTACT_SHEET, GRAY_SHEET))
    assert colour.size == gray.size and gray.mode == "L"
    assert gray.getbbox() is not None


SURVEY = """# نتائج الاستطلاع

قال 55 في المئة من المستطلعين إنهم موافقون، و30 في المئة معارضون، و15 في المئة بلا رأي.

وبلغت الكلفة 12 مليون دولار، ودفعت الدولة أكثر من 3 ملايين دولار. وزادت الأسعار 4 في المئة.
"""


def test_shares_of_one_whole_and_amounts_of_money_are_in_both_books(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text(SURVEY, encoding="utf-8")
    made = build_path(tmp_path / "article.md")
    charts = draw(list_tables(made), "western").charts["table-key-figures"]
    drawn = [(chart.kind, [line.bar.item.amount.value for line in chart.lines]) for chart in charts]
    assert drawn == [("shares", [55, 30, 15]), ("bars", [12e6, 3e6])]
    assert not [finding for finding in made.findings if finding.severity is Severity.ERROR]
    (facts,) = [page.root for page in read_spine(made.artifacts["epub"].data) if "facts" in page.path]
    bars = facts.findall(".//{*}table[@class='chart-table']//{*}span[@class='bar']")
    assert [bar.get("style") for bar in bars] == [f"inline-size: {share}.000%" for share in (55, 30, 15, 96)]
