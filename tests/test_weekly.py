"""reflect weekly at the desk, and what has come due in any sitting."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from reflect.model import DEMONSTRATION, EVENTS, LIVED, Entry
from tests.conftest import Desk, Leave, Pass

MONDAY = date(2025, 3, 3)
FRIDAY = date(2025, 3, 7)
GRID = ([4, 4], ["none"])


def begun(desk: Desk) -> Desk:
    """A desk with two convictions and three people, since Monday 3 March 2025."""
    for statement in ("No surprises", "Those nearest the work decide"):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk.run("people add Ana Ben Chi")


def at(desk: Desk, day: date | str, hour: str = "18:00") -> Desk:
    return desk.at(f"{day}T{hour}")


def asked(desk: Desk, line: str) -> list[str]:
    """The ids that a sitting asks, without those on another's screen."""
    printed = desk.run(f"{line} --json")
    assert printed.code == 0, printed.err
    return [prompt["id"] for prompt in printed.json["prompts"] if "part_of" not in prompt]


def entry_of(desk: Desk, kind: str, day: date) -> Entry:
    entry = desk.journal().sitting(kind, day)
    assert entry is not None
    return entry


# ---- which questions, about which week


def test_a_weekly_asks_the_convictions_and_the_pack_in_focus_seven_at_most(desk: Desk) -> None:
    begun(desk)
    assert asked(at(desk, FRIDAY), "weekly") == [
        "convictions/served", "convictions/cost", "convictions/did-not-fit", "convictions/listened",
    ]  # fmt: skip
    desk.run("focus step-back")
    friday = asked(at(desk, FRIDAY), "weekly")
    assert len(friday) == 7
    assert {id_.partition("/")[0] for id_ in friday} == {"convictions", "step-back"}


def test_without_a_conviction_it_says_what_to_do_first_and_makes_no_journal(desk: Desk) -> None:
    for line in ("weekly", "monthly"):
        desk.run(line)
        assert desk.code == 4
        assert "no conviction to look back on yet" in desk.err
    assert not desk.home.exists()


@pytest.mark.parametrize(
    ("moment", "day", "about"),
    [
        ("2025-03-07T18:00", "2025-03-07", ("2025-03-03", "2025-03-09")),
        ("2025-03-10T09:00", "2025-03-09", ("2025-03-03", "2025-03-09")),
        ("2025-03-12T11:00", "2025-03-09", ("2025-03-03", "2025-03-09")),
        ("2025-03-12T12:00", "2025-03-12", ("2025-03-10", "2025-03-16")),
    ],
)
def test_it_is_about_a_whole_week_and_belongs_to_a_day_in_it(
    desk: Desk, moment: str, day: str, about: tuple[str, str]
) -> None:
    begun(desk).run("daily --answers -", given={LIVED: {"C1": 4}})
    desk.at(moment).run("weekly --answers -", given={"convictions/cost": "An hour."})
    assert desk.code == 0, desk.err
    entry = entry_of(desk, "weekly", date.fromisoformat(day))
    assert (str(entry.about_from), str(entry.about_to), entry.late) == (*about, False)


def test_a_week_is_answered_once_and_the_next_monday_asks_about_the_one_in_between(desk: Desk) -> None:
    begun(desk).run("daily --answers -", given={LIVED: {"C1": 4}})
    at(desk, FRIDAY).run("weekly --answers -", given={})
    assert at(desk, "2025-03-10", "09:00").run("weekly --json").json["day"] == "2025-03-10"
    assert at(desk, "2025-03-17", "09:00").run("weekly --json").json["day"] == "2025-03-16"
    late = at(desk, "2025-03-28")
    late.run("weekly --on 2025-03-12 --answers -", given={})
    assert entry_of(desk, "weekly", date(2025, 3, 12)).late


def test_left_in_the_middle_it_goes_on_with_the_same_questions(desk: Desk) -> None:
    friday = at(begun(desk), FRIDAY)
    left = friday.answering("them", "An hour of sleep", Leave()).run("weekly")
    assert left.code == 130
    desk.run("focus step-back")
    saturday = at(desk, "2025-03-08").answering("", "none", "")
    saturday.run("weekly")
    assert saturday.code == 0, saturday.err
    assert "going on where you stopped" in saturday.said
    entry = entry_of(desk, "weekly", FRIDAY)
    assert [(a.prompt, a.state) for a in entry.answers] == [
        ("convictions/served", "answered"),
        ("convictions/cost", "answered"),
        ("convictions/did-not-fit", "passed"),
        ("convictions/listened", "answered"),
    ]


