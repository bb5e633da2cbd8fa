"""Questions of her own pack: numbers and days, a pack that went away, a question that asks only after another."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reflect.model import LIVED
from tests.conftest import Back, Desk, Leave, Pass

PACK = """
[pack]
title = "Mine"
source = "Mine"
purpose = "To count."

[prompts.meetings]
asked = "How many meetings did you lead <day>?"
kind = "number"
why = "Counting."
cadence = "daily"
"""
DAY_PACK = PACK.replace('"number"', '"date"').replace(
    "How many meetings did you lead", "Until when was it put off"
)
EVENING = ("Told them.", ([4], ["none"]))
ID = "mine/meetings"


def begun(desk: Desk, pack: str = PACK) -> Desk:
    (desk.home / "prompts").mkdir(parents=True)
    (desk.home / "prompts" / "mine.toml").write_text(pack, encoding="utf-8")
    desk.run("convictions add --from -", given="No surprises")
    desk.run("focus mine")
    assert desk.code == 0, desk.err
    return desk


def kept(desk: Desk) -> dict[str, Any]:
    """What the journal holds of the answer, as its export says it."""
    entries = [json.loads(line) for line in desk.run("export").out.splitlines() if '"record":"entry"' in line]
    (found,) = [answer for entry in entries for answer in entry["answers"] if answer["prompt"] == ID]
    return {key: found[key] for key in ("state", "value", "text") if key in found}


def test_a_number_is_asked_for_until_it_is_one(desk: Desk) -> None:
    evening = begun(desk).answering(*EVENING, "a dozen", "12")
    evening.run("daily")
    assert evening.code == 0, evening.err
    assert evening.script is not None
    assert evening.script.asked[-2:] == ["How many meetings did you lead today?"] * 2
    assert evening.script.shown[-1] == ("Please write a whole number.",)
    assert kept(desk) == {"value": 12}


def test_a_day_is_asked_for_until_it_is_one(desk: Desk) -> None:
    evening = begun(desk, DAY_PACK).answering(*EVENING, "next Monday", "2025-03-10")
    evening.run("daily")
    assert evening.script is not None
    assert evening.script.shown[-1] == ("Please write a day like 2025-09-30.",)
    assert kept(desk) == {"text": "2025-03-10"}


@pytest.mark.parametrize(("left", "state"), [("", "passed"), (Pass(), "passed"), (Leave(), "open")])
def test_a_number_may_be_passed_or_left_for_later(desk: Desk, left: Any, state: str) -> None:
    begun(desk).answering(*EVENING, left).run("daily")
    assert kept(desk)["state"] == state


def test_from_a_number_she_can_go_back(desk: Desk) -> None:
    begun(desk).answering(*EVENING, Back(), EVENING[1], "3").run("daily")
    assert kept(desk) == {"value": 3}


@pytest.mark.parametrize(
    ("pack", "given", "said"),
    [
        (PACK, 7, {"value": 7}),
        (PACK, "seven", f"{ID}: 'seven' is not a whole number."),
        (PACK, 7.5, f"{ID}: 7.5 is not a whole number."),
        (PACK, True, f"{ID}: True is not a whole number."),
        (DAY_PACK, "2025-03-10", {"text": "2025-03-10"}),
        (DAY_PACK, "Monday", f"{ID}: 'Monday' is not a day like 2025-09-30."),
        (DAY_PACK, 5, f"{ID}: takes a text, or an object with text."),
        (DAY_PACK, {"text": 5}, f"{ID}: text is 5, which is not a text."),
    ],
)
def test_a_file_of_answers_holds_them_as_numbers_and_days(
    desk: Desk, pack: str, given: Any, said: str | dict[str, Any]
) -> None:
    begun(desk, pack).run("daily --answers -", given={ID: given})
    if isinstance(said, str):
        assert desk.code == 3
        assert said in desk.err
        assert '"record":"entry"' not in desk.run("export").out
    else:
        assert desk.code == 0, desk.err
        assert kept(desk) == said


def test_a_sitting_goes_on_though_the_pack_of_its_question_is_gone(desk: Desk) -> None:
    """The journal keeps each wording, so an open question outlives its pack."""
    begun(desk).answering(EVENING[0], Leave()).run("daily")
    (desk.home / "prompts" / "mine.toml").unlink()
    again = desk.answering(EVENING[1], "4").run("daily")
    assert again.code == 0, again.err
    assert again.script is not None
    assert again.script.asked[-1] == "How many meetings did you lead today?"
    assert kept(desk) == {"value": 4}


def test_a_question_that_is_asked_only_after_another_answer_is_refused_without_it(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    step = {"room-to-fail/direction": "back", "step-back/trigger": "quicker myself"}
    desk.run("log step --answers -", given=step)
    assert desk.code == 3
    assert "step-back/trigger" in desk.err
    assert "is asked only after room-to-fail/direction is in." in desk.err
    assert '"record":"entry"' not in desk.run("export").out
    assert desk.run("log step --answers -", given={**step, "room-to-fail/direction": "in"}).code == 0, desk.err


def test_an_answer_of_no_question_of_the_sitting_is_refused_with_the_nearest(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    desk.run("daily --answers -", given={f"{LIVED}d": {"C1": 4}})
    assert desk.code == 3
    assert f"is not asked in this sitting. Did you mean {LIVED}?" in desk.err
