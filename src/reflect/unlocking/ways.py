"""The ways to a key, in their order: the keyring if she asked for it, her command, and she herself."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

from reflect.errors import InputError, JournalError
from reflect.store.encrypted import WRONG, EncryptedFile
from reflect.store.keys import Key

COMMAND = "REFLECT_PASSPHRASE_COMMAND"
TRIES = 3
_SHORT = 12


class Known(NamedTuple):
    """A passphrase that opens a file, and the key that it makes for it."""

    passphrase: str
    key: Key


class Unlocking:
    """Finds the passphrase of an encrypted journal.

    `ask` puts a question to her and gives what she types, shown nowhere; None where nobody can be asked. `say`
    tells her something.
    """

    def __init__(
        self, environ: Mapping[str, str], ask: Callable[[str], str] | None, say: Callable[[str], None]
    ) -> None:
        self._environ = environ
        self._ask = ask
        self._say = say
        self._given: str | None = None

    def ask(self, question: str) -> str:
        """What she types for it, shown nowhere. Raises JournalError where nobody sits at a terminal."""
        if self._ask is None:
            raise JournalError(
                "The passphrase cannot be asked for: there is no terminal.",
                hint=f"Name a command that prints it: {COMMAND}, as in: pass show journal",
            )
        return self._ask(question)

    def key(self, file: EncryptedFile) -> Key:
        """The key of a file. Raises JournalError where nobody knows it, or the file is damaged."""
        if file.recovery.kept:
            from reflect.unlocking.keyring_cache import kept_key  # 100 ms for keyring, and only who asked for it

            key = kept_key(file.journal)
            if key is not None and file.opens(key):
                return key
            self._say("The keyring did not give the key. To let it keep the key anew: reflect passphrase --keep")
        return self.passphrase(file).key

    def passphrase(self, file: EncryptedFile) -> Known:
        """The passphrase itself, which no keyring knows. Raises JournalError, as above."""
        if self._given is not None and isinstance(known := self._tried(file, self._given), Known):
            return known  # it opened another file in this run: the journal, or a copy of it
        if self._environ.get(COMMAND):
            known = self._tried(file, self._commanded())
            if isinstance(known, JournalError):
                raise known
            return known
        for left in range(TRIES - 1, -1, -1):
            known = self._tried(
                file,
                self.ask(
                    "Passphrase of the journal: "
                    if file.path == file.journal
                    else f"Passphrase of {file.path.name}: "
                ),
            )
            if isinstance(known, Known):
                return known
            if not left or not known.message.startswith(WRONG):
                raise known
            self._say(f"{WRONG} {left} {'try is' if left == 1 else 'tries are'} left.")
        raise AssertionError

    def remember(self, passphrase: str) -> None:
        """Try this one first from now on, in this run: it was just chosen."""
        self._given = passphrase

    def new_passphrase(self) -> str:
        """A passphrase for the future: typed twice, or once from her command. Raises InputError, JournalError."""
        if self._environ.get(COMMAND):
            return self._commanded()
        return self.typed_twice()

    def typed_twice(self) -> str:
        """A passphrase that she types twice alike. Raises InputError after three tries, and for an empty one."""
        for _ in range(TRIES):
            passphrase = self.ask("New passphrase: ")
            if not passphrase:
                raise InputError("An empty passphrase protects nothing. Nothing was changed.")
            if len(passphrase) < _SHORT:
                self._say("A short one can be guessed by machines; five words of a dictionary cannot.")
            if self.ask("The same once more: ") == passphrase:
                return passphrase
            self._say("The two were not alike.")
        raise InputError("The two passphrases were never alike. Nothing was changed.")

    def _tried(self, file: EncryptedFile, passphrase: str) -> Known | JournalError:
        key = file.key(passphrase)
        if not file.opens(key):
            return file.refused(passphrase)
        self._given = passphrase
        return Known(passphrase, key)

    def _commanded(self) -> str:
        """The first line that her command prints; it is started without a shell."""
        hint = f"{COMMAND} is to print the passphrase on its first line, as in: pass show journal"
        try:
            done = subprocess.run(  # noqa: S603  (her own command, and no shell reads it)
                shlex.split(self._environ[COMMAND], posix=os.name == "posix"),
                stdin=None if sys.stdin.isatty() else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                check=False,
            )
        except (OSError, ValueError):
            raise JournalError(f"The command of {COMMAND} cannot be started.", hint=hint) from None
        if done.returncode:
            raise JournalError(f"The command of {COMMAND} ended with {done.returncode}.", hint=hint)
        lines = done.stdout.splitlines()
        try:
            passphrase = lines[0].decode() if lines else ""
        except UnicodeDecodeError:
            raise JournalError(f"What the command of {COMMAND} printed is not UTF-8.", hint=hint) from None
        if not passphrase:
            raise JournalError(f"The command of {COMMAND} printed no passphrase.", hint=hint)
        return passphrase


def typed_hidden(question: str) -> str:
    """Ask at the terminal, on standard error, and read a line without showing it."""
    from getpass import getpass

    try:
        return getpass(question, stream=sys.stderr)
    except EOFError:
        raise KeyboardInterrupt from None