def test_what_tuesdays_daily_asked_of_the_week_the_weekly_does_not_ask_again(desk: Desk) -> None:
    begun(desk).run("focus room-to-fail")
    tuesday = at(desk, "2025-03-04")
    third = asked(tuesday, "daily")[2]
    assert third == "room-to-fail/decision"
    tuesday.run("daily --answers -", given={third: {"choice": "none"}})
    assert third not in asked(at(desk, FRIDAY), "weekly")
    assert third in asked(at(desk, "2025-03-14"), "weekly")


def test_a_weekly_and_a_daily_of_one_day_never_ask_the_same(desk: Desk) -> None:
    begun(desk).run("focus room-to-fail")
    thursday = at(desk, "2025-03-06")
    before = asked(thursday, "daily")
    thursday.run("weekly --answers -", given={})
    assert thursday.code == 0, thursday.err
    assert asked(thursday, "daily") == before
    assert not set(before) & {answer.prompt for answer in entry_of(desk, "weekly", date(2025, 3, 6)).answers}


def test_focus_for_one_sitting_counts_only_before_it_is_opened(desk: Desk) -> None:
    begun(desk)
    assert asked(desk, "daily --focus step-back")[2] == "step-back/stepped-up"
    desk.run("daily --focus step-back --answers -", given={})
    assert asked(desk, "daily")[2] == "step-back/stepped-up"
    desk.run("daily --focus small-gains --answers -", given={})
    assert "fixed since it was opened" in desk.err
    assert asked(desk, "daily")[2] == "step-back/stepped-up"
    assert len(asked(at(desk, "2025-03-04"), "daily")) == 2
    desk.run("weekly --focus step-bak --json")
    assert desk.code == 4
    assert "Did you mean step-back?" in desk.err


def test_the_setting_shortens_the_day_by_order_of_importance(desk: Desk) -> None:
    begun(desk).run("focus step-back")
    days = {1: [LIVED], 2: [DEMONSTRATION, LIVED], 3: [DEMONSTRATION, LIVED, "step-back/stepped-up"]}
    for questions, ids in days.items():
        (desk.home / "settings.toml").write_text(f"daily_questions = {questions}\n")
        assert asked(desk, "daily") == ids


def test_a_question_about_a_person_names_her_and_keeps_its_template(desk: Desk) -> None:
    begun(desk).run("focus small-gains")
    desk.run(["log", "gain", "--answers", "-"], given={"small-gains/given": {"person": "Ana", "choice": "thanks"}})
    assert desk.code == 0, desk.err
    tomorrow = at(desk, "2025-03-05")
    asking = tomorrow.answering("Told them", GRID, "Ask how the move went")
    asking.run("daily")
    assert asking.code == 0, asking.err
    assert asking.script is not None
    assert asking.script.asked[2] == "Ben: what small thing could tomorrow hold?"
    answer = entry_of(desk, "daily", date(2025, 3, 5)).answers[-1]
    assert (answer.person, answer.text) == ("P2", "Ask how the move went")
    question = desk.journal().question(answer.prompt, answer.version)
    assert question.asked == "<person>: what small thing could tomorrow hold?"


def test_events_that_wait_are_asked_first_and_count_as_questions(desk: Desk) -> None:
    begun(desk).run("focus step-back")
    for _ in range(2):
        desk.run("log credit --answers -", given={"their-success/credit": "given"})
    desk.answering("", GRID, "").run("daily")
    tuesday = at(desk, "2025-03-04").answering("", ([4, 4], ["failure"]), "none", "P1", "not yet")
    tuesday.run("daily")
    waiting = [e for e in desk.journal().entries(MONDAY, FRIDAY, "failure") if e.answers]
    assert len(waiting) == 1
    assert len(asked(at(desk, FRIDAY), "weekly")) == 6
    friday = at(desk, FRIDAY).answering(Leave())
    friday.run("weekly")
    assert friday.code == 130
    assert friday.said.count("the rest of it") == 1
    assert friday.script is not None
    assert friday.script.asked == ["What happened, as a camera would have seen it?"]


def waits(desk: Desk) -> list[date]:
    """The days of the events with a field that is still open."""
    found = desk.journal().entries(date(2025, 2, 1), FRIDAY)
    return [e.day for e in found if e.kind in EVENTS and any(answer.state == "open" for answer in e.answers)]


