"""F13: a newer schema, interrupted by a kill or a power cut at any call: the journal is old or new, never between.

Only one step is released, so the step is an invented one.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from reflect.store import header, opening, schema
from reflect.store import migrations as steps
from tests.faults.conftest import Figures
from tests.faults.powercut import Disk, calls, traced
from tests.faults.programs import assert_sound, strace, with_tests
from tests.faults.test_powercut import cut_everywhere
from tests.store.conftest import one_of_each, opened

OLD = schema.LATEST
NEW = OLD + 1

OPENS = """
import sys
from pathlib import Path
from tests.faults.test_new_schema import invent_step
invent_step(setattr)
from reflect.store.opening import open_journal
sys.stdout.write("READY\\n"); sys.stdout.flush()
open_journal(Path(sys.argv[1])).close()
sys.stdout.write("DONE\\n"); sys.stdout.flush()
"""


def invent_step(put: Callable[[object, str, object], None]) -> None:
    """Let the program know one more step: a column that is filled, and a table."""
    put(steps.migrations, "_migrations", list(steps.migrations._migrations))

    def moods(db: Database) -> None:
        db.execute("ALTER TABLE answers ADD COLUMN mood INTEGER")
        db.execute("UPDATE answers SET mood = 3")
        db.execute("CREATE TABLE moods (key INTEGER PRIMARY KEY) STRICT")

    steps.migrations(name="9999_moods")(moods)
    for module in (schema, opening, header):
        put(module, "LATEST", NEW)


@pytest.fixture
def older(path: Path) -> Path:
    """The home of a journal that lacks the step."""
    with closing(opened(path)) as journal:
        one_of_each(journal)
    return path.parent


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "journal.db"


def opening_program(home: Path) -> tuple[list[str], dict[str, str]]:
    """A program that knows the step, and opens the journal."""
    return [sys.executable, "-c", OPENS, str(home / "journal.db")], with_tests(home)


def check(home: Path, said: list[str]) -> int:
    """Wholly old or wholly new, with a verified copy before it is new; gives the schema that stands there."""
    with closing(sqlite3.connect(home / "journal.db")) as raw:
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
        columns = [row[1] for row in raw.execute("PRAGMA table_info(answers)")]
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
        moods = {mood for (mood,) in raw.execute("SELECT mood FROM answers")} if version == NEW else {3}
    assert version == NEW or (version == OLD and "DONE" not in said)
    assert ("mood" in columns, "moods" in tables, moods) == (version == NEW, version == NEW, {3})
    copy = home / "backups" / f"before-schema-{NEW}.db"
    assert copy.exists() or version == OLD
    if copy.exists():
        with closing(sqlite3.connect(f"file:{copy}?immutable=1", uri=True)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert raw.execute("PRAGMA user_version").fetchone() == (OLD,)
            assert raw.execute("SELECT count(*) FROM answers").fetchone() == (3,)
    with closing(opened(home / "journal.db")) as journal:
        assert_sound(journal)
        assert journal.connection.execute("PRAGMA user_version").fetchone() == (NEW,)
        assert [answer.id for answer in journal.entry("e").answers] == ["a1", "b2", "c3"]
    return version


def cut(older: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures, *, every: int) -> None:
    """The power goes after every nth call."""
    disk = Disk(older)
    disk.hold_what_stands()
    arguments, told = opening_program(older)
    ended = traced(strace(), arguments, folder / "trace", told)
    assert ended.stdout == "READY\nDONE\n", ended.stderr
    invent_step(monkeypatch.setattr)
    trace = list(calls(folder / "trace", older))
    found: list[int] = []
    images = cut_everywhere(trace, disk, lambda left, said: found.append(check(left, said)), every=every)
    old = found.count(OLD)
    figures("F13", cuts_at_calls=len(trace), images=images.total(), old=old, new=len(found) - old, between=0)


def test_a_power_cut_leaves_the_schema_old_or_new(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    cut(older, tmp_path, monkeypatch, figures, every=9)


@pytest.mark.fault
def test_a_power_cut_at_any_call_leaves_the_schema_old_or_new(
    older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    cut(older, tmp_path, monkeypatch, figures, every=1)


def killed(older: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures, *, kills: int) -> None:
    """Kills at random moments of the change, each of a copy of the older journal."""
    chance, found = random.Random(3), [0, 0]
    arguments, told = opening_program(older)
    left = []
    for number in range(kills):
        home = older.with_name(f"killed{number}")
        shutil.copytree(older, home)
        process = subprocess.Popen(
            [*arguments[:-1], str(home / "journal.db")], env=told, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "READY\n"
        time.sleep(chance.random() * 0.06)
        os.kill(process.pid, signal.SIGKILL)
        left.append((home, process.communicate()[0].splitlines()))
    invent_step(monkeypatch.setattr)
    for home, said in left:
        found[check(home, said) == NEW] += 1
    figures("F13", kills=kills, old=found[0], new=found[1], between=0)


def test_a_kill_leaves_the_schema_old_or_new(
    older: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    killed(older, monkeypatch, figures, kills=4)


@pytest.mark.fault
def test_a_hundred_kills_leave_the_schema_old_or_new(
    older: Path, monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    killed(older, monkeypatch, figures, kills=100)
