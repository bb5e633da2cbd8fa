"""In which order the questions of a longer sitting come, and which of several focuses stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reflect.choosing import (
    Asked,
    Subjects,
    changed_to,
    daily_plan,
    ended_before,
    focus_on,
    in_reach,
    to_take_along,
    weekly_plan,
)
from reflect.model import LIVED, Disconnect, Focus, Prompt
from tests.choosing.simulated import convictions

DAY = date(2025, 3, 7)
GAP = Prompt("mine/gap", "…", "text", "…", cadence="weekly", gap=True)
PLAIN = tuple(Prompt(f"mine/{letter}", "…", "text", "…", cadence="weekly") for letter in "abc")


def asked_in(prompts: tuple[Prompt, ...], most: int = 7, asked: Asked | None = None) -> list[str]:
    plan = weekly_plan(DAY, prompts, Subjects(), asked or Asked(), most=most)
    return [planned.prompt.id.removeprefix("mine/") for planned in plan]


@pytest.mark.parametrize(
    ("prompts", "order"),
    [
        ((GAP, *PLAIN), ["a", "gap", "b", "c"]),
        ((GAP, PLAIN[0]), ["a", "gap"]),
        ((PLAIN[0], GAP, PLAIN[1]), ["a", "gap", "b"]),
        ((GAP,), ["gap"]),
        ((), []),
    ],
)
def test_what_did_not_fit_is_asked_after_something_else_where_there_is_anything_else(
    prompts: tuple[Prompt, ...], order: list[str]
) -> None:
    assert asked_in(prompts) == order


def test_of_two_gaps_the_one_asked_longest_ago_is_asked() -> None:
    other = Prompt("mine/slip", "…", "text", "…", cadence="weekly", gap=True)
    last = {GAP.id: DAY - timedelta(days=20), other.id: DAY - timedelta(days=30)}
    assert asked_in((GAP, other, PLAIN[0]), asked=Asked(last)) == ["a", "slip"]


def test_where_there_is_no_room_for_all_those_asked_longest_ago_are_asked_in_the_packs_order() -> None:
    last = {f"mine/{letter}": DAY - timedelta(days=ago) for letter, ago in (("a", 30), ("b", 10), ("c", 20))}
    assert asked_in(PLAIN, most=2, asked=Asked(last)) == ["a", "c"]
    assert asked_in(PLAIN, most=0) == []


def test_of_two_focuses_on_a_day_the_one_set_last_stands() -> None:
    """Two machines may each have set one before they were merged."""
    first, last = Focus("1", "step-back", DAY - timedelta(days=9)), Focus("2", "small-gains", DAY)
    assert focus_on(DAY, [first, last]) == last
    assert focus_on(DAY - timedelta(days=1), [first, last]) == first


def test_of_several_that_are_over_the_one_that_ended_last_is_the_one_before() -> None:
    begun = DAY - timedelta(days=60)
    long = Focus("1", "step-back", begun, DAY - timedelta(days=2))
    short = Focus("2", "small-gains", begun + timedelta(days=9), DAY - timedelta(days=30))
    assert ended_before(DAY, [long, short]) == long
    assert ended_before(DAY - timedelta(days=2), [long, short]) is None


def test_what_is_taken_along_to_somebody_is_a_rare_question_about_people_and_no_promise() -> None:
    def about(name: str, cadence: str, kind: str = "text", whom: str | None = "person") -> Prompt:
        return Prompt(f"mine/{name}", "…", kind, "…", cadence=cadence, about=whom)  # type: ignore[arg-type]  # the words of the closed lists

    prompts = [
        about("each-day", "daily"),
        about("quarter", "quarterly"),
        about("month", "monthly"),
        about("promise", "monthly", "commitment"),
        about("of-nobody", "monthly", whom=None),
        about("of-belief", "monthly", whom="conviction"),
    ]
    asked = Asked(subjects={("mine/month", "P1"): DAY, ("mine/quarter", "P2"): DAY})
    assert [(p.id, day) for p, day in to_take_along(prompts, "P1", asked, 3)] == [
        ("mine/quarter", None),
        ("mine/month", DAY),
    ]
    assert [p.id for p, _ in to_take_along(prompts, "P2", asked, 1)] == ["mine/month"]


def test_a_daily_asks_how_she_lived_seven_convictions_at_most() -> None:
    held = convictions(9)
    plan = daily_plan(lambda id_: Prompt(id_, "…", "text", "…"), held, held[0])
    assert [planned.conviction for planned in plan if planned.prompt.id == LIVED] == [f"C{n}" for n in range(1, 8)]


def test_of_disconnects_of_one_day_the_lower_code_is_the_older() -> None:
    found = [Disconnect(f"d{n}", f"D{n}", "disconnect", "self", "Blame", DAY) for n in (10, 3, 2)]
    assert [one.code for one in in_reach(found)] == ["D2", "D3", "D10"]


def test_a_focus_whose_last_day_is_today_ends_the_day_before_another_begins() -> None:
    standing = Focus("1", "step-back", DAY - timedelta(days=20), DAY)
    over = Focus("0", "room-to-fail", DAY - timedelta(days=40), DAY - timedelta(days=21))
    ended, new = changed_to("small-gains", None, DAY, [over, standing])
    assert (ended.id, ended.until) == ("1", DAY - timedelta(days=1))
    assert (new.id, new.since, new.until) == ("", DAY, None)


def test_a_focus_that_began_today_is_replaced_and_leaves_nothing_behind() -> None:
    standing = Focus("1", "step-back", DAY)
    until = DAY + timedelta(days=20)
    assert changed_to("small-gains", until, DAY, [standing]) == [Focus("1", "small-gains", DAY, until)]
    assert changed_to(None, None, DAY, [standing]) == [Focus("1", "step-back", DAY, DAY)]
