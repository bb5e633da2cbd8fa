"""Holds sittings, one after another, in a process that a test kills.

Run as `python -m tests.faults.sitting_driver`.

Each line of standard input, "HOME N", forks a process that holds the dailies from the Nth day on. It says "PID n",
"SAID line" for what it is told, "TRY json" before it stores an answer, "ACK" when that is stored, "DONE N code"
after each sitting; "END" comes when it is gone.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reflect.asking.asks import ChoiceAsk, GridAsk, Reply, TextAsk
from reflect.cli import run
from reflect.model import Answer, Prompt
from reflect.session import World
from reflect.sittings.holding import SittingKeeper

FIRST = datetime(2025, 3, 3, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def tell(line: str) -> None:
    """One line, at once and whole: what was told is told, whatever becomes of this process."""
    os.write(1, (line + "\n").encode())


class Anybody:
    """Answers whatever is asked: a text in two drafts, the first choice, a rating for each row."""

    def text(self, ask: TextAsk, draft: Callable[[str], None]) -> Reply:
        words = f"{ask.question} " * (1 + len(ask.question) % 7)
        draft(words[: len(words) // 3])
        draft(words[: len(words) // 2])
        return Reply("next", words)

    def choice(self, ask: ChoiceAsk) -> Reply:
        return Reply("next", chosen=(ask.choices[0].word,))

    def grid(
        self,
        ask: GridAsk,
        rated: Callable[[str, int | None], None],
        tallied: Callable[[tuple[str, ...] | None], None],
    ) -> Reply:
        for place, row in enumerate(ask.rows):
            rated(row.name, 1 + place % 5)
        tallied(("none",))
        return Reply("next")

    def say(self, line: str = "") -> None:
        tell(f"SAID {line}")


def telling(method: Callable[..., Any]) -> Callable[..., Any]:
    """A way of storing an answer that tells before and after."""

    def stores(keeper: SittingKeeper, *arguments: Any) -> Any:
        answer = next((given for given in arguments if isinstance(given, Answer)), None)
        prompted = any(isinstance(given, Prompt) for given in arguments)
        if answer is None or not prompted:
            return method(keeper, *arguments)
        tell("TRY " + json.dumps(asdict(answer)))
        kept = method(keeper, *arguments)
        tell("ACK")
        return kept

    return stores


def daily(home: str, number: int) -> int:
    """Hold the daily of the Nth day and give its exit code."""
    environ = {"REFLECT_HOME": home, "TZ": "Europe/Berlin"}
    return run(["daily"], World(environ, lambda: FIRST + timedelta(days=number), os.urandom, Anybody()))


def main() -> None:
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (for as long as the process lives)
    with tempfile.TemporaryDirectory() as warm:  # everything is imported once, so that a fork begins at once
        daily(warm, 0)
    for name in ("keep", "draft", "keep_noun"):
        setattr(SittingKeeper, name, telling(getattr(SittingKeeper, name)))
    tell("READY")
    for line in sys.stdin:
        home, number = line.split()
        child = os.fork()
        if child == 0:
            tell(f"PID {os.getpid()}")
            for day in range(int(number), int(number) + 20):
                tell(f"DONE {day} {daily(home, day)}")
            os._exit(0)
        os.waitpid(child, 0)
        tell("\nEND")  # on a line of its own, though the last one may be cut off


if __name__ == "__main__":
    main()