def test_of_what_was_tapped_in_the_newest_three_come_first_and_what_is_old_is_left_in_peace(desk: Desk) -> None:
    begun(desk)
    for day in ("2025-02-20", "2025-02-27", "2025-03-03", "2025-03-04", "2025-03-05"):
        failure = {"prompt": "room-to-fail/colleague", "state": "answered", "person": "Ana", "choice": "none"}
        happened = {"prompt": "room-to-fail/happened", "state": "open"}
        record = {"record": "entry", "kind": "failure", "day": day, "answers": [happened, failure]}
        assert desk.run("import jsonl -", given=json.dumps(record)).code == 0, desk.err
    friday = at(desk, FRIDAY).answering("", "", "", Leave())
    friday.run("weekly")
    assert [line for line in friday.said.splitlines() if "the rest of it" in line] == [
        "1 of 3, the rest of it: failure, Wed 5 Mar: Ana",
        "2 of 3, the rest of it: failure, Tue 4 Mar: Ana",
        "3 of 3, the rest of it: failure, Mon 3 Mar: Ana",
    ]
    assert friday.script is not None
    assert friday.script.asked[3] == "Your demonstrations this week: whom did they serve most?"
    assert waits(desk) == [date(2025, 2, 20), date(2025, 2, 27)]
    assert len(asked(at(desk, "2025-03-20"), "weekly")) == 4  # 27 February is older than two weeks by then


@pytest.mark.parametrize(
    ("word", "keys", "first", "kept"),
    [
        (
            "took over",
            ("feared failure", "no"),
            "Whose work was it?",
            [("", "in"), ("", "feared failure"), ("", "no")],
        ),
        ("gain", ("P1", "thanks"), "To whom did you give something small", [("P1", "thanks")]),
    ],
)
def test_passing_the_first_question_of_what_was_tapped_in_skips_its_others_and_keeps_what_was_tapped(
    desk: Desk, word: str, keys: tuple[str, ...], first: str, kept: list[tuple[str, str]]
) -> None:
    begun(desk)
    daily = at(desk, "2025-03-04").answering("Let the rota stand", ([4, 4], [word]), *keys)
    daily.run("daily")
    assert daily.code == 0, daily.err
    assert waits(desk) == [date(2025, 3, 4)]
    friday = at(desk, FRIDAY).answering(Pass(), Leave())
    friday.run("weekly")
    assert "That day you wrote: Let the rota stand" in friday.said
    assert friday.script is not None
    assert friday.script.asked[0].startswith(first)
    assert friday.script.asked[1] == "Your demonstrations this week: whom did they serve most?"
    events = [e for e in desk.journal().entries(date(2025, 3, 4), date(2025, 3, 4)) if e.kind in EVENTS]
    answers = [a for a in events[0].answers if a.state == "answered"]
    assert [(a.person or "", a.choice or "") for a in answers] == kept
    assert waits(desk) == []


def test_the_daily_says_once_a_day_that_the_week_is_due(desk: Desk) -> None:
    begun(desk)
    for day in ("2025-03-03", "2025-03-04", "2025-03-05"):
        at(desk, day).run("daily --answers -", given={LIVED: {"C1": 4}})
        assert "is due" not in desk.err
    friday = at(desk, FRIDAY)
    friday.run("daily --answers -", given={LIVED: {"C1": 4}})
    assert friday.err.count("The week is due: reflect weekly") == 1
    friday.run("daily --answers -", given={LIVED: {"C1": 5}})
    assert "is due" not in friday.err
    left = at(desk, "2025-03-08").answering(Leave()).run("daily")
    assert left.code == 130
    assert "is due" not in left.err
    at(desk, "2025-03-08").run("weekly --answers -", given={})
    at(desk, "2025-03-08").run("daily --answers -", given={})
    assert "is due" not in desk.err


# ---- what has come due


def promised(desk: Desk, due: str = "2025-03-05") -> Desk:
    begun(desk)
    given = {"convictions/change": {"act": "wait a day", "cue": "a number is red", "due": due}}
    desk.run("crosscheck --answers -", given=given)
    assert desk.code == 0, desk.err
    return desk


