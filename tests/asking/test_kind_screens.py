"""What the screens of the interview say and do for somebody who does not know them yet."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.formatted_text.utils import fragment_list_to_text

from reflect.asking.asks import Choice, ChoiceAsk, GridAsk, GridRow, TextAsk
from reflect.asking.choice_screen import ChoiceScreen, in_runs
from reflect.asking.drawing import Line, Look, joined
from reflect.asking.grid_screen import GridScreen
from reflect.asking.grid_state import GridState
from reflect.asking.screen import Screen
from reflect.asking.tally_words import TALLY_WORDS, explained
from reflect.asking.text_screen import TextScreen

from .conftest import Typist

SWITCHES = tuple(Choice(str(n), f"C{n}", f"C{n}  " + "A promise has a day and a name " * 3) for n in range(1, 8))
DEMONSTRATION = TextAsk("What did you do?", switches=SWITCHES)


def at_80_by_24(screen: Screen) -> Screen:
    size = Size(rows=24, columns=80)
    screen.app = cast(Any, SimpleNamespace(output=SimpleNamespace(get_size=lambda: size)))
    return screen


def words(lines: list[Line]) -> str:
    return fragment_list_to_text(joined(lines))


# ---- digits at the beginning of a text


def test_a_digit_alone_switches(typist: Typist) -> None:
    assert typist.text("2", DEMONSTRATION).chosen == ("C2",)


@pytest.mark.parametrize(
    ("typed", "given_back"), [(" ", "2 "), ("n", "2n"), ("x", "2x"), ("0", "20"), ("3", "23")]
)
def test_a_digit_that_is_typed_on_at_once_was_the_beginning_of_a_text(
    typist: Typist, typed: str, given_back: str
) -> None:
    reply = typist.text(typed, TextAsk("What?", switches=SWITCHES, switched="2"))
    assert (reply.text, reply.chosen) == (given_back, ("",))


def test_every_conviction_can_be_seen_with_what_the_digits_do() -> None:
    screen = at_80_by_24(TextScreen(DEMONSTRATION, Look(), lambda _typed: None, None))
    page = words(cast(TextScreen, screen)._offered())
    assert "1-7 switch" in page
    assert all(f"{n}  C{n}" in page for n in range(1, 8))
    assert max(map(len, page.splitlines())) <= 80


# ---- keys that do nothing, marks that mean nothing


def test_a_key_that_does_nothing_names_those_that_answer() -> None:
    screen = at_80_by_24(ChoiceScreen(ChoiceAsk("Which?", SWITCHES), Look()))
    cast(ChoiceScreen, screen).tip = cast(ChoiceScreen, screen)._which_keys()
    assert "The keys are 1-7; Enter passes." in words(cast(ChoiceScreen, screen)._lines())


def test_keys_that_follow_one_another_are_named_as_a_run() -> None:
    assert in_runs(tuple("123456789abcn")) == "1-9 a-c n"
    assert in_runs(("y", "n")) == "y n"


@pytest.mark.parametrize(("coach", "offered"), [(None, False), (False, True), (True, True)])
def test_the_mark_for_the_coach_is_offered_only_where_there_is_an_answer_to_mark(
    coach: bool | None, offered: bool
) -> None:
    screen = at_80_by_24(ChoiceScreen(ChoiceAsk("Add?", SWITCHES[:2], coach=coach), Look()))
    assert ("F2 coach" in words(cast(ChoiceScreen, screen)._lines())) is offered


# ---- what goes into a brief


def test_where_several_may_be_chosen_the_one_pointed_at_stands_there_whole() -> None:
    text = "It began with a word too many in the corridor and went on until the evening " * 3
    choices = tuple(Choice(key, key * 3, f"{key} {text}end of {key}") for key in "123456789abc")
    screen = cast(ChoiceScreen, at_80_by_24(ChoiceScreen(ChoiceAsk("What?", choices, several=True), Look())))
    assert "1-9 a-c toggle" in words(screen._lines())
    screen.at = 4
    page = " ".join(words(screen._lines()).split())
    assert "end of 5" in page
    assert "end of 4" not in page
    assert len(screen._lines()) <= 24


# ---- the grid


def grid(**more: Any) -> GridScreen:
    rows = (GridRow("C1", "No surprises", 4), GridRow("C2", "To the person first", 3))
    tally = explained(tuple(Choice(word[0], word, word) for word in TALLY_WORDS))
    ask = GridAsk("How far?", rows, ("a", "b", "c", "d", "e"), tally=tally, **more)
    state = GridState(ask, lambda *_rating: None, lambda _tally: None)
    return cast(GridScreen, at_80_by_24(GridScreen(ask, state, Look())))


def test_a_grid_that_is_answered_again_opens_at_its_first_row() -> None:
    assert grid(again=True).state.at == 0
    assert grid().state.in_tally


def test_on_the_tally_row_what_each_key_means_can_be_read() -> None:
    screen = grid(where_from="the article")
    screen.showing_where_from = True
    page = words(screen._lines())
    assert all(meaning[:40] in page for meaning in TALLY_WORDS.values())
    assert len(screen._lines()) <= 24
    screen.state.at = 0
    assert "the article" in words(screen._lines())
