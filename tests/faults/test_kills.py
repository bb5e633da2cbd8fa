"""F1: kills at random moments: what was acknowledged is there, and the next sitting goes on where it stopped."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from reflect.model import Answer
from tests.faults.conftest import Figures
from tests.faults.programs import ROOT, assert_sound
from tests.store.conftest import DAY, opened


class Kills:
    """Runs the driver, kills it, and compares the journal with what was acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chance = random.Random(9)
        self.kills = self.acknowledged = self.resumed = self.hot = 0
        self.driver = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sitting_driver"],
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
        """One home, whose sittings are killed again and again and gone on with each time."""
        path = self.folder / name / "journal.db"
        acknowledged: dict[str, dict[str, Any]] = {}
        day, began = 0, False
        for _ in range(count):
            said, tried, day = self._killed(path, day, acknowledged)
            if began:
                assert any("going on where you stopped" in line for line in said) or not said
                self.resumed += bool(said)
            self.hot += (path.parent / "journal.db-wal").exists()
            began = self._compare(path, day, acknowledged, tried)

    def _killed(
        self, path: Path, day: int, acknowledged: dict[str, dict[str, Any]]
    ) -> tuple[list[str], dict[str, Any], int]:
        """One process, killed: what it was told, the try that was not acknowledged, the day it was at."""
        assert self.driver.stdin is not None
        self.driver.stdin.write(f"{path.parent} {day}\n")
        self.driver.stdin.flush()
        pid = int(self._line().removeprefix("PID "))
        lines = [self._line() for _ in range(self.chance.randrange(30))]  # so that a busy machine changes nothing
        time.sleep(self.chance.random() * 0.01)
        os.kill(pid, signal.SIGKILL)
        self.kills += 1
        lines += iter(self._line, "END")
        said: list[str] = []
        tried: dict[str, Any] = {}
        first = day
        for line in lines:
            word, _, rest = line.partition(" ")
            match word:
                case "SAID" if day == first:
                    said.append(rest)
                case "TRY" if rest.endswith("}"):
                    tried = json.loads(rest)
                case "ACK":
                    acknowledged[tried["id"]] = tried
                    tried = {}
                    self.acknowledged += 1
                case "DONE":
                    assert rest == f"{day} 0"
                    day += 1
        return said, tried, day

    def _compare(
        self, path: Path, day: int, acknowledged: dict[str, dict[str, Any]], tried: dict[str, Any]
    ) -> bool:
        """Whether the sitting of the day is begun and not finished, once all that was acknowledged is found."""
        if not path.exists():
            assert not acknowledged
            return False
        with closing(opened(path)) as journal:
            assert_sound(journal)
            entries = list(journal.every_entry())
        assert len({entry.day for entry in entries}) == len(entries), "a second sitting of one day"
        stored = {answer.id: _said(answer) for entry in entries for answer in entry.answers}
        lost = [
            id_
            for id_, answer in acknowledged.items()
            if stored.get(id_) != _said(answer)
            and not (tried.get("id") == id_ and stored.get(id_) == _said(tried))
        ]
        assert lost == []
        if tried and stored.get(tried["id"]) == _said(tried):  # stored, and killed before it could say so
            acknowledged[tried["id"]] = tried
        return any(a.state == "open" for e in entries if (e.day - DAY).days == day for a in e.answers)


def _said(answer: Answer | dict[str, Any]) -> tuple[Any, ...]:
    """What an answer says; the code of what it made is known only after it is stored."""
    given = asdict(answer) if isinstance(answer, Answer) else answer
    return (given["state"], given["value"], given["choice"], tuple(given["choices"]), given["text"])


def _kill(folder: Path, homes: int, kills: int, figures: Figures) -> Kills:
    run = Kills(folder)
    try:
        for number in range(homes):
            run.home(f"home{number}", kills)
    finally:
        run.close()
    figures(
        "F1", sittings_killed=run.kills, answers_acknowledged=run.acknowledged, lost=0, gone_on_with=run.resumed,
        logs_left_hot=run.hot,
    )  # fmt: skip
    return run


def test_no_acknowledged_answer_is_lost_in_50_kills(tmp_path: Path, figures: Figures) -> None:
    run = _kill(tmp_path, homes=5, kills=10, figures=figures)
    assert run.acknowledged > 50
    assert run.resumed > 2


@pytest.mark.fault
def test_no_acknowledged_answer_is_lost_in_1000_kills(tmp_path: Path, figures: Figures) -> None:
    assert _kill(tmp_path, homes=50, kills=20, figures=figures).kills == 1000
