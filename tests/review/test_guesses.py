"""Before you look: asked once for a period, at a terminal alone, stored as given, and shown beside the record."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reflect.model import Guess
from reflect.screen import Screen
from tests.conftest import Back, Desk, Leave, Pass
from tests.review.telling import Q3, Telling, mock_up, reviewed, section

KEPT = "Of the commitments that came due, how many did you keep? (%, empty: pass)"
BACK = "Of the times when you could step in, how often did you step back? (%, empty: pass)"
LIVED = "Which one did you live more than in the time before?"
WAITED = "Who has waited longest for a small gain? (empty: pass)"
FIRST = "Before you look: 4 guesses?"


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a terminal; nothing is long enough for a pager."""
    monkeypatch.setattr(Screen, "is_piped", property(lambda _screen: False))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return mock_up(Desk(tmp_path / "home"))


def kept(desk: Desk, period: str = "2025-Q3") -> dict[str, str]:
    with closing(desk.journal()) as journal:
        return {guess.question: guess.guess for guess in journal.guesses(period)}


def answered(desk: Desk, *answers: Any, line: str = "review 2025-Q3") -> Desk:
    """The desk after somebody gave these answers, all of which were asked for."""
    there = desk.answering(*answers)
    there.run(line)
    assert there.script is not None
    assert there.script.answers == []
    return there


def asked(desk: Desk) -> list[str]:
    assert desk.script is not None
    return desk.script.asked


@pytest.mark.usefixtures("at_terminal")
def test_four_guesses_are_asked_stored_and_shown_beside_the_record(desk: Desk) -> None:
    there = answered(desk, "yes", "80", "50 %", "C3", "Dov")
    assert asked(there) == [FIRST, KEPT, BACK, LIVED, WAITED]
    assert (there.code, kept(desk)) == (
        0, {"kept": "80", "back": "50", "lived": "C3", "waited": "P4", "done": ""},
    )  # fmt: skip
    assert "BEFORE YOU LOOK" in there.out
    table = section(reviewed(desk), "before-you-look")["blocks"][0]
    assert [(row["question"], row["guess"], row["record"]) for row in table["rows"]] == [
        ("kept", "80 %", "64 % (9 of 14)"),
        ("back", "50 %", "63 % (15 of 24)"),
        ("lived", "C3", "none, beyond chance"),
        ("waited", "Dov", "Gus"),
    ]


@pytest.mark.usefixtures("at_terminal")
def test_they_are_asked_before_any_number_is_shown(desk: Desk) -> None:
    there = desk.answering("yes", "80", Leave())
    there.run("review 2025-Q3")
    assert there.out == ""


@pytest.mark.usefixtures("at_terminal")
def test_they_are_asked_once_for_a_period(desk: Desk) -> None:
    answered(desk, "yes", "80", "50", "C3", "Dov")
    assert asked(answered(desk)) == []
    assert asked(answered(desk, "no", line="review 2025-09"))[0].startswith("Before you look:")


@pytest.mark.usefixtures("at_terminal")
def test_one_key_skips_them_all_and_is_remembered(desk: Desk) -> None:
    there = answered(desk, "no")
    assert (there.code, kept(desk)) == (0, {"skipped": ""})
    assert "WHAT THIS RESTS ON" in there.out
    assert "BEFORE YOU LOOK" not in there.out
    assert asked(answered(desk)) == []


@pytest.mark.usefixtures("at_terminal")
def test_a_pass_is_no_guess_and_is_not_asked_again(desk: Desk) -> None:
    there = answered(desk, "yes", Pass(), "50", Pass(), "")
    assert kept(desk) == {"back": "50", "done": ""}
    assert asked(answered(desk)) == []
    assert there.out.count("steps back, of all steps") == 2  # the guess, and the section


@pytest.mark.usefixtures("at_terminal")
def test_what_was_guessed_survives_leaving_and_the_rest_is_asked_next_time(desk: Desk) -> None:
    there = answered(desk, "yes", "80", Leave("4"))
    assert (there.code, there.out, kept(desk)) == (130, "", {"kept": "80"})
    again = answered(desk, "40", "C1", "Gus")
    assert asked(again) == [BACK, LIVED, WAITED]
    assert kept(desk) == {"kept": "80", "back": "40", "lived": "C1", "waited": "P7", "done": ""}


@pytest.mark.usefixtures("at_terminal")
def test_leaving_at_the_first_question_stores_nothing(desk: Desk) -> None:
    there = answered(desk, Leave())
    assert (there.code, there.out, kept(desk)) == (130, "", {})
    assert asked(answered(desk, "no")) == [FIRST]


