"""reflect init at the desk: discover, clarify and codify, look how it plays out; then the six, one a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from reflect.model import DEMONSTRATION, LIVED, Entry
from tests.conftest import Desk, Leave, Pass

MONDAY = date(2025, 3, 3)
FIRST: list[Any] = ["daily/opener-refused", "To hide the delay.", "No surprises"]
CODIFIED: list[Any] = ["keep", "5", "I told the board."]
SIX = ("demonstrating", "support", "disconnects", "change", "assistance")


def walk_of(desk: Desk) -> Entry:
    entry = desk.journal().sitting("init", MONDAY)
    assert entry is not None
    return entry


def asked(desk: Desk) -> list[str]:
    assert desk.script is not None
    return [question.partition("\n")[0] for question in desk.script.asked]


def test_the_walk_goes_in_the_articles_order(desk: Desk) -> None:
    walked = desk.answering(*FIRST, *CODIFIED, "no").run("init")
    assert walked.code == 0, walked.err
    assert asked(walked) == [
        "Two ways in. Which one has an answer?",
        "What did you refuse to do at work, though asked?",
        "In one sentence: what do you hold?",
        "What is important to me? What are my values, beliefs, ethics?",
        "How much does it matter to you?",
        "Name one thing you did today that someone who holds “No surprises” would recognise.",
        "Is there another that you hold? One to three are enough to begin with.",
    ]
    held = desk.journal().nouns().convictions
    assert [(c.statement, c.importance) for c in held] == [("No surprises", 5)]
    assert all(answer.state == "answered" for answer in walk_of(desk).answers)
    assert "the daily asks Kossoff's six as well, one a day" in walked.err


def test_it_stops_at_three_convictions_and_asks_the_other_opener_in_between(desk: Desk) -> None:
    second = ["yes", "Blame in a meeting", "Those nearest decide", *CODIFIED]
    third = ["yes", "Credit to the doer", *CODIFIED]
    walked = desk.answering(*FIRST, *CODIFIED, *second, *third).run("init")
    assert walked.code == 0, walked.err
    assert walked.script is not None
    assert walked.script.answers == []
    assert asked(walked).count("When did the way something was done last anger you?") == 1
    assert [c.statement for c in desk.journal().nouns().convictions] == [
        "No surprises", "Those nearest decide", "Credit to the doer",
    ]  # fmt: skip


def test_wherever_she_leaves_it_goes_on_there(desk: Desk) -> None:
    whole = [*FIRST, *CODIFIED, "yes", "Blame in a meeting", "Those nearest decide", *CODIFIED, "no"]
    begins = [1, 2, 3, 5, 6, 7, 8, 9, 11, 12]
    for place in range(1, len(whole)):
        one = Desk(desk.home / str(place), desk.moment)
        left = one.answering(*whole[:place], Leave()).run("init")
        assert left.code == 130, place
        start = max(begin for begin in begins if begin <= place)
        resumed = one.answering(*whole[start:]).run("init")
        assert resumed.code == 0, (place, resumed.err)
        assert len(one.journal().nouns().convictions) == 2, place
        assert all(answer.state == "answered" for answer in walk_of(one).answers), place


def test_left_before_the_first_answer_nothing_is_stored(desk: Desk) -> None:
    assert desk.answering(Leave()).run("init").code == 130
    assert not desk.home.exists()


def test_run_again_it_says_what_is_there(desk: Desk) -> None:
    desk.answering(*FIRST, *CODIFIED, "no").run("init")
    again = desk.answering().run("init")
    assert again.code == 0
    assert "C1  No surprises" in again.err
    assert "reflect daily" in again.err


def test_without_a_conviction_it_ends_and_says_how_to_go_on(desk: Desk) -> None:
    ended = desk.answering("daily/opener-angry", Pass(), Pass()).run("init")
    assert ended.code == 0, ended.err
    assert "Nothing is held yet" in ended.err
    assert "reflect convictions add" in desk.answering().run("init").err


def test_convictions_that_came_another_way_are_walked_through_from_there(desk: Desk) -> None:
    desk.run("convictions add --from -", given="No surprises")
    walked = desk.answering("keep", "4", "I told the board.").run("init")
    assert walked.code == 0, walked.err
    assert desk.journal().nouns().convictions[0].importance == 4
    assert "C1  No surprises" in desk.answering().run("init").err


def test_the_walk_can_be_held_by_a_script_round_by_round(desk: Desk) -> None:
    first = desk.run("init --json").json
    assert (first["entry"], [p["id"] for p in first["prompts"]]) == (
        "init",
        ["daily/opener-refused", "daily/hold"],
    )
    desk.run("init --answers -", given={"daily/opener-refused": "To hide it.", "daily/hold": "No surprises"})
    assert desk.code == 0, desk.err
    assert "There is more to it: reflect init" in desk.err
    assert [p["id"] for p in desk.run("init --json").json["prompts"]] == ["convictions/values", DEMONSTRATION]
    given = {"convictions/values": {"C1": {"act": "keep", "importance": 4}}, DEMONSTRATION: "I told them."}
    desk.run("init --answers -", given=given)
    desk.run("init --answers -", given={"daily/another": "no"})
    assert desk.code == 0, desk.err
    assert [(c.statement, c.importance) for c in desk.journal().nouns().convictions] == [("No surprises", 4)]
    assert "You hold already" in desk.run("init").err


# ---- the days after


def walked(desk: Desk) -> Desk:
    desk.answering(*FIRST, *CODIFIED, "no").run("init")
    assert desk.code == 0, desk.err
    return desk


def ids(desk: Desk, day: str) -> list[str]:
    prompts = desk.at(f"{day}T18:00").run("daily --json").json["prompts"]
    return [prompt["id"] for prompt in prompts if "part_of" not in prompt]


def test_in_the_days_after_the_walk_a_daily_asks_one_of_the_six(desk: Desk) -> None:
    walked(desk)
    thirds = []
    for day in ("2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07", "2025-03-10", "2025-03-11"):
        questions = ids(desk, day)
        assert questions[:2] == [DEMONSTRATION, LIVED]
        thirds.append(questions[2:])
        given: dict[str, Any] = {LIVED: {"C1": 4}}
        if questions[2:] == ["convictions/disconnects"]:
            given["convictions/disconnects"] = "Praise in private only"
        desk.at(f"{day}T18:00").run("daily --answers -", given=given)
        assert desk.code == 0, desk.err
    assert thirds == [*([f"convictions/{slug}"] for slug in SIX), []]
    assert len(desk.journal().nouns().disconnects) == 1


def test_what_was_not_come_to_is_asked_until_two_weeks_are_over(desk: Desk) -> None:
    walked(desk)
    assert ids(desk, "2025-03-17")[2:] == ["convictions/demonstrating"]
    assert ids(desk, "2025-03-18")[2:] == []


def test_the_roster_is_asked_for_in_one_line_only_at_the_sixth_question(desk: Desk) -> None:
    walked(desk)
    for day in ("04", "05", "06", "07"):
        desk.at(f"2025-03-{day}T18:00").run("daily --answers -", given={LIVED: {"C1": 4}})
    assert desk.journal().nouns().people == ()
    sixth = desk.at("2025-03-10T18:00").answering(
        "I told them", ([4], ["none"]), " Ana, Ben;chi , ana", "Ben", "a mentor", "advance", ""
    )
    sixth.run("daily")
    assert sixth.code == 0, sixth.err
    nouns = desk.journal().nouns()
    assert [(p.name, p.relation) for p in nouns.people] == [
        ("Ana", "steady"),
        ("Ben", "steady"),
        ("chi", "steady"),
    ]
    assert [(n.person, n.text) for n in nouns.needs] == [("P2", "a mentor")]
