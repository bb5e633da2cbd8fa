"""From plain to encrypted, back, and from one key to another: a whole copy, compared, takes the file's place.

Nobody else may hold the file meanwhile. At every moment it is the one or the other, and opens as what it is.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reflect.errors import JournalError
from reflect.private_files import part_of, put_in_place
from reflect.store.backups import failures, for_reading, holds_the_same, is_sound
from reflect.store.encrypted import encrypted_file
from reflect.store.engine import Connection, connect_cipher, errors, held
from reflect.store.header import begins_plain, recovery_file
from reflect.store.keys import Key
from reflect.store.opening import translated
from reflect.store.recovery import Recovery, Way, converted_name, read_recovery, write_recovery

_PATIENCE = 2.0
"""Seconds in which whoever else has the file open may end."""
_PAUSE = 0.05


def encrypt_journal(path: Path, key: Key, recovery: Recovery) -> None:
    """Make a plain journal an encrypted one, and put its recovery file beside it.

    Raises JournalError where another program holds it, or it cannot be written; it is left as it was then.
    """
    recovery = replace(recovery, ways=tuple(replace(way, opens=key.salt) for way in recovery.ways))
    with _alone(path, None) as journal:
        write_recovery(path, replace(recovery, changing=True))
        try:
            _convert(journal, path, key)
        except BaseException:
            if _is_as_it_was(path):
                recovery_file(path).unlink(missing_ok=True)
            raise
        write_recovery(path, recovery)


@contextlib.contextmanager
def decrypting(path: Path, key: Key) -> Iterator[None]:
    """Make an encrypted journal a plain one on leaving, and take its recovery file away.

    Inside nobody else can hold the journal: there its copies are made plain, which may need that file until then.
    Raises JournalError, as above; so does what is raised inside leave the journal as it was.
    """
    with _alone(path, key) as journal:
        yield
        recovery = read_recovery(path) or Recovery()
        write_recovery(path, replace(recovery, changing=True))
        try:
            _convert(journal, path, None)
        except BaseException:
            if _is_as_it_was(path):
                write_recovery(path, recovery)
            raise
        recovery_file(path).unlink(missing_ok=True)


def change_key(path: Path, old: Key, new: Key, way: Way) -> None:
    """Let another passphrase open an encrypted journal; `way` is its check value and box.

    The recovery file knows both until the new one holds, and the old one as long as a copy in the home opens with
    it. Raises JournalError, as above.
    """
    with _alone(path, old) as journal:
        recovery = read_recovery(path) or Recovery()
        former = Recovery(recovery.needed(old.salt, path.parent))
        both = Recovery((*former.ways, replace(way, opens=new.salt)))
        write_recovery(path, both)
        try:
            _convert(journal, path, new)
        except BaseException:
            if _is_as_it_was(path):
                write_recovery(path, recovery)
            raise
        write_recovery(path, Recovery(both.needed(new.salt, path.parent)))


def convert_copy(path: Path, passphrase: str | None, new: Key | None) -> None:
    """The same for a copy of a journal, plain or encrypted with a passphrase, and without a recovery file.

    Raises JournalError, as above, and where the passphrase does not open it.
    """
    old = None
    if not begins_plain(path):
        file = encrypted_file(path)
        if passphrase is None or not file.opens(old := file.key(passphrase)):
            raise JournalError(f"{path} opens with another passphrase.")
    if old is None and new is None:
        return
    with _alone(path, old) as copy:
        _convert(copy, path, new)


def export_copy(source: Path, old: Key | None, part: Path, new: Key | None) -> None:
    """Write all that a copy of a journal holds into an empty file, with another key or none, and compare.

    Raises JournalError.
    """
    try:
        with contextlib.closing(connect_cipher(source, "immutable=1", old, wait=_PATIENCE)) as copy:
            copy.text_factory = bytes
            _export(copy, part, new)
            _compare(copy, part, new)
    except errors("DatabaseError") as error:
        raise translated(error, source) from None


def _is_as_it_was(path: Path) -> bool:
    """Whether what stands there is what this process holds, and not the copy that was to take its place."""
    return held(path) is not None


@contextlib.contextmanager
def _alone(path: Path, key: Key | None) -> Iterator[Connection]:
    """A connection beside which no other can be; what stood in the log is in the file itself.

    Raises JournalError where another program has it open.
    """
    assert held(path) is None, "this process has it open already"
    try:
        with contextlib.closing(connect_cipher(path, "mode=rw", key, wait=_PAUSE)) as connection:
            _keep_others_out(connection)
            connection.text_factory = bytes
            yield connection
    except errors("DatabaseError") as error:
        if _is_busy(error):
            raise JournalError(
                f"{path} is held open by another program. Nothing was changed.",
                hint="End it, be it another reflect or a sitting left open; then try again.",
            ) from None
        raise translated(error, path) from None


def _keep_others_out(connection: Connection) -> None:
    """Lock the file until the connection is closed, with all of it in the one file, and none beside it.

    A log cannot be left while anybody else has the file open, and SQLite does not wait for that by itself. The
    lock comes after: under it SQLite would leave a journal beside the file, for the copy to inherit.
    """
    for left in range(int(_PATIENCE / _PAUSE), -1, -1):
        try:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = MEMORY").fetchone()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")  # in this locking mode the lock stays
            return
        except errors("OperationalError") as error:
            if not left or not _is_busy(error):
                raise
            connection.execute("PRAGMA locking_mode = NORMAL")
            time.sleep(_PAUSE)


def _is_busy(error: Exception) -> bool:
    return (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _convert(journal: Connection, path: Path, key: Key | None) -> None:
    """Put a copy with another key, or none, in the place of the file that the connection holds alone."""
    try:
        with part_of(path.with_name(converted_name(path))) as part:
            _export(journal, part, key)
            _compare(journal, part, key)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            if os.name == "nt":
                journal.close()  # there an open file cannot be replaced
            put_in_place(part, path, replace=True)
    except failures() as error:
        reason = getattr(error, "strerror", None) or getattr(error, "sqlite_errorname", "") or type(error).__name__
        raise JournalError(
            f"{path} could not be rewritten ({reason}). It is as it was.",
            hint="It takes as much room again on the disk; look at that, and at the folder's rights.",
        ) from None


def _export(journal: Connection, part: Path, key: Key | None) -> None:
    literal = key.literal if key is not None else ""
    journal.execute(f'ATTACH DATABASE ? AS made KEY "{literal}"', (str(part),))
    try:
        journal.execute("PRAGMA made.journal_mode = MEMORY")
        journal.execute("PRAGMA made.secure_delete = ON")
        journal.execute("SELECT sqlcipher_export('made')").fetchone()
        for name in ("application_id", "user_version"):  # the two things that it leaves behind
            value = journal.execute(f"PRAGMA main.{name}").fetchone()[0]
            journal.execute(f"PRAGMA made.{name} = {int(value)}")
    finally:
        journal.execute("DETACH DATABASE made")


def _compare(journal: Connection, part: Path, key: Key | None) -> None:
    """Raise JournalError where the copy is not sound, not all that the journal is, or not as it should be."""
    is_as_meant = begins_plain(part) == (key is None)
    with contextlib.closing(for_reading(part, still=True, key=key)) as copy:
        whole = is_as_meant and is_sound(copy) and holds_the_same(journal, copy)
        if key is not None:
            whole = whole and copy.execute("PRAGMA cipher_integrity_check").fetchone() is None
    if not whole:
        raise JournalError(
            "The copy did not hold what the journal holds: it was thrown away, and nothing was changed."
        )
