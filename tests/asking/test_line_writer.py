"""The same questions on a terminal that cannot move its cursor, an answer a line."""

from __future__ import annotations

import io

import pytest

from reflect.asking.asks import Choice, ChoiceAsk, GridAsk, GridRow, Reply, TextAsk
from reflect.asking.line_writer import LineWriter

CHOICES = (Choice("t", "took over", "took over"), Choice("g", "gain", "gain"), Choice("n", "none", "none"))
GRID = GridAsk(
    "How far?", (GridRow("C1", "No surprises"), GridRow("C2", "A day")), ("a", "b", "c", "d", "e"), tally=CHOICES
)


def asked(typed: str) -> tuple[LineWriter, io.StringIO]:
    screen = io.StringIO()
    return LineWriter(source=io.StringIO(typed), screen=screen), screen


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("I said no.\n", Reply("next", text="I said no.")),
        ("\n", Reply("pass")),
        ("<\n", Reply("back")),
        ("", Reply("leave")),
        ("!\n@\nno\n", Reply("next", text="no", marked=True, coach=True)),
        ("1\n", Reply("next", chosen=("C1",))),
    ],
)
def test_a_line_answers_a_text(typed: str, reply: Reply) -> None:
    ask = TextAsk("What?", mark="costly", coach=False, switches=(Choice("1", "C1", "No surprises"),))
    assert asked(typed)[0].text(ask, lambda text: None) == reply


def test_an_empty_line_keeps_a_draft_and_hands_it_over() -> None:
    drafts: list[str] = []
    assert asked("\n")[0].text(TextAsk("What?", draft="half"), drafts.append).text == "half"
    assert drafts == ["half"]


def test_a_required_answer_is_asked_for_again() -> None:
    assert asked("\nyes\n")[0].text(TextAsk("What?", required=True), lambda text: None).text == "yes"


@pytest.mark.parametrize(
    ("typed", "several", "reply"),
    [
        ("g\n", False, Reply("next", chosen=("gain",))),
        ("x\ntg\nt\n", False, Reply("next", chosen=("took over",))),
        ("gt\n", True, Reply("next", chosen=("gain", "took over"))),
        ("\n", False, Reply("pass")),
        ("<\n", False, Reply("back")),
        ("", False, Reply("leave")),
    ],
)
def test_a_line_of_keys_answers_a_choice(typed: str, several: bool, reply: Reply) -> None:
    assert asked(typed)[0].choice(ChoiceAsk("Which?", CHOICES, several=several)) == reply


def test_a_line_a_row_answers_a_grid_and_one_more_its_tally() -> None:
    rated: list[tuple[str, int | None]] = []
    tallied: list[tuple[str, ...] | None] = []
    reply = asked("4\n9\n<\n3\n0\nggt\n")[0].grid(GRID, lambda *rating: rated.append(rating), tallied.append)
    assert reply == Reply("next")
    assert rated == [("C1", 4), ("C1", 3), ("C2", 0)]
    assert tallied == [("gain", "gain", "took over")]


def test_words_on_a_plain_terminal_cannot_act_on_it_either() -> None:
    writer, screen = asked("")
    writer.say("a\x1b[31mb")
    assert screen.getvalue() == "a␛[31mb\n"
