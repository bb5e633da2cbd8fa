"""What can go wrong in a way that a person can act on: one sentence, a hint, an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class ReflectError(Exception):
    """A sentence that says what is wrong, and a hint that says what to do about it."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ReflectError):
    """The command cannot be carried out as it was typed."""

    exit_code = 2


class InputError(ReflectError):
    """A file, pack, date or answer cannot be read; nothing of it was stored."""

    exit_code = 3


class NotFoundError(ReflectError):
    """No such entry, conviction, person, prompt or file."""

    exit_code = 4


class JournalError(ReflectError):
    """The journal is locked, read-only, damaged, newer than this program, or its passphrase is wrong.

    `unstored` are words of hers that were to be stored: they are given back to her, to be copied.
    """

    exit_code = 5
    unstored = ""


class RefusedError(ReflectError):
    """Done as asked, this would lose or give away something of hers."""

    exit_code = 6


@contextmanager
def given_back(*texts: str | None) -> Iterator[None]:
    """Where the journal cannot store what is written inside, the error takes the texts along."""
    try:
        yield
    except JournalError as error:
        error.unstored = "\n\n".join(text for text in texts if text) or error.unstored
        raise


def nearest(word: str, known: list[str]) -> str:
    """' Did you mean …?' with the known word nearest to `word`, or an empty string."""
    from difflib import get_close_matches  # 6 ms, and only somebody who mistyped pays for it

    found = get_close_matches(word, known, n=1, cutoff=0.5)
    return f" Did you mean {found[0]}?" if found else ""
