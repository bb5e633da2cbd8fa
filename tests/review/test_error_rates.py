"""What whole reviews claim of leaders who did not change, and what they miss of those who did."""

from __future__ import annotations

from random import Random

import pytest
from benchmarks.reviews import (
    CELLS,
    CLAIMS,
    LEADERS,
    LEADERS_LONG,
    NOW,
    THEN,
    Cell,
    leader,
    reading_of,
    readings_of,
)

from reflect.review.looking import look_back

NULL, MOVED, SPREAD_OUT = CELLS


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.what)
def test_a_few_leaders_keep_the_promised_rates(cell: Cell) -> None:
    assert cell.holds(cell.rate(LEADERS), LEADERS)


@pytest.mark.slow
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.what)
def test_two_hundred_leaders_keep_the_promised_rates_without_any_allowance(cell: Cell) -> None:
    rate = cell.rate(LEADERS_LONG)
    assert rate <= cell.bound if cell.at_most else rate >= cell.bound


def test_a_review_of_such_a_leader_holds_every_kind_of_reading() -> None:
    """Four convictions, three shares and two scales: what is not there could not be claimed wrongly."""
    review = look_back(leader(Random(1), None, alone=False), NOW, THEN)
    assert len(readings_of(review)) == 9
    assert len(readings_of(look_back(leader(Random(1), 0.8, alone=True), NOW, THEN))) == 4


def test_the_null_leader_has_enough_answers_to_be_told_something_false() -> None:
    readings = readings_of(look_back(leader(Random(2), None, alone=False), NOW, THEN))
    assert "not enough answers" not in readings
    assert not set(readings) & set(CLAIMS)


def test_a_review_that_claimed_everything_would_break_the_promise() -> None:
    assert not NULL.holds(0.3, LEADERS)
    assert not MOVED.holds(0.5, LEADERS)
    assert not SPREAD_OUT.holds(0.3, LEADERS)
    assert reading_of(look_back(leader(Random(3), 0.8, alone=True), NOW, THEN), "C1") in (
        "higher",
        "no clear change",
    )