@pytest.mark.usefixtures("at_terminal")
def test_back_asks_the_one_before_again_and_the_last_guess_counts(desk: Desk) -> None:
    there = answered(desk, "yes", "80", Back(), "70", "50", "C3", Back(), "C1", "Dov")
    assert asked(there) == [FIRST, KEPT, BACK, KEPT, BACK, LIVED, WAITED, LIVED, WAITED]
    assert kept(desk) == {"kept": "70", "back": "50", "lived": "C1", "waited": "P4", "done": ""}


@pytest.mark.usefixtures("at_terminal")
@pytest.mark.parametrize("wrong", ["lots", "101", "-3", "½", "4.5"])
def test_what_is_no_percentage_is_asked_again_with_a_reason(desk: Desk, wrong: str) -> None:
    there = answered(desk, "yes", wrong, "80", "50", "C3", "Dov")
    assert there.script is not None
    assert there.script.shown[2] == ("A whole number from 0 to 100.",)
    assert kept(desk)["kept"] == "80"


@pytest.mark.usefixtures("at_terminal")
def test_an_unknown_name_is_asked_again_and_joins_no_roster(desk: Desk) -> None:
    there = answered(desk, "yes", "80", "50", "C3", "Zed", "dov")
    assert there.script is not None
    assert there.script.shown[-1] == ("Nobody on your roster is called that.",)
    with closing(desk.journal()) as journal:
        assert len(journal.nouns().people) == 7
    assert kept(desk)["waited"] == "P4"


@pytest.mark.usefixtures("at_terminal")
def test_only_what_can_be_guessed_is_asked(desk: Desk) -> None:
    """In the quarter before nothing came due, and there was no small gain yet: two are left."""
    there = answered(desk, "yes", "30", Pass(), line="review 2025-Q2")
    assert asked(there) == ["Before you look: 2 guesses?", BACK, LIVED]


@pytest.mark.usefixtures("at_terminal")
def test_where_hardly_anything_can_be_guessed_she_is_not_stopped(tmp_path: Path) -> None:
    seed = Telling(Desk(tmp_path / "other"))
    seed.held("No surprises")
    seed.daily(Q3[0], {"C1": 3})
    assert asked(answered(seed.done().at("2025-09-30T18:00"))) == []


@pytest.mark.usefixtures("at_terminal")
@pytest.mark.parametrize(
    "line",
    ["review 2025-Q3 --no-guess", "review 2025-Q3 --json", "review 2025-Q3 --format markdown",
     "review 2025-Q3 --section steps", "status"],
)  # fmt: skip
def test_whoever_does_not_want_to_be_asked_is_not(desk: Desk, line: str) -> None:
    assert asked(answered(desk, line=line)) == []
    assert kept(desk) == {}


@pytest.mark.usefixtures("at_terminal")
def test_the_setting_turns_them_off(desk: Desk) -> None:
    assert desk.run("settings set guesses no").code == 0
    assert asked(answered(desk)) == []


def test_without_a_terminal_nothing_is_asked(desk: Desk) -> None:
    assert asked(answered(desk)) == []  # standard output is a pipe
    desk.run("review 2025-Q3")
    assert (desk.code, kept(desk)) == (0, {})


@pytest.mark.usefixtures("at_terminal")
def test_nobody_at_the_keyboard_is_asked_nothing(desk: Desk) -> None:
    nobody = replace(desk, script=None)
    nobody.run("review 2025-Q3")
    assert (nobody.code, kept(desk)) == (0, {})


@pytest.mark.usefixtures("at_terminal")
def test_guesses_go_along_in_the_lossless_file(desk: Desk, tmp_path: Path) -> None:
    answered(desk, "yes", "80", Pass(), Pass(), "Dov")
    file = tmp_path / "journal.jsonl"
    desk.run(["export", "-o", str(file)])
    other = replace(desk, home=tmp_path / "other")
    other.run(["import", "jsonl", str(file)])
    assert other.code == 0, other.err
    assert kept(other) == {"kept": "80", "waited": "P4", "done": ""}


def test_a_guess_of_somebody_who_left_since_is_her_code(desk: Desk) -> None:
    with closing(desk.journal()) as journal:
        nouns = journal.nouns()
    seed = Telling(desk)
    dov = next(person for person in nouns.people if person.name == "Dov")
    seed.journal.keep_noun(replace(dov, left=Q3[0] + timedelta(days=3)))
    for question in ("waited", "kept"):
        seed.journal.keep_guess(Guess("", "2025-Q3", None, question, "P4" if question == "waited" else "80"))
    seed.done()
    rows = section(reviewed(desk), "before-you-look")["blocks"][0]["rows"]
    assert rows[1]["guess"] == "P4"
