"""Checking what is stored: SQLite's own check sees neither a changed word, nor rows of another day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from reflect.store.engine import Connection
from reflect.store.journal import Journal
from reflect.store.last_line import lacks_line, remembered
from reflect.store.nouns import LETTERS
from reflect.store.opening import marker_of
from reflect.store.schema import COLUMNS, HISTORY, checksum

_NOT_TAKEN_BACK = "batch NOT IN (SELECT undoes FROM changes WHERE act = 'undo' AND undoes IS NOT NULL)"
_MOST = 100
"""Complaints of SQLite's that are counted; of a file in ruins it has thousands."""


def page_faults(journal: Journal) -> list[str]:
    """What SQLite complains of: pages, indexes, types, and rows that point to rows which are not there."""
    found = [str(row[0]) for row in journal.connection.execute(f"PRAGMA integrity_check({_MOST})")]
    missing = [
        f"{row[0]} {row[1]} points to nothing" for row in journal.connection.execute("PRAGMA foreign_key_check")
    ]
    return [complaint for complaint in found if complaint != "ok"] + missing[:_MOST]


def schema_faults(journal: Journal) -> list[str]:
    """Names of tables, indexes and triggers that are not as this program makes them, and of missing ones."""
    from reflect.store.migrations import migrate  # imports sqlite-utils, 77 ms: only a check of the schema pays

    query = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    steps = "SELECT migration_set, name FROM _sqlite_migrations ORDER BY 2"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        expected = set(fresh.execute(query))
        due = fresh.execute(steps).fetchall()
    differing = {row[1] for row in expected ^ set(journal.connection.execute(query))}
    if not differing and journal.connection.execute(steps).fetchall() != due:
        differing = {"_sqlite_migrations"}
    return sorted(differing)


def wrong_checksums(journal: Journal) -> list[tuple[str, str | int]]:
    """Every row whose values are not those that were stored: its table, and its id, or its key where it has none.

    Covers all columns of all tables with a checksum, the history and the tombstones too, and the checksum itself.
    Not a row's key, whose change `page_faults` sees, nor its revision, which is no answer.
    """
    return wrong_rows(journal.connection)


def wrong_rows(connection: Connection) -> list[tuple[str, str | int]]:
    """The same for a connection to a file that no journal is opened on, as a backup, of the latest schema."""
    found: list[tuple[str, str | int]] = []
    with _texts_as_stored(connection):
        for table, columns in {**COLUMNS, **HISTORY}.items():
            query = f"SELECT key, checksum, {', '.join(columns)} FROM {table} ORDER BY key"
            for key, stored, *values in connection.execute(query):
                if stored != checksum(table, tuple(values)):
                    found.append((table, values[0] if columns[0] == "id" else key))
    return found


@contextmanager
def _texts_as_stored(connection: Connection) -> Iterator[None]:
    usual = connection.text_factory
    connection.text_factory = as_stored
    try:
        yield
    finally:
        connection.text_factory = usual


def as_stored(raw: bytes) -> str:
    """The text of a column; bytes that are no text any more give one that no checksum was made from."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape")


# ---- history


def lost_lines(journal: Journal) -> int:
    """How many lines of history, at the least, were written here and are not in this file.

    They are missing where the file is an older copy, was copied without its write-ahead log, or was mixed with a
    log of another day. Words of unlogged writes (drafts, forgetting a person) are not told by this.
    """
    line = remembered(marker_of(journal.path))
    count, last = _extent(journal)
    lost = last - count  # the history only grows: it has no gaps
    if line is not None and lacks_line(journal.connection, line):
        lost += max(line[0] - last, 1)
    return lost


def has_no_gaps(journal: Journal) -> bool:
    """Whether the history is all there from its first line to its last."""
    count, last = _extent(journal)
    return count == last


def _extent(journal: Journal) -> tuple[int, int]:
    """How many lines the history has, and the number of the last."""
    row = journal.connection.execute("SELECT count(*), coalesce(max(key), 0) FROM changes").fetchone()
    return int(row[0]), int(row[1])


def rows_against_history(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Rows that are not as the history left them: back after they were removed, gone, or older than their changes.

    Each with its table and key. They come of pages of two days in one file.
    """
    found: set[tuple[str, int]] = set()
    for table, columns in COLUMNS.items():
        queries = [_GONE, _OLDER, *([_BACK] if columns[0] == "id" else [])]
        for query in queries:
            found |= {(table, row[0]) for row in connection.execute(query.format(table=table))}
    return sorted(found)


_LINES = f"""SELECT key, row, act FROM changes
    WHERE record = '{{table}}' AND row IS NOT NULL AND (act = 'remove' OR {_NOT_TAKEN_BACK})"""
_GONE = f"""
    WITH lines AS ({_LINES}), latest AS (SELECT row, act, max(key) FROM lines GROUP BY row)
    SELECT row FROM latest WHERE act <> 'remove' AND row NOT IN (SELECT key FROM {{table}})"""
_OLDER = f"""
    WITH lines AS ({_LINES}), removed AS (SELECT row, max(key) AS key FROM lines WHERE act = 'remove' GROUP BY row)
    SELECT t.key FROM {{table}} t JOIN lines l ON l.row = t.key AND l.act = 'change'
        LEFT JOIN removed r ON r.row = t.key
    WHERE l.key > coalesce(r.key, 0) GROUP BY t.key HAVING count(*) >= t.revision"""
_BACK = "SELECT t.key FROM {table} t JOIN tombstones g ON g.id = t.id AND g.record = '{table}'"
"""By the tombstone: an import, which logs no rows, may have given the key of a removed row to another."""


# ---- codes


def shared_codes(journal: Journal) -> list[tuple[str, int, str]]:
    """Nouns whose code an older one of their kind has too: table, key and code. The older id keeps the code."""
    return [
        (table, key, code)
        for table in LETTERS
        for key, code in journal.connection.execute(
            f"SELECT key, code FROM {table} y WHERE EXISTS (SELECT 1 FROM {table} o WHERE o.code = y.code"
            " AND o.id < y.id) ORDER BY id"
        )
    ]
