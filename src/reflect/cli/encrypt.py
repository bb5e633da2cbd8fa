"""reflect encrypt."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import typer

from reflect.asking.editor import left_behind
from reflect.cli.encrypting import backups_said, convert_backups, names, reopen, way_with_code
from reflect.cli.options import session_of
from reflect.errors import UsageError
from reflect.session import Session
from reflect.store.converting import encrypt_journal
from reflect.store.copies import copies_in, form_of, salt_of, unlike_the_journal
from reflect.store.engine import require_cipher
from reflect.store.header import is_encrypted
from reflect.store.keys import SALT, Key, derived
from reflect.store.recovery import Recovery
from reflect.store.surroundings import parts_left


def encrypt(ctx: typer.Context) -> None:
    """Encrypt the journal with a passphrase: the whole file, its index and log, and the backups.

    From then on every command asks for the passphrase, and takes 0.2 to 0.4 s longer; reflect passphrase --keep
    spares you both. REFLECT_PASSPHRASE_COMMAND may name a command that prints it, as password managers have: it is
    started without a shell, and its first line counts. A recovery code is shown once: write it down.
    Where it was broken off, do it once more: the backups that are still plain are encrypted then. It needs the
    library sqlcipher3 beside reflect, and says how to install that.

    Exit codes: 0 encrypted; 2 it is encrypted already; 5 no passphrase, no SQLCipher, or the journal is in use.

    Example: reflect encrypt
    """
    session = session_of(ctx)
    path, home = session.journal_path, session.home
    require_cipher()
    has_been = session.has_journal and is_encrypted(path)
    if has_been and not unlike_the_journal(home, encrypted=True):
        raise UsageError("The journal is encrypted already.", hint="Another passphrase: reflect passphrase")
    journal = session.standing_journal if has_been else session.journal
    briefs = sorted({entry.day for entry in journal.every_entry() if entry.kind == "brief"})
    key = journal.connection.key
    session.close()
    if key is None:
        key = _encrypted(session)
    done, left = convert_backups([file for file in copies_in(home) if form_of(file) != "encrypted"], None, key)
    say = session.screen.say
    if others := [file for file in copies_in(home) if form_of(file) == "encrypted" and salt_of(file) != key.salt]:
        say(f"Encrypted before, with the passphrase of their time: {names(others)}.")
    say(f"Encrypted: {path}{backups_said(done)}.")
    say(f"Keep {path.name}.recovery beside it: the recovery code needs that file.")
    say("In plain text your words still stand, where no program reaches for sure, in:")
    for line in _still_plain(session, left, [f"{day}" for day in briefs]):
        say(f"  - {line}")


def _encrypted(session: Session) -> Key:
    """Encrypt the journal, which nobody holds, with a passphrase that she chooses."""
    passphrase = session.unlocking.new_passphrase()
    way = way_with_code(session, passphrase)
    key = derived(passphrase, session.world.chance(SALT))
    encrypt_journal(session.journal_path, key, Recovery((way,)))
    session.unlocking.remember(passphrase)
    reopen(session)
    return key


def _still_plain(session: Session, left: Collection[Path], briefs: list[str]) -> Iterator[str]:
    home = session.home
    if left:
        yield f"backups that could not be rewritten: {names(left)}"
    if parts := parts_left(home):
        yield f"files that a kill left half-written, and reflect doctor --repair removes: {names(parts)}"
    if texts := left_behind(home):
        yield f"texts that a killed editor left: {', '.join(map(str, texts))}"
    ours = (session.journal_path.name, session.settings_path.name)
    beside = sorted(
        file.name for file in home.iterdir()
        if file.is_file() and file not in copies_in(home) and not file.name.startswith((*ours, "."))
    )  # fmt: skip
    if beside:
        yield f"files in {home}: {', '.join(beside)}"
    if (home / "prompts").is_dir():
        yield f"question packs of yours: {home / 'prompts'}"
    if briefs:
        yield f"what you wrote for your coach, wherever it lies: the briefs of {', '.join(briefs)}"
    yield "exports, reviews and backups that you wrote to other places"
    yield "old pages of the disk, until it uses them anew; an SSD or a snapshot keeps them"
    yield "copies by others: Time Machine, sync folders, editors, the terminal's scrollback"
