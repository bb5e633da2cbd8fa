"""Checking what is stored against its checksums: SQLite's own check does not see a changed word."""

from __future__ import annotations

from reflect.store.journal import Journal
from reflect.store.schema import COLUMNS, checksum


def wrong_checksums(journal: Journal) -> list[tuple[str, str | int]]:
    """Every row whose values are not those that were stored: its table, and its id, or its key where it has none.

    Covers all columns of all tables with a checksum, and the checksum itself; not a row's key and revision, nor
    the history.
    """
    found: list[tuple[str, str | int]] = []
    connection = journal.connection
    usual = connection.text_factory
    connection.text_factory = _as_stored
    try:
        for table, columns in COLUMNS.items():
            query = f"SELECT key, checksum, {', '.join(columns)} FROM {table} ORDER BY key"
            for key, stored, *values in connection.execute(query):
                if stored != checksum(table, tuple(values)):
                    found.append((table, values[0] if columns[0] == "id" else key))
    finally:
        connection.text_factory = usual
    return found


def _as_stored(raw: bytes) -> str:
    """The text of a column; bytes that are no text any more give one that no checksum was made from."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape")
