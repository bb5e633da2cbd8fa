"""reflect calendar: a year as a grid of days answered, and Franklin's grid of weeks and convictions."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from reflect.render.charts import ASCII_LEVELS, LEVELS
from tests.conftest import Desk
from tests.review.telling import Telling
from tests.seeding import workdays

WEEKS_OF_2025 = 53  # 1 January is a Wednesday: the first week has five days of the year, the last one three


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Answered from 6 January on, but for every Friday; away in July; a Saturday in May; C1 by the month."""
    seed = Telling(Desk(tmp_path_factory.mktemp("year") / "home"))
    seed.held("No surprises", since=date(2025, 1, 6))
    seed.held("Nobody learns alone", since=date(2025, 1, 6))
    seed.held("The unsayable", since=date(2025, 1, 6), visibility="sealed")
    for day in workdays(date(2025, 1, 6), date(2025, 9, 30)):
        if day.weekday() != 4 and day.month != 7:
            seed.daily(day, {"C1": min(5, 1 + day.month // 2), "C2": 0, "C3": 1})
    seed.daily(date(2025, 5, 10), {"C1": 1})
    seed.journal.keep_away(date(2025, 7, 1), date(2025, 7, 31))
    return seed.done().at("2025-09-30T18:00")


def told(desk: Desk, line: str = "calendar") -> dict[str, Any]:
    desk.run(f"{line} --json")
    assert desk.code == 0, desk.err
    sections: dict[str, Any] = {one["key"]: one["blocks"] for one in desk.json["sections"]}
    return sections


def week_of(day: date) -> int:
    """The place of a day's week in the grid of 2025."""
    monday = day - timedelta(days=day.weekday())
    return (monday - date(2024, 12, 30)).days // 7


def test_each_weekday_is_a_row_and_each_week_a_column(year: Desk) -> None:
    rows = {row["weekday"]: row for row in told(year)["days"][1]["rows"]}
    assert list(rows) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert {len(row["weeks"]) for row in rows.values()} == {WEEKS_OF_2025}
    mondays = rows["Mon"]["weeks"]
    assert mondays[week_of(date(2024, 12, 30))] is None  # not of this year
    assert mondays[week_of(date(2025, 1, 6))] == 1
    assert mondays[week_of(date(2025, 7, 14))] is None  # away
    assert mondays[week_of(date(2025, 9, 29))] == 1
    assert mondays[week_of(date(2025, 10, 6))] is None  # not yet
    assert rows["Fri"]["weeks"][week_of(date(2025, 1, 3))] is None  # before she began
    assert rows["Fri"]["weeks"][week_of(date(2025, 1, 10))] == 0
    assert rows["Sat"]["weeks"].count(1) == 1


def test_the_counts_of_the_days_are_those_that_a_hand_reckons(year: Desk) -> None:
    blocks = told(year)["days"]
    due = [day for day in workdays(date(2025, 1, 6), date(2025, 9, 30)) if day.month != 7]
    answered = [day for day in due if day.weekday() != 4]
    facts = {fact["key"]: fact["value"] for fact in blocks[0]["facts"]}
    assert facts == {"workdays": {"n": len(answered), "of": len(due)}, "other_days": 1}
    rows = {row["weekday"]: row["answered"] for row in blocks[1]["rows"]}
    fridays = [day for day in due if day.weekday() == 4]
    assert rows["Fri"] == {"n": 0, "of": len(fridays)}
    assert rows["Sat"] == {"n": 0, "of": 0}
    assert sum(row["n"] for row in rows.values()) == len(answered)


def test_each_conviction_is_a_row_of_its_weekly_means(year: Desk) -> None:
    rows = {row["conviction"]: row for row in told(year)["convictions"][0]["rows"]}
    assert list(rows) == ["C1", "C2"]  # the sealed one is not told
    weeks = rows["C1"]["weeks"]
    assert len(weeks) == WEEKS_OF_2025
    assert weeks[0] is None
    assert weeks[week_of(date(2025, 1, 13))] == 1
    assert weeks[week_of(date(2025, 5, 5))] == 2.6  # 3 on four days, 1 on the Saturday
    assert weeks[week_of(date(2025, 9, 15))] == 5
    assert weeks[week_of(date(2025, 7, 14))] is None
    assert rows["C2"]["mean"] == {"mean": None, "n": 0}


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_it_fits_the_terminal_and_each_row_stays_whole(year: Desk, columns: int) -> None:
    year.with_environ(COLUMNS=str(columns)).run("calendar 2025")
    lines = year.out.splitlines()
    assert max(cell_len(line) for line in lines) <= columns
    charts = [line for line in lines if sum(sign in LEVELS or sign == "·" for sign in line) >= WEEKS_OF_2025]
    assert len(charts) == 8  # six weekdays and two convictions, each on one line


def test_the_months_stand_over_the_weeks_in_which_they_begin(year: Desk) -> None:
    year.with_environ(COLUMNS="80").run("calendar 2025")
    ruler, monday = year.out.splitlines()[4:6]
    assert "Jan" in ruler
    begin = monday.index("Mon") + 5
    for month, name in ((2, "Feb"), (6, "Jun"), (12, "Dec")):
        assert ruler.index(name) - begin == week_of(date(2025, month, 1))


def test_it_says_the_same_in_ascii(year: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from reflect.screen import Screen

    year.run("calendar 2025")
    drawn = year.out
    monkeypatch.setattr(Screen, "ascii_only", property(lambda _screen: True))
    year.run("calendar 2025")
    assert year.out.isascii()
    signs = {**dict(zip(LEVELS, ASCII_LEVELS, strict=True)), "–": "-"}
    for there, here in zip(drawn.splitlines()[5:11], year.out.splitlines()[5:11], strict=True):
        assert "".join(signs.get(sign, "." if sign == "·" else sign) for sign in there) == here


def test_in_plain_words_it_goes_by_months_and_draws_nothing(year: Desk) -> None:
    year.run("calendar 2025 --plain")
    assert not any(sign in year.out for sign in f"{LEVELS}·\x1b".replace("·", ""))
    told_words = " ".join(year.out.split())
    days = [day for day in workdays(date(2025, 8, 1), date(2025, 8, 31)) if day.weekday() != 4]
    assert (
        f"August: workdays answered {len(days)} of {len(workdays(date(2025, 8, 1), date(2025, 8, 31)))}"
        in told_words
    )
    assert f"August: C1 5.0 ({len(days)})" in told_words
    assert "C1: No surprises" in told_words
    assert "October" not in told_words  # not yet
    assert "unsayable" not in told_words


def test_nothing_is_said_by_colour_alone(year: Desk) -> None:
    """What the coloured page shows, the page without colour shows sign for sign."""
    assert "\x1b" not in year.run("calendar 2025").out
    assert set(year.out) & set(LEVELS)


def test_another_year_and_a_fiscal_one_can_be_named(year: Desk) -> None:
    assert "Calendar · 2024" in year.run("calendar 2024").out
    assert "No day of 2024 was answered." in year.out
    assert "Calendar · 2024" in year.run("calendar last year").out
    (year.home / "settings.toml").write_text("year_starts = 10\n")
    try:
        assert "Calendar · FY2025" in year.run("calendar").out
        assert year.out.index("Oct") < year.out.index("Jan")
    finally:
        (year.home / "settings.toml").unlink()


@pytest.mark.parametrize("words", ["2025-Q3", "2025-09", "today", "soon"])
def test_what_is_no_year_is_refused(year: Desk, words: str) -> None:
    year.run(f"calendar {words}")
    assert (year.code, year.out) == (3, "")
    assert "2025" in year.err


def test_where_there_is_no_journal_it_says_so_and_makes_none(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home")
    desk.run("calendar")
    assert (desk.code, desk.out) == (4, "")
    assert not desk.home.exists()


def test_a_new_journal_has_an_empty_grid(tmp_path: Path) -> None:
    seed = Telling(Desk(tmp_path / "home"))
    seed.held("No surprises")
    desk = seed.done().at("2025-03-03T18:00")
    desk.run("calendar")
    assert desk.code == 0
    assert "No day of 2025 was answered." in " ".join(desk.out.split())
    desk.run("calendar --plain")
    assert desk.code == 0
