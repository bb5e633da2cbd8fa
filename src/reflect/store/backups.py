"""Copies of the journal that have been opened and compared before they count as copies."""

from __future__ import annotations

import contextlib
import sqlite3
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.errors import JournalError
from reflect.private_files import part_of, private_folder, put_in_place, refuse_place
from reflect.store.engine import Connection, connect, errors, held
from reflect.store.opening import WAIT, translated

if TYPE_CHECKING:
    from reflect.store.journal import Journal  # it opens through the module that makes copies before a migration
    from reflect.store.keys import Key


_UNWRITABLE = ("SQLITE_READONLY", "SQLITE_FULL", "SQLITE_IOERR_SHM", "SQLITE_CANTOPEN")
"""Where nothing can be written, nobody writes: such a journal is copied without its lock."""


def back_up(journal: Journal, target: Path, *, replace: bool = False) -> None:
    """Copy an open journal to `target` (0600), whole or not at all, while nobody writes it.

    Raises RefusedError where `target` is a link, no plain file, or (without `replace`) exists already,
    JournalError where another program keeps on writing, or the copy cannot be written.
    """
    connection = journal.connection
    try:
        connection.execute("BEGIN IMMEDIATE")
    except errors("DatabaseError") as error:
        if not _is_unwritable(error):
            raise translated(error, journal.path) from None
    try:
        _copied(journal.path, target, replace=replace)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def verified_copy(path: Path, target: Path) -> None:
    """Copy the journal to `target` (0600), whole or not at all; an older copy of that name is replaced.

    The caller holds the journal's write lock, so that nothing changes between copying and comparing. Raises
    JournalError where the copy cannot be written, or does not hold what the journal holds.
    """
    try:
        private_folder(target.parent)
    except OSError as error:
        raise unwritten(target, error) from None
    _copied(path, target, replace=True)


def held_key(path: Path) -> Key | None:
    """The key with which this process holds a journal open, if it does and it takes one."""
    holder = held(path)
    return None if holder is None else holder.key


def _copied(path: Path, target: Path, *, replace: bool) -> None:
    key = held_key(path)
    try:
        try:
            source = for_reading(path, key=key)
        except errors("OperationalError") as error:
            if not _is_unwritable(error):
                raise
            source = for_reading(path, still=True, key=key)
    except errors("DatabaseError") as error:
        raise translated(error, path) from None
    with contextlib.closing(source):
        copy_of(source, target, replace=replace)


def _is_unwritable(error: sqlite3.Error) -> bool:
    return (error.sqlite_errorname or "").startswith(_UNWRITABLE)


def copy_of(journal: Connection, target: Path, *, replace: bool = False) -> None:
    """Copy all that a connection for reading sees to `target`; nothing else may write to it meanwhile.

    Raises RefusedError and JournalError, as `back_up` does.
    """
    try:
        refuse_place(target, replace=replace)
        with part_of(target) as part:
            fill(journal, part)
            put_in_place(part, target, replace=replace)
    except failures() as error:
        raise unwritten(target, error) from None


def fill(journal: Connection, part: Path) -> None:
    """Write all that a connection sees into an empty file, and compare. Raises OSError and DatabaseError.

    Raises JournalError where the file does not hold what was to be copied.
    """
    journal.execute("VACUUM INTO ?", (str(part),))
    _compare(journal, part)


def for_reading(path: Path, *, still: bool = False, key: Key | None = None) -> Connection:
    """A connection that reads a database file, its texts as bytes: compared as they stand, be they text or not.

    `still` is for a file that nobody writes: then nothing is made beside it, and a disk for reading will do.
    Raises the library's DatabaseError where the file is none, or cannot be read.
    """
    logs = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    alone = still and not any(log.exists() and log.stat().st_size for log in logs)
    connection = connect(path, "immutable=1" if alone else "mode=ro", key=key, wait=WAIT)
    try:
        connection.text_factory = bytes
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def is_sound(connection: Connection) -> bool:
    """Whether SQLite finds no fault in the file; a changed word is none to it."""
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == b"ok")
    except errors("DatabaseError"):
        return False


def holds_the_same(one: Connection, other: Connection) -> bool:
    """Whether all that the first stores is in the second, row for row, and nothing else is in those tables."""
    return all(_same(one, other, query) for query in _everything(one))


def failures() -> tuple[type[Exception], ...]:
    """What a disk, or a file that is none of ours, can raise while it is read or written."""
    return (OSError, *errors("DatabaseError"))


def unwritten(target: Path, error: Exception) -> JournalError:
    """The sentence about a copy that could not be written."""
    reason = getattr(error, "strerror", None) or getattr(error, "sqlite_errorname", "") or type(error).__name__
    reason = {"SQLITE_FULL": "the disk is full"}.get(reason, reason)
    return JournalError(
        f"The copy {target} could not be written ({reason}).", hint="Look at the disk and the folder's rights."
    )


def _compare(journal: Connection, beside: Path) -> None:
    with contextlib.closing(for_reading(beside, key=journal.key)) as copy:
        if not (is_sound(copy) and holds_the_same(journal, copy)):
            raise JournalError("The copy of the journal did not hold what the journal holds; it was thrown away.")


def _everything(journal: Connection) -> list[str]:
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


def _same(one: Connection, other: Connection, query: str) -> bool:
    pairs = zip_longest(one.execute(query), other.execute(query))
    return all(left == right for left, right in pairs)
