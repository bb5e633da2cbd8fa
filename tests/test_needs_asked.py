"""What sittings make of needs: a need told of earlier moves on, what somebody lacks becomes one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reflect.model import LACKS, NEED_TOLD, Answer, Need
from tests.conftest import Back, Desk, Leave, Pass

TOLD = date(2025, 3, 14)


def begun(desk: Desk) -> Desk:
    """A desk in the second week of their-success: Ana has two needs, Ben one, and one need comes up on Friday."""
    desk.run("convictions add --from -", given="No surprises")
    desk.run("people add Ana Ben Chi").run("focus their-success")
    for name, text in (("Ana", "a mentor"), ("Ana", "time to learn"), ("Ben", "a faster machine")):
        desk.run(["needs", "add", name, "--from", "-"], given=text)
        assert desk.code == 0, desk.err
    desk.at("2025-03-07T18:00").run("weekly --answers -", given={})
    return desk.at("2025-03-14T18:00")


def needs(desk: Desk) -> dict[str, Need]:
    return {need.code: need for need in desk.journal().nouns().needs}


def told(desk: Desk) -> Answer:
    entry = desk.journal().sitting("weekly", TOLD)
    assert entry is not None
    return next(answer for answer in entry.answers if answer.prompt == NEED_TOLD)


def weekly(desk: Desk, *answers: Any) -> Desk:
    """The weekly as far as the need, everything before it passed."""
    ids = [prompt["id"] for prompt in desk.run("weekly --json").json["prompts"] if "part_of" not in prompt]
    before = [Pass()] * ids.index(NEED_TOLD)
    held = desk.answering(*before, *answers, Leave()).run("weekly")
    assert held.code in (0, 130), held.err  # it may be the last question
    return held


def lines(desk: Desk) -> list[str]:
    assert desk.script is not None
    return desk.script.asked


# ---- a need told of earlier


def test_the_only_open_need_of_the_person_moves_on(desk: Desk) -> None:
    weekly(begun(desk), "under way", "Ben")
    assert {code: need.state for code, need in needs(desk).items()} == {
        "N1": "asked", "N2": "asked", "N3": "under way",
    }  # fmt: skip
    assert [step.since for step in needs(desk)["N3"].steps] == [date(2025, 3, 3), TOLD]
    assert (told(desk).choice, told(desk).person, told(desk).made) == ("under way", "P2", "N3")


def test_of_several_the_one_that_is_meant_is_picked_by_a_key(desk: Desk) -> None:
    held = weekly(begun(desk), "met", "Ana", "N2")
    assert "Which need?" in lines(held)
    assert (needs(desk)["N1"].state, needs(desk)["N2"].state) == ("asked", "met")


def test_without_a_name_it_is_the_need_that_was_asked_about(desk: Desk) -> None:
    weekly(begun(desk), "met", "")
    assert {need.code for need in needs(desk).values() if need.state == "met"} == {"N1"}


def test_somebody_without_a_need_moves_nobodys(desk: Desk) -> None:
    weekly(begun(desk), "met", "Chi")
    assert {need.state for need in needs(desk).values()} == {"asked"}
    assert told(desk).made is None


def test_leaving_at_which_need_moves_nothing_and_is_asked_again(desk: Desk) -> None:
    weekly(begun(desk), "met", "Ana")
    assert {need.state for need in needs(desk).values()} == {"asked"}
    assert told(desk).state == "open"
    desk.at("2025-03-14T19:00").answering("met", "Ana", "N1", Leave()).run("weekly")
    assert needs(desk)["N1"].state == "met"


def test_back_at_which_need_asks_where_it_is_again(desk: Desk) -> None:
    weekly(begun(desk), "met", "Ana", Back(), "forgotten", "Ana", "N1")
    assert needs(desk)["N1"].state == "forgotten"


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ({"choice": "met", "person": "Ben"}, "N3"),
        ({"choice": "met", "person": "Ana"}, "N1"),
        ({"choice": "met", "person": "Ana", "need": "N2"}, "N2"),
        ("met", "N1"),
    ],
)
def test_by_a_script_too(desk: Desk, said: Any, moved: str) -> None:
    friday = begun(desk).run("weekly --answers -", given={NEED_TOLD: said})
    assert friday.code == 0, friday.err
    assert [need.code for need in needs(desk).values() if need.state == "met"] == [moved]


def test_a_need_of_somebody_else_is_refused_by_name(desk: Desk) -> None:
    said = {"choice": "met", "person": "Ben", "need": "N1"}
    desk = begun(desk).run("weekly --answers -", given={NEED_TOLD: said})
    assert desk.code == 3
    assert "'N1' is none of: N3" in desk.err


# ---- what somebody lacks


def lacking(desk: Desk, said: Any) -> Desk:
    desk.run("convictions add --from -", given="No surprises").run("people add Ana")
    monthly = desk.at("2025-04-28T18:00")
    return monthly.run("monthly --focus room-to-fail --answers -", given={LACKS: said})


def test_what_somebody_lacks_becomes_a_need_of_that_kind(desk: Desk) -> None:
    lacking(desk, {"choice": "advance", "text": "a road to the next job"})
    assert desk.code == 0, desk.err
    (need,) = needs(desk).values()
    assert (need.person, need.kind, need.text, need.state) == ("P1", "advance", "a road to the next job", "asked")
    assert need.asked == date(2025, 4, 28)


def test_answered_anew_it_is_the_same_need(desk: Desk) -> None:
    lacking(desk, {"choice": "advance", "text": "a road"})
    again = {LACKS: {"choice": "stay current", "text": "a course"}}
    desk.at("2025-04-28T19:00").run("monthly --answers -", given=again)
    assert desk.code == 0, desk.err
    assert [(need.kind, need.text) for need in needs(desk).values()] == [("stay current", "a course")]


@pytest.mark.parametrize("said", [{"choice": "nothing named"}, None])
def test_nothing_named_is_no_need(desk: Desk, said: Any) -> None:
    lacking(desk, said)
    assert needs(desk) == {}


def test_at_the_terminal_it_becomes_one_need_however_often_she_goes_back(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises").run("people add Ana")
    monthly = desk.at("2025-04-28T18:00")
    printed = monthly.run("monthly --focus room-to-fail --json").json["prompts"]
    before = [Pass()] * [p["id"] for p in printed if "part_of" not in p].index(LACKS)
    twice = ("advance", "a road", Back(), "advance", "a road to the next job")
    monthly.answering(*before, *twice, Leave()).run("monthly --focus room-to-fail")
    assert [need.text for need in needs(desk).values()] == ["a road to the next job"]


# ---- sealed from the start


@pytest.mark.parametrize("held", ["script", "terminal"])
def test_what_she_learned_about_a_life_is_sealed_whatever_the_settings_say(desk: Desk, held: str) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run("people add Ana").run("focus small-gains").run("settings set default_visibility coach")
    remember = "small-gains/remember"
    friday = desk.at("2025-03-07T18:00")
    if held == "script":
        friday.run("weekly --answers -", given={remember: {"text": "Her son is called Tom.", "person": "Ana"}})
    else:
        printed = friday.run("weekly --json").json["prompts"]
        before = [Pass()] * [p["id"] for p in printed if "part_of" not in p].index(remember)
        friday.answering(*before, "Her son is called Tom.", "Ana", Leave()).run("weekly")
    entry = friday.journal().sitting("weekly", date(2025, 3, 7))
    assert entry is not None
    seen = {answer.prompt: answer.visibility for answer in entry.answers}
    assert seen.pop(remember) == "sealed"
    assert set(seen.values()) == {"coach"}
