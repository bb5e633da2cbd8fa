"""The full-text index beside the texts that it is made from.

FTS5's own comparison with its table fails in this schema always: answers without a text are not indexed.
"""

from __future__ import annotations

import sqlite3
from itertools import zip_longest

from reflect.store.engine import errors
from reflect.store.journal import Journal

TOKENIZE = "porter unicode61 remove_diacritics 2"
_TEXTS = "SELECT key, text FROM answers WHERE text IS NOT NULL"
_CORRUPT = ("SQLITE_CORRUPT", "SQLITE_ERROR")


def index_differs(journal: Journal) -> bool:
    """Whether the index knows other words, places or lengths than the texts have, or is unsound in itself."""
    connection = journal.connection
    try:
        _make_anew(connection)
        try:
            return not (_is_alike(connection) and _is_sound(connection))
        finally:
            for table in ("texts_now", "words_now", "words_indexed"):
                connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    except errors("DatabaseError") as error:
        if (getattr(error, "sqlite_errorname", "") or "").startswith(_CORRUPT):
            return True
        raise


def rebuild_index(journal: Journal) -> None:
    """Make the index anew from the texts, in one transaction."""
    with journal.writing():
        journal.connection.execute("INSERT INTO answers_fts (answers_fts) VALUES ('delete-all')")
        journal.connection.execute(f"INSERT INTO answers_fts (rowid, text) {_TEXTS}")


def _make_anew(connection: sqlite3.Connection) -> None:
    """An index of the same texts, in memory."""
    connection.execute(
        f"CREATE VIRTUAL TABLE temp.texts_now USING fts5 (text, content = '', tokenize = '{TOKENIZE}')"
    )
    connection.execute("BEGIN")
    connection.execute(f"INSERT INTO temp.texts_now (rowid, text) {_TEXTS}")
    connection.execute("COMMIT")
    connection.execute("CREATE VIRTUAL TABLE temp.words_now USING fts5vocab (temp, texts_now, instance)")
    connection.execute("CREATE VIRTUAL TABLE temp.words_indexed USING fts5vocab (main, answers_fts, instance)")


def _is_alike(connection: sqlite3.Connection) -> bool:
    lengths = (
        "SELECT id, sz FROM answers_fts_docsize ORDER BY id",
        "SELECT id, sz FROM temp.texts_now_docsize ORDER BY id",
    )
    words = (
        'SELECT CAST(term AS BLOB), doc, "offset" FROM temp.words_indexed',
        'SELECT CAST(term AS BLOB), doc, "offset" FROM temp.words_now',
    )
    return all(
        left == right
        for queries in (lengths, words)
        for left, right in zip_longest(*(connection.execute(query) for query in queries))
    )


def _is_sound(connection: sqlite3.Connection) -> bool:
    """FTS5's check of the index in itself; where the journal cannot be written now, it is left out."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except errors("OperationalError"):
        return True
    try:
        connection.execute("INSERT INTO answers_fts (answers_fts, rank) VALUES ('integrity-check', 0)")
    finally:
        connection.execute("ROLLBACK")
    return True
