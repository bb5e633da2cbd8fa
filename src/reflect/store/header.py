"""The first hundred bytes of the journal file, read before SQLite holds it; a file that is unfit is refused.

Nothing here may be called while this process has the file open: closing any handle on it drops SQLite's locks.
"""

from __future__ import annotations

from pathlib import Path

from reflect.errors import JournalError
from reflect.frozen import frozen
from reflect.store.schema import APPLICATION_ID, LATEST

MAGIC = b"SQLite format 3\0"
"""How every plain SQLite file begins."""
_LENGTH = 100
_FIRST_PAGE = 4096


@frozen
class Header:
    """What a SQLite file says of itself: whose it is, its schema, and its length in bytes (format: sqlite.org)."""

    application: int
    version: int
    length: int


def recovery_file(path: Path) -> Path:
    """The file beside an encrypted journal: where it stands, the journal is encrypted."""
    return path.with_name(path.name + ".recovery")


def is_encrypted(path: Path) -> bool:
    """Whether the file beside it says so, and its own header does not say SQLite."""
    return recovery_file(path).exists() and not begins_plain(path)


def begins_plain(path: Path) -> bool:
    """Whether its header says SQLite. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def is_journal(path: Path) -> bool:
    """Whether the header of a plain file says that it is a journal, whole or not. Raises OSError."""
    header = _read(path)
    return header is not None and header.application == APPLICATION_ID


def refuse_unfit(path: Path) -> None:
    """Raise JournalError where a plain journal is damaged, foreign, newer, or should be encrypted.

    The file stays as it is, byte for byte.
    """
    header = _read(path)
    # a first run that was cut off leaves a -journal, from which SQLite takes back what it had begun
    logs = (path.with_name(path.name + end) for end in ("-wal", "-journal"))
    logged = any(log.exists() and log.stat().st_size > 0 for log in logs)
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
    if recovery_file(path).exists():
        _refuse_unless_changing(path)
    if length < header.length and not logged:  # what a log holds may be missing here
        raise truncated(path, header.length - length, header.length)


def _refuse_unless_changing(path: Path) -> None:
    from reflect.store.recovery import read_recovery  # 5 ms, and only beside a journal that is or was encrypted

    recovery = read_recovery(path)
    if recovery is not None and not recovery.changing:
        raise JournalError(
            f"{path} is a plain file in the place of an encrypted journal. It was not opened.",
            hint=newest_backup(path) or f"If you put it there yourself, move {recovery_file(path).name} away.",
        )


def _read(path: Path) -> Header | None:
    with path.open("rb") as file:
        head = file.read(_LENGTH)
    if len(head) < _LENGTH or not head.startswith(MAGIC):
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


def truncated(path: Path, missing: int, length: int) -> JournalError:
    """The end of the file is gone: so many of its bytes."""
    return JournalError(
        f"{path} is damaged: {missing} of {length} bytes are missing. It was not changed.",
        hint=newest_backup(path) or "Restore a copy of the file.",
    )


def newest_backup(path: Path) -> str:
    """A sentence that names the newest backup of a journal, or an empty string where there is none to be seen."""
    from reflect.store.backup_folder import database_files  # it opens files, by way of this module

    try:
        backups = database_files(path.parent / "backups")
    except JournalError:
        return ""
    return f"The newest backup is {backups[0]}. To put it in place: reflect restore" if backups else ""
