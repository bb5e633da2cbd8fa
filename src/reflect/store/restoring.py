"""Putting a backup in the journal's place, and keeping what stood there.

A journal that SQLite can read is overwritten in its own file, as one transaction of SQLite's: whoever opens it
meanwhile waits, and then reads the backup. Were another file moved there, whoever had opened the old one would go
on writing into it, and, on closing it, remove the log of the new one. So only what no reflect opens is moved away:
a file that is missing, empty, or of another kind, or that SQLite calls damaged, and that nobody holds open.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.errors import JournalError
from reflect.frozen import frozen
from reflect.private_files import keep_private, part_of, private_folder, put_in_place
from reflect.store.backup_folder import Held, counted, free_name_of_replaced
from reflect.store.backups import copy_of, failures, fill, for_reading, holds_the_same, is_sound, unwritten
from reflect.store.checking import wrong_rows
from reflect.store.copies import form_of
from reflect.store.engine import Connection, connect, errors
from reflect.store.header import foreign, newer, refuse_unfit
from reflect.store.last_line import accept_history
from reflect.store.opening import marker_of
from reflect.store.schema import APPLICATION_ID, LATEST
from reflect.store.since_backup import Since, since_backup

if TYPE_CHECKING:
    from reflect.store.keys import Key

WAIT = 3.0
"""Seconds in which whoever else has the journal open may end."""

_UNFIT = ("SQLITE_READONLY", "SQLITE_CORRUPT", "SQLITE_NOTADB")
"""What SQLite says of a file that no other can be written into; read-only is one of another page size."""

_LOGS = ("-wal", "-shm", "-journal")
_LOCKS_AT, _LOCKS = 0x40000000, 512
"""Where SQLite locks a file: the pending, the reserved and 510 shared bytes (sqlite.org/fileformat2)."""

_ANOTHER = "See what there is: reflect backup --list"


@frozen
class Restored:
    """What stands in the journal's place now, the file that was kept, and what that has and the backup has not.

    `kept` is None where nothing stood there, `since` where the kept file cannot be read.
    """

    held: Held
    kept: Path | None
    since: Since | None


def restore(path: Path, backup: Path, *, stamp: str, key: Key | None = None) -> Restored:
    """Put a backup in the place of the journal `path`; `stamp` (2025-03-03T180000) names what is kept of it.

    Raises JournalError where the backup is a link, foreign, newer or damaged, where another program has the
    journal open, and where nothing can be written: the journal stays as it was.
    """
    try:
        path = path.resolve()
        refuse_backup(backup, path)
        private_folder(path.parent)
        with contextlib.closing(checked(backup, key)) as source, part_of(path) as part:
            fill(source, part)
            with contextlib.closing(for_reading(part, key=key)) as copy:
                held = counted(copy)
                assert held is not None, "a checked backup is a journal"
                name = free_name_of_replaced(path.parent, stamp)
                overwritten = _overwritten(path, copy, name, key)
            kept = name if overwritten else _moved(path, part, name, key)
            return Restored(held, kept, _since(kept, source, key))
    except failures() as error:
        raise unwritten(path, error) from None


def refuse_backup(backup: Path, path: Path) -> None:
    """Raise JournalError for a link, for what is no file or no database at all, and for the journal itself."""
    try:
        now = backup.lstat()
    except OSError as error:
        raise JournalError(f"{backup} cannot be read ({error.strerror}).", hint=_ANOTHER) from None
    if stat.S_ISLNK(now.st_mode):
        raise JournalError(f"{backup} is a link, and links are not followed.", hint="Name the file itself.")
    if not stat.S_ISREG(now.st_mode):
        raise JournalError(f"{backup} is not a file.", hint=_ANOTHER)
    if path.exists() and backup.samefile(path):
        raise JournalError(f"{backup} is the journal itself.", hint=_ANOTHER)
    if form_of(backup) == "neither":
        raise JournalError(
            f"{backup} is not a journal of reflect, or is damaged. It was not changed.", hint=_ANOTHER
        )


def checked(backup: Path, key: Key | None = None) -> Connection:
    """A connection for reading a backup that is whole: no fault in the file, and every record as it was stored.

    Of an older schema the records are not looked at, for they were of another form. Raises JournalError.
    """
    try:
        if key is None:
            refuse_unfit(backup)
        connection = for_reading(backup, still=True, key=key)
    except JournalError as error:
        raise JournalError(error.message, hint=_ANOTHER) from None
    except failures():
        raise JournalError(f"{backup} cannot be read, or is damaged. It was not changed.", hint=_ANOTHER) from None
    try:
        _refuse_content(connection, backup)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_content(connection: Connection, backup: Path) -> None:
    damaged = JournalError(f"{backup} is damaged. Nothing was changed.", hint=_ANOTHER)
    try:
        if not is_sound(connection):
            raise damaged
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise foreign(backup)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > LATEST:
            raise newer(backup, version)
        wrong = len(wrong_rows(connection)) if version == LATEST else 0
    except errors("DatabaseError"):
        raise damaged from None
    if wrong:
        records = f"{wrong} record{'' if wrong == 1 else 's'}"
        raise JournalError(
            f"{backup} is damaged: {records} of it not as stored. Nothing was changed.",
            hint=_ANOTHER,
        )


def _overwritten(path: Path, copy: Connection, kept: Path, key: Key | None) -> bool:
    """Write the copy into the journal's own file, after what stood there is kept; False where that cannot be."""
    if not (path.exists() and path.stat().st_size):
        return False
    try:
        if key is None:
            refuse_unfit(path)
    except JournalError:
        return False
    with contextlib.closing(connect(path, "mode=rw", key=key, wait=WAIT)) as journal:
        journal.text_factory = bytes
        if not _held_alone(journal, path) or not is_sound(journal):
            return False
        copy_of(journal, kept)
        try:
            copy.backup(journal)
        except errors("DatabaseError") as error:
            if not (error.sqlite_errorname or "").startswith(_UNFIT):
                raise
            kept.unlink()
            return False
        if not (holds_the_same(copy, journal) and is_sound(journal)):
            raise JournalError(f"{path} does not hold what the backup holds.", hint=f"What stood there is {kept}.")
        journal.text_factory = str
        accept_history(journal, marker_of(path))
        _let_go(journal)
    return True


