"""Copies of the journal that have been opened and compared before they count as copies."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from itertools import zip_longest
from pathlib import Path

from reflect.errors import JournalError
from reflect.private_files import create_private, private_folder, sync_folder
from reflect.store.schema import COLUMNS


def verified_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open journal to `target` (0600), whole or not at all; an older copy of that name is replaced.

    Raises JournalError where the copy does not hold what the journal holds.
    """
    private_folder(target.parent)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    with contextlib.suppress(FileNotFoundError):
        beside.unlink()
    create_private(beside)
    try:
        connection.execute("VACUUM INTO ?", (str(beside),))
        _compare(connection, beside)
        beside.replace(target)
        sync_folder(target.parent)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()


def _compare(connection: sqlite3.Connection, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as copied:
        sound = copied.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        same = all(_same_rows(connection, copied, table) for table in COLUMNS)
    if not (sound and same):
        raise JournalError("The copy of the journal did not hold what the journal holds; it was thrown away.")


def _same_rows(one: sqlite3.Connection, other: sqlite3.Connection, table: str) -> bool:
    exists = "SELECT 1 FROM sqlite_master WHERE name = ?"
    if not one.execute(exists, (table,)).fetchone():
        return not other.execute(exists, (table,)).fetchone()
    query = f"SELECT key, checksum FROM {table} ORDER BY key"
    pairs = zip_longest(one.execute(query), other.execute(query))
    return all(left == right for left, right in pairs)
