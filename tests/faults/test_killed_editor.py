"""F28: her editor, or reflect with it, is killed: the text is on no disk, and offered before the next sitting."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Desk, Leave, Pass
from tests.faults.conftest import Figures
from tests.faults.programs import SECRET, environ, texts
from tests.faults.terminal import Terminal

SAVES_AND_STAYS = f"""sh -c {shlex.quote(f'printf "%s" "{SECRET}" > "$1"; sleep 60')} --"""
SAVES_AND_DIES = f"""sh -c {shlex.quote(f'printf "%s" "{SECRET}" > "$1"; kill -9 $$')} --"""


@pytest.fixture
def memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for files in memory, which is no part of the disk that is searched."""
    import tempfile

    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as name:
        monkeypatch.setenv("XDG_RUNTIME_DIR", name)
        yield Path(name)


def holding(folder: Path) -> list[Path]:
    word = SECRET.split()[0].encode()
    return [file for file in folder.rglob("*") if file.is_file() and word in file.read_bytes()]


def left(held: Desk, memory: Path, tmp_path: Path, line: str = "note") -> None:
    """reflect and its editor, killed together after something was saved there."""
    told = environ(
        held.home, XDG_RUNTIME_DIR=str(memory), HOME=str(tmp_path), TMPDIR=str(tmp_path), VISUAL=SAVES_AND_STAYS
    )
    terminal = Terminal(sys.executable, ["-m", "reflect", *line.split()], told)
    if line == "daily":
        terminal.sees("someone who holds")
        terminal.types("\x18\x05")  # Ctrl-X Ctrl-E
    end = time.monotonic() + 15
    while not holding(memory):
        assert time.monotonic() < end, terminal.page
        terminal.reads()
    os.kill(terminal.process.pid, signal.SIGKILL)
    terminal.close()
    assert len(holding(memory)) == 1
    assert holding(tmp_path) == [], "nothing of it is on the disk"


@pytest.mark.parametrize("line", ["note", "daily"])
def test_a_text_whose_editor_was_killed_is_offered_and_kept_as_a_note(
    held: Desk, memory: Path, tmp_path: Path, figures: Figures, line: str
) -> None:
    left(held, memory, tmp_path, line)
    sitting = held.answering(("keep",), Leave()).run("daily")
    assert sitting.script is not None
    assert sitting.script.shown[0] == (SECRET,)
    assert "Kept as a note: reflect show " in sitting.said
    assert holding(memory) == []
    assert texts(held) == [SECRET]
    figures("F28", killed_in=line, on_disk=0, offered=1, kept=1)


def test_it_can_be_thrown_away_and_is_asked_for_once(held: Desk, memory: Path, tmp_path: Path) -> None:
    left(held, memory, tmp_path)
    held.answering(("throw",), Leave()).run("daily")
    assert holding(memory) == []
    assert texts(held) == []
    assert held.answering(Leave()).run("daily").code == 130, "nothing more is offered"


@pytest.mark.parametrize("later", [Pass(), Leave()])
def test_it_waits_for_who_does_not_choose(held: Desk, memory: Path, tmp_path: Path, later: object) -> None:
    left(held, memory, tmp_path)
    sitting = held.answering(later, Leave()).run("log gain")
    assert sitting.code == 130
    assert len(holding(memory)) == 1
    held.answering(("keep",), Leave()).run("log gain")
    assert SECRET in texts(held)


def test_it_is_offered_in_its_own_home_alone(held: Desk, memory: Path, tmp_path: Path) -> None:
    left(held, memory, tmp_path)
    other = Desk(tmp_path / "other").answering(Leave()).run("daily")
    assert other.script is not None
    assert len(other.script.asked) == 1
    assert len(holding(memory)) == 1


def test_an_editor_that_dies_by_itself_leaves_the_text_for_the_next_sitting(
    held: Desk, memory: Path, tmp_path: Path
) -> None:
    told = environ(held.home, XDG_RUNTIME_DIR=str(memory), TMPDIR=str(tmp_path), VISUAL=SAVES_AND_DIES)
    terminal = Terminal(sys.executable, ["-m", "reflect", "note"], told)
    terminal.sees("ended with an error")
    terminal.ends()
    assert SECRET not in terminal.page
    again = Terminal(sys.executable, ["-m", "reflect", "daily"], {**told, "VISUAL": ""})
    again.sees("What becomes of it?")
    assert SECRET in again.page
    again.types("k")
    again.sees("Kept as a note")
    again.sees("someone who holds")
    again.types("\x03")
    again.ends()
    again.close()
    assert texts(held) == [SECRET]
    assert holding(memory) == []
