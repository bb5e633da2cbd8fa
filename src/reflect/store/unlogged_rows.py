"""Rows as an import writes them: many, with one line of history and one turn of indexing for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from reflect.store.half_characters import execute
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS, checksum

_INSERTS = {
    table: f"INSERT INTO {table} ({', '.join(columns)}, revision, checksum)"
    f" VALUES ({', '.join('?' * len(columns))}, 1, ?)"
    for table, columns in COLUMNS.items()
}
_CACHE = 16_000
"""KiB of pages held in memory; the 2 MB of SQLite cost a quarter of the speed."""


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


@contextmanager
def in_bulk(rows: Rows) -> Iterator[UnloggedRows]:
    """Rows to write many to; the full-text index takes their texts in at the end, in the same transaction.

    Row by row it would write a segment of the index for each text, which is half the time of an import.
    """
    connection = rows.connection
    trigger = rows.one("SELECT sql FROM sqlite_master WHERE name = 'answers_text_in'")
    highest = rows.one("SELECT coalesce(max(key), 0) FROM answers")
    assert trigger is not None
    assert highest is not None
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("DROP TRIGGER answers_text_in")
    yield UnloggedRows(rows)
    connection.execute(
        "INSERT INTO answers_fts (rowid, text) SELECT key, text FROM answers WHERE key > ? AND text IS NOT NULL",
        highest,
    )
    connection.execute(trigger[0])
