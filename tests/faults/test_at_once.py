"""F6, F7: several programs at one journal at the same time: none is refused, nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reflect.store.checking import wrong_checksums
from reflect.store.schema import LATEST
from tests.faults.conftest import Figures
from tests.faults.programs import ROOT
from tests.store.conftest import one_of_each, opened


def test_twenty_first_runs_at_once_make_one_journal(tmp_path: Path, figures: Figures) -> None:
    home = tmp_path / "home"
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "reflect", "people", "add", f"Name{number}"],
            env={**os.environ, "REFLECT_HOME": str(home)}, stderr=subprocess.PIPE, text=True,
        )
        for number in range(20)
    ]  # fmt: skip
    errors = [run.communicate(timeout=120)[1] for run in runs]
    assert [run.returncode for run in runs] == [0] * 20, errors
    with closing(opened(home / "journal.db")) as journal:
        people = journal.nouns().people
        assert {person.name for person in people} == {f"Name{number}" for number in range(20)}
        assert {person.code for person in people} == {f"P{number}" for number in range(1, 21)}
        assert wrong_checksums(journal) == []
        assert journal.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert journal.connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (LATEST,)
    figures("F7", first_runs_at_once=20, refused=0, journals=1, people=20)


WRITER = """
import os, sys, time, uuid
from pathlib import Path
from reflect.model import Answer
from reflect.store.journal import Journal
from tests.store.conftest import TEXT
journal = Journal(Path(sys.argv[1]), new_id=lambda: str(uuid.uuid4()), moment=lambda: "")
sys.stdout.write("ready\\n"); sys.stdout.flush(); sys.stdin.readline()
worst = 0.0
for number in range(int(sys.argv[3])):
    start = time.perf_counter()
    journal.keep_answer("e", Answer(f"{sys.argv[2]}-{number}", TEXT.prompt, text=f"{number} " * 20), TEXT)
    worst = max(worst, time.perf_counter() - start)
sys.stdout.write(f"{worst}\\n")
"""


def _written_at_once(path: Path, writers: int, answers: int) -> float:
    """The longest wait in seconds; every writer reads the last place within the entry and takes the next."""
    with closing(opened(path)) as journal:
        one_of_each(journal)
        before = len(journal.entry("e").answers)
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), f"w{number}", str(answers)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(writers)
    ]  # fmt: skip
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("\n")
        run.stdin.flush()
    told = [run.communicate(timeout=300) for run in runs]
    assert [error for _, error in told] == [""] * writers
    with closing(opened(path)) as journal:
        stored = journal.entry("e").answers
        assert len(stored) == before + writers * answers
        assert {a.id for a in stored} >= {f"w{w}-{a}" for w in range(writers) for a in range(answers)}
        places = journal.connection.execute("SELECT count(DISTINCT place) FROM answers").fetchone()[0]
        assert places == len(stored)
        assert wrong_checksums(journal) == []
    return max(float(out) for out, _ in told)


def test_of_eight_writers_at_once_none_is_refused_and_nothing_is_lost(tmp_path: Path, figures: Figures) -> None:
    worst = _written_at_once(tmp_path / "journal.db", 8, 20)
    figures("F6", writers=8, answers_each=20, stored="160 of 160", longest_wait=f"{worst:.2f} s")
    assert worst < 10


@pytest.mark.fault
def test_of_twenty_writers_at_once_none_is_refused_and_nothing_is_lost(tmp_path: Path, figures: Figures) -> None:
    worst = _written_at_once(tmp_path / "journal.db", 20, 50)
    figures("F6", writers=20, answers_each=50, stored="1000 of 1000", longest_wait=f"{worst:.2f} s")
    assert worst < 10


def test_four_programs_that_open_the_same_daily_at_once_make_one_sitting(tmp_path: Path) -> None:
    environ = {**os.environ, "REFLECT_HOME": str(tmp_path / "home"), "REFLECT_NOW": "2025-03-03T18:00"}
    held = [sys.executable, "-m", "reflect", "convictions", "add", "--from", "-"]
    subprocess.run(held, input=b"No surprises", env=environ, check=True, capture_output=True)
    given = b'{"convictions/demonstration": "Told them.", "convictions/lived": {"C1": 4}}'
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "reflect", "daily", "--answers", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ,
        )
        for _ in range(4)
    ]  # fmt: skip
    ended = [(program.communicate(given, timeout=60), program.returncode) for program in programs]
    assert [code for _, code in ended] == [0] * 4, ended
    listed = subprocess.run(
        [sys.executable, "-m", "reflect", "list", "--event", "daily", "--json"],
        env=environ,
        check=True,
        capture_output=True,
    )
    (block,) = json.loads(listed.stdout)["sections"][0]["blocks"]
    assert len(block["rows"]) == 1
