"""Salvaging: what can be read of a damaged journal becomes a new one, and what is missing is told.

The damaged file and its log are only read, page by page, and stay as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect.errors import JournalError, NotFoundError
from reflect.private_files import part_of, private_folder, put_in_place, refuse_place
from reflect.store import checking
from reflect.store.backups import failures, unwritten
from reflect.store.engine import Connection, connect, errors
from reflect.store.found_rows import TABLES, Found, found_rows, queried_rows
from reflect.store.half_characters import execute
from reflect.store.mending import Mending
from reflect.store.schema import COLUMNS, HISTORY, checksum

if TYPE_CHECKING:
    from reflect.store.keys import Key  # hashlib, 2.5 ms


@dataclass(slots=True)
class Salvaged:
    """What was saved and what was not: rows by table.

    `damaged` were taken though their checksum does not fit, `left_out` could not be; `stand_ins` were made where
    something lost was needed. `missing` counts by table the numbers that no row has and no removal explains: at
    least so many are lost; `gaps` says of which days (first, last, how many). `lost_pages` are missing at the end
    of the file, or could not be read for rows.
    """

    rows: Counter[str] = field(default_factory=Counter)
    damaged: list[tuple[str, str | int]] = field(default_factory=list)
    left_out: list[tuple[str, str | int]] = field(default_factory=list)
    stand_ins: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    gaps: list[tuple[str, str, int]] = field(default_factory=list)
    lost_pages: int = 0
    last_day: str = ""


def salvage(
    path: Path,
    target: Path,
    *,
    key: Key | None,
    new_id: Callable[[], str],
    moment: str,
    today: date,
) -> Salvaged:
    """Write what can be read of the journal file `path` into a new journal, `target` (0600).

    This process holds no plain file meanwhile. An encrypted one is read with its `key`, which the new one then
    has too. Raises RefusedError where `target` exists, NotFoundError where there is no file,
    JournalError where nothing of a journal is in it or the new one cannot be written.
    """
    refuse_place(target, replace=False)
    found = _found_in(path) if key is None else queried_rows(path, key)
    if not any(found.rows.values()):
        raise JournalError(
            f"Nothing of a journal can be read in {path}.", hint="Put back a backup: reflect restore"
        )
    done = Salvaged(lost_pages=found.missing + found.blank)
    _tell_missing(found, done)
    mending = Mending(found, new_id, today)
    mending.carry_out()
    done.stand_ins, done.left_out = mending.stand_ins, mending.left_out
    done.damaged = [(table, _id(found, table, key)) for table, key in sorted(found.damaged)]
    try:
        private_folder(target.parent)
        with part_of(target) as part:
            with closing(connect(part, "mode=rw", key=key)) as connection:
                _fill(connection, found, done, new_id, moment)
            put_in_place(part, target)
    except failures() as error:
        raise unwritten(target, error) from None
    return done


def _found_in(path: Path) -> Found:
    try:
        return found_rows(path)
    except FileNotFoundError:
        raise NotFoundError(f"{path} is not there: nothing can be salvaged.", hint="See: reflect doctor") from None
    except OSError as error:
        raise JournalError(f"{path} cannot be read ({error.strerror}).", hint="Look at the disk.") from None


def _id(found: Found, table: str, key: int) -> str | int:
    values = found.rows[table][key][1]
    return str(values[0]) if TABLES[table][0] == "id" else key


# ---- what is missing


def _tell_missing(found: Found, done: Salvaged) -> None:
    """By the numbers of the rows: they have no gaps but for what was removed or taken back."""
    explained = _explained(found)
    for table in COLUMNS:
        here = found.rows[table].keys()
        named = {key for one, key in explained if one == table}
        last = max([*here, *(row for row in named if row)], default=0)
        lost = [key for key in range(1, last + 1) if key not in here and key not in named]
        done.missing[table] = len(lost)
        if table == "entries":
            done.gaps = list(_gaps(lost, {key: str(row[1][2]) for key, row in found.rows[table].items()}))
    count, last = len(found.rows["changes"]), max(found.rows["changes"], default=0)
    done.missing["changes"] = last - count
    done.missing = +done.missing
    days = [
        str(values[2])
        for key, (_, values) in found.rows["answers"].items()
        if ("answers", key) not in found.damaged
    ]
    done.last_day = max(days, default="")


def _explained(found: Found) -> set[tuple[str, int]]:
    """Rows that the history knows to be gone: removed, or added by what was taken back."""
    lines = [dict(zip(HISTORY["changes"], values, strict=True)) for _, values in found.rows["changes"].values()]
    undone = {line["undoes"] for line in lines if line["act"] == "undo"}
    return {
        (line["record"], line["row"])
        for line in lines
        if line["act"] == "remove" or (line["act"] == "add" and line["batch"] in undone)
    }


def _gaps(lost: list[int], days: dict[int, str]) -> Iterator[tuple[str, str, int]]:
    """Runs of lost keys, as the days of the entries before and after them."""
    at = 0
    while at < len(lost):
        end = at
        while end + 1 < len(lost) and lost[end + 1] == lost[end] + 1:
            end += 1
        yield days.get(lost[at] - 1, ""), days.get(lost[end] + 1, ""), end - at + 1
        at = end + 1


# ---- the new journal


def _fill(connection: Connection, found: Found, done: Salvaged, new_id: Callable[[], str], moment: str) -> None:
    from reflect.store.migrations import migrate  # imports sqlite-utils, 77 ms

    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    migrate(connection)
    for table in TABLES:
        for key, (revision, values) in sorted(found.rows[table].items()):
            try:
                _insert(connection, table, key, revision, values)
            except errors("IntegrityError"):
                done.left_out.append((table, _id(found, table, key)))
    _clear_what_points_nowhere(connection)
    for table in TABLES:
        done.rows[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    done.rows = +done.rows
    _close_history(connection, new_id, moment)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")


def _insert(connection: Connection, table: str, key: int, revision: int, values: tuple[Any, ...]) -> None:
    own = {"revision": revision} if table in COLUMNS else {}
    names = ", ".join(("key", *TABLES[table], *own, "checksum"))
    row = (key, *values, *own.values(), checksum(table, values))
    execute(connection, f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", row)


def _clear_what_points_nowhere(connection: Connection) -> None:
    """Rows left out may have been needed by others: those go too, until every row rests on one that is there."""
    while rows := connection.execute('SELECT "table", rowid FROM pragma_foreign_key_check').fetchall():
        for table, key in rows:
            connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))


def _close_history(connection: Connection, new_id: Callable[[], str], moment: str) -> None:
    """Lines that are lost get one that says nothing, and rows that are lost one that says that they are gone."""
    keys = [row[0] for row in connection.execute("SELECT key FROM changes ORDER BY key")]
    batch = new_id()
    for key in sorted(set(range(1, max(keys, default=0) + 1)) - set(keys)):
        _insert(connection, "changes", key, 1, (new_id(), batch, moment, "change", "", None, None, batch))
    last = max(keys, default=0)
    for number, (table, row) in enumerate(checking.rows_against_history(connection), start=last + 1):
        _insert(connection, "changes", number, 1, (new_id(), batch, moment, "remove", table, row, None, batch))
