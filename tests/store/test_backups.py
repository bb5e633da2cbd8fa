"""A copy counts only when it holds all that the journal holds."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reflect.errors import JournalError
from reflect.store import backups
from reflect.store.backups import verified_copy
from reflect.store.checking import wrong_checksums
from reflect.store.engine import Connection
from reflect.store.journal import Journal
from tests.store.conftest import opened, rights


@pytest.fixture
def target(path: Path) -> Path:
    return path.parent / "backups" / "today.db"


def test_a_copy_holds_everything_and_is_private(journal: Journal, target: Path) -> None:
    before = os.umask(0)
    try:
        with journal.writing():
            verified_copy(journal.path, target)
    finally:
        os.umask(before)
    assert (rights(target), rights(target.parent)) == (0o600, 0o700)
    assert [file.name for file in target.parent.iterdir()] == ["today.db"]
    with closing(opened(target)) as copy:
        assert list(copy.every_entry()) == list(journal.every_entry())
        assert copy.nouns() == journal.nouns()
        assert wrong_checksums(copy) == []
        history = "SELECT * FROM changes ORDER BY key"
        assert copy.connection.execute(history).fetchall() == journal.connection.execute(history).fetchall()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE answers SET text = 'told the bored early' WHERE id = 'a1'",
        "DELETE FROM changes WHERE key = 1",
        "DELETE FROM answers WHERE id = 'c3'",
        "PRAGMA user_version = 0",
    ],
)
def test_a_copy_that_differs_is_thrown_away_and_the_older_one_kept(
    journal: Journal, target: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    verified_copy(journal.path, target)
    older = target.read_bytes()
    compare = backups._compare

    def spoilt(source: Connection, beside: Path) -> None:
        with closing(sqlite3.connect(beside, isolation_level=None)) as copy:
            copy.execute(harm)
        compare(source, beside)

    monkeypatch.setattr(backups, "_compare", spoilt)
    with pytest.raises(JournalError, match="did not hold"):
        verified_copy(journal.path, target)
    assert target.read_bytes() == older
    assert [file.name for file in target.parent.iterdir()] == ["today.db"]


def test_a_copy_that_is_damaged_is_thrown_away(
    journal: Journal, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = backups._compare

    def spoilt(source: Connection, beside: Path) -> None:
        content = bytearray(beside.read_bytes())
        content[-4096:] = bytes(4096)
        beside.write_bytes(bytes(content))
        compare(source, beside)

    monkeypatch.setattr(backups, "_compare", spoilt)
    with pytest.raises(JournalError):
        verified_copy(journal.path, target)
    assert list(target.parent.iterdir()) == []


def test_where_nothing_can_be_written_it_says_so(journal: Journal, target: Path) -> None:
    target.parent.write_text("a file where the folder should be")
    with pytest.raises(JournalError, match="could not be written"):
        verified_copy(journal.path, target)


def test_nobody_writes_while_it_is_copied_and_compared(journal: Journal, target: Path) -> None:
    """Else a copy would count as wrong, or lack what was written meanwhile."""
    with journal.writing(), closing(sqlite3.connect(journal.path, isolation_level=None, timeout=0)) as other:
        verified_copy(journal.path, target)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
