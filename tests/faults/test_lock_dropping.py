"""F17: while this process holds the journal it never opens its file by other means: that would drop the locks."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.faults.conftest import Figures
from tests.seeding import Seed

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the open files cannot be listed here")

LINES = (
    "status", "daily --json", "review", "list", "people", "search told", "export", "export --coach", "calendar",
    "settings", "focus", "doctor", "backup", "note", "undo", "doctor --repair", "edit --from - ffff", "status",
    "delete --for-good ffff", "import jsonl -", "--debug show ffff",
)  # fmt: skip

dropped: list[str] = []
"""The files of a held journal that were opened by other means."""
_watched: set[str] = set()


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Python calls it for every file that anything but SQLite itself opens."""
    if event == "open" and str(arguments[0]) in _watched and _is_held(Path(str(arguments[0]))):
        dropped.append(str(arguments[0]))


def _is_held(path: Path) -> bool:
    """Whether this process has the file open already."""
    links = (descriptor for descriptor in Path("/proc/self/fd").iterdir() if descriptor.exists())
    return any(link.readlink() == path for link in links)


sys.addaudithook(_watch)


@pytest.fixture
def watched(held: Desk) -> Desk:
    Seed(held).done()
    dropped.clear()
    _watched.update(str(held.home / f"journal.db{end}") for end in ("", "-wal", "-shm"))
    return held


def test_no_command_opens_the_journal_by_other_means_while_it_holds_it(watched: Desk, figures: Figures) -> None:
    for line in LINES:
        watched.run(line, given="told them")
        assert watched.code in (0, 2, 3, 4, 6), (line, watched.err)
        assert dropped == [], line
    figures("F17", commands=len(LINES), openings_that_drop_locks=0)


def test_one_that_did_would_be_found(watched: Desk) -> None:
    path = watched.home / "journal.db"
    path.read_bytes()
    assert dropped == [], "nobody holds it"
    with closing(watched.journal()):
        path.read_bytes()
    assert dropped == [str(path)]
