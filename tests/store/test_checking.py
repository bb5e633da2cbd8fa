"""Checksums: one flipped bit in any stored value is found, though SQLite's own check sees nothing."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from reflect.store.checking import wrong_checksums
from reflect.store.journal import Journal
from reflect.store.schema import COLUMNS
from tests.store.conftest import one_of_each, opened

VALUES = [(table, column) for table, columns in COLUMNS.items() for column in (*columns, "checksum")]


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


@pytest.mark.parametrize(("table", "column"), VALUES)
def test_a_flipped_bit_in_any_column_is_found(journal: Journal, table: str, column: str) -> None:
    chance = random.Random(f"{table}.{column}")  # noqa: S311  (a seed of its own for each column)
    connection = journal.connection
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("PRAGMA foreign_keys = OFF")
    query = f"SELECT key, {column} FROM {table} WHERE {column} NOT IN ('', '[]')"
    stored = connection.execute(query).fetchall()
    if not stored:
        connection.execute(f"UPDATE {table} SET {column} = {_something(column)} WHERE key = 1")
        assert len(wrong_checksums(journal)) == 1, "a value where there was none"
        return
    key, value = stored[0]
    mark = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
    for _ in range(8):
        connection.execute("BEGIN")
        flipped = _flipped(value, chance.randrange(10_000))
        connection.execute(f"UPDATE {table} SET {column} = {mark} WHERE key = ?", (flipped, key))
        found = wrong_checksums(journal)
        assert len(found) == 1, (value, flipped)
        assert found[0][0] == table
        connection.execute("ROLLBACK")
    assert wrong_checksums(journal) == []


def _something(column: str) -> str:
    return "1" if column in ("arrived", "late") else "'x'"


def test_a_row_is_named_by_its_id_or_else_by_its_key(journal: Journal) -> None:
    journal.connection.execute("UPDATE answers SET value = 5 WHERE id = 'a2'")
    journal.connection.execute("UPDATE wordings SET importance = 1")
    assert wrong_checksums(journal) == [("wordings", 1), ("answers", "a2")]


def _flips(path: Path, count: int) -> tuple[int, int, int]:
    """Flip one bit of the file at a time: how many changed an answer, how many of those the checksums found,
    and how many SQLite's own check found."""
    with closing(opened(path)) as journal:
        one_of_each(journal)
        whole = list(journal.every_entry()), journal.nouns()
    good = path.read_bytes()
    spoilt = good.find(b"told the board early"), good.find(b"No surprises"), good.find(b"Annika")
    chance = random.Random(14)  # noqa: S311  (the same bits in every run)
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


def test_of_300_flipped_bits_every_one_that_changes_an_answer_is_found(path: Path) -> None:
    changed, found, seen = _flips(path, 300)
    print(f"\nflipped bits that changed what is read: {changed}; checksums found {found}, SQLite {seen}")  # noqa: T201
    assert changed > 100
    assert found == changed
