"""When things go wrong: locks, full disks, places that cannot be written, faults of our own."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reflect.store import opening
from reflect.store.backups import verified_copy
from reflect.store.checking import wrong_checksums
from tests.conftest import Desk, Leave
from tests.store.conftest import DAY, opened, raw

SECRET = "Zebulon owes the warehouse"


def begun(desk: Desk) -> Desk:
    """A desk at which two convictions are held."""
    for statement in ("No surprises", "Those nearest decide"):
        desk.run("convictions add --from -", given=statement)
        assert desk.code == 0, desk.err
    return desk


def program(*arguments: str, home: Path, before: tuple[str, ...] = (), **more: Any) -> subprocess.Popen[str]:
    """The real program, in a process of its own."""
    environ = {**os.environ, "REFLECT_HOME": str(home), "REFLECT_NOW": "2025-03-03T18:00"}
    return subprocess.Popen(
        [*before, sys.executable, "-m", "reflect", *arguments],
        env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


# ---- locked

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
sys.stdout.write("held\\n"); sys.stdout.flush()
sys.stdin.readline()
"""


@contextmanager
def locked(path: Path, seconds: float = 60) -> Iterator[None]:
    """Another program that holds the journal's write lock."""
    with subprocess.Popen(
        [sys.executable, "-c", f"import threading, os; threading.Timer({seconds}, os._exit, [0]).start()" + HOLDER,
         str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.kill()


def test_while_another_program_writes_reads_go_on_and_a_write_waits_and_says_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(desk)
    monkeypatch.setattr(opening, "WAIT", 0.4)
    with locked(desk.home / "journal.db"):
        for command in ("status", "review", "people", "daily --json"):
            assert desk.run(command).code == 0, desk.err
        start = time.perf_counter()
        desk.run("people add Ben")
        assert time.perf_counter() - start >= 0.4
    assert desk.code == 5
    assert "being written by another program" in desk.err
    assert "try again" in desk.err
    assert desk.run("people add Ben").code == 0


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


# ---- disks that are full, places that cannot be written


@contextmanager
def disk(place: Path, *options: str) -> Iterator[None]:
    """A small disk of its own, in memory."""
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join(("size=1m", *options)), "tmpfs", str(place)],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip(f"no disk of 1 MB can be mounted here: {mounted.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


needs_mount = pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount here")


@needs_mount
def test_a_full_disk_keeps_what_was_answered_before(tmp_path: Path) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        day, kept = desk, 0
        while (day := day.answering("words " * 2000, ([4, 4], ["none"])).run("daily")).code == 0:
            day = replace(day, moment=day.moment.replace(day=day.moment.day + 1))
            kept += 1
        assert day.code == 5
        assert "is full" in day.err
        assert "fault of reflect" not in day.err
        assert kept > 2
        assert desk.run("status").code == 0
        path = desk.home / "journal.db"
        with closing(opened(path, create=False)) as journal:
            texts = [entry.answers[0].text for entry in journal.every_entry()]
            assert texts[:kept] == ["words " * 2000] * kept or texts[:kept] == [("words " * 2000).strip()] * kept
            assert wrong_checksums(journal) == []
        verified_copy(path, tmp_path / "elsewhere" / "saved.db")
        with closing(opened(tmp_path / "elsewhere" / "saved.db")) as saved:
            assert [entry.answers[0].text for entry in saved.every_entry()] == texts


@needs_mount
def test_a_disk_without_a_single_free_byte_can_still_be_read(tmp_path: Path) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        filler = tmp_path / "disk" / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        assert desk.run("status").code == 0, desk.err
        assert desk.run("people add Ben").code == 5
        assert "is full" in desk.err
        assert Desk(tmp_path / "disk" / "another").run("people add Ben").code == 5
        filler.unlink()
        assert desk.run("people add Ben").code == 0


LOOKING = ("status", "review", "people", "convictions list")
WRITING = ("people add Ben", "daily")


@needs_mount
def test_on_a_disk_mounted_for_reading_what_only_looks_works(tmp_path: Path) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        for command in LOOKING:
            assert desk.run(command).code == 0, desk.err
        for command in WRITING:
            assert desk.run(command).code == 5, command
            assert "cannot be written" in desk.err


@pytest.fixture
def nobody() -> tuple[str, ...]:
    """How to run as somebody who owns nothing."""
    if os.name != "posix" or os.getuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can run a program as somebody else")
    way = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    if subprocess.run([*way, sys.executable, "-c", "import reflect"], check=False, capture_output=True).returncode:
        pytest.skip("nobody may not run this Python")
    return way


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may read, and its owner alone may write."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_journal_that_one_may_read_but_not_write_can_be_looked_at(nobody: tuple[str, ...], public: Path) -> None:
    desk = begun(Desk(public / "home"))
    desk.home.chmod(0o755)
    (desk.home / "journal.db").chmod(0o644)
    before = {file.name: file.read_bytes() for file in desk.home.iterdir()}
    for command in LOOKING:
        run = program(*command.split(), home=desk.home, before=nobody)
        out, err = run.communicate(timeout=60)
        assert (run.returncode, err) == (0, ""), command
        assert out
    for command in ("people add Ben", "daily --answers -"):
        run = program(*command.split(), home=desk.home, before=nobody)
        out, err = run.communicate("{}", timeout=60)
        assert (run.returncode, out) == (5, ""), command
        assert "cannot be written" in err
    assert {file.name: file.read_bytes() for file in desk.home.iterdir()} == before


def test_where_nothing_can_be_stored_nothing_is_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may only be read opens like any other: she would find out after she has typed."""
    begun(desk)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "journal.db" or mode != os.W_OK)
    sitting = desk.answering(SECRET, ([4, 4], ["none"])).run("daily")
    assert sitting.code == 5
    assert sitting.script is not None
    assert sitting.script.asked == []


def test_where_a_part_lies_in_a_log_that_cannot_be_read_nothing_older_is_shown(
    nobody: tuple[str, ...], public: Path
) -> None:
    """The file without its log would be the journal of some time ago."""
    desk = begun(Desk(public / "home"))
    home = public / "copied"
    home.mkdir()
    with closing(desk.journal()) as journal:
        journal.connection.execute("UPDATE people SET name = name")
        journal.connection.execute("CREATE TABLE more (x)")
        subprocess.run(
            ["cp", *(str(desk.home / f"journal.db{end}") for end in ("", "-wal")), str(home)], check=True
        )
    for file in (*home.iterdir(), home):
        file.chmod(0o755)
    run = program("status", home=home, before=nobody)
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (5, "")
    assert "cannot be written" in err


# ---- faults of our own, and what is left lying about


class BrokenError(Exception):
    """A fault whose words are hers."""


FAULTS = [
    "reflect.store.journal.Journal.keep_answer",
    "reflect.store.journal.Journal.keep_draft",
    "reflect.store.journal.Journal.keep_entry",
    "reflect.store.rows.Rows.update",
    "reflect.store.rows.Rows._log",
    "reflect.store.entries.Reader._answer",
    "reflect.asking.interview._text",
    "reflect.asking.interview._said",
    "reflect.asking.interview._grid",
    "reflect.sittings.holding._steps",
    "reflect.sittings.giving_back.given_back",
    "reflect.session.Screen.say",
    "tests.conftest.Script.grid",
]


@pytest.mark.parametrize("error", [BrokenError, KeyError, sqlite3.IntegrityError, UnicodeError])
@pytest.mark.parametrize("place", FAULTS)
def test_a_fault_anywhere_in_the_interview_shows_its_class_and_place_and_none_of_her_words(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    place: str,
    error: type[Exception],
) -> None:
    begun(desk)

    def breaks(*arguments: object, **more: object) -> None:
        del arguments, more
        try:
            raise ValueError(SECRET)
        except ValueError:
            raise error(SECRET, f"near {SECRET}") from None

    monkeypatch.setattr(place, breaks)
    desk.answering(SECRET, ([4, 4], ["none"])).run("daily")
    assert desk.code == 1
    assert f"fault of reflect itself: {error.__name__} in " in desk.err
    spoken = "".join((desk.out, desk.err, *capfd.readouterr()))
    assert not [word for word in SECRET.split() if word in spoken]


def test_what_sqlite_says_of_an_error_is_not_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(desk)

    def breaks(*arguments: object, **more: object) -> None:
        raise sqlite3.OperationalError(f"near {SECRET}")

    monkeypatch.setattr("reflect.store.rows.Rows._log", breaks)
    desk.answering(SECRET).run("daily")
    assert desk.code == 5
    assert not [word for word in SECRET.split() if word in desk.out + desk.err]


FAULTY = """
import sys
from reflect.store.rows import Rows
def breaks(*arguments, **more):
    raise RuntimeError("the words of " + repr(arguments))
Rows.update = breaks
from reflect.__main__ import main
main()
"""


def test_the_real_program_shows_no_words_in_a_fault_either(desk: Desk) -> None:
    begun(desk)
    run = subprocess.run(
        [sys.executable, "-c", FAULTY, "daily", "--answers", "-"],
        env={**os.environ, "REFLECT_HOME": str(desk.home), "REFLECT_NOW": "2025-03-03T18:00"},
        input=json.dumps({"convictions/demonstration": SECRET}), text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "RuntimeError" in run.stderr
    assert "Traceback" not in run.stderr
    assert not [word for word in SECRET.split() if word in run.stdout + run.stderr]


def test_a_crash_leaves_no_copy_of_the_memory(tmp_path: Path) -> None:
    """Where one could be written: whatever the shell allows, the program forbids it."""
    script = "import resource; from reflect.cli import run; run(['status']); print(resource.getrlimit(4))"
    script = script.replace("4", str(resource.RLIMIT_CORE))

    def allowed() -> None:
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    run = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "REFLECT_HOME": str(tmp_path)},
        capture_output=True, text=True, check=True, preexec_fn=allowed,
    )  # fmt: skip
    assert run.stdout.endswith("(0, 0)\n")


def test_what_was_typed_stands_in_the_journal_and_in_no_other_file(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    begun(desk)
    desk.answering(Leave(SECRET[:20])).run("daily")
    desk.answering(SECRET, ([4, 4], ["none"])).run("daily")
    desk.run(["people", "add", SECRET[:7]])
    for command in LOOKING:
        desk.run(command)
    word = SECRET[:7].encode()
    holding = [file for file in tmp_path.rglob("*") if file.is_file() and word in file.read_bytes()]
    assert [file.relative_to(desk.home).as_posix() for file in holding] == ["journal.db"]


@pytest.mark.parametrize("command", [*LOOKING, "people add Ana", "daily --json", "daily --answers -"])
def test_when_a_command_ends_everything_is_in_the_one_file(desk: Desk, command: str) -> None:
    """A log left beside it would be missing from a copy of the file alone."""
    begun(desk).run(command, given="{}")
    assert desk.code == 0, desk.err
    assert {file.name for file in desk.home.iterdir()} == {"journal.db", "journal.db.id"}
