"""reflect encrypt."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from reflect.cli.encrypting import convert_backups, copies_of, reopen, way_with_code
from reflect.cli.options import session_of
from reflect.errors import UsageError
from reflect.session import Session
from reflect.store.converting import encrypt_journal
from reflect.store.engine import require_cipher
from reflect.store.header import is_encrypted
from reflect.store.keys import SALT, derived
from reflect.store.recovery import Recovery


def encrypt(ctx: typer.Context) -> None:
    """Encrypt the journal with a passphrase: the whole file, its index and log, and the backups.

    From then on every command asks for the passphrase, and takes 0.2 to 0.4 s longer; reflect passphrase --keep
    spares you both. REFLECT_PASSPHRASE_COMMAND may name a command that prints it, as password managers have: it is
    started without a shell, and its first line counts. A recovery code is shown once: write it down.
    It needs an extra: pip install 'reflect[encrypt]'.

    Exit codes: 0 encrypted; 2 it is encrypted already; 5 no passphrase, no SQLCipher, or the journal is in use.

    Example: reflect encrypt
    """
    session = session_of(ctx)
    path = session.journal_path
    require_cipher()
    if session.has_journal and is_encrypted(path):
        raise UsageError("The journal is encrypted already.", hint="Another passphrase: reflect passphrase")
    journal = session.journal
    briefs = sorted({entry.day for entry in journal.every_entry() if entry.kind == "brief"})
    session.close()
    passphrase = session.unlocking.new_passphrase()
    way = way_with_code(session, passphrase)
    key = derived(passphrase, session.world.chance(SALT))
    encrypt_journal(path, key, Recovery((way,)))
    session.unlocking.remember(passphrase)
    reopen(session)
    done, left = convert_backups(session, None, key)
    backups = f", and {done} {'backup' if done == 1 else 'backups'}" if done else ""
    say = session.screen.say
    say(f"Encrypted: {path}{backups}.")
    say(f"Keep {path.name}.recovery beside it: the recovery code needs that file.")
    say("In plain text your words still stand, where no program reaches for sure, in:")
    for line in _still_plain(session, left, [f"{day}" for day in briefs]):
        say(f"  - {line}")


def _still_plain(session: Session, left: list[str], briefs: list[str]) -> Iterator[str]:
    if left:
        yield f"backups that could not be rewritten: {', '.join(left)}"
    ours = (session.journal_path.name, session.settings_path.name)
    beside = sorted(
        file.name for file in session.home.iterdir()
        if file.is_file() and file not in copies_of(session) and not file.name.startswith((*ours, "."))
    )  # fmt: skip
    if beside:
        yield f"files in {session.home}: {', '.join(beside)}"
    if briefs:
        yield f"what you wrote for your coach, wherever it lies: the briefs of {', '.join(briefs)}"
    yield "exports and reviews that you wrote to files"
    yield "old pages of the disk, until it uses them anew; an SSD or a snapshot keeps them"
    yield "copies by others: Time Machine, sync folders, editors, the terminal's scrollback"
