"""What has come due, in which order, and how "later" and "no more" are kept to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect.choosing import Due, Matters, Settled, candidates, come_due, in_reach, stuck
from reflect.choosing.due import DIRECTION, HEARD, LATER, LEARNED, NO_MORE
from reflect.model import Answer, Commitment, Disconnect, Entry, Need, NeedStep, Outcome

TODAY = date(2025, 3, 31)
EARLIER = date(2025, 2, 19)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def promise(code: str, due: date | None, *, made: date = EARLIER, outcome: Outcome | None = None) -> Commitment:
    return Commitment(code, code, "ask first", made, due=due, outcome=outcome)


def need(code: str, *steps: NeedStep) -> Need:
    return Need(code, code, "P1", "time", steps)


def event(kind: str, day: date, *answers: Answer, id_: str = "e") -> Entry:
    return Entry(id_, kind, day, answers=answers)


def failure(day: date, learned: str) -> Entry:
    return event("failure", day, Answer("a", LEARNED, choice=learned))


def offered(matters: Matters, settled: Mapping[str, Settled] | None = None) -> list[str]:
    found = candidates(matters, TODAY)
    return [due.kind for due in come_due(found, settled or {}, TODAY)]


def test_what_comes_first_is_what_she_promised_by_its_day_then_the_longest_due() -> None:
    matters = Matters(
        commitments=(promise("K1", ago(1)), promise("K2", ago(5))),
        needs=(need("N1", NeedStep(ago(60), "asked")),),
        events=(failure(ago(20), "not yet"),),
    )
    assert candidates(matters, TODAY) == [
        Due("commitment", "K2", ago(5)),
        Due("commitment", "K1", ago(1)),
        Due("need", "N1", ago(30)),
        Due("failure", "e", ago(6)),
    ]


@pytest.mark.parametrize(
    ("commitment", "is_due"),
    [
        (promise("K1", TODAY), True),
        (promise("K1", ago(-1)), False),
        (promise("K1", None), False),
        (promise("K1", TODAY, outcome="kept"), False),
        (promise("K1", TODAY, made=TODAY), False),
    ],
)
def test_a_commitment_is_due_from_its_day_on_until_it_is_closed(commitment: Commitment, is_due: bool) -> None:
    assert bool(offered(Matters(commitments=(commitment,)))) is is_due


@pytest.mark.parametrize(
    ("entry", "is_due"),
    [
        (failure(ago(14), "not yet"), True),
        (failure(ago(13), "not yet"), False),
        (failure(ago(91), "not yet"), False),
        (failure(ago(30), "yes"), False),
        (event("step", ago(14), Answer("a", DIRECTION, choice="in")), True),
        (event("step", ago(13), Answer("a", DIRECTION, choice="in")), False),
        (event("step", ago(14), Answer("a", DIRECTION, choice="back")), False),
        (event("feedback", ago(7)), True),
        (event("feedback", ago(6)), False),
        (event("feedback", ago(7), Answer("a", HEARD, "open")), True),
        (event("feedback", ago(7), Answer("a", HEARD, text="Listen more")), False),
        (event("gain", ago(30)), False),
    ],
)
def test_an_event_is_come_back_to_after_its_time(entry: Entry, is_due: bool) -> None:
    assert bool(offered(Matters(events=(entry,)))) is is_due


@pytest.mark.parametrize(
    ("steps", "is_due"),
    [
        ((NeedStep(ago(30), "asked"),), True),
        ((NeedStep(ago(29), "asked"),), False),
        ((NeedStep(ago(90), "asked"), NeedStep(ago(10), "under way")), False),
        ((NeedStep(ago(90), "asked"), NeedStep(ago(30), "under way")), True),
        ((NeedStep(ago(90), "asked"), NeedStep(ago(60), "met")), False),
    ],
)
def test_an_open_need_is_due_thirty_days_after_its_last_word(steps: tuple[NeedStep, ...], is_due: bool) -> None:
    assert bool(offered(Matters(needs=(need("N1", *steps),)))) is is_due


@given(days=st.integers(0, 400), word=st.sampled_from([None, LATER, NO_MORE, "now"]))
def test_later_and_a_pass_hold_for_a_week_and_no_more_for_good(days: int, word: str | None) -> None:
    matters = Matters(events=(event("step", ago(80), Answer("a", DIRECTION, choice="in")),))
    is_offered = bool(offered(matters, {"e": Settled(ago(days), word)}))
    assert is_offered is (word in (None, LATER) and days >= 7)


def test_a_need_that_was_under_way_comes_due_anew() -> None:
    matters = Matters(needs=(need("N1", NeedStep(ago(70), "asked"), NeedStep(ago(30), "under way")),))
    assert offered(matters, {"N1": Settled(ago(30), "under way")}) == ["need"]


def disconnect(code: str, opened: date, **more: object) -> Disconnect:
    fields = {"kind": "disconnect", "scope": "immediate", "text": "Blame", **more}
    return Disconnect(code, code, opened=opened, **fields)  # type: ignore[arg-type]  # the words are the test's own


def test_a_disconnect_that_stood_still_four_times_is_offered_the_oldest_first() -> None:
    known = (disconnect("D1", ago(10)), disconnect("D2", ago(90)), disconnect("D3", ago(200)))
    assert stuck(known, {"D1": 4, "D2": 4, "D3": 3}) == known[1]
    assert stuck(known, {"D1": 3}) is None


def test_what_is_not_hers_to_move_is_not_in_reach() -> None:
    larger = disconnect("D1", ago(90), scope="larger")
    closed = disconnect("D2", ago(90), closed=ago(1))
    connect = disconnect("D3", ago(90), kind="connect")
    hers = disconnect("D4", ago(9), scope="self")
    assert in_reach((larger, closed, connect, hers)) == [hers]
