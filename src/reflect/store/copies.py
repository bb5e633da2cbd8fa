"""The copies of the journal in its home, the backups and what stood where one was restored: plain or encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

from reflect.store.header import MAGIC

Form: TypeAlias = Literal["plain", "encrypted", "neither"]

_PAGE = 4096
"""Bytes of which an encrypted file is a multiple."""
_DISTINCT = 200
"""A page of chance holds more different bytes (nearly all 256); one of zeros, texts or lists holds fewer."""
_SALT = 16


def copies_in(home: Path) -> list[Path]:
    """The files that are copies of the journal by their names and places, whatever they hold."""
    found = (*(home / "backups").glob("*.db"), *home.glob("journal-replaced-*.db"))
    return sorted(file for file in found if file.is_file())


def form_of(path: Path) -> Form:
    """What the first page of a copy looks like: SQLite's, chance as an encrypted one has it, or neither.

    Only a key tells whether chance is an encrypted journal or a destroyed one.
    """
    try:
        with path.open("rb") as file:
            first = file.read(_PAGE)
            length = file.seek(0, 2)
    except OSError:
        return "neither"
    if first.startswith(MAGIC):
        return "plain"
    is_whole = length > 0 and length % _PAGE == 0
    return "encrypted" if is_whole and len(set(first)) >= _DISTINCT else "neither"


def salt_of(path: Path) -> bytes:
    """The salt at the beginning of an encrypted copy: not of a file that this process holds. Raises OSError."""
    with path.open("rb") as file:
        return file.read(_SALT)


def salts_in(home: Path) -> set[bytes]:
    """The salts of the copies that look encrypted. Raises OSError."""
    return {salt_of(file) for file in copies_in(home) if form_of(file) == "encrypted"}


def unlike_the_journal(home: Path, *, encrypted: bool) -> list[Path]:
    """The copies that are plain beside an encrypted journal, or look encrypted beside a plain one."""
    form: Form = "plain" if encrypted else "encrypted"
    return [file for file in copies_in(home) if form_of(file) == form]
