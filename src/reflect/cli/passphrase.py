"""reflect passphrase."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from reflect.cli.encrypted_backups import say_unlike
from reflect.cli.encrypting import convert_backups, encrypted_journal, is_sure, names, reopen, way_with_code
from reflect.cli.options import session_of
from reflect.errors import JournalError, UsageError
from reflect.session import Session
from reflect.store.converting import change_key
from reflect.store.copies import copies_in
from reflect.store.encrypted import EncryptedFile
from reflect.store.engine import require_cipher
from reflect.store.keys import SALT, derived, read_code
from reflect.store.recovery import opened_boxes, read_recovery, write_recovery
from reflect.unlocking import Known


def passphrase(
    ctx: typer.Context,
    recover: Annotated[bool, typer.Option("--recover", help="Forgotten: open it with the recovery code.")] = False,
    keep: Annotated[
        bool | None,
        typer.Option(
            "--keep/--no-keep", help="Let the system's keyring keep the key, or no longer.", show_default=False
        ),
    ] = None,
) -> None:
    """Choose another passphrase for an encrypted journal, or let the system's keyring keep its key.

    A new passphrase comes with a new recovery code. Backups open with the passphrase of their time, unless they
    are rewritten, which is offered. With --keep no command asks any more while the keyring is open; the passphrase
    opens the journal all the same. It needs the library keyring beside reflect, and says how to install that.

    Exit codes: 0 done; 2 it is not encrypted; 5 passphrase or recovery code are wrong, or the journal is in use.

    Example: reflect passphrase --keep
    """  # fmt: skip
    session = session_of(ctx)
    if recover and keep is not None:
        raise UsageError("--recover does not go with --keep or --no-keep.", hint="First recover, then keep.")
    require_cipher()
    file = encrypted_journal(session)
    if keep is not None:
        _keep(session, file, keep=keep)
        return
    known = _recovered(session, file) if recover else session.unlocking.passphrase(file)
    _change(session, file, known)


def _keep(session: Session, file: EncryptedFile, *, keep: bool) -> None:
    from reflect.unlocking.keyring_cache import forget_key, keep_key

    if keep:
        keep_key(file.path, session.unlocking.passphrase(file).key)
        _write_kept(file, kept=True)
        session.screen.say("The keyring keeps the key of the journal. No longer: reflect passphrase --no-keep")
        return
    gone = forget_key(file.path)
    _write_kept(file, kept=False)
    session.screen.say("From now on the passphrase is asked for.")
    if file.recovery.kept and not gone:
        session.screen.say("The keyring could not be asked to forget the key: look for 'reflect' in it.")


def _write_kept(file: EncryptedFile, *, kept: bool) -> None:
    recovery = (
        read_recovery(file.path) or file.recovery
    )  # while she typed, another may have changed the passphrase
    write_recovery(file.path, replace(recovery, kept=kept))


def _recovered(session: Session, file: EncryptedFile) -> Known:
    """The passphrase that the recovery code gives. Raises JournalError where it gives none that opens the file."""
    if not file.recovery.ways:
        raise JournalError(
            f"{file.path.name}.recovery is missing or damaged, and no code opens the journal without it.",
            hint="Put back a copy of that file.",
        )
    code = read_code(session.unlocking.ask("Recovery code: "))
    if code is None:
        raise JournalError("That is no recovery code: it has eight groups of four letters and digits.")
    found = opened_boxes(file.recovery, code, session.home)
    for candidate in found:
        key = file.key(candidate)
        if file.opens(key):
            return Known(candidate, key)
    if found:
        raise file.refused(found[0])
    raise JournalError(
        "That is not the recovery code of this journal.",
        hint="Each new passphrase has its own: take the newest paper.",
    )


def _change(session: Session, file: EncryptedFile, known: Known) -> None:
    new = session.unlocking.typed_twice()
    way = way_with_code(session, new)
    key = derived(new, session.world.chance(SALT))
    change_key(file.path, known.key, key, way)
    session.unlocking.remember(new)
    say = session.screen.say
    say("The new passphrase opens the journal from now on, and the new recovery code; the old ones no longer do.")
    if file.recovery.kept:
        say("The keyring has the old key. To let it keep the new one: reflect passphrase --keep")
    backups = copies_in(session.home)
    if backups:
        shown = (f"{len(backups)} in {session.home} do not open with it yet.",)
        left: Collection[Path] = backups
        if not session.interactive or is_sure(session, "Rewrite the backups with the new one?", shown, yes=False):
            done, left = convert_backups(backups, known.passphrase, key)
            say(f"{done} {'backup opens' if done == 1 else 'backups open'} with it too.")
        if left:
            say(f"With the old passphrase and the old code, or those of their time, open: {names(left)}.")
        say("Copies elsewhere open with the passphrase of their time.")
    reopen(session)
    say_unlike(session)
