"""Rows as an import writes them: many, with one line of history and one turn of indexing for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from reflect.store.half_characters import execute
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS, checksum

_INSERTS = {
    table: f"INSERT INTO {table} ({', '.join(columns)}, revision, checksum)"
    f" VALUES ({', '.join('?' * len(columns))}, 1, ?)"
    for table, columns in COLUMNS.items()
}
_NEW_ANSWER = f"{_INSERTS['answers']} ON CONFLICT (id) DO NOTHING"
_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'answers' AND sql IS NOT NULL"
    " AND name <> 'answers_by_entry'"
)
"""Those that nothing asks while records come in; a file that holds an entry twice asks for the answers of one."""
_TOGETHER = 500
"""Answers that are stored at once: one by one, a sixth of an import goes to handing each to SQLite."""
_in_lines = json.JSONEncoder(ensure_ascii=True, separators=("\n", ":")).encode
_CACHE = 16_000
"""KiB of pages held in memory; the 2 MB of SQLite cost a quarter of the speed."""


class UnloggedRows(Rows):
    """The rows of a journal inside the transaction that `rows` holds; nothing of what is written is logged."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows.connection, rows.path, rows.new_id, rows.moment)
        self._batch = rows._batch
        self._waiting: list[tuple[Any, ...]] = []

    def insert(self, table: str, row: Mapping[str, Any], *, logged: bool = False) -> int:
        """Store a new row and give its key."""
        del logged
        return self.insert_values(table, tuple(row.get(column) for column in COLUMNS[table]))

    def insert_values(self, table: str, values: tuple[Any, ...]) -> int:
        """Store a new row, its values in the order of the table's columns, and give its key."""
        key = execute(self.connection, _INSERTS[table], (*values, checksum(table, values))).lastrowid
        assert key is not None
        return key

    def add_answers(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Store these rows of answers with some hundreds of others, at the latest at `flush`.

        One whose id stands elsewhere, in another entry or twice in the file, is stored under a `derived_id`.
        """
        self._waiting += rows
        if len(self._waiting) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Store the answers that wait."""
        waiting, self._waiting = self._waiting, []
        whole = [(*values, sum_) for values, sum_ in zip(waiting, checksums("answers", waiting), strict=True)]
        try:
            stored = self.connection.executemany(_NEW_ANSWER, whole).rowcount
        except UnicodeEncodeError:  # half a character in one of them; those before it are stored
            stored = 0
            for row in whole:
                execute(self.connection, _NEW_ANSWER, row)
        if stored < len(waiting):
            for values in waiting:
                self._store_taken(values)

    def _store_taken(self, values: tuple[Any, ...]) -> None:
        """Store an answer whose id was taken, and so was passed over."""
        id_, entry, _, place, *_ = values
        if self.one("SELECT 1 FROM answers WHERE (id, entry, place) = (?, ?, ?)", (id_, entry, place)) is None:
            owner = self.one("SELECT id FROM entries WHERE key = ?", (entry,))
            assert owner is not None
            self.insert_values("answers", (derived_id(owner[0], id_, place), *values[1:]))


def derived_id(*parts: object) -> str:
    """An id that is the same for the same parts: a UUID of version 8 (RFC 9562) out of their hash."""
    named = "/".join([part.hex() if isinstance(part, bytes) else str(part) for part in parts])
    digits = sha256(named.encode()).hexdigest()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def checksums(table: str, rows: Sequence[tuple[Any, ...]]) -> list[bytes]:
    """The `checksum` of each row, at half its cost: the rows are written as JSON in one go.

    A line break stands between two values and nowhere else, for within a text it is an escape.
    """
    if not rows:
        return []
    lines = _in_lines([[table, *values] for values in rows])[2:-2].split("]\n[")
    return [sha256(f"[{line}]".replace("\n", ",").encode("ascii")).digest() for line in lines]


@contextmanager
def in_bulk(rows: Rows) -> Iterator[UnloggedRows]:
    """Rows to write many to; the full-text index takes their texts in at the end, in the same transaction.

    Row by row it would write a segment of the index for each text, which is half the time of an import. The other
    indexes of answers are made at the end as well where there was no answer before, which saves a tenth.
    """
    connection = rows.connection
    trigger = rows.one("SELECT sql FROM sqlite_master WHERE name = 'answers_text_in'")
    highest = rows.one("SELECT coalesce(max(key), 0) FROM answers")
    assert trigger is not None
    assert highest is not None
    indexes = rows.all(_INDEXES) if highest == (0,) else []
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("DROP TRIGGER answers_text_in")
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    bulk = UnloggedRows(rows)
    yield bulk
    bulk.flush()
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute(
        "INSERT INTO answers_fts (rowid, text) SELECT key, text FROM answers WHERE key > ? AND text IS NOT NULL",
        highest,
    )
    connection.execute(trigger[0])
