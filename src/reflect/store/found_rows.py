"""Rows that are found in a damaged file: whose table they are is told by their own checksums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflect.store.checking import as_stored
from reflect.store.engine import connect, errors
from reflect.store.raw_pages import Pages
from reflect.store.schema import COLUMNS, HISTORY, checksum

if TYPE_CHECKING:
    from reflect.store.keys import Key  # hashlib, 2.5 ms

TABLES = {**COLUMNS, **HISTORY}
_REACH = 1000
"""Keys that are tried one by one beyond a place that cannot be read: several pages of the shortest rows."""
_BY_WIDTH: dict[int, list[str]] = defaultdict(list)
for _table, _columns in TABLES.items():
    _BY_WIDTH[len(_columns) + (3 if _table in COLUMNS else 2)].append(_table)  # key, revision, checksum


@dataclass(slots=True)
class Found:
    """What a damaged file still holds: by table and key the revision and values, and which fit no checksum.

    `pages` counts the pages that hold something, `missing` those that the header tells of and the file lacks,
    `blank` those that hold zeros alone: free ones, or lost.
    """

    rows: dict[str, dict[int, tuple[int, tuple[Any, ...]]]] = field(
        default_factory=lambda: {table: {} for table in TABLES}
    )
    damaged: set[tuple[str, int]] = field(default_factory=set)
    unknown: int = 0
    pages: int = 0
    blank: int = 0
    missing: int = 0


def found_rows(path: Path) -> Found:
    """Every row of a plain journal file that can be read, from its pages alone. Raises OSError.

    One whose checksum fits is what was stored. One whose checksum does not is damaged: it is taken for a row of
    the table that the others on its page belong to.
    """
    found = Found()
    with closing(Pages(path)) as pages:
        found.missing = max(0, pages.told - pages.count)
        for number in pages.numbers():
            if not any(pages[number]):
                found.blank += 1
                continue
            found.pages += 1
            _sort(list(_journal_rows(pages, number)), found)
    return found


def _journal_rows(pages: Pages, number: int) -> Iterator[tuple[str | None, int, list[Any]]]:
    """The rows of a page that may be a journal's, each with the table that its checksum proves, if one does."""
    for key, values in pages.rows(number):
        tables = _BY_WIDTH.get(len(values), [])
        if not tables or values[0] is not None or not isinstance(values[-1], bytes) or len(values[-1]) != 32:
            continue
        texts = [as_stored(bytes(value)) if isinstance(value, bytearray) else value for value in values]
        sound = (table for table in tables if checksum(table, _own(table, texts)) == values[-1])
        yield next(sound, None), key, texts


def _own(table: str, values: list[Any]) -> tuple[Any, ...]:
    """The columns of the table's own, without key, revision and checksum."""
    return tuple(values[1 : 1 + len(TABLES[table])])


def _sort(rows: list[tuple[str | None, int, list[Any]]], found: Found) -> None:
    """Take in the rows of one page: a page belongs to one table."""
    proven = Counter(table for table, _, _ in rows if table is not None)
    for table, key, values in rows:
        if table is not None:
            _take(found, table, key, values)
            continue
        likely = [one for one, _ in proven.most_common() if len(values) in _widths(one)]
        alike = likely or _BY_WIDTH[len(values)]
        if len(alike) == 1 or likely:
            _take(found, alike[0], key, values, damaged=True)
        else:
            found.unknown += 1


def _widths(table: str) -> tuple[int, ...]:
    return tuple(width for width, tables in _BY_WIDTH.items() if table in tables)


def _take(found: Found, table: str, key: int, values: list[Any], *, damaged: bool = False) -> None:
    revision = values[-2] if table in COLUMNS and isinstance(values[-2], int) else 1
    standing = found.rows[table].get(key)
    was_damaged = (table, key) in found.damaged
    if standing is not None and not (was_damaged and not damaged) and (damaged or standing[0] >= revision):
        return
    found.rows[table][key] = (revision, _own(table, values))
    found.damaged.discard((table, key))
    if damaged:
        found.damaged.add((table, key))


def queried_rows(path: Path, key: Key) -> Found:
    """The same of an encrypted file, whose pages only SQLCipher reads: by query, past what cannot be read."""
    found = Found()
    for table, columns in TABLES.items():
        end = ("revision", "checksum") if table in COLUMNS else ("checksum",)
        query = f"SELECT key, {', '.join((*columns, *end))} FROM {table}"
        for number, *values in _past_damage(path, key, query):
            own = _own(table, [None, *values])
            _take(found, table, number, [None, *values], damaged=checksum(table, own) != values[-1])
    return found


def _past_damage(path: Path, key: Key, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query by their keys; where one cannot be read, the next that can."""
    last = 0
    while True:
        try:
            for row in _asked(path, key, f"{query} WHERE key > {last} ORDER BY key"):
                last = row[0]
                yield row
            return
        except errors("DatabaseError"):
            readable = next(_tried(path, key, query, range(last + 1, last + _REACH)), None)
        if readable is None:
            return
        last = readable[0]
        yield readable


def _tried(path: Path, key: Key, query: str, numbers: range) -> Iterator[tuple[Any, ...]]:
    for number in numbers:
        with suppress(*errors("DatabaseError")):
            yield from _asked(path, key, f"{query} WHERE key = {number}")


def _asked(path: Path, key: Key, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, each time anew: a connection of SQLCipher's that met damage reads nothing more."""
    with closing(connect(path, "mode=ro", key=key)) as connection:
        connection.text_factory = as_stored
        yield from connection.execute(query)