def _held_alone(journal: Connection, path: Path) -> bool:
    """Keep everybody else out until the connection is closed; False for a file that SQLite cannot read."""
    try:
        journal.execute("PRAGMA locking_mode = EXCLUSIVE")
        journal.execute("PRAGMA synchronous = FULL")
        journal.execute("BEGIN EXCLUSIVE")
        journal.execute("COMMIT")
    except errors("DatabaseError") as error:
        code = error.sqlite_errorname or ""
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise _in_use(path) from None
        if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return False
        raise
    return True


def _let_go(journal: Connection) -> None:
    """Work the log into the file, and let the last connection remove it."""
    journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.execute("PRAGMA locking_mode = NORMAL")
    journal.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _in_use(path: Path) -> JournalError:
    return JournalError(
        f"Another program has {path} open. Nothing was changed.",
        hint="End the other reflect, or whatever copies the file; then restore again.",
    )


def _moved(path: Path, part: Path, kept: Path, key: Key | None) -> Path | None:
    """Move the damaged file away with its logs, as they are, and the copy into its place; gives where it lies."""
    with _nobody_else(path):
        logs = [end for end in _LOGS if path.with_name(path.name + end).exists()]
        for end in logs:
            path.with_name(path.name + end).replace(kept.with_name(kept.name + end))
            keep_private(kept.with_name(kept.name + end))
        stood = path.exists() and (path.stat().st_size > 0 or bool(logs))
        if stood:
            keep_private(path)
            with contextlib.suppress(OSError):  # file systems without hard links
                os.link(path, kept)
            if not kept.exists():
                path.replace(kept)
        put_in_place(part, path, replace=True)
    with contextlib.closing(connect(path, "mode=ro", key=key)) as journal:
        accept_history(journal, marker_of(path))
    return kept if stood else next((kept.with_name(kept.name + end) for end in logs), None)


@contextlib.contextmanager
def _nobody_else(path: Path) -> Iterator[None]:
    """Hold the locks of a file that SQLite cannot read. Raises JournalError where another program holds one."""
    try:
        import fcntl
    except ImportError:  # Windows moves no file that somebody has open
        yield
        return
    if not path.exists():
        yield
        return
    descriptor = os.open(path, os.O_RDWR)
    try:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _LOCKS_AT)
        except OSError:
            raise _in_use(path) from None
        yield
    finally:
        os.close(descriptor)


def _since(kept: Path | None, source: Connection, key: Key | None) -> Since | None:
    if kept is None or not kept.stat().st_size:  # beside an empty file SQLite removes the log
        return None
    try:
        with contextlib.closing(for_reading(kept, still=True, key=key)) as replaced:
            return since_backup(replaced, source)
    except failures():
        return None
