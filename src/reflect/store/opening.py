"""Opening the journal file: every look at its bytes comes before SQLite holds it, every doubt refuses.

A file that is missing where a journal stood, empty, foreign, newer or damaged is left as it is, byte for byte.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reflect.errors import InputError, JournalError, NotFoundError
from reflect.private_files import create_private, keep_private, private_folder, write_new
from reflect.store.engine import Connection, connect, errors, held, require_cipher
from reflect.store.header import foreign, is_encrypted, newer, newest_backup, recovery_file, refuse_unfit
from reflect.store.schema import APPLICATION_ID, LATEST

if TYPE_CHECKING:  # 8 ms at run time, and a plain journal does without
    from reflect.store.encrypted import EncryptedFile
    from reflect.store.keys import Key

Unlock: TypeAlias = "Callable[[EncryptedFile], Key]"
"""Whoever gives the key of an encrypted file. Raises JournalError where nobody knows it."""

WAIT = 10.0
"""Seconds that a write waits for another program's write."""

_PAUSE = 0.01


class _ReplacedError(Exception):
    """Between the look at the file and the first read another program put another file in its place."""


def marker_of(path: Path) -> Path:
    """The file beside the journal that says a journal was here."""
    return path.with_name(path.name + ".id")


def open_journal(path: Path, *, create: bool = True, unlock: Unlock | None = None) -> Connection:
    """A connection that every rule of the journal holds on, its schema up to date.

    Without `create` it is opened for looking, which also works where nothing can be written. Raises
    NotFoundError where there is none and `create` is false, JournalError where the file is missing beside its
    marker, empty, foreign, newer, locked, damaged, or encrypted and `unlock` gives no key that fits, and where it
    is to be written and cannot be.
    """
    try:
        while True:
            looked_at = _look_at_file(path, create=create)
            key = _key(path, unlock)
            try:
                return _opened(path, "mode=rw", key, looked_at, create=create)
            except _ReplacedError:
                continue
            except errors("DatabaseError") as error:
                if create or not _can_be_looked_at(path, error):
                    raise
                return _opened(path, "immutable=1", key, looked_at, create=False)
    except errors("DatabaseError") as error:
        raise translated(error, path) from None
    except OSError as error:
        raise JournalError(
            f"{path} cannot be used ({error.strerror}).", hint="Look at the rights of its folder, and at the disk."
        ) from None


def _key(path: Path, unlock: Unlock | None) -> Key | None:
    """The key of the file: none for a plain one, and that of the connection which this process has already."""
    if (holder := held(path)) is not None:
        return holder.key
    if not is_encrypted(path):
        return None
    from reflect.store.encrypted import encrypted_file

    require_cipher()
    if unlock is None:
        raise JournalError(f"{path} is encrypted.", hint="Look at it with reflect itself.")
    return unlock(encrypted_file(path))


