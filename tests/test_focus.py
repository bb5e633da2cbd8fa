"""reflect focus at the desk, and what a sitting says when its time is over."""

from __future__ import annotations

from datetime import date

import pytest

from reflect.model import LIVED
from tests.conftest import Desk


def begun(desk: Desk) -> Desk:
    desk.run("convictions add --from -", given="No surprises")
    assert desk.code == 0, desk.err
    return desk


def in_focus(desk: Desk) -> list[tuple[str, str, str | None]]:
    return [(one.pack, str(one.since), str(one.until) if one.until else None) for one in desk.journal().focus()]


def daily(desk: Desk, day: str) -> str:
    evening = desk.at(f"{day}T18:00")
    evening.run("daily --answers -", given={LIVED: {"C1": 4}})
    assert evening.code == 0, evening.err
    return evening.err


def test_a_pack_is_in_focus_for_three_weeks_or_as_long_as_she_says(desk: Desk) -> None:
    begun(desk).run("focus room-to-fail")
    assert in_focus(desk) == [("room-to-fail", "2025-03-03", "2025-03-23")]
    desk.run("focus step-back --until 2025-04-30")
    assert in_focus(desk) == [("step-back", "2025-03-03", "2025-04-30")]
    (desk.home / "settings.toml").write_text("focus_weeks = 5\n")
    desk.at("2025-03-10T18:00").run("focus small-gains")
    assert in_focus(desk) == [
        ("step-back", "2025-03-03", "2025-03-09"),
        ("small-gains", "2025-03-10", "2025-04-13"),
    ]


def test_alone_it_shows_what_is_in_focus_since_when_and_what_that_asks(desk: Desk) -> None:
    begun(desk).run("focus room-to-fail")
    shown = desk.run("focus --json").json["sections"][0]
    facts = {fact["key"]: fact["value"] for fact in shown["blocks"][0]["facts"]}
    assert facts == {"pack": "room-to-fail", "title": "Room to fail", "since": "2025-03-03", "until": "2025-03-23"}
    assert [block["key"] for block in shown["blocks"][1:]] == ["daily", "weekly", "monthly", "quarterly"]
    shown = desk.run("focus").out
    assert "and one of them each Tue and Thu" in shown
    assert "<" not in shown


def test_looking_at_the_focus_makes_no_journal(desk: Desk) -> None:
    desk.run("focus")
    assert desk.code == 0
    assert "focus room-to-fail" in desk.out
    assert not desk.home.exists()


def test_none_ends_it(desk: Desk) -> None:
    begun(desk).run("focus room-to-fail")
    desk.at("2025-03-05T18:00").run("focus none")
    assert in_focus(desk) == [("room-to-fail", "2025-03-03", "2025-03-04")]
    assert "No pack is in focus any more" in desk.err
    desk.at("2025-03-05T18:00").run("focus none")
    assert "No pack is in focus." in desk.err


@pytest.mark.parametrize(
    ("line", "code", "complaint"),
    [
        ("focus room-to-fall", 4, "Did you mean room-to-fail?"),
        ("focus convictions", 3, "asked whatever the focus"),
        ("focus room-to-fail --until 2025-03-02", 3, "2025-03-02 is over"),
        ("focus room-to-fail --until 2025-Q3", 3, "is not one day"),
        ("focus --until 2025-04-01", 2, "--until needs a pack"),
    ],
)
def test_what_cannot_be_in_focus_is_refused_and_nothing_changes(
    desk: Desk, line: str, code: int, complaint: str
) -> None:
    begun(desk).run(line)
    assert (desk.code, complaint in desk.err) == (code, True), desk.err
    assert in_focus(desk) == []


def test_when_its_time_is_over_the_next_sitting_says_so_once_and_proposes_another(desk: Desk) -> None:
    begun(desk)
    daily(desk, "2025-03-03")
    desk.run("focus room-to-fail --until 2025-03-05")
    assert "focus" not in daily(desk, "2025-03-05")
    said = daily(desk, "2025-03-06")
    assert "The time of room-to-fail in focus is over. Next, perhaps: reflect focus small-gains" in said
    assert "focus" not in daily(desk, "2025-03-07")
    assert "reflect focus small-gains" in daily(desk, "2025-03-10")
    desk.at("2025-03-10T19:00").run("focus small-gains")
    assert "focus" not in daily(desk, "2025-03-11")


def test_without_a_focus_one_is_proposed_after_the_first_week_once_a_week(desk: Desk) -> None:
    begun(desk)
    days = ("2025-03-03", "2025-03-04", "2025-03-07")
    assert not any("focus" in daily(desk, day) for day in days)
    assert "A pack in focus gives each day a third question: reflect focus room-to-fail" in daily(
        desk, "2025-03-10"
    )
    assert "focus" not in daily(desk, "2025-03-11")


def test_a_pack_of_her_own_can_be_in_focus_and_one_that_is_gone_is_none(desk: Desk) -> None:
    begun(desk)
    pack = desk.home / "prompts" / "my-team.toml"
    pack.parent.mkdir(mode=0o700)
    pack.write_text(
        '[pack]\ntitle = "My team"\nsource = "me"\npurpose = "Meetings."\n'
        '[prompts.said-little]\nasked = "Who said little <day>?"\nkind = "text"\ncadence = "daily"\n'
        'why = "To see."\n'
    )
    desk.run("focus my-team")
    assert desk.code == 0, desk.err
    evening = desk.at("2025-03-05T18:00")
    ids = [prompt["id"] for prompt in evening.run("daily --json").json["prompts"]]
    assert "my-team/said-little" in ids
    pack.unlink()
    ids = [prompt["id"] for prompt in evening.run("daily --json").json["prompts"]]
    assert evening.code == 0
    assert "my-team/said-little" not in ids
    assert evening.run("focus").code == 0


def test_undo_takes_a_focus_back(desk: Desk) -> None:
    begun(desk).run("focus room-to-fail")
    desk.at("2025-03-06T18:00").run("focus step-back")
    desk.at("2025-03-06T18:00").run("undo")
    assert in_focus(desk) == [("room-to-fail", "2025-03-03", "2025-03-23")]


def test_a_day_looked_back_on_has_the_focus_of_that_day(desk: Desk) -> None:
    begun(desk).run("focus step-back")
    later = desk.at("2025-03-10T18:00")
    later.run("focus none")
    ids = [prompt["id"] for prompt in later.run("daily --on 2025-03-05 --json").json["prompts"]]
    assert "step-back/stepped-up" in ids
    assert date(2025, 3, 5).isoformat() in later.out
