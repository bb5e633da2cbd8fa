"""Taking back: the last change of any kind, deleting, and deleting for good."""

from __future__ import annotations

import json
from typing import Any

from reflect.errors import NotFoundError, RefusedError
from reflect.frozen import frozen
from reflect.store.engine import errors
from reflect.store.old_words import forget
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS, checksum
from reflect.store.traces import wipe
from reflect.store.undone import Act, acts_of


@frozen
class TakenBack:
    """What an undo took back: when that was done, and what had been done to each record."""

    at: str
    acts: tuple[Act, ...]


def undo(rows: Rows) -> TakenBack:
    """Take back the last batch of changes that is not taken back yet.

    Raises NotFoundError where there is none, or its words are forgotten; RefusedError where something that was
    written later rests on it. Nothing is changed then.
    """
    try:
        with rows.writing():
            return _undo_last(rows)
    except errors("IntegrityError"):
        raise RefusedError(
            "The last change cannot be taken back: what was written after it rests on it.",
            hint="Take out by hand what you do not want: reflect delete, or close.",
        ) from None


def _undo_last(rows: Rows) -> TakenBack:
    found = rows.one(
        "SELECT batch, at, undoes FROM changes WHERE act <> 'undo'"
        " AND batch NOT IN (SELECT undoes FROM changes WHERE act = 'undo') ORDER BY key DESC LIMIT 1"
    )
    if found is None:
        raise NotFoundError("There is nothing to take back.")
    batch, at, forgotten = found
    if forgotten is not None:
        raise NotFoundError(
            "There is nothing more to take back: before that something was deleted, whose words are forgotten."
        )
    changes = rows.all(
        "SELECT key, act, record, row, before FROM changes WHERE batch = ? ORDER BY key DESC", (batch,)
    )
    acts = acts_of(rows, changes)
    rows.connection.execute("PRAGMA defer_foreign_keys = ON")  # a form may have named somebody it added itself
    for key, act, table, row, before in changes:
        _take_back(rows, key, act, table, row, None if before is None else json.loads(before))
    rows.log_undo(batch)
    return TakenBack(at, acts)


def _take_back(
    rows: Rows, change: int, act: str, table: str, row: int | None, before: dict[str, Any] | None
) -> None:
    connection = rows.connection
    match act:
        case "add" if table == "questions":  # a wording stays as long as any answer needs it
            unused = "NOT EXISTS (SELECT 1 FROM answers WHERE question = questions.key)"
            connection.execute(f"DELETE FROM questions WHERE key = ? AND {unused}", (row,))
        case "add":
            connection.execute(f"DELETE FROM {table} WHERE key = ?", (row,))
        case "import":
            connection.execute("DELETE FROM entries WHERE arrived = ?", (change,))
        case "change":
            assert before is not None
            _put(rows, table, row, before, f"UPDATE {table} SET {{settings}} WHERE key = {int(row or 0)}")
        case "remove":
            assert before is not None
            _reinsert(rows, table, row, before)
        case _:
            raise AssertionError(act)


def _put(rows: Rows, table: str, _row: int | None, before: dict[str, Any], query: str) -> None:
    columns = COLUMNS[table]
    values = tuple(before.get(column) for column in columns)
    settings = ", ".join([*(f"{column} = ?" for column in columns), "revision = revision + 1", "checksum = ?"])
    rows.connection.execute(query.format(settings=settings), (*values, checksum(table, values)))


def _reinsert(rows: Rows, table: str, row: int | None, before: dict[str, Any]) -> None:
    columns = COLUMNS[table]
    values = tuple(before.get(column) for column in columns)
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    rows.connection.execute(
        f"INSERT INTO {table} (key, {names}, revision, checksum) VALUES (?, {marks}, 1, ?)",
        (row, *values, checksum(table, values)),
    )
    if "id" in before:
        rows.connection.execute("DELETE FROM tombstones WHERE id = ?", (before["id"],))


def delete(rows: Rows, table: str, id_: str) -> None:
    """Take an entry with its answers, or one answer, out of the journal; `undo` can bring it back."""
    with rows.writing():
        key = rows.key_of(table, id_)
        if key is None:
            raise NotFoundError("That is no longer in the journal.")
        if table == "entries":
            for (answer,) in rows.all("SELECT key FROM answers WHERE entry = ? ORDER BY key", (key,)):
                rows.remove("answers", answer)
        rows.remove(table, key)


def delete_for_good(rows: Rows, table: str, id_: str) -> bool:
    """Take it out of the rows, the index, the history and the write-ahead log; nothing can bring it back.

    False where another program reads the journal, and so keeps old pages with it in the log.
    """
    with rows.writing():
        before = rows.one("SELECT coalesce(max(key), 0) FROM changes")
        assert before is not None
        delete(rows, table, id_)
        forget(rows, rows.all("SELECT key, record, row FROM changes WHERE act = 'remove' AND key > ?", before))
    return wipe(rows)
