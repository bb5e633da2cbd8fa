"""The one more of a day: a weekly question on two days of the week, and whom or what it is about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reflect.choosing import Asked, Subjects, third_question
from reflect.model import Prompt
from tests.choosing.simulated import WORKDAYS, convictions
from tests.conftest import Desk

MONDAY = date(2025, 3, 3)
DAILY = Prompt("mine/each-day", "…", "text", "…", cadence="daily")
WEEKLY = Prompt("mine/each-week", "…", "text", "…", cadence="weekly")

PACK = """
[pack]
title = "Mine"
source = "Mine"
purpose = "To look at each conviction in turn."

[prompts.nearest]
asked = "What <day> came nearest to “<conviction>”?"
kind = "text"
why = "One conviction at a time."
cadence = "daily"
about = "conviction"
"""
GRID = """
[prompts.spread]
asked = "How far did it reach others this week?"
kind = "grid"
why = "All of them at once."
cadence = "weekly"
about = "conviction"
labels = ["nobody", "one", "some", "most", "all"]
good = "up"
"""


@pytest.mark.parametrize(("days", "question"), [(0, DAILY), (1, WEEKLY), (2, DAILY), (3, WEEKLY), (4, DAILY)])
def test_on_the_second_and_the_fourth_workday_it_is_a_weekly_one(days: int, question: Prompt) -> None:
    (planned,) = third_question(
        MONDAY + timedelta(days=days), [DAILY, WEEKLY], Subjects(), Asked(), workdays=WORKDAYS
    )
    assert planned.prompt == question


@pytest.mark.parametrize(("asked_on", "question"), [(MONDAY, DAILY), (MONDAY - timedelta(days=1), WEEKLY)])
def test_where_the_week_has_asked_its_weekly_ones_a_daily_one_takes_the_place(
    asked_on: date, question: Prompt
) -> None:
    (planned,) = third_question(
        MONDAY + timedelta(days=1),
        [DAILY, WEEKLY],
        Subjects(),
        Asked({WEEKLY.id: asked_on}),
        workdays=WORKDAYS,
    )
    assert planned.prompt == question


def with_pack_of_her_own(desk: Desk, text: str) -> Desk:
    (desk.home / "prompts").mkdir(parents=True)
    (desk.home / "prompts" / "mine.toml").write_text(text, encoding="utf-8")
    for statement in ("No surprises", "Those nearest the work decide"):
        desk.run("convictions add --from -", given=statement)
    desk.run("focus mine")
    assert desk.code == 0, desk.err
    return desk


def test_a_question_about_convictions_goes_over_them_one_a_day(desk: Desk) -> None:
    with_pack_of_her_own(desk, PACK)
    asked = []
    for day in ("2025-03-03", "2025-03-05", "2025-03-07"):
        evening = desk.at(f"{day}T18:00")
        (prompt,) = (p for p in evening.run("daily --json").json["prompts"] if p["id"] == "mine/nearest")
        (row,) = prompt["rows"]
        asked.append((row["conviction"], prompt["asked"]))
        evening.run("daily --answers -", given={"mine/nearest": {row["conviction"]: "The plan."}})
        assert evening.code == 0, evening.err
    assert asked == [
        ("C1", "What today came nearest to “No surprises”?"),
        ("C2", "What today came nearest to “Those nearest the work decide”?"),
        ("C1", "What today came nearest to “No surprises”?"),
    ]


def test_a_grid_of_a_pack_has_a_row_for_each_conviction(desk: Desk) -> None:
    with_pack_of_her_own(desk, PACK + GRID)
    tuesday = desk.at("2025-03-04T18:00").run("daily --json").json["prompts"]
    (grid,) = (prompt for prompt in tuesday if prompt["id"] == "mine/spread")
    assert [row["conviction"] for row in grid["rows"]] == ["C1", "C2"]


def test_without_a_conviction_or_a_person_a_question_about_them_is_left_out() -> None:
    about_person = Prompt("mine/whom", "…", "text", "…", cadence="daily", about="person")
    about_conviction = Prompt("mine/which", "…", "text", "…", cadence="daily", about="conviction")
    found = third_question(MONDAY, [about_person, about_conviction], Subjects(), Asked(), workdays=WORKDAYS)
    assert found == ()
    held = Subjects(convictions(2))
    (planned,) = third_question(MONDAY, [about_person, about_conviction], held, Asked(), workdays=WORKDAYS)
    assert (planned.prompt, planned.conviction) == (about_conviction, "C1")
