"""The only place that writes rows: each with its revision and checksum, each change in the history."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reflect.store.half_characters import execute, text_of
from reflect.store.opening import translated
from reflect.store.schema import COLUMNS, OWNED, checksum

_OUR_FAULT = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError)
"""What no state of the file can cause: shown as a fault of the program, not as one of the journal."""


class Rows:
    """Rows of the journal's tables in and out, inside transactions that begin with the write lock.

    `new_id` gives a fresh UUIDv7, `moment` the present one in UTC as ISO 8601: both come from the session.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, new_id: Callable[[], str], moment: Callable[[], str]
    ) -> None:
        self.connection = connection
        self.path = path
        self.new_id = new_id
        self.moment = moment
        self._batch = ""
        self.at_first_write: Callable[[Rows], None] | None = None
        """Called once, inside the first transaction."""

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, one batch of history; joins the one that is open already.

        Raises JournalError where the file is locked, full, read-only or damaged; nothing is stored then.
        """
        if self._batch:
            yield
            return
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self._batch = self.new_id()
            first, self.at_first_write = self.at_first_write, None
            if first is not None:
                first(self)
            yield
            self.connection.execute("COMMIT")
        except _OUR_FAULT:
            self._roll_back()
            raise
        except sqlite3.DatabaseError as error:
            self._roll_back()
            raise translated(error, self.path) from None
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._batch = ""

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def all(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Every row that a query finds."""
        try:
            try:
                return execute(self.connection, query, values).fetchall()
            except sqlite3.OperationalError as error:
                if "decode" not in str(error):
                    raise
                self.connection.text_factory = text_of  # only from now on, for it costs every text a call
                return execute(self.connection, query, values).fetchall()
        except _OUR_FAULT:
            raise
        except sqlite3.DatabaseError as error:
            raise translated(error, self.path) from None

    def one(self, query: str, values: tuple[Any, ...] = ()) -> tuple[Any, ...] | None:
        """The first row that a query finds."""
        found = self.all(query, values)
        return found[0] if found else None

    def insert(self, table: str, row: Mapping[str, Any], *, logged: bool = True) -> int:
        """Store a new row and give its key."""
        columns = COLUMNS[table]
        values = tuple(row.get(column) for column in columns)
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        query = f"INSERT INTO {table} ({names}, revision, checksum) VALUES ({marks}, 1, ?)"
        key = execute(self.connection, query, (*values, checksum(table, values))).lastrowid
        assert key is not None
        if logged:
            self._log("add", table, key, None)
        return key

    def update(self, table: str, key: int, row: Mapping[str, Any], *, logged: bool = True) -> None:
        """Change the named columns of a row; where nothing differs, nothing is written."""
        columns = COLUMNS[table]
        before = self._row(table, key)
        values = tuple(row.get(column, before[column]) for column in columns)
        if values == tuple(before[column] for column in columns):
            return
        settings = ", ".join(f"{column} = ?" for column in columns)
        query = f"UPDATE {table} SET {settings}, revision = revision + 1, checksum = ? WHERE key = ?"
        execute(self.connection, query, (*values, checksum(table, values), key))
        if logged:
            self._log("change", table, key, before)

    def remove(self, table: str, key: int) -> None:
        """Take a row away, and those that it owns; the history keeps them, tombstones their ids."""
        if table in OWNED:
            part, owner = OWNED[table]
            for (row_key,) in self.all(f"SELECT key FROM {part} WHERE {owner} = ? ORDER BY key", (key,)):
                self.remove(part, row_key)
        before = self._row(table, key)
        self.connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))
        self._log("remove", table, key, before)
        if "id" in before:
            self.connection.execute(
                "INSERT INTO tombstones (id, record, at) VALUES (?, ?, ?)",
                (before["id"], table, self.moment()),
            )

    def key_of(self, table: str, id_: str) -> int | None:
        """The key of the row with that id."""
        found = self.one(f"SELECT key FROM {table} WHERE id = ?", (id_,))
        return None if found is None else int(found[0])

    def replace_steps(self, table: str, owner: str, key: int, steps: list[dict[str, Any]]) -> None:
        """Make the dated rows under a noun (wordings, relations, states of a need) be just these, in order."""
        query = f"SELECT key FROM {table} WHERE {owner} = ? ORDER BY since, key"
        standing = [row[0] for row in self.all(query, (key,))]
        for row_key, step in zip(standing, steps, strict=False):
            self.update(table, row_key, step)
        for row_key in standing[len(steps) :]:
            self.remove(table, row_key)
        for step in steps[len(standing) :]:
            self.insert(table, {owner: key, **step})

    def _row(self, table: str, key: int) -> dict[str, Any]:
        columns = COLUMNS[table]
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE key = ?"
        found = self.one(query, (key,))
        assert found is not None, f"{table} has no row {key}"
        return dict(zip(columns, found, strict=True))

    def _log(self, act: str, table: str, key: int | None, before: dict[str, Any] | None) -> None:
        execute(
            self.connection,
            "INSERT INTO changes (id, batch, at, act, record, row, before) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self.new_id(),
                self._batch,
                self.moment(),
                act,
                table,
                key,
                None if before is None else json.dumps(before, ensure_ascii=False),
            ),
        )

    def log_undo(self, batch: str) -> None:
        """One line of history that says which batch was taken back."""
        self.connection.execute(
            "INSERT INTO changes (id, batch, at, act, record, undoes) VALUES (?, ?, ?, 'undo', '', ?)",
            (self.new_id(), self._batch, self.moment(), batch),
        )

    def log_import(self, origin: str) -> int:
        """One line of history for a whole import; its entries carry the key."""
        self._log("import", "entries", None, {"origin": origin})
        found = self.one("SELECT max(key) FROM changes")
        assert found is not None
        return int(found[0])
