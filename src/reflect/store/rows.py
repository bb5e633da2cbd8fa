"""The only place that writes rows: each with its revision and checksum, each change in the history."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reflect.store.engine import Connection, errors
from reflect.store.half_characters import execute, text_of
from reflect.store.last_line import lacks_line, remember, remembered
from reflect.store.opening import marker_of, translated
from reflect.store.schema import COLUMNS, HISTORY, OWNED, checksum

_OUR_FAULT = ("IntegrityError", "ProgrammingError", "InterfaceError")
"""What no state of the file can cause: shown as a fault of the program, not as one of the journal."""


class Rows:
    """Rows of the journal's tables in and out, inside transactions that begin with the write lock.

    `new_id` gives a fresh UUIDv7, `moment` the present one in UTC as ISO 8601: both come from the session.
    """

    def __init__(
        self, connection: Connection, path: Path, new_id: Callable[[], str], moment: Callable[[], str]
    ) -> None:
        self.connection = connection
        self.path = path
        self.new_id = new_id
        self.moment = moment
        self._batch = ""
        self._linked: str | None = None
        self._last_line: tuple[int, str] | None = None
        self._lacks_a_line: bool | None = None
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
            self._batch = self._next_batch()
            first, self.at_first_write = self.at_first_write, None
            if first is not None:
                first(self)
            yield
            self.connection.execute("COMMIT")
            self._remember_last_line()
        except errors(*_OUR_FAULT):
            self._roll_back()
            raise
        except errors("DatabaseError") as error:
            self._roll_back()
            raise translated(error, self.path) from None
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._batch = ""

    @contextlib.contextmanager
    def linked(self) -> Iterator[None]:
        """Let the transactions within join one batch of history, as long as nobody else writes between them."""
        if self._linked is not None:
            yield
            return
        self._linked = ""
        try:
            yield
        finally:
            self._linked = None

    def _next_batch(self) -> str:
        if self._linked is None:
            return self.new_id()
        last = self.one("SELECT batch FROM changes ORDER BY key DESC LIMIT 1")
        if not self._linked or last is None or last[0] != self._linked:
            self._linked = self.new_id()
        return self._linked

    def _remember_last_line(self) -> None:
        """Keep the last line of history beside the journal, unless one stands there that the journal lacks."""
        line, self._last_line = self._last_line, None
        if line is None:
            return
        marker = marker_of(self.path)
        with contextlib.suppress(*errors("DatabaseError")):  # what was written is stored, whatever else is unsound
            if self._lacks_a_line is None:
                self._lacks_a_line = lacks_line(self.connection, remembered(marker))
            if not self._lacks_a_line:
                remember(marker, *line)

    def _roll_back(self) -> None:
        self._last_line = None
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def all(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """Every row that a query finds."""
        try:
            try:
                return execute(self.connection, query, values).fetchall()
            except errors("OperationalError") as error:
                if "decode" not in str(error):
                    raise
                self.connection.text_factory = text_of  # only from now on, for it costs every text a call
                return execute(self.connection, query, values).fetchall()
        except errors(*_OUR_FAULT):
            raise
        except errors("DatabaseError") as error:
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
            self.bury(before["id"], table)

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

    def _log(
        self, act: str, table: str, key: int | None, before: dict[str, Any] | None, undoes: str | None = None
    ) -> None:
        words = None if before is None else json.dumps(before, ensure_ascii=False)
        line = (self.new_id(), self._batch, self.moment(), act, table, key, words, undoes)
        number = self._put_history("changes", line)
        self._last_line = (number, line[0])

    def log_undo(self, batch: str) -> None:
        """One line of history that says which batch was taken back."""
        self._log("undo", "", None, None, batch)

    def bury(self, id_: str, record: str) -> None:
        """Put up a tombstone: what had that id, a record of that table, is gone."""
        self._put_history("tombstones", (id_, record, self.moment()))

    def _put_history(self, table: str, values: tuple[Any, ...]) -> int:
        names, marks = ", ".join(HISTORY[table]), ", ".join("?" * len(values))
        query = f"INSERT INTO {table} ({names}, checksum) VALUES ({marks}, ?)"
        key = execute(self.connection, query, (*values, checksum(table, values))).lastrowid
        assert key is not None
        return key

    def reword_history(self, setting: str, condition: str, values: tuple[Any, ...]) -> None:
        """Set columns of the lines of history that an SQL condition holds for; `values` fill both."""
        columns = HISTORY["changes"]
        execute(self.connection, f"UPDATE changes SET {setting} WHERE {condition}", values)
        filled = values[setting.count("?") :]
        for key, *line in self.all(f"SELECT key, {', '.join(columns)} FROM changes WHERE {condition}", filled):
            self.connection.execute(
                "UPDATE changes SET checksum = ? WHERE key = ?", (checksum("changes", tuple(line)), key)
            )

    def log_import(self, origin: str) -> int:
        """One line of history for a whole import; its entries carry the key."""
        self._log("import", "entries", None, {"origin": origin})
        found = self.one("SELECT max(key) FROM changes")
        assert found is not None
        return int(found[0])
