"""What happened: steps, failures, credit, listening, foundations; the counts are those of the mock-up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.conftest import Desk
from tests.review.telling import (
    AUDIENCE,
    CREDIT,
    DIRECTION,
    FOUNDATION,
    HAPPENED,
    LEARNED,
    LEAVING,
    LISTENED,
    Q2,
    Q3,
    Telling,
    block,
    counted,
    facts,
    reviewed,
    section,
    spread,
    texts,
)

# ---- steps


def test_critical_and_beginning_steps_stand_apart_and_are_not_in_the_share(quarter: Desk) -> None:
    document = reviewed(quarter)
    assert facts(document, "steps", "steps") == {
        "back": {"n": 15, "of": 24},
        "critical": 2,
        "beginning": 2,  # one by its stage, one by its trigger
        "asked": "66 days, 65 before",
    }


def test_what_made_her_step_in_is_told_of_ordinary_steps_alone(quarter: Desk) -> None:
    document = reviewed(quarter)
    assert counted(document, "steps", "triggers") == {
        "numbers disappointed": 6, "quicker myself": 2, "pressure from above": 1,
    }  # fmt: skip
    assert counted(document, "steps", "layer") == {"direct": 6, "bypass": 3}
    assert counted(document, "steps", "asked") == {"unasked": 7, "asked": 2}
    assert counted(document, "steps", "held-back") == {"not at all": 5, "minutes": 2, "hours": 2}


def test_what_was_left_alone_is_told_apart_from_what_was_left_with_support(quarter: Desk) -> None:
    document = reviewed(quarter)
    assert counted(document, "steps", "left") == {"with support": 12, "alone": 3}
    assert block(document, "steps", "alone")["text"].startswith("Left alone 3 times:")


def test_a_share_that_moved_by_chance_is_too_few_to_tell(quarter: Desk) -> None:
    """15 of 24 against 8 of 22: Fisher's exact p is .09."""
    back = next(f for f in block(reviewed(quarter), "steps", "steps")["facts"] if f["key"] == "back")
    assert back["note"] == "was 8 of 22: too few to tell"
    assert all("higher" not in text for text in texts(section(reviewed(quarter), "steps")))


def test_it_is_not_told_in_the_brief_either(quarter: Desk) -> None:
    quarter.run("export 2025-Q3 --coach")
    told = " ".join(quarter.out.split())
    assert quarter.code == 0, quarter.err
    assert "15 of 24" not in told or "too few to tell" in told
    assert not [word for word in ("63 %", "62 %", "36 %") if word in told]


def test_a_share_that_passed_its_test_is_claimed(desk: Desk) -> None:
    """22 of 24 against 8 of 22: p is .0001."""
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    seed.daily(Q2[0], {"C1": 3})
    for span, back, inward in ((Q2, 8, 14), (Q3, 22, 2)):
        for day in spread(span, back):
            seed.step(day, "back")
        for day in spread(span, inward):
            seed.step(day, "in")
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert block(document, "steps", "steps")["facts"][0]["note"] == "was 8 of 22: higher"


def test_without_a_step_before_nothing_is_compared(desk: Desk) -> None:
    seed = Telling(desk)
    seed.step(date(2025, 8, 4), "back", left="alone")
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert block(document, "steps", "steps")["facts"][0]["note"] == ""
    assert block(document, "steps", "alone")["text"].startswith("Left alone once:")


def test_believed_to_be_critical_is_not_critical(desk: Desk) -> None:
    seed = Telling(desk)
    seed.step(date(2025, 8, 4), "in", critical="believed so")
    seed.step(date(2025, 8, 5), "back")
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert facts(document, "steps", "steps")["back"] == {"n": 1, "of": 2}


# ---- failures


def test_a_failure_counts_as_settled_once_the_litmus_is_answered_yes_or_no(quarter: Desk) -> None:
    document = reviewed(quarter)
    assert facts(document, "failures", "failures") == {"recorded": 5, "learned": {"n": 3, "of": 4}}
    assert counted(document, "failures", "kinds") == {
        "learning curve": 3, "could not perform": 1, "too early": 1,
    }  # fmt: skip
    assert counted(document, "failures", "first-hour") == {"held back": 3, "stepped in": 2}


def test_one_that_nobody_has_learned_from_yet_is_listed_with_its_age(quarter: Desk) -> None:
    waiting = block(reviewed(quarter), "failures", "not-yet")["items"]
    assert [(item["text"], item["values"]["days"]) for item in waiting] == [
        ("The rollout of week 4 broke (24 days)", 24)
    ]


def test_a_long_story_of_a_failure_is_cut_to_its_gist(desk: Desk) -> None:
    seed = Telling(desk)
    seed.event("failure", date(2025, 8, 4), {HAPPENED: "word " * 40})
    seed.event("failure", date(2025, 8, 5), {LEARNED: "not yet"})
    document = reviewed(seed.done().at("2025-08-06T18:00"))
    (told,) = block(document, "failures", "not-told")["items"]
    assert told["text"].endswith("… (2 days)")
    assert len(told["text"]) < 85
    (bare,) = block(document, "failures", "not-yet")["items"]
    assert bare["text"] == "a failure (1 day)"


def test_where_the_litmus_was_never_answered_nothing_is_said_of_learning(desk: Desk) -> None:
    seed = Telling(desk)
    for day in (4, 5, 6):
        seed.event("failure", date(2025, 8, day), {HAPPENED: "It broke"})
    told = seed.done().at("2025-08-07T18:00")
    failures = section(reviewed(told), "failures")
    assert "Nobody has learned" not in str(failures)
    assert "3 failures, what was learned is not told yet" in told.run("export --coach this quarter").out


# ---- credit, leavers


