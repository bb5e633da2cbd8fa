"""reflect daily, at the desk."""

from __future__ import annotations

from reflect.model import DEMONSTRATION, LIVED, TALLY
from tests.conftest import Back, Coach, Costly, Desk, Leave, Pass


def begun(desk: Desk) -> Desk:
    """A desk with two convictions, held since Monday 3 March 2025."""
    for statement in ("No surprises", "Those nearest the work decide"):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def test_the_first_time_asks_an_opener_then_a_conviction_then_the_day(desk: Desk) -> None:
    first = desk.answering(
        "daily/opener-refused", "To hide the delay.", "No surprises", "Told the board.", ([4], ["gain"]), "thanks"
    )
    first.run("daily")
    assert first.code == 0
    assert first.script is not None
    assert first.script.asked[1] == "What did you refuse to do at work, though asked?"
    assert first.script.asked[2] == "In one sentence: what do you hold?"
    assert "No surprises" in first.script.asked[3]
    entry = first.journal().sitting("daily", first.moment.date())
    assert entry is not None
    assert [(a.prompt, a.state) for a in entry.answers] == [
        ("daily/opener-refused", "answered"),
        ("daily/hold", "answered"),
        (DEMONSTRATION, "answered"),
        (LIVED, "answered"),
        (TALLY, "answered"),
    ]
    assert entry.answers[1].made == "C1"


def test_a_sitting_left_in_the_middle_goes_on_with_the_half_typed_words(desk: Desk) -> None:
    begun(desk)
    left = desk.answering(Leave("I told the bo")).run("daily")
    assert left.code == 130
    resumed = desk.answering("I told the board", ([4, 5], ["none"]))
    resumed.run("daily")
    assert resumed.code == 0
    assert "going on where you stopped" in resumed.said
    entry = resumed.journal().sitting("daily", desk.moment.date())
    assert entry is not None
    assert entry.answers[0].text == "I told the board"


def test_back_goes_to_the_question_before_and_keeps_what_was_typed(desk: Desk) -> None:
    begun(desk)
    back = desk.answering("First words", Back(), "Better words", ([3, 0], ["none"])).run("daily")
    assert back.code == 0
    entry = back.journal().sitting("daily", desk.moment.date())
    assert entry is not None
    assert entry.answers[0].text == "Better words"
    assert [(a.state, a.value) for a in entry.answers[1:3]] == [("answered", 3), ("none", None)]


def test_marks_for_the_coach_and_for_a_cost_are_kept(desk: Desk) -> None:
    begun(desk)
    desk.answering(Costly("Gave up the slot"), ([4, 4], ["none"])).run("daily")
    other = desk.at("2025-03-04T18:00")
    other.answering(Coach("Told them early"), ([4, 4], ["none"])).run("daily")
    journal = desk.journal()
    monday = journal.sitting("daily", desk.moment.date())
    tuesday = journal.sitting("daily", other.moment.date())
    assert monday is not None
    assert tuesday is not None
    assert (monday.answers[0].choice, monday.answers[0].visibility) == ("costly", "private")
    assert (tuesday.answers[0].choice, tuesday.answers[0].visibility) == (None, "coach")


def test_a_switch_asks_the_demonstration_about_another_conviction(desk: Desk) -> None:
    begun(desk)
    switched = desk.answering(("C2",), "Ana decided", ([4, 4], ["none"])).run("daily")
    assert switched.script is not None
    assert "Those nearest the work decide" in switched.script.asked[1]
    entry = switched.journal().sitting("daily", desk.moment.date())
    assert entry is not None
    assert (entry.answers[0].conviction, entry.answers[0].text) == ("C2", "Ana decided")


def test_before_noon_it_asks_about_the_last_workday_unless_that_is_answered(desk: Desk) -> None:
    begun(desk).answering("x", ([4, 4], ["none"])).run("daily")
    morning = desk.at("2025-03-05T09:00").answering("y", ([4, 4], ["none"])).run("daily")
    assert morning.script is not None
    assert "yesterday" in morning.script.asked[0]
    again = desk.at("2025-03-05T09:30").answering("z", ([4, 4], ["none"])).run("daily")
    assert again.script is not None
    assert "today" in again.script.asked[0]


def test_a_finished_sitting_says_so_and_offers_to_change_an_answer(desk: Desk) -> None:
    begun(desk).answering("Told them", ([4, 4], ["none"])).run("daily")
    changed = desk.answering("yes", "Told them all", ([5, 4], ["none"])).run("daily")
    assert "is answered" in changed.said
    entry = changed.journal().sitting("daily", desk.moment.date())
    assert entry is not None
    assert (entry.answers[0].text, entry.answers[1].value) == ("Told them all", 5)


def test_a_passed_question_is_stored_as_a_pass(desk: Desk) -> None:
    begun(desk).answering(Pass(), ([4, None], None)).run("daily")
    entry = desk.journal().sitting("daily", desk.moment.date())
    assert entry is not None
    assert [a.state for a in entry.answers] == ["passed", "answered", "passed", "passed"]
