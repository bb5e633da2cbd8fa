"""Copies of the journal that have been opened and compared before they count as copies."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from itertools import zip_longest
from pathlib import Path

from reflect.errors import JournalError
from reflect.private_files import create_private, private_folder, sync_folder


def verified_copy(path: Path, target: Path) -> None:
    """Copy the journal to `target` (0600), whole or not at all; an older copy of that name is replaced.

    The caller holds the journal's write lock, so that nothing changes between copying and comparing. Raises
    JournalError where the copy cannot be written, or does not hold what the journal holds.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        private_folder(target.parent)
        beside.unlink(missing_ok=True)
        create_private(beside)
        try:
            with contextlib.closing(_for_reading(path)) as journal:
                journal.execute("VACUUM INTO ?", (str(beside),))
                _compare(journal, beside)
            beside.replace(target)
            sync_folder(target.parent)
        finally:
            beside.unlink(missing_ok=True)
    except (OSError, sqlite3.DatabaseError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "sqlite_errorname", "") or type(error).__name__
        raise JournalError(
            f"The copy {target} could not be written ({reason}).", hint="Look at the disk and the folder's rights."
        ) from None


def _for_reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.text_factory = bytes  # compared as it stands, be it text or not
    return connection


def _compare(journal: sqlite3.Connection, beside: Path) -> None:
    with contextlib.closing(_for_reading(beside)) as copy:
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == b"ok"
        if not (sound and all(_same(journal, copy, query) for query in _everything(journal))):
            raise JournalError("The copy of the journal did not hold what the journal holds; it was thrown away.")


def _everything(journal: sqlite3.Connection) -> list[str]:
    """Queries for all that is stored: the index of words is made from it, and checked by SQLite itself."""
    tables = journal.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%'"
        " ESCAPE '!' ORDER BY name"
    )
    rows = [f'SELECT * FROM "{name.decode()}" ORDER BY 1' for (name,) in tables]
    return [
        "PRAGMA application_id",
        "PRAGMA user_version",
        "SELECT type, name, sql FROM sqlite_master ORDER BY type, name",
        *rows,
    ]


def _same(one: sqlite3.Connection, other: sqlite3.Connection, query: str) -> bool:
    pairs = zip_longest(one.execute(query), other.execute(query))
    return all(left == right for left, right in pairs)
