"""An encrypted file before it is opened: its salt, its recovery file, and whether a key fits."""

from __future__ import annotations

import contextlib
import hmac
from pathlib import Path

from reflect.errors import JournalError
from reflect.frozen import frozen
from reflect.store.engine import connect, errors
from reflect.store.header import newest_backup, recovery_file
from reflect.store.keys import SALT, Key, derived
from reflect.store.recovery import Recovery, read_recovery

WRONG = "That is not the passphrase."


@frozen
class EncryptedFile:
    """A journal or a copy of it that is encrypted, with the journal's recovery file."""

    path: Path
    salt: bytes
    recovery: Recovery
    journal: Path

    def key(self, passphrase: str) -> Key:
        """The key that a passphrase makes for this file (0.15 to 0.4 s)."""
        return derived(passphrase, self.salt)

    def opens(self, key: Key) -> bool:
        """Whether the key is this file's. Raises the library's DatabaseError where it cannot be read at all.

        No number of wrong keys does anything to the file, or to a log beside it: nothing is written, and only the
        first page is read.
        """
        if key.salt != self.salt:
            return False
        try:
            return _reads(self.path, self._way, key)
        except errors("OperationalError") as error:
            if not (error.sqlite_errorname or "").startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                raise
            return _reads(self.path, "immutable=1", key)

    @property
    def _way(self) -> str:
        """How to read what a log or journal beside the file may hold a part of; a journal is rolled back first."""
        if _has_content(self.path.with_name(self.path.name + "-journal")):
            return "mode=rw"
        return "mode=ro" if _has_content(self.path.with_name(self.path.name + "-wal")) else "immutable=1"

    def refused(self, passphrase: str) -> JournalError:
        """Why a passphrase that makes no key of this file does not open it."""
        way = next((way for way in self.recovery.ways if way.fits(passphrase)), None)
        if way is None:
            return JournalError(f"{WRONG} {self.path} was not changed.", hint=self._without_passphrase())
        if way.opens != self.salt and self.path != self.journal:
            return JournalError(
                f"{self.path} opens with another passphrase than this, that of its time, or is damaged.",
                hint="Give that one. See what there is: reflect backup --list",
            )
        if way.opens != self.salt and len(self.recovery.ways) > 1:
            return JournalError(
                "That is an earlier passphrase, or a new one that a broken-off change did not reach.",
                hint="Give the other one; then choose anew: reflect passphrase",
            )
        return JournalError(
            f"{self.path} is damaged: the passphrase is right, but does not open it. It was not changed.",
            hint=newest_backup(self.path) or "Restore a copy of the file.",
        )

    def _without_passphrase(self) -> str:
        if self.recovery.ways:
            return "If it is forgotten: reflect passphrase --recover"
        return f"A copy of {recovery_file(self.journal).name} would know it, and open to the recovery code."


@frozen
class LostFile(EncryptedFile):
    """An encrypted journal that is missing or damaged: of it the recovery file alone knows a passphrase.

    The key that a passphrase makes for it is the check value, which that file shows: no file may have it.
    """

    check: bytes

    def opens(self, key: Key) -> bool:
        """Whether the passphrase that made the key is the journal's."""
        return hmac.compare_digest(key.raw, self.check)


def lost_file(path: Path, standing: EncryptedFile | None) -> LostFile | None:
    """The journal of that path as its recovery file knows it; None where that knows no passphrase.

    `standing` is what stands in its place, if anything does.
    """
    recovery = read_recovery(path) or Recovery()
    if not recovery.ways:
        return None
    way = recovery.ways_of(standing.salt if standing else b"")[-1]
    return LostFile(path, way.salt, recovery, path, way.check)


def encrypted_file(path: Path, journal: Path | None = None) -> EncryptedFile:
    """The file, whose beginning is read: not for one that this process holds open. Raises OSError.

    It is the journal itself, or a copy of the journal that is named.
    """
    with path.open("rb") as file:
        salt = file.read(SALT)
    return EncryptedFile(path, salt, read_recovery(journal or path) or Recovery(), journal or path)


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _reads(path: Path, way: str, key: Key) -> bool:
    with contextlib.closing(connect(path, way, key=key)) as connection:
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except errors("DatabaseError") as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
                raise
            return False
    return True