def test_a_promise_is_read_back_on_its_day_and_one_key_settles_it(desk: Desk) -> None:
    promised(desk)
    assert "daily/due-commitment" not in asked(at(desk, "2025-03-04"), "daily")
    evening = at(desk, "2025-03-05").answering("kept", "", GRID)
    evening.run("daily")
    assert evening.code == 0, evening.err
    assert evening.script is not None
    assert evening.script.shown[0] == ("K1  If a number is red, then wait a day, by Wed 5 Mar",)
    kept = desk.journal().nouns().commitments[0]
    assert (kept.outcome, kept.closed) == ("kept", date(2025, 3, 5))
    answer = entry_of(desk, "daily", date(2025, 3, 5)).answers[0]
    assert (answer.prompt, answer.choice, answer.made) == ("daily/due-commitment", "kept", "K1")
    assert "daily/due-commitment" not in asked(at(desk, "2025-03-06"), "daily")


def test_what_came_due_does_not_count_as_a_question_and_is_one_a_sitting(desk: Desk) -> None:
    promised(desk).run("focus step-back")
    desk.run("commitments add --due 2025-03-05 --from -", given="call the customer")
    wednesday = asked(at(desk, "2025-03-05"), "daily")
    assert wednesday == ["daily/due-commitment", DEMONSTRATION, LIVED, "step-back/stepped-up"]


@pytest.mark.parametrize(("word", "again"), [("later", "2025-03-12"), (None, "2025-03-12"), ("no more", None)])
def test_later_and_a_pass_come_back_after_a_week_and_no_more_never(
    desk: Desk, word: str | None, again: str | None
) -> None:
    promised(desk)
    at(desk, "2025-03-05").run("daily --answers -", given={"daily/due-commitment": word})
    assert desk.code == 0, desk.err
    assert desk.journal().nouns().commitments[0].outcome is None
    for day in ("2025-03-06", "2025-03-11"):
        assert "daily/due-commitment" not in asked(at(desk, day), "daily")
    for day in ("2025-03-12", "2025-04-30"):
        assert ("daily/due-commitment" in asked(at(desk, day), "daily")) is (again is not None)


def test_an_answer_given_anew_changes_what_it_changed_before(desk: Desk) -> None:
    promised(desk)
    evening = at(desk, "2025-03-05")
    evening.run("daily --answers -", given={"daily/due-commitment": "kept"})
    evening.run("daily --answers -", given={"daily/due-commitment": "partly"})
    assert desk.journal().nouns().commitments[0].outcome == "partly"


def test_left_before_it_was_answered_it_is_offered_the_next_day(desk: Desk) -> None:
    promised(desk)
    at(desk, "2025-03-05").answering(Leave()).run("daily")
    assert asked(at(desk, "2025-03-06"), "daily")[0] == "daily/due-commitment"


def logged(desk: Desk, kind: str, given: dict[str, Any]) -> Desk:
    desk.run(["log", kind, "--answers", "-"], given=given)
    assert desk.code == 0, desk.err
    return desk


def event_answers(desk: Desk, kind: str) -> dict[str, Any]:
    entry = desk.journal().entries(MONDAY, MONDAY, kind)[0]
    return {a.prompt.partition("/")[2]: (a.choice, a.text) for a in entry.answers}


def test_two_weeks_after_a_failure_not_learned_from_the_litmus_is_put_again(desk: Desk) -> None:
    begun(desk)
    logged(desk, "failure", {"room-to-fail/happened": "The release broke", "room-to-fail/learned": "not yet"})
    assert asked(at(desk, "2025-03-14"), "daily")[0] == DEMONSTRATION
    evening = at(desk, "2025-03-17").answering("yes", "Ben: to try it first", "", GRID)
    evening.run("daily")
    assert evening.code == 0, evening.err
    assert evening.script is not None
    assert evening.script.shown[0] == ("failure, Mon 3 Mar: The release broke",)
    assert event_answers(desk, "failure")["learned"] == ("yes", "Ben: to try it first")
    followed = entry_of(desk, "daily", date(2025, 3, 17)).answers[0]
    assert (followed.choice, followed.text) == ("yes", None)  # her words stand once, with the event
    assert asked(at(desk, "2025-03-25"), "daily")[0] == DEMONSTRATION


def test_two_weeks_after_stepping_in_it_asks_what_that_has_cost(desk: Desk) -> None:
    begun(desk)
    of_ana = {"room-to-fail/layer": {"choice": "direct", "person": "Ana"}}
    logged(desk, "step-in", {**of_ana, "step-back/trigger": "feared failure"})
    evening = at(desk, "2025-03-17").answering("now", "She asks me first again", "", GRID)
    evening.run("daily")
    assert evening.code == 0, evening.err
    assert evening.script is not None
    assert evening.script.shown[0] == ("step in, Mon 3 Mar: Ana · feared failure",)
    assert evening.script.asked[0] == "You took this over. Has it cost anything since, for them and for you?"
    answer = entry_of(desk, "daily", date(2025, 3, 17)).answers[0]
    assert (answer.prompt, answer.text, answer.person) == ("daily/due-step-in", "She asks me first again", "P1")
    assert asked(at(desk, "2025-04-17"), "daily")[0] == DEMONSTRATION


