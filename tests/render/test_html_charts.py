"""The grids of the calendar's page: shapes that say it without colour, words for who cannot see them, print."""

from __future__ import annotations

import re
import webbrowser
from datetime import date
from pathlib import Path

import pytest

from reflect.render.html_charts import CELL, grid
from reflect.render.to_html import to_html
from reflect.review.blocks import Column, Line, Review, Section, Share, Table, Value
from tests.conftest import Desk
from tests.render.chromium import needs_chromium, printed, seen
from tests.render.samples import Q2, Q3
from tests.review.telling import mock_up

MONDAY = date(2025, 6, 30)
CHART = Column("weeks", "Jul", chart=True)
COLUMNS = (Column("name", ""), CHART, Column("answered", "answered", "right"))


def table(*lines: Line) -> Table:
    rows: list[dict[str, Value]] = [
        {"name": f"R{place}", "weeks": line, "answered": Share(1, 2)} for place, line in enumerate(lines)
    ]
    return Table("weekdays", COLUMNS, tuple(rows), notes=("high: answered",))


def ratings(*values: float | None) -> Line:
    return Line(values, first=MONDAY)


def days(*values: float | None) -> Line:
    return Line(values, 0, 1, MONDAY)


def full_heights(drawn: str) -> list[int]:
    return [int(height) for height in re.findall(r'class="full"[^>]* height="(\d+)"', drawn)]


def test_a_higher_rating_fills_more_of_its_cell() -> None:
    heights = full_heights(grid(table(ratings(1, 2, 3, 4, 5)), CHART, "How far"))
    assert heights == sorted(set(heights))
    assert heights[-1] == 2 * CELL
    assert heights[0] == 2 * CELL // 5  # the lowest step is no empty cell


def test_a_day_is_filled_or_open_and_what_is_nothing_is_a_dot() -> None:
    drawn = grid(table(days(1, 0, None)), CHART, "Days")
    assert full_heights(drawn) == [CELL]
    assert drawn.count("<rect") == 3  # two cells, one of them filled
    assert drawn.count("<circle") == 1


def test_it_has_a_name_and_a_description_in_words() -> None:
    drawn = grid(table(days(1, 0, 1), days(None, None, 0)), CHART, "Days <answered>")
    assert '<svg class="grid"' in drawn
    assert 'role="img"' in drawn
    assert "<title>Days &lt;answered&gt;</title>" in drawn
    assert "<desc>R0: 2 answered, 1 without an answer. R1: 0 answered, 1 without an answer.</desc>" in drawn
    assert "first 3.0, last 4.0" in grid(table(ratings(3, 4)), CHART, "How far")


def test_each_month_stands_over_the_week_in_which_it_begins() -> None:
    named = re.findall(
        r'<text x="(\d+)" y="\d+">([A-Z][a-z]{2})</text>', grid(table(ratings(*[3] * 13)), CHART, "s")
    )
    weeks = {month: (int(x) - 36) // 13 for x, month in named}
    assert weeks == {"Jul": 0, "Aug": 4, "Sep": 9}


def test_beside_the_grid_stand_the_numbers_and_no_legend_of_another_page() -> None:
    page = to_html(Review(Q3, Q2, (Section("days", "Days", (table(days(1, 0)),)),)))
    assert page.count("<figure>") == 1
    assert ">1 of 2<" in page
    assert "high: answered" not in page
    assert "filled: answered" in page


# ---- the page of a year


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return mock_up(Desk(tmp_path_factory.mktemp("calendar") / "home"))


def test_a_year_is_written_as_a_page_with_both_grids(year: Desk, tmp_path: Path) -> None:
    file = tmp_path / "year.html"
    year.run(["calendar", "2025", "--format", "html", "-o", str(file)])
    assert (year.code, year.out) == (0, "")
    page = file.read_text(encoding="utf-8")
    assert re.findall(r"<svg [^>]*><title>(.*?)</title>", page) == [
        "Days answered",
        "How far you lived it, week by week",
    ]
    assert year.run("calendar 2025 --format html").out == page
    assert year.run(["calendar", "2025", "--format", "html", "-o", str(file)]).code == 6


def test_a_year_is_opened_in_the_browser(year: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    def opened(address: str) -> bool:
        called.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    assert year.run("calendar 2025 --open").code == 0
    assert called == [(year.home / "calendar.html").as_uri()]


@needs_chromium
def test_a_browser_shows_the_year_without_a_complaint_and_prints_it(year: Desk, tmp_path: Path) -> None:
    file = tmp_path / "year.html"
    year.run(["calendar", "2025", "--format", "html", "-o", str(file)])
    found = seen(file, tmp_path)
    assert (found.console, found.asked) == ([], [])
    assert found.document.count("<svg") == 2
    assert printed(file, tmp_path) == 1