def test_credit_is_told_as_given_of_given_and_kept(quarter: Desk) -> None:
    """6 of 11 against 9 of 10 is too few to tell (p is .15)."""
    given = block(reviewed(quarter), "tests", "credit")["facts"][0]
    assert (given["value"], given["note"]) == ({"n": 6, "of": 11}, "was 9 of 10: too few to tell")
    assert counted(reviewed(quarter), "tests", "names") == {"given": 6, "mine": 5}


def test_credit_that_was_shared_or_theirs_anyway_is_neither_given_nor_kept(desk: Desk) -> None:
    seed = Telling(desk)
    for word in ("given", "shared", "theirs anyway", "let mine stand", "mine"):
        seed.event("credit", date(2025, 8, 4), {CREDIT: word})
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    assert facts(document, "tests", "credit") == {"given": {"n": 1, "of": 3}}


@pytest.mark.parametrize(
    ("value", "said"), [(1, "held it against them"), (4, "glad, with a pang"), (5, "glad for them")]
)
def test_a_departure_is_told_by_its_first_ten_minutes(desk: Desk, value: int, said: str) -> None:
    seed = Telling(desk)
    seed.event("departure", date(2025, 8, 5), {LEAVING: value})
    fact = block(reviewed(seed.done().at("2025-09-30T18:00")), "tests", "departures")["facts"][0]
    assert fact["value"] == said


# ---- listening


def test_conversations_are_counted_by_audience_and_nobody_twice_running_is_said(quarter: Desk) -> None:
    table = block(reviewed(quarter), "listening", "audiences")
    assert {row["audience"]: (row["before"], row["now"]) for row in table["rows"]} == {
        "employee": (0, 17), "internal customer": (0, 4), "external customer": (0, 1), "supplier": (0, 0),
    }  # fmt: skip
    assert table["notes"] == ["nobody heard in both periods: supplier"]


def test_listening_told_in_the_weekly_counts_as_well_and_upward_is_a_row_of_its_own(desk: Desk) -> None:
    seed = Telling(desk)
    seed.event("weekly", date(2025, 8, 8), {LISTENED: "supplier"})
    seed.event("weekly", date(2025, 8, 15), {LISTENED: "none"})
    seed.event("conversation", date(2025, 8, 9), {AUDIENCE: "upward"})
    rows = block(reviewed(seed.done().at("2025-09-30T18:00")), "listening", "audiences")["rows"]
    assert {row["audience"]: row["now"] for row in rows} == {
        "employee": 0, "internal customer": 0, "external customer": 0, "supplier": 1, "upward": 1,
    }  # fmt: skip


# ---- foundations


def test_foundations_stand_beside_those_before_and_zero_twice_running_is_said(quarter: Desk) -> None:
    table = block(reviewed(quarter), "foundations", "foundations")
    assert [(row["foundation"], row["before"], row["now"]) for row in table["rows"]] == [
        ("new challenge", 4, 6), ("experienced support", 1, 1), ("past win", 2, 3), ("small tasks", 6, 5),
        ("progress", 7, 9), ("effort", 0, 0),
    ]  # fmt: skip
    assert table["notes"] == ["none in both periods: effort honoured"]


def test_a_foundation_given_in_one_of_the_periods_is_not_said_to_be_missing(desk: Desk) -> None:
    seed = Telling(desk)
    for word in ("new challenge", "experienced support", "past win", "small tasks", "progress"):
        seed.event("foundation", Q2[0], {FOUNDATION: word})
    seed.event("weekly", date(2025, 8, 8), {FOUNDATION: "effort"})
    seed.event("weekly", date(2025, 8, 15), {FOUNDATION: "none"})
    table = block(reviewed(seed.done().at("2025-09-30T18:00")), "foundations", "foundations")
    assert table["notes"] == []
    assert sum(row["now"] for row in table["rows"]) == 1


# ---- what is sealed


def test_a_sealed_answer_is_counted_nowhere(desk: Desk) -> None:
    """Each event has its deciding answer sealed: it is as if it were not there."""
    seed = Telling(desk)
    seed.held("No surprises")
    day = date(2025, 8, 4)
    seed.daily(day, {"C1": 3})
    for kind, prompt, word in (
        ("step", DIRECTION, "in"), ("credit", CREDIT, "mine"), ("conversation", AUDIENCE, "employee"),
        ("foundation", FOUNDATION, "effort"), ("failure", HAPPENED, "the unsayable broke"),
    ):  # fmt: skip
        seed.event(kind, day, {prompt: word}, sealed=(prompt,))
    seed.event("departure", day, {LEAVING: 2}, sealed=(LEAVING,))
    document = reviewed(seed.done().at("2025-09-30T18:00"))
    for key in ("failures", "tests", "listening", "foundations"):
        assert [one["key"] for one in section(document, key)["blocks"]] == ["empty"], key
    assert "unsayable" not in " ".join(texts(document))


def test_an_event_of_which_one_answer_is_sealed_is_told_without_that_answer(desk: Desk) -> None:
    seed = Telling(desk)
    seed.event("failure", date(2025, 8, 4), {HAPPENED: "the unsayable broke", LEARNED: "no"}, sealed=(HAPPENED,))
    seed.event("failure", date(2025, 8, 5), {HAPPENED: "the unsayable fell", LEARNED: "not yet"},
               sealed=(HAPPENED,))  # fmt: skip
    document = reviewed(seed.done().at("2025-08-06T18:00"))
    assert facts(document, "failures", "failures") == {"recorded": 2, "learned": {"n": 0, "of": 1}}
    assert block(document, "failures", "not-yet")["items"][0]["text"] == "a failure (1 day)"
    assert "unsayable" not in " ".join(texts(document))