def test_a_guess_becomes_a_feedback_and_after_a_week_it_asks_what_she_heard(desk: Desk) -> None:
    begun(desk).run("focus small-gains --until 2025-04-30")
    at(desk, "2025-03-31").run("monthly --answers -", given={})
    april = at(desk, "2025-04-30")
    prompts = {prompt["id"]: prompt for prompt in april.run("monthly --json").json["prompts"]}
    name = prompts["small-gains/most-useful"]["person"]
    april.run("monthly --answers -", given={"small-gains/most-useful": "That I waited."})
    assert april.code == 0, april.err
    event = desk.journal().entries(date(2025, 4, 30), date(2025, 4, 30), "feedback")[0]
    said = {a.prompt.partition("/")[2]: a for a in event.answers}
    people = {p.code: p.name for p in desk.journal().nouns().people}
    assert people[said["feedback-from"].person or ""] == name
    assert said["feedback-guess"].text == "That I waited."
    later = at(desk, "2025-05-07").answering("now", "That I fixed the rota", "", GRID)
    later.run("daily")
    assert later.code == 0, later.err
    event = desk.journal().entry(event.id)
    assert [a.text for a in event.answers if a.prompt.endswith("heard")] == ["That I fixed the rota"]


def test_a_need_open_for_a_month_is_asked_after(desk: Desk) -> None:
    begun(desk)
    desk.run("crosscheck --answers -", given={"convictions/assistance": {"person": "Ana", "text": "a mentor"}})
    evening = at(desk, "2025-04-02").answering("under way", "", GRID)
    evening.run("daily")
    assert evening.script is not None
    assert evening.script.shown[0] == ("N1  Ana: a mentor (asked, since Mon 3 Mar)",)
    need = desk.journal().nouns().needs[0]
    assert [(step.state, step.since) for step in need.steps] == [
        ("asked", MONDAY), ("under way", date(2025, 4, 2)),
    ]  # fmt: skip
    assert asked(at(desk, "2025-04-30"), "daily")[0] == DEMONSTRATION
    assert asked(at(desk, "2025-05-02"), "daily")[0] == "daily/due-need"


# ---- disconnects that stand still


def parted(desk: Desk) -> Desk:
    begun(desk)
    given = {"convictions/disconnects": [{"text": "Blame in talk", "scope": "self"}]}
    desk.run("crosscheck --answers -", given=given)
    assert desk.code == 0, desk.err
    return desk


OLDEST = "convictions/oldest-disconnect"


def test_the_oldest_disconnect_is_shown_and_closed_by_what_moved(desk: Desk) -> None:
    friday = at(parted(desk), FRIDAY)
    prompt = next(p for p in friday.run("weekly --json").json["prompts"] if p["id"] == OLDEST)
    assert prompt["about"] == ["D1  Blame in talk (since Mon 3 Mar)"]
    friday.run("weekly --answers -", given={OLDEST: {"choice": "closed", "text": "We said it aloud"}})
    assert friday.code == 0, friday.err
    closed = desk.journal().nouns().disconnects[0]
    assert (closed.closed, closed.how) == (FRIDAY, "We said it aloud")
    assert OLDEST not in asked(at(desk, "2025-03-14"), "weekly")
    friday.run("weekly --answers -", given={OLDEST: "moved"})
    assert desk.journal().nouns().disconnects[0].closed is None


def stood_still(desk: Desk, times: int) -> str:
    """Let the oldest disconnect stand still so often; gives the Friday after."""
    fridays = [f"2025-03-{day:02d}" for day in (7, 14, 21, 28)] + ["2025-04-04", "2025-04-11", "2025-04-18"]
    for day in fridays[:times]:
        at(desk, day).run("weekly --answers -", given={OLDEST: "stood still"})
        assert desk.code == 0, desk.err
    return fridays[times]


