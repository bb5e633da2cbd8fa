"""F8: while another program holds the journal, looking goes on, and writing waits, then says why."""

from __future__ import annotations

import time
from contextlib import closing
from typing import Any

import pytest

from reflect.store import opening
from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.faults.programs import LOOKING, SECRET, begun, locked, program
from tests.store.conftest import DAY, raw


def test_while_another_program_writes_reads_go_on_and_a_write_waits_and_says_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    begun(desk)
    monkeypatch.setattr(opening, "WAIT", 0.4)
    with locked(desk.home / "journal.db"):
        for command in LOOKING:
            assert desk.run(command).code == 0, desk.err
        start = time.perf_counter()
        desk.run("people add Ben")
        assert time.perf_counter() - start >= 0.4
    assert desk.code == 5
    assert "being written by another program" in desk.err
    assert "try again" in desk.err
    assert desk.run("people add Ben").code == 0
    figures("F8", looked_meanwhile=len(LOOKING), refused=1, then_stored=1)


def test_a_write_waits_for_its_turn(desk: Desk) -> None:
    begun(desk)
    with locked(desk.home / "journal.db", seconds=0.5):
        assert desk.run("people add Ben").code == 0, desk.err


def test_a_restored_copy_waits_for_its_turn_too_and_can_be_looked_at_meanwhile(desk: Desk) -> None:
    """It has no write-ahead log yet, and the change to one does not wait by itself."""
    raw(begun(desk).home / "journal.db", "PRAGMA journal_mode = DELETE")
    with locked(desk.home / "journal.db", seconds=1.5):
        start = time.perf_counter()
        assert desk.run("status").code == 0, desk.err
        assert time.perf_counter() - start < 1
        assert desk.run("people add Ben").code == 0, desk.err


def test_a_lock_in_the_middle_of_a_sitting_keeps_what_was_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(desk)
    monkeypatch.setattr(opening, "WAIT", 0.2)
    sitting = desk.answering(SECRET, ([4, 4], ["none"]))
    script = sitting.script
    assert script is not None
    grid = script.grid

    def while_locked(*arguments: Any) -> Any:
        with locked(desk.home / "journal.db"):
            return grid(*arguments)

    monkeypatch.setattr(script, "grid", while_locked)
    assert sitting.run("daily").code == 5
    with closing(desk.journal()) as journal:
        answers = journal.entries(DAY, DAY)[0].answers
    assert (answers[0].text, answers[0].state, answers[1].state) == (SECRET, "answered", "open")


def test_what_could_not_be_stored_because_of_a_lock_is_given_back_to_be_copied(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(desk)
    monkeypatch.setattr(opening, "WAIT", 0.2)
    with locked(desk.home / "journal.db"):
        desk.run("note", given=f"{SECRET}\n\x1b[31mthe second line")
    assert desk.code == 5
    said, _, words = desk.err.partition("could not be stored. Here it is, to be copied:\n\n")
    assert "being written by another program" in said
    assert words == f"{SECRET}\n␛[31mthe second line\n"


@pytest.mark.fault
def test_a_lock_of_thirty_seconds_lets_looking_go_on_and_a_write_give_up_after_ten(
    held: Desk, figures: Figures
) -> None:
    with locked(held.home / "journal.db", seconds=90):
        start = time.perf_counter()
        writing = program("people", "add", "Ben", home=held.home)
        looks = 0
        while writing.poll() is None:
            for line in LOOKING:
                assert held.run(line).code == 0, held.err
                looks += 1
        waited = time.perf_counter() - start
        error = writing.communicate()[1]
    assert writing.returncode == 5
    assert "being written by another program, and stayed so for 10 seconds" in error
    assert 9 < waited < 20
    figures("F8", looks_meanwhile=looks, refused=0, write_waited=f"{waited:.1f} s", exit=5)
