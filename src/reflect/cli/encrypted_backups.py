"""Backups and the key: one passphrase opens those of today, and a restored one becomes what the journal is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reflect.private_files import part_of, private_folder
from reflect.session import BACKUPS, Session
from reflect.store.backup_folder import database_files
from reflect.store.header import begins_plain, recovery_file
from reflect.store.keys import Key


def key_of_backups(session: Session) -> Key | None:
    """The key of the newest encrypted backup in the home, None where there is none. Raises JournalError."""
    files = database_files(session.home / BACKUPS)
    if not recovery_file(session.journal_path).exists():
        return None
    newest = next((file for file in files if not begins_plain(file)), None)
    if newest is None:
        return None
    from reflect.store.encrypted import encrypted_file  # 8 ms, and only who encrypts pays for it
    from reflect.store.engine import require_cipher

    require_cipher()
    return session.unlocking.key(encrypted_file(newest, session.journal_path))


@contextmanager
def as_the_journal_is(session: Session, backup: Path) -> Iterator[tuple[Path, Key | None]]:
    """The backup, or a copy of it, plain or with the key that the journal is to have.

    A journal that is encrypted stays so, with its passphrase; a plain one stays plain. Where there is none, the
    backup decides, and she gets a recovery code for it. Raises JournalError.
    """
    path = session.journal_path
    is_plain, is_encrypted = begins_plain(backup), recovery_file(path).exists()
    if is_plain and not is_encrypted:
        yield backup, None
        return
    from reflect.store.converting import export_copy
    from reflect.store.encrypted import encrypted_file
    from reflect.store.engine import require_cipher

    require_cipher()
    known = None if is_plain else session.unlocking.passphrase(encrypted_file(backup, path))
    if known and is_encrypted and encrypted_file(backup, path).recovery.knows(known.passphrase):
        yield backup, known.key
    elif known and not is_encrypted and not session.has_journal:
        with _with_recovery(session, known.passphrase):
            yield backup, known.key
    else:
        key = session.unlocking.passphrase(encrypted_file(path)).key if is_encrypted else None
        with part_of(private_folder(session.home) / "restored") as part:
            export_copy(backup, known and known.key, part, key)
            yield part, key


@contextmanager
def _with_recovery(session: Session, passphrase: str) -> Iterator[None]:
    """A new recovery file beside the journal that is put there inside."""
    from reflect.cli.encrypting import way_with_code
    from reflect.store.recovery import Recovery, write_recovery

    path = session.journal_path
    private_folder(path.parent)
    way = way_with_code(session, passphrase)
    write_recovery(path, Recovery((way,), changing=True))
    try:
        yield
    except BaseException:
        if not session.has_journal:
            recovery_file(path).unlink(missing_ok=True)
        raise
    write_recovery(path, Recovery((way,)))
