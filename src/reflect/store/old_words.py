"""How the history forgets: the words of what is gone, but neither that it was there, nor its code."""

from __future__ import annotations

import json

from reflect.store.rows import Rows

KEPT_DAYS = 7
"""Days for which the history keeps the words of what was deleted."""

OLD = (
    "SELECT key, record, row FROM changes WHERE act = 'remove' AND undoes IS NULL AND at < date(?, ?)"
    " AND batch NOT IN (SELECT undoes FROM changes WHERE undoes IS NOT NULL)"
)
"""The removals that lie so far back, and were not taken back."""


def forget_old_words(rows: Rows) -> None:
    """Let the history forget the words of what was deleted more than seven days ago, unless it was taken back."""
    gone = rows.all(OLD, (rows.moment(), f"-{KEPT_DAYS} days"))
    if gone:
        with rows.writing():
            forget(rows, gone)


def forget(rows: Rows, gone: list[tuple[int, str, int]]) -> None:
    """Let the history forget the words of rows that are gone: for each the key of its removal, table and row.

    The acts stay, and of a noun its code, which is never given again. What has no words any more cannot be taken
    back: its batches are marked as undoing themselves.
    """
    for removal, table, row in gone:
        # A table gives the number of its last row again once that is gone: what was before was another row.
        since = rows.one(
            "SELECT max(key) FROM changes WHERE record = ? AND row = ? AND act = 'remove' AND key < ?",
            (table, row, removal),
        )
        its_own = "record = ? AND row = ? AND key > ? AND key <= ?"
        values = (table, row, (since and since[0]) or 0, removal)
        last = rows.one("SELECT before FROM changes WHERE key = ?", (removal,))
        code = json.loads(last[0]).get("code") if last and last[0] else None
        rows.reword_history("undoes = batch", f"batch IN (SELECT batch FROM changes WHERE {its_own})", values)
        rows.reword_history("before = NULL", its_own, values)
        if code is not None:
            kept = json.dumps({"code": code})
            rows.reword_history("before = ?", "key = ?", (kept, removal))
