"""Writes by real commands, one after another, in a process that a test kills.

Run as `python -m tests.faults.command_driver`.

Each line of standard input, "HOME N", forks a process that writes from the Nth on. It says "PID n", "TRY n" before
a command, "ACK n" when that has ended well; "END" comes when it is gone.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from reflect.cli import run
from reflect.session import World
from tests.faults.sitting_driver import tell

FIRST = datetime(2025, 3, 3, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))
HELD = "No surprises"


def words(number: int) -> str:
    """What the Nth command writes; it stands in no other."""
    return f"written{number}x " + "and more " * (number % 40)


def lines(number: int) -> tuple[list[str], str]:
    """The Nth command and what it is given: dailies, logged events and notes by turns."""
    text = words(number).strip()
    match number % 3:
        case 0:
            given = {"convictions/demonstration": text, "convictions/lived": {"C1": 1 + number % 5}}
            return ["daily", "--answers", "-"], json.dumps(given)
        case 1:
            fields = ("small-gains/for-them", "small-gains/for-me", "small-gains/for-business")
            return ["log", "gain", "--answers", "-"], json.dumps(dict.fromkeys(fields, text))
        case _:
            return ["note", "--tag", f"tag{number}"], text


TEXTS = (1, 3, 1)
"""How often its words stand in the entry of a command that was carried out, by turns."""


def carry_out(home: str, arguments: list[str], given: str, day: int) -> int:
    """Run one command in this process, on the Nth day, with that standard input."""
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8")
    environ = {"REFLECT_HOME": home, "TZ": "Europe/Berlin"}
    return run(arguments, World(environ, lambda: FIRST + timedelta(days=day), os.urandom))


def hold(home: str) -> None:
    """Hold the one conviction that the dailies ask about."""
    assert carry_out(home, ["convictions", "add", "--from", "-"], HELD, 0) == 0


def write(home: str, number: int) -> int:
    """Carry out the Nth command and give its exit code."""
    return carry_out(home, *lines(number), number)


def main() -> None:
    orders = sys.stdin
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (for as long as the process lives)
    with tempfile.TemporaryDirectory() as warm:  # everything is imported once, so that a fork begins at once
        hold(warm)
        for number in range(3):
            assert write(warm, number) == 0
    tell("READY")
    for line in orders:
        home, first = line.split()
        child = os.fork()
        if child == 0:
            tell(f"PID {os.getpid()}")
            for one in range(int(first), int(first) + 100):
                tell(f"TRY {one}")
                tell(f"ACK {one} {write(home, one)}")
            os._exit(0)
        os.waitpid(child, 0)
        tell("\nEND")  # on a line of its own, though the last one may be cut off


if __name__ == "__main__":
    main()
