from __future__ import annotations

from dataclasses import replace

import pytest

from reflect.asking.asks import Choice, GridAsk, GridRow, Reply

from .conftest import BACKSPACE, CTRL_C, CTRL_D, DOWN, F2, SHIFT_TAB, UP, Typist

LABELS = ("went against it", "let it slide", "mixed", "mostly", "fully")
TALLY = (Choice("t", "took over", "took over"), Choice("g", "gain", "gain"), Choice("n", "none", "none"))
PLAIN = GridAsk("How far?", (GridRow("C1", "No surprises"), GridRow("C2", "To the person first")), LABELS)
WITH_TALLY = replace(PLAIN, tally_question="Also today:", tally=TALLY)

Rated = list[tuple[str, int | None]]


@pytest.mark.parametrize(
    ("keys", "move", "rated"),
    [
        ("45", "next", [("C1", 4), ("C2", 5)]),
        ("01", "next", [("C1", 0), ("C2", 1)]),
        ("6x4\t3", "next", [("C1", 4), ("C2", 3)]),
        ("\x1b[200~12\x1b[201~45", "next", [("C1", 4), ("C2", 5)]),
        (f"{DOWN}2", "next", [("C2", 2)]),
        ("\r\r", "pass", []),
        ("3\r", "next", [("C1", 3)]),
        (f"4{BACKSPACE}35", "next", [("C1", 4), ("C1", None), ("C1", 3), ("C2", 5)]),
        (f"4{UP}35", "next", [("C1", 4), ("C1", 3), ("C2", 5)]),
        (f"4{SHIFT_TAB}{SHIFT_TAB}", "back", [("C1", 4)]),
        (SHIFT_TAB, "back", []),
        (f"{BACKSPACE}{UP}12", "next", [("C1", 1), ("C2", 2)]),
        (f"4{CTRL_C}", "leave", [("C1", 4)]),
        (f"4{CTRL_D}", "leave", [("C1", 4)]),
    ],
)
def test_each_key_of_a_grid_rates_moves_or_takes_back(typist: Typist, keys: str, move: str, rated: Rated) -> None:
    assert typist.grid(keys, PLAIN).move == move
    assert typist.rated == rated


@pytest.mark.parametrize(
    ("keys", "move", "tallied"),
    [
        ("45gg\r", "next", [("gain",), ("gain", "gain")]),
        ("45Gt\r", "next", [("gain",), ("gain", "took over")]),
        (f"45gt{BACKSPACE}\r", "next", [("gain",), ("gain", "took over"), ("gain",)]),
        (f"45g{BACKSPACE}\r", "next", [("gain",), None]),
        ("45n", "next", [("none",)]),
        ("45gn", "next", [("gain",), ("none",)]),
        ("45\r", "next", []),
        ("45x4\r", "next", []),
        ("\r\r\r", "pass", []),
        ("\r\rg\r", "next", [("gain",)]),
        (f"45g{CTRL_C}", "leave", [("gain",)]),
    ],
)
def test_each_key_of_the_tally_counts_or_takes_back(
    typist: Typist, keys: str, move: str, tallied: list[tuple[str, ...] | None]
) -> None:
    assert typist.grid(keys, WITH_TALLY).move == move
    assert typist.tallied == tallied


def test_the_tally_comes_after_the_last_row_and_backspace_returns_to_that_row(typist: Typist) -> None:
    typist.grid(f"45{BACKSPACE}1{UP}2\r", WITH_TALLY)
    assert typist.rated == [("C1", 4), ("C2", 5), ("C2", None), ("C2", 1), ("C2", 2)]


def test_backspace_takes_back_the_rating_of_a_row_that_she_has_moved_to(typist: Typist) -> None:
    typist.grid(f"45{UP}{UP}{BACKSPACE}{CTRL_C}", WITH_TALLY)
    assert typist.rated[-1] == ("C1", None)


def test_a_grid_goes_on_at_its_first_open_row(typist: Typist) -> None:
    half = replace(PLAIN, rows=(GridRow("C1", "No surprises", 4), GridRow("C2", "To the person first")))
    assert typist.grid("2", half).move == "next"
    assert typist.rated == [("C2", 2)]


def test_what_had_been_counted_before_is_counted_on(typist: Typist) -> None:
    typist.grid("\r\rt\r", replace(WITH_TALLY, tallied=("gain",)))
    assert typist.tallied == [("gain", "took over")]


def test_counting_something_replaces_none(typist: Typist) -> None:
    typist.grid("\r\rg\r", replace(WITH_TALLY, tallied=("none",)))
    assert typist.tallied == [("gain",)]


def test_a_single_scale_is_a_grid_of_one_row_that_one_key_answers(typist: Typist) -> None:
    assert typist.grid("3", replace(PLAIN, rows=PLAIN.rows[:1])) == Reply("next")


def test_a_grid_can_be_marked_for_the_coach(typist: Typist) -> None:
    assert typist.grid(f"{F2}45", PLAIN) == Reply("next", coach=True)
