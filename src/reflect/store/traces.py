"""What is gone from the tables still stands in the index and in the write-ahead log, until both are wiped."""

from __future__ import annotations

from reflect.store.rows import Rows

_OPTIMIZE = "INSERT INTO answers_fts (answers_fts) VALUES ('optimize')"


def wipe_index(rows: Rows) -> None:
    """Merge the segments of the index, inside a transaction: only then are deleted words gone from it."""
    rows.connection.execute(_OPTIMIZE)


def wipe(rows: Rows) -> bool:
    """Wipe index and log. False where another program reads the journal, and so keeps old pages in the log."""
    with rows.writing():
        wipe_index(rows)
    busy = rows.one("PRAGMA wal_checkpoint(TRUNCATE)")
    return busy is not None and busy[0] == 0
