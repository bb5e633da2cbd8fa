"""reflect status: today at a glance, on one screen, and never a reproach."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from reflect.model import Commitment, Disconnect
from tests.conftest import Desk, Leave
from tests.seeding import SEALED, Seed, rich_quarter, workdays

LONG = (
    "That those who are nearest to the work decide about the work, and that I say so aloud in every meeting " * 3
)


def section(document: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in document["sections"] if one["key"] == key)
    return found


def next_command(desk: Desk) -> str:
    command: str = section(desk.run("status --json").json, "next")["blocks"][0]["command"]
    return command


def begun(desk: Desk) -> Desk:
    return desk.run("convictions add --from -", given="No surprises")


def test_an_empty_home_is_welcomed_and_left_empty(desk: Desk) -> None:
    desk.run("status")
    assert desk.code == 0
    assert "reflect daily" in desk.out
    assert str(desk.home) in desk.out.replace("\n", "").replace("  ", "") or desk.home.name in desk.out
    assert not desk.home.exists()


def test_an_empty_home_has_a_status_for_programs_too(desk: Desk) -> None:
    document = desk.run("status --json").json
    assert section(document, "next")["blocks"][0]["command"] == "daily"
    assert not desk.home.exists()


def test_reflect_alone_is_reflect_status(desk: Desk) -> None:
    begun(desk)
    assert desk.run([]).out == desk.run("status").out


def test_looking_changes_nothing(desk: Desk) -> None:
    changes = "SELECT count(*) FROM changes"
    before = begun(desk).journal().connection.execute(changes).fetchone()
    desk.run("status").run("status --json")
    assert desk.journal().connection.execute(changes).fetchone() == before
    assert desk.journal().connection.execute("SELECT count(*) FROM entries").fetchone() == (0,)


def test_it_names_the_one_next_command(desk: Desk) -> None:
    begun(desk)
    assert next_command(desk) == "daily"
    desk.answering(Leave("I told")).run("daily")
    assert next_command(desk) == "daily"
    assert "where you stopped" in desk.run("status").out
    desk.answering("I told them", ([4], ["none"])).run("daily")
    assert next_command(desk) == "review --week"
    later = desk.at("2025-06-03T18:00").run("daily --answers -", given={})
    for due in ("crosscheck", "weekly", "monthly"):
        assert next_command(later) == due
        later.run(f"{due} --answers -", given={})
        assert later.code == 0, later.err
    assert next_command(later) == "review --quarter"


def test_there_is_but_one_next_command(desk: Desk) -> None:
    assert len(section(begun(desk).run("status --json").json, "next")["blocks"]) == 1


@pytest.mark.parametrize("away", [1, 3, 21, 200])
def test_after_days_without_an_answer_it_says_nothing_of_them(desk: Desk, away: int) -> None:
    seed = Seed(desk)
    seed.held("No surprises")
    last = date(2025, 3, 3)
    for day in workdays(date(2025, 1, 6), last):
        seed.daily(day, {"C1": 4})
    seed.done()
    back = desk.at(f"{last + timedelta(days=away)}T18:00").run("status")
    words = " ".join(back.out.split())
    assert not re.search(r"miss|streak|in a row|behind|overdue|since you|last (wrote|answered)|skipp", words, re.I)
    numbers = re.findall(r"\b\d+\b", words.partition("2025")[2])
    assert numbers == []


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_it_fits_a_screen_of_24_lines_whatever_stands_open(desk: Desk, columns: str) -> None:
    seed = Seed(desk)
    for number in range(7):
        seed.held(f"{number} {LONG}")
    for number in range(9):
        seed.promised(Commitment("", "", f"{number} {LONG}", date(2025, 1, 6), LONG, date(2025, 3, number + 1)))
    seed.parted(Disconnect("", "", "disconnect", "self", LONG, date(2025, 1, 6)))
    seed.said("crosscheck", date(2025, 2, 3), "convictions/insight", f"{LONG}\n\n{LONG}\n\n{LONG}")
    seed.done()
    desk.with_environ(COLUMNS=columns).run("status")
    assert desk.code == 0
    assert len(desk.out.splitlines()) < 24
    assert "reflect daily" in desk.out


def test_programs_get_the_whole_words(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held(LONG.strip())
    seed.done()
    assert LONG.strip() in desk.run("status --json").json["sections"][0]["blocks"][0]["facts"][0]["value"]


def test_what_is_promised_stands_by_its_day_and_what_is_due_today_says_so(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises")
    for act, due in (("later", date(2025, 4, 1)), ("now", date(2025, 3, 3)), ("before", date(2025, 2, 3))):
        seed.promised(Commitment("", "", act, date(2025, 1, 6), None, due))
    seed.promised(Commitment("", "", "done", date(2025, 1, 6), None, date(2025, 3, 3), "kept", date(2025, 3, 3)))
    seed.done()
    items = section(desk.run("status --json").json, "open")["blocks"][0]["items"]
    assert [item["values"]["commitment"] for item in items] == ["K3", "K2", "K1"]
    assert "due today" in items[1]["text"]


def test_the_oldest_disconnect_in_her_reach_is_never_one_of_the_larger_organization(desk: Desk) -> None:
    seed = Seed(desk)
    seed.held("No surprises")
    seed.parted(Disconnect("", "", "disconnect", "larger", "bonus", date(2024, 1, 1)))
    seed.parted(Disconnect("", "", "disconnect", "immediate", "rota", date(2025, 2, 1)))
    seed.parted(Disconnect("", "", "disconnect", "self", "blame in talk", date(2025, 1, 1), date(2025, 2, 1)))
    seed.done()
    assert "rota" in desk.run("status").out
    assert "bonus" not in desk.out
    assert "blame" not in desk.out


def test_nothing_sealed_stands_in_it(desk: Desk) -> None:
    rich = rich_quarter(desk).at("2025-10-09T18:00").run("status")
    assert rich.code == 0
    assert SEALED not in rich.out
