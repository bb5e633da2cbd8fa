"""F1: kills in the middle of `daily --answers`, `log` and `note`: each is stored whole, or not at all."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.command_driver import TEXTS, carry_out, hold, lines, words
from tests.faults.conftest import Figures
from tests.faults.programs import ROOT, assert_sound, command, environ
from tests.store.conftest import opened


class Kills:
    """Runs the driver, kills it, and compares the journal with what was acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chance = random.Random(11)
        self.kills = self.acknowledged = self.hot = 0
        self.driver = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.command_driver"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        while self._line() != "READY":  # it warms up
            pass

    def close(self) -> None:
        assert self.driver.stdin is not None
        assert self.driver.stdout is not None
        self.driver.stdin.close()
        self.driver.wait(60)
        self.driver.stdout.close()

    def _line(self) -> str:
        assert self.driver.stdout is not None
        line = self.driver.stdout.readline()
        assert line, "the driver is gone"
        return line.rstrip("\n")

    def home(self, name: str, count: int) -> None:
        """One home, in which the writing is killed again and again and gone on with each time."""
        home = self.folder / name
        hold(str(home))
        done: set[int] = set()
        number = 0
        for _ in range(count):
            number = self._killed(home, number, done)
            self.hot += (home / "journal.db-wal").exists()
            compare(home, done, range(number))

    def _killed(self, home: Path, number: int, done: set[int]) -> int:
        """One process, killed; gives the number of the next command that was not tried yet."""
        assert self.driver.stdin is not None
        self.driver.stdin.write(f"{home} {number}\n")
        self.driver.stdin.flush()
        pid = int(self._line().removeprefix("PID "))
        told = [self._line() for _ in range(self.chance.randrange(8))]  # so that a busy machine changes nothing
        time.sleep(self.chance.random() * 0.03)
        os.kill(pid, signal.SIGKILL)
        self.kills += 1
        told += iter(self._line, "END")
        for line in told:
            match line.split():
                case ["TRY", one] if one.isdigit():
                    number = max(number, int(one) + 1)
                case ["ACK", one, "0"]:
                    done.add(int(one))
                    self.acknowledged += 1
                case ["ACK", one, code]:
                    pytest.fail(f"command {one} ended with {code}")
        return number


def compare(home: Path, done: set[int], tried: range) -> None:
    """All that was acknowledged is there, and of what was only tried all or nothing."""
    with closing(opened(home / "journal.db")) as journal:
        assert_sound(journal)
        found = Counter(
            answer.text for entry in journal.every_entry() for answer in entry.answers if answer.text is not None
        )
    for number in tried:
        times = found.pop(words(number).strip(), 0)
        assert times == TEXTS[number % 3] or (times == 0 and number not in done), lines(number)
    assert not found, "something stands there that nobody wrote"


def killed(folder: Path, homes: int, kills: int) -> Kills:
    run = Kills(folder)
    try:
        for number in range(homes):
            run.home(f"home{number}", kills)
    finally:
        run.close()
    return run


def test_no_acknowledged_command_is_lost_in_60_kills(tmp_path: Path, figures: Figures) -> None:
    run = killed(tmp_path, homes=3, kills=20)
    assert run.acknowledged > 50
    figures("F1", commands_killed=run.kills, acknowledged=run.acknowledged, lost=0, logs_left_hot=run.hot)


@pytest.mark.fault
def test_no_acknowledged_command_is_lost_in_1000_kills(tmp_path: Path, figures: Figures) -> None:
    run = killed(tmp_path, homes=20, kills=50)
    figures("F1", commands_killed=run.kills, acknowledged=run.acknowledged, lost=0, logs_left_hot=run.hot)


def real(home: Path, kills: int, figures: Figures) -> None:
    """The same with the program as it is started from a shell, killed between its first and its last moment."""
    hold(str(home))
    chance = random.Random(5)
    done: set[int] = set()
    longest = 0.5
    for number in range(kills):
        arguments, given = lines(number)
        moment = f"2025-{1 + number // 28:02}-{1 + number % 28:02}T18:00"
        process = subprocess.Popen(
            command(*arguments), env=environ(home, REFLECT_NOW=moment),
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(given)
        process.stdin.close()
        try:
            if process.wait(longest * chance.uniform(0.3, 1.1)) == 0:
                done.add(number)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        compare(home, done, range(number + 1))
    figures("F1", started_from_a_shell=kills, ended_before_the_kill=len(done), lost=0)


def test_the_program_started_from_a_shell_loses_nothing_in_10_kills(tmp_path: Path, figures: Figures) -> None:
    real(tmp_path / "home", 10, figures)


@pytest.mark.fault
def test_the_program_started_from_a_shell_loses_nothing_in_200_kills(tmp_path: Path, figures: Figures) -> None:
    real(tmp_path / "home", 200, figures)


def test_a_command_that_is_not_killed_is_stored(tmp_path: Path) -> None:
    """Else the kills would prove nothing."""
    home = tmp_path / "home"
    hold(str(home))
    for number in range(6):
        assert carry_out(str(home), *lines(number), number) == 0
    compare(home, set(range(6)), range(6))
