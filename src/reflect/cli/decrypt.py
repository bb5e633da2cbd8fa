"""reflect decrypt."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from reflect.cli.encrypting import backups_said, convert_backups, encrypted_journal, is_sure, names, reopen
from reflect.cli.options import session_of
from reflect.errors import JournalError
from reflect.session import Session
from reflect.store.converting import decrypting
from reflect.store.copies import copies_in, form_of, unlike_the_journal
from reflect.store.encrypted import encrypted_file
from reflect.store.engine import require_cipher
from reflect.store.header import is_encrypted

_SHOWN = (
    "Whoever can read your files can read your words then: other programs, who repairs or finds the machine.",
)


def decrypt(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking whether you are sure.")] = False,
) -> None:
    """Make an encrypted journal and its backups plain again, for whoever can read your files.

    The backups come first: until all is done the passphrase and the recovery code open what is still encrypted.
    Where the journal is plain already, backups that are not are made so, with the passphrase of their time.

    Exit codes: 0 plain; 2 it was not encrypted; 5 the passphrase is wrong, or the journal is in use.

    Example: reflect decrypt
    """
    session = session_of(ctx)
    require_cipher()
    path, home = session.journal_path, session.home
    if session.has_journal and not is_encrypted(path) and unlike_the_journal(home, encrypted=False):
        _finish(session, yes=yes)
        return
    file = encrypted_journal(session)
    known = session.unlocking.passphrase(file)
    if not is_sure(session, "Make the journal plain?", _SHOWN, yes=yes):
        session.screen.say("It stays encrypted.")
        return
    with decrypting(path, known.key):
        copies = [copy for copy in copies_in(home) if form_of(copy) != "plain"]
        done, left = convert_backups(copies, known.passphrase, None)
        if needing := next((copy for copy in left if encrypted_file(copy, path).opens(known.key)), None):
            raise JournalError(
                f"{left[needing]} So the journal stays encrypted too.",
                hint="Look at the disk, and at the backups: reflect doctor. Then again: reflect decrypt",
            )
    if file.recovery.kept:
        from reflect.unlocking.keyring_cache import forget_key  # 100 ms for keyring, and only who asked for it

        forget_key(path)
    reopen(session)
    _told(session, f"Plain again: {path}{backups_said(done)}. To encrypt it: reflect encrypt", left)


def _finish(session: Session, *, yes: bool) -> None:
    """Make the backups plain that are not, beside a plain journal."""
    copies = unlike_the_journal(session.home, encrypted=False)
    known = session.unlocking.passphrase(encrypted_file(copies[-1], session.journal_path))
    if not is_sure(session, f"Make plain: {names(copies)}?", _SHOWN, yes=yes):
        session.screen.say("They stay encrypted.")
        return
    done, left = convert_backups(copies, known.passphrase, None)
    _told(session, f"The journal is plain{backups_said(done)}.", left)


def _told(session: Session, done: str, left: Collection[Path]) -> None:
    session.screen.say(done)
    if left:
        session.screen.say(f"Damaged, or still encrypted with another passphrase: {names(left)}.")
