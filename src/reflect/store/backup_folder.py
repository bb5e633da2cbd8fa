"""The folder of backups: dated names that never meet, what each file holds, and that only so many are kept."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reflect.errors import JournalError
from reflect.frozen import frozen
from reflect.store.backups import failures, for_reading
from reflect.store.engine import Connection
from reflect.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from reflect.store.keys import Key

NOUNS = ("convictions", "people", "commitments", "disconnects", "needs")
_DATED = re.compile(r"journal-(\d{4}-\d\d-\d\dT\d{6})(?:-(\d+))?\.db")


@frozen
class Held:
    """What a journal file holds: its entries, answers given (`sealed` of them so), sealed nouns, and last day."""

    entries: int
    answers: int
    sealed: int
    sealed_nouns: int
    last: date | None


@frozen
class Backup:
    """A file in the folder; `made` is the stamp of a dated one, else empty; `held` None where it is unreadable."""

    path: Path
    size: int
    made: str
    held: Held | None


def free_name(folder: Path, stamp: str) -> Path:
    """A name of that moment (local, as 2025-03-03T180000) under which nothing stands."""
    return _free(folder, f"journal-{stamp}")


def free_name_of_replaced(folder: Path, stamp: str) -> Path:
    """The same for a journal that a backup takes the place of."""
    return _free(folder, f"journal-replaced-{stamp}")


def _free(folder: Path, begin: str) -> Path:
    path, number = folder / f"{begin}.db", 1
    while path.is_symlink() or path.exists():
        number += 1
        path = folder / f"{begin}-{number}.db"
    return path


def thin(folder: Path, kept: int, just_made: Path) -> int:
    """Remove all dated backups but the newest `kept`, to which the one just made counts; gives how many went.

    A file of any other name stays, whoever put it there.
    """
    names = ((_DATED.fullmatch(file.name), file) for file in folder.iterdir() if not file.is_symlink())
    dated = [(found[1], int(found[2] or 1), file) for found, file in names if found]
    older = [file for *_, file in sorted(dated, reverse=True) if file != just_made]
    gone = 0
    for file in older[kept - 1 :]:
        with contextlib.suppress(OSError):
            file.unlink()
            gone += 1
    return gone


def backups_in(folder: Path, key: Key | None = None) -> list[Backup]:
    """Every database file of the folder, newest first. Raises JournalError where it cannot be read."""
    found = []
    for file in database_files(folder):
        with contextlib.suppress(FileNotFoundError):  # a backup made meanwhile has thinned it out
            found.append(Backup(file, file.stat().st_size, _stamp(file), held_in(file, key)))
    return found


def database_files(folder: Path) -> list[Path]:
    """The database files of a folder, by the time of their last write, newest first; links are none.

    Raises JournalError where it cannot be read.
    """
    try:
        files = [file for file in folder.iterdir() if file.suffix == ".db"]
        found = [(now.st_mtime_ns, file.name, file) for file in files if (now := _plain_file(file))]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalError(f"{folder} cannot be read ({error.strerror}).", hint="Look at its rights.") from None
    return [file for *_, file in sorted(found, reverse=True)]


def _plain_file(file: Path) -> os.stat_result | None:
    """What the disk says of a file; None for a link, for what is no file, and for one that is gone."""
    try:
        now = file.lstat()
    except FileNotFoundError:
        return None
    return now if stat.S_ISREG(now.st_mode) else None


def _stamp(file: Path) -> str:
    found = _DATED.fullmatch(file.name)
    return found[1] if found else ""


def held_in(path: Path, key: Key | None = None) -> Held | None:
    """What a file that nobody writes holds; None where it cannot be read, or is no journal."""
    try:
        with contextlib.closing(for_reading(path, still=True, key=key)) as connection:
            return counted(connection)
    except failures():
        return None


def counted(connection: Connection) -> Held | None:
    """What the file behind a connection for reading holds; None where it is no journal. Raises DatabaseError."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return None
    entries, last = connection.execute("SELECT count(*), max(day) FROM entries").fetchone()
    answers, sealed = connection.execute(
        "SELECT count(*), coalesce(sum(visibility = 'sealed'), 0) FROM answers WHERE state = 'answered'"
    ).fetchone()
    return Held(entries, answers, sealed, _sealed(connection, NOUNS), _day(last))


def _sealed(connection: Connection, tables: Collection[str]) -> int:
    counts = (f"(SELECT count(*) FROM {table} WHERE visibility = 'sealed')" for table in tables)
    return int(connection.execute(f"SELECT {' + '.join(counts)}").fetchone()[0])


def _day(stored: bytes | None) -> date | None:
    try:
        return None if stored is None else date.fromisoformat(stored.decode())
    except ValueError:  # a damaged one
        return None
