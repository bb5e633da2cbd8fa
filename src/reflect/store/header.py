"""The first hundred bytes of the journal file, read before SQLite holds it; a file that is unfit is refused.

Nothing here may be called while this process has the file open: closing any handle on it drops SQLite's locks.
"""

from __future__ import annotations

from pathlib import Path

from reflect.errors import JournalError
from reflect.frozen import frozen
from reflect.store.schema import APPLICATION_ID, LATEST

_MAGIC = b"SQLite format 3\0"
_LENGTH = 100
_FIRST_PAGE = 4096


@frozen
class Header:
    """What a SQLite file says of itself: whose it is, its schema, and its length in bytes (format: sqlite.org)."""

    application: int
    version: int
    length: int


def refuse_unfit(path: Path) -> None:
    """Raise JournalError where the file is damaged, foreign or newer; it stays as it is, byte for byte."""
    header = _read(path)
    log = path.with_name(path.name + "-wal")
    logged = log.exists() and log.stat().st_size > 0
    length = path.stat().st_size  # after the header and the log: another program may be writing both right now
    if header is None:
        raise JournalError(
            f"{path} is not a journal of reflect, or is damaged. It was not changed.",
            hint=newest_backup(path) or "Name another home with --home.",
        )
    if (
        header.application != APPLICATION_ID and length > _FIRST_PAGE
    ):  # a journal says whose it is on its first page
        raise foreign(path)
    if header.application == APPLICATION_ID and header.version > LATEST:
        raise newer(path, header.version)
    if length < header.length and not logged:  # what a log holds may be missing here
        missing = header.length - length
        raise JournalError(
            f"{path} is damaged: {missing} of {header.length} bytes are missing. It was not changed.",
            hint=newest_backup(path) or "Restore a copy of the file.",
        )


def _read(path: Path) -> Header | None:
    with path.open("rb") as file:
        head = file.read(_LENGTH)
    if len(head) < _LENGTH or not head.startswith(_MAGIC):
        return None

    def number(start: int, width: int) -> int:
        return int.from_bytes(head[start : start + width], "big")

    page = number(16, 2)
    return Header(number(68, 4), number(60, 4), number(28, 4) * (65536 if page == 1 else page))


def foreign(path: Path) -> JournalError:
    """The file is a database of another program."""
    return JournalError(
        f"{path} belongs to another program. It was not changed.", hint="Name another home with --home."
    )


def newer(path: Path, version: int) -> JournalError:
    """The file has a schema that this program does not know."""
    return JournalError(
        f"{path} was written by a newer reflect (schema {version}). It was not changed.",
        hint=f"Upgrade reflect: this one knows schema {LATEST}.",
    )


def newest_backup(path: Path) -> str:
    """A sentence that names the newest backup of a journal, or an empty string where there is none."""
    backups = sorted((path.parent / "backups").glob("*.db"), key=lambda backup: backup.stat().st_mtime_ns)
    return f"The newest backup is {backups[-1]}." if backups else ""
