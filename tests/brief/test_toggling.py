"""What goes into a brief is toggled by its key, or by the arrows and space."""

from __future__ import annotations

import pytest

from reflect.asking.asks import Choice, ChoiceAsk, Reply
from tests.asking.conftest import CTRL_C, DOWN, UP, Typist, typist

__all__ = ["typist"]

CHOICES = tuple(Choice(key, key * 3, f"the text of {key}") for key in "123456789abc")
ASK = ChoiceAsk("What goes in?", CHOICES, several=True, chosen=("111",))


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (f"{DOWN} \r", ()),
        (f"{DOWN}{DOWN} {DOWN} \r", ("111", "222", "333")),
        (f"{UP} \r", ("111", "ccc")),
        (f"{DOWN}{UP}{UP} \r", ("111", "bbb")),
        (" \r", ("111",)),  # no line is pointed at yet
        (f"{DOWN * 13} \r", ()),
        ("c5\r", ("111", "555", "ccc")),
    ],
)
def test_arrows_point_and_space_toggles(typist: Typist, keys: str, chosen: tuple[str, ...]) -> None:
    assert typist.choice(keys, ASK).chosen == chosen


def test_what_was_toggled_is_handed_over_on_leaving(typist: Typist) -> None:
    assert typist.choice(f"{DOWN}{DOWN} {CTRL_C}", ASK) == Reply("leave", chosen=("111", "222"))


def test_where_one_is_chosen_arrows_and_space_do_nothing(typist: Typist) -> None:
    one = ChoiceAsk("Which?", CHOICES)
    assert typist.choice(f"{DOWN} 2", one).chosen == ("222",)
