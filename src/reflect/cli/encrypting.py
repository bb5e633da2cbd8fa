"""What encrypting, decrypting and a new passphrase share: the recovery code, a question, the backups."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reflect.asking.asks import Choice, ChoiceAsk, TextAsk
from reflect.errors import ReflectError, RefusedError, UsageError
from reflect.session import Session
from reflect.store.converting import convert_copy
from reflect.store.encrypted import EncryptedFile, encrypted_file
from reflect.store.header import is_encrypted
from reflect.store.keys import CODE, Key, code_of
from reflect.store.recovery import Way, way_of

_TYPED_BACK = (2, 6)
"""Which groups of the code she types back."""


def encrypted_journal(session: Session) -> EncryptedFile:
    """The encrypted journal, before anybody opens it. Raises NotFoundError, and UsageError for a plain one."""
    path = session.journal_path
    if not session.has_journal or not is_encrypted(path):
        assert session.standing_journal.path.exists()  # opening it says that there is none, or what is wrong
        session.close()
        raise UsageError("The journal is not encrypted.", hint="To encrypt it: reflect encrypt")
    return encrypted_file(path)


def way_with_code(session: Session, passphrase: str) -> Way:
    """Check value and box of a new passphrase, once she has its recovery code.

    At a terminal the code is shown there, and she types a part of it back; elsewhere it is the command's answer.
    """
    code = code_of(session.world.chance(CODE))
    groups = code.split("-")
    if not session.interactive:
        session.screen.show(code)
    else:
        say = session.screen.say
        say("This recovery code opens the journal should you forget the passphrase.")
        say("It is shown only now:")
        say()
        for half in (groups[:4], groups[4:]):
            say(f"    {'  '.join(half)}")
        say()
        say("Write it on paper, and keep that apart from this machine.")
        say("If passphrase and code are lost, nobody can open the journal.")
        for number in _TYPED_BACK:
            _type_back(session, groups[number - 1], number)
    return way_of(passphrase, code, session.home, session.world.chance)


def _type_back(session: Session, group: str, number: int) -> None:
    ask = TextAsk(f"From your paper, group {number} of the code:", required=True)
    for _ in range(3):
        reply = session.writer.text(ask, lambda _half: None)
        if reply.move != "next":
            raise KeyboardInterrupt
        if reply.text.strip().upper() == group:
            return
        session.screen.say("That is not what stands there.")
    raise RefusedError(
        "The recovery code was not typed back. Nothing was changed.", hint="Write it down, then again."
    )


def reopen(session: Session) -> None:
    """Open the journal whose file was just replaced, so that it has its log again, and let go of it."""
    assert session.journal.path.exists()
    session.close()


def is_sure(session: Session, question: str, shown: tuple[str, ...] = (), *, yes: bool) -> bool:
    """Whether she wants it: `yes`, or asked at the terminal. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    if not session.interactive:
        raise UsageError("There is no terminal to ask at.", hint="--yes does it without asking.")
    choices = (Choice("y", "yes", "yes"), Choice("n", "no", "no, leave it as it is"))
    reply = session.writer.choice(ChoiceAsk(question, choices, shown))
    if reply.move == "leave":
        raise KeyboardInterrupt
    return reply.chosen == ("yes",)


def convert_backups(files: list[Path], passphrase: str | None, new: Key | None) -> tuple[int, dict[Path, str]]:
    """Make copies of the journal what it is now, each whole or not at all; how many, and why not the others.

    `passphrase` opened them until now, None where they were plain.
    """
    done, left = 0, {}
    for file in files:
        try:
            convert_copy(file, passphrase, new)
            done += 1
        except ReflectError as error:  # a link is refused too, and the others have their turn all the same
            left[file] = error.message
        except OSError as error:
            left[file] = f"{file} could not be rewritten ({error.strerror})."
    return done, left


def backups_said(done: int) -> str:
    """' and 2 backups', or nothing for none."""
    return f", and {done} {'backup' if done == 1 else 'backups'}" if done else ""


def names(files: Iterable[Path]) -> str:
    """The names of files, as a list in a sentence."""
    return ", ".join(file.name for file in files)
