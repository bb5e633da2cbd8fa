"""F5: the terminal is closed, or Ctrl-C, Ctrl-D, a kill comes in the middle of an answer of the real program."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reflect.asking.text_screen import DRAFT_EVERY
from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.faults.programs import begun, disk, environ, texts
from tests.faults.terminal import Terminal
from tests.faults.test_full_disk import fill
from tests.store.conftest import DAY

WORDS = "I told them on Monday what I knew, though it was little and late. "
Sit = Callable[..., Terminal]


@pytest.fixture
def sit(held: Desk) -> Iterator[Sit]:
    """Begins the daily at a terminal."""
    sitting: list[Terminal] = []

    def begin(line: str = "daily", **more: str) -> Terminal:
        arguments = ["-m", "reflect", *line.split()]
        sitting.append(Terminal(sys.executable, arguments, environ(held.home, **more)))
        return sitting[-1]

    yield begin
    for terminal in sitting:
        terminal.close()


def draft_of(held: Desk) -> tuple[str, str]:
    """What is stored of the first answer: its text and its state."""
    with closing(held.journal()) as journal:
        entries = journal.entries(DAY, DAY)
    answer = entries[0].answers[0]
    return answer.text or "", answer.state


def types(terminal: Terminal, words: str, chance: random.Random) -> list[tuple[float, int]]:
    """Type like somebody; when how many letters had been typed, in seconds of the monotonic clock."""
    typed = []
    for number, letter in enumerate(words, start=1):
        terminal.types(letter)
        typed.append((time.monotonic(), number))
        time.sleep(chance.uniform(0.005, 0.04))
    return typed


WAYS: dict[str, Callable[[Terminal], object]] = {
    "closed": lambda terminal: terminal.process.close(force=False),
    "SIGHUP": lambda terminal: os.kill(terminal.process.pid, signal.SIGHUP),
    "SIGTERM": lambda terminal: os.kill(terminal.process.pid, signal.SIGTERM),
    "Ctrl-C": lambda terminal: terminal.types("\x03"),
    "Ctrl-D": lambda terminal: terminal.types("\x04"),
    "kill -9": lambda terminal: os.kill(terminal.process.pid, signal.SIGKILL),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_until_a_third_of_a_second_before_is_kept_and_stands_in_the_field_again(
    held: Desk, sit: Sit, figures: Figures, way: str
) -> None:
    terminal = sit()
    terminal.sees("someone who holds")
    typed = types(terminal, WORDS, random.Random(4))
    struck = time.monotonic()
    WAYS[way](terminal)
    if way == "Ctrl-D":  # which answers what is typed, and the next question comes
        terminal.sees("2 of 2")
        terminal.types("\x03")
    terminal.ends()
    late = 0.15  # a busy machine reads a key some time after it was typed
    owed = max((number for at, number in typed if at < struck - DRAFT_EVERY - late), default=0)
    kept, state = draft_of(held)
    assert WORDS.startswith(kept.rstrip())
    assert len(kept) >= owed
    assert state == ("answered" if way == "Ctrl-D" else "open")
    figures("F5", way=way, typed=len(WORDS), kept=len(kept))
    again = sit()
    again.sees("going on where you stopped")
    again.sees("2 of 2" if way == "Ctrl-D" else kept[:50].strip())
    again.types("\x03")
    again.ends()


def test_ctrl_d_on_an_empty_field_leaves_everything_open(held: Desk, sit: Sit) -> None:
    terminal = sit()
    terminal.sees("someone who holds")
    terminal.types("\x04")
    terminal.ends()
    assert terminal.exit_code == 130
    assert draft_of(held) == ("", "open")


def test_who_types_while_the_disk_fills_up_goes_on_typing_and_gets_all_of_it_back(
    tmp_path: Path, figures: Figures
) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        terminal = Terminal(sys.executable, ["-m", "reflect", "daily"], environ(desk.home))
        terminal.sees("someone who holds")
        filler = fill(tmp_path / "disk")
        terminal.types("I told ")
        terminal.sees("Not stored as you type")
        terminal.types("them on Monday.\r")
        terminal.ends()
        assert "to be copied:\n\nI told them on Monday." in terminal.page
        assert "(kept)" not in terminal.page
        assert terminal.exit_code == 5
        filler.unlink()
        again = Terminal(sys.executable, ["-m", "reflect", "daily"], environ(desk.home))
        again.sees("someone who holds")
        again.types("I told ")
        again.types("them on Monday.\r")
        again.sees("2 of 2")
        again.types("\x03")
        again.ends()
        assert texts(desk) == ["I told them on Monday."]
    figures("F4", typed_after_the_disk_was_full=1, given_back=1, cut_off=0)


def test_who_is_given_room_while_typing_loses_nothing(tmp_path: Path) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        terminal = Terminal(sys.executable, ["-m", "reflect", "daily"], environ(desk.home))
        terminal.sees("someone who holds")
        filler = fill(tmp_path / "disk")
        terminal.types("I told ")
        terminal.sees("Not stored as you type")
        filler.unlink()
        terminal.types("them on Monday.\r")
        terminal.sees("2 of 2")
        terminal.types("\x03")
        terminal.ends()
        assert texts(desk) == ["I told them on Monday."]


def test_a_text_that_could_not_be_stored_is_given_back_whole(held: Desk, sit: Sit) -> None:
    terminal = sit()
    terminal.sees("someone who holds")
    with closing(held.journal()) as journal:
        journal.connection.execute("DROP TABLE changes")  # from now on no change can be stored
    terminal.types("A beginning and an end\r")
    terminal.ends()
    assert "to be copied:\n\nA beginning and an end" in terminal.page
    assert terminal.exit_code == 5
