"""Rows as an import writes them: many, and with one line of history for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflect.store.half_characters import execute
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS, checksum

_INSERTS = {
    table: f"INSERT INTO {table} ({', '.join(columns)}, revision, checksum)"
    f" VALUES ({', '.join('?' * len(columns))}, 1, ?)"
    for table, columns in COLUMNS.items()
}


class UnloggedRows(Rows):
    """The rows of a journal inside the transaction that `rows` holds; nothing of what is written is logged."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows.connection, rows.path, rows.new_id, rows.moment)
        self._batch = rows._batch

    def insert(self, table: str, row: Mapping[str, Any], *, logged: bool = False) -> int:
        """Store a new row and give its key."""
        del logged
        return self.insert_values(table, tuple(row.get(column) for column in COLUMNS[table]))

    def insert_values(self, table: str, values: tuple[Any, ...]) -> int:
        """Store a new row, its values in the order of the table's columns, and give its key."""
        key = execute(self.connection, _INSERTS[table], (*values, checksum(table, values))).lastrowid
        assert key is not None
        return key
