"""The line that a sitting gives back: true, of this day, and not the same every evening."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from reflect.model import DEMONSTRATION, LIVED
from tests.conftest import Desk

MONDAY = date(2025, 3, 3)


def lived(desk: Desk, day: date, *, costly: bool = False) -> str:
    """Hold a daily of that day and give its last line."""
    said = {"text": f"What I did on {day}", **({"choice": "costly"} if costly else {})}
    held = desk.at(f"{day}T18:00").run(
        f"daily --on {day} --answers -", given={DEMONSTRATION: said, LIVED: {"C1": 4}}
    )
    assert held.code == 0, held.err
    return [line for line in held.err.splitlines() if "is due: reflect" not in line and "in focus" not in line][-1]


def workdays(count: int) -> list[date]:
    days = (MONDAY + timedelta(days=n) for n in range(2 * count))
    return [day for day in days if day.weekday() < 5][:count]


def test_the_words_that_cost_her_something_are_told_now_and_then_and_not_for_weeks(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    lines = [lived(desk, day, costly=number == 0) for number, day in enumerate(workdays(15))]
    told = [number for number, line in enumerate(lines) if "cost you something" in line]
    assert len(set(lines)) > 10
    assert 1 <= len(told) <= 3
    assert all(later - earlier > 1 for earlier, later in pairwise(told))


def test_the_week_is_told_with_the_days_it_rests_on(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    lines = [lived(desk, day) for day in workdays(5)]
    assert not any("this week" in line for line in lines[:2])
    assert any(line == "How far you lived it this week: C1 4.0 on 3 days." for line in lines) or any(
        line == "How far you lived it this week: C1 4.0 on 4 days." for line in lines
    )


def test_days_that_are_answered_late_count_too(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    friday = desk.at("2025-03-07T18:00")
    lines = []
    for day in ("2025-03-07", "2025-03-06", "2025-03-05", "2025-03-04"):
        friday.run(f"daily --on {day} --answers -", given={LIVED: {"C1": 4}})
        lines.append(friday.err)
    assert "1 day kept" in lines[0]
    assert any(f"{number} days kept" in lines[number - 1] for number in (2, 3, 4))
    assert not any("1 day kept" in line for line in lines[1:])


def test_a_cross_check_ends_with_what_it_came_to(desk: Desk) -> None:
    for statement in ("No surprises", "Those nearest decide"):
        desk.run("convictions add --from -", given=statement)
    promise = {"cue": "a number is red", "act": "ask its owner", "due": "2025-04-30"}
    end = desk.at("2025-03-28T18:00")
    asked = end.run("crosscheck --json").json["prompts"]
    (change,) = [prompt["id"] for prompt in asked if prompt["kind"] == "commitment"]
    end.run("crosscheck --answers -", given={change: promise})
    assert end.code == 0, end.err
    assert "You hold 2 convictions, and made 1 promise; the first is due Wed 30 Apr." in end.err
