"""You may not have known: at most three lines, ranked by the written rule, each an act that passed its test."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reflect.model import Guess
from tests.conftest import Desk
from tests.review.telling import FOUNDATION, Q2, Q3, Telling, block, reviewed, spread
from tests.seeding import workdays

LAST = Q3[1]
SIX = ("new challenge", "experienced support", "past win", "small tasks", "progress", "effort")


def lines(desk: Desk, line: str = "2025-Q3") -> list[str]:
    document = reviewed(desk.at("2025-09-30T18:00"), line)
    found = [one for one in document["sections"] if one["key"] == "surprises"]
    return [item["text"] for item in found[0]["blocks"][0]["items"]] if found else []


def guessed(seed: Telling, **guesses: str) -> None:
    for question, guess in guesses.items():
        seed.journal.keep_guess(Guess("", "2025-Q3", "2025-09-30T15:00:00Z", question, guess))


def begun(desk: Desk) -> Telling:
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    seed.held("Nobody learns alone", since=Q2[0])
    seed.daily(date(2025, 7, 1), {"C1": 3})
    return seed


# ---- each by itself


@pytest.mark.parametrize(
    ("guess", "told"),
    [("80", False),  # 9 of 14 is what 80 % gives in one case of five
     ("95", True), ("64", False), ("60", False), ("25", True)],
)  # fmt: skip
def test_a_guess_is_told_where_the_record_could_hardly_come_of_it(desk: Desk, guess: str, told: bool) -> None:
    seed = begun(desk)
    for place in range(14):
        seed.ended(Q3[0] + timedelta(days=place), "kept" if place < 9 else "not")
    guessed(seed, kept=guess)
    seed.done()
    sentence = f"You guessed {guess} %: the record says 9 of 14, 64 %, of your commitments kept."
    assert lines(desk) == ([sentence] if told else [])


def test_of_two_guesses_the_one_that_is_off_by_more_is_told(desk: Desk) -> None:
    seed = begun(desk)
    for place in range(20):
        seed.ended(Q3[0] + timedelta(days=place), "kept" if place < 12 else "not")
    for day in spread(Q3, 18):
        seed.step(day, "back")
    for day in spread(Q3, 2):
        seed.step(day, "in")
    guessed(seed, kept="90", back="20")
    seed.done()
    assert lines(desk) == ["You guessed 20 %: the record says 18 of 20, 90 %, of your steps were steps back."]


def test_the_conviction_that_she_thought_she_lived_more_and_lived_less(desk: Desk) -> None:
    seed = Telling(desk)
    seed.held("No surprises", since=Q2[0])
    for span, values in ((Q2, [4, 5, 4, 4]), (Q3, [2, 3, 3, 2])):
        days = workdays(*span)
        seed.dailies(days, {"C1": (values * 17)[: len(days)]})
    guessed(seed, lived="C1")
    seed.done()
    assert lines(desk) == ["You thought you lived C1 “No surprises” more: the record says lower, 4.2 to 2.5."]


def passing(desk: Desk, passed: dict[str, int], asked: dict[str, int]) -> Telling:
    """Convictions that got no rating on so many of the days on which they were asked."""
    seed = Telling(desk)
    for number in range(len(asked)):
        seed.held(f"Conviction {number + 1}", since=Q2[0])
    days = workdays(*Q3)
    for number, day in enumerate(days):
        ratings = {code: 0 if number < passed[code] else 3 for code in asked if number < asked[code]}
        if ratings:
            seed.daily(day, ratings)  # type: ignore[arg-type]  # a zero is no occasion
    return seed


def test_a_conviction_that_was_passed_far_more_often_than_the_others(desk: Desk) -> None:
    passing(desk, {"C1": 2, "C2": 9}, {"C1": 30, "C2": 12}).done()
    assert lines(desk) == ["You gave C2 “Conviction 2” no rating on 9 of the 12 days it was asked."]


def test_one_that_was_hardly_asked_does_not_hide_the_one_that_was(desk: Desk) -> None:
    passing(desk, {"C1": 2, "C2": 9, "C3": 2}, {"C1": 30, "C2": 12, "C3": 2}).done()
    assert lines(desk) == ["You gave C2 “Conviction 2” no rating on 9 of the 12 days it was asked."]


@pytest.mark.parametrize(
    ("passed", "asked"),
    [({"C1": 2, "C2": 5}, {"C1": 30, "C2": 7}),  # too few asked
     ({"C1": 2, "C2": 6}, {"C1": 30, "C2": 12}),  # half is not most
     ({"C1": 20, "C2": 9}, {"C1": 30, "C2": 12})],  # no more than the other
)  # fmt: skip
def test_passes_like_any_others_are_no_surprise(desk: Desk, passed: dict[str, int], asked: dict[str, int]) -> None:
    passing(desk, passed, asked).done()
    assert lines(desk) == []


@pytest.mark.parametrize(
    ("relation", "days", "told"),
    [("steady", 41, False), ("steady", 42, True), ("in repair", 83, False), ("in repair", 84, True)],
)
def test_a_wait_twice_as_long_as_long_is(desk: Desk, relation: Any, days: int, told: bool) -> None:
    seed = begun(desk)
    seed.joined("Ana", relation)
    seed.joined("Ben")
    seed.gain(LAST - timedelta(days=days), "P1")
    seed.gain(LAST, "P2")
    guessed(seed, waited="P2")
    seed.done()
    found = [f"No small gain is noted for Ana for {days // 7} weeks; you thought of Ben."] if told else []
    assert lines(desk) == found


def test_who_waits_as_long_is_named_too_and_a_guess_of_one_of_them_is_right(desk: Desk) -> None:
    seed = begun(desk)
    for name in ("Ana", "Ben", "Chi", "Dov", "Eli"):
        seed.joined(name)
    for code in ("P1", "P2", "P3", "P4"):
        seed.gain(LAST - timedelta(days=49), code)
    seed.gain(LAST, "P5")
    guessed(seed, waited="P3")
    desk = seed.done()
    assert lines(desk) == ["No small gain is noted for Ana, Ben and 2 more for 7 weeks."]
    brief = desk.at(f"{LAST}T18:00").run("export --coach this quarter").out
    assert "No small gain is noted for P1, P2 and 2 more for 7 weeks." in brief
    assert "I thought that" not in brief


def test_where_no_gain_is_logged_nobody_is_said_to_wait_for_one(desk: Desk) -> None:
    seed = begun(desk)
    seed.joined("Ana")
    seed.done()
    assert lines(desk) == []


@pytest.mark.parametrize(("given", "told"), [(26, False), (27, True)])
def test_a_foundation_never_given_where_chance_would_hardly_leave_one_out(
    desk: Desk, given: int, told: bool
) -> None:
    """6 × (5/6)^26 is .052, and ^27 is .044."""
    seed = begun(desk)
    for number, day in enumerate(spread(Q3, given)):
        seed.event("foundation", day, {FOUNDATION: SIX[number % 5]})
    seed.done()
    assert lines(desk) == ([f"Of {given} foundations in two periods none was: effort honoured."] if told else [])


@pytest.mark.parametrize(
    ("words", "told"),
    [(["quicker myself"] * 4 + ["like doing it"], "4 of your 5"),
     (["quicker myself"] * 3 + ["like doing it", "was asked"], ""),
     (["quicker myself"] * 4, ""),
     (["quicker myself"] * 5 + ["like doing it"] * 4, "")],
)  # fmt: skip
def test_one_trigger_behind_most_steps_in(desk: Desk, words: list[str], told: str) -> None:
    seed = begun(desk)
    for day, word in zip(spread(Q3, len(words)), words, strict=True):
        seed.step(day, "in", trigger=word)
    seed.done()
    assert lines(desk) == ([f"{told} steps in had one trigger: quicker myself."] if told else [])


@pytest.mark.parametrize(("kept", "bare", "told"), [(9, 1, True), (7, 3, False)])
def test_commitments_that_hold_with_an_if_and_not_without(desk: Desk, kept: int, bare: int, told: bool) -> None:
    seed = begun(desk)
    for cue, number in (("it is Friday", kept), (None, bare)):
        for place in range(10):
            seed.ended(Q3[0] + timedelta(days=place), "kept" if place < number else "not", cue)
    seed.done()
    sentence = f"You kept {kept} of 10 commitments with an if, and {bare} of 10 without."
    assert lines(desk) == ([sentence] if told else [])


# ---- together


def test_there_are_three_at_most_in_the_order_of_the_rule(desk: Desk) -> None:
    """A guess, passes, a wait, a foundation and a trigger: the first three are told."""
    seed = passing(desk, {"C1": 2, "C2": 9}, {"C1": 30, "C2": 12})
    seed.joined("Ana")
    seed.joined("Ben")
    seed.gain(LAST - timedelta(days=60), "P1")
    seed.gain(LAST, "P2")
    for number, day in enumerate(spread(Q3, 30)):
        seed.event("foundation", day, {FOUNDATION: SIX[number % 5]})
    for day in spread(Q3, 8):
        seed.step(day, "in", trigger="quicker myself")
    for place in range(14):
        seed.ended(Q3[0] + timedelta(days=place), "kept" if place < 9 else "not")
    guessed(seed, kept="95")
    seed.done()
    found = lines(desk)
    assert [line.split()[:2] for line in found] == [["You", "guessed"], ["You", "gave"], ["No", "small"]]


def test_a_quarter_in_which_nothing_stands_out_has_no_such_section(desk: Desk) -> None:
    seed = begun(desk)
    seed.done()
    assert lines(desk) == []
    assert "YOU MAY NOT" not in desk.at("2025-09-30T18:00").run("review 2025-Q3").out


def test_a_sealed_answer_surprises_nobody(desk: Desk) -> None:
    seed = begun(desk)
    for day in spread(Q3, 8):
        trigger = "step-back/trigger"
        seed.event("step", day, {"room-to-fail/direction": "in", trigger: "quicker myself"}, sealed=(trigger,))
    seed.done()
    assert lines(desk) == []


def test_each_names_what_shows_the_answers_behind_it(quarter: Desk) -> None:
    items = block(reviewed(quarter), "surprises", "surprises")["items"]
    assert [item["command"] for item in items] == [
        "list 2025-Q3 --pack step-back",
        "list 2025-Q3 --event step",
    ]


def test_no_line_names_a_trait(quarter: Desk) -> None:
    """An act is something that can be counted: every line holds a number."""
    for item in block(reviewed(quarter), "surprises", "surprises")["items"]:
        assert any(sign.isdigit() for sign in item["text"])
        assert "you are" not in item["text"].casefold()
