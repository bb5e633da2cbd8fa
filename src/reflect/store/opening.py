"""Opening the journal file: every look at its bytes comes before SQLite holds it, every doubt refuses.

A file that is missing where a journal stood, empty, foreign, newer or damaged is left as it is, byte for byte.
"""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

from reflect.errors import JournalError, NotFoundError
from reflect.private_files import create_private, keep_private, private_folder, write_new
from reflect.store.schema import APPLICATION_ID, LATEST

WAIT = 10.0
"""Seconds that a write waits for another program's write."""

_MAGIC = b"SQLite format 3\0"


def marker_of(path: Path) -> Path:
    """The file beside the journal that says a journal was here."""
    return path.with_name(path.name + ".id")


def open_journal(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """A connection that every rule of the journal holds on, its schema up to date.

    Raises NotFoundError where there is none and `create` is false, JournalError where the file is missing
    beside its marker, empty, foreign, newer, locked, read-only or damaged.
    """
    _look_at_bytes(path, create=create)
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT, cached_statements=256)
    try:
        _prepare(connection, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise translated(error, path) from None
    except BaseException:
        connection.close()
        raise
    return connection


def translated(error: sqlite3.DatabaseError, path: Path) -> JournalError:
    """What SQLite complains of, as a sentence that a person can act on."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return JournalError(
            f"{path} is being written by another program, and stayed so for {WAIT:.0f} seconds.",
            hint="End that program, or try again; what you typed is kept where it could be.",
        )
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return JournalError(
            f"{path} cannot be written here.", hint="Look at the rights of the file and its folder."
        )
    if code.startswith("SQLITE_FULL"):
        return JournalError(
            f"The disk that holds {path} is full.", hint="Make room, then run the same command again."
        )
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return JournalError(
            f"{path} is damaged. It was not changed.",
            hint=_newest_backup(path) or "Restore a copy of the file.",
        )
    return JournalError(f"{path} cannot be used ({code or type(error).__name__}).")


def _look_at_bytes(path: Path, *, create: bool) -> None:
    marked = marker_of(path).exists()  # before the file: another first run may be making both right now
    if not path.exists():
        if marked:
            raise JournalError(
                f"{path} is missing, but a journal was here. Nothing was created in its place.",
                hint=_newest_backup(path)
                or f"Put the file back, or move {marker_of(path).name} away to start anew.",
            )
        if not create:
            raise NotFoundError("There is no journal yet.", hint="Start one: reflect daily")
        private_folder(path.parent)
        create_private(path)
        return
    if not stat.S_ISREG(path.stat().st_mode):
        raise JournalError(f"{path} is not a file.")
    with path.open("rb") as file:
        head = file.read(100)
    if not head and marked:
        raise JournalError(
            f"{path} is empty, but held a journal. It was not changed.",
            hint=_newest_backup(path) or "Restore a copy of the file.",
        )
    if head and not head.startswith(_MAGIC):
        raise JournalError(
            f"{path} is not a journal of reflect, or is damaged. It was not changed.",
            hint=_newest_backup(path) or "Name another home with --home.",
        )
    keep_private(path)


def _newest_backup(path: Path) -> str:
    backups = sorted((path.parent / "backups").glob("*.db"))
    return f"The newest backup is {backups[-1]}." if backups else ""


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise JournalError(f"{path} belongs to another program. It was not changed.")
    if version > LATEST:
        raise JournalError(
            f"{path} was written by a newer reflect (schema {version}). It was not changed.",
            hint=f"Upgrade reflect: this one knows schema {LATEST}.",
        )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    if version < LATEST:
        connection.execute("PRAGMA journal_mode = WAL")
        _migrate(connection, path, version)
    if not marker_of(path).exists():
        _mark(path)


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    from reflect.store.migrations import migrate  # imports sqlite-utils, 77 ms: only when a step is due

    if version:
        from reflect.store.backups import verified_copy

        verified_copy(connection, path.parent / "backups" / f"before-schema-{LATEST}.db")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < LATEST:  # another may have been faster
            migrate(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _mark(path: Path) -> None:
    write_new(
        marker_of(path), f"The journal of reflect lies beside this file: {path.name}\n".encode(), replace=True
    )
