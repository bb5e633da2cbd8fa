"""Backups and the key: one passphrase opens those of today, and a restored one becomes what the journal is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.private_files import part_of, private_folder
from reflect.session import BACKUPS, Session
from reflect.store.backup_folder import database_files
from reflect.store.copies import form_of, salt_of, unlike_the_journal
from reflect.store.header import begins_plain, recovery_file

if TYPE_CHECKING:
    from reflect.store.keys import Key
    from reflect.unlocking import Known


def key_of_backups(session: Session) -> Key | None:
    """The key of the newest backup that opens as the journal does, else of the newest that looks encrypted.

    None where there is none. Raises JournalError.
    """
    files = database_files(session.home / BACKUPS)
    if not recovery_file(session.journal_path).exists():
        return None
    encrypted = [file for file in files if form_of(file) == "encrypted"]
    if not encrypted:
        return None
    salt = salt_of(session.journal_path) if session.has_journal else b""
    chosen = next((file for file in encrypted if salt_of(file) == salt), encrypted[0])
    from reflect.store.encrypted import encrypted_file  # 8 ms, and only who encrypts pays for it
    from reflect.store.engine import require_cipher

    require_cipher()
    return session.unlocking.key(encrypted_file(chosen, session.journal_path))


@contextmanager
def as_the_journal_is(session: Session, backup: Path) -> Iterator[tuple[Path, Key | None]]:
    """The backup, or a copy of it, plain or with the key that the journal is to have.

    A journal that is encrypted stays so, with its passphrase; a plain one stays plain. Where there is none, the
    backup decides, and she gets a recovery code for it. Raises JournalError.
    """
    path = session.journal_path
    is_plain, is_encrypted = begins_plain(backup), _is_to_be_encrypted(session)
    if is_plain and not is_encrypted:
        yield backup, None
        return
    from reflect.store.converting import export_copy
    from reflect.store.encrypted import encrypted_file
    from reflect.store.engine import require_cipher

    require_cipher()
    if not (is_plain or is_encrypted):
        session.screen.say(f"{backup.name} is encrypted, or destroyed: its passphrase tells.")
    known = None if is_plain else session.unlocking.passphrase(encrypted_file(backup, path))
    if known and is_encrypted and _opens_the_journal(session, known.passphrase):
        yield backup, known.key
    elif known and not is_encrypted and not session.has_journal:
        with _with_recovery(session, known):
            yield backup, known.key
    else:
        key = _key_of_journal(session) if is_encrypted else None
        with part_of(private_folder(session.home) / "restored") as part:
            export_copy(backup, known and known.key, part, key)
            yield part, key


def _is_to_be_encrypted(session: Session) -> bool:
    """Whether an encrypted journal stands there, or stood; a plain one counts that a broken-off change left."""
    path = session.journal_path
    if not recovery_file(path).exists():
        return False
    if not (session.has_journal and begins_plain(path)):
        return True
    from reflect.store.recovery import Recovery, read_recovery

    return not (read_recovery(path) or Recovery()).changing


def _opens_the_journal(session: Session, passphrase: str) -> bool:
    """Whether it is a passphrase of the journal's, and not one that opens older copies alone."""
    from reflect.store.recovery import Recovery, read_recovery

    path = session.journal_path
    salt = salt_of(path) if session.has_journal else b""
    return any(way.fits(passphrase) for way in (read_recovery(path) or Recovery()).ways_of(salt))


def _key_of_journal(session: Session) -> Key:
    """The key of an encrypted journal; where that is missing or damaged, a new one of its passphrase."""
    from reflect.store.encrypted import encrypted_file, lost_file
    from reflect.store.keys import SALT, derived

    path = session.journal_path
    file = encrypted_file(path) if session.has_journal else None
    lost = lost_file(path, file)
    if lost is None:
        return session.unlocking.passphrase(encrypted_file(path)).key
    known = session.unlocking.passphrase(lost)
    if file is not None and file.opens(key := file.key(known.passphrase)):
        return key
    return derived(known.passphrase, session.world.chance(SALT))


def say_unlike(session: Session) -> None:
    """Name the copies that are plain beside an encrypted journal, which nothing holds open now."""
    if not recovery_file(session.journal_path).exists():
        return
    if plain := unlike_the_journal(session.home, encrypted=True):
        names = ", ".join(file.name for file in plain)
        session.screen.say(f"In plain text beside the encrypted journal: {names}. To encrypt: reflect encrypt")


@contextmanager
def _with_recovery(session: Session, known: Known) -> Iterator[None]:
    """A new recovery file beside the journal that is put there inside."""
    from reflect.cli.encrypting import way_with_code
    from reflect.store.recovery import Recovery, write_recovery

    path = session.journal_path
    private_folder(path.parent)
    way = replace(way_with_code(session, known.passphrase), opens=known.key.salt)
    write_recovery(path, Recovery((way,), changing=True))
    try:
        yield
    except BaseException:
        if not session.has_journal:
            recovery_file(path).unlink(missing_ok=True)
        raise
    write_recovery(path, Recovery((way,)))
