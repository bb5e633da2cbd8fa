"""The real program in processes of its own, and other programs that get in its way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from reflect.store.checking import lost_lines, rows_against_history, wrong_checksums
from reflect.store.journal import Journal
from reflect.store.word_index import index_differs
from tests.conftest import Desk

ROOT = Path(__file__).parents[2]
MOMENT = "2025-03-03T18:00"
SECRET = "Zebulon owes the warehouse"
"""Words of hers that stand nowhere else."""

LOOKING = ("status", "review", "people", "convictions list", "list", "daily --json", "log gain --json")
WRITING = ("people add Ben", "daily")


INDEXED = "SELECT id FROM answers_fts_docsize ORDER BY id"
WITH_TEXT = "SELECT key FROM answers WHERE text IS NOT NULL ORDER BY key"


def begun(desk: Desk) -> Desk:
    """A desk at which two convictions are held."""
    for statement in ("No surprises", "Those nearest decide"):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def environ(home: Path, **more: str) -> dict[str, str]:
    """The environment of a program at this home, on Monday 3 March 2025, six in the evening."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("REFLECT_")}
    return {**inherited, "REFLECT_HOME": str(home), "REFLECT_NOW": MOMENT, "TZ": "Europe/Berlin", **more}


def with_tests(home: Path) -> dict[str, str]:
    """The same, for a program that imports what lies beside the tests."""
    places = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return environ(home, PYTHONPATH=os.pathsep.join(places))


def command(*arguments: str) -> list[str]:
    """The command line of the real program."""
    return [sys.executable, "-m", "reflect", *arguments]


def program(
    *arguments: str, home: Path, before: tuple[str, ...] = (), moment: str = MOMENT, **more: Any
) -> subprocess.Popen[str]:
    """The real program, begun in a process of its own."""
    return subprocess.Popen(
        [*before, *command(*arguments)], env=environ(home, REFLECT_NOW=moment), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


def ran(
    line: str, home: Path, given: str = "", before: tuple[str, ...] = (), **more: Any
) -> subprocess.CompletedProcess[str]:
    """The real program, run to its end; `given` is standard input."""
    process = program(*line.split(), home=home, before=before, **more)
    out, err = process.communicate(given, timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def assert_sound(journal: Journal) -> None:
    """SQLite, the index of words and every checksum find nothing wrong."""
    assert journal.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert not index_differs(journal)
    assert wrong_checksums(journal) == []
    assert lost_lines(journal) == 0
    assert rows_against_history(journal.connection) == []


def texts(desk: Desk) -> list[str]:
    """Every text that stands in a sound journal, oldest first."""
    with closing(desk.journal()) as journal:
        assert_sound(journal)
        return [answer.text for entry in journal.every_entry() for answer in entry.answers if answer.text]


HOLDER = """
import os, sqlite3, sys, threading
threading.Timer(float(sys.argv[2]), os._exit, [0]).start()
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
sys.stdout.write("held\\n"); sys.stdout.flush()
sys.stdin.readline()
"""


@contextmanager
def locked(path: Path, seconds: float = 60) -> Iterator[None]:
    """Another program that holds the journal's write lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path), str(seconds)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.kill()


@contextmanager
def disk(place: Path, size: str = "1m") -> Iterator[None]:
    """A small disk of its own, in memory; the test is skipped where none can be mounted."""
    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def strace() -> str:
    """Where strace lies; the test is skipped where there is none, or where it may not follow a program."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("there is no strace here")
    if subprocess.run([found, "-o", os.devnull, "true"], check=False, capture_output=True).returncode:
        pytest.skip("strace may not follow a program here")
    return found
