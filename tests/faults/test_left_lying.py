"""F19 and what else lies about: every file is hers alone, and her words stand in the journal and nowhere else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.conftest import Desk, Leave
from tests.faults.programs import LOOKING, SECRET, begun


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