def test_after_standing_still_four_times_it_is_offered_once(desk: Desk) -> None:
    parted(desk)
    assert asked(at(desk, stood_still(desk, 3)), "weekly")[0] != "daily/due-disconnect"
    friday = at(desk, "2025-04-04")
    at(desk, "2025-03-28").run("weekly --answers -", given={OLDEST: "stood still"})
    assert asked(friday, "weekly")[0] == "daily/due-disconnect"
    friday.run("weekly --answers -", given={})
    assert asked(at(desk, "2025-04-11"), "weekly")[0] != "daily/due-disconnect"


@pytest.mark.parametrize("word", ["drop", "coach"])
def test_a_disconnect_may_be_dropped_or_taken_to_the_coach(desk: Desk, word: str) -> None:
    friday = at(parted(desk), stood_still(desk, 4))
    friday.run("weekly --answers -", given={"daily/due-disconnect": word})
    assert friday.code == 0, friday.err
    one = desk.journal().nouns().disconnects[0]
    assert (one.closed is not None, one.visibility) == ((True, "private") if word == "drop" else (False, "coach"))


def test_whoever_wants_to_act_on_it_is_asked_how_at_the_end(desk: Desk) -> None:
    friday = at(parted(desk), stood_still(desk, 4))
    questions = asked(friday, "weekly")
    assert questions[0] == "daily/due-disconnect"
    friday.run("weekly --answers -", given={"daily/due-disconnect": "act"})
    more = friday.answering("praise in talk too", "I praise in writing", "", "")
    more.run("weekly")
    assert more.code == 0, more.err
    assert [(k.act, k.cue) for k in desk.journal().nouns().commitments] == [
        ("praise in talk too", "I praise in writing")
    ]
    assert friday.run("weekly --json").json["prompts"][-1]["id"] == "daily/due-act"


# ---- a theme that came again and again


HIRING = ("Hiring took the afternoon", "Two talks on hiring", "We stopped hiring", "Hiring again, and late")


def spoke_of_hiring(desk: Desk, entries: int) -> None:
    """Half a year of two notes a week, of which so many of the newest speak of hiring."""
    begun(desk)
    lines = []
    for week in range(26):
        for weekday in (0, 2):
            day = MONDAY + timedelta(weeks=week - 26, days=weekday)
            words = "The release went out as planned" if weekday else "A quiet start among the plans"
            lines.append(
                {
                    "record": "entry",
                    "kind": "note",
                    "day": str(day),
                    "answers": [{"prompt": "note", "text": words}],
                }
            )
    for number in range(entries):
        lines[-1 - number * 2]["answers"] = [{"prompt": "note", "text": HIRING[number % len(HIRING)]}]
    desk.run("import jsonl -", given="".join(json.dumps(line) + "\n" for line in lines))
    assert desk.code == 0, desk.err


THEME = "daily/due-theme"


def test_a_theme_that_came_on_four_days_is_offered_once(desk: Desk) -> None:
    spoke_of_hiring(desk, 8)
    offered = at(desk, FRIDAY).run("weekly --json").json["prompts"][0]
    assert (offered["id"], offered["about"]) == (THEME, ["hiring  (reflect search hiring)"])
    desk.run("weekly --answers -", given={})
    assert THEME not in asked(at(desk, "2025-03-14"), "weekly")


def test_a_theme_of_which_a_promise_speaks_is_not_offered(desk: Desk) -> None:
    spoke_of_hiring(desk, 8)
    at(desk, "2025-03-03").run("commitments add --from -", given={"act": "let Ana lead the hiring"})
    assert desk.code == 0, desk.err
    assert THEME not in asked(at(desk, FRIDAY), "weekly")


def test_a_word_that_came_on_three_days_is_no_theme_to_offer(desk: Desk) -> None:
    spoke_of_hiring(desk, 3)
    assert THEME not in asked(at(desk, FRIDAY), "weekly")


def test_whoever_acts_on_a_theme_is_asked_how(desk: Desk) -> None:
    spoke_of_hiring(desk, 8)
    friday = at(desk, FRIDAY)
    friday.run("weekly --answers -", given={THEME: "act"})
    assert friday.code == 0, friday.err
    assert friday.run("weekly --json").json["prompts"][-1]["id"] == "daily/due-act"


def test_a_theme_may_be_taken_to_the_coach(desk: Desk) -> None:
    spoke_of_hiring(desk, 8)
    friday = at(desk, FRIDAY).run("weekly --answers -", given={THEME: "coach"})
    assert friday.code == 0, friday.err
    for_you = friday.run("export --coach 2025-W10").out.partition("For you")[2]
    assert "a word that came again and again: Hiring" in for_you