def translated(error: sqlite3.Error, path: Path) -> JournalError:
    """What SQLite complains of, as a sentence that a person can act on; its own words may hold hers."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return JournalError(
            f"{path} is being written by another program, and stayed so for {WAIT:.0f} seconds.",
            hint="Let the other reflect, or whatever copies or syncs the file, come to its end; then try again.",
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return _unwritable(path)
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")):
        return JournalError(
            f"The disk that holds {path} is full. What was stored before is kept.",
            hint="Make room, then run the same command again.",
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "decode" in str(error):
        return JournalError(
            f"{path} is damaged. It was not changed.", hint=newest_backup(path) or "Restore a copy of the file."
        )
    return JournalError(f"{path} cannot be used ({code or type(error).__name__}).")


def _unwritable(path: Path) -> JournalError:
    return JournalError(f"{path} cannot be written here.", hint="Look at the rights of the file and its folder.")


def _look_at_file(path: Path, *, create: bool) -> tuple[int, int]:
    """Refuse what is no journal of ours, or make an empty file; the device and number of the file."""
    # before the file: another first run may be making both right now
    marked = marker_of(path).exists() or recovery_file(path).exists()
    try:
        now = path.stat()
    except FileNotFoundError:
        _begin_file(path, marked=marked, create=create)
        return _identity(path)
    if not stat.S_ISREG(now.st_mode):
        raise JournalError(f"{path} is not a file.")
    if now.st_size == 0:
        if marked:
            raise JournalError(
                f"{path} is empty, but held a journal. It was not changed.",
                hint=newest_backup(path) or "Restore a copy of the file.",
            )
        if not create:
            raise _none_yet()
    elif held(path) is None and not is_encrypted(path):
        refuse_unfit(path)
    if create and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise _unwritable(path)
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        keep_private(file)
    return now.st_dev, now.st_ino


def _identity(path: Path) -> tuple[int, int]:
    now = path.stat()
    return now.st_dev, now.st_ino


def _begin_file(path: Path, *, marked: bool, create: bool) -> None:
    if path.is_symlink():
        raise JournalError(f"{path} is a link to a file that is not there. Nothing was created in its place.")
    if marked:
        raise JournalError(
            f"{path} is missing, but a journal was here. Nothing was created in its place.",
            hint=newest_backup(path) or f"Put the file back, or move {marker_of(path).name} away to start anew.",
        )
    if not create:
        raise _none_yet()
    private_folder(path.parent)
    create_private(path)


def _none_yet() -> NotFoundError:
    return NotFoundError("There is no journal yet.", hint="Start one: reflect daily")


def _can_be_looked_at(path: Path, error: sqlite3.Error) -> bool:
    """Where nothing can be written, the file alone can be read if no log beside it holds a part of it."""
    log = path.with_name(path.name + "-wal")
    code = getattr(error, "sqlite_errorname", "") or ""
    fits = code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR_SHM"))
    return fits and not (log.exists() and log.stat().st_size)


def _opened(path: Path, way: str, key: Key | None, looked_at: tuple[int, int], *, create: bool) -> Connection:
    connection = connect(path, way, key=key, wait=0)
    try:
        _prepare(connection, path, looked_at, may_write=way == "mode=rw", create=create)
    except BaseException as error:
        connection.close()
        if isinstance(error, errors("DatabaseError")) and _identity(path) != looked_at:
            raise _ReplacedError from None
        raise
    return connection


def _prepare(
    connection: Connection, path: Path, looked_at: tuple[int, int], *, may_write: bool, create: bool
) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    _begin_reading(connection, path, looked_at)
    try:
        application, version, begun = _standing(connection)
        if _identity(path) != looked_at:
            raise _ReplacedError
        if may_write and recovery_file(path).exists():
            from reflect.store.recovery import settle

            settle(path, None if connection.key is None else connection.key.salt)
    finally:
        connection.execute("ROLLBACK")
    connection.execute("PRAGMA synchronous = FULL")  # this and the next read the schema, and so wait for others
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    if begun and application != APPLICATION_ID:
        raise foreign(path)
    if version > LATEST:
        raise newer(path, version)
    if not may_write:
        if version < LATEST:
            raise JournalError(f"{path} is of an older reflect, and cannot be brought up to date here.")
        return
    restored = create and connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal"  # copies have no log
    if version < LATEST or restored:
        _begin_log(connection, application)
        _begin_reading(connection, path, looked_at)  # only then the log is open, and nobody else can be alone
        connection.execute("ROLLBACK")
    if version < LATEST:
        _migrate(connection, path)
    if not marker_of(path).exists():
        _mark(path)


def _begin_reading(connection: Connection, path: Path, looked_at: tuple[int, int]) -> None:
    """Begin a transaction, and wait for whoever holds the file alone; from then on writes wait for each other.

    Who holds it alone may be putting another file in its place. A connection to the old one that then reads, and
    closes, takes the new one's log for its own and removes it: so this waits outside of SQLite, and looks.
    """
    for left in range(int(WAIT / _PAUSE), -1, -1):
        if _identity(path) != looked_at:
            raise _ReplacedError
        try:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            break
        except errors("OperationalError") as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if not left or not _is_busy(error):
                raise
            time.sleep(_PAUSE)
    connection.execute(f"PRAGMA busy_timeout = {WAIT * 1000:.0f}")


def _is_busy(error: sqlite3.Error) -> bool:
    return (error.sqlite_errorname or "").startswith("SQLITE_BUSY")


def _standing(connection: Connection) -> tuple[int, int, bool]:
    """Whose the file is, its schema, and whether it holds any table: all three within one transaction."""
    begun = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return application, version, begun


def _begin_log(connection: Connection, application: int) -> None:
    """Put our name on the first page before the change to the log: killed between, it still says whose it is."""
    if application != APPLICATION_ID:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    for left in range(int(WAIT / _PAUSE), -1, -1):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except errors("OperationalError") as error:  # this one change does not wait for others by itself
            if not left or not _is_busy(error):
                raise
            time.sleep(_PAUSE)


def _migrate(connection: Connection, path: Path) -> None:
    from reflect.store.migrations import migrate  # imports sqlite-utils, 77 ms: only when a step is due

    connection.execute("BEGIN IMMEDIATE")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if 0 < version < LATEST:
            from reflect.store.backups import verified_copy

            verified_copy(path, path.parent / "backups" / f"before-schema-{LATEST}.db")
        if version < LATEST:  # another may have been faster
            migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _mark(path: Path) -> None:
    note = f"The journal of reflect lies beside this file: {path.name}\n"
    try:
        write_new(marker_of(path), note.encode(), replace=True)
    except InputError as error:
        raise JournalError(error.message, hint=error.hint) from None
