"""Exports to read: each question, with whom and when it was about, once above all its answers."""

from __future__ import annotations

import csv
import io
import re

import pytest

from reflect.model import DEMONSTRATION, LIVED, TALLY
from tests.conftest import Desk

SAID = [
    "Name one thing you did that day that someone who holds “No surprises” would recognise.",
    "No surprises: Told them at once.",
    "How far did you live up to each that day?",
    "No surprises: 4 mostly",
    "Those nearest the work decide: no occasion",
    "Also that day:",
    "none",
]


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """A desk with one daily: a demonstration, two ratings of which one had no occasion, and a tally."""
    for statement in ("No surprises", "Those nearest the work decide"):
        desk.run("convictions add --from -", given=statement)
    desk.run(
        "daily --answers -",
        given={DEMONSTRATION: "Told them at once.", LIVED: {"C1": 4, "C2": 0}, TALLY: ["none"]},
    )
    assert desk.code == 0, desk.err
    return desk


def test_a_page_shows_each_question_once_above_its_answers(answered: Desk) -> None:
    page = answered.run("export --format html").out
    assert re.findall(r'<p class="(?:asked|words)">(.*?)</p>', page, re.DOTALL) == SAID


def test_a_text_shows_each_question_once_above_its_answers(answered: Desk) -> None:
    text = answered.run("export --format markdown").out
    lines = [line.removeprefix("### ") for line in text.partition("## 18:00 daily")[2].splitlines()]
    assert [line for line in lines if line] == SAID


def test_a_table_has_the_question_beside_every_answer(answered: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(answered.run("export --format csv").out)))
    assert [row["asked"] for row in rows] == [SAID[0], SAID[2], SAID[2], SAID[5]]
    assert [(row["value"], row["state"]) for row in rows[1:3]] == [("4", "answered"), ("", "none")]
