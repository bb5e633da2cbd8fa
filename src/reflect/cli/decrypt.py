"""reflect decrypt."""

from __future__ import annotations

from typing import Annotated

import typer

from reflect.cli.encrypting import convert_backups, encrypted_journal, is_sure, reopen
from reflect.cli.options import session_of
from reflect.session import BACKUPS
from reflect.store.converting import decrypt_journal
from reflect.store.engine import require_cipher


def decrypt(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking whether you are sure.")] = False,
) -> None:
    """Make an encrypted journal and its backups plain again, for whoever can read your files.

    Exit codes: 0 plain; 2 it was not encrypted; 5 the passphrase is wrong, or the journal is in use.

    Example: reflect decrypt
    """
    session = session_of(ctx)
    require_cipher()
    file = encrypted_journal(session)
    known = session.unlocking.passphrase(file)
    shown = (
        "Whoever can read your files can read your words then: other programs, who repairs or finds the machine.",
    )
    if not is_sure(session, "Make the journal plain?", shown, yes=yes):
        session.screen.say("It stays encrypted.")
        return
    if file.recovery.kept:
        from reflect.unlocking.keyring_cache import forget_key  # 100 ms for keyring, and only who asked for it

        forget_key(file.path)
    decrypt_journal(file.path, known.key)
    reopen(session)
    done, left = convert_backups(session, known.passphrase, None)
    backups = f", and {done} {'backup' if done == 1 else 'backups'}" if done else ""
    session.screen.say(f"Plain again: {file.path}{backups}. To encrypt it: reflect encrypt")
    if left:
        session.screen.say(
            f"Still encrypted, with another passphrase, in {session.home / BACKUPS}: {', '.join(left)}"
        )
