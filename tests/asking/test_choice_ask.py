from __future__ import annotations

from dataclasses import replace

import pytest

from reflect.asking.asks import Choice, ChoiceAsk, Reply

from .conftest import ALT_ENTER, BACKSPACE, CTRL_C, CTRL_D, F2, SHIFT_TAB, Typist

CHOICES = (
    Choice("1", "thanks", "thanks"),
    Choice("2", "trust", "a small act of trust"),
    Choice("n", "nobody", "nobody"),
)
ONE = ChoiceAsk("What was it?", CHOICES, coach=False)
SEVERAL = replace(ONE, several=True)


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        ("2", Reply("next", chosen=("trust",))),
        ("N", Reply("next", chosen=("nobody",))),
        ("79x2", Reply("next", chosen=("trust",))),
        ("\x1b[200~2\x1b[201~1", Reply("next", chosen=("thanks",))),
        ("\r", Reply("pass")),
        (f"{ALT_ENTER}1", Reply("next", chosen=("thanks",))),
        (BACKSPACE, Reply("back")),
        (SHIFT_TAB, Reply("back")),
        (CTRL_C, Reply("leave")),
        (CTRL_D, Reply("leave")),
        (f"{F2}1", Reply("next", chosen=("thanks",), coach=True)),
    ],
)
def test_one_key_answers_a_choice_and_no_other_key_does(typist: Typist, keys: str, reply: Reply) -> None:
    assert typist.choice(keys, ONE) == reply


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        ("n1\r", Reply("next", chosen=("thanks", "nobody"))),
        ("121\r", Reply("next", chosen=("trust",))),
        ("11\r", Reply("pass")),
        ("\r", Reply("pass")),
        (f"1{CTRL_C}", Reply("leave", chosen=("thanks",))),
        (f"2{SHIFT_TAB}", Reply("back", chosen=("trust",))),
    ],
)
def test_where_several_may_be_chosen_keys_toggle_and_enter_ends(typist: Typist, keys: str, reply: Reply) -> None:
    assert typist.choice(keys, SEVERAL) == reply


def test_enter_keeps_what_had_been_chosen_before(typist: Typist) -> None:
    assert typist.choice("\r", replace(ONE, chosen=("trust",))) == Reply("next", chosen=("trust",))
