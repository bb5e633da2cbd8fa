"""Checksums: one flipped bit in any stored value is found, though SQLite's own check sees nothing."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from reflect.store.checking import wrong_checksums
from reflect.store.journal import Journal
from reflect.store.rows import Rows
from reflect.store.schema import COLUMNS, HISTORY
from tests.store.conftest import one_of_each, opened

VALUES = [
    (table, column) for table, columns in {**COLUMNS, **HISTORY}.items() for column in (*columns, "checksum")
]


def _flipped(value: object, bit: int) -> object:
    match value:
        case int():
            return value ^ (1 << bit % 3)
        case str():
            return _flipped(value.encode(), bit)
        case bytes():
            at = bit % (len(value) * 8)
            return bytes(byte ^ (1 << at % 8) if place == at // 8 else byte for place, byte in enumerate(value))
        case _:
            raise AssertionError(value)


@pytest.fixture
def full(journal: Journal) -> Journal:
    """A journal with a row in every table, no check in the way of a wrong value."""
    connection = journal.connection
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    rows = Rows(connection, journal.path, lambda: "", lambda: "")
    for table, columns in COLUMNS.items():
        if rows.one(f"SELECT 1 FROM {table}") is None:
            kinds = {row[1]: row[2] for row in rows.all(f"PRAGMA table_info({table})")}
            row = {column: "something" if kinds[column] == "TEXT" else 5 for column in columns}
            with rows.writing():
                rows.insert(table, row, logged=False)
    with rows.writing():
        rows.bury("gone", "answers")
    assert wrong_checksums(journal) == []
    return journal


@pytest.mark.parametrize(("table", "column"), VALUES)
def test_a_flipped_bit_in_any_column_is_found(full: Journal, table: str, column: str) -> None:
    chance = random.Random(f"{table}.{column}")
    connection = full.connection
    key, value = connection.execute(f"SELECT key, {column} FROM {table} ORDER BY {column} DESC").fetchone()
    if not value and value != 0:  # NULL everywhere: a value where there was none
        kind = next(row[2] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] == column)
        connection.execute(f"UPDATE {table} SET {column} = ?", ("x" if kind == "TEXT" else 1,))
        assert {where for where, _ in wrong_checksums(full)} == {table}
        return
    mark = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
    for _ in range(8):
        connection.execute("BEGIN")
        flipped = _flipped(value, chance.randrange(10_000))
        connection.execute(f"UPDATE {table} SET {column} = {mark} WHERE key = ?", (flipped, key))
        assert [where for where, _ in wrong_checksums(full)] == [table], (value, flipped)
        connection.execute("ROLLBACK")
    assert wrong_checksums(full) == []


def test_a_row_is_named_by_its_id_or_else_by_its_key(journal: Journal) -> None:
    journal.connection.execute("UPDATE answers SET value = 5 WHERE id = 'b2'")
    journal.connection.execute("UPDATE wordings SET importance = 1")
    assert wrong_checksums(journal) == [("wordings", 1), ("answers", "b2")]


def _flips(path: Path, count: int) -> tuple[int, int, int]:
    """Flip one bit of the file at a time: how many changed an answer, how many of those the checksums found,
    and how many SQLite's own check found."""
    with closing(opened(path)) as journal:
        one_of_each(journal)
        whole = list(journal.every_entry()), journal.nouns()
    good = path.read_bytes()
    spoilt = good.find(b"told the board early"), good.find(b"No surprises"), good.find(b"Annika")
    chance = random.Random(14)
    changed = found = seen = 0
    for number in range(count):
        near = spoilt[number % 3] + chance.randrange(-40, 20)
        flipped = bytearray(good)
        flipped[near] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(flipped))
        try:
            with closing(opened(path)) as journal:
                wrong = bool(wrong_checksums(journal))
                sound = journal.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                differs = (list(journal.every_entry()), journal.nouns()) != whole
        except Exception:  # noqa: BLE001  (whatever cannot be read at all is found by whoever reads)
            continue
        changed += differs
        found += differs and wrong
        seen += differs and not sound
    return changed, found, seen


def test_every_flipped_bit_of_the_file_that_changes_what_is_read_is_found(path: Path) -> None:
    changed, found, seen = _flips(path, 400)
    print(f"\nflipped bits that changed what is read: {changed}; checksums found {found}, SQLite {seen}")  # noqa: T201  (how many is the result)
    assert changed > 80
    assert found == changed
