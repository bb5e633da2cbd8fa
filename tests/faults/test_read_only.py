"""F9: where nothing can be written, what only looks works, and what writes refuses before anything is typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.faults.programs import LOOKING, SECRET, WRITING, begun, disk, program


def test_on_a_disk_mounted_for_reading_what_only_looks_works(tmp_path: Path, figures: Figures) -> None:
    with disk(tmp_path / "disk"):
        desk = begun(Desk(tmp_path / "disk" / "home"))
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        for command in LOOKING:
            assert desk.run(command).code == 0, desk.err
        for command in WRITING:
            assert desk.run(command).code == 5, command
            assert "cannot be written" in desk.err
    figures("F9", disk="mounted for reading", looked=len(LOOKING), refused=len(WRITING))


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


def test_a_journal_that_one_may_read_but_not_write_can_be_looked_at(
    nobody: tuple[str, ...], public: Path, figures: Figures
) -> None:
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
    figures("F9", user="nobody", looked=len(LOOKING), refused=2, bytes_changed=0)


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
